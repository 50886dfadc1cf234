// SPDX-License-Identifier: Apache-2.0
/* The sysctls that list sockets, which the kernel writes record by record until there is no room left. */
#include "faults.h"
#include "scripted_darwin.h"
#include "xnu_pcblist.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/sysctl.h>

/* As long as XNU's own are, from macOS 13 on. */
static const struct {
    uint32_t kind;
    size_t size;
} sizes[] = {
    {XSO_SOCKET, 104},
    {XSO_RCVBUF, 32},
    {XSO_SNDBUF, 32},
    {XSO_STATS, 136},
    {XSO_INPCB, 104},
    {XSO_TCPCB, 204},
    {XSO_UNPCB, sizeof(struct xunpcb_n)},
};

#define MACOS_11_SOCKET_SIZE 76

static const struct source {
    const char *name;
    enum scripted_table table;
    unsigned since; /* this version of macOS */
    bool is_64;
} sources[] = {
    {"net.inet.tcp.pcblist_n", SCRIPTED_TCP, 11, false},
    {"net.inet.udp.pcblist_n", SCRIPTED_UDP, 11, false},
    {"net.local.stream.pcblist_n", SCRIPTED_UNIX_STREAM, 13, false},
    {"net.local.dgram.pcblist_n", SCRIPTED_UNIX_DGRAM, 13, false},
    {"net.local.stream.pcblist64", SCRIPTED_UNIX_STREAM, 11, true},
    {"net.local.dgram.pcblist64", SCRIPTED_UNIX_DGRAM, 11, true},
};

static unsigned macos(void)
{
    const struct scenario_line *line = scenario_find("macos", NULL, NULL);
    return line == NULL ? 13 : (unsigned)strtoul(line->words[1], NULL, 10);
}

/* What is copied out, as far as there is room. */
struct output {
    char *data;
    size_t room;
    size_t size;
    bool full;
};

static void put(struct output *output, const void *data, size_t size)
{
    if (output->full || size > output->room - output->size) {
        output->full = true;
        return;
    }
    memcpy(output->data + output->size, data, size);
    output->size += size;
}

/* The records of one socket, put together before they are copied. */
struct item {
    char data[4096];
    size_t size;
};

static size_t size_of(uint32_t kind)
{
    size_t at = 0;
    const struct scenario_line *line;
    while ((line = scenario_next(&at, "resize")) != NULL) {
        if (strtoul(line->words[1], NULL, 0) == kind)
            return strtoul(line->words[2], NULL, 10);
    }
    if (kind == XSO_SOCKET && macos() < 13)
        return MACOS_11_SOCKET_SIZE;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        if (sizes[i].kind == kind)
            return sizes[i].size;
    }
    scenario_give_up("a record of no known length", "");
}

static void add_sized(struct item *item, uint32_t kind, const void *record, size_t known, size_t size)
{
    struct xgen_n head = {.xgn_len = (uint32_t)size, .xgn_kind = kind};
    if (size == 0)
        return;
    if (size > sizeof item->data - item->size)
        scenario_give_up("too long a record", "");
    char *to = item->data + item->size;
    memcpy(to, record, known < size ? known : size);
    memcpy(to, &head, sizeof head < size ? sizeof head : size);
    item->size += (size + 7) & ~(size_t)7;
}

static void add(struct item *item, uint32_t kind, const void *record, size_t known)
{
    add_sized(item, kind, record, known, size_of(kind));
}

static void add_strange_records(struct item *item)
{
    size_t at = 0;
    const struct scenario_line *line;
    while ((line = scenario_next(&at, "record")) != NULL)
        add_sized(item, (uint32_t)strtoul(line->words[1], NULL, 0), "", 0, strtoul(line->words[2], NULL, 10));
}

static void fill_sockaddr(const char *name, struct sockaddr_un *sockaddr)
{
    if (name[0] == '\0')
        return;
    sockaddr->sun_len = (uint8_t)(offsetof(struct sockaddr_un, sun_path) + strlen(name));
    sockaddr->sun_family = AF_UNIX;
    memcpy((char *)sockaddr + offsetof(struct sockaddr_un, sun_path), name, strlen(name));
}

static void add_control_block(struct item *item, const struct scripted_socket *socket)
{
    struct xunpcb_n un = {.xunp_unpp = socket->address + 1};
    struct xinpcb_n in = {
        .xi_inpp = socket->address + 1,
        .inp_fport = htons(socket->remote_port),
        .inp_lport = htons(socket->local_port),
        .inp_vflag = socket->vflag,
    };
    memcpy(&in.inp_faddr, socket->remote, sizeof in.inp_faddr);
    memcpy(&in.inp_laddr, socket->local, sizeof in.inp_laddr);
    if (socket->table == SCRIPTED_TCP || socket->table == SCRIPTED_UDP) {
        add(item, XSO_INPCB, &in, sizeof in);
        return;
    }
    fill_sockaddr(socket->name, &un.xu_au.xuu_addr);
    fill_sockaddr(socket->peer, &un.xu_cau.xuu_caddr);
    add(item, XSO_UNPCB, &un, sizeof un);
}

static struct item make_item64(const struct scripted_socket *socket)
{
    struct item item = {.size = 0};
    struct xunpcb64 un = {
        .xu_unpp = socket->address + 1,
        .xunp_socket = socket->address,
        .xu_socket =
            {
                .xso_len = sizeof un.xu_socket,
                .xso_so = socket->address,
                .so_type = (int16_t)socket->type,
                .so_state = socket->nofdref ? SS_NOFDREF : 0,
                .so_pcb = socket->address + 1,
                .xso_family = socket->family,
                .so_rcv = {.sb_cc = socket->receive},
                .so_snd = {.sb_cc = socket->send},
                .so_uid = socket->uid,
            },
    };
    const struct scenario_line *resized = scenario_find("resize", "64", NULL);
    un.xu_len = resized == NULL ? sizeof un : (uint32_t)strtoul(resized->words[2], NULL, 10);
    fill_sockaddr(socket->name, &un.xu_au.xuu_addr);
    fill_sockaddr(socket->peer, &un.xu_cau.xuu_caddr);
    memcpy(item.data, &un, sizeof un);
    item.size = un.xu_len;
    return item;
}

static struct item make_item(const struct scripted_socket *socket, bool is_64)
{
    struct item item = {.size = 0};
    if (is_64)
        return make_item64(socket);
    struct xsocket_n so = {
        .xso_so = socket->address,
        .so_type = (int16_t)socket->type,
        .so_state = socket->nofdref ? SS_NOFDREF : 0,
        .so_pcb = socket->address + 1,
        .xso_protocol = socket->protocol,
        .xso_family = socket->family,
        .so_uid = socket->uid,
        .so_last_pid = socket->last,
        .so_e_pid = socket->last,
    };
    struct xsockbuf_n receive = {.sb_cc = socket->receive};
    struct xsockbuf_n send = {.sb_cc = socket->send};
    struct xtcpcb_n tcp = {.t_state = socket->state};
    add_control_block(&item, socket);
    add_strange_records(&item);
    add(&item, XSO_SOCKET, &so, sizeof so);
    add(&item, XSO_RCVBUF, &receive, sizeof receive);
    add(&item, XSO_SNDBUF, &send, sizeof send);
    add(&item, XSO_STATS, "", 0);
    if (socket->table == SCRIPTED_TCP)
        add(&item, XSO_TCPCB, &tcp, sizeof tcp);
    return item;
}

/* One of those that a table grows by: of the kernel's own. */
static struct scripted_socket grown(enum scripted_table table, size_t nth)
{
    return (struct scripted_socket){
        .table = table,
        .address = scripted_hash((UINT64_C(1) << 50) + nth),
        .family = table == SCRIPTED_TCP || table == SCRIPTED_UDP ? AF_INET : AF_UNIX,
        .protocol = table == SCRIPTED_TCP   ? IPPROTO_TCP
                    : table == SCRIPTED_UDP ? IPPROTO_UDP
                                            : 0,
        .type = table == SCRIPTED_TCP || table == SCRIPTED_UNIX_STREAM ? SOCK_STREAM : SOCK_DGRAM,
        .state = 1,
        .vflag = INP_IPV4,
        .local_port = 9,
        .nofdref = true,
    };
}

static size_t count(enum scripted_table table)
{
    struct scripted_cursor cursor = {0};
    struct scripted_socket socket;
    size_t sockets = 0;
    while (scripted_socket_next(&cursor, table, &socket))
        sockets++;
    return sockets;
}

static const struct source *find_source(const char *name)
{
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        if (strcmp(sources[i].name, name) == 0 && sources[i].since <= macos())
            return &sources[i];
    }
    return NULL;
}

/* UNIX sockets of all types have one count; only for the others is there room for one more. */
static size_t estimate(const struct source *source, size_t sockets)
{
    bool is_unix = source->table == SCRIPTED_UNIX_STREAM || source->table == SCRIPTED_UNIX_DGRAM;
    struct scripted_socket example = grown(source->table, 0);
    size_t item = make_item(&example, source->is_64).size;
    return 2 * sizeof(struct xinpgen) + (sockets + sockets / 8 + (is_unix ? 0 : 1)) * item;
}

static void put_sockets(struct output *output, const struct source *source, size_t growth)
{
    struct scripted_cursor cursor = {0};
    struct scripted_socket socket;
    while (!output->full && scripted_socket_next(&cursor, source->table, &socket)) {
        struct item item = make_item(&socket, source->is_64);
        put(output, item.data, item.size);
    }
    for (size_t i = 0; i < growth && !output->full; i++) {
        socket = grown(source->table, i);
        struct item item = make_item(&socket, source->is_64);
        put(output, item.data, item.size);
    }
}

/* Of all types together if they are UNIX sockets. */
static size_t count_all(enum scripted_table table)
{
    if (table == SCRIPTED_UNIX_STREAM || table == SCRIPTED_UNIX_DGRAM)
        return count(SCRIPTED_UNIX_STREAM) + count(SCRIPTED_UNIX_DGRAM);
    return count(table);
}

int sysctlbyname(const char *name, void *oldp, size_t *oldlenp, void *newp, size_t newlen)
{
    const struct source *source = find_source(name);
    if (newp != NULL || newlen != 0)
        scenario_give_up("a sysctl is to be set", name);
    if (faults_has("sysctl", name) || (oldp != NULL && faults_has("sysctl-data", name)))
        return -1;
    if (source == NULL) {
        errno = ENOENT;
        return -1;
    }
    size_t growth = scripted_growth(name);
    size_t sockets = count_all(source->table) + growth;
    if (oldp == NULL) {
        *oldlenp = estimate(source, sockets);
        return 0;
    }
    struct output output = {.data = oldp, .room = *oldlenp};
    struct xinpgen ends = {.xig_len = sizeof ends, .xig_count = (uint32_t)sockets, .xig_gen = 5, .xig_sogen = 6};
    put(&output, &ends, sizeof ends);
    if (sockets > 0) {
        put_sockets(&output, source, growth);
        put(&output, &ends, sizeof ends);
    }
    const struct scenario_line *cut = scenario_find("cut", name, NULL);
    *oldlenp = output.size - (cut == NULL ? 0 : strtoul(cut->words[2], NULL, 10));
    scripted_answered("sysctl", name);
    errno = ENOMEM;
    return output.full ? -1 : 0;
}
