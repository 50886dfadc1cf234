// SPDX-License-Identifier: Apache-2.0
/*
 * The statistics of TCP and UDP, by kstat. They tell how large the tables may be before these are read, and by
 * comparison whether connections came or went meanwhile.
 *
 * They can't tell more: neither how many listeners, sockets in TIME_WAIT, or UDP sockets there are, nor whether the table
 * of UDP moved. Of UDP they count datagrams.
 */
#ifndef SOCKSCOPE_SUNOS_STATISTICS_H
#define SOCKSCOPE_SUNOS_STATISTICS_H

#include "endpoint.h"

#define STATISTICS_MOVES 5

struct statistics {
    bool known;                      /* false if there is no kstat, or none of TCP */
    uint32_t moves[STATISTICS_MOVES]; /* what changes when a connection comes or goes */
    uint32_t connected;              /* how many there are */
    uint32_t entries[ENDPOINT_PROTOCOLS]; /* the sizes of the entries, by protocol; 0 if not told */
};

void statistics_read(struct statistics *statistics);

/* A size for the table of a protocol that should do. */
size_t statistics_table_size(const struct statistics *statistics, enum sockscope_protocol protocol);

/* Whether connections came or went between two readings. */
bool statistics_moved(const struct statistics *before, const struct statistics *after);

#endif
