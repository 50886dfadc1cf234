// SPDX-License-Identifier: Apache-2.0
/* The sockets that the lines of a scenario tell of. */
#include "scripted_darwin.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/proc_info.h>
#include <sys/socket.h>

/* Ids of sockets that no line names. */
#define OF_DESCRIPTOR (UINT64_C(1) << 40)
#define OF_PROCESS (UINT64_C(1) << 41)
#define FD_BITS 20

uint64_t scripted_hash(uint64_t id)
{
    return (id + 1) * UINT64_C(0xD1342543DE82EF95);
}

uint64_t scripted_id_of_descriptor(uint64_t pid, uint64_t fd)
{
    return OF_DESCRIPTOR | pid << FD_BITS | fd;
}

uint64_t scripted_id_of_process(uint64_t pid)
{
    return OF_PROCESS | pid << FD_BITS;
}

bool scripted_has(const struct scenario_line *line, const char *word)
{
    for (size_t i = 1; i < SCENARIO_WORDS; i++) {
        if (strcmp(line->words[i], word) == 0)
            return true;
    }
    return false;
}

static uint64_t number(const char *word)
{
    return strtoull(word, NULL, 0);
}

static void read_name(const char *text, char name[256])
{
    size_t size = 0;
    if (strcmp(text, "-") == 0)
        text = "";
    while (*text != '\0') {
        if (size == 253)
            scenario_give_up("too long a name", text);
        if (*text == '\\') {
            char digits[] = {text[1], text[2], '\0'};
            name[size++] = (char)strtoul(digits, NULL, 16);
            text += 3;
        } else {
            name[size++] = *text++;
        }
    }
    name[size] = '\0';
}

static void read_inet(const struct scenario_line *line, size_t first, struct scripted_socket *socket)
{
    bool inet4 = scripted_address(line->words[first], socket->local);
    scripted_address(line->words[first + 2], socket->remote);
    socket->local_port = (uint16_t)number(line->words[first + 1]);
    socket->remote_port = (uint16_t)number(line->words[first + 3]);
    socket->vflag = inet4 ? INI_IPV4 : INI_IPV6;
}

static void read_unix(const struct scenario_line *line, struct scripted_socket *socket)
{
    static const struct {
        const char *name;
        int type;
        enum scripted_table table;
    } types[] = {
        {"stream", SOCK_STREAM, SCRIPTED_UNIX_STREAM},
        {"dgram", SOCK_DGRAM, SCRIPTED_UNIX_DGRAM},
        {"seqpacket", SOCK_SEQPACKET, SCRIPTED_NO_TABLE},
        {"raw", SOCK_RAW, SCRIPTED_NO_TABLE},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (strcmp(types[i].name, line->words[2]) == 0) {
            socket->type = types[i].type;
            socket->table = types[i].table;
        }
    }
    if (socket->type == 0)
        scenario_give_up("no such type", line->words[2]);
    socket->family = AF_UNIX;
    read_name(line->words[3], socket->name);
    read_name(line->words[4], socket->peer);
}

static int32_t first_holder(const char *id)
{
    size_t at = 0;
    const struct scenario_line *line;
    while ((line = scenario_next(&at, "fd")) != NULL) {
        if (strcmp(line->words[3], id) == 0)
            return (int32_t)number(line->words[1]);
    }
    return 1;
}

static void read_options(const struct scenario_line *line, struct scripted_socket *socket)
{
    socket->uid = (uint32_t)scenario_number(line, "uid=", 501);
    socket->last = (int32_t)scenario_number(line, "last=", (uint64_t)first_holder(line->words[1]));
    socket->receive = (uint32_t)scenario_number(line, "receive=", 0);
    socket->send = (uint32_t)scenario_number(line, "send=", 0);
    socket->vflag = (uint8_t)scenario_number(line, "vflag=", socket->vflag);
    socket->family = (int)scenario_number(line, "family=", (uint64_t)socket->family);
    socket->protocol = (int)scenario_number(line, "protocol=", (uint64_t)socket->protocol);
    socket->nofdref = scripted_has(line, "nofdref");
    socket->unlisted = scripted_has(line, "unlisted");
    socket->nopcb = scripted_has(line, "nopcb");
    if (scripted_has(line, "userland")) {
        socket->address = 0;
        socket->family = AF_UNSPEC;
        socket->type = 0;
    }
}

static struct scripted_socket read_line(const struct scenario_line *line)
{
    const char *word = line->words[0];
    struct scripted_socket socket = {.address = scripted_hash(number(line->words[1]))};
    if (strcmp(word, "unix") == 0) {
        read_unix(line, &socket);
    } else {
        bool tcp = word[0] == 't';
        socket.family = word[3] == '4' ? AF_INET : AF_INET6;
        socket.table = tcp ? SCRIPTED_TCP : SCRIPTED_UDP;
        socket.type = tcp ? SOCK_STREAM : SOCK_DGRAM;
        socket.protocol = tcp ? IPPROTO_TCP : IPPROTO_UDP;
        socket.state = tcp ? (int)number(line->words[2]) : 0;
        read_inet(line, tcp ? 3 : 2, &socket);
    }
    read_options(line, &socket);
    return socket;
}

/* A listener of a process among many, or a socket of UDP among the many of a process. */
static struct scripted_socket socket_of_many(uint64_t id)
{
    bool tcp = (id & OF_PROCESS) != 0;
    uint64_t pid = (id & ~(OF_DESCRIPTOR | OF_PROCESS)) >> FD_BITS;
    uint64_t fd = id & ((UINT64_C(1) << FD_BITS) - 1);
    uint64_t counted = tcp ? pid : fd;
    return (struct scripted_socket){
        .table = tcp ? SCRIPTED_TCP : SCRIPTED_UDP,
        .address = scripted_hash(id),
        .family = AF_INET,
        .protocol = tcp ? IPPROTO_TCP : IPPROTO_UDP,
        .type = tcp ? SOCK_STREAM : SOCK_DGRAM,
        .state = tcp ? TSI_S_LISTEN : 0,
        .vflag = INI_IPV4,
        .local = {[13] = (uint8_t)(counted >> 16), [14] = (uint8_t)(counted >> 8), [15] = (uint8_t)counted},
        .local_port = 9,
        .uid = 501,
        .last = (int32_t)pid,
    };
}

static const char *const words[] = {"tcp4", "tcp6", "udp4", "udp6", "unix", "many-fds", "many-processes"};
#define LINES 5 /* the words of those lines that tell of one socket */
#define WORDS (sizeof words / sizeof *words)

struct scripted_socket scripted_socket_find(uint64_t id)
{
    if ((id & (OF_DESCRIPTOR | OF_PROCESS)) != 0)
        return socket_of_many(id);
    for (size_t i = 0; i < LINES; i++) {
        size_t at = 0;
        const struct scenario_line *line;
        while ((line = scenario_next(&at, words[i])) != NULL) {
            if (number(line->words[1]) == id)
                return read_line(line);
        }
    }
    scenario_give_up("a socket is held that no line tells of", "");
}

static bool next_of_many(struct scripted_cursor *cursor, struct scripted_socket *socket)
{
    const struct scenario_line *many = cursor->many;
    bool tcp = strcmp(many->words[0], "many-processes") == 0;
    uint64_t first = number(many->words[tcp ? 1 : 2]);
    if (cursor->nth == number(many->words[tcp ? 2 : 3])) {
        cursor->many = NULL;
        return false;
    }
    uint64_t id = tcp ? scripted_id_of_process(first + cursor->nth)
                      : scripted_id_of_descriptor(number(many->words[1]), first + cursor->nth);
    cursor->nth++;
    *socket = socket_of_many(id);
    return true;
}

static bool next_of_any(struct scripted_cursor *cursor, struct scripted_socket *socket)
{
    while (cursor->word < WORDS) {
        if (cursor->many != NULL && next_of_many(cursor, socket))
            return true;
        const struct scenario_line *line = scenario_next(&cursor->at, words[cursor->word]);
        if (line == NULL) {
            cursor->word++;
            cursor->at = 0;
        } else if (cursor->word < LINES) {
            *socket = read_line(line);
            return true;
        } else {
            cursor->many = line;
            cursor->nth = 0;
        }
    }
    return false;
}

bool scripted_socket_next(struct scripted_cursor *cursor, enum scripted_table table, struct scripted_socket *socket)
{
    while (next_of_any(cursor, socket)) {
        if (socket->table == table && !socket->unlisted)
            return true;
    }
    return false;
}
