// SPDX-License-Identifier: Apache-2.0
/* The process table. */
#include "faults.h"
#include "kernel_headers.h"
#include "scripted_aix.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static int32_t pid_of(const struct scenario_line *line)
{
    return (int32_t)scripted_number(line->words[1]);
}

/* The one with the lowest pid that is not less. */
static const struct scenario_line *find_from(int32_t pid)
{
    size_t at = 0;
    const struct scenario_line *line;
    const struct scenario_line *found = NULL;
    while ((line = scenario_next(&at, "process")) != NULL) {
        if (pid_of(line) >= pid && (found == NULL || pid_of(line) < pid_of(found)))
            found = line;
    }
    return found;
}

/* Calls back for each descriptor that a line tells. */
static void each_descriptor(int32_t pid, void (*visit)(void *context, uint64_t fd, uint64_t file), void *context)
{
    size_t at = 0;
    const struct scenario_line *line;
    while ((line = scenario_next(&at, "fd")) != NULL) {
        if (pid_of(line) == pid)
            visit(context, scripted_number(line->words[2]), scripted_number(line->words[3]));
    }
    at = 0;
    while ((line = scenario_next(&at, "many")) != NULL) {
        uint64_t count = pid_of(line) == pid ? scripted_number(line->words[2]) : 0;
        for (uint64_t fd = 0; fd < count; fd++)
            visit(context, fd, scripted_number(line->words[3]) + fd * sizeof(struct file));
    }
}

static void raise_limit(void *context, uint64_t fd, uint64_t file)
{
    uint64_t *limit = context;
    (void)file;
    if (fd >= *limit)
        *limit = fd + 1;
}

struct room {
    struct fdsinfox *files;
    size_t capacity;
};

static void place(void *context, uint64_t fd, uint64_t file)
{
    struct room *room = context;
    if (fd < room->capacity)
        room->files[fd].fp = file;
}

static void fill_entry(const struct scenario_line *line, struct procentry64 *entry)
{
    uint64_t limit = 0;
    each_descriptor(pid_of(line), raise_limit, &limit);
    *entry = (struct procentry64){
        .pi_pid = pid_of(line),
        .pi_state = (uint32_t)scenario_number(line, "state=", 3),
        .pi_maxofile = (uint32_t)scenario_number(line, "maxofile=", limit),
    };
    strncpy(entry->pi_comm, line->words[2], sizeof entry->pi_comm);
}

static bool fails(const struct scenario_line *line, int count)
{
    char pid[16];
    snprintf(pid, sizeof pid, "%d", line == NULL ? 0 : pid_of(line));
    return faults_has("getprocs64", count > 1 ? "table" : pid);
}

int getprocs64(void *processes, int process_size, void *files, int file_size, int32_t *index, int count)
{
    struct procentry64 *entries = processes;
    struct room room = {.files = files, .capacity = (size_t)file_size / sizeof *room.files};
    int filled = 0;
    const struct scenario_line *line = find_from(*index);
    if (process_size != sizeof *entries || processes == NULL || (files != NULL && count != 1))
        scenario_give_up("getprocs64 was not called", "as it is meant");
    if (fails(line, count))
        return -1;
    for (; filled < count && line != NULL; filled++, line = find_from(*index)) {
        fill_entry(line, &entries[filled]);
        *index = pid_of(line) + 1;
        if (files != NULL && entries[filled].pi_maxofile > room.capacity) {
            errno = EMFILE;
            return -1;
        }
        if (files != NULL) {
            memset(files, 0, (size_t)file_size);
            each_descriptor(pid_of(line), place, &room);
        }
    }
    return filled;
}
