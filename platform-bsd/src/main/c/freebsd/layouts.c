// SPDX-License-Identifier: Apache-2.0
/*
 * What the collector takes for granted of FreeBSD's headers, which is the same since FreeBSD 12. The declarations that the
 * scripted build has in their place are held to the same.
 */
#include "freebsd.h"

#include <stddef.h>

#define IS(expression, value) _Static_assert((expression) == (value), #expression " is " #value)
#define SIZE(type, size) IS(sizeof(type), size)
#define AT(type, member, offset) IS(offsetof(type, member), offset)

SIZE(struct xfile, 128);
AT(struct xfile, xf_size, 0);
AT(struct xfile, xf_pid, 8);
AT(struct xfile, xf_fd, 16);
AT(struct xfile, xf_type, 32);
AT(struct xfile, xf_data, 56);

SIZE(struct xsocket, 240);
AT(struct xsocket, xso_so, 8);
AT(struct xsocket, so_pcb, 16);
AT(struct xsocket, xso_protocol, 96);
AT(struct xsocket, xso_family, 100);
AT(struct xsocket, so_uid, 120);
AT(struct xsocket, so_type, 156);
AT(struct xsocket, so_rcv.sb_cc, 168);
AT(struct xsocket, so_snd.sb_cc, 204);

SIZE(struct xinpgen, 64);
AT(struct xinpgen, xig_len, 0);
AT(struct xinpgen, xig_gen, 16);

SIZE(struct xinpcb, 400);
AT(struct xinpcb, xi_len, 0);
AT(struct xinpcb, xi_socket, 8);
AT(struct xinpcb, inp_inc, 248);
AT(struct xinpcb, inp_inc.inc_ie.ie_fport, 252);
AT(struct xinpcb, inp_inc.inc_ie.ie_lport, 254);
AT(struct xinpcb, inp_inc.inc_ie.ie_dependfaddr, 256);
AT(struct xinpcb, inp_inc.inc_ie.ie_dependladdr, 272);
AT(struct xinpcb, inp_gencnt, 296);
AT(struct xinpcb, inp_flags, 356);
AT(struct xinpcb, inp_vflag, 392);
AT(union in_dependaddr, id46_addr.ia46_addr4, 12);

SIZE(struct xtcpcb, 744);
AT(struct xtcpcb, xt_len, 0);
AT(struct xtcpcb, xt_inp, 8);
AT(struct xtcpcb, t_state, 568);

SIZE(struct xunpgen, 32);
AT(struct xunpgen, xug_len, 0);
AT(struct xunpgen, xug_gen, 16);

SIZE(struct xunpcb, 904);
AT(struct xunpcb, xu_len, 0);
AT(struct xunpcb, xu_unpp, 8);
AT(struct xunpcb, unp_gencnt, 48);
AT(struct xunpcb, xu_addr, 152);
AT(struct xunpcb, xu_caddr, 408);
AT(struct xunpcb, xu_socket, 664);

SIZE(struct kinfo_file, 1392);
AT(struct kinfo_file, kf_structsize, 0);
AT(struct kinfo_file, kf_type, 4);
AT(struct kinfo_file, kf_fd, 8);
AT(struct kinfo_file, kf_un.kf_sock.kf_sock_sendq, 32);
AT(struct kinfo_file, kf_un.kf_sock.kf_sock_domain0, 36);
AT(struct kinfo_file, kf_un.kf_sock.kf_sock_type0, 40);
AT(struct kinfo_file, kf_un.kf_sock.kf_sock_protocol0, 44);
AT(struct kinfo_file, kf_un.kf_sock.kf_sa_local, 48);
AT(struct kinfo_file, kf_un.kf_sock.kf_sa_peer, 176);
AT(struct kinfo_file, kf_un.kf_sock.kf_sock_pcb, 304);
AT(struct kinfo_file, kf_un.kf_sock.kf_sock_recvq, 332);
AT(struct kinfo_file, kf_path, 368);

SIZE(struct kinfo_proc, 1088);
AT(struct kinfo_proc, ki_structsize, 0);
AT(struct kinfo_proc, ki_pid, 72);
AT(struct kinfo_proc, ki_start, 336);
AT(struct kinfo_proc, ki_flag, 368);
AT(struct kinfo_proc, ki_stat, 388);
AT(struct kinfo_proc, ki_comm, 447);

SIZE(struct sockaddr_storage, 128);
AT(struct sockaddr, sa_len, 0);
AT(struct sockaddr, sa_family, 1);
SIZE(struct sockaddr_in, 16);
AT(struct sockaddr_in, sin_port, 2);
AT(struct sockaddr_in, sin_addr, 4);
SIZE(struct sockaddr_in6, 28);
AT(struct sockaddr_in6, sin6_port, 2);
AT(struct sockaddr_in6, sin6_addr, 8);
SIZE(struct sockaddr_un, 106);
AT(struct sockaddr_un, sun_path, 2);

SIZE(kvaddr_t, 8);
SIZE(ksize_t, 8);
SIZE(struct timeval, 16);
SIZE(long, 8);

IS(AF_UNIX, 1);
IS(AF_INET, 2);
IS(AF_INET6, 28);
IS(SOCK_STREAM, 1);
IS(SOCK_DGRAM, 2);
IS(SOCK_SEQPACKET, 5);
IS(IPPROTO_TCP, 6);
IS(IPPROTO_UDP, 17);
IS(DTYPE_SOCKET, 2);
IS(KF_TYPE_SOCKET, 2);
IS(INP_IPV4, 1);
IS(INP_IPV6, 2);
IS(INP_IPV6PROTO, 4);
IS(INP_SOCKREF, 0x08000000);
IS(SZOMB, 5);
IS(P_WEXIT, 0x2000);
IS(COMMLEN, 19);
IS(CTL_KERN, 1);
IS(KERN_PROC, 14);
IS(KERN_FILE, 15);
IS(KERN_PROC_PID, 1);
IS(KERN_PROC_PROC, 8);
IS(KERN_PROC_FILEDESC, 33);
IS(TCPS_CLOSED, 0);
IS(TCPS_LISTEN, 1);
IS(TCPS_SYN_SENT, 2);
IS(TCPS_SYN_RECEIVED, 3);
IS(TCPS_ESTABLISHED, 4);
IS(TCPS_CLOSE_WAIT, 5);
IS(TCPS_FIN_WAIT_1, 6);
IS(TCPS_CLOSING, 7);
IS(TCPS_LAST_ACK, 8);
IS(TCPS_FIN_WAIT_2, 9);
IS(TCPS_TIME_WAIT, 10);
