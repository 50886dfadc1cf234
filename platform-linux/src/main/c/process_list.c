// SPDX-License-Identifier: Apache-2.0
#include "process_list.h"

#include "array.h"
#include "directory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define FIRST_CAPACITY 512

struct reading {
    struct process_list *list;
    pthread_mutex_t *guard; /* NULL for none */
};

/* Returns 0 or an errno. */
static int add(struct process_list *list, const struct listed_process *listed)
{
    void *entries = list->entries;
    int failure = array_reserve(&entries, &list->capacity, list->count, FIRST_CAPACITY, sizeof *listed);
    list->entries = entries;
    if (failure == 0)
        list->entries[list->count++] = *listed;
    return failure;
}

static int visit(void *context, const struct directory_number *entry)
{
    const struct reading *reading = context;
    struct listed_process listed = {.pid = entry->number, .inode = entry->inode};
    if (reading->guard != NULL)
        pthread_mutex_lock(reading->guard);
    int failure = add(reading->list, &listed);
    if (reading->guard != NULL)
        pthread_mutex_unlock(reading->guard);
    return failure;
}

int process_list_read(struct process_list *list, const struct procfs *procfs, pthread_mutex_t *guard)
{
    struct reading reading = {.list = list, .guard = guard};
    int directory = openat(procfs->directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC); /* a position of its own */
    if (directory < 0)
        return errno;
    int failure = directory_walk_numbers(directory, visit, &reading);
    close(directory);
    return failure;
}

void process_list_free(struct process_list *list)
{
    free(list->entries);
    *list = (struct process_list){0};
}
