// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

#define PRFNSZ 16

typedef struct timespec timestruc_t;

/* As far as its contents are used. */
typedef struct psinfo {
    int pr_flag;
    int pr_nlwp;
    pid_t pr_pid;
    pid_t pr_ppid;
    pid_t pr_pgid;
    pid_t pr_sid;
    uid_t pr_uid;
    uid_t pr_euid;
    uint32_t groups[2];
    uintptr_t pr_addr;
    size_t sizes[3];
    uint64_t pr_ttydev;
    uint16_t percents[2];
    timestruc_t pr_start;
    timestruc_t pr_time;
    timestruc_t pr_ctime;
    char pr_fname[PRFNSZ];
} psinfo_t;

typedef struct prusage {
    int pr_lwpid;
    int pr_count;
    timestruc_t pr_tstamp;
    timestruc_t pr_create;
} prusage_t;
