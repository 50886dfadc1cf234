// SPDX-License-Identifier: Apache-2.0
#ifndef SOCKSCOPE_SUNOS_FDINFO_H
#define SOCKSCOPE_SUNOS_FDINFO_H

#include "descriptors.h"

enum fdinfo_meaning {
    FDINFO_INET,           /* a socket of TCP or UDP that is bound; the descriptor is filled */
    FDINFO_TLI,            /* an endpoint of the transport level interface */
    FDINFO_OTHER,          /* of no interest */
    FDINFO_NOT_UNDERSTOOD, /* not what we know to be in such a file */
};

/* What the file of a descriptor says. Its number must be filled in already, to tell whether the file is as we know it. */
enum fdinfo_meaning fdinfo_parse(const char *content, size_t size, struct descriptor *descriptor);

#endif
