// SPDX-License-Identifier: Apache-2.0
/*
 * The parsers of a line of /proc/net. The first byte of an input chooses the table and the byte order, the rest is the
 * line. What is read of a TCP or UDP line must be read again of the line that the kernel would print for it.
 */
#include "fuzz.h"
#include "proc_net_line.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_SIZE 256

/* Prints an address as the kernel does: a number of its own byte order for each four bytes. */
static size_t print_end(char *line, size_t words, bool big_endian, const uint8_t *address, uint16_t port)
{
    size_t at = 0;
    for (size_t i = 0; i < 4 * words; i++) {
        size_t byte = big_endian ? i : i - i % 4 + 3 - i % 4;
        at += (size_t)sprintf(line + at, "%02X", address[byte]);
    }
    return at + (size_t)sprintf(line + at, ":%04X ", port);
}

static void print_inet(char line[LINE_SIZE], bool big_endian, const struct socket_entry *entry)
{
    size_t words = entry->protocol == SOCKSCOPE_TCP4 || entry->protocol == SOCKSCOPE_UDP4 ? 1 : 4;
    size_t at = (size_t)sprintf(line, "%4d: ", 0);
    at += print_end(line + at, words, big_endian, entry->local, entry->local_port);
    at += print_end(line + at, words, big_endian, entry->remote, entry->remote_port);
    sprintf(line + at, "%02X %08" PRIX32 ":%08" PRIX32 " 00:00000000 00000000 %5" PRIu32 " %8d %" PRIu64 " 1 0 0 0",
            entry->state, entry->send_queue, entry->receive_queue, entry->uid, 0, entry->inode);
}

static void try_inet(const char *line, enum sockscope_protocol protocol, bool big_endian)
{
    struct socket_entry entry;
    struct socket_entry again;
    char printed[LINE_SIZE];
    if (!proc_net_parse_inet(line, protocol, big_endian, &entry))
        return;
    print_inet(printed, big_endian, &entry);
    must(proc_net_parse_inet(printed, protocol, big_endian, &again));
    must(memcmp(&entry, &again, offsetof(struct socket_entry, held)) == 0); /* no padding up to there */
}

static void try_unix(char *line, size_t size)
{
    struct socket_table table;
    struct socket_entry entry;
    uint8_t *name;
    size_t name_size;
    if (!proc_net_parse_unix(line, size, &entry, &name, &name_size))
        return;
    must((char *)name >= line && (char *)name + name_size == line + size);
    socket_table_init(&table);
    must(socket_table_add(&table, &entry, name, name_size) == 0);
    must_be_sound(&table);
    socket_table_free(&table);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    enum sockscope_protocol protocol = (enum sockscope_protocol)((data[0] >> 1) % (SOCKSCOPE_UNIX + 1));
    char *line = malloc(size);
    must(line != NULL);
    memcpy(line, data + 1, size - 1);
    line[size - 1] = '\0';
    if (protocol == SOCKSCOPE_UNIX)
        try_unix(line, size - 1);
    else
        try_inet(line, protocol, (data[0] & 1) != 0);
    free(line);
    return 0;
}
