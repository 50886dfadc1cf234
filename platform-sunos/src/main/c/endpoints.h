// SPDX-License-Identifier: Apache-2.0
/* The endpoints in the tables, each once. */
#ifndef SOCKSCOPE_SUNOS_ENDPOINTS_H
#define SOCKSCOPE_SUNOS_ENDPOINTS_H

#include "mib.h"

struct endpoints {
    struct endpoint *entries;
    size_t count;
};

/* Takes them out of the tables. The endpoints, of zeros before, are to be freed in any case. */
enum sockscope_result endpoints_read(struct endpoints *endpoints, const struct mib *mib, struct sockscope_error *error);

void endpoints_free(struct endpoints *endpoints);

#endif
