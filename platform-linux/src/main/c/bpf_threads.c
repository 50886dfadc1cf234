// SPDX-License-Identifier: Apache-2.0
#include "bpf_threads.h"

#include "bpf_kernel.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* The kernel gives no more at once than 8 pages, and whole rows if their size divides that of a page. */
#define ROWS_AT_ONCE ((size_t)512)

void bpf_threads_free(struct bpf_threads *threads)
{
    free(threads->rows);
    *threads = (struct bpf_threads){0};
}

/* Makes room for as many rows as come at once. Returns 0 or an errno. */
static int make_room(struct bpf_threads *threads)
{
    if (threads->capacity - threads->count >= ROWS_AT_ONCE)
        return 0;
    size_t capacity = threads->capacity * 2 + ROWS_AT_ONCE;
    struct bpf_thread_row *rows = realloc(threads->rows, capacity * sizeof *rows);
    if (rows == NULL)
        return ENOMEM;
    threads->rows = rows;
    threads->capacity = capacity;
    return 0;
}

/* Reads more rows. Returns 0 or an errno; at the end *ended is set. */
static int read_more(struct bpf_threads *threads, int iteration, bool *ended)
{
    int failure = make_room(threads);
    if (failure != 0)
        return failure;
    ssize_t size = read(iteration, threads->rows + threads->count, ROWS_AT_ONCE * sizeof *threads->rows);
    if (size < 0)
        return errno == EINTR || errno == EAGAIN ? 0 : errno;
    if ((size_t)size % sizeof *threads->rows != 0)
        return EPROTO;
    threads->count += (size_t)size / sizeof *threads->rows;
    *ended = size == 0;
    return 0;
}

int bpf_threads_read(struct bpf_threads *threads, const struct bpf *bpf)
{
    int iteration;
    int failure = 0;
    bool ended = false;
    *threads = (struct bpf_threads){0};
    if (bpf->threads < 0 || bpf_begin(bpf->threads, &iteration) != 0)
        return 0;
    while (failure == 0 && !ended)
        failure = read_more(threads, iteration, &ended);
    close(iteration);
    return failure;
}

int bpf_threads_add_namespaces(const struct bpf_threads *threads, const struct procfs *procfs, struct netns_list *list)
{
    int failure = 0;
    for (size_t i = 0; i < threads->count && failure == 0; i++) {
        const struct bpf_thread_row *row = &threads->rows[i];
        if (row->tid != 0 && !netns_list_has(list, row->netns)) /* or it has just ended, or is known */
            failure = netns_list_add_of_pid(list, procfs, row->tid);
    }
    return failure;
}
