// SPDX-License-Identifier: Apache-2.0
/* The tables of /proc/PID/net, made of the same lines of the scenario as the answers of sock_diag. */
#include "scenario.h"
#include "scripted_kernel.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct text {
    char *bytes;
    size_t size;
};

static void append_byte(struct text *text, char byte)
{
    text->bytes = scenario_grow(text->bytes, text->size, 1);
    text->bytes[text->size++] = byte;
}

__attribute__((format(printf, 2, 3))) static void append(struct text *text, const char *format, ...)
{
    char piece[512];
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(piece, sizeof piece, format, arguments);
    va_end(arguments);
    for (int i = 0; i < size; i++)
        append_byte(text, piece[i]);
}

static void append_end(struct text *text, bool inet6, const char *address, const char *port)
{
    uint32_t words[4];
    if (inet_pton(inet6 ? AF_INET6 : AF_INET, address, words) != 1)
        abort();
    append(text, " ");
    for (int i = 0; i < (inet6 ? 4 : 1); i++)
        append(text, "%08X", words[i]);
    append(text, ":%04X", (unsigned)atoi(port));
}

static void append_inet(struct text *text, const struct scenario_line *line, unsigned slot)
{
    bool inet6 = strchr(line->words[0], '6') != NULL;
    unsigned receive = (unsigned)scenario_number(line, "queues=", 0);
    append(text, "%4u:", slot);
    append_end(text, inet6, line->words[2], line->words[3]);
    append_end(text, inet6, line->words[4], line->words[5]);
    append(text, " %02X %08X:%08X 00:00000000 00000000 %5u 0 %u 1 0000000000000000 100 0 0 10 0\n",
           (unsigned)atoi(line->words[1]), 0U, receive, (unsigned)scenario_number(line, "uid=", 0),
           (unsigned)scenario_number(line, "inode=", 0));
}

/* The kernel shows NUL as @. */
static void append_unix_name(struct text *text, const char *hexadecimal)
{
    unsigned char byte;
    bool abstract = strncmp(hexadecimal, "00", 2) == 0;
    if (strcmp(hexadecimal, "-") == 0)
        return;
    append_byte(text, ' ');
    for (; sscanf(hexadecimal, "%2hhx", &byte) == 1; hexadecimal += 2) {
        if (byte == 0 && !abstract)
            return;
        append_byte(text, byte == 0 ? '@' : (char)byte);
    }
}

static void append_unix(struct text *text, const struct scenario_line *line)
{
    int state = atoi(line->words[2]);
    append(text, "0000000000000000: 00000002 00000000 %08X %04X %02X %5u", state == TCP_LISTEN ? 0x10000U : 0U,
           (unsigned)atoi(line->words[1]), state == TCP_ESTABLISHED ? 3U : 1U,
           (unsigned)scenario_number(line, "inode=", 0));
    append_unix_name(text, line->words[3]);
    append_byte(text, '\n');
}

char *scripted_table_text(const char *table, uint64_t netns, size_t *size)
{
    struct text text = {0};
    bool is_unix = strcmp(table, "unix") == 0;
    append(&text, "the names of the columns\n");
    if (scenario_find("garbage", table, NULL) != NULL)
        append(&text, "garbage\n\n 1: zz\n   0: 0100007F:1F90 00000000:0000 0A 0000\n");
    size_t at = 0;
    unsigned slot = 0;
    const struct scenario_line *line;
    while ((line = scenario_next(&at, table)) != NULL) {
        if (!scripted_is_in_netns(line, netns))
            continue;
        if (is_unix)
            append_unix(&text, line);
        else
            append_inet(&text, line, slot++);
    }
    *size = text.size;
    return text.bytes;
}
