// SPDX-License-Identifier: Apache-2.0
#include "bpf_unseen.h"

#include "bpf.h"
#include "pidfd.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

struct search {
    struct query *query;
    uint32_t *seen; /* processes that hold sockets, and threads that were shown, in order */
    size_t seen_count;
};

static int compare(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left;
    uint32_t b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* Returns 0 or an errno. */
static int list_seen(struct search *search, const struct bpf_walk *walk, const struct bpf_threads *threads)
{
    search->seen = malloc((walk->pair_count + threads->count + 1) * sizeof *search->seen);
    if (search->seen == NULL)
        return ENOMEM;
    for (size_t i = 0; i < walk->pair_count; i++) {
        if (i == 0 || walk->pairs[i].pid != walk->pairs[i - 1].pid)
            search->seen[search->seen_count++] = walk->pairs[i].pid;
    }
    for (size_t i = 0; i < threads->count; i++)
        search->seen[search->seen_count++] = threads->rows[i].tid;
    qsort(search->seen, search->seen_count, sizeof *search->seen, compare);
    return 0;
}

/* A failure leaves it open, and then the program was shown the process. */
static bool is_seen(const struct query *query, const struct process *process)
{
    bool sees;
    int pidfd;
    if (pidfd_open_process(process->pid, &pidfd) != 0)
        return true;
    int failure = bpf_sees(query->bpf, process, pidfd, &sees);
    close(pidfd);
    return failure != 0 || sees;
}

/* Reports a process that is listed, if the program was not shown it. */
static int report(const struct search *search, int64_t pid)
{
    struct process process;
    uint32_t number = (uint32_t)pid;
    if (bsearch(&number, search->seen, search->seen_count, sizeof number, compare) != NULL)
        return 0;
    int failure = process_open(search->query->procfs, pid, &process);
    if (failure != 0)
        return failure == ENOENT || failure == ESRCH ? 0 : failure;
    if (!is_seen(search->query, &process)) {
        struct sockscope_process row = {.pid = pid, .unreadable = true};
        failure = search->query->sink->process(search->query->sink->context, &row);
    }
    process_close(&process);
    return failure;
}

int bpf_report_unseen(struct query *query, struct process_list *processes, const struct bpf_walk *walk,
                      const struct bpf_threads *threads)
{
    struct search search = {.query = query};
    int failure = processes->count == 0 ? process_list_read(processes, query->procfs, NULL) : 0;
    if (failure == 0)
        failure = list_seen(&search, walk, threads);
    for (size_t i = 0; i < processes->count && failure == 0; i++)
        failure = report(&search, processes->entries[i].pid);
    free(search.seen);
    return failure;
}
