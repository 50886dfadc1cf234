// SPDX-License-Identifier: Apache-2.0
/*
 * The row writer: packs what a collector tells into the layout that RowFormat.java writes down. A reply is built in four
 * parts that lie one behind the other when they have crossed to Java.
 */
#ifndef SOCKSCOPE_REPLY_H
#define SOCKSCOPE_REPLY_H

#include "row_format.h"
#include "sockscope.h"

#define REPLY_STATE_NAMES 32

struct reply_bytes {
    uint8_t *data;
    size_t size;
    size_t capacity;
};

struct reply {
    uint8_t header[ROW_FORMAT(HEADER_SIZE)];
    struct reply_bytes rows;
    struct reply_bytes processes;
    struct reply_bytes heap;

    /* Where each state's name lies in the heap; names are literals, so their addresses tell them apart. */
    struct {
        const char *name;
        int32_t place;
    } state_names[REPLY_STATE_NAMES];
    size_t state_name_count;
};

/* An empty reply; it holds no memory yet. */
void reply_init(struct reply *reply);

/* Where a collector puts its sockets and processes so that they come to stand in this reply. */
struct sockscope_sink reply_sink(struct reply *reply);

/* Completes the reply to a read. Returns 0 or an errno. */
int reply_finish_rows(struct reply *reply, const struct sockscope_answer *answer);

/* Completes the reply to an open. */
void reply_finish_table(struct reply *reply, struct sockscope_table *table);

/*
 * Makes the reply tell of a failure in place of all that it held. It needs little memory; if there is none at all the
 * names are left out.
 */
void reply_finish_failure(struct reply *reply, const struct sockscope_error *error, const char *text);

/* Makes the reply empty; it keeps its memory for the next one. */
void reply_clear(struct reply *reply);

/* The bytes of all four parts. */
size_t reply_size(const struct reply *reply);

/* Frees what the reply holds. */
void reply_free(struct reply *reply);

#endif
