// SPDX-License-Identifier: Apache-2.0
#include "reply.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* An array of Java holds no more bytes than this. */
#define REPLY_LIMIT ((size_t)INT32_MAX)
#define REPLY_FIRST_CAPACITY ((size_t)16 * 1024)

static void put_u8(uint8_t *at, int field, unsigned value)
{
    at[field] = (uint8_t)value;
}

static void put_u16(uint8_t *at, int field, uint16_t value)
{
    memcpy(at + field, &value, sizeof value);
}

static void put_u32(uint8_t *at, int field, uint32_t value)
{
    memcpy(at + field, &value, sizeof value);
}

static void put_u64(uint8_t *at, int field, uint64_t value)
{
    memcpy(at + field, &value, sizeof value);
}

static uint64_t load_be64(const uint8_t *bytes)
{
    uint64_t value = 0;
    for (int i = 0; i < 8; i++)
        value = value << 8 | bytes[i];
    return value;
}

static uint32_t load_be32(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

void reply_init(struct reply *reply)
{
    memset(reply, 0, sizeof *reply);
}

void reply_free(struct reply *reply)
{
    free(reply->rows.data);
    free(reply->processes.data);
    free(reply->heap.data);
    reply_init(reply);
}

void reply_clear(struct reply *reply)
{
    const struct reply empty = {
        .rows = {.data = reply->rows.data, .capacity = reply->rows.capacity},
        .processes = {.data = reply->processes.data, .capacity = reply->processes.capacity},
        .heap = {.data = reply->heap.data, .capacity = reply->heap.capacity},
    };
    *reply = empty;
}

size_t reply_size(const struct reply *reply)
{
    return sizeof reply->header + reply->rows.size + reply->processes.size + reply->heap.size;
}

/* Makes room for so many more bytes of one part and points *place at them. Returns 0 or an errno. */
static int extend(struct reply *reply, struct reply_bytes *part, size_t more, uint8_t **place)
{
    if (more > REPLY_LIMIT - reply_size(reply))
        return EOVERFLOW;
    size_t needed = part->size + more;
    if (needed > part->capacity) {
        size_t capacity = part->capacity > 0 ? part->capacity : REPLY_FIRST_CAPACITY;
        while (capacity < needed)
            capacity *= 2;
        uint8_t *data = realloc(part->data, capacity);
        if (data == NULL)
            return ENOMEM;
        part->data = data;
        part->capacity = capacity;
    }
    *place = part->data + part->size;
    part->size = needed;
    return 0;
}

static int add_to_heap(struct reply *reply, const void *bytes, size_t size, uint32_t *place)
{
    *place = (uint32_t)reply->heap.size;
    if (size == 0)
        return 0;
    uint8_t *at;
    int failure = extend(reply, &reply->heap, size, &at);
    if (failure == 0)
        memcpy(at, bytes, size);
    return failure;
}

static int add_state_name(struct reply *reply, const char *name, int32_t *place)
{
    *place = -1;
    if (name == NULL)
        return 0;
    for (size_t i = 0; i < reply->state_name_count; i++) {
        if (reply->state_names[i].name == name) {
            *place = reply->state_names[i].place;
            return 0;
        }
    }
    uint32_t at;
    int failure = add_to_heap(reply, name, strlen(name) + 1, &at);
    if (failure != 0)
        return failure;
    *place = (int32_t)at;
    if (reply->state_name_count < REPLY_STATE_NAMES) {
        reply->state_names[reply->state_name_count].name = name;
        reply->state_names[reply->state_name_count].place = *place;
        reply->state_name_count++;
    }
    return 0;
}

/* The two halves of an address, or the place and size of a name. */
static int put_end(struct reply *reply, enum sockscope_protocol protocol, const struct sockscope_end *end,
                   uint64_t *high, uint64_t *low)
{
    uint32_t place = 0;
    int failure = 0;
    *high = 0;
    *low = 0;
    switch (protocol) {
    case SOCKSCOPE_TCP4:
    case SOCKSCOPE_UDP4:
        *low = load_be32(end->address);
        break;
    case SOCKSCOPE_TCP6:
    case SOCKSCOPE_UDP6:
        *high = load_be64(end->address);
        *low = load_be64(end->address + 8);
        break;
    case SOCKSCOPE_UNIX:
        failure = add_to_heap(reply, end->name, end->name_size, &place);
        *high = place;
        *low = end->name_size;
        break;
    }
    return failure;
}

static int add_socket(void *context, const struct sockscope_socket *socket)
{
    struct reply *reply = context;
    uint64_t local_high, local_low, remote_high, remote_low;
    int32_t state_name;
    uint8_t *row;

    int failure = put_end(reply, socket->protocol, &socket->local, &local_high, &local_low);
    if (failure == 0)
        failure = put_end(reply, socket->protocol, &socket->remote, &remote_high, &remote_low);
    if (failure == 0)
        failure = add_state_name(reply, socket->native_state, &state_name);
    if (failure == 0)
        failure = extend(reply, &reply->rows, ROW_FORMAT(ROW_SIZE), &row);
    if (failure != 0)
        return failure;

    memset(row, 0, ROW_FORMAT(ROW_SIZE));
    put_u64(row, ROW_FORMAT(ROW_PID), (uint64_t)socket->pid);
    put_u64(row, ROW_FORMAT(ROW_INODE), socket->inode);
    put_u64(row, ROW_FORMAT(ROW_COOKIE), socket->cookie);
    put_u64(row, ROW_FORMAT(ROW_NETNS), socket->netns);
    put_u64(row, ROW_FORMAT(ROW_LOCAL_HIGH), local_high);
    put_u64(row, ROW_FORMAT(ROW_LOCAL_LOW), local_low);
    put_u64(row, ROW_FORMAT(ROW_REMOTE_HIGH), remote_high);
    put_u64(row, ROW_FORMAT(ROW_REMOTE_LOW), remote_low);
    put_u32(row, ROW_FORMAT(ROW_UID), socket->uid);
    put_u32(row, ROW_FORMAT(ROW_RECEIVE_QUEUE), socket->receive_queue);
    put_u32(row, ROW_FORMAT(ROW_SEND_QUEUE), socket->send_queue);
    put_u32(row, ROW_FORMAT(ROW_FD), (uint32_t)socket->fd);
    put_u32(row, ROW_FORMAT(ROW_NATIVE_STATE), (uint32_t)state_name);
    put_u16(row, ROW_FORMAT(ROW_LOCAL_PORT), socket->local.port);
    put_u16(row, ROW_FORMAT(ROW_REMOTE_PORT), socket->remote.port);
    put_u8(row, ROW_FORMAT(ROW_PROTOCOL), socket->protocol);
    put_u8(row, ROW_FORMAT(ROW_TYPE), socket->type);
    put_u8(row, ROW_FORMAT(ROW_STATUS), socket->status);
    put_u8(row, ROW_FORMAT(ROW_OWNERSHIP), socket->ownership);
    put_u8(row, ROW_FORMAT(ROW_PID_KIND), socket->pid_kind);
    put_u8(row, ROW_FORMAT(ROW_PRESENT), socket->present);
    return 0;
}

static int add_process(void *context, const struct sockscope_process *process)
{
    struct reply *reply = context;
    uint32_t name;
    uint8_t *at;
    int failure = add_to_heap(reply, process->name, process->name_size, &name);
    if (failure == 0)
        failure = extend(reply, &reply->processes, ROW_FORMAT(PROCESS_SIZE), &at);
    if (failure != 0)
        return failure;

    memset(at, 0, ROW_FORMAT(PROCESS_SIZE));
    put_u64(at, ROW_FORMAT(PROCESS_PID), (uint64_t)process->pid);
    put_u32(at, ROW_FORMAT(PROCESS_NAME), name);
    put_u32(at, ROW_FORMAT(PROCESS_NAME_SIZE), (uint32_t)process->name_size);
    put_u32(at, ROW_FORMAT(PROCESS_UNREADABLE), process->unreadable);
    return 0;
}

struct sockscope_sink reply_sink(struct reply *reply)
{
    return (struct sockscope_sink){.socket = add_socket, .process = add_process, .context = reply};
}

static int by_pid(const void *left, const void *right)
{
    int64_t a, b;
    memcpy(&a, (const uint8_t *)left + ROW_FORMAT(PROCESS_PID), sizeof a);
    memcpy(&b, (const uint8_t *)right + ROW_FORMAT(PROCESS_PID), sizeof b);
    return (a > b) - (a < b);
}

static void put_header(struct reply *reply, enum sockscope_result result)
{
    uint8_t *header = reply->header;
    put_u32(header, ROW_FORMAT(HEADER_MAGIC), ROW_FORMAT(MAGIC));
    put_u32(header, ROW_FORMAT(HEADER_RESULT), result);
    put_u64(header, ROW_FORMAT(HEADER_PID), (uint64_t)-1);
    put_u32(header, ROW_FORMAT(HEADER_ROWS), (uint32_t)(reply->rows.size / ROW_FORMAT(ROW_SIZE)));
    put_u32(header, ROW_FORMAT(HEADER_PROCESSES), (uint32_t)(reply->processes.size / ROW_FORMAT(PROCESS_SIZE)));
    put_u32(header, ROW_FORMAT(HEADER_HEAP_SIZE), (uint32_t)reply->heap.size);
}

int reply_finish_rows(struct reply *reply, const struct sockscope_answer *answer)
{
    uint32_t label;
    size_t label_size = strlen(answer->method);
    int failure = add_to_heap(reply, answer->method, label_size, &label);
    if (failure != 0)
        return failure;
    if (reply->processes.size > 0)
        qsort(reply->processes.data, reply->processes.size / ROW_FORMAT(PROCESS_SIZE), ROW_FORMAT(PROCESS_SIZE),
              by_pid);
    put_header(reply, SOCKSCOPE_OK);
    put_u32(reply->header, ROW_FORMAT(HEADER_LABEL), label);
    put_u32(reply->header, ROW_FORMAT(HEADER_LABEL_SIZE), (uint32_t)label_size);
    put_u32(reply->header, ROW_FORMAT(HEADER_INTACT), answer->intact);
    put_u32(reply->header, ROW_FORMAT(HEADER_LOST), answer->lost);
    return 0;
}

void reply_finish_table(struct reply *reply, struct sockscope_table *table)
{
    put_header(reply, SOCKSCOPE_OK);
    put_u64(reply->header, ROW_FORMAT(HEADER_TABLE), (uint64_t)(uintptr_t)table);
}

void reply_finish_failure(struct reply *reply, const struct sockscope_error *error, const char *text)
{
    reply_free(reply);
    uint32_t label, text_place;
    size_t label_size = strlen(error->call);
    size_t text_size = strlen(text);
    if (add_to_heap(reply, error->call, label_size, &label) != 0)
        label_size = 0;
    if (add_to_heap(reply, text, text_size, &text_place) != 0)
        text_size = 0;
    put_header(reply, error->result);
    put_u64(reply->header, ROW_FORMAT(HEADER_PID), (uint64_t)error->pid);
    put_u32(reply->header, ROW_FORMAT(HEADER_CODE), (uint32_t)error->code);
    put_u32(reply->header, ROW_FORMAT(HEADER_LABEL), label);
    put_u32(reply->header, ROW_FORMAT(HEADER_LABEL_SIZE), (uint32_t)label_size);
    put_u32(reply->header, ROW_FORMAT(HEADER_TEXT), text_place);
    put_u32(reply->header, ROW_FORMAT(HEADER_TEXT_SIZE), (uint32_t)text_size);
}
