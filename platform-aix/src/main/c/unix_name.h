// SPDX-License-Identifier: Apache-2.0
/* The name of a UNIX socket, which lies in an mbuf. */
#ifndef SOCKSCOPE_AIX_UNIX_NAME_H
#define SOCKSCOPE_AIX_UNIX_NAME_H

#include "kernel_headers.h"

#include <stddef.h>

struct unix_name {
    char bytes[sizeof((struct sockaddr_un *)0)->sun_path];
    size_t size; /* 0 if there is no name */
};

/* Reads the name in the mbuf at an address; 0 is none. Returns 0 or an errno: ESTALE for what can't be a name. */
int unix_name_read(int kmem, uint64_t mbuf, struct unix_name *name);

#endif
