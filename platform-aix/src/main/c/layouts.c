// SPDX-License-Identifier: Apache-2.0
/*
 * What the collector takes for granted of the kernel's structures, and what the scripted kernel builds them by. The
 * system's headers and our own declarations are both held to it.
 */
#include "kernel_headers.h"

#include <stddef.h>

#define IS(expression, value) _Static_assert((expression) == (value), #expression " is " #value)
#define AT(type, member, offset, width)                                                                                \
    IS(offsetof(type, member), offset);                                                                                \
    IS(sizeof(((type *)0)->member), width)

IS(sizeof(void *), 8);

AT(struct procentry64, pi_pid, 0, 4);
AT(struct procentry64, pi_state, 52, 4);
AT(struct procentry64, pi_maxofile, 76, 4);
AT(struct procentry64, pi_comm, 100, 33);
AT(struct fdsinfox, fp, 0, 8);
IS(sizeof(struct fdsinfox), 16);
IS(sizeof(struct fdsinfo64), 524272);
IS(sizeof(struct fdsinfo64_100K), 1048544);

AT(struct file, f_count, 4, 4);
AT(struct file, f_type, 12, 2);
AT(struct file, f_data, 16, 8);
AT(struct socket, so_type, 0, 2);
AT(struct socket, so_pcb, 8, 8);
AT(struct socket, so_proto, 16, 8);
AT(struct protosw, pr_domain, 8, 8);
AT(struct protosw, pr_protocol, 16, 2);
AT(struct domain, dom_family, 0, 4);

AT(struct inpcb, inp_fport, 28, 2);
AT(struct inpcb, inp_faddr6, 32, 16);
AT(struct inpcb, inp_lport, 52, 2);
AT(struct inpcb, inp_laddr6, 56, 16);
AT(struct inpcb, inp_socket, 72, 8);
AT(struct inpcb, inp_ppcb, 80, 8);
AT(struct inpcb, inp_flags, 136, 4);
AT(struct tcpcb, t_state, 16, 2);

AT(struct unpcb, unp_socket, 0, 8);
AT(struct unpcb, unp_conn, 24, 8);
AT(struct unpcb, unp_addr, 48, 8);
AT(struct mbuf, m_len, 16, 8);
AT(struct mbuf, m_data, 24, 8);
AT(struct sockaddr_un, sun_family, 1, 1);
AT(struct sockaddr_un, sun_path, 2, 1023);

IS(SNONE, 0);
IS(SZOMB, 5);
IS(DTYPE_SOCKET, 2);
IS(INP_COMPATV4, 0x400);
IS(AF_UNIX, 1);
IS(AF_INET, 2);
IS(AF_INET6, 24);
IS(SOCK_STREAM, 1);
IS(SOCK_DGRAM, 2);
IS(SOCK_SEQPACKET, 5);
IS(IPPROTO_TCP, 6);
IS(IPPROTO_UDP, 17);
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
