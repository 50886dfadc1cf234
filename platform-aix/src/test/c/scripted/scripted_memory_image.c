// SPDX-License-Identifier: Apache-2.0
/* The structures in the kernel's memory, each made when it is read. */
#include "kernel_headers.h"
#include "scripted_address.h"
#include "scripted_aix.h"

#include <stdlib.h>
#include <string.h>

union structure {
    struct file file;
    struct socket socket;
    struct protosw protosw;
    struct domain domain;
    struct inpcb inpcb;
    struct tcpcb tcpcb;
    struct unpcb unpcb;
    struct mbuf mbuf;
    struct sockaddr_un name;
};

uint64_t scripted_number(const char *word)
{
    char *end;
    uint64_t number = strtoull(word, &end, 0);
    if (*word == '\0' || *end != '\0')
        scenario_give_up("no number", word);
    return number;
}

static uint64_t number(const struct scenario_line *line, size_t word)
{
    return scripted_number(line->words[word]);
}

/* As it is on the wire. */
static uint16_t port(const struct scenario_line *line, size_t word)
{
    uint64_t value = number(line, word);
    uint8_t bytes[2] = {(uint8_t)(value >> 8), (uint8_t)value};
    uint16_t port;
    memcpy(&port, bytes, sizeof port);
    return port;
}

static size_t make_file(const struct scenario_line *line, union structure *made)
{
    made->file.f_data = number(line, 2);
    made->file.f_type = (int16_t)scenario_number(line, "type=", DTYPE_SOCKET);
    made->file.f_count = (int32_t)scenario_number(line, "count=", 1);
    return sizeof made->file;
}

static size_t make_socket(const struct scenario_line *line, union structure *made)
{
    made->socket.so_type = (int16_t)number(line, 2);
    made->socket.so_proto = number(line, 3);
    made->socket.so_pcb = number(line, 4);
    return sizeof made->socket;
}

static size_t make_protosw(const struct scenario_line *line, union structure *made)
{
    made->protosw.pr_domain = number(line, 2);
    made->protosw.pr_protocol = (int16_t)number(line, 3);
    return sizeof made->protosw;
}

static size_t make_domain(const struct scenario_line *line, union structure *made)
{
    made->domain.dom_family = (int32_t)number(line, 2);
    return sizeof made->domain;
}

static size_t make_inpcb(const struct scenario_line *line, union structure *made)
{
    made->inpcb.inp_socket = number(line, 2);
    made->inpcb.inp_ppcb = number(line, 3);
    scripted_address(line->words[4], made->inpcb.inp_laddr6.s6_addr);
    made->inpcb.inp_lport = port(line, 5);
    scripted_address(line->words[6], made->inpcb.inp_faddr6.s6_addr);
    made->inpcb.inp_fport = port(line, 7);
    made->inpcb.inp_flags = (int32_t)scenario_number(line, "flags=", 0);
    return sizeof made->inpcb;
}

static size_t make_tcpcb(const struct scenario_line *line, union structure *made)
{
    made->tcpcb.t_state = (int16_t)number(line, 2);
    return sizeof made->tcpcb;
}

static size_t make_unpcb(const struct scenario_line *line, union structure *made)
{
    made->unpcb.unp_socket = number(line, 2);
    made->unpcb.unp_conn = number(line, 3);
    made->unpcb.unp_addr = number(line, 4);
    return sizeof made->unpcb;
}

static size_t make_mbuf(const struct scenario_line *line, union structure *made)
{
    made->mbuf.m_data = number(line, 2);
    made->mbuf.m_len = number(line, 3);
    return sizeof made->mbuf;
}

static size_t make_name(const struct scenario_line *line, union structure *made)
{
    size_t length = 0;
    made->name.sun_family = (uint8_t)scenario_number(line, "family=", AF_UNIX);
    for (const char *text = line->words[2]; *text != '\0' && length < sizeof made->name.sun_path; text++) {
        made->name.sun_path[length] = *text;
        if (*text == '\\') {
            char digits[] = {text[1], text[2], '\0'};
            made->name.sun_path[length] = (char)strtoul(digits, NULL, 16);
            text += 2;
        }
        length++;
    }
    made->name.sun_len = (uint8_t)(length + offsetof(struct sockaddr_un, sun_path));
    return sizeof made->name;
}

static const struct {
    const char *word;
    size_t (*make)(const struct scenario_line *line, union structure *made);
} makers[] = {
    {"file", make_file},     {"socket", make_socket}, {"protosw", make_protosw},
    {"domain", make_domain}, {"inpcb", make_inpcb},   {"tcpcb", make_tcpcb},
    {"unpcb", make_unpcb},   {"mbuf", make_mbuf},     {"name", make_name},
};

/* The line of the current round whose second word is this address. */
static const struct scenario_line *find_at(const char *word, uint64_t address)
{
    size_t at = 0;
    const struct scenario_line *line;
    while ((line = scenario_next(&at, word)) != NULL) {
        if (number(line, 1) == address)
            return line;
    }
    return NULL;
}

static size_t make_one_of_many(uint64_t address, union structure *made)
{
    size_t at = 0;
    const struct scenario_line *line;
    while ((line = scenario_next(&at, "many")) != NULL) {
        uint64_t first = number(line, 3);
        uint64_t behind = first + number(line, 2) * sizeof made->file;
        if (address < first || address >= behind || (address - first) % sizeof made->file != 0)
            continue;
        made->file = (struct file){.f_data = number(line, 4), .f_type = DTYPE_SOCKET, .f_count = 1};
        return sizeof made->file;
    }
    return 0;
}

static size_t make(uint64_t address, union structure *made)
{
    memset(made, 0, sizeof *made);
    size_t size = make_one_of_many(address, made);
    for (size_t i = 0; i < sizeof makers / sizeof *makers && size == 0; i++) {
        const struct scenario_line *line = find_at(makers[i].word, address);
        if (line != NULL)
            size = makers[i].make(line, made);
    }
    return size;
}

size_t scripted_memory_read(uint64_t address, void *to, size_t size)
{
    union structure made;
    size_t length = make(address, &made);
    const struct scenario_line *cut = find_at("short", address);
    if (cut != NULL && length > number(cut, 2))
        length = (size_t)number(cut, 2);
    if (length > size)
        length = size;
    memcpy(to, &made, length);
    return length;
}
