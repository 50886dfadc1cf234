// SPDX-License-Identifier: Apache-2.0
/* The tables of TCP and UDP. */
#include "scenario.h"
#include "scripted_query.h"
#include "scripted_windows.h"

#include <iphlpapi.h>
#include <stdlib.h>
#include <string.h>
#include <winsock2.h>

enum { TCP4, TCP6, UDP4, UDP6, TABLES };

static _Thread_local unsigned calls[TABLES];

void scripted_kernel_reset(void)
{
    memset(calls, 0, sizeof calls);
}

static DWORD port_of(const struct scenario_line *line, const char *text)
{
    DWORD port = (DWORD)strtoul(text, NULL, 10);
    DWORD garbage = (DWORD)scenario_number(line, "garbage=", 0);
    return garbage << 16 | (port & 0xFF) << 8 | port >> 8;
}

static DWORD scope_of(const struct scenario_line *line)
{
    return (DWORD)scenario_number(line, "scope=", 0);
}

static DWORD owner_of(const struct scenario_line *line)
{
    return (DWORD)scenario_number(line, "pid=", 0);
}

static LARGE_INTEGER created(const struct scenario_line *line)
{
    return (LARGE_INTEGER){.QuadPart = (int64_t)scenario_number(line, "created=", 0)};
}

static DWORD inet4_address(const char *text)
{
    DWORD address;
    scripted_address(text, false, (uint8_t *)&address);
    return address;
}

static void fill_tcp4(void *row, const struct scenario_line *line)
{
    const char *const *words = line->words;
    *(MIB_TCPROW_OWNER_MODULE *)row = (MIB_TCPROW_OWNER_MODULE){
        .dwState = (DWORD)strtoul(words[1], NULL, 10),
        .dwLocalAddr = inet4_address(words[2]),
        .dwLocalPort = port_of(line, words[3]),
        .dwRemoteAddr = inet4_address(words[4]),
        .dwRemotePort = port_of(line, words[5]),
        .dwOwningPid = owner_of(line),
        .liCreateTimestamp = created(line),
    };
}

static void fill_tcp6(void *row, const struct scenario_line *line)
{
    const char *const *words = line->words;
    MIB_TCP6ROW_OWNER_MODULE filled = {
        .dwLocalScopeId = scope_of(line),
        .dwLocalPort = port_of(line, words[3]),
        .dwRemoteScopeId = scope_of(line),
        .dwRemotePort = port_of(line, words[5]),
        .dwState = (DWORD)strtoul(words[1], NULL, 10),
        .dwOwningPid = owner_of(line),
        .liCreateTimestamp = created(line),
    };
    scripted_address(words[2], true, filled.ucLocalAddr);
    scripted_address(words[4], true, filled.ucRemoteAddr);
    *(MIB_TCP6ROW_OWNER_MODULE *)row = filled;
}

static void fill_udp4(void *row, const struct scenario_line *line)
{
    *(MIB_UDPROW_OWNER_MODULE *)row = (MIB_UDPROW_OWNER_MODULE){
        .dwLocalAddr = inet4_address(line->words[1]),
        .dwLocalPort = port_of(line, line->words[2]),
        .dwOwningPid = owner_of(line),
        .liCreateTimestamp = created(line),
    };
}

static void fill_udp6(void *row, const struct scenario_line *line)
{
    MIB_UDP6ROW_OWNER_MODULE filled = {
        .dwLocalScopeId = scope_of(line),
        .dwLocalPort = port_of(line, line->words[2]),
        .dwOwningPid = owner_of(line),
        .liCreateTimestamp = created(line),
    };
    scripted_address(line->words[1], true, filled.ucLocalAddr);
    *(MIB_UDP6ROW_OWNER_MODULE *)row = filled;
}

static const struct table {
    const char *name;
    size_t head;
    size_t row;
    size_t local; /* address */
    size_t local_port;
    size_t owner;
    void (*fill)(void *row, const struct scenario_line *line);
} tables[] = {
    [TCP4] = {"tcp4", offsetof(MIB_TCPTABLE_OWNER_MODULE, table), sizeof(MIB_TCPROW_OWNER_MODULE),
              offsetof(MIB_TCPROW_OWNER_MODULE, dwLocalAddr), offsetof(MIB_TCPROW_OWNER_MODULE, dwLocalPort),
              offsetof(MIB_TCPROW_OWNER_MODULE, dwOwningPid), fill_tcp4},
    [TCP6] = {"tcp6", offsetof(MIB_TCP6TABLE_OWNER_MODULE, table), sizeof(MIB_TCP6ROW_OWNER_MODULE),
              offsetof(MIB_TCP6ROW_OWNER_MODULE, ucLocalAddr), offsetof(MIB_TCP6ROW_OWNER_MODULE, dwLocalPort),
              offsetof(MIB_TCP6ROW_OWNER_MODULE, dwOwningPid), fill_tcp6},
    [UDP4] = {"udp4", offsetof(MIB_UDPTABLE_OWNER_MODULE, table), sizeof(MIB_UDPROW_OWNER_MODULE),
              offsetof(MIB_UDPROW_OWNER_MODULE, dwLocalAddr), offsetof(MIB_UDPROW_OWNER_MODULE, dwLocalPort),
              offsetof(MIB_UDPROW_OWNER_MODULE, dwOwningPid), fill_udp4},
    [UDP6] = {"udp6", offsetof(MIB_UDP6TABLE_OWNER_MODULE, table), sizeof(MIB_UDP6ROW_OWNER_MODULE),
              offsetof(MIB_UDP6ROW_OWNER_MODULE, ucLocalAddr), offsetof(MIB_UDP6ROW_OWNER_MODULE, dwLocalPort),
              offsetof(MIB_UDP6ROW_OWNER_MODULE, dwOwningPid), fill_udp6},
};

static DWORD number_of(const char *word, const struct table *table, int which)
{
    const struct scenario_line *line = scenario_find(word, table->name, NULL);
    return line == NULL ? 0 : (DWORD)strtoul(line->words[which], NULL, 10);
}

/* The code that the scenario says; NO_ERROR for none. */
static DWORD scripted_code(const struct table *table, unsigned call)
{
    const struct scenario_line *line = scenario_find("answers", table->name, NULL);
    if (line == NULL || call + 2 >= SCENARIO_WORDS || line->words[call + 2][0] == '-')
        return NO_ERROR;
    return (DWORD)strtoul(line->words[call + 2], NULL, 0);
}

static DWORD count_rows(const struct table *table, unsigned call)
{
    size_t at = 0;
    DWORD count = 0;
    while (scenario_next(&at, table->name) != NULL)
        count++;
    DWORD times = number_of("grows", table, 3);
    if (times != 0 && call > times)
        call = times;
    return count + number_of("many", table, 2) + call * number_of("grows", table, 2);
}

static void fill_rows(const struct table *table, void *buffer, DWORD count)
{
    size_t at = 0;
    DWORD many = number_of("many", table, 2);
    DWORD owner = number_of("many", table, 3);
    char *row = (char *)buffer + table->head;
    const struct scenario_line *line;
    for (DWORD i = 0; i < count; i++, row += table->row) {
        line = scenario_next(&at, table->name);
        if (line != NULL) {
            table->fill(row, line);
            continue;
        }
        uint8_t address[4] = {(uint8_t)(i >> 24), (uint8_t)(i >> 16), (uint8_t)(i >> 8), (uint8_t)i};
        DWORD port = 9 << 8;
        memset(row, 0, table->row);
        memcpy(row + table->local_port, &port, sizeof port);
        memcpy(row + table->local, address, sizeof address);
        if (many > 0) {
            many--;
            memcpy(row + table->owner, &owner, sizeof owner);
        }
    }
    const struct scenario_line *claim = scenario_find("claims", table->name, NULL);
    *(DWORD *)buffer = claim == NULL ? count : (DWORD)strtoul(claim->words[2], NULL, 10);
}

static DWORD answer(int which, void *buffer, DWORD *size)
{
    const struct table *table = &tables[which];
    unsigned call = calls[which]++;
    DWORD code = scripted_code(table, call);
    DWORD count = count_rows(table, call);
    DWORD needed = (DWORD)(table->head + count * table->row);
    if (code == NO_ERROR && (buffer == NULL || *size < needed))
        code = ERROR_INSUFFICIENT_BUFFER;
    if (code == ERROR_INSUFFICIENT_BUFFER)
        *size = needed;
    if (code != NO_ERROR)
        return code;
    fill_rows(table, buffer, count);
    if (scenario_find("changes-after", table->name, NULL) != NULL)
        scenario_end_round();
    return NO_ERROR;
}

DWORD GetExtendedTcpTable(void *table, DWORD *size, BOOL ordered, ULONG family, TCP_TABLE_CLASS wanted, ULONG reserved)
{
    if (ordered || wanted != TCP_TABLE_OWNER_MODULE_ALL || reserved != 0)
        return ERROR_INVALID_PARAMETER;
    return answer(family == AF_INET6 ? TCP6 : TCP4, table, size);
}

DWORD GetExtendedUdpTable(void *table, DWORD *size, BOOL ordered, ULONG family, UDP_TABLE_CLASS wanted, ULONG reserved)
{
    if (ordered || wanted != UDP_TABLE_OWNER_MODULE || reserved != 0)
        return ERROR_INVALID_PARAMETER;
    return answer(family == AF_INET6 ? UDP6 : UDP4, table, size);
}
