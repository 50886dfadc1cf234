// SPDX-License-Identifier: Apache-2.0
/* The messages of the MIB, made of the documented layouts. */
#include "scripted_sunos.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include <inet/mib2.h>

enum { TCP4, TCP6, UDP4, UDP6, TABLES };

/* What Solaris 11.4 has behind each entry: the real user of the creator. */
#define USER_SIZE 4

static void set_address(void *to, int family, const char *text)
{
    if (inet_pton(family, text, to) != 1)
        scenario_give_up("no such address", text);
}

static int int_of(const char *text)
{
    return (int)strtol(text, NULL, 10);
}

static uint32_t creator_of(const struct scenario_line *line)
{
    return (uint32_t)scenario_number(line, "pid=", 0);
}

static void fill_tcp4(void *row, const struct scenario_line *line)
{
    mib2_tcpConnEntry_t entry = {
        .tcpConnLocalPort = int_of(line->words[3]),
        .tcpConnRemPort = int_of(line->words[5]),
        .tcpConnEntryInfo = {.ce_state = int_of(line->words[1]),
                             .ce_mss = (uint32_t)scenario_number(line, "mss=", 536)},
        .tcpConnCreationProcess = creator_of(line),
        .tcpConnCreationTime = scenario_number(line, "created=", 0),
    };
    set_address(&entry.tcpConnLocalAddress, AF_INET, line->words[2]);
    set_address(&entry.tcpConnRemAddress, AF_INET, line->words[4]);
    memcpy(row, &entry, sizeof entry);
}

static void fill_tcp6(void *row, const struct scenario_line *line)
{
    mib2_tcp6ConnEntry_t entry = {
        .tcp6ConnLocalPort = int_of(line->words[3]),
        .tcp6ConnRemPort = int_of(line->words[5]),
        .tcp6ConnEntryInfo = {.ce_state = int_of(line->words[1]),
                              .ce_mss = (uint32_t)scenario_number(line, "mss=", 1220)},
        .tcp6ConnCreationProcess = creator_of(line),
        .tcp6ConnCreationTime = scenario_number(line, "created=", 0),
    };
    set_address(&entry.tcp6ConnLocalAddress, AF_INET6, line->words[2]);
    set_address(&entry.tcp6ConnRemAddress, AF_INET6, line->words[4]);
    memcpy(row, &entry, sizeof entry);
}

static void fill_udp4(void *row, const struct scenario_line *line)
{
    mib2_udpEntry_t entry = {
        .udpLocalPort = int_of(line->words[3]),
        .udpEntryInfo = {.ue_state = int_of(line->words[1]), .ue_RemotePort = int_of(line->words[5])},
        .udpInstance = (uint32_t)scenario_number(line, "instance=", 0),
        .udpCreationProcess = creator_of(line),
        .udpCreationTime = scenario_number(line, "created=", 0),
    };
    set_address(&entry.udpLocalAddress, AF_INET, line->words[2]);
    set_address(&entry.udpEntryInfo.ue_RemoteAddress, AF_INET, line->words[4]);
    memcpy(row, &entry, sizeof entry);
}

static void fill_udp6(void *row, const struct scenario_line *line)
{
    mib2_udp6Entry_t entry = {
        .udp6LocalPort = int_of(line->words[3]),
        .udp6EntryInfo = {.ue_state = int_of(line->words[1]), .ue_RemotePort = int_of(line->words[5])},
        .udp6Instance = (uint32_t)scenario_number(line, "instance=", 0),
        .udp6CreationProcess = creator_of(line),
        .udp6CreationTime = scenario_number(line, "created=", 0),
    };
    set_address(&entry.udp6LocalAddress, AF_INET6, line->words[2]);
    set_address(&entry.udp6EntryInfo.ue_RemoteAddress, AF_INET6, line->words[4]);
    memcpy(row, &entry, sizeof entry);
}

static const struct table {
    const char *name;
    uint32_t level;
    uint32_t entry_name;
    size_t entry;
    void (*fill)(void *row, const struct scenario_line *line);
    size_t local; /* address */
    size_t creator;
} tables[] = {
    [TCP4] = {"tcp4", MIB2_TCP, MIB2_TCP_CONN, sizeof(mib2_tcpConnEntry_t), fill_tcp4,
              offsetof(mib2_tcpConnEntry_t, tcpConnLocalAddress),
              offsetof(mib2_tcpConnEntry_t, tcpConnCreationProcess)},
    [TCP6] = {"tcp6", MIB2_TCP6, MIB2_TCP6_CONN, sizeof(mib2_tcp6ConnEntry_t), fill_tcp6,
              offsetof(mib2_tcp6ConnEntry_t, tcp6ConnLocalAddress),
              offsetof(mib2_tcp6ConnEntry_t, tcp6ConnCreationProcess)},
    [UDP4] = {"udp4", MIB2_UDP, MIB2_UDP_ENTRY, sizeof(mib2_udpEntry_t), fill_udp4,
              offsetof(mib2_udpEntry_t, udpLocalAddress), offsetof(mib2_udpEntry_t, udpCreationProcess)},
    [UDP6] = {"udp6", MIB2_UDP6, MIB2_UDP6_ENTRY, sizeof(mib2_udp6Entry_t), fill_udp6,
              offsetof(mib2_udp6Entry_t, udp6LocalAddress), offsetof(mib2_udp6Entry_t, udp6CreationProcess)},
};

static _Thread_local struct scripted_message *messages;
static _Thread_local size_t message_count;

static struct scripted_message *add(uint32_t level, uint32_t name, size_t size)
{
    messages = scenario_grow(messages, message_count, sizeof *messages);
    struct scripted_message *message = &messages[message_count++];
    *message = (struct scripted_message){.level = level, .name = name, .size = size, .told = (uint32_t)size};
    message->data = scenario_grow(NULL, size, 1);
    memset(message->data, 0, size);
    return message;
}

static size_t entry_size(int which)
{
    return tables[which].entry + (scenario_find("solaris", NULL, NULL) != NULL ? USER_SIZE : 0);
}

/* Of the lines that name a table and then a number. */
static size_t number_of(const char *word, int which, size_t otherwise)
{
    const struct scenario_line *line = scenario_find(word, tables[which].name, NULL);
    return line == NULL ? otherwise : strtoul(line->words[2], NULL, 10);
}

static int told_entry(int which)
{
    return (int)number_of("entry", which, entry_size(which));
}

static void add_statistics(bool is_tcp)
{
    mib2_tcp_t tcp = {.tcpConnTableSize = told_entry(TCP4), .tcp6ConnTableSize = told_entry(TCP6)};
    mib2_udp_t udp = {.udpEntrySize = told_entry(UDP4), .udp6EntrySize = told_entry(UDP6)};
    size_t size = is_tcp ? sizeof tcp : sizeof udp;
    if (scenario_find("short-statistics", NULL, NULL) != NULL)
        size = 16;
    struct scripted_message *message = add(is_tcp ? MIB2_TCP : MIB2_UDP, 0, size);
    memcpy(message->data, is_tcp ? (void *)&tcp : (void *)&udp, size);
}

static size_t count_entries(int which)
{
    size_t at = 0;
    size_t count = 0;
    while (scenario_next(&at, tables[which].name) != NULL)
        count++;
    return count + number_of("many", which, 0);
}

/* One of a number of rows that differ in their addresses alone. */
static void fill_one_of_many(char *row, int which, size_t index)
{
    const char *pid = scenario_find("many", tables[which].name, NULL)->words[3];
    const char *state = which == TCP4 || which == TCP6 ? "-3" : "2";
    const char *any = which == TCP4 || which == UDP4 ? "0.0.0.0" : "::";
    struct scenario_line line = {{tables[which].name, state, any, "9", any, "0"}};
    for (size_t i = 6; i < SCENARIO_WORDS; i++)
        line.words[i] = "";
    tables[which].fill(row, &line);
    uint8_t address[4] = {10, (uint8_t)(index >> 16), (uint8_t)(index >> 8), (uint8_t)index};
    uint32_t creator = (uint32_t)strtoul(pid, NULL, 10);
    memcpy(row + tables[which].local, address, sizeof address);
    memcpy(row + tables[which].creator, &creator, sizeof creator);
}

static void add_table(int which)
{
    const struct table *table = &tables[which];
    size_t count = count_entries(which);
    size_t entry = entry_size(which);
    if (scenario_find("missing", table->name, NULL) != NULL)
        return;
    struct scripted_message *message =
        add(table->level, table->entry_name, count * entry + number_of("surplus", which, 0));
    message->told = (uint32_t)number_of("claims", which, message->size);
    message->without_data = scenario_find("no-data", table->name, NULL) != NULL;
    size_t at = 0;
    size_t row = 0;
    const struct scenario_line *line;
    for (; (line = scenario_next(&at, table->name)) != NULL; row++)
        table->fill(message->data + row * entry, line);
    for (size_t i = 0; row < count; i++, row++)
        fill_one_of_many(message->data + row * entry, which, i);
}

static void add_others(void)
{
    size_t at = 0;
    const struct scenario_line *line;
    while ((line = scenario_next(&at, "message")) != NULL)
        memset(add((uint32_t)int_of(line->words[1]), (uint32_t)int_of(line->words[2]), (size_t)int_of(line->words[3]))
                   ->data,
               0xFF, (size_t)int_of(line->words[3]));
}

struct scripted_message *scripted_mib(size_t *count)
{
    for (size_t i = 0; i < message_count; i++)
        free(messages[i].data);
    free(messages);
    messages = NULL;
    message_count = 0;
    add_statistics(true);
    add_table(TCP4);
    add_others();
    add_table(TCP6);
    add_statistics(false);
    add_table(UDP4);
    add_table(UDP6);
    *count = message_count;
    return messages;
}
