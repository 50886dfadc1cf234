// SPDX-License-Identifier: Apache-2.0
#include "scripted_files.h"

#include "scenario.h"
#include "scripted_world.h"

#include <stdlib.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/socketvar.h>
#include <sys/sysctl.h>

/* What the kernel tells instead of a descriptor of the program's own file. */
#define TEXT (-1)

void scripted_append(struct scripted_records *records, const void *record, size_t kernel_size)
{
    if (records->count == records->capacity) {
        records->capacity = records->capacity * 2 + 16;
        records->bytes = scenario_grow(records->bytes, records->capacity, records->size);
    }
    char *at = records->bytes + records->count++ * records->size;
    size_t size = kernel_size < records->size ? kernel_size : records->size;
    memcpy(at, record, size);
    memset(at + size, 0xFF, records->size - size);
}

size_t scripted_file_size(void)
{
    const struct scenario_line *line = scenario_find("record-size", NULL, NULL);
    return line == NULL ? sizeof(struct kinfo_file) : strtoul(line->words[1], NULL, 10);
}

static void append_file(struct scripted_records *records, const struct kinfo_file *file)
{
    size_t size = scripted_file_size();
    scripted_append(records, file, size < sizeof *file ? size : sizeof *file);
}

static uint32_t wire_port(uint16_t port)
{
    uint8_t bytes[] = {(uint8_t)(port >> 8), (uint8_t)port};
    uint16_t wire;
    memcpy(&wire, bytes, sizeof wire);
    return wire;
}

static void fill_socket(struct kinfo_file *file, const struct scripted_socket *socket)
{
    const struct scenario_line *table = scenario_find("routing-table", NULL, NULL);
    file->f_type = DTYPE_SOCKET;
    file->so_type = (uint32_t)socket->type;
    file->so_state = socket->orphan ? SS_NOFDREF : 0;
    file->so_protocol = (uint32_t)socket->protocol;
    file->so_family = (uint32_t)socket->family;
    file->so_rcv_cc = socket->receive_queue;
    file->so_snd_cc = socket->send_queue;
    if (socket->family == AF_UNIX) {
        memcpy(file->unp_path, socket->local.name, sizeof file->unp_path);
        return;
    }
    file->inp_lport = wire_port(socket->local.port);
    file->inp_fport = wire_port(socket->remote.port);
    memcpy(file->inp_laddru, socket->local.address, sizeof file->inp_laddru);
    memcpy(file->inp_faddru, socket->remote.address, sizeof file->inp_faddru);
    if (file->p_pid == 0 && table != NULL)
        file->inp_rtableid = (uint32_t)strtoul(table->words[1], NULL, 10);
    if (socket->protocol == IPPROTO_TCP)
        file->t_state = (uint32_t)socket->state;
}

static struct kinfo_file file_of(const struct scripted_process *process, int fd)
{
    struct kinfo_file file = {.f_type = DTYPE_VNODE, .p_pid = (uint32_t)process->pid, .fd_fd = fd};
    memcpy(file.p_comm, process->name, sizeof file.p_comm - 1);
    return file;
}

static void append_descriptors(struct scripted_records *records, const struct scripted_process *process)
{
    struct scripted_cursor cursor = {0};
    struct scripted_descriptor descriptor;
    struct kinfo_file text = file_of(process, TEXT);
    append_file(records, &text);
    while (scripted_next_descriptor(&cursor, &descriptor)) {
        if (descriptor.pid != process->pid)
            continue;
        struct kinfo_file file = file_of(process, descriptor.fd);
        file.f_uid = descriptor.socket.uid;
        if (descriptor.is_socket)
            fill_socket(&file, &descriptor.socket);
        append_file(records, &file);
    }
}

bool scripted_files_by_process(struct scripted_records *records, int pid)
{
    struct scripted_cursor cursor = {0};
    struct scripted_process process;
    bool matched = false;
    while (scripted_next_process(&cursor, &process)) {
        if (process.zombie || process.kernel || (pid != -1 && process.pid != pid))
            continue;
        matched = true;
        append_descriptors(records, &process);
    }
    return matched;
}

void scripted_files_by_file(struct scripted_records *records)
{
    struct scripted_cursor cursor = {0};
    struct scripted_socket socket;
    while (scripted_next_socket(&cursor, &socket)) {
        struct kinfo_file file = {0};
        fill_socket(&file, &socket);
        append_file(records, &file);
    }
}
