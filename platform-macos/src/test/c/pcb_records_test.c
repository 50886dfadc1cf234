// SPDX-License-Identifier: Apache-2.0
#include "pcb_records.h"

#include "checks.h"
#include "listed_socket.h"

#include <sys/socket.h>

#define SOCKETS 2
#define CORRUPTIONS 20000

/* An answer, as long as it may become. */
struct bytes {
    char data[4096];
    size_t size;
};

static void put(struct bytes *bytes, const void *record, size_t size)
{
    memcpy(bytes->data + bytes->size, record, size);
    bytes->size += (size + 7) & ~(size_t)7;
}

static void put_end(struct bytes *bytes)
{
    struct xinpgen end = {.xig_len = sizeof end, .xig_count = SOCKETS};
    memcpy(bytes->data + bytes->size, &end, sizeof end);
    bytes->size += sizeof end;
}

static struct bytes tcp_answer(void)
{
    struct bytes bytes = {.size = 0};
    put_end(&bytes);
    for (int i = 0; i < SOCKETS; i++) {
        struct xinpcb_n in = {.xi_len = sizeof in, .xi_kind = XSO_INPCB, .inp_vflag = INP_IPV4};
        struct xsocket_n so = {.xso_len = sizeof so, .xso_kind = XSO_SOCKET, .xso_family = AF_INET};
        struct xsockbuf_n receive = {.xsb_len = sizeof receive, .xsb_kind = XSO_RCVBUF};
        struct xsockbuf_n send = {.xsb_len = sizeof send, .xsb_kind = XSO_SNDBUF};
        struct xtcpcb_n tcp = {.xt_len = sizeof tcp, .xt_kind = XSO_TCPCB};
        so.xso_protocol = IPPROTO_TCP;
        put(&bytes, &in, sizeof in);
        put(&bytes, &so, sizeof so);
        put(&bytes, &receive, sizeof receive);
        put(&bytes, &send, sizeof send);
        put(&bytes, &tcp, sizeof tcp);
    }
    put_end(&bytes);
    return bytes;
}

static struct bytes unix_answer64(void)
{
    struct bytes bytes = {.size = 0};
    put_end(&bytes);
    for (int i = 0; i < SOCKETS; i++) {
        struct xunpcb64 un = {.xu_len = sizeof un, .xu_au.xuu_addr.sun_len = 20};
        memset(un.xu_au.xuu_addr.sun_path, 'x', 18);
        memcpy(bytes.data + bytes.size, &un, sizeof un);
        bytes.size += sizeof un;
    }
    put_end(&bytes);
    return bytes;
}

/* Reads what is whole of an answer, all bytes of it. Returns how many sockets that are. */
static size_t read_tcp(const struct pcblist *list, bool *intact)
{
    struct pcb_cursor cursor = pcb_records_begin(list);
    struct pcb_records records;
    struct listed_socket listed;
    size_t count = 0;
    while (pcb_records_next(&cursor, &records))
        count += listed_socket_is_whole(&records) && listed_socket(&records, &listed);
    *intact = cursor.intact;
    return count;
}

static size_t read_unix64(const struct pcblist *list, bool *intact)
{
    struct pcb_cursor cursor = pcb_records_begin(list);
    const struct xunpcb64 *record;
    size_t count = 0;
    size_t names = 0;
    while ((record = pcb_records_next64(&cursor)) != NULL) {
        names += listed_socket64(record).socket.local.name_size;
        count++;
    }
    *intact = cursor.intact && names == count * 18;
    return count;
}

typedef size_t reader(const struct pcblist *list, bool *intact);

static size_t read_copy(reader *read, const struct bytes *bytes, size_t size, bool *intact)
{
    struct pcblist list = {.data = checks_copy(bytes->data, size), .size = size};
    size_t count = read(&list, intact);
    pcblist_free(&list);
    return count;
}

static void what_is_cut_off_is_noticed(reader *read, struct bytes bytes)
{
    bool intact;
    CHECK_EQUAL(SOCKETS, read_copy(read, &bytes, bytes.size, &intact));
    CHECK(intact);
    for (size_t size = 1; size < bytes.size; size++) {
        CHECK(read_copy(read, &bytes, size, &intact) <= SOCKETS);
        CHECK(!intact);
    }
}

/* Only the bytes that there are may be read, and there must be an end. */
static void no_lie_leads_beyond_the_end(reader *read, struct bytes bytes)
{
    static const uint32_t lies[] = {0, 1, 7, 8, 23, 24, 25, 79, 0x7FFFFFFF, 0x80000000, 0xFFFFFFF8, 0xFFFFFFFF};
    bool intact;
    for (size_t at = 0; at + sizeof *lies <= bytes.size; at += sizeof *lies) {
        for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
            struct bytes lying = bytes;
            memcpy(lying.data + at, &lies[i], sizeof lies[i]);
            read_copy(read, &lying, lying.size, &intact);
        }
    }
    uint64_t random = 1;
    for (size_t i = 0; i < CORRUPTIONS; i++) {
        struct bytes corrupt = bytes;
        for (size_t changes = 0; changes < 4; changes++) {
            random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            corrupt.data[(random >> 33) % corrupt.size] = (char)(random >> 24);
        }
        read_copy(read, &corrupt, corrupt.size - (random >> 20) % 8, &intact);
    }
    CHECK_EQUAL(SOCKETS, read_copy(read, &bytes, bytes.size, &intact));
}

int main(void)
{
    what_is_cut_off_is_noticed(read_tcp, tcp_answer());
    what_is_cut_off_is_noticed(read_unix64, unix_answer64());
    no_lie_leads_beyond_the_end(read_tcp, tcp_answer());
    no_lie_leads_beyond_the_end(read_unix64, unix_answer64());
    return checks_result();
}
