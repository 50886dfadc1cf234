// SPDX-License-Identifier: Apache-2.0
#include "processes.h"

#include <libproc.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/proc.h>
#include <sys/proc_info.h>

/* For proc_pidinfo: also a process that has ended. */
#define WITH_ZOMBIES 1

_Static_assert(PROCESS_NAME_SIZE == sizeof((struct proc_bsdinfo *)0)->pbi_name, "PROCESS_NAME_SIZE is pbi_name's");

/* libproc answers 0 for a failure, and for nothing. */
static int failure_of_call(void)
{
    return errno != 0 ? errno : EIO;
}

/* The kernel says for how many there is room to be made, with some to spare. */
static int list_into(struct pid_list *list, size_t capacity, bool *filled)
{
    list->pids = malloc(capacity * sizeof *list->pids);
    if (list->pids == NULL)
        return ENOMEM;
    errno = 0;
    int size = proc_listpids(PROC_ALL_PIDS, 0, list->pids, (int)(capacity * sizeof *list->pids));
    if (size <= 0)
        return failure_of_call();
    list->count = (size_t)size / sizeof *list->pids;
    *filled = list->count >= capacity;
    return 0;
}

int processes_list(struct pid_list *list)
{
    size_t capacity = 0;
    bool filled = true;
    int failure = 0;
    *list = (struct pid_list){0};
    while (filled && failure == 0) {
        processes_free(list);
        errno = 0;
        int size = proc_listpids(PROC_ALL_PIDS, 0, NULL, 0);
        if (size <= 0)
            return failure_of_call();
        size_t needed = (size_t)size / sizeof *list->pids;
        capacity = needed > 2 * capacity ? needed : 2 * capacity;
        failure = capacity > INT_MAX / sizeof *list->pids ? EOVERFLOW : list_into(list, capacity, &filled);
    }
    return failure;
}

void processes_free(struct pid_list *list)
{
    free(list->pids);
    *list = (struct pid_list){0};
}

int process_identify(pid_t pid, struct process_identity *identity)
{
    struct proc_bsdinfo info;
    errno = 0;
    int size = proc_pidinfo(pid, PROC_PIDTBSDINFO, 0, &info, sizeof info);
    if (size < (int)sizeof info)
        return failure_of_call();
    *identity = (struct process_identity){.started = info.pbi_start_tvsec * 1000000 + info.pbi_start_tvusec};
    bool named = info.pbi_name[0] != '\0';
    const char *name = named ? info.pbi_name : info.pbi_comm;
    identity->name_size = strnlen(name, named ? sizeof info.pbi_name : sizeof info.pbi_comm);
    memcpy(identity->name, name, identity->name_size);
    return 0;
}

enum sockscope_result process_explain(pid_t pid, int code)
{
    struct proc_bsdshortinfo info;
    if (code != EPERM && code != ESRCH)
        return SOCKSCOPE_SYSTEM_CALL_FAILED;
    errno = 0;
    int size = proc_pidinfo(pid, PROC_PIDT_SHORTBSDINFO, WITH_ZOMBIES, &info, sizeof info);
    if (size == (int)sizeof info && info.pbsi_status == SZOMB)
        return SOCKSCOPE_ZOMBIE_PROCESS;
    bool found = size == (int)sizeof info || errno == EPERM;
    return code == EPERM && found ? SOCKSCOPE_ACCESS_DENIED : SOCKSCOPE_NO_SUCH_PROCESS;
}
