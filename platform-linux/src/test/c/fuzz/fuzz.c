// SPDX-License-Identifier: Apache-2.0
#include "fuzz.h"

static void must_be_readable(const struct sockscope_end *end)
{
    volatile uint8_t sum = 0;
    for (size_t i = 0; i < end->name_size; i++)
        sum = (uint8_t)(sum + end->name[i]);
}

static bool is_found(const struct socket_table *table, const struct socket_entry *wanted)
{
    size_t steps = 0;
    for (const struct socket_entry *entry = socket_table_find(table, wanted->inode); entry != NULL;
         entry = socket_table_next(table, entry)) {
        must(entry->inode == wanted->inode);
        must(++steps <= table->count);
        if (entry == wanted)
            return true;
    }
    return false;
}

void must_be_sound(struct socket_table *table)
{
    size_t added = table->count;
    must(socket_table_index(table) == 0);
    must(table->count <= added);
    for (size_t i = 0; i < table->count; i++) {
        const struct socket_entry *entry = &table->entries[i];
        struct sockscope_socket socket = socket_table_socket(table, entry);
        must(socket.native_state != NULL);
        must_be_readable(&socket.local);
        must_be_readable(&socket.remote);
        must(entry->inode == 0 || is_found(table, entry));
    }
}
