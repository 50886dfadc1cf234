// SPDX-License-Identifier: Apache-2.0
/* A query while it runs. */
#ifndef SOCKSCOPE_MACOS_QUERY_H
#define SOCKSCOPE_MACOS_QUERY_H

#include "descriptors.h"
#include "pcb_table.h"
#include "processes.h"

struct query {
    const struct sockscope_request *request;
    const struct sockscope_sink *sink;
    struct sockscope_error *error;
    bool only_libproc; /* no sysctl is to be asked */
    struct descriptor_list descriptors;
    struct pcb_table table;
};

/* Finds out what there is to say of a socket behind a descriptor. Returns false if it is not wanted. */
bool query_wants(const struct query *query, const struct socket_info *info, struct sockscope_socket *socket);

/*
 * Gives the sink a row: a socket with its holder. The entry is what the sysctls say of the same one; NULL for nothing.
 * Returns 0 or an errno.
 */
int query_emit_held(struct query *query, struct sockscope_socket *socket, pid_t pid, int32_t fd,
                    const struct pcb_entry *entry);

/* Gives the sink a row: a socket that no holder was found of. Returns 0 or an errno. */
int query_emit_holderless(struct query *query, const struct pcb_entry *entry);

/* Tells the sink the name of a process. Returns 0 or an errno. */
int query_emit_name(struct query *query, pid_t pid, const struct process_identity *identity);

/* Fills in the query's error: the call that failed for an errno, or that memory ran out. */
enum sockscope_result query_fail(struct query *query, const char *call, int code, int64_t pid);

/* The two ways to read; each fills the sink. */
enum sockscope_result query_read_machine(struct query *query);
enum sockscope_result query_read_process(struct query *query);

#endif
