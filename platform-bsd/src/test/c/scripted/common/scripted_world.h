// SPDX-License-Identifier: Apache-2.0
/*
 * The processes and sockets of a scenario, which all three kernels answer from. The lines that mean the same to each:
 *
 *   process PID NAME           a process; \20 in its name is the byte 0x20
 *   zombie PID NAME            one that has ended and that nobody waited for
 *   kernel PID NAME            one of the kernel's own
 *   tcp4|tcp6 ID STATE LOCAL PORT REMOTE PORT [uid=N] [receive=N] [send=N] [orphan=1]
 *   udp4|udp6 ID LOCAL PORT REMOTE PORT [...]
 *                              a socket, in a state by its number; an orphan is one that the kernel says no descriptor is of
 *   unix ID stream|dgram|seqpacket LOCAL REMOTE [...]
 *                              a UNIX socket with the names of its ends; - is none
 *   other ID FAMILY TYPE PROTOCOL [...]
 *                              a socket of another family or protocol, by their numbers
 *   holds PID FD ID            a descriptor of the socket; a line for each holder
 *   opens PID FD               a descriptor of something that is no socket
 *   many COUNT PID             so many more UDP sockets, with port 9 of addresses that count up, and a descriptor of each
 */
#ifndef SOCKSCOPE_BSD_SCRIPTED_WORLD_H
#define SOCKSCOPE_BSD_SCRIPTED_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SCRIPTED_NAME_SIZE 256

struct scripted_end {
    uint8_t address[16];
    uint16_t port; /* as a number */
    char name[SCRIPTED_NAME_SIZE];
    size_t name_size;
};

struct scripted_socket {
    uint64_t id;
    int family;
    int type;
    int protocol;
    int state;
    bool orphan;
    uint32_t uid;
    uint32_t receive_queue;
    uint32_t send_queue;
    struct scripted_end local;
    struct scripted_end remote;
};

struct scripted_descriptor {
    int64_t pid;
    int fd;
    bool is_socket;
    struct scripted_socket socket;
};

struct scripted_process {
    int64_t pid;
    bool zombie;
    bool kernel;
    char name[SCRIPTED_NAME_SIZE];
};

/* Where a walk is; begin with zeros. */
struct scripted_cursor {
    size_t kind;
    size_t at;
    uint64_t many;
};

/* The next of the current round; false at the end. */
bool scripted_next_process(struct scripted_cursor *cursor, struct scripted_process *process);
bool scripted_next_socket(struct scripted_cursor *cursor, struct scripted_socket *socket);
bool scripted_next_descriptor(struct scripted_cursor *cursor, struct scripted_descriptor *descriptor);

/* The process of that pid; false if there is none. */
bool scripted_find_process(int64_t pid, struct scripted_process *process);

/* The socket with that id; the program ends if there is none. */
struct scripted_socket scripted_find_socket(uint64_t id);

#endif
