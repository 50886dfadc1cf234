// SPDX-License-Identifier: Apache-2.0
/* As libproc.h beside this folder. */
#ifndef SOCKSCOPE_SCRIPTED_SYS_SOCKET_H
#define SOCKSCOPE_SCRIPTED_SYS_SOCKET_H

#define SOCK_STREAM 1
#define SOCK_DGRAM 2
#define SOCK_RAW 3
#define SOCK_SEQPACKET 5

#define AF_UNSPEC 0
#define AF_UNIX 1
#define AF_INET 2
#define AF_INET6 30

#define SOCK_MAXADDRLEN 255

#endif
