// SPDX-License-Identifier: Apache-2.0
#include "proc_net_line.h"

#include "socket_numbers.h"

#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

/* What is left of the line. */
struct text {
    const char *at;
};

static void skip_blanks(struct text *text)
{
    while (*text->at == ' ' || *text->at == '\t')
        text->at++;
}

static int digit_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return 16;
}

/* Reads a number of at least one digit. Returns false if there is none, or it doesn't fit. */
static bool number(struct text *text, int base, uint64_t limit, uint64_t *value)
{
    const char *start = text->at;
    *value = 0;
    for (int digit = digit_value(*text->at); digit < base; digit = digit_value(*++text->at)) {
        if (*value > (limit - (uint64_t)digit) / (uint64_t)base)
            return false;
        *value = *value * (uint64_t)base + (uint64_t)digit;
    }
    return text->at > start;
}

/* Reads the next field, a number that ends at a blank or the line's end. */
static bool number_field(struct text *text, int base, uint64_t limit, uint64_t *value)
{
    skip_blanks(text);
    return number(text, base, limit, value) && (*text->at == ' ' || *text->at == '\t' || *text->at == '\0');
}

static bool expect(struct text *text, char wanted)
{
    if (*text->at != wanted)
        return false;
    text->at++;
    return true;
}

/* Passes over a field of any content. Returns false at the line's end. */
static bool skip_field(struct text *text)
{
    skip_blanks(text);
    const char *start = text->at;
    while (*text->at != ' ' && *text->at != '\t' && *text->at != '\0')
        text->at++;
    return text->at > start;
}

/* A word of eight hexadecimal digits, turned back into the bytes that the kernel has. */
static bool word(struct text *text, bool big_endian, uint8_t bytes[4])
{
    uint32_t value = 0;
    for (int i = 0; i < 8; i++) {
        int digit = digit_value(*text->at);
        if (digit > 15)
            return false;
        value = value << 4 | (uint32_t)digit;
        text->at++;
    }
    for (int i = 0; i < 4; i++)
        bytes[i] = (uint8_t)(value >> (big_endian ? 24 - 8 * i : 8 * i));
    return true;
}

static bool end(struct text *text, int words, bool big_endian, uint8_t address[16], uint16_t *port)
{
    uint64_t value;
    skip_blanks(text);
    for (int i = 0; i < words; i++) {
        if (!word(text, big_endian, address + 4 * i))
            return false;
    }
    if (!expect(text, ':') || !number_field(text, 16, UINT16_MAX, &value))
        return false;
    *port = (uint16_t)value;
    return true;
}

/* "sl: local remote st tx:rx tr:when retrnsmt uid timeout inode ..." */
bool proc_net_parse_inet(const char *line, enum sockscope_protocol protocol, bool big_endian,
                         struct socket_entry *entry)
{
    bool tcp = protocol == SOCKSCOPE_TCP4 || protocol == SOCKSCOPE_TCP6;
    int words = protocol == SOCKSCOPE_TCP4 || protocol == SOCKSCOPE_UDP4 ? 1 : 4;
    struct text text = {.at = line};
    uint64_t slot, state, send, receive, uid, timeout, inode;
    *entry = (struct socket_entry){
        .protocol = (uint8_t)protocol,
        .type = tcp ? SOCKSCOPE_STREAM : SOCKSCOPE_DGRAM,
        .present = SOCKSCOPE_HAS_RECEIVE_QUEUE | SOCKSCOPE_HAS_SEND_QUEUE,
    };
    skip_blanks(&text);
    if (!number(&text, 10, UINT64_MAX, &slot) || !expect(&text, ':') ||
        !end(&text, words, big_endian, entry->local, &entry->local_port) ||
        !end(&text, words, big_endian, entry->remote, &entry->remote_port) ||
        !number_field(&text, 16, UINT8_MAX, &state))
        return false;
    skip_blanks(&text);
    if (!number(&text, 16, UINT32_MAX, &send) || !expect(&text, ':') ||
        !number_field(&text, 16, UINT32_MAX, &receive) || !skip_field(&text) || !skip_field(&text) ||
        !number_field(&text, 10, UINT32_MAX, &uid) || !number_field(&text, 10, UINT64_MAX, &timeout) ||
        !number_field(&text, 10, UINT64_MAX, &inode))
        return false;

    entry->state = (uint8_t)state;
    entry->receive_queue = (uint32_t)receive;
    entry->send_queue = (uint32_t)send;
    entry->inode = inode;
    entry->uid = (uint32_t)uid;
    if (inode != 0) /* without a file the kernel fills in 0, which would be root */
        entry->present |= SOCKSCOPE_HAS_INODE | SOCKSCOPE_HAS_UID;
    if (tcp && entry->state == TCP_LISTEN) /* the text has 0 in place of how many connections may wait */
        entry->present &= (uint8_t)~SOCKSCOPE_HAS_SEND_QUEUE;
    return true;
}

/* The state that sock_diag tells, from the flags and the state of the text (SS_* of linux/net.h). */
static uint8_t unix_state(uint64_t flags, uint64_t state)
{
    const uint64_t listening = 0x10000; /* __SO_ACCEPTCON */
    const uint64_t connecting = 2;
    const uint64_t connected = 3;
    if ((flags & listening) != 0)
        return TCP_LISTEN;
    return state == connecting || state == connected ? TCP_ESTABLISHED : TCP_CLOSE;
}

/* "num: refcount protocol flags type st inode path" */
bool proc_net_parse_unix(char *line, size_t size, struct socket_entry *entry, uint8_t **name, size_t *name_size)
{
    struct text text = {.at = line};
    uint64_t address, references, protocol, flags, type, state, inode;
    skip_blanks(&text);
    if (!number(&text, 16, UINT64_MAX, &address) || !expect(&text, ':') ||
        !number_field(&text, 16, UINT64_MAX, &references) || !number_field(&text, 16, UINT64_MAX, &protocol) ||
        !number_field(&text, 16, UINT64_MAX, &flags) || !number_field(&text, 16, UINT16_MAX, &type) ||
        !number_field(&text, 16, UINT8_MAX, &state) || !number_field(&text, 10, UINT64_MAX, &inode))
        return false;
    *entry = (struct socket_entry){
        .inode = inode,
        .protocol = SOCKSCOPE_UNIX,
        .type = (uint8_t)socket_type(type),
        .state = unix_state(flags, state),
        .present = inode != 0 ? SOCKSCOPE_HAS_INODE : 0,
    };
    char *path = line + (text.at - line);
    *name_size = size - (size_t)(path - line);
    if (*name_size > 0) {
        if (*path != ' ') /* a NUL: the line goes on behind what looked like its end */
            return false;
        path++;
        --*name_size;
    }
    if (*name_size > 0 && *path == '@')
        *path = '\0';
    *name = (uint8_t *)path;
    return true;
}
