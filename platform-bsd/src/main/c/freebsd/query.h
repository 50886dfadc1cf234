// SPDX-License-Identifier: Apache-2.0
/* A query, and the two that there are. */
#ifndef SOCKSCOPE_FREEBSD_QUERY_H
#define SOCKSCOPE_FREEBSD_QUERY_H

#include "sockscope.h"

struct query {
    const struct sockscope_request *request;
    const struct sockscope_sink *sink;
    struct sockscope_error *error;
    bool intact; /* false once something was lost or not understood */
    uint32_t lost; /* sockets that were listed and not understood */
};

/* Whether sockets of any of these protocols are wanted: bits 1 << enum sockscope_protocol. */
static inline bool query_wants(const struct query *query, uint32_t protocols)
{
    return (query->request->protocols & protocols) != 0;
}

enum sockscope_result query_read_machine(struct query *query);

/* For the process that the request names. */
enum sockscope_result query_read_process(struct query *query);

#endif
