// SPDX-License-Identifier: Apache-2.0
/* The answer of a sysctl that lists sockets, which needs no rights. */
#ifndef SOCKSCOPE_MACOS_PCBLIST_H
#define SOCKSCOPE_MACOS_PCBLIST_H

#include "sockscope.h"

struct pcblist {
    void *data; /* NULL if the system gives none */
    size_t size;
    bool absent; /* there is no sysctl of that name */
};

/*
 * Asks for the sockets that a sysctl of this name lists. A system that gives none leaves the list empty. Returns 0 or
 * ENOMEM.
 */
int pcblist_read(const char *name, struct pcblist *list);

void pcblist_free(struct pcblist *list);

#endif
