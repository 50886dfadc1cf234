// SPDX-License-Identifier: Apache-2.0
#include "inet_table.h"

#include "tcp_state.h"

#include <stdlib.h>
#include <string.h>
#include <winsock2.h>

#include <iphlpapi.h>

/*
 * What the tables are seen to fail with now and then, and not when asked again: STATUS_UNSUCCESSFUL of the kernel, handed
 * on as it is (psutil, issue 1294).
 */
#define PASSING_FAILURE ((DWORD)0xC0000001)

/* So many failures in a row are no accident any more. */
#define FAILURES 3

/* The classes with the moment at which a socket was made, by which a pid that lives again is told from its owner's. */
static DWORD ask_tcp(ULONG family, void *buffer, DWORD *size)
{
    return GetExtendedTcpTable(buffer, size, FALSE, family, TCP_TABLE_OWNER_MODULE_ALL, 0);
}

static DWORD ask_udp(ULONG family, void *buffer, DWORD *size)
{
    return GetExtendedUdpTable(buffer, size, FALSE, family, UDP_TABLE_OWNER_MODULE, 0);
}

/* Above the low half there may be garbage. */
static uint16_t port_of(DWORD port)
{
    return (uint16_t)((port & 0xFF) << 8 | (port >> 8 & 0xFF));
}

static struct sockscope_end end_of(const void *address, size_t size, DWORD port)
{
    struct sockscope_end end = {.port = port_of(port)};
    memcpy(end.address, address, size);
    return end;
}

/* Older systems show something at the remote end of a listener, which has none. */
static void set_state(struct inet_row *row, DWORD state)
{
    row->socket.status = tcp_state_status(state);
    row->socket.native_state = tcp_state_name(state);
    if (state == MIB_TCP_STATE_LISTEN)
        row->socket.remote = (struct sockscope_end){0};
}

static void fill_tcp4(const void *at, struct inet_row *row)
{
    const MIB_TCPROW_OWNER_MODULE *from = at;
    row->socket.local = end_of(&from->dwLocalAddr, sizeof from->dwLocalAddr, from->dwLocalPort);
    row->socket.remote = end_of(&from->dwRemoteAddr, sizeof from->dwRemoteAddr, from->dwRemotePort);
    row->owner = from->dwOwningPid;
    row->created = (uint64_t)from->liCreateTimestamp.QuadPart;
    set_state(row, from->dwState);
}

static void fill_tcp6(const void *at, struct inet_row *row)
{
    const MIB_TCP6ROW_OWNER_MODULE *from = at;
    row->socket.local = end_of(from->ucLocalAddr, sizeof from->ucLocalAddr, from->dwLocalPort);
    row->socket.remote = end_of(from->ucRemoteAddr, sizeof from->ucRemoteAddr, from->dwRemotePort);
    row->owner = from->dwOwningPid;
    row->created = (uint64_t)from->liCreateTimestamp.QuadPart;
    set_state(row, from->dwState);
}

static void fill_udp4(const void *at, struct inet_row *row)
{
    const MIB_UDPROW_OWNER_MODULE *from = at;
    row->socket.local = end_of(&from->dwLocalAddr, sizeof from->dwLocalAddr, from->dwLocalPort);
    row->owner = from->dwOwningPid;
    row->created = (uint64_t)from->liCreateTimestamp.QuadPart;
}

static void fill_udp6(const void *at, struct inet_row *row)
{
    const MIB_UDP6ROW_OWNER_MODULE *from = at;
    row->socket.local = end_of(from->ucLocalAddr, sizeof from->ucLocalAddr, from->dwLocalPort);
    row->owner = from->dwOwningPid;
    row->created = (uint64_t)from->liCreateTimestamp.QuadPart;
}

static const struct source {
    const char *call;
    DWORD (*ask)(ULONG family, void *buffer, DWORD *size);
    void (*fill)(const void *at, struct inet_row *row);
    ULONG family;
    enum sockscope_type type;
    size_t head; /* before the first row */
    size_t row;
} sources[] = {
    [SOCKSCOPE_TCP4] = {"GetExtendedTcpTable", ask_tcp, fill_tcp4, AF_INET, SOCKSCOPE_STREAM,
                        offsetof(MIB_TCPTABLE_OWNER_MODULE, table), sizeof(MIB_TCPROW_OWNER_MODULE)},
    [SOCKSCOPE_TCP6] = {"GetExtendedTcpTable", ask_tcp, fill_tcp6, AF_INET6, SOCKSCOPE_STREAM,
                        offsetof(MIB_TCP6TABLE_OWNER_MODULE, table), sizeof(MIB_TCP6ROW_OWNER_MODULE)},
    [SOCKSCOPE_UDP4] = {"GetExtendedUdpTable", ask_udp, fill_udp4, AF_INET, SOCKSCOPE_DGRAM,
                        offsetof(MIB_UDPTABLE_OWNER_MODULE, table), sizeof(MIB_UDPROW_OWNER_MODULE)},
    [SOCKSCOPE_UDP6] = {"GetExtendedUdpTable", ask_udp, fill_udp6, AF_INET6, SOCKSCOPE_DGRAM,
                        offsetof(MIB_UDP6TABLE_OWNER_MODULE, table), sizeof(MIB_UDP6ROW_OWNER_MODULE)},
};

/* A buffer that the system fills. */
struct buffer {
    void *data;
    DWORD capacity;
};

/* Makes the buffer, whose content is not needed any more, larger than the table is said to be. Returns 0 or an errno. */
static int grow(struct buffer *buffer, const struct source *source, DWORD needed)
{
    uint64_t capacity = needed > buffer->capacity ? needed : buffer->capacity;
    capacity += capacity / 4;
    if (capacity < source->head)
        capacity = source->head;
    if (capacity > UINT32_MAX)
        return EOVERFLOW;
    free(buffer->data);
    *buffer = (struct buffer){.data = malloc((size_t)capacity)};
    if (buffer->data == NULL)
        return ENOMEM;
    buffer->capacity = (DWORD)capacity;
    return 0;
}

/* The first question is for the size; the table may have grown until the next one. */
static enum sockscope_result fill_buffer(const struct source *source, struct buffer *buffer,
                                         struct sockscope_error *error)
{
    int failures = 0;
    for (;;) {
        DWORD size = buffer->capacity;
        DWORD code = source->ask(source->family, buffer->data, &size);
        if (code == NO_ERROR)
            return SOCKSCOPE_OK;
        bool sized = code == ERROR_INSUFFICIENT_BUFFER && buffer->data == NULL;
        bool passing = code == ERROR_INSUFFICIENT_BUFFER || code == PASSING_FAILURE;
        if (!sized && (!passing || ++failures == FAILURES))
            return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, source->call, (int)code, -1);
        int failure = code == ERROR_INSUFFICIENT_BUFFER ? grow(buffer, source, size) : 0;
        if (failure != 0)
            return sockscope_fail_sink(error, failure);
    }
}

/* As GetTcp6Table is documented to say that there is no IPv6 on this computer. */
static bool is_absent(const struct source *source, const struct sockscope_error *error)
{
    return source->family == AF_INET6 && error->code == ERROR_NOT_SUPPORTED;
}

enum sockscope_result inet_table_read(enum sockscope_protocol protocol, struct inet_table *table,
                                      struct sockscope_error *error)
{
    const struct source *source = &sources[protocol];
    struct buffer buffer = {0};
    *table = (struct inet_table){0};
    enum sockscope_result result = fill_buffer(source, &buffer, error);
    if (result == SOCKSCOPE_OK && buffer.data != NULL) {
        DWORD count;
        memcpy(&count, buffer.data, sizeof count);
        if (count > (buffer.capacity - source->head) / source->row)
            result = sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, source->call, ERROR_INVALID_DATA, -1);
        else
            *table = (struct inet_table){.rows = buffer.data, .count = count};
    }
    if (table->rows == NULL)
        free(buffer.data);
    return result == SOCKSCOPE_SYSTEM_CALL_FAILED && is_absent(source, error) ? SOCKSCOPE_OK : result;
}

struct inet_row inet_table_row(enum sockscope_protocol protocol, const struct inet_table *table, size_t index)
{
    const struct source *source = &sources[protocol];
    struct inet_row row = {.socket = {.protocol = protocol, .type = source->type, .status = SOCKSCOPE_NO_STATUS}};
    source->fill((const char *)table->rows + source->head + index * source->row, &row);
    return row;
}

void inet_table_free(struct inet_table *table)
{
    free(table->rows);
    *table = (struct inet_table){0};
}
