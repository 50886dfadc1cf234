// SPDX-License-Identifier: Apache-2.0
/*
 * What the collector uses of AIX's headers, for builds where they can't be had: the scripted one, and the one that only
 * compiles. Members that it doesn't use are gaps. Offsets are those of 64-bit programs; layouts.c holds these declarations
 * and the system's own to the same.
 */
#ifndef SOCKSCOPE_AIX_DECLARATIONS_H
#define SOCKSCOPE_AIX_DECLARATIONS_H

#include <stdint.h>

/* sys/proc.h */
#define SNONE 0
#define SZOMB 5

/* procinfo.h */
struct procentry64 {
    int32_t pi_pid;
    char gap1[48];
    uint32_t pi_state;
    char gap2[20];
    uint32_t pi_maxofile; /* one more than the highest descriptor */
    char gap3[20];
    char pi_comm[33];
    char gap4[387];
};

struct fdsinfox {
    unsigned long long fp; /* the address of a struct file; 0 for none */
    unsigned short flags;
    unsigned short count;
    uint32_t gap;
};

#define OPEN_SHRT_MAX 32767
#define OPEN_100K_MAX 65534

struct fdsinfo64 {
    struct fdsinfox pi_ufd[OPEN_SHRT_MAX];
};

struct fdsinfo64_100K {
    struct fdsinfox pi_ufd[OPEN_100K_MAX];
};

int getprocs64(void *processes, int process_size, void *files, int file_size, int32_t *index, int count);

/* sys/file.h */
#define DTYPE_SOCKET 2

struct file {
    int32_t f_flag;
    int32_t f_count;
    int32_t gap1;
    int16_t f_type;
    int16_t gap2;
    uint64_t f_data;
    char gap3[40];
};

/* sys/socket.h and netinet/in.h */
#define AF_UNIX 1
#define AF_INET 2
#define AF_INET6 24
#define SOCK_STREAM 1
#define SOCK_DGRAM 2
#define SOCK_SEQPACKET 5
#define IPPROTO_TCP 6
#define IPPROTO_UDP 17

/* sys/socketvar.h */
struct socket {
    int16_t so_type;
    int16_t so_options;
    uint16_t so_linger;
    int16_t so_state;
    uint64_t so_pcb;
    uint64_t so_proto;
};

/* sys/protosw.h and sys/domain.h */
struct protosw {
    int16_t pr_type;
    char gap[6];
    uint64_t pr_domain;
    int16_t pr_protocol;
    int16_t pr_flags;
    int32_t gap2;
};

struct domain {
    int32_t dom_family;
};

/* netinet/in_pcb.h: an IPv4 address is the last word of where an IPv6 one is. */
#define INP_COMPATV4 0x400

struct in6_addr {
    uint8_t s6_addr[16];
};

struct inpcb {
    char gap1[28];
    uint16_t inp_fport;
    uint16_t gap2;
    struct in6_addr inp_faddr6;
    char gap3[4];
    uint16_t inp_lport;
    uint16_t gap4;
    struct in6_addr inp_laddr6;
    uint64_t inp_socket;
    uint64_t inp_ppcb;
    char gap5[48];
    int32_t inp_flags;
    int32_t gap6;
};

/* netinet/tcp_var.h and netinet/tcp_fsm.h */
struct tcpcb {
    char gap1[16];
    int16_t t_state;
    char gap2[6];
};

#define TCPS_CLOSED 0
#define TCPS_LISTEN 1
#define TCPS_SYN_SENT 2
#define TCPS_SYN_RECEIVED 3
#define TCPS_ESTABLISHED 4
#define TCPS_CLOSE_WAIT 5
#define TCPS_FIN_WAIT_1 6
#define TCPS_CLOSING 7
#define TCPS_LAST_ACK 8
#define TCPS_FIN_WAIT_2 9
#define TCPS_TIME_WAIT 10

/* sys/unpcb.h */
struct unpcb {
    uint64_t unp_socket;
    char gap[16];
    uint64_t unp_conn;
    char gap2[16];
    uint64_t unp_addr;
};

/* sys/un.h */
struct sockaddr_un {
    uint8_t sun_len;
    uint8_t sun_family;
    char sun_path[1023];
};

/* sys/mbuf.h; the two are members of a member there, by macros of these names. */
struct mbuf {
    char gap[16];
    uint64_t m_len;
    uint64_t m_data;
};

#endif
