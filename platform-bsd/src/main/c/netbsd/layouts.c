// SPDX-License-Identifier: Apache-2.0
/*
 * What the collector takes for granted of NetBSD's headers. The declarations that the scripted build has in their place are
 * held to the same.
 */
#include <stddef.h>
#include <sys/types.h>

#include <netinet/in.h>
#include <netinet/tcp_fsm.h>
#include <sys/file.h>
#include <sys/proc.h>
#include <sys/socket.h>
#include <sys/socketvar.h>
#include <sys/sysctl.h>
#include <sys/un.h>

#define IS(expression, value) _Static_assert((expression) == (value), #expression " is " #value)
#define SIZE(type, size) IS(sizeof(type), size)
#define AT(type, member, offset) IS(offsetof(type, member), offset)
#define WIDE(type, member, size) IS(sizeof(((type *)0)->member), size)

AT(struct kinfo_file, ki_ftype, 16);
AT(struct kinfo_file, ki_fdata, 64);
AT(struct kinfo_file, ki_pid, 104);
AT(struct kinfo_file, ki_fd, 108);
AT(struct kinfo_file, ki_ofileflags, 112);
SIZE(struct kinfo_file, 120);

AT(struct kinfo_pcb, ki_sockaddr, 16);
AT(struct kinfo_pcb, ki_family, 24);
AT(struct kinfo_pcb, ki_type, 28);
AT(struct kinfo_pcb, ki_protocol, 32);
AT(struct kinfo_pcb, ki_sostate, 40);
AT(struct kinfo_pcb, ki_prstate, 44);
AT(struct kinfo_pcb, ki_tstate, 48);
AT(struct kinfo_pcb, ki_rcvq, 56);
AT(struct kinfo_pcb, ki_sndq, 64);
AT(struct kinfo_pcb, ki_s, 72);
WIDE(struct kinfo_pcb, ki_s, 264);
AT(struct kinfo_pcb, ki_d, 336);
WIDE(struct kinfo_pcb, ki_d, 264);
SIZE(struct kinfo_pcb, 640);

AT(struct kinfo_proc2, p_pid, 116);
AT(struct kinfo_proc2, p_comm, 368);
WIDE(struct kinfo_proc2, p_comm, 24);
AT(struct kinfo_proc2, p_realstat, 632);
WIDE(struct kinfo_proc2, p_realstat, 8);
AT(struct kinfo_proc2, p_svuid, 640);
SIZE(struct kinfo_proc2, 680);

AT(struct sockaddr, sa_len, 0);
AT(struct sockaddr, sa_family, 1);
AT(struct sockaddr_in, sin_port, 2);
AT(struct sockaddr_in, sin_addr, 4);
SIZE(struct sockaddr_in, 16);
AT(struct sockaddr_in6, sin6_port, 2);
AT(struct sockaddr_in6, sin6_addr, 8);
SIZE(struct sockaddr_in6, 28);
AT(struct sockaddr_un, sun_path, 2);
WIDE(struct sockaddr_un, sun_path, 104);

IS(CTL_KERN, 1);
IS(CTL_MAXNAME, 12);
IS(KERN_FILE2, 77);
IS(KERN_FILE_BYPID, 2);
IS(KERN_PROC2, 47);
IS(KERN_PROC_ALL, 0);
IS(KERN_PROC_PID, 1);
IS(KI_MAXCOMLEN, 24);
IS(PCB_ALL, 0);
IS(DTYPE_SOCKET, 2);
IS(SDYING, 3);
IS(SZOMB, 5);
IS(SDEAD, 6);
IS(SS_NOFDREF, 0x1);
IS(AF_LOCAL, 1);
IS(AF_UNIX, 1);
IS(AF_INET, 2);
IS(AF_INET6, 24);
IS(SOCK_STREAM, 1);
IS(SOCK_DGRAM, 2);
IS(SOCK_SEQPACKET, 5);
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
