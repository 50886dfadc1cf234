// SPDX-License-Identifier: Apache-2.0
/* Who holds the sockets, by the kernel's addresses of these. A socket may have several holders. */
#ifndef SOCKSCOPE_BSD_HOLDERS_H
#define SOCKSCOPE_BSD_HOLDERS_H

#include "sockscope.h"

struct holder {
    uint64_t address; /* of the socket */
    int64_t pid;
    int32_t fd;
    uint32_t next; /* the index of the next in its chain, plus 1; 0 for none */
};

/* Zeros before the first is added; to be freed. */
struct holders {
    struct holder *entries;
    size_t count;
    size_t capacity;
    uint32_t *chains; /* the index of the first in each chain, plus 1 */
    size_t chain_count;
};

/*
 * Adds one. The address must not be 0, which is what a kernel shows in the place of one that it hides. Returns 0 or an
 * errno.
 */
int holders_add(struct holders *holders, uint64_t address, int64_t pid, int32_t fd);

/* Makes them be found: when all are added. Returns 0 or an errno. */
int holders_index(struct holders *holders);

/* The first holder of the socket at an address, in the order that they were added in; NULL if there is none. */
const struct holder *holders_find(const struct holders *holders, uint64_t address);

/* The next holder of the same socket; NULL if there is none. */
const struct holder *holders_next(const struct holders *holders, const struct holder *holder);

void holders_free(struct holders *holders);

#endif
