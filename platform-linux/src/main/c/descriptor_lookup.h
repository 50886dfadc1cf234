// SPDX-License-Identifier: Apache-2.0
/*
 * The sockets of one process without a dump of TCP: the descriptors tell their ends, and by those the kernel finds a socket
 * in its hash table at once. What it answers is the record that a dump would have, and it counts only if its inode is that
 * of the descriptor, so that whatever the process does meanwhile, or another namespace has, no row is mixed up.
 */
#ifndef SOCKSCOPE_LINUX_DESCRIPTOR_LOOKUP_H
#define SOCKSCOPE_LINUX_DESCRIPTOR_LOOKUP_H

#include "query.h"

/*
 * Fills the query's table with the sockets of this process that are remembered, and makes them findable. Another process'
 * descriptors are asked only if the query says that they may be borrowed. If *complete is false the table is empty, and the
 * tables are to be read.
 */
enum sockscope_result descriptor_lookup(struct query *query, const struct process *process, bool *complete);

#endif
