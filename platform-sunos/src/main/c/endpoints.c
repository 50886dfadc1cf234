// SPDX-License-Identifier: Apache-2.0
#include "endpoints.h"

#include "listed_twice.h"
#include "tcp_state.h"

#include <stdlib.h>
#include <string.h>

#include <inet/mib2.h>

/* Ports are numbers, in the byte order of the machine. */
static struct sockscope_end end_of(const void *address, size_t size, int port)
{
    struct sockscope_end end = {.port = (uint16_t)port};
    memcpy(end.address, address, size);
    return end;
}

static void set_tcp_state(struct endpoint *endpoint, int state)
{
    endpoint->socket.type = SOCKSCOPE_STREAM;
    endpoint->socket.status = tcp_state_status(state);
    endpoint->socket.native_state = tcp_state_name(state);
}

static void set_udp_state(struct endpoint *endpoint, int state, struct sockscope_end remote)
{
    static const char *const names[] = {
        [MIB2_UDP_unbound] = "MIB2_UDP_unbound",
        [MIB2_UDP_idle] = "MIB2_UDP_idle",
        [MIB2_UDP_connected] = "MIB2_UDP_connected",
    };
    endpoint->socket.type = SOCKSCOPE_DGRAM;
    endpoint->socket.status = SOCKSCOPE_NO_STATUS;
    endpoint->socket.native_state =
        state < MIB2_UDP_unbound || state > MIB2_UDP_connected ? "MIB2_UDP_unknown" : names[state];
    endpoint->connected = state == MIB2_UDP_connected;
    if (endpoint->connected)
        endpoint->socket.remote = remote;
}

static void fill_tcp4(const char *at, struct endpoint *endpoint)
{
    mib2_tcpConnEntry_t from;
    memcpy(&from, at, sizeof from);
    endpoint->socket.local = end_of(&from.tcpConnLocalAddress, sizeof from.tcpConnLocalAddress, from.tcpConnLocalPort);
    endpoint->socket.remote = end_of(&from.tcpConnRemAddress, sizeof from.tcpConnRemAddress, from.tcpConnRemPort);
    endpoint->creator = from.tcpConnCreationProcess;
    endpoint->created = from.tcpConnCreationTime;
    memcpy(endpoint->details, &from.tcpConnEntryInfo, sizeof endpoint->details);
    set_tcp_state(endpoint, from.tcpConnEntryInfo.ce_state);
}

static void fill_tcp6(const char *at, struct endpoint *endpoint)
{
    mib2_tcp6ConnEntry_t from;
    memcpy(&from, at, sizeof from);
    endpoint->socket.local =
        end_of(&from.tcp6ConnLocalAddress, sizeof from.tcp6ConnLocalAddress, from.tcp6ConnLocalPort);
    endpoint->socket.remote = end_of(&from.tcp6ConnRemAddress, sizeof from.tcp6ConnRemAddress, from.tcp6ConnRemPort);
    endpoint->creator = from.tcp6ConnCreationProcess;
    endpoint->created = from.tcp6ConnCreationTime;
    memcpy(endpoint->details, &from.tcp6ConnEntryInfo, sizeof endpoint->details);
    set_tcp_state(endpoint, from.tcp6ConnEntryInfo.ce_state);
}

static void fill_udp4(const char *at, struct endpoint *endpoint)
{
    mib2_udpEntry_t from;
    memcpy(&from, at, sizeof from);
    endpoint->socket.local = end_of(&from.udpLocalAddress, sizeof from.udpLocalAddress, from.udpLocalPort);
    endpoint->creator = from.udpCreationProcess;
    endpoint->created = from.udpCreationTime;
    endpoint->instance = from.udpInstance;
    set_udp_state(endpoint, from.udpEntryInfo.ue_state,
                  end_of(&from.udpEntryInfo.ue_RemoteAddress, sizeof from.udpEntryInfo.ue_RemoteAddress,
                         from.udpEntryInfo.ue_RemotePort));
}

static void fill_udp6(const char *at, struct endpoint *endpoint)
{
    mib2_udp6Entry_t from;
    memcpy(&from, at, sizeof from);
    endpoint->socket.local = end_of(&from.udp6LocalAddress, sizeof from.udp6LocalAddress, from.udp6LocalPort);
    endpoint->creator = from.udp6CreationProcess;
    endpoint->created = from.udp6CreationTime;
    endpoint->instance = from.udp6Instance;
    set_udp_state(endpoint, from.udp6EntryInfo.ue_state,
                  end_of(&from.udp6EntryInfo.ue_RemoteAddress, sizeof from.udp6EntryInfo.ue_RemoteAddress,
                         from.udp6EntryInfo.ue_RemotePort));
}

static void (*const fill[])(const char *at, struct endpoint *endpoint) = {
    [SOCKSCOPE_TCP4] = fill_tcp4,
    [SOCKSCOPE_TCP6] = fill_tcp6,
    [SOCKSCOPE_UDP4] = fill_udp4,
    [SOCKSCOPE_UDP6] = fill_udp6,
};

static size_t rows_of(const struct mib_table *table)
{
    return table->size == 0 ? 0 : table->size / table->entry;
}

enum sockscope_result endpoints_read(struct endpoints *endpoints, const struct mib *mib, struct sockscope_error *error)
{
    size_t count = 0;
    for (size_t i = 0; i < ENDPOINT_PROTOCOLS; i++)
        count += rows_of(&mib->tables[i]);
    if (count == 0)
        return SOCKSCOPE_OK;
    endpoints->entries = malloc(count * sizeof *endpoints->entries);
    if (endpoints->entries == NULL)
        return sockscope_fail_sink(error, ENOMEM);
    for (size_t i = 0; i < ENDPOINT_PROTOCOLS; i++) {
        const struct mib_table *table = &mib->tables[i];
        for (size_t row = 0; row < rows_of(table); row++) {
            struct endpoint *endpoint = &endpoints->entries[endpoints->count++];
            *endpoint = (struct endpoint){.socket = {.protocol = (enum sockscope_protocol)i, .fd = -1}};
            fill[i](table->data + row * table->entry, endpoint);
        }
    }
    int failure = listed_twice_mark(endpoints->entries, endpoints->count);
    return failure == 0 ? SOCKSCOPE_OK : sockscope_fail_sink(error, failure);
}

void endpoints_free(struct endpoints *endpoints)
{
    free(endpoints->entries);
    *endpoints = (struct endpoints){0};
}
