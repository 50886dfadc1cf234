// SPDX-License-Identifier: Apache-2.0
/* The calls on a netlink socket. The answer to a dump is made when it is asked for, as a list of datagrams. */
#include "faults.h"
#include "scenario.h"
#include "scripted_kernel.h"
#include "scripted_query.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define PORT 4711
#define DATAGRAM_SIZE ((size_t)128 * 1024)
#define ROOM_FOR_MESSAGES ((size_t)8 * 1024) /* so that a few dozen sockets need several datagrams */

enum event {
    MESSAGES,
    FROM_A_STRANGER,
    LOST,
    SIGNAL,
};

struct datagram {
    enum event event;
    size_t size;
    uint8_t *bytes;
};

static _Thread_local struct datagram *datagrams;
static _Thread_local size_t datagram_capacity;
static _Thread_local size_t datagram_count;
static _Thread_local size_t next_datagram;
static _Thread_local uint32_t sequence;
static _Thread_local unsigned dumps[5];

static const char *const tables[] = {"tcp4", "tcp6", "udp4", "udp6", "unix"};

/* What a dump is asked for, by either kind of request. */
struct wanted {
    size_t first; /* of the tables that it lists */
    size_t last;
    uint16_t type; /* of its messages */
    uint32_t states;
    struct inet_diag_sockid id;
};

/* The older request, for both families: what goes wrong with it alone is named by this. */
static const char both[] = "tcp";

void scripted_kernel_reset(void)
{
    datagram_count = 0;
    next_datagram = 0;
    memset(dumps, 0, sizeof dumps);
}

/* The datagram stays where it is until the next one is added. */
static struct datagram *add_datagram(enum event event)
{
    if (datagram_count == datagram_capacity) {
        datagrams = scenario_grow(datagrams, datagram_capacity, sizeof *datagrams);
        datagrams[datagram_capacity++].bytes = scenario_grow(NULL, 0, DATAGRAM_SIZE);
    }
    struct datagram *datagram = &datagrams[datagram_count++];
    datagram->event = event;
    datagram->size = 0;
    return datagram;
}

static void add_message(struct datagram *datagram, uint16_t type, uint16_t flags, const void *payload, size_t size)
{
    struct nlmsghdr header = {
        .nlmsg_len = (uint32_t)NLMSG_LENGTH(size),
        .nlmsg_type = type,
        .nlmsg_flags = flags,
        .nlmsg_seq = sequence,
        .nlmsg_pid = PORT,
    };
    if (datagram->size + NLMSG_SPACE(size) > DATAGRAM_SIZE)
        abort();
    memset(datagram->bytes + datagram->size, 0, NLMSG_SPACE(size));
    memcpy(datagram->bytes + datagram->size, &header, sizeof header);
    memcpy(datagram->bytes + datagram->size + NLMSG_HDRLEN, payload, size);
    datagram->size += NLMSG_SPACE(size);
}

static void queues(const struct scenario_line *line, uint32_t *receive, uint32_t *send)
{
    *receive = (uint32_t)scenario_number(line, "queues=", 0);
    *send = 0;
    for (size_t i = 0; i < SCENARIO_WORDS; i++) {
        const char *slash = strchr(line->words[i], '/');
        if (strncmp(line->words[i], "queues=", 7) == 0 && slash != NULL)
            *send = (uint32_t)strtoul(slash + 1, NULL, 10);
    }
}

static void put_address(int family, const char *text, uint32_t *words)
{
    if (inet_pton(family, text, words) != 1)
        abort();
}

static size_t inet_message(const struct scenario_line *line, uint8_t *payload)
{
    int family = strchr(line->words[0], '6') == NULL ? AF_INET : AF_INET6;
    uint64_t cookie = scenario_number(line, "cookie=", 0);
    struct inet_diag_msg diag = {
        .idiag_family = (uint8_t)family,
        .idiag_state = (uint8_t)atoi(line->words[1]),
        .id = {.idiag_sport = htons((uint16_t)atoi(line->words[3])),
               .idiag_dport = htons((uint16_t)atoi(line->words[5])),
               .idiag_cookie = {(uint32_t)cookie, (uint32_t)(cookie >> 32)}},
        .idiag_uid = (uint32_t)scenario_number(line, "uid=", 0),
        .idiag_inode = (uint32_t)scenario_number(line, "inode=", 0),
    };
    queues(line, &diag.idiag_rqueue, &diag.idiag_wqueue);
    put_address(family, line->words[2], diag.id.idiag_src);
    put_address(family, line->words[4], diag.id.idiag_dst);
    memcpy(payload, &diag, sizeof diag);
    return sizeof diag;
}

static size_t put_attribute(uint8_t *payload, size_t at, uint16_t type, const void *data, size_t size)
{
    struct rtattr attribute = {.rta_len = (uint16_t)RTA_LENGTH(size), .rta_type = type};
    memset(payload + at, 0, RTA_SPACE(size));
    memcpy(payload + at, &attribute, sizeof attribute);
    memcpy(payload + at + RTA_LENGTH(0), data, size);
    return at + RTA_SPACE(size);
}

static size_t unix_message(const struct scenario_line *line, uint8_t *payload)
{
    uint64_t cookie = scenario_number(line, "cookie=", 0);
    struct unix_diag_msg diag = {
        .udiag_family = AF_UNIX,
        .udiag_type = (uint8_t)atoi(line->words[1]),
        .udiag_state = (uint8_t)atoi(line->words[2]),
        .udiag_ino = (uint32_t)scenario_number(line, "inode=", 0),
        .udiag_cookie = {(uint32_t)cookie, (uint32_t)(cookie >> 32)},
    };
    memcpy(payload, &diag, sizeof diag);
    size_t at = NLMSG_ALIGN(sizeof diag);

    const char *hexadecimal = line->words[3];
    if (strcmp(hexadecimal, "-") != 0) {
        uint8_t name[128];
        size_t size = strlen(hexadecimal) / 2;
        for (size_t i = 0; i < size; i++)
            sscanf(hexadecimal + 2 * i, "%2hhx", &name[i]);
        at = put_attribute(payload, at, UNIX_DIAG_NAME, name, size);
    }
    uint32_t peer = (uint32_t)scenario_number(line, "peer=", 0);
    if (peer != 0)
        at = put_attribute(payload, at, UNIX_DIAG_PEER, &peer, sizeof peer);
    struct unix_diag_rqlen lengths;
    queues(line, &lengths.udiag_rqueue, &lengths.udiag_wqueue);
    at = put_attribute(payload, at, UNIX_DIAG_RQLEN, &lengths, sizeof lengths);
    uint32_t uid = (uint32_t)scenario_number(line, "uid=", 0);
    return put_attribute(payload, at, 7 /* UNIX_DIAG_UID */, &uid, sizeof uid);
}

/* What the scenario says of the dump, or of a table in it. */
static const struct scenario_line *find(const char *what, const struct wanted *wanted)
{
    const struct scenario_line *found = wanted->type == TCPDIAG_GETSOCK ? scenario_find(what, both, NULL) : NULL;
    for (size_t i = wanted->first; i <= wanted->last && found == NULL; i++)
        found = scenario_find(what, tables[i], NULL);
    return found;
}

static bool has(const char *what, const struct wanted *wanted)
{
    return find(what, wanted) != NULL;
}

static bool is_asked_for(const struct scenario_line *line, const struct wanted *wanted)
{
    uint16_t local = ntohs(wanted->id.idiag_sport);
    uint16_t remote = ntohs(wanted->id.idiag_dport);
    return (wanted->states & UINT32_C(1) << atoi(line->words[1])) != 0 &&
           (local == 0 || local == atoi(line->words[3])) && (remote == 0 || remote == atoi(line->words[5]));
}

static struct datagram *add_table(struct datagram *datagram, const char *table, uint16_t flags,
                                  const struct wanted *wanted)
{
    bool is_unix = strcmp(table, "unix") == 0;
    uint8_t payload[512] = {0};
    size_t at = 0;
    const struct scenario_line *line;
    while ((line = scenario_next(&at, table)) != NULL) {
        bool listed = is_unix ? scenario_number(line, "inode=", 0) != 0 : is_asked_for(line, wanted);
        if (!listed || !scripted_is_in_netns(line, scripted_netns()))
            continue;
        if (datagram->size > ROOM_FOR_MESSAGES)
            datagram = add_datagram(MESSAGES);
        size_t size = is_unix ? unix_message(line, payload) : inet_message(line, payload);
        add_message(datagram, wanted->type, flags, payload, size);
    }
    return datagram;
}

static void answer_dump(const struct wanted *wanted)
{
    uint16_t flags = has("interrupted", wanted) ? NLM_F_MULTI | NLM_F_DUMP_INTR : NLM_F_MULTI;
    uint8_t payload[512] = {0};
    if (has("signal", wanted))
        add_datagram(SIGNAL);
    if (has("stranger", wanted))
        add_message(add_datagram(FROM_A_STRANGER), wanted->type, flags, payload, sizeof(struct inet_diag_msg));
    struct datagram *datagram = add_datagram(MESSAGES);
    if (has("stale", wanted)) {
        sequence--;
        add_message(datagram, wanted->type, flags, payload, sizeof(struct inet_diag_msg));
        add_message(datagram, NLMSG_DONE, flags, payload, sizeof(int));
        sequence++;
    }
    const struct scenario_line *refused = find("error", wanted);
    if (refused != NULL) {
        struct nlmsgerr error = {.error = -faults_errno(refused->words[2])};
        add_message(datagram, NLMSG_ERROR, 0, &error, sizeof error);
        return;
    }
    if (has("short", wanted))
        add_message(datagram, wanted->type, flags, payload, sizeof(struct unix_diag_msg) - 4);
    for (size_t i = wanted->first; i <= wanted->last; i++)
        datagram = add_table(datagram, tables[i], flags, wanted);
    if (has("large", wanted)) {
        datagram = add_datagram(MESSAGES);
        while (datagram->size < DATAGRAM_SIZE - 1024)
            add_message(datagram, NLMSG_NOOP, flags, payload, sizeof payload);
    }
    if (has("lost", wanted))
        add_datagram(LOST);
    if (has("lying", wanted)) {
        datagram = add_datagram(MESSAGES);
        add_message(datagram, wanted->type, flags, payload, sizeof(struct inet_diag_msg));
        datagram->size -= 8;
    }
    const struct scenario_line *broken = find("ends-with", wanted);
    int done = broken == NULL ? 0 : -faults_errno(broken->words[2]);
    add_message(add_datagram(MESSAGES), NLMSG_DONE, flags, &done, sizeof done);
}

int socket(int family, int type, int protocol)
{
    int (*real)(const char *, int, ...);
    if (family != AF_NETLINK || (type & SOCK_CLOEXEC) == 0 || protocol != NETLINK_SOCK_DIAG)
        abort();
    if (faults_has("socket", "-"))
        return -1;
    datagram_count = 0;
    next_datagram = 0;
    *(void **)&real = scenario_real("open");
    return real("/dev/null", O_RDONLY | O_CLOEXEC);
}

int bind(int fd, const struct sockaddr *address, socklen_t size)
{
    (void)fd;
    (void)address;
    (void)size;
    return faults_has("bind", "-") ? -1 : 0;
}

int getsockname(int fd, struct sockaddr *restrict address, socklen_t *restrict size)
{
    (void)fd;
    struct sockaddr_nl own = {.nl_family = AF_NETLINK, .nl_pid = PORT};
    if (faults_has("getsockname", "-"))
        return -1;
    memcpy(address, &own, sizeof own);
    *size = sizeof own;
    return 0;
}

/* Reads a request of either kind. */
static struct wanted read_request(uint16_t type, const void *payload, size_t size)
{
    struct inet_diag_req_v2 request = {0};
    if (type == TCPDIAG_GETSOCK) {
        struct inet_diag_req older;
        if (size != sizeof older)
            abort();
        memcpy(&older, payload, sizeof older);
        return (struct wanted){.last = 1, .type = type, .states = older.idiag_states, .id = older.id};
    }
    memcpy(&request, payload, size < sizeof request ? size : sizeof request);
    size_t table = 4;
    if (request.sdiag_family != AF_UNIX)
        table = (request.sdiag_protocol == IPPROTO_UDP ? 2U : 0U) + (request.sdiag_family == AF_INET6 ? 1U : 0U);
    return (struct wanted){
        .first = table, .last = table, .type = type, .states = request.idiag_states, .id = request.id};
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
    (void)fd;
    (void)flags;
    struct nlmsghdr header;
    size_t size = message->msg_iov[1].iov_len;
    if (faults_has("sendmsg", "-"))
        return -1;
    memcpy(&header, message->msg_iov[0].iov_base, sizeof header);
    if (next_datagram < datagram_count || header.nlmsg_len != sizeof header + size || header.nlmsg_pid != PORT)
        abort();
    struct wanted wanted = read_request(header.nlmsg_type, message->msg_iov[1].iov_base, size);
    sequence = header.nlmsg_seq;
    datagram_count = 0;
    next_datagram = 0;
    if (scripted_netns() == SCENARIO_NETNS) {
        unsigned round = 0;
        for (size_t i = wanted.first; i <= wanted.last; i++)
            round = ++dumps[i] > round ? dumps[i] : round;
        scenario_begin_round(round);
    }
    answer_dump(&wanted);
    if (has("changes-after", &wanted))
        scenario_end_round();
    return (ssize_t)header.nlmsg_len;
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
    (void)fd;
    if (flags != MSG_TRUNC || next_datagram == datagram_count)
        abort(); /* a real one would block for ever */
    if (faults_has("recvmsg", "-"))
        return -1;
    const struct datagram *datagram = &datagrams[next_datagram++];
    if (datagram->event == LOST || datagram->event == SIGNAL) {
        errno = datagram->event == LOST ? ENOBUFS : EINTR;
        return -1;
    }
    struct sockaddr_nl sender = {.nl_family = AF_NETLINK, .nl_pid = datagram->event == FROM_A_STRANGER ? 99 : 0};
    size_t room = message->msg_iov[0].iov_len;
    memcpy(message->msg_name, &sender, sizeof sender);
    message->msg_namelen = sizeof sender;
    message->msg_flags = datagram->size > room ? MSG_TRUNC : 0;
    memcpy(message->msg_iov[0].iov_base, datagram->bytes, datagram->size < room ? datagram->size : room);
    return (ssize_t)datagram->size;
}
