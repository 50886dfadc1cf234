// SPDX-License-Identifier: Apache-2.0
#include "threads.h"

#include "answer.h"
#include "holder.h"
#include "openings.h"
#include "sockets.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static bool start_thread(void *(*function)(void *), void *context)
{
    pthread_t thread;
    int error = pthread_create(&thread, NULL, function, context);
    return error == 0 || failed_with("pthread_create", error);
}

struct own_table {
    const char *opening;
    FILE *out;
    bool done;
    int error;
    pthread_barrier_t opened;
};

static _Noreturn void stay(void)
{
    for (;;) {
        pause();
    }
}

static void *hold_own_table(void *context)
{
    struct own_table *table = context;
    table->done =
        (unshare(CLONE_FILES) == 0 || failed("unshare(CLONE_FILES)")) && open_named(table->out, table->opening);
    table->error = errno;
    pthread_barrier_wait(&table->opened); /* from here on the table is not there any more */
    stay();
}

bool open_in_thread(FILE *out, const char *opening)
{
    struct own_table table = {.opening = opening, .out = out};
    int error = pthread_barrier_init(&table.opened, NULL, 2);
    if (error != 0) {
        return failed_with("pthread_barrier_init", error);
    }
    if (!start_thread(hold_own_table, &table)) {
        return false;
    }
    pthread_barrier_wait(&table.opened);
    pthread_barrier_destroy(&table.opened);
    errno = table.error;
    return table.done;
}

/* A step of the churn, which ends when there is nothing left to open. */
static bool churn_once(unsigned step)
{
    int pair[2];
    int bound = -1;
    if (socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, pair) != 0) {
        return false;
    }
    bool opened = step % 2 == 0 ? open_bound(AF_INET, SOCK_DGRAM, &bound) : open_listener(AF_INET, &bound);
    int copy = opened ? fcntl(bound, F_DUPFD_CLOEXEC, 0) : -1;
    pid_t child = step % 8 == 0 ? fork() : -1;
    if (child == 0) {
        _exit(EXIT_SUCCESS);
    }
    if (child > 0) {
        waitpid(child, NULL, 0);
    }
    close(copy);
    close(bound);
    close(pair[0]);
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    close(pair[1]);
    return true;
}

static void *churn(void *context)
{
    (void)context;
    for (unsigned step = 0; churn_once(step); step++) {
    }
    return NULL;
}

bool start_churn(FILE *out, const char *argument)
{
    (void)out;
    (void)argument;
    return start_thread(churn, NULL);
}

struct streams {
    FILE *commands;
    FILE *answers;
};

static bool first_thread_ended(void)
{
    char path[64];
    char state = '?';
    snprintf(path, sizeof path, "/proc/self/task/%d/stat", (int)getpid());
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return false;
    }
    bool read = fscanf(file, "%*d %*[^)]) %c", &state) == 1;
    fclose(file);
    return read && state == 'Z';
}

static void *take_over(void *context)
{
    struct streams streams = *(struct streams *)context;
    while (!first_thread_ended()) {
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    answer_ok(streams.answers, "");
    fflush(streams.answers);
    serve(streams.commands, streams.answers);
}

_Noreturn void leave(FILE *commands, FILE *answers)
{
    static struct streams streams; /* the stack goes */
    streams = (struct streams){.commands = commands, .answers = answers};
    if (!start_thread(take_over, &streams)) {
        _exit(EXIT_FAILURE);
    }
    pthread_exit(NULL);
}
