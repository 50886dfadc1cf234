// SPDX-License-Identifier: Apache-2.0
#include "pcb_list.h"

#include "freebsd.h"

#include <errno.h>
#include <string.h>

/* How often a table is read if it changes each time; then it is taken as it is. */
#define READS 6

/* Of the name of a table, as numbers. */
#define NAME_LENGTH 8

/* Of the longer head. */
#define HEAD_SIZE sizeof(struct xinpgen)

static const struct source {
    const char *name;
    const char *call;
    uint32_t protocols;
    enum sockscope_type type;
    size_t head; /* the size of head and tail */
    size_t generation_at;
    size_t record; /* the size of records that is known here */
    size_t least;  /* so much of a record must be there */
    void (*read)(const uint8_t *record, size_t size, struct control_block *pcb);
} sources[] = {
#define PCBLIST(name) name ".pcblist", "sysctl of " name ".pcblist"
#define INET(inet4, inet6) (UINT32_C(1) << (inet4) | UINT32_C(1) << (inet6))
#define UNIX (UINT32_C(1) << SOCKSCOPE_UNIX)
#define XINPGEN sizeof(struct xinpgen), offsetof(struct xinpgen, xig_gen)
#define XUNPGEN sizeof(struct xunpgen), offsetof(struct xunpgen, xug_gen)
#define XUNPCB sizeof(struct xunpcb), sizeof(struct xunpcb), pcb_read_unix
    [PCB_TCP] = {PCBLIST("net.inet.tcp"), INET(SOCKSCOPE_TCP4, SOCKSCOPE_TCP6), SOCKSCOPE_STREAM, XINPGEN,
                 sizeof(struct xtcpcb), offsetof(struct xtcpcb, t_state) + sizeof(int32_t), pcb_read_tcp},
    [PCB_UDP] = {PCBLIST("net.inet.udp"), INET(SOCKSCOPE_UDP4, SOCKSCOPE_UDP6), SOCKSCOPE_DGRAM, XINPGEN,
                 sizeof(struct xinpcb), offsetof(struct xinpcb, inp_vflag) + sizeof(uint8_t), pcb_read_udp},
    [PCB_STREAM] = {PCBLIST("net.local.stream"), UNIX, SOCKSCOPE_STREAM, XUNPGEN, XUNPCB},
    [PCB_DGRAM] = {PCBLIST("net.local.dgram"), UNIX, SOCKSCOPE_DGRAM, XUNPGEN, XUNPCB},
    [PCB_SEQPACKET] = {PCBLIST("net.local.seqpacket"), UNIX, SOCKSCOPE_SEQPACKET, XUNPGEN, XUNPCB},
};

uint32_t pcb_table_protocols(enum pcb_table table)
{
    return sources[table].protocols;
}

/* Finds the numbers of the name; their count is 0 if the kernel is built without the protocol. */
static enum sockscope_result find_name(const struct source *source, int *name, size_t *length,
                                       struct sockscope_error *error)
{
    *length = NAME_LENGTH;
    if (sysctlnametomib(source->name, name, length) == 0)
        return SOCKSCOPE_OK;
    *length = 0;
    return errno == ENOENT ? SOCKSCOPE_OK
                           : sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, source->call, errno, -1);
}

static uint64_t number_at(const struct pcb_list *list, size_t at)
{
    uint64_t number;
    memcpy(&number, list->buffer.data + at, sizeof number);
    return number;
}

/* Head, records and tail begin with their size. 0 if what is there can't be one of them. */
static size_t part_size(const struct pcb_list *list, size_t at)
{
    size_t rest = list->buffer.size - at;
    if (rest < sizeof(uint64_t))
        return 0;
    uint64_t size = number_at(list, at);
    return size >= sizeof(uint64_t) && size <= rest ? (size_t)size : 0;
}

/* Finds the records between head and tail. Returns false if the table has changed while the kernel listed it. */
static bool settle(struct pcb_list *list)
{
    const struct source *source = &sources[list->table];
    size_t least = source->generation_at + sizeof(uint64_t);
    size_t head = part_size(list, 0);
    size_t size;
    list->lost = 0;
    list->begin = list->end = head;
    while ((size = part_size(list, list->end)) > source->head) {
        list->lost += size < source->least;
        list->end += size;
    }
    list->intact = list->lost == 0;
    if (head < least || size < least) {
        list->intact = false;
        return true;
    }
    list->generation = number_at(list, source->generation_at);
    return number_at(list, list->end + source->generation_at) == list->generation;
}

static enum sockscope_result read_up_to(int times, enum pcb_table table, struct pcb_list *list,
                                        struct sockscope_error *error)
{
    const struct source *source = &sources[table];
    int name[NAME_LENGTH];
    size_t length;
    *list = (struct pcb_list){.table = table, .absent = true, .intact = true};
    enum sockscope_result result = find_name(source, name, &length, error);
    if (result != SOCKSCOPE_OK || length == 0)
        return result;
    list->absent = false;
    struct sysctl_table whole = {source->call, name, (unsigned)length, source->record};
    for (; times > 0; times--) {
        result = sysctl_buffer_read(&list->buffer, &whole, error);
        if (result != SOCKSCOPE_OK || settle(list))
            return result;
    }
    list->intact = false;
    return SOCKSCOPE_OK;
}

enum sockscope_result pcb_list_read(enum pcb_table table, struct pcb_list *list, struct sockscope_error *error)
{
    return read_up_to(READS, table, list, error);
}

enum sockscope_result pcb_list_read_once(enum pcb_table table, struct pcb_list *list, struct sockscope_error *error)
{
    return read_up_to(1, table, list, error);
}

bool pcb_list_next(const struct pcb_list *list, size_t *at, struct control_block *pcb)
{
    const struct source *source = &sources[list->table];
    size_t place = *at == 0 ? list->begin : *at;
    while (place < list->end) {
        const uint8_t *record = list->buffer.data + place;
        size_t size = part_size(list, place);
        place += size;
        if (size < source->least)
            continue;
        source->read(record, size, pcb);
        pcb->socket.type = source->type;
        *at = place;
        return true;
    }
    return false;
}

/* The head is there even if the rest of the table doesn't fit (sysctl(3)), so that it is asked for alone. */
enum sockscope_result pcb_list_compare(const struct pcb_list *list, bool *changed, struct sockscope_error *error)
{
    const struct source *source = &sources[list->table];
    uint8_t head[HEAD_SIZE] = {0};
    size_t size = source->head;
    *changed = false;
    if (list->absent)
        return SOCKSCOPE_OK;
    if (sysctlbyname(source->name, head, &size, NULL, 0) != 0 && errno != ENOMEM)
        return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, source->call, errno, -1);
    uint64_t generation;
    memcpy(&generation, head + source->generation_at, sizeof generation);
    *changed = generation != list->generation;
    return SOCKSCOPE_OK;
}

void pcb_list_free(struct pcb_list *list)
{
    sysctl_buffer_free(&list->buffer);
}
