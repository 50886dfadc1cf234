// SPDX-License-Identifier: Apache-2.0
#include "processes.h"

#include "answer.h"
#include "holder.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_CHILDREN = 256 };

struct child {
    pid_t pid;
    FILE *commands;
    FILE *answers;
};

static struct child children[MAX_CHILDREN];
static int child_count;

static void forget(struct child *child)
{
    fclose(child->commands);
    fclose(child->answers);
    child->commands = NULL;
    child->answers = NULL;
}

static void forget_all(void)
{
    for (int i = 0; i < child_count; i++) {
        if (children[i].commands != NULL) {
            forget(&children[i]);
        }
    }
    child_count = 0;
}

static _Noreturn void be_child(pid_t parent, int commands[2], int answers[2])
{
    /* Else a killed parent would leave a child whose input other children keep open. */
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) {
        _exit(EXIT_FAILURE);
    }
    close(commands[1]);
    close(answers[0]);
    forget_all();
    FILE *in = fdopen(commands[0], "r");
    FILE *out = fdopen(answers[1], "w");
    if (in == NULL || out == NULL) {
        _exit(EXIT_FAILURE);
    }
    serve(in, out);
}

bool start_child(FILE *out, const char *argument)
{
    (void)argument;
    int commands[2];
    int answers[2];
    if (child_count == MAX_CHILDREN) {
        return failed_with("fork", EAGAIN);
    }
    if (pipe2(commands, O_CLOEXEC) != 0 || pipe2(answers, O_CLOEXEC) != 0) {
        return failed("pipe2");
    }
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid < 0) {
        return failed("fork");
    }
    if (pid == 0) {
        be_child(parent, commands, answers);
    }
    close(commands[0]);
    close(answers[1]);
    struct child *child = &children[child_count];
    child->pid = pid;
    child->commands = fdopen(commands[1], "w");
    child->answers = fdopen(answers[0], "r");
    if (child->commands == NULL || child->answers == NULL) {
        return failed("fdopen");
    }
    fprintf(out, " %d %d", child_count++, (int)pid);
    return true;
}

static struct child *child_of(const char *number, char **rest)
{
    long index = strtol(number, rest, 10);
    bool there = *rest != number && index >= 0 && index < child_count && children[index].commands != NULL;
    return there ? &children[index] : NULL;
}

bool relay(const char *argument, FILE *answers)
{
    char *rest;
    struct child *child = child_of(argument, &rest);
    if (child == NULL || *rest != ' ') {
        return failed_with("to", ECHILD);
    }
    char *line = NULL;
    size_t room = 0;
    bool done = fprintf(child->commands, "%s\n", rest + 1) > 0 && fflush(child->commands) == 0 &&
                getline(&line, &room, child->answers) > 0;
    if (done) {
        fputs(line, answers);
    } else {
        failed_with("to", EPIPE);
    }
    free(line);
    return done;
}

static bool kill_child(const char *number, int options)
{
    char *rest;
    siginfo_t info;
    struct child *child = child_of(number, &rest);
    if (child == NULL || *rest != '\0') {
        return failed_with("end", ECHILD);
    }
    if (kill(child->pid, SIGKILL) != 0) {
        return failed("kill");
    }
    if (waitid(P_PID, (id_t)child->pid, &info, WEXITED | options) != 0) {
        return failed("waitid");
    }
    forget(child);
    return true;
}

bool end_child(FILE *out, const char *argument)
{
    (void)out;
    return kill_child(argument, 0);
}

bool leave_zombie(FILE *out, const char *argument)
{
    (void)out;
    return kill_child(argument, WNOWAIT);
}

void kill_children(void)
{
    for (int i = 0; i < child_count; i++) {
        if (children[i].commands != NULL) {
            kill(children[i].pid, SIGKILL);
            waitpid(children[i].pid, NULL, 0);
        }
    }
}
