// SPDX-License-Identifier: Apache-2.0
#include "pcb_table.h"

#include <stdlib.h>

#define TABLE(protocol) (UINT32_C(1) << (protocol))

static const struct source {
    const char *name;
    const char *older; /* where that one is not there yet */
    uint32_t protocols;
} sources[PCB_TABLE_LISTS] = {
    {"net.inet.tcp.pcblist_n", NULL, TABLE(SOCKSCOPE_TCP4) | TABLE(SOCKSCOPE_TCP6)},
    {"net.inet.udp.pcblist_n", NULL, TABLE(SOCKSCOPE_UDP4) | TABLE(SOCKSCOPE_UDP6)},
    {"net.local.stream.pcblist_n", "net.local.stream.pcblist64", TABLE(SOCKSCOPE_UNIX)},
    {"net.local.dgram.pcblist_n", "net.local.dgram.pcblist64", TABLE(SOCKSCOPE_UNIX)},
};

static int add(struct pcb_table *table, const struct listed_socket *listed)
{
    if (table->count == table->capacity) {
        size_t capacity = table->capacity > 0 ? table->capacity * 2 : 256;
        struct pcb_entry *entries = realloc(table->entries, capacity * sizeof *entries);
        if (entries == NULL)
            return ENOMEM;
        table->entries = entries;
        table->capacity = capacity;
    }
    table->entries[table->count++] = (struct pcb_entry){.listed = *listed};
    return 0;
}

static int add_list(struct pcb_table *table, const struct pcblist *list, uint32_t protocols)
{
    struct pcb_cursor cursor = pcb_records_begin(list);
    struct pcb_records records;
    struct listed_socket listed;
    int failure = 0;
    while (failure == 0 && pcb_records_next(&cursor, &records)) {
        if (!listed_socket_is_whole(&records))
            cursor.intact = false;
        else if (listed_socket(&records, &listed) && (protocols & TABLE(listed.socket.protocol)) != 0)
            failure = add(table, &listed);
    }
    table->intact = table->intact && cursor.intact;
    return failure;
}

static int add_list64(struct pcb_table *table, const struct pcblist *list)
{
    struct pcb_cursor cursor = pcb_records_begin(list);
    const struct xunpcb64 *record;
    int failure = 0;
    while (failure == 0 && (record = pcb_records_next64(&cursor)) != NULL) {
        struct listed_socket listed = listed_socket64(record);
        failure = add(table, &listed);
    }
    table->intact = table->intact && cursor.intact;
    return failure;
}

static int add_source(struct pcb_table *table, const struct source *source, struct pcblist *list, uint32_t protocols)
{
    int failure = pcblist_read(source->name, list);
    bool older = failure == 0 && list->absent && source->older != NULL;
    if (older)
        failure = pcblist_read(source->older, list);
    if (failure != 0)
        return failure;
    table->any = table->any || list->data != NULL;
    return older ? add_list64(table, list) : add_list(table, list, protocols);
}

/* The place of an address, or the free one where it would be. */
static size_t place_of(const struct pcb_table *table, uint64_t address)
{
    size_t place = (size_t)((address * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & (table->bucket_count - 1);
    while (table->buckets[place] != 0 && table->entries[table->buckets[place] - 1].listed.address != address)
        place = (place + 1) & (table->bucket_count - 1);
    return place;
}

static int make_findable(struct pcb_table *table)
{
    if (table->count >= UINT32_MAX)
        return EOVERFLOW;
    table->bucket_count = 64;
    while (table->bucket_count < table->count * 2)
        table->bucket_count *= 2;
    table->buckets = malloc(table->bucket_count * sizeof *table->buckets);
    if (table->buckets == NULL)
        return ENOMEM;
    for (size_t i = 0; i < table->bucket_count; i++)
        table->buckets[i] = 0;
    for (size_t i = 0; i < table->count; i++) {
        if (table->entries[i].listed.address != 0)
            table->buckets[place_of(table, table->entries[i].listed.address)] = (uint32_t)i + 1;
        if (table->entries[i].listed.may_be_held)
            table->holderless++;
    }
    return 0;
}

int pcb_table_read(struct pcb_table *table, uint32_t protocols)
{
    int failure = 0;
    table->intact = true;
    for (size_t i = 0; i < PCB_TABLE_LISTS && failure == 0; i++) {
        if ((sources[i].protocols & protocols) != 0)
            failure = add_source(table, &sources[i], &table->lists[i], protocols);
    }
    return failure == 0 ? make_findable(table) : failure;
}

void pcb_table_free(struct pcb_table *table)
{
    for (size_t i = 0; i < PCB_TABLE_LISTS; i++)
        pcblist_free(&table->lists[i]);
    free(table->entries);
    free(table->buckets);
    *table = (struct pcb_table){0};
}

struct pcb_entry *pcb_table_find(const struct pcb_table *table, uint64_t address)
{
    if (address == 0 || table->bucket_count == 0)
        return NULL;
    uint32_t found = table->buckets[place_of(table, address)];
    return found == 0 ? NULL : &table->entries[found - 1];
}
