// SPDX-License-Identifier: Apache-2.0
/*
 * The sockets of the whole machine. Who holds which is what libproc tells, of the processes that may be read. The sysctls
 * list the sockets of all, so that they add those of the others, and those without a holder. Both name a socket by its
 * address in the kernel, made unrecognizable in the same way (XNU, VM_KERNEL_ADDRHASH; VM_KERNEL_ADDRPERM until macOS 14).
 *
 * The sysctls are asked first: a socket that is opened later on is one that libproc alone knows. One that no process is
 * found to hold may have been closed or passed on meanwhile: if every process could be read, both are asked once more to
 * tell these cases apart.
 */
#include "query.h"

/* A walk over the descriptors of all processes. */
struct walk {
    struct query *query;
    uint8_t round; /* 1 for the first, 2 for the second */
    pid_t pid;  /* of the process that is read, -1 before the first */
    bool named; /* the sink knows the name of the process */
    size_t unreadable;
};

static int emit_name_once(struct walk *walk)
{
    struct process_identity identity;
    if (walk->named)
        return 0;
    walk->named = true;
    int failure = process_identify(walk->pid, &identity);
    return failure == 0 ? query_emit_name(walk->query, walk->pid, &identity) : failure;
}

static int visit_descriptor(void *context, int32_t fd, const struct socket_info *info)
{
    struct walk *walk = context;
    struct query *query = walk->query;
    struct sockscope_socket socket;
    if (!query_wants(query, info, &socket))
        return 0;
    struct pcb_entry *entry = pcb_table_find(&query->table, info->soi_so);
    if (walk->round > 1 && (entry == NULL || (entry->held != 0 && entry->held != walk->round)))
        return 0;
    int failure = emit_name_once(walk);
    if (failure == 0)
        failure = query_emit_held(query, &socket, walk->pid, fd, entry);
    if (failure == 0 && entry != NULL && entry->held == 0) {
        entry->held = walk->round;
        query->table.holderless -= entry->listed.may_be_held;
    }
    return failure;
}

static int report_unreadable(struct walk *walk)
{
    struct sockscope_process row = {.pid = walk->pid, .unreadable = true};
    walk->unreadable++;
    return walk->query->sink->process(walk->query->sink->context, &row);
}

static int visit_process(struct walk *walk, pid_t pid, const char **call)
{
    walk->pid = pid;
    walk->named = false;
    int failure = descriptors_walk(pid, &walk->query->descriptors, visit_descriptor, walk, call);
    if (failure == EPERM)
        failure = report_unreadable(walk);
    return failure == ESRCH ? 0 : failure; /* it ended */
}

static enum sockscope_result walk_processes(struct walk *walk)
{
    struct pid_list list;
    const char *call = "proc_listpids";
    int failure = processes_list(&list);
    for (size_t i = 0; i < list.count && failure == 0; i++) {
        if (list.pids[i] != PROCESSES_KERNEL)
            failure = visit_process(walk, list.pids[i], &call);
    }
    processes_free(&list);
    return failure == 0 ? SOCKSCOPE_OK : query_fail(walk->query, call, failure, walk->pid);
}

/* Asks the sysctls again, to find out which sockets without a holder are still there. */
static enum sockscope_result compare_with_later(struct query *query)
{
    struct pcb_table later = {0};
    int failure = pcb_table_read(&later, query->request->protocols);
    query->table.intact = query->table.intact && later.intact;
    for (size_t i = 0; i < query->table.count && failure == 0 && later.intact; i++) {
        struct pcb_entry *entry = &query->table.entries[i];
        if (entry->held != 0 || !entry->listed.may_be_held)
            continue;
        entry->gone = pcb_table_find(&later, entry->listed.address) == NULL;
        query->table.holderless -= entry->gone;
    }
    pcb_table_free(&later);
    return failure == 0 ? SOCKSCOPE_OK : sockscope_fail_sink(query->error, failure);
}

static enum sockscope_result emit_rest(struct query *query)
{
    for (size_t i = 0; i < query->table.count; i++) {
        if (query->table.entries[i].held != 0)
            continue;
        int failure = query_emit_holderless(query, &query->table.entries[i]);
        if (failure != 0)
            return sockscope_fail_sink(query->error, failure);
    }
    return SOCKSCOPE_OK;
}

enum sockscope_result query_read_machine(struct query *query)
{
    struct walk first = {.query = query, .round = 1, .pid = -1};
    struct walk second = {.query = query, .round = 2, .pid = -1};
    int failure = query->only_libproc ? 0 : pcb_table_read(&query->table, query->request->protocols);
    enum sockscope_result result = failure == 0 ? SOCKSCOPE_OK : sockscope_fail_sink(query->error, failure);
    if (result == SOCKSCOPE_OK)
        result = walk_processes(&first);
    bool unexplained = query->table.holderless > 0 && first.unreadable == 0;
    if (result == SOCKSCOPE_OK && unexplained)
        result = compare_with_later(query);
    if (result == SOCKSCOPE_OK && unexplained && query->table.holderless > 0)
        result = walk_processes(&second);
    return result == SOCKSCOPE_OK ? emit_rest(query) : result;
}
