// SPDX-License-Identifier: Apache-2.0
/*
 * What the collector takes for granted: of the headers of macOS, to which the declarations that the scripted build has in
 * their place are held, too; and of XNU's own, in xnu_pcblist.h.
 */
#include "xnu_pcblist.h"

#include <libproc.h>
#include <stddef.h>
#include <sys/proc.h>
#include <sys/proc_info.h>
#include <sys/socket.h>
#include <sys/types.h>

#define IS(expression, value) _Static_assert((expression) == (value), #expression " is " #value)
#define SIZE(type, size) IS(sizeof(type), size)
#define AT(type, member, offset) IS(offsetof(type, member), offset)

SIZE(pid_t, 4);
SIZE(struct in6_addr, 16);
IS(_Alignof(struct in6_addr), 4);
SIZE(struct sockaddr_un, 106);
AT(struct sockaddr_un, sun_len, 0);
AT(struct sockaddr_un, sun_family, 1);
AT(struct sockaddr_un, sun_path, 2);

SIZE(struct proc_fdinfo, 8);
AT(struct proc_fdinfo, proc_fd, 0);
AT(struct proc_fdinfo, proc_fdtype, 4);

SIZE(struct proc_bsdinfo, 136);
AT(struct proc_bsdinfo, pbi_status, 4);
AT(struct proc_bsdinfo, pbi_pid, 12);
AT(struct proc_bsdinfo, pbi_comm, 48);
AT(struct proc_bsdinfo, pbi_name, 64);
AT(struct proc_bsdinfo, pbi_start_tvsec, 120);
AT(struct proc_bsdinfo, pbi_start_tvusec, 128);
IS(sizeof((struct proc_bsdinfo *)0)->pbi_comm, 16);
IS(sizeof((struct proc_bsdinfo *)0)->pbi_name, 32);

SIZE(struct proc_bsdshortinfo, 64);
AT(struct proc_bsdshortinfo, pbsi_pid, 0);
AT(struct proc_bsdshortinfo, pbsi_status, 12);

SIZE(struct proc_fileinfo, 24);
SIZE(struct vinfo_stat, 136);
SIZE(struct sockbuf_info, 24);
AT(struct sockbuf_info, sbi_cc, 0);
SIZE(struct socket_fdinfo, 792);
AT(struct socket_fdinfo, psi, 24);
SIZE(struct socket_info, 768);
AT(struct socket_info, soi_so, 136);
AT(struct socket_info, soi_pcb, 144);
AT(struct socket_info, soi_type, 152);
AT(struct socket_info, soi_protocol, 156);
AT(struct socket_info, soi_family, 160);
AT(struct socket_info, soi_state, 168);
AT(struct socket_info, soi_rcv, 184);
AT(struct socket_info, soi_snd, 208);
AT(struct socket_info, soi_kind, 232);
AT(struct socket_info, soi_proto, 240);

SIZE(struct in_sockinfo, 80);
AT(struct in_sockinfo, insi_fport, 0);
AT(struct in_sockinfo, insi_lport, 4);
AT(struct in_sockinfo, insi_gencnt, 8);
AT(struct in_sockinfo, insi_vflag, 24);
AT(struct in_sockinfo, insi_faddr, 32);
AT(struct in_sockinfo, insi_laddr, 48);
SIZE(struct tcp_sockinfo, 120);
AT(struct tcp_sockinfo, tcpsi_ini, 0);
AT(struct tcp_sockinfo, tcpsi_state, 80);
SIZE(struct un_sockinfo, 528);
AT(struct un_sockinfo, unsi_conn_so, 0);
AT(struct un_sockinfo, unsi_addr, 16);
AT(struct un_sockinfo, unsi_caddr, 271);
IS(sizeof((struct un_sockinfo *)0)->unsi_addr, 255);

IS(AF_UNSPEC, 0);
IS(AF_UNIX, 1);
IS(AF_INET, 2);
IS(AF_INET6, 30);
IS(SOCK_STREAM, 1);
IS(SOCK_DGRAM, 2);
IS(SOCK_SEQPACKET, 5);
IS(IPPROTO_TCP, 6);
IS(IPPROTO_UDP, 17);
IS(SZOMB, 5);
IS(PROC_ALL_PIDS, 1);
IS(PROC_PIDLISTFDS, 1);
IS(PROC_PIDTBSDINFO, 3);
IS(PROC_PIDT_SHORTBSDINFO, 13);
IS(PROC_PIDFDSOCKETINFO, 3);
IS(PROX_FDTYPE_VNODE, 1);
IS(PROX_FDTYPE_SOCKET, 2);
IS(PROX_FDTYPE_PIPE, 6);
IS(SOCKINFO_GENERIC, 0);
IS(SOCKINFO_IN, 1);
IS(SOCKINFO_TCP, 2);
IS(SOCKINFO_UN, 3);
IS(INI_IPV4, 1);
IS(INI_IPV6, 2);
IS(INP_IPV4, INI_IPV4);
IS(INP_IPV6, INI_IPV6);
IS(TSI_S_CLOSED, 0);
IS(TSI_S_LISTEN, 1);
IS(TSI_S_SYN_SENT, 2);
IS(TSI_S_SYN_RECEIVED, 3);
IS(TSI_S_ESTABLISHED, 4);
IS(TSI_S__CLOSE_WAIT, 5);
IS(TSI_S_FIN_WAIT_1, 6);
IS(TSI_S_CLOSING, 7);
IS(TSI_S_LAST_ACK, 8);
IS(TSI_S_FIN_WAIT_2, 9);
IS(TSI_S_TIME_WAIT, 10);

SIZE(struct xinpgen, 24);
AT(struct xinpgen, xig_len, 0);
AT(struct xinpgen, xig_count, 4);
AT(struct xinpgen, xig_gen, 8);
AT(struct xinpgen, xig_sogen, 16);
SIZE(struct xgen_n, 8);
AT(struct xgen_n, xgn_len, 0);
AT(struct xgen_n, xgn_kind, 4);

/* As long as it was in macOS 11; from 13 on it has 104 bytes. */
SIZE(struct xsocket_n, 76);
AT(struct xsocket_n, xso_len, 0);
AT(struct xsocket_n, xso_kind, 4);
AT(struct xsocket_n, xso_so, 8);
AT(struct xsocket_n, so_type, 16);
AT(struct xsocket_n, so_state, 26);
AT(struct xsocket_n, so_pcb, 28);
AT(struct xsocket_n, xso_protocol, 36);
AT(struct xsocket_n, xso_family, 40);
AT(struct xsocket_n, so_uid, 64);
AT(struct xsocket_n, so_last_pid, 68);
AT(struct xsocket_n, so_e_pid, 72);

SIZE(struct xsockbuf_n, 32);
AT(struct xsockbuf_n, xsb_len, 0);
AT(struct xsockbuf_n, xsb_kind, 4);
AT(struct xsockbuf_n, sb_cc, 8);

/* XNU's own has 104 bytes. */
SIZE(struct xinpcb_n, 80);
AT(struct xinpcb_n, xi_len, 0);
AT(struct xinpcb_n, xi_kind, 4);
AT(struct xinpcb_n, xi_inpp, 8);
AT(struct xinpcb_n, inp_fport, 16);
AT(struct xinpcb_n, inp_lport, 18);
AT(struct xinpcb_n, inp_gencnt, 28);
AT(struct xinpcb_n, inp_vflag, 44);
AT(struct xinpcb_n, inp_ip_p, 46);
AT(struct xinpcb_n, inp_faddr, 48);
AT(struct xinpcb_n, inp_laddr, 64);

/* XNU's own has 204 bytes. */
SIZE(struct xtcpcb_n, 40);
AT(struct xtcpcb_n, xt_len, 0);
AT(struct xtcpcb_n, xt_kind, 4);
AT(struct xtcpcb_n, t_state, 36);

SIZE(struct xunpcb_n, 588);
AT(struct xunpcb_n, xunp_len, 0);
AT(struct xunpcb_n, xunp_kind, 4);
AT(struct xunpcb_n, xunp_unpp, 8);
AT(struct xunpcb_n, xunp_conn, 32);
AT(struct xunpcb_n, xunp_gencnt, 68);
AT(struct xunpcb_n, xu_au, 76);
AT(struct xunpcb_n, xu_cau, 332);
IS(sizeof((struct xunpcb_n *)0)->xu_au, 256);

SIZE(struct xsockbuf, 24);
AT(struct xsockbuf, sb_cc, 0);
SIZE(struct xsocket64, 108);
AT(struct xsocket64, xso_so, 4);
AT(struct xsocket64, so_type, 12);
AT(struct xsocket64, so_state, 18);
AT(struct xsocket64, so_rcv, 56);
AT(struct xsocket64, so_snd, 80);
AT(struct xsocket64, so_uid, 104);
SIZE(struct xunpcb64, 724);
AT(struct xunpcb64, xu_len, 0);
AT(struct xunpcb64, xu_unpp, 4);
AT(struct xunpcb64, xunp_conn, 52);
AT(struct xunpcb64, xu_au, 104);
AT(struct xunpcb64, xu_cau, 360);
AT(struct xunpcb64, xu_socket, 616);
IS(sizeof((struct xunpcb64 *)0)->xu_au, 256);

IS(XSO_SOCKET, 0x001);
IS(XSO_RCVBUF, 0x002);
IS(XSO_SNDBUF, 0x004);
IS(XSO_STATS, 0x008);
IS(XSO_INPCB, 0x010);
IS(XSO_TCPCB, 0x020);
IS(XSO_UNPCB, 0x200);
IS(SS_NOFDREF, 0x0001);
