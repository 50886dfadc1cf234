// SPDX-License-Identifier: Apache-2.0
/*
 * Has processes open many sockets and lists them, by each way: the memory that this takes must stay below a limit. The exit status is 77
 * if that could not be found out.
 *
 * usage: peak SOCKETS MEGABYTES
 */
#include "reply.h"
#include "sockscope.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define SKIPPED 77
#define HOLDERS 5

static void give_up(const char *what)
{
    perror(what);
    exit(1);
}

/* Listeners, on an address of their own for each holder: it has ports enough for them. */
static void open_sockets(unsigned holder, unsigned count)
{
    const struct rlimit limit = {.rlim_cur = count + 64, .rlim_max = count + 64};
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0) {
        perror("so many descriptors can't be had");
        exit(SKIPPED);
    }
    for (unsigned i = 0; i < count; i++) {
        struct sockaddr_in address = {
            .sin_family = AF_INET,
            .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK + 1 + holder)},
        };
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 1) != 0)
            give_up("socket");
    }
}

/* Starts a process with sockets, which ends when this one does. Exits as that does if it can't open them. */
static void start_holder(unsigned holder, unsigned count)
{
    int ready[2];
    char byte;
    if (pipe(ready) != 0)
        give_up("pipe");
    pid_t pid = fork();
    if (pid < 0)
        give_up("fork");
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        open_sockets(holder, count);
        if (write(ready[1], "", 1) != 1)
            give_up("write");
        for (;;)
            pause();
    }
    close(ready[1]);
    if (read(ready[0], &byte, 1) != 1) {
        int status;
        waitpid(pid, &status, 0);
        exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
    }
    close(ready[0]);
}

/* A line of /proc/self/status, in KiB. */
static long status_line(const char *label)
{
    char line[256];
    long value = -1;
    FILE *file = fopen("/proc/self/status", "r");
    if (file == NULL)
        give_up("open of /proc/self/status");
    while (value < 0 && fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, label, strlen(label)) == 0)
            value = strtol(line + strlen(label) + 1, NULL, 10);
    }
    fclose(file);
    return value;
}

/* Lists the sockets. Returns the exit status of the process that does nothing but this. */
static int list(const char *method, unsigned sockets, long megabytes)
{
    struct sockscope_request request = {.pid = SOCKSCOPE_EVERY_PROCESS, .protocols = 1 << SOCKSCOPE_TCP4};
    struct sockscope_table *table;
    struct sockscope_answer answer;
    struct sockscope_error error;
    struct reply reply;
    reply_init(&reply);
    struct sockscope_sink sink = reply_sink(&reply);
    long before = status_line("VmRSS");
    enum sockscope_result result = sockscope_open(method, &table, &error);
    if (result == SOCKSCOPE_OK) {
        result = sockscope_read(table, &request, &sink, &answer, &error);
        sockscope_close(table);
    }
    if (result != SOCKSCOPE_OK) {
        printf("%s: %s: %s\n", method, error.call, strerror(error.code));
        return strcmp(method, "bpf") == 0 ? SKIPPED : 1; /* that one takes rights */
    }
    long taken = status_line("VmHWM") - before;
    size_t rows = reply.rows.size / ROW_FORMAT(ROW_SIZE);
    printf("%s: %zu rows, %ld KiB\n", method, rows, taken);
    reply_free(&reply);
    double allowed = (double)megabytes * 1e6 * (double)rows / sockets; /* others may have sockets, too */
    return rows >= sockets && (double)taken * 1024 < allowed ? 0 : 1;
}

int main(int argc, char **argv)
{
    static const char *const methods[] = {"bpf", "sock_diag", "procfs"};
    int worst = 0;
    if (argc != 3) {
        fputs("usage: peak SOCKETS MEGABYTES\n", stderr);
        return 2;
    }
    unsigned sockets = (unsigned)strtoul(argv[1], NULL, 10);
    for (unsigned i = 0; i < HOLDERS; i++)
        start_holder(i, sockets / HOLDERS);
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        int status;
        fflush(stdout);
        pid_t child = fork();
        if (child == 0) {
            status = list(methods[i], sockets, strtol(argv[2], NULL, 10));
            fflush(stdout);
            _exit(status);
        }
        if (child < 0 || waitpid(child, &status, 0) != child)
            give_up("fork");
        if (!WIFEXITED(status) || (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != SKIPPED))
            worst = 1;
    }
    return worst;
}
