// SPDX-License-Identifier: Apache-2.0
#include "scripted_tables.h"

#include "scenario.h"
#include "scripted_world.h"

#include <stdlib.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/file.h>
#include <sys/proc.h>
#include <sys/socket.h>
#include <sys/socketvar.h>
#include <sys/sysctl.h>
#include <sys/un.h>

/* Where the kernel has its sockets. */
#define FIRST_ADDRESS UINT64_C(0xffffc00012340000)
#define ADDRESS_STEP 704

static void append(struct scripted_records *records, const void *record, size_t size)
{
    if (records->count == records->capacity) {
        records->capacity = records->capacity * 2 + 16;
        records->bytes = scenario_grow(records->bytes, records->capacity, records->size);
    }
    char *at = records->bytes + records->count++ * records->size;
    if (size > records->kernel_size)
        size = records->kernel_size;
    if (size > records->size)
        size = records->size;
    memcpy(at, record, size);
    memset(at + size, 0, records->size - size);
}

static uint64_t address_of(const struct scripted_socket *socket)
{
    return scenario_find("addresses-hidden", NULL, NULL) != NULL ? 0 : FIRST_ADDRESS + socket->id * ADDRESS_STEP;
}

static void append_descriptors(struct scripted_records *records, int64_t pid)
{
    struct scripted_cursor cursor = {0};
    struct scripted_descriptor descriptor;
    while (scripted_next_descriptor(&cursor, &descriptor)) {
        if (descriptor.pid != pid)
            continue;
        struct kinfo_file file = {.ki_ftype = DTYPE_VNODE, .ki_pid = (uint32_t)pid, .ki_fd = descriptor.fd};
        if (descriptor.is_socket) {
            file.ki_ftype = DTYPE_SOCKET;
            file.ki_fdata = address_of(&descriptor.socket);
        }
        append(records, &file, sizeof file);
    }
}

static bool passes_over(int64_t pid, unsigned asked)
{
    const struct scenario_line *line = scenario_find("passes-over", NULL, NULL);
    return line != NULL && strtoll(line->words[1], NULL, 10) == pid && asked < strtoul(line->words[2], NULL, 10);
}

void scripted_descriptors(struct scripted_records *records, int pid, uint64_t more, unsigned asked)
{
    struct scripted_cursor cursor = {0};
    struct scripted_process process;
    struct kinfo_file file = {.ki_ftype = DTYPE_VNODE};
    while (more-- > 0)
        append(records, &file, sizeof file);
    while (scripted_next_process(&cursor, &process)) {
        if (!process.zombie && (pid <= 0 || process.pid == pid) && !passes_over(process.pid, asked))
            append_descriptors(records, process.pid);
    }
}

void scripted_processes(struct scripted_records *records, bool all, int pid, uint64_t more)
{
    struct scripted_cursor cursor = {0};
    struct scripted_process process;
    while (scripted_next_process(&cursor, &process)) {
        if (!all && process.pid != pid)
            continue;
        struct kinfo_proc2 record = {.p_pid = (int32_t)process.pid, .p_realstat = process.zombie ? SZOMB : SACTIVE};
        memcpy(record.p_comm, process.name, sizeof record.p_comm - 1);
        append(records, &record, sizeof record);
    }
    struct kinfo_proc2 record = {.p_pid = 30000, .p_realstat = SACTIVE};
    while (more-- > 0) {
        record.p_pid++;
        append(records, &record, sizeof record);
    }
}

static uint16_t wire_port(uint16_t port)
{
    uint8_t bytes[] = {(uint8_t)(port >> 8), (uint8_t)port};
    uint16_t wire;
    memcpy(&wire, bytes, sizeof wire);
    return wire;
}

static void fill_end(void *at, int family, const struct scripted_end *end)
{
    struct sockaddr_in inet4 = {.sin_len = sizeof inet4, .sin_family = AF_INET, .sin_port = wire_port(end->port)};
    struct sockaddr_in6 inet6 = {.sin6_len = sizeof inet6, .sin6_family = AF_INET6, .sin6_port = wire_port(end->port)};
    size_t length = offsetof(struct sockaddr_un, sun_path) + end->name_size;
    struct sockaddr_un local = {.sun_len = (uint8_t)length, .sun_family = AF_LOCAL};
    if (family == AF_LOCAL) {
        memcpy(at, &local, offsetof(struct sockaddr_un, sun_path));
        memcpy((char *)at + offsetof(struct sockaddr_un, sun_path), end->name, end->name_size);
    } else if (family == AF_INET6) {
        memcpy(inet6.sin6_addr, end->address, sizeof inet6.sin6_addr);
        memcpy(at, &inet6, sizeof inet6);
    } else {
        memcpy(inet4.sin_addr, end->address, sizeof inet4.sin_addr);
        memcpy(at, &inet4, sizeof inet4);
    }
}

/* The remote end is there if the socket is connected. */
static void append_pcb(struct scripted_records *records, const struct scripted_socket *socket)
{
    struct kinfo_pcb pcb = {
        .ki_sockaddr = address_of(socket),
        .ki_family = (uint32_t)socket->family,
        .ki_type = (uint32_t)socket->type,
        .ki_protocol = (uint32_t)socket->protocol,
        .ki_sostate = socket->orphan ? SS_NOFDREF : 0,
        .ki_tstate = socket->state,
        .ki_rcvq = socket->receive_queue,
        .ki_sndq = socket->send_queue,
    };
    fill_end(&pcb.ki_s, socket->family, &socket->local);
    if (socket->remote.port != 0 || socket->remote.name_size > 0)
        fill_end(&pcb.ki_d, socket->family, &socket->remote);
    append(records, &pcb, sizeof pcb);
}

static bool is_in_table(const struct scripted_socket *socket, int family, int type)
{
    int protocol = family == AF_LOCAL ? 0 : type == SOCK_STREAM ? IPPROTO_TCP : IPPROTO_UDP;
    return socket->family == family && socket->type == type && socket->protocol == protocol;
}

void scripted_pcbs(struct scripted_records *records, int family, int type, uint64_t more)
{
    struct scripted_cursor cursor = {0};
    struct scripted_socket socket;
    while (scripted_next_socket(&cursor, &socket)) {
        if (is_in_table(&socket, family, type))
            append_pcb(records, &socket);
    }
    socket = (struct scripted_socket){.id = 500000, .family = family, .type = type, .local = {.port = 9}};
    while (more-- > 0) {
        socket.id++;
        append_pcb(records, &socket);
    }
}
