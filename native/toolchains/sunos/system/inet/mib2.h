// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <netinet/in.h>
#include <stdint.h>

#define MIB2_IP 260
#define MIB2_TCP 262
#define MIB2_UDP 263
#define MIB2_TCP6 270
#define MIB2_UDP6 271

#define MIB2_TCP_CONN 13
#define MIB2_TCP6_CONN 14
#define MIB2_UDP_ENTRY 5
#define MIB2_UDP6_ENTRY 6
#define EXPER_XPORT_MLP 105

#define MIB2_UNKNOWN_PROCESS 0

#define MIB2_UDP_unbound 1
#define MIB2_UDP_idle 2
#define MIB2_UDP_connected 3
#define MIB2_UDP_unknown 4

/* Where programs of 32 bits would align these otherwise than those of 64. */
#if defined(__x86_64__)
#define MIB2_PACKED
#endif

#ifdef MIB2_PACKED
#pragma pack(4)
#endif

typedef struct mib2_tcp {
    int tcpRtoAlgorithm;
    int tcpRtoMin;
    int tcpRtoMax;
    int tcpMaxConn;
    uint32_t counters[8];
    int tcpConnTableSize;
    uint32_t more_counters[39];
    int tcp6ConnTableSize;
    uint64_t tcpHCInSegs;
    uint64_t tcpHCOutSegs;
} mib2_tcp_t;

struct tcpConnEntryInfo_s {
    uint32_t ce_snxt;
    uint32_t ce_suna;
    uint32_t ce_swnd;
    uint32_t ce_rnxt;
    uint32_t ce_rack;
    uint32_t ce_rwnd;
    uint32_t ce_rto;
    uint32_t ce_mss;
    int ce_state;
};

typedef struct mib2_tcpConnEntry {
    int tcpConnState;
    uint32_t tcpConnLocalAddress;
    int tcpConnLocalPort;
    uint32_t tcpConnRemAddress;
    int tcpConnRemPort;
    struct tcpConnEntryInfo_s tcpConnEntryInfo;
    uint32_t tcpConnCreationProcess;
    uint64_t tcpConnCreationTime;
} mib2_tcpConnEntry_t;

struct tcp6ConnEntryInfo_s {
    uint32_t ce_snxt;
    uint32_t ce_suna;
    uint32_t ce_swnd;
    uint32_t ce_rnxt;
    uint32_t ce_rack;
    uint32_t ce_rwnd;
    uint32_t ce_rto;
    uint32_t ce_mss;
    int ce_state;
};

typedef struct mib2_tcp6ConnEntry {
    struct in6_addr tcp6ConnLocalAddress;
    int tcp6ConnLocalPort;
    struct in6_addr tcp6ConnRemAddress;
    int tcp6ConnRemPort;
    uint32_t tcp6ConnIfIndex;
    int tcp6ConnState;
    struct tcp6ConnEntryInfo_s tcp6ConnEntryInfo;
    uint32_t tcp6ConnCreationProcess;
    uint64_t tcp6ConnCreationTime;
} mib2_tcp6ConnEntry_t;

typedef struct mib2_udp {
    uint32_t udpInDatagrams;
    uint32_t udpInErrors;
    uint32_t udpOutDatagrams;
    int udpEntrySize;
    int udp6EntrySize;
    uint32_t udpOutErrors;
    uint64_t udpHCInDatagrams;
    uint64_t udpHCOutDatagrams;
} mib2_udp_t;

struct udpEntryInfo_s {
    int ue_state;
    uint32_t ue_RemoteAddress;
    int ue_RemotePort;
};

typedef struct mib2_udpEntry {
    uint32_t udpLocalAddress;
    int udpLocalPort;
    struct udpEntryInfo_s udpEntryInfo;
    uint32_t udpInstance;
    uint32_t udpCreationProcess;
    uint64_t udpCreationTime;
} mib2_udpEntry_t;

struct udp6EntryInfo_s {
    int ue_state;
    struct in6_addr ue_RemoteAddress;
    int ue_RemotePort;
};

typedef struct mib2_udp6Entry {
    struct in6_addr udp6LocalAddress;
    int udp6LocalPort;
    uint32_t udp6IfIndex;
    struct udp6EntryInfo_s udp6EntryInfo;
    uint32_t udp6Instance;
    uint32_t udp6CreationProcess;
    uint64_t udp6CreationTime;
} mib2_udp6Entry_t;

#ifdef MIB2_PACKED
#pragma pack()
#endif
