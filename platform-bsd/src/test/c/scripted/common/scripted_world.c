// SPDX-License-Identifier: Apache-2.0
#include "scripted_world.h"

#include "scenario.h"
#include "scripted_address.h"

#include <stdlib.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>

/* The ids of the sockets that a line "many" makes, and the first of their descriptors. */
#define MANY_ID UINT64_C(1000000)
#define MANY_FD 1000

#define MANY_PORT 9

/* Bytes as a scenario has them: \20 is the byte 0x20. */
static size_t unescape(const char *text, char *bytes)
{
    size_t size = 0;
    while (*text != '\0') {
        if (size + 1 == SCRIPTED_NAME_SIZE)
            scenario_give_up("too long a name", text);
        if (*text == '\\') {
            char digits[] = {text[1], text[1] == '\0' ? '\0' : text[2], '\0'};
            bytes[size++] = (char)strtoul(digits, NULL, 16);
            text += strlen(digits) + 1;
        } else {
            bytes[size++] = *text++;
        }
    }
    bytes[size] = '\0';
    return size;
}

static void set_name(struct scripted_end *end, const char *text)
{
    if (strcmp(text, "-") != 0)
        end->name_size = unescape(text, end->name);
}

static void set_inet_end(struct scripted_end *end, int family, const char *address, const char *port)
{
    bool read = family == AF_INET ? scripted_address(address, end->address) : scripted_address6(address, end->address);
    if (!read)
        scenario_give_up("no such address", address);
    end->port = (uint16_t)strtoul(port, NULL, 10);
}

static int number(const char *word)
{
    return (int)strtol(word, NULL, 0);
}

static void fill_tcp(struct scripted_socket *socket, const char *const *words)
{
    socket->type = SOCK_STREAM;
    socket->protocol = IPPROTO_TCP;
    socket->state = number(words[2]);
    set_inet_end(&socket->local, socket->family, words[3], words[4]);
    set_inet_end(&socket->remote, socket->family, words[5], words[6]);
}

static void fill_udp(struct scripted_socket *socket, const char *const *words)
{
    socket->type = SOCK_DGRAM;
    socket->protocol = IPPROTO_UDP;
    set_inet_end(&socket->local, socket->family, words[2], words[3]);
    set_inet_end(&socket->remote, socket->family, words[4], words[5]);
}

static void fill_unix(struct scripted_socket *socket, const char *const *words)
{
    if (strcmp(words[2], "stream") == 0)
        socket->type = SOCK_STREAM;
    else if (strcmp(words[2], "dgram") == 0)
        socket->type = SOCK_DGRAM;
    else if (strcmp(words[2], "seqpacket") == 0)
        socket->type = SOCK_SEQPACKET;
    else
        scenario_give_up("no such type", words[2]);
    set_name(&socket->local, words[3]);
    set_name(&socket->remote, words[4]);
}

static void fill_other(struct scripted_socket *socket, const char *const *words)
{
    socket->family = number(words[2]);
    socket->type = number(words[3]);
    socket->protocol = number(words[4]);
}

static const struct {
    const char *word;
    int family;
    void (*fill)(struct scripted_socket *socket, const char *const *words);
} kinds[] = {
    {"tcp4", AF_INET, fill_tcp},  {"tcp6", AF_INET6, fill_tcp}, {"udp4", AF_INET, fill_udp},
    {"udp6", AF_INET6, fill_udp}, {"unix", AF_UNIX, fill_unix}, {"other", 0, fill_other},
};

#define KINDS (sizeof kinds / sizeof *kinds)

static struct scripted_socket socket_of(size_t kind, const struct scenario_line *line)
{
    struct scripted_socket socket = {
        .id = strtoull(line->words[1], NULL, 10),
        .family = kinds[kind].family,
        .orphan = scenario_number(line, "orphan=", 0) != 0,
        .uid = (uint32_t)scenario_number(line, "uid=", 0),
        .receive_queue = (uint32_t)scenario_number(line, "receive=", 0),
        .send_queue = (uint32_t)scenario_number(line, "send=", 0),
    };
    kinds[kind].fill(&socket, line->words);
    return socket;
}

static uint64_t count_many(const struct scenario_line *line)
{
    return line == NULL ? 0 : strtoull(line->words[1], NULL, 10);
}

static struct scripted_socket one_of_many(uint64_t index)
{
    uint8_t bytes[] = {(uint8_t)(index >> 24), (uint8_t)(index >> 16), (uint8_t)(index >> 8), (uint8_t)index};
    struct scripted_socket socket = {
        .id = MANY_ID + index,
        .family = AF_INET,
        .type = SOCK_DGRAM,
        .protocol = IPPROTO_UDP,
        .local = {.port = MANY_PORT},
    };
    memcpy(socket.local.address, bytes, sizeof bytes);
    return socket;
}

bool scripted_next_socket(struct scripted_cursor *cursor, struct scripted_socket *socket)
{
    while (cursor->kind < KINDS) {
        const struct scenario_line *line = scenario_next(&cursor->at, kinds[cursor->kind].word);
        if (line != NULL) {
            *socket = socket_of(cursor->kind, line);
            return true;
        }
        cursor->kind++;
        cursor->at = 0;
    }
    if (cursor->many == count_many(scenario_find("many", NULL, NULL)))
        return false;
    *socket = one_of_many(cursor->many++);
    return true;
}

struct scripted_socket scripted_find_socket(uint64_t id)
{
    struct scripted_cursor cursor = {0};
    struct scripted_socket socket;
    while (scripted_next_socket(&cursor, &socket)) {
        if (socket.id == id)
            return socket;
    }
    scenario_give_up("a descriptor of no socket", "");
}

bool scripted_next_descriptor(struct scripted_cursor *cursor, struct scripted_descriptor *descriptor)
{
    static const char *const words[] = {"opens", "holds"};
    for (; cursor->kind < 2; cursor->kind++, cursor->at = 0) {
        const struct scenario_line *line = scenario_next(&cursor->at, words[cursor->kind]);
        if (line == NULL)
            continue;
        *descriptor = (struct scripted_descriptor){
            .pid = strtoll(line->words[1], NULL, 10), .fd = number(line->words[2]), .is_socket = cursor->kind == 1};
        if (descriptor->is_socket)
            descriptor->socket = scripted_find_socket(strtoull(line->words[3], NULL, 10));
        return true;
    }
    const struct scenario_line *line = scenario_find("many", NULL, NULL);
    if (cursor->many == count_many(line))
        return false;
    *descriptor = (struct scripted_descriptor){.pid = strtoll(line->words[2], NULL, 10),
                                               .fd = MANY_FD + (int)cursor->many,
                                               .is_socket = true,
                                               .socket = one_of_many(cursor->many)};
    cursor->many++;
    return true;
}

bool scripted_next_process(struct scripted_cursor *cursor, struct scripted_process *process)
{
    static const char *const words[] = {"process", "zombie", "kernel"};
    for (; cursor->kind < 3; cursor->kind++, cursor->at = 0) {
        const struct scenario_line *line = scenario_next(&cursor->at, words[cursor->kind]);
        if (line == NULL)
            continue;
        *process = (struct scripted_process){
            .pid = strtoll(line->words[1], NULL, 10), .zombie = cursor->kind == 1, .kernel = cursor->kind == 2};
        unescape(line->words[2], process->name);
        return true;
    }
    return false;
}

bool scripted_find_process(int64_t pid, struct scripted_process *process)
{
    struct scripted_cursor cursor = {0};
    while (scripted_next_process(&cursor, process)) {
        if (process->pid == pid)
            return true;
    }
    return false;
}
