// SPDX-License-Identifier: Apache-2.0
#include "processes.h"

#include <errno.h>
#include <stdlib.h>

#define BATCH 256

/* Only the first so many descriptors fit into what is asked for at first. */
#define FEW (sizeof(struct fdsinfo64) / sizeof(struct fdsinfox))
#define MANY (sizeof(struct fdsinfo64_100K) / sizeof(struct fdsinfox))

static int grow(struct process_list *list)
{
    size_t capacity = list->capacity > 0 ? 2 * list->capacity : BATCH;
    struct procentry64 *entries = realloc(list->entries, capacity * sizeof *entries);
    if (entries == NULL)
        return ENOMEM;
    list->entries = entries;
    list->capacity = capacity;
    return 0;
}

int processes_list(struct process_list *list)
{
    pid_t next = 0;
    int failure = 0;
    int got = BATCH;
    while (got == BATCH && failure == 0) {
        if (list->capacity - list->count < BATCH)
            failure = grow(list);
        if (failure != 0)
            break;
        got = getprocs64(list->entries + list->count, sizeof *list->entries, NULL, 0, &next, BATCH);
        if (got < 0)
            failure = errno;
        else
            list->count += (size_t)got;
    }
    return failure;
}

void processes_free(struct process_list *list)
{
    free(list->entries);
    *list = (struct process_list){0};
}

/* The kernel begins with the first process whose pid is not less: another one, where there is none of this pid. */
static int find(pid_t pid, struct procentry64 *entry, void *files, int size)
{
    pid_t next = pid;
    int got = getprocs64(entry, sizeof *entry, files, size, &next, 1);
    if (got < 0)
        return errno;
    return got == 1 && entry->pi_pid == pid && entry->pi_state != SNONE ? 0 : ESRCH;
}

int process_find(int64_t pid, struct procentry64 *entry)
{
    return (pid_t)pid == pid ? find((pid_t)pid, entry, NULL, 0) : ESRCH;
}

bool process_has_ended(const struct procentry64 *entry)
{
    return entry->pi_state == SZOMB || entry->pi_state == SNONE;
}

static int make_room(struct file_list *list, size_t capacity)
{
    process_files_free(list);
    list->files = malloc(capacity * sizeof *list->files);
    list->capacity = list->files == NULL ? 0 : capacity;
    return list->files == NULL ? ENOMEM : 0;
}

/* A process may have opened more files since it was listed; of too many for its answer the kernel says EMFILE. */
int process_files(struct procentry64 *process, struct file_list *list)
{
    const pid_t pid = process->pi_pid;
    size_t wanted = process->pi_maxofile > FEW ? MANY : FEW;
    list->count = 0;
    for (;;) {
        int failure = list->capacity < wanted ? make_room(list, wanted) : 0;
        if (failure == 0)
            failure = find(pid, process, list->files, (int)(list->capacity * sizeof *list->files));
        bool more = failure == EMFILE || (failure == 0 && process->pi_maxofile > list->capacity);
        if (more && list->capacity < MANY) {
            wanted = MANY;
            continue;
        }
        if (failure != 0)
            return failure;
        list->count = process->pi_maxofile < list->capacity ? process->pi_maxofile : list->capacity;
        return process->pi_maxofile > list->capacity ? EOVERFLOW : 0;
    }
}

void process_files_free(struct file_list *list)
{
    free(list->files);
    *list = (struct file_list){0};
}
