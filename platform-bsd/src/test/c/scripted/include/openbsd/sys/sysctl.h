// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of OpenBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_OPENBSD_SYS_SYSCTL_H
#define SCRIPTED_OPENBSD_SYS_SYSCTL_H

#include <stdint.h>

#define KERN_FILE_BYFILE 1
#define KERN_FILE_BYPID 2
#define KERN_PROC_PID 1

struct kinfo_file {
    uint64_t unused_0[2];
    uint32_t f_type;
    uint32_t unused_1[5];
    uint32_t f_uid;
    uint32_t unused_2[57];
    uint32_t so_type;
    uint32_t so_state;
    uint64_t unused_3;
    uint32_t so_protocol;
    uint32_t so_family;
    uint64_t unused_4;
    uint32_t inp_lport;
    uint32_t inp_laddru[4];
    uint32_t inp_fport;
    uint32_t inp_faddru[4];
    uint64_t unused_5[4];
    uint32_t p_pid;
    int32_t fd_fd;
    uint32_t unused_6[4];
    char p_comm[24];
    uint32_t inp_rtableid;
    uint64_t unused_7[2];
    uint64_t so_rcv_cc;
    uint64_t so_snd_cc;
    uint64_t unused_8[3];
    char unp_path[104];
    uint32_t unused_9;
    uint32_t t_state;
    uint64_t t_rcv_wnd;
    uint64_t unused_10[3];
};

struct kinfo_proc {
    uint32_t unused_0[27];
    int32_t p_pid;
    uint32_t unused_1[112];
    uint32_t p_psflags;
    uint32_t p_acflag;
    uint64_t unused_2[10];
};

#endif
