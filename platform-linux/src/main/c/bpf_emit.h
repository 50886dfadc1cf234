// SPDX-License-Identifier: Apache-2.0
/* From the rows of the program to those of a query. */
#ifndef SOCKSCOPE_LINUX_BPF_EMIT_H
#define SOCKSCOPE_LINUX_BPF_EMIT_H

#include "bpf_walk.h"
#include "query.h"

struct bpf_emission {
    struct query *query;
    uint32_t named; /* the process whose name the sink was told last */
};

/*
 * Gives a row to the sink if it is wanted. Where only the tables have all of it, it is remembered in the query's held
 * sockets: of an MPTCP socket, its subflows are what is listed. Returns 0 or an errno.
 */
int bpf_emit(struct bpf_emission *emission, const struct bpf_unix_row *row);

/* Tells the sink the name of the process that a row is of, unless it was told last. Returns 0 or an errno. */
int bpf_emit_name(struct bpf_emission *emission, const struct bpf_row *row);

#endif
