// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of FreeBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_FREEBSD_NETINET_IN_PCB_H
#define SCRIPTED_FREEBSD_NETINET_IN_PCB_H

#include <netinet/in.h>
#include <stdint.h>
#include <sys/socketvar.h>

#define INP_IPV4 1
#define INP_IPV6 2
#define INP_IPV6PROTO 4
#define INP_SOCKREF 0x08000000

struct in_addr_4in6 {
    uint32_t ia46_pad32[3];
    struct in_addr ia46_addr4;
};

union in_dependaddr {
    struct in_addr_4in6 id46_addr;
    struct in6_addr id6_addr;
};

struct in_endpoints {
    uint16_t ie_fport;
    uint16_t ie_lport;
    union in_dependaddr ie_dependfaddr;
    union in_dependaddr ie_dependladdr;
    uint32_t ie6_zoneid;
};

struct in_conninfo {
    uint8_t inc_flags;
    uint8_t inc_len;
    uint16_t inc_fibnum;
    struct in_endpoints inc_ie;
};

struct xinpcb {
    ksize_t xi_len;
    struct xsocket xi_socket;
    struct in_conninfo inp_inc;
    uint64_t inp_gencnt;
    int64_t spare1[5];
    uint32_t spare2[3];
    int32_t inp_flags;
    int32_t spare3[7];
    uint16_t in6p_hops;
    uint8_t inp_ip_tos;
    uint8_t spare4;
    uint8_t inp_vflag;
    uint8_t spare5[7];
};

struct xinpgen {
    ksize_t xig_len;
    unsigned xig_count;
    uint32_t spare1;
    uint64_t xig_gen;
    uint64_t xig_sogen;
    uint64_t spare2[4];
};

#endif
