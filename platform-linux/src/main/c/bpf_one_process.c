// SPDX-License-Identifier: Apache-2.0
/*
 * The sockets of one process, which are read whole by an iteration over its threads. Whether it is there is told by a
 * pidfd, so that a process that procfs hides is read, too.
 */
#include "bpf.h"
#include "bpf_emit.h"
#include "bpf_kernel.h"
#include "pidfd.h"

#include <errno.h>
#include <unistd.h>

/* Fails if it has ended. */
static enum sockscope_result check(struct query *query, int pidfd)
{
    enum pidfd_state state;
    int64_t pid = query->request->pid;
    int failure = pidfd_read_state(pidfd, &state);
    if (failure != 0)
        return query_fail(query, "poll of a pidfd", failure, pid);
    if (state == PIDFD_ZOMBIE)
        return sockscope_fail(query->error, SOCKSCOPE_ZOMBIE_PROCESS, "poll of a pidfd", ESRCH, pid);
    if (state == PIDFD_GONE)
        return sockscope_fail(query->error, SOCKSCOPE_NO_SUCH_PROCESS, "poll of a pidfd", ESRCH, pid);
    return SOCKSCOPE_OK;
}

static int visit(void *context, const struct bpf_unix_row *row)
{
    return bpf_emit(context, row);
}

static enum sockscope_result walk_process(struct query *query, int pidfd, bool *empty)
{
    struct bpf_emission emission = {.query = query};
    struct bpf_walk walk;
    int link;
    int failure = bpf_link(query->bpf->sockets, pidfd, &link);
    if (failure != 0) {
        enum sockscope_result result = check(query, pidfd);
        if (result != SOCKSCOPE_OK)
            return result;
        query->refused = true; /* kernels before 6.1 have no iteration over one process */
        return query_fail(query, "bpf(BPF_LINK_CREATE) to one process", failure, query->request->pid);
    }
    bpf_walk_init(&walk, visit, &emission);
    failure = bpf_walk_all(&walk, link, &query->refused);
    *empty = walk.pair_count == 0;
    bpf_walk_free(&walk);
    close(link);
    return failure == 0 ? SOCKSCOPE_OK : query_fail(query, "read of a BPF iterator", failure, query->request->pid);
}

/* That there are no sockets may be because the kernel keeps the process from programs. */
static enum sockscope_result check_seen(struct query *query, const struct process *process, int pidfd)
{
    bool sees;
    int failure = bpf_sees(query->bpf, process, pidfd, &sees);
    if (failure == 0 && !sees)
        failure = EACCES;
    if (failure == 0)
        return SOCKSCOPE_OK;
    query->refused = true;
    return sockscope_fail(query->error, SOCKSCOPE_ACCESS_DENIED, "read of a BPF iterator", failure, process->pid);
}

/* That one which was read whole has its descriptors still, is all that there is to find out in most cases. */
static bool is_whole(const struct query *query, bool empty)
{
    return !empty && query->held_count == 0 && process_has_descriptors(query->procfs, query->request->pid);
}

/*
 * A process gives up its descriptors before it can be seen to have ended. What the program can't tell of its sockets, and
 * whether it has begun to end, is told by procfs if that shows the process.
 */
static enum sockscope_result read_rest(struct query *query, int pidfd, bool empty)
{
    struct process process;
    enum sockscope_result result = procfs_look(query->procfs, query->error);
    if (result != SOCKSCOPE_OK)
        return result;
    int failure = process_open(query->procfs, query->request->pid, &process);
    if (failure == ENOENT || failure == ESRCH)
        return check(query, pidfd);
    if (failure != 0)
        return query_fail(query, "open of /proc/PID", failure, query->request->pid);
    if (process_is_ending(&process)) {
        result = check(query, pidfd);
        if (result == SOCKSCOPE_OK)
            result = sockscope_fail(query->error, SOCKSCOPE_NO_SUCH_PROCESS, "read of /proc/PID/stat", ESRCH,
                                    query->request->pid);
    } else if (empty) {
        result = check_seen(query, &process, pidfd);
    } else if (query->held_count > 0) {
        result = query_emit_process(query, &process);
    }
    process_close(&process);
    return result == SOCKSCOPE_OK ? check(query, pidfd) : result;
}

enum sockscope_result bpf_read_process(struct query *query)
{
    int pidfd;
    bool empty = false;
    enum sockscope_result result = bpf_open(query->bpf, query->procfs, query->error);
    if (result != SOCKSCOPE_OK) {
        query->refused = true;
        return result;
    }
    int failure = pidfd_open_process(query->request->pid, &pidfd);
    if (failure == ESRCH)
        return sockscope_fail(query->error, SOCKSCOPE_NO_SUCH_PROCESS, "pidfd_open", failure, query->request->pid);
    if (failure != 0) {
        query->refused = true;
        return query_fail(query, "pidfd_open", failure, query->request->pid);
    }
    result = walk_process(query, pidfd, &empty);
    if (result == SOCKSCOPE_OK)
        result = is_whole(query, empty) ? check(query, pidfd) : read_rest(query, pidfd, empty);
    close(pidfd);
    return result;
}
