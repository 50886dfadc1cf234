// SPDX-License-Identifier: Apache-2.0
/*
 * What the collector takes for granted of the headers of SunOS. The declarations that are built against elsewhere
 * (native/toolchains/sunos) are held to the same.
 */
#include <kstat.h>
#include <procfs.h>
#include <stddef.h>
#include <stropts.h>
#include <sys/tihdr.h>

#include <inet/mib2.h>
#include <inet/tcp.h>

#define IS(expression, value) _Static_assert((expression) == (value), #expression " is " #value)
#define SIZE(type, size) IS(sizeof(type), size)
#define AT(type, member, offset) IS(offsetof(type, member), offset)

/* Processors of Intel align these as programs of 32 bits do. */
#if defined(__x86_64__)
#define PADDING 0
#else
#define PADDING 4
#endif

SIZE(struct T_optmgmt_req, 16);
AT(struct T_optmgmt_req, PRIM_type, 0);
AT(struct T_optmgmt_req, OPT_length, 4);
AT(struct T_optmgmt_req, OPT_offset, 8);
AT(struct T_optmgmt_req, MGMT_flags, 12);
SIZE(struct T_optmgmt_ack, 16);
AT(struct T_optmgmt_ack, PRIM_type, 0);
AT(struct T_optmgmt_ack, OPT_offset, 8);
AT(struct T_optmgmt_ack, MGMT_flags, 12);
SIZE(struct T_error_ack, 16);
AT(struct T_error_ack, PRIM_type, 0);
AT(struct T_error_ack, TLI_error, 8);
AT(struct T_error_ack, UNIX_error, 12);
SIZE(struct opthdr, 12);
AT(struct opthdr, level, 0);
AT(struct opthdr, name, 4);
AT(struct opthdr, len, 8);
SIZE(struct strbuf, 16);
AT(struct strbuf, maxlen, 0);
AT(struct strbuf, len, 4);
AT(struct strbuf, buf, 8);

AT(mib2_tcp_t, tcpConnTableSize, 48);
AT(mib2_tcp_t, tcp6ConnTableSize, 208);
AT(mib2_udp_t, udpEntrySize, 12);
AT(mib2_udp_t, udp6EntrySize, 16);

SIZE(mib2_tcpConnEntry_t, 68 + PADDING);
AT(mib2_tcpConnEntry_t, tcpConnLocalAddress, 4);
AT(mib2_tcpConnEntry_t, tcpConnLocalPort, 8);
AT(mib2_tcpConnEntry_t, tcpConnRemAddress, 12);
AT(mib2_tcpConnEntry_t, tcpConnRemPort, 16);
AT(mib2_tcpConnEntry_t, tcpConnEntryInfo, 20);
AT(mib2_tcpConnEntry_t, tcpConnEntryInfo.ce_mss, 48);
AT(mib2_tcpConnEntry_t, tcpConnEntryInfo.ce_state, 52);
AT(mib2_tcpConnEntry_t, tcpConnCreationProcess, 56);
AT(mib2_tcpConnEntry_t, tcpConnCreationTime, 60 + PADDING);

SIZE(mib2_tcp6ConnEntry_t, 96);
AT(mib2_tcp6ConnEntry_t, tcp6ConnLocalAddress, 0);
AT(mib2_tcp6ConnEntry_t, tcp6ConnLocalPort, 16);
AT(mib2_tcp6ConnEntry_t, tcp6ConnRemAddress, 20);
AT(mib2_tcp6ConnEntry_t, tcp6ConnRemPort, 36);
AT(mib2_tcp6ConnEntry_t, tcp6ConnEntryInfo, 48);
AT(mib2_tcp6ConnEntry_t, tcp6ConnEntryInfo.ce_mss, 76);
AT(mib2_tcp6ConnEntry_t, tcp6ConnEntryInfo.ce_state, 80);
AT(mib2_tcp6ConnEntry_t, tcp6ConnCreationProcess, 84);
AT(mib2_tcp6ConnEntry_t, tcp6ConnCreationTime, 88);

SIZE(mib2_udpEntry_t, 36 + PADDING);
AT(mib2_udpEntry_t, udpLocalAddress, 0);
AT(mib2_udpEntry_t, udpLocalPort, 4);
AT(mib2_udpEntry_t, udpEntryInfo.ue_state, 8);
AT(mib2_udpEntry_t, udpEntryInfo.ue_RemoteAddress, 12);
AT(mib2_udpEntry_t, udpEntryInfo.ue_RemotePort, 16);
AT(mib2_udpEntry_t, udpInstance, 20);
AT(mib2_udpEntry_t, udpCreationProcess, 24);
AT(mib2_udpEntry_t, udpCreationTime, 28 + PADDING);

SIZE(mib2_udp6Entry_t, 64);
AT(mib2_udp6Entry_t, udp6LocalAddress, 0);
AT(mib2_udp6Entry_t, udp6LocalPort, 16);
AT(mib2_udp6Entry_t, udp6EntryInfo.ue_state, 24);
AT(mib2_udp6Entry_t, udp6EntryInfo.ue_RemoteAddress, 28);
AT(mib2_udp6Entry_t, udp6EntryInfo.ue_RemotePort, 44);
AT(mib2_udp6Entry_t, udp6Instance, 48);
AT(mib2_udp6Entry_t, udp6CreationProcess, 52);
AT(mib2_udp6Entry_t, udp6CreationTime, 56);

AT(kstat_named_t, data_type, 31);
AT(kstat_named_t, value, 32);
SIZE(kstat_named_t, 48);
AT(kstat_ctl_t, kc_kd, 16);

SIZE(timestruc_t, 16);
AT(psinfo_t, pr_nlwp, 4);
AT(psinfo_t, pr_euid, 28);
AT(psinfo_t, pr_fname, 136);
AT(prusage_t, pr_tstamp, 8);
AT(prusage_t, pr_create, 24);

IS(I_PUSH, 0x5302);
IS(MORECTL, 1);
IS(MOREDATA, 2);
IS(T_SVR4_OPTMGMT_REQ, 9);
IS(T_ERROR_ACK, 18);
IS(T_OPTMGMT_ACK, 22);
IS(T_SUCCESS, 0x20);
IS(T_CURRENT, 0x80);
IS(TBADADDR, 1);
IS(TBADOPT, 2);
IS(TACCES, 3);
IS(TBADF, 4);
IS(TNOADDR, 5);
IS(TOUTSTATE, 6);
IS(TBADSEQ, 7);
IS(TSYSERR, 8);
IS(TLOOK, 9);
IS(TBADDATA, 10);
IS(TBUFOVFLW, 11);
IS(TFLOW, 12);
IS(TNODATA, 13);
IS(TBADFLAG, 16);
IS(TNOTSUPPORT, 18);

IS(MIB2_IP, 260);
IS(MIB2_TCP, 262);
IS(MIB2_UDP, 263);
IS(MIB2_TCP6, 270);
IS(MIB2_UDP6, 271);
IS(MIB2_TCP_CONN, 13);
IS(MIB2_TCP6_CONN, 14);
IS(MIB2_UDP_ENTRY, 5);
IS(MIB2_UDP6_ENTRY, 6);
IS(MIB2_UDP_unbound, 1);
IS(MIB2_UDP_idle, 2);
IS(MIB2_UDP_connected, 3);
IS(MIB2_UNKNOWN_PROCESS, 0);
IS(EXPER_XPORT_MLP, 105);

IS(TCPS_CLOSED, -6);
IS(TCPS_IDLE, -5);
IS(TCPS_BOUND, -4);
IS(TCPS_LISTEN, -3);
IS(TCPS_SYN_SENT, -2);
IS(TCPS_SYN_RCVD, -1);
IS(TCPS_ESTABLISHED, 0);
IS(TCPS_CLOSE_WAIT, 1);
IS(TCPS_FIN_WAIT_1, 2);
IS(TCPS_CLOSING, 3);
IS(TCPS_LAST_ACK, 4);
IS(TCPS_FIN_WAIT_2, 5);
IS(TCPS_TIME_WAIT, 6);

IS(KSTAT_STRLEN, 31);
IS(KSTAT_DATA_INT32, 1);
IS(KSTAT_DATA_UINT32, 2);
IS(PRFNSZ, 16);
