// SPDX-License-Identifier: Apache-2.0
#include "mib.h"

#include "tli_error.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <stropts.h>
#include <sys/tihdr.h>
#include <unistd.h>

#include <inet/mib2.h>

/* Anyone may open it; the modules that have the tables are pushed onto it. */
#define DEVICE "/dev/arp"

/* The control part of a message: what the kernel says of it is far below that. */
#define CONTROL_SIZE 512

/* Other than 0 it asks for entries of their full size, with the process that created the endpoint. */
#define FULL_ENTRIES 1

union control {
    char bytes[CONTROL_SIZE];
    t_scalar_t primitive;
    struct T_optmgmt_ack acknowledged;
    struct T_error_ack refused;
};

struct stream {
    int fd;
    struct sockscope_error *error;
};

static enum sockscope_result fail(const struct stream *stream, const char *call, int code)
{
    return sockscope_fail(stream->error, SOCKSCOPE_SYSTEM_CALL_FAILED, call, code, -1);
}

/* The table that a message has; NULL for what else there is. */
static struct mib_table *table_of(struct mib *mib, const struct opthdr *header)
{
    static const struct {
        t_uscalar_t level;
        t_uscalar_t name;
    } tables[] = {
        [SOCKSCOPE_TCP4] = {MIB2_TCP, MIB2_TCP_CONN},
        [SOCKSCOPE_TCP6] = {MIB2_TCP6, MIB2_TCP6_CONN},
        [SOCKSCOPE_UDP4] = {MIB2_UDP, MIB2_UDP_ENTRY},
        [SOCKSCOPE_UDP6] = {MIB2_UDP6, MIB2_UDP6_ENTRY},
    };
    for (size_t i = 0; i < ENDPOINT_PROTOCOLS; i++) {
        if (tables[i].level == header->level && tables[i].name == header->name)
            return &mib->tables[i];
    }
    return NULL;
}

static int reserve(struct mib_table *table, size_t size)
{
    if (size <= table->capacity)
        return 0;
    free(table->data);
    table->capacity = 0;
    table->data = malloc(size);
    if (table->data == NULL)
        return ENOMEM;
    table->capacity = size;
    return 0;
}

enum sockscope_result mib_reserve(struct mib *mib, enum sockscope_protocol protocol, size_t size,
                                  struct sockscope_error *error)
{
    int failure = reserve(&mib->tables[protocol], size);
    return failure == 0 ? SOCKSCOPE_OK : sockscope_fail_sink(error, failure);
}

static int ask(int fd)
{
    struct {
        struct T_optmgmt_req request;
        struct opthdr option;
    } message = {
        .request =
            {
                .PRIM_type = T_SVR4_OPTMGMT_REQ,
                .OPT_length = sizeof message.option,
                .OPT_offset = sizeof message.request,
                .MGMT_flags = T_CURRENT,
            },
        .option = {.level = MIB2_IP, .name = 0, .len = FULL_ENTRIES},
    };
    struct strbuf control = {.len = sizeof message, .buf = (char *)&message};
    int result;
    do {
        result = putmsg(fd, &control, NULL, 0);
    } while (result < 0 && errno == EINTR);
    return result;
}

/* A part of a message; the other is NULL. Returns what getmsg returns. */
static int receive(int fd, struct strbuf *control, struct strbuf *data)
{
    int result;
    do {
        int flags = 0;
        result = getmsg(fd, control, data, &flags);
    } while (result < 0 && errno == EINTR);
    return result;
}

static enum sockscope_result refused(const struct stream *stream, const struct T_error_ack *refused)
{
    bool of_system = refused->TLI_error == TSYSERR && refused->UNIX_error != 0;
    return fail(stream, tli_error_call(refused->TLI_error), of_system ? refused->UNIX_error : EPROTO);
}

/* The header of the next message, and whether it has data; without, it is the last. */
static enum sockscope_result receive_header(const struct stream *stream, struct opthdr *header, bool *has_data)
{
    union control control;
    struct strbuf part = {.maxlen = sizeof control, .buf = control.bytes};
    int more = receive(stream->fd, &part, NULL);
    if (more < 0)
        return fail(stream, "getmsg of a header", errno);
    size_t size = part.len < 0 ? 0 : (size_t)part.len;
    if (size >= sizeof control.refused && control.primitive == T_ERROR_ACK)
        return refused(stream, &control.refused);
    if (size < sizeof control.acknowledged || control.primitive != T_OPTMGMT_ACK ||
        control.acknowledged.MGMT_flags != T_SUCCESS || (more & MORECTL) != 0)
        return fail(stream, "getmsg of a header (an unexpected message)", EPROTO);
    t_scalar_t offset = control.acknowledged.OPT_offset;
    if (offset < 0 || (size_t)offset > size || size - (size_t)offset < sizeof *header)
        return fail(stream, "getmsg of a header (it is short)", EBADMSG);
    memcpy(header, control.bytes + offset, sizeof *header);
    *has_data = (more & MOREDATA) != 0;
    if (!*has_data && header->len != 0)
        return fail(stream, "getmsg of a header (there is no data)", EBADMSG);
    return SOCKSCOPE_OK;
}

static enum sockscope_result receive_data(const struct stream *stream, const struct opthdr *header,
                                          struct mib_table *table)
{
    char nothing;
    if (header->len > INT32_MAX)
        return fail(stream, "getmsg of data (it is too long)", EBADMSG);
    int failure = reserve(table, header->len);
    if (failure != 0)
        return sockscope_fail_sink(stream->error, failure);
    struct strbuf part = {.maxlen = (int)header->len, .buf = table->data == NULL ? &nothing : table->data};
    int more = receive(stream->fd, NULL, &part);
    if (more < 0)
        return fail(stream, "getmsg of data", errno);
    if (more != 0 || part.len < 0 || (size_t)part.len != header->len)
        return fail(stream, "getmsg of data (it is not as long as its header says)", EBADMSG);
    table->size = header->len;
    table->read = true;
    return SOCKSCOPE_OK;
}

/* The size of an entry; one that is too small for what we need of it is of a kernel that we don't know. */
static bool set_entry(struct mib_table *table, int size, size_t needed)
{
    table->entry = size < 0 ? 0 : (size_t)size;
    return table->entry >= needed;
}

/* Statistics tell the sizes of the entries in the tables that come after them. */
static enum sockscope_result take_sizes(const struct stream *stream, struct mib *mib, const struct opthdr *header)
{
    mib2_tcp_t tcp;
    mib2_udp_t udp;
    bool enough = true;
    if (header->name != 0 || (header->level != MIB2_TCP && header->level != MIB2_UDP))
        return SOCKSCOPE_OK;
    bool is_tcp = header->level == MIB2_TCP;
    size_t needed = is_tcp ? offsetof(mib2_tcp_t, tcp6ConnTableSize) + sizeof tcp.tcp6ConnTableSize
                           : offsetof(mib2_udp_t, udp6EntrySize) + sizeof udp.udp6EntrySize;
    if (mib->other.size < needed)
        return fail(stream, "getmsg of statistics (they are short)", EBADMSG);
    if (is_tcp) {
        memcpy(&tcp, mib->other.data, needed);
        enough = set_entry(&mib->tables[SOCKSCOPE_TCP4], tcp.tcpConnTableSize, sizeof(mib2_tcpConnEntry_t)) &&
                 set_entry(&mib->tables[SOCKSCOPE_TCP6], tcp.tcp6ConnTableSize, sizeof(mib2_tcp6ConnEntry_t));
    } else {
        memcpy(&udp, mib->other.data, needed);
        enough = set_entry(&mib->tables[SOCKSCOPE_UDP4], udp.udpEntrySize, sizeof(mib2_udpEntry_t)) &&
                 set_entry(&mib->tables[SOCKSCOPE_UDP6], udp.udp6EntrySize, sizeof(mib2_udp6Entry_t));
    }
    return enough ? SOCKSCOPE_OK : fail(stream, "getmsg of statistics (entries without a creator)", EBADMSG);
}

static enum sockscope_result check_tables(const struct stream *stream, const struct mib *mib)
{
    for (size_t i = 0; i < ENDPOINT_PROTOCOLS; i++) {
        const struct mib_table *table = &mib->tables[i];
        if (!table->read)
            return fail(stream, "T_SVR4_OPTMGMT_REQ (a table is missing)", EPROTO);
        if (table->size > 0 && (table->entry == 0 || table->size % table->entry != 0))
            return fail(stream, "T_SVR4_OPTMGMT_REQ (a table that is no number of entries)", EBADMSG);
    }
    return SOCKSCOPE_OK;
}

static enum sockscope_result receive_all(const struct stream *stream, struct mib *mib)
{
    for (;;) {
        struct opthdr header;
        bool has_data;
        enum sockscope_result result = receive_header(stream, &header, &has_data);
        if (result != SOCKSCOPE_OK)
            return result;
        if (!has_data)
            return check_tables(stream, mib);
        struct mib_table *table = table_of(mib, &header);
        result = receive_data(stream, &header, table == NULL ? &mib->other : table);
        if (result == SOCKSCOPE_OK && table == NULL)
            result = take_sizes(stream, mib, &header);
        if (result != SOCKSCOPE_OK)
            return result;
    }
}

static enum sockscope_result exchange(const struct stream *stream, struct mib *mib)
{
    static char tcp[] = "tcp";
    static char udp[] = "udp";
    if (ioctl(stream->fd, I_PUSH, tcp) < 0)
        return fail(stream, "I_PUSH of tcp", errno);
    if (ioctl(stream->fd, I_PUSH, udp) < 0)
        return fail(stream, "I_PUSH of udp", errno);
    if (ask(stream->fd) < 0)
        return fail(stream, "putmsg of T_SVR4_OPTMGMT_REQ", errno);
    return receive_all(stream, mib);
}

enum sockscope_result mib_read(struct mib *mib, struct sockscope_error *error)
{
    struct stream stream = {.fd = open(DEVICE, O_RDWR | O_CLOEXEC), .error = error};
    if (stream.fd < 0)
        return fail(&stream, "open of " DEVICE, errno);
    for (size_t i = 0; i < ENDPOINT_PROTOCOLS; i++) {
        mib->tables[i].read = false;
        mib->tables[i].entry = 0;
    }
    enum sockscope_result result = exchange(&stream, mib);
    close(stream.fd);
    return result;
}

void mib_free(struct mib *mib)
{
    for (size_t i = 0; i < ENDPOINT_PROTOCOLS; i++)
        free(mib->tables[i].data);
    free(mib->other.data);
    *mib = (struct mib){0};
}
