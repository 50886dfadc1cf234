// SPDX-License-Identifier: Apache-2.0
/*
 * What the collector takes for granted of OpenBSD's headers. The declarations that the scripted build has in their place are
 * held to the same.
 */
#include <signal.h>
#include <stddef.h>
#include <sys/types.h>

#include <kvm.h>
#include <netinet/in.h>
#include <netinet/tcp_fsm.h>
#include <sys/file.h>
#include <sys/proc.h>
#include <sys/socket.h>
#include <sys/socketvar.h>
#include <sys/sysctl.h>

#define IS(expression, value) _Static_assert((expression) == (value), #expression " is " #value)
#define SIZE(type, size) IS(sizeof(type), size)
#define AT(type, member, offset) IS(offsetof(type, member), offset)
#define WIDE(type, member, size) IS(sizeof(((type *)0)->member), size)

AT(struct kinfo_file, f_type, 16);
AT(struct kinfo_file, f_uid, 40);
AT(struct kinfo_file, so_type, 272);
AT(struct kinfo_file, so_state, 276);
AT(struct kinfo_file, so_protocol, 288);
AT(struct kinfo_file, so_family, 292);
AT(struct kinfo_file, inp_lport, 304);
AT(struct kinfo_file, inp_laddru, 308);
AT(struct kinfo_file, inp_fport, 324);
AT(struct kinfo_file, inp_faddru, 328);
AT(struct kinfo_file, p_pid, 376);
AT(struct kinfo_file, fd_fd, 380);
AT(struct kinfo_file, p_comm, 400);
WIDE(struct kinfo_file, p_comm, 24);
AT(struct kinfo_file, inp_rtableid, 424);
AT(struct kinfo_file, so_rcv_cc, 448);
AT(struct kinfo_file, so_snd_cc, 456);
AT(struct kinfo_file, unp_path, 488);
WIDE(struct kinfo_file, unp_path, 104);
AT(struct kinfo_file, t_state, 596);
AT(struct kinfo_file, t_rcv_wnd, 600);
SIZE(struct kinfo_file, 632);

AT(struct kinfo_proc, p_pid, 108);
AT(struct kinfo_proc, p_psflags, 560);
AT(struct kinfo_proc, p_acflag, 564);
SIZE(struct kinfo_proc, 648);

IS(KVM_NO_FILES, 0x80000000);
IS(KERN_FILE_BYFILE, 1);
IS(KERN_FILE_BYPID, 2);
IS(KERN_PROC_PID, 1);
IS(DTYPE_SOCKET, 2);
IS(PS_EXITING, 0x8);
IS(PS_SYSTEM, 0x10000);
IS(PS_ZOMBIE, 0x40000);
IS(SS_NOFDREF, 0x1);
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
