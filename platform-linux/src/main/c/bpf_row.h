// SPDX-License-Identifier: Apache-2.0
/* What the program in the kernel writes of a socket and the thread whose table of descriptors it was found in. */
#ifndef SOCKSCOPE_LINUX_BPF_ROW_H
#define SOCKSCOPE_LINUX_BPF_ROW_H

#include "sockscope.h"

#define BPF_ROW_COMM 16 /* the kernel's TASK_COMM_LEN */

/* The longest name of a UNIX socket, with the NUL that the kernel has behind a path that takes all the room, is shorter. */
#define BPF_ROW_NAME 112

/* Sizes of the names that a UNIX row has behind it; they take the places of ports. */
struct bpf_row {
    uint64_t inode;
    uint64_t cookie;
    uint32_t pid; /* of the process, in the pid namespace of the reader; 0 if it has none there any more */
    uint32_t fd;
    uint32_t netns;
    uint32_t uid;
    int32_t receive_queue; /* negative for less than nothing; UNIX: -1 for more than is counted */
    int32_t send_queue;
    uint16_t family;
    uint16_t type;
    uint16_t protocol;
    uint8_t state;
    uint8_t has_requests; /* a listener that connections were asked of, and not answered to yet */
    uint16_t local_port; /* UNIX: the size of the name */
    uint16_t remote_port; /* in network order; UNIX: the size of the peer's name */
    uint32_t thread; /* its id less that of the process: 0 for the first */
    uint32_t local[4];
    uint32_t remote[4];
    uint8_t comm[BPF_ROW_COMM];
};

/* A row of family AF_UNIX, as the program writes it. */
struct bpf_unix_row {
    struct bpf_row row;
    uint8_t local[BPF_ROW_NAME];
    uint8_t remote[BPF_ROW_NAME];
};

#define BPF_PROTOCOL_MPTCP 262 /* IPPROTO_MPTCP, which is not in all headers */

/* The bytes that a row takes with its names. */
size_t bpf_row_size(const struct bpf_row *row);

/* Of which protocol it is. MPTCP is TCP. */
enum sockscope_protocol bpf_row_protocol(const struct bpf_row *row);

/* Whether the kernel's own tables list it: a socket that is bound to nothing, or was never connected, they don't. */
bool bpf_row_is_listed(const struct bpf_row *row);

/* What the sink gets to see of a row; it lends from it. */
struct sockscope_socket bpf_row_socket(const struct bpf_unix_row *row);

#endif
