// SPDX-License-Identifier: Apache-2.0
/* The records of the tables. */
#include "scenario.h"
#include "scripted_freebsd.h"
#include "scripted_world.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "freebsd.h"

#define SOCKETS UINT64_C(0xFFFFF80000000000)
#define BLOCKS UINT64_C(0xFFFFF80100000000)
#define SIZE_OF_EACH 0x100

/* The generation of a table in which nothing happens, above those of all sockets. */
#define GENERATION UINT64_C(1000000000)

static const struct {
    const char *name;
    size_t record;
} tables[] = {
    [SCRIPTED_TCP] = {"tcp", sizeof(struct xtcpcb)},
    [SCRIPTED_UDP] = {"udp", sizeof(struct xinpcb)},
    [SCRIPTED_STREAM] = {"stream", sizeof(struct xunpcb)},
    [SCRIPTED_DGRAM] = {"dgram", sizeof(struct xunpcb)},
    [SCRIPTED_SEQPACKET] = {"seqpacket", sizeof(struct xunpcb)},
    [SCRIPTED_FILE] = {"file", sizeof(struct xfile)},
    [SCRIPTED_PROC] = {"proc", sizeof(struct kinfo_proc)},
    [SCRIPTED_PID] = {"pid", sizeof(struct kinfo_proc)},
    [SCRIPTED_FILEDESC] = {"filedesc", sizeof(struct kinfo_file)},
};

const char *scripted_table_name(enum scripted_table table)
{
    return tables[table].name;
}

static size_t number(const char *word)
{
    return (size_t)strtoull(word, NULL, 0);
}

/* A line with a number behind its first word. */
static const struct scenario_line *find_numbered(const char *word, uint64_t wanted)
{
    size_t at = 0;
    const struct scenario_line *line;
    while ((line = scenario_next(&at, word)) != NULL) {
        if (strtoull(line->words[1], NULL, 10) == wanted)
            return line;
    }
    return NULL;
}

static uint64_t second_number(const char *word, uint64_t first, uint64_t otherwise)
{
    const struct scenario_line *line = find_numbered(word, first);
    return line == NULL ? otherwise : strtoull(line->words[2], NULL, 0);
}

static void append(struct scripted_bytes *bytes, const void *data, size_t size)
{
    while (bytes->capacity - bytes->size < size) {
        size_t capacity = bytes->capacity * 2 + 4096;
        bytes->data = scenario_grow(bytes->data, capacity - 1, 1);
        bytes->capacity = capacity;
    }
    memcpy(bytes->data + bytes->size, data, size);
    bytes->size += size;
}

/* A record of the size that the scenario says; what is behind the known part is no zero. */
static void append_record(struct scripted_bytes *bytes, enum scripted_table table, const void *record, size_t known)
{
    const struct scenario_line *line = scenario_find("record-size", tables[table].name, NULL);
    size_t size = line == NULL ? known : number(line->words[2]);
    size_t first = bytes->size;
    append(bytes, record, size < known ? size : known);
    while (bytes->size - first < size)
        append(bytes, &(uint8_t){0xA5}, 1);
}

/* How long a record says that it is. */
static size_t said_size(enum scripted_table table, size_t size, const struct scripted_bytes *bytes, size_t head)
{
    const struct scenario_line *says = scenario_find("says", tables[table].name, NULL);
    const struct scenario_line *line = scenario_find("record-size", tables[table].name, NULL);
    if (says != NULL && bytes->size == head)
        return number(says->words[2]);
    return line == NULL ? size : number(line->words[2]);
}

/* How many records more there are than the scenario tells of. */
static size_t count_grown(enum scripted_table table, unsigned asked)
{
    const struct scenario_line *line = scenario_find("grows", tables[table].name, NULL);
    if (line == NULL)
        return 0;
    size_t times = line->words[3][0] == '\0' ? asked : number(line->words[3]);
    return number(line->words[2]) * (asked < times ? asked : times);
}

static uint16_t wire_port(uint16_t port)
{
    return htobe16(port);
}

static void fill_socket(struct xsocket *into, const struct scripted_socket *socket)
{
    into->xso_len = sizeof *into;
    into->xso_so = find_numbered("hidden", socket->id) == NULL ? SOCKETS + socket->id * SIZE_OF_EACH : 0;
    into->so_pcb = BLOCKS + socket->id * SIZE_OF_EACH;
    into->xso_protocol = socket->protocol;
    into->xso_family = socket->family;
    into->so_type = (int16_t)socket->type;
    into->so_uid = socket->uid;
    into->so_rcv.sb_cc = socket->receive_queue;
    into->so_snd.sb_cc = socket->send_queue;
}

static bool is_mapped(const struct scripted_end *end)
{
    static const uint8_t prefix[12] = {[10] = 0xFF, [11] = 0xFF};
    return memcmp(end->address, prefix, sizeof prefix) == 0;
}

/* A block has the last four bytes of a v4-mapped address, and the interface of a link-local one within it. */
static union in_dependaddr block_address(const struct scripted_socket *socket, const struct scripted_end *end)
{
    union in_dependaddr address = {0};
    uint64_t interface = second_number("interface", socket->id, 0);
    if (socket->family == AF_INET)
        memcpy(&address.id46_addr.ia46_addr4, end->address, 4);
    else if (is_mapped(end))
        memcpy(&address.id46_addr.ia46_addr4, end->address + 12, 4);
    else
        memcpy(&address, end->address, sizeof address);
    if (interface != 0 && end->port != 0)
        ((uint8_t *)&address)[3] = (uint8_t)interface;
    return address;
}

static uint8_t vflag_of(const struct scripted_socket *socket)
{
    if (socket->family == AF_INET)
        return INP_IPV4;
    if (find_numbered("dual", socket->id) != NULL)
        return INP_IPV4 | INP_IPV6 | INP_IPV6PROTO;
    return (is_mapped(&socket->local) ? INP_IPV4 : INP_IPV6) | INP_IPV6PROTO;
}

/* A request has neither a socket nor a block of its own. */
static void fill_inet(struct xinpcb *into, const struct scripted_socket *socket)
{
    bool request = find_numbered("request", socket->id) != NULL;
    into->xi_len = request ? 0 : sizeof *into;
    into->inp_vflag = request ? vflag_of(socket) & ~INP_IPV6PROTO : vflag_of(socket);
    if (!request) {
        fill_socket(&into->xi_socket, socket);
        into->inp_gencnt = second_number("generation", socket->id, socket->id);
        into->inp_flags = socket->orphan ? INP_SOCKREF : 0;
    }
    into->inp_inc.inc_ie.ie_lport = wire_port(socket->local.port);
    into->inp_inc.inc_ie.ie_fport = wire_port(socket->remote.port);
    into->inp_inc.inc_ie.ie_dependladdr = block_address(socket, &socket->local);
    into->inp_inc.inc_ie.ie_dependfaddr = block_address(socket, &socket->remote);
}

/* The length counts no NUL at the end of the path. */
static void fill_unix_end(void *into, const struct scripted_end *end)
{
    struct sockaddr_un *address = into;
    if (end->name_size == 0)
        return;
    address->sun_len = (uint8_t)(offsetof(struct sockaddr_un, sun_path) + end->name_size);
    address->sun_family = AF_UNIX;
    memcpy((char *)into + offsetof(struct sockaddr_un, sun_path), end->name, end->name_size);
}

static bool is_listed(enum scripted_table table, const struct scripted_socket *socket)
{
    static const int types[] = {
        [SCRIPTED_STREAM] = SOCK_STREAM, [SCRIPTED_DGRAM] = SOCK_DGRAM, [SCRIPTED_SEQPACKET] = SOCK_SEQPACKET};
    const struct scenario_line *line = scenario_find("lists", tables[table].name, NULL);
    bool listed = line == NULL;
    for (size_t i = 2; line != NULL && i < SCENARIO_WORDS; i++)
        listed = listed || strtoull(line->words[i], NULL, 10) == socket->id;
    if (!listed || find_numbered("detached", socket->id) != NULL)
        return false;
    if (table == SCRIPTED_TCP || table == SCRIPTED_UDP)
        return socket->family != AF_UNIX && socket->protocol == (table == SCRIPTED_TCP ? IPPROTO_TCP : IPPROTO_UDP);
    return socket->family == AF_UNIX && socket->type == types[table];
}

static void append_block(struct scripted_bytes *bytes, enum scripted_table table, const struct scripted_socket *socket,
                         size_t head)
{
    uint64_t size = said_size(table, tables[table].record, bytes, head);
    if (table == SCRIPTED_TCP) {
        struct xtcpcb record = {.xt_len = size, .t_state = socket->state};
        fill_inet(&record.xt_inp, socket);
        append_record(bytes, table, &record, sizeof record);
    } else if (table == SCRIPTED_UDP) {
        struct xinpcb record = {0};
        fill_inet(&record, socket);
        record.xi_len = size;
        append_record(bytes, table, &record, sizeof record);
    } else {
        struct xunpcb record = {.xu_len = size, .xu_unpp = BLOCKS + socket->id * SIZE_OF_EACH};
        fill_socket(&record.xu_socket, socket);
        record.unp_gencnt = second_number("generation", socket->id, socket->id);
        fill_unix_end(record.xu_dummy1, &socket->local);
        fill_unix_end(record.xu_dummy2, &socket->remote);
        append_record(bytes, table, &record, sizeof record);
    }
}

/* Head and tail. */
static void append_generation(struct scripted_bytes *bytes, enum scripted_table table, uint64_t generation)
{
    struct xinpgen inet = {.xig_len = sizeof inet, .xig_gen = generation};
    struct xunpgen local = {.xug_len = sizeof local, .xug_gen = generation};
    if (table == SCRIPTED_TCP || table == SCRIPTED_UDP)
        append(bytes, &inet, sizeof inet);
    else
        append(bytes, &local, sizeof local);
}

/* Each socket that comes, goes or is another than before makes a difference. */
static uint64_t generation_of(enum scripted_table table)
{
    struct scripted_cursor cursor = {0};
    struct scripted_socket socket;
    uint64_t generation = GENERATION;
    while (scripted_next_socket(&cursor, &socket)) {
        if (is_listed(table, &socket))
            generation = generation * 31 + second_number("generation", socket.id, socket.id);
    }
    return generation;
}

/* Nothing has the ends of those that the table has grown by. */
static void append_blocks(struct scripted_bytes *bytes, enum scripted_table table, struct scripted_count before)
{
    const struct scenario_line *stirs = scenario_find("stirs", tables[table].name, NULL);
    bool stirred = stirs != NULL && (stirs->words[2][0] == '\0' || before.read < number(stirs->words[2]));
    struct scripted_cursor cursor = {0};
    struct scripted_socket socket;
    uint64_t generation = generation_of(table);
    append_generation(bytes, table, generation);
    size_t head = bytes->size;
    while (scripted_next_socket(&cursor, &socket)) {
        if (is_listed(table, &socket))
            append_block(bytes, table, &socket, head);
    }
    for (size_t grown = count_grown(table, before.asked); grown > 0; grown--) {
        socket = (struct scripted_socket){.id = grown, .family = AF_INET, .orphan = true};
        append_block(bytes, table, &socket, head);
    }
    append_generation(bytes, table, stirred ? generation + 1 : generation);
}

static void append_files(struct scripted_bytes *bytes, unsigned asked)
{
    struct scripted_cursor cursor = {0};
    struct scripted_descriptor descriptor;
    while (scripted_next_descriptor(&cursor, &descriptor)) {
        struct xfile record = {
            .xf_size = said_size(SCRIPTED_FILE, sizeof record, bytes, 0),
            .xf_pid = (pid_t)descriptor.pid,
            .xf_fd = descriptor.fd,
            .xf_type = descriptor.is_socket ? DTYPE_SOCKET : DTYPE_VNODE,
        };
        bool hidden = find_numbered("hidden", descriptor.socket.id) != NULL;
        if (!descriptor.is_socket)
            record.xf_data = SOCKETS;
        else if (!hidden)
            record.xf_data = SOCKETS + descriptor.socket.id * SIZE_OF_EACH;
        append_record(bytes, SCRIPTED_FILE, &record, sizeof record);
    }
    for (size_t grown = count_grown(SCRIPTED_FILE, asked); grown > 0; grown--) {
        struct xfile record = {.xf_size = sizeof record, .xf_type = DTYPE_VNODE};
        append_record(bytes, SCRIPTED_FILE, &record, sizeof record);
    }
}

static void append_process(struct scripted_bytes *bytes, enum scripted_table table,
                           const struct scripted_process *process)
{
    struct kinfo_proc record = {
        .ki_structsize = (int)said_size(table, sizeof record, bytes, 0),
        .ki_pid = (pid_t)process->pid,
        .ki_start = {.tv_sec = (time_t)second_number("started", (uint64_t)process->pid, 0)},
        .ki_stat = process->zombie ? SZOMB : 0,
        .ki_flag = find_numbered("ending", (uint64_t)process->pid) == NULL ? 0 : P_WEXIT,
    };
    memcpy(record.ki_comm, process->name, sizeof record.ki_comm - 1);
    append_record(bytes, table, &record, sizeof record);
}

static void append_processes(struct scripted_bytes *bytes, unsigned asked)
{
    struct scripted_cursor cursor = {0};
    struct scripted_process process;
    while (scripted_next_process(&cursor, &process))
        append_process(bytes, SCRIPTED_PROC, &process);
    for (size_t grown = count_grown(SCRIPTED_PROC, asked); grown > 0; grown--) {
        process = (struct scripted_process){.pid = 50000 + (int64_t)grown, .name = "grown"};
        append_process(bytes, SCRIPTED_PROC, &process);
    }
}

/* The process of a pid, or of one of its threads. */
static bool find_process(int64_t pid, struct scripted_process *process)
{
    return scripted_find_process((int64_t)second_number("thread", (uint64_t)pid, (uint64_t)pid), process);
}

/* An end without a name is a sockaddr of no more than its head; one with too long a name is left out. */
static void fill_storage(struct sockaddr_storage *into, const struct scripted_socket *socket,
                         const struct scripted_end *end)
{
    if (socket->family == AF_UNIX && end->name_size == 0) {
        into->ss_len = sizeof(struct sockaddr);
        into->ss_family = AF_UNIX;
    } else if (socket->family == AF_UNIX) {
        if (offsetof(struct sockaddr_un, sun_path) + end->name_size <= sizeof *into)
            fill_unix_end(into, end);
    } else if (socket->family == AF_INET) {
        struct sockaddr_in address = {.sin_len = sizeof address, .sin_family = AF_INET};
        address.sin_port = wire_port(end->port);
        memcpy(&address.sin_addr, end->address, sizeof address.sin_addr);
        memcpy(into, &address, sizeof address);
    } else if (socket->family == AF_INET6) {
        struct sockaddr_in6 address = {.sin6_len = sizeof address, .sin6_family = AF_INET6};
        address.sin6_port = wire_port(end->port);
        address.sin6_scope_id = (uint32_t)second_number("interface", socket->id, 0);
        memcpy(&address.sin6_addr, end->address, sizeof address.sin6_addr);
        memcpy(into, &address, sizeof address);
    }
}

/* A record ends with the path of a file, whose rest is cut off. */
static void append_descriptor(struct scripted_bytes *bytes, int fd, const struct scripted_socket *socket)
{
    size_t known = offsetof(struct kinfo_file, kf_path) + sizeof(uint64_t);
    struct kinfo_file record = {
        .kf_structsize = (int)said_size(SCRIPTED_FILEDESC, known, bytes, 0),
        .kf_type = socket == NULL ? KF_TYPE_VNODE : KF_TYPE_SOCKET,
        .kf_fd = fd,
    };
    if (socket != NULL) {
        bool tcp = socket->family != AF_UNIX && socket->protocol == IPPROTO_TCP;
        record.kf_un.kf_sock.kf_sock_domain0 = socket->family;
        record.kf_un.kf_sock.kf_sock_type0 = socket->type;
        record.kf_un.kf_sock.kf_sock_protocol0 = socket->protocol;
        record.kf_un.kf_sock.kf_sock_recvq = tcp ? socket->receive_queue : 0;
        record.kf_un.kf_sock.kf_sock_sendq = tcp ? socket->send_queue : 0;
        if (find_numbered("detached", socket->id) == NULL)
            record.kf_un.kf_sock.kf_sock_pcb = BLOCKS + socket->id * SIZE_OF_EACH;
        fill_storage(&record.kf_un.kf_sock.kf_sa_local, socket, &socket->local);
        fill_storage(&record.kf_un.kf_sock.kf_sa_peer, socket, &socket->remote);
    }
    append_record(bytes, SCRIPTED_FILEDESC, &record, known);
}

/* What is no descriptor, such as the text of the program, comes first. */
static int append_descriptors(struct scripted_bytes *bytes, int64_t pid, unsigned asked)
{
    struct scripted_cursor cursor = {0};
    struct scripted_descriptor descriptor;
    struct scripted_process process;
    if (!find_process(pid, &process) || process.zombie || find_numbered("ending", (uint64_t)process.pid) != NULL)
        return ESRCH;
    if (find_numbered("refused", (uint64_t)process.pid) != NULL)
        return EPERM;
    append_descriptor(bytes, -5, NULL);
    while (scripted_next_descriptor(&cursor, &descriptor)) {
        if (descriptor.pid == process.pid)
            append_descriptor(bytes, descriptor.fd, descriptor.is_socket ? &descriptor.socket : NULL);
    }
    for (size_t grown = count_grown(SCRIPTED_FILEDESC, asked); grown > 0; grown--)
        append_descriptor(bytes, 100 + (int)grown, NULL);
    return 0;
}

int scripted_table_read(enum scripted_table table, int64_t pid, struct scripted_count before,
                        struct scripted_bytes *bytes)
{
    const struct scenario_line *cut = scenario_find("cut", tables[table].name, NULL);
    struct scripted_process process;
    int failure = 0;
    if (table == SCRIPTED_FILE)
        append_files(bytes, before.asked);
    else if (table == SCRIPTED_PROC)
        append_processes(bytes, before.asked);
    else if (table == SCRIPTED_FILEDESC)
        failure = append_descriptors(bytes, pid, before.asked);
    else if (table != SCRIPTED_PID)
        append_blocks(bytes, table, before);
    else if (find_process(pid, &process))
        append_process(bytes, table, &process);
    else
        failure = ESRCH;
    if (cut != NULL && bytes->size > number(cut->words[2]))
        bytes->size = number(cut->words[2]);
    return failure;
}
