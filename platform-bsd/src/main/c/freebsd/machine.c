// SPDX-License-Identifier: Apache-2.0
/*
 * The sockets of the whole machine. Tables and holders are read one after the other and joined by the kernel's addresses
 * of the sockets, so that a socket may go in between, and another come to lie where it was. A holder is believed if the
 * table has not changed until after the holders were read, or still has the same socket then.
 */
#include "file_table.h"
#include "pcb_keys.h"
#include "processes.h"
#include "query.h"
#include "visibility.h"

struct table {
    struct pcb_list list;
    bool read;
    bool changed;          /* by the time that the holders were read */
    struct pcb_keys later; /* what it had then, if it changed */
};

struct machine {
    struct query *query;
    struct table tables[PCB_TABLES];
    struct holders holders;
    struct process_list processes;
    /* What it means that nobody is found to hold a socket; SOCKSCOPE_OWNER_KNOWN until it is known. */
    enum sockscope_ownership unheld;
};

static enum sockscope_result read_tables(struct machine *machine)
{
    struct query *query = machine->query;
    enum sockscope_result result = SOCKSCOPE_OK;
    for (int i = 0; i < PCB_TABLES && result == SOCKSCOPE_OK; i++) {
        struct table *table = &machine->tables[i];
        if (!query_wants(query, pcb_table_protocols((enum pcb_table)i)))
            continue;
        table->read = true;
        result = pcb_list_read((enum pcb_table)i, &table->list, query->error);
        query->intact = query->intact && table->list.intact;
        query->lost += table->list.lost;
    }
    return result;
}

static enum sockscope_result read_holders(struct machine *machine)
{
    struct query *query = machine->query;
    bool intact = true;
    enum sockscope_result result = file_table_read(&machine->holders, &intact, query->error);
    if (!intact) {
        query->intact = false;
        machine->unheld = SOCKSCOPE_OWNER_HIDDEN;
    }
    return result;
}

static enum sockscope_result compare_table(struct machine *machine, struct table *table)
{
    struct sockscope_error *error = machine->query->error;
    enum sockscope_result result = pcb_list_compare(&table->list, &table->changed, error);
    if (result != SOCKSCOPE_OK || !table->changed)
        return result;
    struct pcb_list later;
    result = pcb_list_read_once(table->list.table, &later, error);
    int failure = result == SOCKSCOPE_OK ? pcb_keys_read(&table->later, &later) : 0;
    pcb_list_free(&later);
    return failure == 0 ? result : sockscope_fail_sink(error, failure);
}

static enum sockscope_result compare_tables(struct machine *machine)
{
    enum sockscope_result result = SOCKSCOPE_OK;
    for (int i = 0; i < PCB_TABLES && result == SOCKSCOPE_OK; i++) {
        if (machine->tables[i].read)
            result = compare_table(machine, &machine->tables[i]);
    }
    return result;
}

/* Sockets of the kernel's own, such as those of NFS, and ones that nobody has accepted yet, have no descriptor either. */
static enum sockscope_ownership unheld(struct machine *machine)
{
    if (machine->unheld == SOCKSCOPE_OWNER_KNOWN)
        machine->unheld = visibility_is_limited() ? SOCKSCOPE_OWNER_HIDDEN : SOCKSCOPE_OWNER_NOT_FOUND;
    return machine->unheld;
}

static int emit_ownerless(struct machine *machine, struct control_block *pcb, enum sockscope_ownership ownership)
{
    const struct sockscope_sink *sink = machine->query->sink;
    pcb->socket.ownership = ownership;
    pcb->socket.pid_kind = SOCKSCOPE_PID_ABSENT;
    pcb->socket.fd = -1;
    return sink->socket(sink->context, &pcb->socket);
}

static int emit_held(struct machine *machine, struct control_block *pcb, const struct holder *holder)
{
    const struct sockscope_sink *sink = machine->query->sink;
    struct process *process = processes_find(&machine->processes, holder->pid);
    int failure = process == NULL ? 0 : process_emit_name(process, sink);
    pcb->socket.ownership = SOCKSCOPE_OWNER_KNOWN;
    pcb->socket.pid_kind = SOCKSCOPE_PID_HOLDER;
    pcb->socket.pid = holder->pid;
    pcb->socket.fd = holder->fd;
    return failure == 0 ? sink->socket(sink->context, &pcb->socket) : failure;
}

static int emit_socket(struct machine *machine, const struct table *table, struct control_block *pcb)
{
    if (pcb->without_socket || pcb->closed)
        return emit_ownerless(machine, pcb, SOCKSCOPE_OWNER_NONE);
    if (pcb->address == 0)
        return emit_ownerless(machine, pcb, SOCKSCOPE_OWNER_HIDDEN);
    if (table->changed && !pcb_keys_have(&table->later, pcb))
        return emit_ownerless(machine, pcb, SOCKSCOPE_OWNER_CHANGED);
    const struct holder *holder = holders_find(&machine->holders, pcb->address);
    if (holder == NULL)
        return emit_ownerless(machine, pcb, unheld(machine));
    int failure = emit_held(machine, pcb, holder);
    while (!machine->query->request->any_holder && failure == 0 &&
           (holder = holders_next(&machine->holders, holder)) != NULL)
        failure = emit_held(machine, pcb, holder);
    return failure;
}

static enum sockscope_result emit_table(struct machine *machine, const struct table *table)
{
    struct query *query = machine->query;
    struct control_block pcb;
    for (size_t at = 0; pcb_list_next(&table->list, &at, &pcb);) {
        if (!query_wants(query, UINT32_C(1) << pcb.socket.protocol))
            continue;
        int failure = emit_socket(machine, table, &pcb);
        if (failure != 0)
            return sockscope_fail_sink(query->error, failure);
    }
    return SOCKSCOPE_OK;
}

enum sockscope_result query_read_machine(struct query *query)
{
    struct machine machine = {.query = query};
    enum sockscope_result result = read_tables(&machine);
    if (result == SOCKSCOPE_OK)
        result = read_holders(&machine);
    if (result == SOCKSCOPE_OK)
        result = compare_tables(&machine);
    if (result == SOCKSCOPE_OK && machine.holders.count > 0)
        result = processes_read(&machine.processes, query->error);
    for (int i = 0; i < PCB_TABLES && result == SOCKSCOPE_OK; i++)
        result = emit_table(&machine, &machine.tables[i]);
    for (int i = 0; i < PCB_TABLES; i++) {
        pcb_list_free(&machine.tables[i].list);
        pcb_keys_free(&machine.tables[i].later);
    }
    holders_free(&machine.holders);
    processes_free(&machine.processes);
    return result;
}
