// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of FreeBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_FREEBSD_SYS_USER_H
#define SCRIPTED_FREEBSD_SYS_USER_H

#include <stdint.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/types.h>

#define COMMLEN 19

#define KF_TYPE_VNODE 1
#define KF_TYPE_SOCKET 2

struct kinfo_proc {
    int ki_structsize;
    int ki_layout;
    void *pointers[8];
    pid_t ki_pid;
    int spare1[65];
    struct timeval ki_start;
    struct timeval ki_childtime;
    long ki_flag;
    long ki_kiflag;
    int ki_traceflag;
    char ki_stat;
    char spare2[58];
    char ki_comm[COMMLEN + 1];
    char spare3[621];
};

struct kinfo_file {
    int kf_structsize;
    int kf_type;
    int kf_fd;
    int kf_ref_count;
    int kf_flags;
    int kf_pad0;
    int64_t kf_offset;
    union {
        struct {
            uint32_t kf_sock_sendq;
            int kf_sock_domain0;
            int kf_sock_type0;
            int kf_sock_protocol0;
            struct sockaddr_storage kf_sa_local;
            struct sockaddr_storage kf_sa_peer;
            uint64_t kf_sock_pcb;
            uint64_t kf_sock_inpcb;
            uint64_t kf_sock_unpconn;
            uint16_t kf_sock_snd_sb_state;
            uint16_t kf_sock_rcv_sb_state;
            uint32_t kf_sock_recvq;
        } kf_sock;
    } kf_un;
    uint16_t kf_status;
    uint16_t kf_pad1;
    int spare;
    uint64_t kf_cap_rights[2];
    uint64_t kf_cap_spare;
    char kf_path[1024];
};

#endif
