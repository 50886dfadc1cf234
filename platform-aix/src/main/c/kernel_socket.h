// SPDX-License-Identifier: Apache-2.0
/* The socket behind an open file, put together from the kernel's structures while others change and free them. */
#ifndef SOCKSCOPE_AIX_KERNEL_SOCKET_H
#define SOCKSCOPE_AIX_KERNEL_SOCKET_H

#include "protocols.h"
#include "sockscope.h"
#include "unix_name.h"

struct kernel_socket {
    struct sockscope_socket socket; /* without a holder; its names lie beside it */
    struct unix_name local;
    struct unix_name remote;
    uint64_t references; /* descriptors that refer to the file */
    bool whole; /* nothing of it was lost */
};

enum kernel_file {
    KERNEL_FILE_SOCKET,
    KERNEL_FILE_OTHER,   /* closed, no socket, or one of a protocol that is not listed */
    KERNEL_FILE_LOST,    /* it kept changing, or led to where nothing can be read */
    KERNEL_FILE_REFUSED, /* the kernel's memory may not be read */
};

/* Reads the file at an address. Only for a socket *found is filled; for a refusal *failure is the errno. */
enum kernel_file kernel_socket_read(int kmem, struct protocols *protocols, uint64_t file, struct kernel_socket *found,
                                    int *failure);

/* The row of it, whose names are lent from it. */
struct sockscope_socket kernel_socket_row(const struct kernel_socket *found);

#endif
