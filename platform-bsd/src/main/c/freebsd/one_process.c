// SPDX-License-Identifier: Apache-2.0
/*
 * The sockets of one process. Its descriptors tell all but the state of TCP sockets, which is in the table of these: both
 * are joined by the kernel's address of the control block, and must agree on the ends, for another block may have come to
 * lie there. At the end the process must still be there, and not another that has its pid by now.
 */
#include "descriptors.h"
#include "freebsd.h"
#include "pcb_list.h"
#include "processes.h"
#include "query.h"
#include "tcp_state.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define TCP (UINT32_C(1) << SOCKSCOPE_TCP4 | UINT32_C(1) << SOCKSCOPE_TCP6)

/* How often descriptors and states are read if they don't agree. */
#define ATTEMPTS 3

struct one_process {
    struct query *query;
    struct process process;
    struct sysctl_buffer buffer; /* of the descriptors */
    struct held_socket *sockets;  /* those that are wanted, by the address of their block */
    size_t count;
};

/* A process that ends has no descriptors any more, or loses them one by one. */
static enum sockscope_result check_process(struct query *query, struct process *process)
{
    static const char call[] = "sysctl of kern.proc.pid";
    int64_t pid = query->request->pid;
    enum sockscope_result result = process_read(pid, process, query->error);
    if (result == SOCKSCOPE_OK && process->ended)
        return sockscope_fail(query->error, SOCKSCOPE_ZOMBIE_PROCESS, call, ESRCH, pid);
    if (result == SOCKSCOPE_OK && process->ending)
        return sockscope_fail(query->error, SOCKSCOPE_NO_SUCH_PROCESS, call, ESRCH, pid);
    return result;
}

static bool is_tcp(const struct held_socket *descriptor)
{
    return (UINT32_C(1) << descriptor->socket.protocol & TCP) != 0;
}

static int compare(const void *a, const void *b)
{
    uint64_t left = ((const struct held_socket *)a)->block;
    uint64_t right = ((const struct held_socket *)b)->block;
    return left < right ? -1 : left > right;
}

/* Without a sockets array this counts. Returns whether the descriptors were all understood. */
static bool walk_descriptors(struct one_process *one)
{
    struct held_socket descriptor;
    bool intact = true;
    one->count = 0;
    for (size_t at = 0; descriptors_next(&one->buffer, &at, &descriptor, &intact);) {
        if (!query_wants(one->query, UINT32_C(1) << descriptor.socket.protocol))
            continue;
        if (one->sockets != NULL)
            one->sockets[one->count] = descriptor;
        one->count++;
    }
    return intact;
}

static int collect_sockets(struct one_process *one)
{
    free(one->sockets);
    one->sockets = NULL;
    one->query->intact = walk_descriptors(one);
    if (one->count == 0)
        return 0;
    one->sockets = malloc(one->count * sizeof *one->sockets);
    if (one->sockets == NULL)
        return ENOMEM;
    walk_descriptors(one);
    qsort(one->sockets, one->count, sizeof *one->sockets, compare);
    return 0;
}

/* Gone or going between two looks at it, or become a zombie: the kernel says ESRCH to all of these. */
static enum sockscope_result read_descriptors(struct one_process *one)
{
    struct query *query = one->query;
    struct process process;
    enum sockscope_result result = descriptors_read(query->request->pid, &one->buffer, query->error);
    if (result == SOCKSCOPE_NO_SUCH_PROCESS) {
        struct sockscope_error gone = *query->error;
        result = check_process(query, &process);
        if (result == SOCKSCOPE_OK) {
            *query->error = gone;
            result = gone.result;
        }
    }
    int failure = result == SOCKSCOPE_OK ? collect_sockets(one) : 0;
    return failure == 0 ? result : sockscope_fail_sink(query->error, failure);
}

/* An end without a port has no address that would mean something. */
static bool is_same_end(const struct sockscope_end *a, const struct sockscope_end *b)
{
    return a->port == b->port && (a->port == 0 || memcmp(a->address, b->address, sizeof a->address) == 0);
}

static void set_state(struct held_socket *descriptor, const struct control_block *pcb)
{
    struct sockscope_socket *socket = &descriptor->socket;
    if (socket->protocol != pcb->socket.protocol || !is_same_end(&socket->local, &pcb->socket.local) ||
        !is_same_end(&socket->remote, &pcb->socket.remote))
        return;
    socket->status = pcb->socket.status;
    socket->native_state = pcb->socket.native_state;
    socket->present = pcb->socket.present;
    socket->uid = pcb->socket.uid;
}

/* Several descriptors may be of one socket. */
static void set_states(struct one_process *one, const struct pcb_list *list)
{
    struct held_socket *end = one->sockets + one->count;
    struct control_block pcb;
    for (size_t at = 0; pcb_list_next(list, &at, &pcb);) {
        struct held_socket wanted = {.block = pcb.block};
        struct held_socket *found = NULL;
        if (pcb.block != 0)
            found = bsearch(&wanted, one->sockets, one->count, sizeof wanted, compare);
        while (found != NULL && found > one->sockets && found[-1].block == pcb.block)
            found--;
        for (; found != NULL && found < end && found->block == pcb.block; found++)
            set_state(found, &pcb);
    }
}

/* A TCP socket that was closed by the other end may have lost its block. Returns whether all have a state. */
static bool has_states(struct one_process *one)
{
    bool all = true;
    for (size_t i = 0; i < one->count; i++) {
        struct sockscope_socket *socket = &one->sockets[i].socket;
        if (!is_tcp(&one->sockets[i]) || socket->native_state != NULL)
            continue;
        all = all && one->sockets[i].block == 0;
        if (one->sockets[i].block == 0) {
            socket->status = tcp_state_status(TCPS_CLOSED);
            socket->native_state = tcp_state_name(TCPS_CLOSED);
        }
    }
    return all;
}

static enum sockscope_result read_states(struct one_process *one)
{
    struct query *query = one->query;
    struct pcb_list list;
    enum sockscope_result result = pcb_list_read_once(PCB_TCP, &list, query->error);
    if (result == SOCKSCOPE_OK)
        set_states(one, &list);
    pcb_list_free(&list);
    return result;
}

static enum sockscope_result read_sockets(struct one_process *one)
{
    enum sockscope_result result = SOCKSCOPE_OK;
    bool settled = false;
    for (int attempts = 0; attempts < ATTEMPTS && !settled; attempts++) {
        result = read_descriptors(one);
        if (result == SOCKSCOPE_OK && !has_states(one))
            result = read_states(one);
        if (result != SOCKSCOPE_OK)
            return result;
        settled = has_states(one);
    }
    one->query->intact = one->query->intact && settled;
    return result;
}

static enum sockscope_result emit_sockets(struct one_process *one)
{
    const struct sockscope_sink *sink = one->query->sink;
    int failure = process_emit_name(&one->process, sink);
    for (size_t i = 0; i < one->count && failure == 0; i++) {
        one->sockets[i].socket.pid = one->process.pid;
        failure = sink->socket(sink->context, &one->sockets[i].socket);
    }
    return failure == 0 ? SOCKSCOPE_OK : sockscope_fail_sink(one->query->error, failure);
}

static enum sockscope_result check_again(struct one_process *one)
{
    struct process later;
    enum sockscope_result result = check_process(one->query, &later);
    if (result == SOCKSCOPE_OK && !process_is_same(&later, &one->process))
        return sockscope_fail(one->query->error, SOCKSCOPE_NO_SUCH_PROCESS, "sysctl of kern.proc.pid", ESRCH,
                              later.pid);
    return result;
}

enum sockscope_result query_read_process(struct query *query)
{
    struct one_process one = {.query = query};
    enum sockscope_result result = check_process(query, &one.process);
    if (result == SOCKSCOPE_OK)
        result = read_sockets(&one);
    if (result == SOCKSCOPE_OK)
        result = check_again(&one);
    if (result == SOCKSCOPE_OK)
        result = emit_sockets(&one);
    sysctl_buffer_free(&one.buffer);
    free(one.sockets);
    return result;
}
