// SPDX-License-Identifier: Apache-2.0
/*
 * What the sysctls that list sockets answer, which no header for programs declares: as XNU's bsd/sys/socketvar.h,
 * bsd/sys/unpcb.h, bsd/netinet/in_pcb.h and bsd/netinet/tcp_var.h have it, from macOS 11 on.
 *
 * A struct xinpgen begins the answer, and another one ends it unless the first counts no sockets. Between them are, of
 * net.local.*.pcblist64, one struct xunpcb64 after the other; of net.inet.*.pcblist_n, and of net.local.*.pcblist_n from
 * macOS 13 on, the records of one socket after the other, each rounded up to eight bytes: first its control block, a
 * struct xinpcb_n or xunpcb_n, then those of the socket itself. A later system may add members behind those that are declared here, as macOS
 * 13 did to struct xsocket_n: each record tells its own length.
 */
#ifndef SOCKSCOPE_MACOS_XNU_PCBLIST_H
#define SOCKSCOPE_MACOS_XNU_PCBLIST_H

#include <stdint.h>
#include <sys/un.h>

#include <netinet/in.h>

/* What a record is. */
enum {
    XSO_SOCKET = 0x001,
    XSO_RCVBUF = 0x002,
    XSO_SNDBUF = 0x004,
    XSO_STATS = 0x008,
    XSO_INPCB = 0x010,
    XSO_TCPCB = 0x020,
    XSO_UNPCB = 0x200,
};

/* A bit of so_state: no file refers to the socket, not yet or not any more. */
#define SS_NOFDREF 0x0001

/* Bits of inp_vflag. */
#define INP_IPV4 0x1
#define INP_IPV6 0x2

struct xinpgen {
    uint32_t xig_len;
    uint32_t xig_count;
    uint64_t xig_gen;
    uint64_t xig_sogen;
};

/* How each record begins. */
struct xgen_n {
    uint32_t xgn_len;
    uint32_t xgn_kind;
};

#pragma pack(4)

struct xsocket_n {
    uint32_t xso_len;
    uint32_t xso_kind;
    uint64_t xso_so; /* the address of the socket, made unrecognizable */
    int16_t so_type;
    uint32_t so_options;
    int16_t so_linger;
    int16_t so_state;
    uint64_t so_pcb;
    int32_t xso_protocol;
    int32_t xso_family;
    int16_t so_qlen;
    int16_t so_incqlen;
    int16_t so_qlimit;
    int16_t so_timeo;
    uint16_t so_error;
    int32_t so_pgid;
    uint32_t so_oobmark;
    uint32_t so_uid;
    int32_t so_last_pid;
    int32_t so_e_pid;
};

struct xsockbuf_n {
    uint32_t xsb_len;
    uint32_t xsb_kind;
    uint32_t sb_cc;
    uint32_t sb_hiwat;
    uint32_t sb_mbcnt;
    uint32_t sb_mbmax;
    int32_t sb_lowat;
    int16_t sb_flags;
    int16_t sb_timeo;
};

struct xinpcb_n {
    uint32_t xi_len;
    uint32_t xi_kind;
    uint64_t xi_inpp;
    uint16_t inp_fport;
    uint16_t inp_lport;
    uint64_t inp_ppcb;
    uint64_t inp_gencnt;
    int32_t inp_flags;
    uint32_t inp_flow;
    uint8_t inp_vflag;
    uint8_t inp_ip_ttl;
    uint8_t inp_ip_p;
    struct in6_addr inp_faddr; /* an IPv4 address is its last four bytes */
    struct in6_addr inp_laddr;
};

/* Only its begin. */
struct xtcpcb_n {
    uint32_t xt_len;
    uint32_t xt_kind;
    uint64_t t_segq;
    int32_t t_dupacks;
    int32_t t_timer[4];
    int32_t t_state;
};

struct xunpcb_n {
    uint32_t xunp_len;
    uint32_t xunp_kind;
    uint64_t xunp_unpp;
    uint64_t xunp_vnode;
    uint64_t xunp_ino;
    uint64_t xunp_conn;
    uint64_t xunp_refs;
    uint64_t xunp_reflink;
    int32_t xunp_cc;
    int32_t xunp_mbcnt;
    int32_t xunp_flags;
    uint64_t xunp_gencnt;
    union {
        struct sockaddr_un xuu_addr;
        char xu_dummy1[256];
    } xu_au;
    union {
        struct sockaddr_un xuu_caddr; /* of the socket that it is connected to */
        char xu_dummy2[256];
    } xu_cau;
};

struct xsockbuf {
    uint32_t sb_cc;
    uint32_t sb_hiwat;
    uint32_t sb_mbcnt;
    uint32_t sb_mbmax;
    int32_t sb_lowat;
    int16_t sb_flags;
    int16_t sb_timeo;
};

struct xsocket64 {
    uint32_t xso_len;
    uint64_t xso_so;
    int16_t so_type;
    int16_t so_options;
    int16_t so_linger;
    int16_t so_state;
    uint64_t so_pcb;
    int32_t xso_protocol;
    int32_t xso_family;
    int16_t so_qlen;
    int16_t so_incqlen;
    int16_t so_qlimit;
    int16_t so_timeo;
    uint16_t so_error;
    int32_t so_pgid;
    uint32_t so_oobmark;
    struct xsockbuf so_rcv;
    struct xsockbuf so_snd;
    uint32_t so_uid;
};

struct xunpcb64 {
    uint32_t xu_len;
    uint64_t xu_unpp;
    uint64_t xunp_link[2];
    uint64_t xunp_socket;
    uint64_t xunp_vnode;
    uint64_t xunp_ino;
    uint64_t xunp_conn;
    uint64_t xunp_refs;
    uint64_t xunp_reflink[2];
    int32_t xunp_cc;
    int32_t xunp_mbcnt;
    uint64_t xunp_gencnt;
    int32_t xunp_flags;
    union {
        struct sockaddr_un xuu_addr;
        char xu_dummy1[256];
    } xu_au;
    union {
        struct sockaddr_un xuu_caddr;
        char xu_dummy2[256];
    } xu_cau;
    struct xsocket64 xu_socket;
};

#pragma pack()

#endif
