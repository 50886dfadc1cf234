// SPDX-License-Identifier: Apache-2.0
/*
 * Two threads ask at once, of one table: for the whole machine and for the process with the pid that is given, in turn.
 * Each must get what a thread alone gets.
 */
#include "sockscope.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define THREADS 2
#define READS 50

/* What an answer comes to. */
struct sum {
    uint64_t sockets;
    uint64_t facts;
    bool failed;
};

struct reader {
    struct sockscope_table *table;
    int64_t pid;
    struct sum machine;
    struct sum process;
    bool differs;
};

static uint64_t mix(uint64_t sum, uint64_t fact)
{
    return (sum ^ fact) * UINT64_C(0x100000001B3);
}

static int add_socket(void *context, const struct sockscope_socket *socket)
{
    struct sum *sum = context;
    const struct sockscope_end *ends[] = {&socket->local, &socket->remote};
    uint64_t facts = mix((uint64_t)socket->pid, (uint64_t)socket->fd);
    facts = mix(mix(facts, socket->protocol), socket->status);
    for (size_t i = 0; i < 2; i++) {
        facts = mix(mix(facts, ends[i]->port), ends[i]->name_size);
        for (size_t at = 0; at < sizeof ends[i]->address; at++)
            facts = mix(facts, ends[i]->address[at]);
    }
    sum->sockets++;
    sum->facts = mix(sum->facts, facts);
    return 0;
}

static int ignore_process(void *context, const struct sockscope_process *process)
{
    (void)context;
    (void)process;
    return 0;
}

static struct sum read_sum(struct sockscope_table *table, int64_t pid)
{
    struct sum sum = {0};
    struct sockscope_request request = {.pid = pid, .protocols = 0x1F, .unbound = true};
    struct sockscope_sink sink = {.socket = add_socket, .process = ignore_process, .context = &sum};
    struct sockscope_answer answer;
    struct sockscope_error error;
    sum.failed = sockscope_read(table, &request, &sink, &answer, &error) != SOCKSCOPE_OK || !answer.intact;
    return sum;
}

static bool is_same(struct sum a, struct sum b)
{
    return !a.failed && !b.failed && a.sockets == b.sockets && a.facts == b.facts;
}

static void *read_often(void *context)
{
    struct reader *reader = context;
    for (int i = 0; i < READS && !reader->differs; i++)
        reader->differs = !is_same(read_sum(reader->table, SOCKSCOPE_EVERY_PROCESS), reader->machine) ||
                          !is_same(read_sum(reader->table, reader->pid), reader->process);
    return NULL;
}

int main(int argc, char **argv)
{
    struct sockscope_table *table;
    struct sockscope_error error;
    pthread_t threads[THREADS];
    struct reader readers[THREADS];
    bool differs = false;
    if (argc != 2 || sockscope_open(NULL, &table, &error) != SOCKSCOPE_OK) {
        fprintf(stderr, "usage: two_threads PID, or there is nothing to open\n");
        return 1;
    }
    int64_t pid = strtoll(argv[1], NULL, 10);
    struct sum machine = read_sum(table, SOCKSCOPE_EVERY_PROCESS);
    struct sum process = read_sum(table, pid);
    for (size_t i = 0; i < THREADS; i++) {
        readers[i] = (struct reader){.table = table, .pid = pid, .machine = machine, .process = process};
        if (pthread_create(&threads[i], NULL, read_often, &readers[i]) != 0)
            abort();
    }
    for (size_t i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        differs = differs || readers[i].differs;
    }
    sockscope_close(table);
    printf("%llu sockets, of them %llu of the process; %s\n", (unsigned long long)machine.sockets,
           (unsigned long long)process.sockets, differs ? "the threads differ" : "the threads agree");
    return differs || machine.sockets == 0 || process.sockets == 0;
}
