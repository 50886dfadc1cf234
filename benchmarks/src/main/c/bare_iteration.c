// SPDX-License-Identifier: Apache-2.0
/*
 * The least that the kernel lets one do for all held sockets with their holders: the BPF iterator of the collector, read to
 * its end on one thread, and nothing done with the rows. Each line of standard input asks once, and the line that answers
 * has the milliseconds and the number of rows.
 */
#include "bpf.h"
#include "bpf_walk.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static int count(void *context, const struct bpf_unix_row *row)
{
    (void)row;
    ++*(unsigned long *)context;
    return 0;
}

static double milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

int main(void)
{
    struct procfs procfs;
    struct procfs_self self = {0};
    struct sockscope_error error;
    struct bpf bpf;
    char line[64];
    bpf_init(&bpf);
    procfs_init(&procfs, open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC), &self);
    if (bpf_open(&bpf, &procfs, &error) != SOCKSCOPE_OK) {
        fprintf(stderr, "%s: %s\n", error.call, strerror(error.code));
        return 1;
    }
    puts("ready");
    fflush(stdout);
    while (fgets(line, sizeof line, stdin) != NULL) {
        struct bpf_walk walk;
        unsigned long rows = 0;
        bool refused;
        double before = milliseconds();
        bpf_walk_init(&walk, count, &rows);
        int failure = bpf_walk_all(&walk, bpf.link, &refused);
        bpf_walk_free(&walk);
        if (failure != 0) {
            fprintf(stderr, "bpf_walk_all: %s\n", strerror(failure));
            return 1;
        }
        printf("%f %lu\n", milliseconds() - before, rows);
        fflush(stdout);
    }
    bpf_free(&bpf);
    return 0;
}
