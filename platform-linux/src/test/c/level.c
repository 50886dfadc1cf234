// SPDX-License-Identifier: Apache-2.0
/*
 * What the C library has allocated, and the descriptors of this process, must be level after many calls of each sort, those
 * that fail among them.
 *
 * usage: level CALLS...
 */
#include "sockscope.h"

#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define WARM_UP 50

struct level {
    size_t allocated;
    int descriptors;
};

static pid_t zombie;

static void give_up(const char *what)
{
    fprintf(stderr, "level: %s\n", what);
    exit(1);
}

static int see_socket(void *context, const struct sockscope_socket *socket)
{
    (void)socket;
    ++*(unsigned long *)context;
    return 0;
}

static int see_process(void *context, const struct sockscope_process *process)
{
    (void)context;
    (void)process;
    return 0;
}

static int refuse_process(void *context, const struct sockscope_process *process)
{
    (void)context;
    (void)process;
    return ENOMEM;
}

static void read_one(struct sockscope_table *table, int64_t pid, bool sink_fails, enum sockscope_result expected)
{
    static unsigned protocol;
    unsigned long rows = 0;
    /* One table at a time, by turns: that is faster. What the sink may refuse is only sure for the sockets that we have. */
    struct sockscope_request request = {
        .pid = pid,
        .protocols = UINT32_C(1) << (sink_fails ? SOCKSCOPE_UNIX : protocol % 5),
        .unbound = protocol % 3 == 0,
    };
    struct sockscope_sink sink = {
        .socket = see_socket, .process = sink_fails ? refuse_process : see_process, .context = &rows};
    struct sockscope_answer answer;
    struct sockscope_error error;
    protocol++;
    enum sockscope_result result = sockscope_read(table, &request, &sink, &answer, &error);
    if (result != expected) {
        fprintf(stderr, "level: a read of %lld ended with %d in place of %d\n", (long long)pid, (int)result,
                (int)expected);
        exit(1);
    }
}

static void call_each(const char *method)
{
    struct sockscope_table *table;
    struct sockscope_error error;
    if (sockscope_open("no such method", &table, &error) == SOCKSCOPE_OK)
        give_up("there is no such method");
    if (sockscope_open(method, &table, &error) != SOCKSCOPE_OK)
        give_up(error.call);
    read_one(table, SOCKSCOPE_EVERY_PROCESS, false, SOCKSCOPE_OK);
    read_one(table, SOCKSCOPE_EVERY_PROCESS, true, SOCKSCOPE_SYSTEM_CALL_FAILED);
    read_one(table, getpid(), false, SOCKSCOPE_OK);
    read_one(table, getpid(), true, SOCKSCOPE_SYSTEM_CALL_FAILED);
    read_one(table, INT32_MAX, false, SOCKSCOPE_NO_SUCH_PROCESS);
    read_one(table, zombie, false, SOCKSCOPE_ZOMBIE_PROCESS);
    sockscope_close(table);
}

static struct level measure(unsigned long calls)
{
    struct level level = {0};
    for (unsigned long i = 0; i < calls; i++)
        call_each(i % 2 == 0 ? NULL : "procfs");
    struct mallinfo2 information = mallinfo2();
    level.allocated = information.uordblks + information.hblkhd;
    for (int fd = 0; fd < 1024; fd++)
        level.descriptors += fcntl(fd, F_GETFD) >= 0;
    return level;
}

/*
 * glibc keeps freed pieces for each thread, arenas for later threads, and the stacks of ended threads with what belongs to
 * them: how much depends on how many threads met. It is told to keep nothing, which it reads only when it starts.
 */
static void let_glibc_keep_nothing(char **argv)
{
    static const char variable[] = "GLIBC_TUNABLES";
    if (getenv(variable) != NULL)
        return;
    if (setenv(variable, GLIBC_KEEPS_NOTHING, 1) != 0)
        give_up("setenv");
    execv("/proc/self/exe", argv);
    give_up("execv");
}

int main(int argc, char **argv)
{
    int pair[2];
    siginfo_t information;
    if (argc < 2)
        give_up("usage: level CALLS...");
    let_glibc_keep_nothing(argv);
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
        give_up("socketpair");
    zombie = fork();
    if (zombie == 0)
        _exit(0);
    waitid(P_PID, (id_t)zombie, &information, WEXITED | WNOWAIT);
    struct level before = measure(WARM_UP);
    int status = 0;
    for (int i = 1; i < argc; i++) {
        struct level after = measure(strtoul(argv[i], NULL, 10));
        fprintf(stderr, "%zu bytes, %d descriptors; after %s calls of each sort %zu bytes, %d descriptors\n",
                before.allocated, before.descriptors, argv[i], after.allocated, after.descriptors);
        if (after.allocated != before.allocated || after.descriptors != before.descriptors)
            status = 1;
    }
    waitpid(zombie, NULL, 0);
    return status;
}
