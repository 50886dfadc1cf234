// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of NetBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_NETBSD_SYS_SYSCTL_H
#define SCRIPTED_NETBSD_SYS_SYSCTL_H

#include <stddef.h>
#include <stdint.h>

#include <sys/socket.h>

#define CTL_MAXNAME 12
#define CTL_KERN 1
#define CTL_NET 4
#define KERN_FILE2 77
#define KERN_FILE_BYPID 2
#define KERN_PROC2 47
#define KERN_PROC_ALL 0
#define KERN_PROC_PID 1
#define KI_MAXCOMLEN 24

struct kinfo_file {
    uint64_t unused_0[2];
    uint32_t ki_ftype;
    uint32_t unused_1[11];
    uint64_t ki_fdata;
    uint64_t unused_2[4];
    uint32_t ki_pid;
    int32_t ki_fd;
    uint32_t ki_ofileflags;
    uint32_t unused_3;
};

struct kinfo_pcb {
    uint64_t unused_0[2];
    uint64_t ki_sockaddr;
    uint32_t ki_family;
    uint32_t ki_type;
    uint32_t ki_protocol;
    uint32_t unused_1;
    uint32_t ki_sostate;
    uint32_t ki_prstate;
    int32_t ki_tstate;
    uint32_t unused_2;
    uint64_t ki_rcvq;
    uint64_t ki_sndq;
    union {
        struct sockaddr unused_3;
        char unused_4[264];
    } ki_s;
    union {
        struct sockaddr unused_5;
        char unused_6[264];
    } ki_d;
    uint64_t unused_7[5];
};

struct kinfo_proc2 {
    uint32_t unused_0[29];
    int32_t p_pid;
    uint32_t unused_1[62];
    char p_comm[KI_MAXCOMLEN];
    uint64_t unused_2[30];
    uint64_t p_realstat;
    uint32_t p_svuid;
    uint32_t unused_3[9];
};

int sysctl(const int *name, unsigned length, void *old, size_t *old_size, const void *new, size_t new_size);
int sysctlbyname(const char *name, void *old, size_t *old_size, const void *new, size_t new_size);
int sysctlnametomib(const char *name, int *numbers, size_t *length);

#endif
