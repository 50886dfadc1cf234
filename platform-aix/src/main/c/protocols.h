// SPDX-License-Identifier: Apache-2.0
/* The few protocols that all sockets share, so that each is read once in a query. */
#ifndef SOCKSCOPE_AIX_PROTOCOLS_H
#define SOCKSCOPE_AIX_PROTOCOLS_H

#include <stddef.h>
#include <stdint.h>

struct protocol {
    uint64_t address; /* of its struct protosw */
    int family;
    int number;
};

#define PROTOCOLS_KNOWN 32

struct protocols {
    struct protocol known[PROTOCOLS_KNOWN];
    size_t count;
};

/* Finds the protocol whose struct protosw is there. Returns 0 or an errno. */
int protocols_find(struct protocols *protocols, int kmem, uint64_t address, struct protocol *found);

#endif
