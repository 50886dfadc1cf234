// SPDX-License-Identifier: Apache-2.0
#include "reply.h"

#include "checks.h"

#include <errno.h>

#define ARRAY_LIMIT ((size_t)INT32_MAX)

static uint16_t u16_at(const uint8_t *bytes, int field)
{
    uint16_t value;
    memcpy(&value, bytes + field, sizeof value);
    return value;
}

static uint32_t u32_at(const uint8_t *bytes, int field)
{
    uint32_t value;
    memcpy(&value, bytes + field, sizeof value);
    return value;
}

static uint64_t u64_at(const uint8_t *bytes, int field)
{
    uint64_t value;
    memcpy(&value, bytes + field, sizeof value);
    return value;
}

static int add_socket(struct reply *reply, const struct sockscope_socket *socket)
{
    struct sockscope_sink sink = reply_sink(reply);
    return sink.socket(sink.context, socket);
}

static int add_process(struct reply *reply, const struct sockscope_process *process)
{
    struct sockscope_sink sink = reply_sink(reply);
    return sink.process(sink.context, process);
}

static struct sockscope_socket tcp4(void)
{
    return (struct sockscope_socket){
        .protocol = SOCKSCOPE_TCP4,
        .type = SOCKSCOPE_STREAM,
        .status = SOCKSCOPE_LISTEN,
        .native_state = "TCP_LISTEN",
        .local = {.address = {127, 0, 0, 1}, .port = 8080},
        .ownership = SOCKSCOPE_OWNER_KNOWN,
        .pid_kind = SOCKSCOPE_PID_HOLDER,
        .pid = INT64_C(0x100000001),
        .fd = -1,
        .present = SOCKSCOPE_HAS_INODE,
        .inode = UINT64_MAX,
        .cookie = 1,
        .netns = 2,
        .uid = UINT32_MAX,
        .receive_queue = 3,
        .send_queue = 4,
    };
}

static struct sockscope_socket unix_named(const void *name, size_t name_size)
{
    return (struct sockscope_socket){
        .protocol = SOCKSCOPE_UNIX,
        .local = {.name = name, .name_size = name_size},
        .remote = {.name = name, .name_size = name_size},
    };
}

static void an_empty_reply_is_its_header(void)
{
    struct reply reply;
    struct sockscope_answer answer = {.method = "", .intact = true};
    reply_init(&reply);
    CHECK_EQUAL(0, reply_finish_rows(&reply, &answer));
    CHECK_EQUAL(ROW_FORMAT(HEADER_SIZE), reply_size(&reply));
    CHECK_EQUAL(SOCKSCOPE_OK, u32_at(reply.header, ROW_FORMAT(HEADER_RESULT)));
    CHECK_EQUAL(0, u32_at(reply.header, ROW_FORMAT(HEADER_ROWS)));
    CHECK_EQUAL(1, u32_at(reply.header, ROW_FORMAT(HEADER_INTACT)));
    CHECK_EQUAL(0, u32_at(reply.header, ROW_FORMAT(HEADER_LOST)));
    reply_free(&reply);
}

static void a_row_has_its_fields(void)
{
    struct reply reply;
    struct sockscope_socket socket = tcp4();
    reply_init(&reply);
    CHECK_EQUAL(0, add_socket(&reply, &socket));
    CHECK_EQUAL(ROW_FORMAT(ROW_SIZE), reply.rows.size);
    CHECK_EQUAL(sizeof "TCP_LISTEN", reply.heap.size);
    const uint8_t *row = reply.rows.data;
    CHECK_EQUAL(UINT64_C(0x100000001), u64_at(row, ROW_FORMAT(ROW_PID)));
    CHECK_EQUAL(UINT64_MAX, u64_at(row, ROW_FORMAT(ROW_INODE)));
    CHECK_EQUAL(1, u64_at(row, ROW_FORMAT(ROW_COOKIE)));
    CHECK_EQUAL(2, u64_at(row, ROW_FORMAT(ROW_NETNS)));
    CHECK_EQUAL(0, u64_at(row, ROW_FORMAT(ROW_LOCAL_HIGH)));
    CHECK_EQUAL(0x7F000001, u64_at(row, ROW_FORMAT(ROW_LOCAL_LOW)));
    CHECK_EQUAL(0, u64_at(row, ROW_FORMAT(ROW_REMOTE_LOW)));
    CHECK_EQUAL(UINT32_MAX, u32_at(row, ROW_FORMAT(ROW_UID)));
    CHECK_EQUAL(3, u32_at(row, ROW_FORMAT(ROW_RECEIVE_QUEUE)));
    CHECK_EQUAL(4, u32_at(row, ROW_FORMAT(ROW_SEND_QUEUE)));
    CHECK_EQUAL(UINT32_MAX, u32_at(row, ROW_FORMAT(ROW_FD)));
    CHECK_EQUAL(0, u32_at(row, ROW_FORMAT(ROW_NATIVE_STATE)));
    CHECK_EQUAL(8080, u16_at(row, ROW_FORMAT(ROW_LOCAL_PORT)));
    CHECK_EQUAL(SOCKSCOPE_LISTEN, row[ROW_FORMAT(ROW_STATUS)]);
    CHECK_EQUAL(SOCKSCOPE_HAS_INODE, row[ROW_FORMAT(ROW_PRESENT)]);
    reply_free(&reply);
}

static void an_address_of_ipv6_is_two_halves(void)
{
    struct reply reply;
    struct sockscope_socket socket = {.protocol = SOCKSCOPE_UDP6, .remote.port = UINT16_MAX};
    for (int i = 0; i < 16; i++)
        socket.remote.address[i] = (uint8_t)(0xF0 + i);
    reply_init(&reply);
    CHECK_EQUAL(0, add_socket(&reply, &socket));
    CHECK_EQUAL(UINT64_C(0xF0F1F2F3F4F5F6F7), u64_at(reply.rows.data, ROW_FORMAT(ROW_REMOTE_HIGH)));
    CHECK_EQUAL(UINT64_C(0xF8F9FAFBFCFDFEFF), u64_at(reply.rows.data, ROW_FORMAT(ROW_REMOTE_LOW)));
    CHECK_EQUAL(UINT16_MAX, u16_at(reply.rows.data, ROW_FORMAT(ROW_REMOTE_PORT)));
    CHECK_EQUAL(UINT32_MAX, u32_at(reply.rows.data, ROW_FORMAT(ROW_NATIVE_STATE)));
    reply_free(&reply);
}

/* The name of a state that many rows have is stored once; also when there are more names than are remembered. */
static void names_of_states_are_shared(void)
{
    static const char names[2 * REPLY_STATE_NAMES][4];
    struct reply reply;
    struct sockscope_socket socket = tcp4();
    reply_init(&reply);
    for (int i = 0; i < 1000; i++)
        CHECK_EQUAL(0, add_socket(&reply, &socket));
    CHECK_EQUAL(sizeof "TCP_LISTEN", reply.heap.size);
    for (int i = 0; i < 2 * REPLY_STATE_NAMES; i++) {
        socket.native_state = names[i];
        CHECK_EQUAL(0, add_socket(&reply, &socket));
    }
    CHECK_EQUAL(REPLY_STATE_NAMES, reply.state_name_count);
    CHECK_EQUAL(sizeof "TCP_LISTEN" + 2 * REPLY_STATE_NAMES, reply.heap.size);
    reply_free(&reply);
}

/* Every part grows far beyond its first capacity, and what it had stays. */
static void parts_grow(void)
{
    enum { ROWS = 5000 };
    struct reply reply;
    struct sockscope_answer answer = {.method = "test", .intact = false, .lost = UINT32_MAX};
    uint8_t name[108];
    reply_init(&reply);
    for (int i = 0; i < ROWS; i++) {
        memset(name, i, sizeof name);
        uint8_t *lent = checks_copy(name, sizeof name);
        struct sockscope_socket socket = unix_named(lent, sizeof name);
        struct sockscope_process process = {.pid = ROWS - i, .name = lent, .name_size = 16, .unreadable = i % 2 == 0};
        CHECK_EQUAL(0, add_socket(&reply, &socket));
        CHECK_EQUAL(0, add_process(&reply, &process));
        free(lent);
    }
    CHECK_EQUAL(0, reply_finish_rows(&reply, &answer));
    CHECK_EQUAL(ROWS, u32_at(reply.header, ROW_FORMAT(HEADER_ROWS)));
    CHECK_EQUAL(ROWS, u32_at(reply.header, ROW_FORMAT(HEADER_PROCESSES)));
    CHECK_EQUAL(reply.heap.size, u32_at(reply.header, ROW_FORMAT(HEADER_HEAP_SIZE)));
    CHECK_EQUAL(0, u32_at(reply.header, ROW_FORMAT(HEADER_INTACT)));
    CHECK_EQUAL(UINT32_MAX, u32_at(reply.header, ROW_FORMAT(HEADER_LOST)));
    CHECK_EQUAL(ROWS * (2 * sizeof name + 16) + 4, reply.heap.size);
    CHECK(memcmp(reply.heap.data + u32_at(reply.header, ROW_FORMAT(HEADER_LABEL)), "test", 4) == 0);
    for (int i = 0; i < ROWS; i++) {
        const uint8_t *row = reply.rows.data + i * ROW_FORMAT(ROW_SIZE);
        memset(name, i, sizeof name);
        CHECK_EQUAL(sizeof name, u64_at(row, ROW_FORMAT(ROW_REMOTE_LOW)));
        CHECK(memcmp(reply.heap.data + u64_at(row, ROW_FORMAT(ROW_REMOTE_HIGH)), name, sizeof name) == 0);

        const uint8_t *process = reply.processes.data + i * ROW_FORMAT(PROCESS_SIZE);
        CHECK_EQUAL(i + 1, u64_at(process, ROW_FORMAT(PROCESS_PID)));
        CHECK_EQUAL((ROWS - i - 1) % 2 == 0, u32_at(process, ROW_FORMAT(PROCESS_UNREADABLE)));
        CHECK_EQUAL((uint8_t)(ROWS - i - 1), reply.heap.data[u32_at(process, ROW_FORMAT(PROCESS_NAME))]);
    }
    reply_free(&reply);
    CHECK_EQUAL(ROW_FORMAT(HEADER_SIZE), reply_size(&reply));
}

/* What an array of Java can't hold is refused before it is allocated: here all but so many bytes are said to be used. */
static void more_than_an_array_holds_is_too_large(void)
{
    struct reply reply;
    struct sockscope_error error;
    struct sockscope_answer answer = {.method = "test", .intact = true};
    struct sockscope_socket socket = tcp4();
    struct sockscope_socket named = unix_named("name", 4);
    struct sockscope_process process = {.pid = 1};
    reply_init(&reply);
    CHECK_EQUAL(0, add_socket(&reply, &socket));
    size_t heap_size = reply.heap.size;

    reply.heap.size = 0;
    reply.heap.size = ARRAY_LIMIT - reply_size(&reply) - ROW_FORMAT(ROW_SIZE) + 1;
    CHECK_EQUAL(EOVERFLOW, add_socket(&reply, &socket));
    reply.heap.size = ARRAY_LIMIT - ROW_FORMAT(ROW_SIZE) - ROW_FORMAT(HEADER_SIZE);
    CHECK_EQUAL(ARRAY_LIMIT, reply_size(&reply));
    CHECK_EQUAL(EOVERFLOW, add_socket(&reply, &named));
    CHECK_EQUAL(EOVERFLOW, add_process(&reply, &process));
    CHECK_EQUAL(EOVERFLOW, reply_finish_rows(&reply, &answer));
    CHECK_EQUAL(ROW_FORMAT(ROW_SIZE), reply.rows.size);
    CHECK_EQUAL(0, reply.processes.size);

    reply.heap.size = heap_size;
    named.local.name_size = ARRAY_LIMIT;
    CHECK_EQUAL(EOVERFLOW, add_socket(&reply, &named));
    named.local.name_size = SIZE_MAX;
    CHECK_EQUAL(EOVERFLOW, add_socket(&reply, &named));
    CHECK_EQUAL(heap_size, reply.heap.size);

    CHECK_EQUAL(SOCKSCOPE_TOO_LARGE, sockscope_fail_sink(&error, EOVERFLOW));
    CHECK_EQUAL(SOCKSCOPE_SYSTEM_CALL_FAILED, sockscope_fail_sink(&error, ENOMEM));
    reply_free(&reply);
}

static void a_failure_takes_the_place_of_the_rows(void)
{
    struct reply reply;
    struct sockscope_error error;
    struct sockscope_socket socket = tcp4();
    reply_init(&reply);
    CHECK_EQUAL(0, add_socket(&reply, &socket));
    sockscope_fail(&error, SOCKSCOPE_ACCESS_DENIED, "open of it", EACCES, 7);
    reply_finish_failure(&reply, &error, "denied");
    CHECK_EQUAL(SOCKSCOPE_ACCESS_DENIED, u32_at(reply.header, ROW_FORMAT(HEADER_RESULT)));
    CHECK_EQUAL(EACCES, u32_at(reply.header, ROW_FORMAT(HEADER_CODE)));
    CHECK_EQUAL(7, u64_at(reply.header, ROW_FORMAT(HEADER_PID)));
    CHECK_EQUAL(0, u32_at(reply.header, ROW_FORMAT(HEADER_ROWS)));
    CHECK_EQUAL(ROW_FORMAT(HEADER_SIZE) + strlen("open of it") + strlen("denied"), reply_size(&reply));
    CHECK(memcmp(reply.heap.data, "open of itdenied", reply.heap.size) == 0);
    reply_free(&reply);
}

static void a_cleared_reply_is_as_new_but_for_its_memory(void)
{
    struct reply fresh;
    struct reply used;
    const struct sockscope_socket socket = tcp4();
    const struct sockscope_answer answer = {.method = "a", .intact = true};
    reply_init(&fresh);
    reply_init(&used);
    CHECK(used.rows.capacity == 0);
    CHECK(add_socket(&used, &socket) == 0 && add_socket(&used, &socket) == 0);
    const uint8_t *rows = used.rows.data;
    reply_clear(&used);
    CHECK(used.rows.capacity > 0);
    CHECK(add_socket(&fresh, &socket) == 0 && add_socket(&used, &socket) == 0);
    CHECK(reply_finish_rows(&fresh, &answer) == 0 && reply_finish_rows(&used, &answer) == 0);
    CHECK(used.rows.data == rows);
    CHECK(reply_size(&used) == reply_size(&fresh));
    CHECK(memcmp(used.header, fresh.header, sizeof used.header) == 0);
    CHECK(memcmp(used.rows.data, fresh.rows.data, fresh.rows.size) == 0);
    CHECK(memcmp(used.heap.data, fresh.heap.data, fresh.heap.size) == 0);
    reply_free(&fresh);
    reply_free(&used);
}

int main(void)
{
    an_empty_reply_is_its_header();
    a_row_has_its_fields();
    an_address_of_ipv6_is_two_halves();
    names_of_states_are_shared();
    parts_grow();
    more_than_an_array_holds_is_too_large();
    a_failure_takes_the_place_of_the_rows();
    a_cleared_reply_is_as_new_but_for_its_memory();
    return checks_result();
}
