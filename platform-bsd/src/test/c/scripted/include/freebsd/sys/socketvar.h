// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of FreeBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_FREEBSD_SYS_SOCKETVAR_H
#define SCRIPTED_FREEBSD_SYS_SOCKETVAR_H

#include <stdint.h>
#include <sys/sysctl.h>
#include <sys/types.h>

struct xsockbuf {
    uint32_t sb_cc;
    uint32_t rest[7];
    int16_t sb_flags;
};

struct xsocket {
    ksize_t xso_len;
    kvaddr_t xso_so;
    kvaddr_t so_pcb;
    uint64_t spare1[9];
    int32_t xso_protocol;
    int32_t xso_family;
    uint32_t so_qlen;
    uint32_t so_incqlen;
    uint32_t so_qlimit;
    pid_t so_pgid;
    uid_t so_uid;
    int32_t spare2[8];
    int16_t so_type;
    int16_t so_options;
    int16_t so_linger;
    int16_t so_state;
    int16_t so_timeo;
    uint16_t so_error;
    struct xsockbuf so_rcv;
    struct xsockbuf so_snd;
};

#endif
