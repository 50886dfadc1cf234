// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of FreeBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_FREEBSD_SYS_UNPCB_H
#define SCRIPTED_FREEBSD_SYS_UNPCB_H

#include <stdint.h>
#include <sys/socketvar.h>
#include <sys/un.h>

struct xunpcb {
    ksize_t xu_len;
    kvaddr_t xu_unpp;
    kvaddr_t unp_vnode;
    kvaddr_t unp_conn;
    kvaddr_t xu_firstref;
    kvaddr_t xu_nextref;
    uint64_t unp_gencnt;
    int64_t spare[12];
    union {
        struct sockaddr_un xu_addr;
        char xu_dummy1[256];
    };
    union {
        struct sockaddr_un xu_caddr;
        char xu_dummy2[256];
    };
    struct xsocket xu_socket;
};

struct xunpgen {
    ksize_t xug_len;
    unsigned xug_count;
    uint64_t xug_gen;
    uint64_t xug_sogen;
};

#endif
