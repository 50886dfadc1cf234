// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of FreeBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_FREEBSD_NETINET_TCP_VAR_H
#define SCRIPTED_FREEBSD_NETINET_TCP_VAR_H

#include <netinet/in_pcb.h>
#include <netinet/tcp_fsm.h>
#include <stdint.h>

struct xtcpcb {
    ksize_t xt_len;
    struct xinpcb xt_inp;
    char xt_stack[32];
    char xt_logid[64];
    char xt_cc[16];
    int64_t spare1[6];
    int32_t t_state;
    uint32_t spare2[43];
};

#endif
