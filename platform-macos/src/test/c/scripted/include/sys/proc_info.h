// SPDX-License-Identifier: Apache-2.0
/* As libproc.h beside this folder. */
#ifndef SOCKSCOPE_SCRIPTED_SYS_PROC_INFO_H
#define SOCKSCOPE_SCRIPTED_SYS_PROC_INFO_H

#include <netinet/in.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/un.h>

#define PROC_ALL_PIDS 1

#define PROC_PIDLISTFDS 1
#define PROC_PIDTBSDINFO 3
#define PROC_PIDT_SHORTBSDINFO 13
#define PROC_PIDFDSOCKETINFO 3

#define PROX_FDTYPE_VNODE 1
#define PROX_FDTYPE_SOCKET 2
#define PROX_FDTYPE_PIPE 6

#define INI_IPV4 0x1
#define INI_IPV6 0x2

#define TSI_S_CLOSED 0
#define TSI_S_LISTEN 1
#define TSI_S_SYN_SENT 2
#define TSI_S_SYN_RECEIVED 3
#define TSI_S_ESTABLISHED 4
#define TSI_S__CLOSE_WAIT 5
#define TSI_S_FIN_WAIT_1 6
#define TSI_S_CLOSING 7
#define TSI_S_LAST_ACK 8
#define TSI_S_FIN_WAIT_2 9
#define TSI_S_TIME_WAIT 10

enum {
    SOCKINFO_GENERIC = 0,
    SOCKINFO_IN = 1,
    SOCKINFO_TCP = 2,
    SOCKINFO_UN = 3,
};

struct proc_fdinfo {
    int32_t proc_fd;
    uint32_t proc_fdtype;
};

struct proc_bsdinfo {
    uint32_t pbi_flags;
    uint32_t pbi_status;
    uint32_t pbi_xstatus;
    uint32_t pbi_pid;
    uint32_t pbi_ids[8];
    char pbi_comm[16];
    char pbi_name[32];
    uint32_t pbi_numbers[6];
    uint64_t pbi_start_tvsec;
    uint64_t pbi_start_tvusec;
};

struct proc_bsdshortinfo {
    uint32_t pbsi_pid;
    uint32_t pbsi_ppid;
    uint32_t pbsi_pgid;
    uint32_t pbsi_status;
    char pbsi_comm[16];
    uint32_t pbsi_numbers[8];
};

struct proc_fileinfo {
    uint32_t fi_numbers[6];
};

struct vinfo_stat {
    uint64_t vst_numbers[17];
};

struct sockbuf_info {
    uint32_t sbi_cc;
    uint32_t sbi_numbers[5];
};

struct in4in6_addr {
    uint32_t i46a_pad32[3];
    struct in_addr i46a_addr4;
};

struct in_sockinfo {
    int insi_fport;
    int insi_lport;
    uint64_t insi_gencnt;
    uint32_t insi_flags;
    uint32_t insi_flow;
    uint8_t insi_vflag;
    uint8_t insi_ip_ttl;
    uint32_t rfu_1;
    union {
        struct in4in6_addr ina_46;
        struct in6_addr ina_6;
    } insi_faddr;
    union {
        struct in4in6_addr ina_46;
        struct in6_addr ina_6;
    } insi_laddr;
    uint32_t insi_numbers[4];
};

struct tcp_sockinfo {
    struct in_sockinfo tcpsi_ini;
    int tcpsi_state;
    int tcpsi_numbers[7];
    uint64_t tcpsi_tp;
};

struct un_sockinfo {
    uint64_t unsi_conn_so;
    uint64_t unsi_conn_pcb;
    union {
        struct sockaddr_un ua_sun;
        char ua_dummy[SOCK_MAXADDRLEN];
    } unsi_addr;
    union {
        struct sockaddr_un ua_sun;
        char ua_dummy[SOCK_MAXADDRLEN];
    } unsi_caddr;
};

struct socket_info {
    struct vinfo_stat soi_stat;
    uint64_t soi_so;
    uint64_t soi_pcb;
    int soi_type;
    int soi_protocol;
    int soi_family;
    short soi_options;
    short soi_linger;
    short soi_state;
    short soi_qlen;
    short soi_incqlen;
    short soi_qlimit;
    short soi_timeo;
    uint16_t soi_error;
    uint32_t soi_oobmark;
    struct sockbuf_info soi_rcv;
    struct sockbuf_info soi_snd;
    int soi_kind;
    uint32_t rfu_1;
    union {
        struct in_sockinfo pri_in;
        struct tcp_sockinfo pri_tcp;
        struct un_sockinfo pri_un;
    } soi_proto;
};

struct socket_fdinfo {
    struct proc_fileinfo pfi;
    struct socket_info psi;
};

#endif
