// SPDX-License-Identifier: Apache-2.0
/* A query while it runs, and its two kinds. */
#ifndef SOCKSCOPE_OPENBSD_QUERY_H
#define SOCKSCOPE_OPENBSD_QUERY_H

#include "connection_keys.h"
#include "open_files.h"
#include "sockscope.h"

struct query {
    const struct sockscope_request *request;
    const struct sockscope_sink *sink;
    struct sockscope_error *error;
    struct connection_keys held; /* what was found by process; only of the whole machine */
    int64_t named;               /* the process that the sink was told last; -1 for none */
};

/* Reads the sockets of the whole machine. */
enum sockscope_result query_read_machine(struct query *query);

/* Reads those of the process that is asked for. */
enum sockscope_result query_read_process(struct query *query);

/* Whether a socket is asked for; the status of one that is only bound becomes SOCKSCOPE_BOUND. */
bool query_wants(const struct query *query, struct sockscope_socket *socket);

/* Tells the sink of the sockets that are among the open files of processes. */
enum sockscope_result query_emit_held(struct query *query, const struct open_files *files);

#endif
