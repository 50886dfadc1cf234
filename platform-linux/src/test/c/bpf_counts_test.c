// SPDX-License-Identifier: Apache-2.0
/* Which tables are read after the program, by what it has seen and what the kernel counts. */
#include "bpf_counts.h"
#include "checks.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#define HERE 100
#define ELSEWHERE 200
#define BIT(protocol) (UINT32_C(1) << (protocol))
#define EVERY                                                                                                          \
    (BIT(SOCKSCOPE_TCP4) | BIT(SOCKSCOPE_TCP6) | BIT(SOCKSCOPE_UDP4) | BIT(SOCKSCOPE_UDP6) | BIT(SOCKSCOPE_UNIX))
#define UNIX_ONLY BIT(SOCKSCOPE_UNIX)

static void add(struct bpf_counts *counts, uint32_t netns, uint64_t inode, uint16_t family, uint16_t protocol)
{
    const struct bpf_row row = {
        .inode = inode,
        .netns = netns,
        .family = family,
        .protocol = protocol,
        .state = TCP_ESTABLISHED,
        .local_port = 1,
    };
    CHECK(bpf_counts_add(counts, &row) == 0);
}

static void as_many_as_are_listed_leave_nothing_open(void)
{
    struct bpf_counts counts = {0};
    const struct sockstat listed = {.listed = {[SOCKSCOPE_TCP4] = 2, [SOCKSCOPE_UDP6] = 1}};
    CHECK(bpf_counts_open(&counts, HERE, &listed, EVERY) == (UNIX_ONLY | BIT(SOCKSCOPE_TCP4) | BIT(SOCKSCOPE_UDP6)));
    add(&counts, HERE, 1, AF_INET, IPPROTO_TCP);
    add(&counts, ELSEWHERE, 2, AF_INET, IPPROTO_TCP);
    add(&counts, HERE, 3, AF_INET6, IPPROTO_UDP);
    CHECK(bpf_counts_open(&counts, HERE, &listed, EVERY) == (UNIX_ONLY | BIT(SOCKSCOPE_TCP4)));
    add(&counts, HERE, 4, AF_INET, IPPROTO_TCP);
    CHECK(bpf_counts_open(&counts, HERE, &listed, EVERY) == UNIX_ONLY);
    CHECK(bpf_counts_open(&counts, HERE, &listed, BIT(SOCKSCOPE_TCP4)) == 0);
    add(&counts, HERE, 5, AF_INET, IPPROTO_TCP);
    CHECK(bpf_counts_open(&counts, HERE, &listed, BIT(SOCKSCOPE_TCP4)) == BIT(SOCKSCOPE_TCP4));
    bpf_counts_free(&counts);
}

static void a_socket_of_several_holders_counts_once(void)
{
    struct bpf_counts counts = {0};
    const struct sockstat listed = {.listed = {[SOCKSCOPE_TCP4] = 2}};
    add(&counts, HERE, 1, AF_INET, IPPROTO_TCP);
    add(&counts, HERE, 1, AF_INET, IPPROTO_TCP);
    CHECK(bpf_counts_open(&counts, HERE, &listed, EVERY) == (UNIX_ONLY | BIT(SOCKSCOPE_TCP4)));
    bpf_counts_free(&counts);
}

static void what_the_kernel_does_not_list_is_not_counted(void)
{
    struct bpf_counts counts = {0};
    const struct sockstat nothing = {0};
    const struct bpf_row closed = {
        .inode = 1, .netns = HERE, .family = AF_INET, .protocol = IPPROTO_TCP, .state = TCP_CLOSE};
    const struct bpf_row unbound = {.inode = 2, .netns = HERE, .family = AF_INET, .protocol = IPPROTO_UDP};
    CHECK(bpf_counts_add(&counts, &closed) == 0);
    CHECK(bpf_counts_add(&counts, &unbound) == 0);
    CHECK(bpf_counts_open(&counts, HERE, &nothing, EVERY) == UNIX_ONLY);
    bpf_counts_free(&counts);
}

static void tcp_that_is_counted_otherwise_stays_open(void)
{
    const uint32_t tcp = BIT(SOCKSCOPE_TCP4) | BIT(SOCKSCOPE_TCP6);
    struct bpf_counts counts = {0};
    const struct sockstat nothing = {0};
    const struct sockstat waiting = {.waiting = 1};
    CHECK(bpf_counts_open(&counts, HERE, &waiting, EVERY) == (UNIX_ONLY | tcp));
    add(&counts, HERE, 1, AF_INET, BPF_PROTOCOL_MPTCP);
    CHECK(bpf_counts_open(&counts, HERE, &nothing, EVERY) == (UNIX_ONLY | tcp));
    CHECK(bpf_counts_open(&counts, ELSEWHERE, &nothing, EVERY) == UNIX_ONLY);
    const struct bpf_row listener = {
        .inode = 2,
        .netns = ELSEWHERE,
        .family = AF_INET,
        .protocol = IPPROTO_TCP,
        .state = TCP_LISTEN,
        .has_requests = 1,
    };
    const struct sockstat one = {.listed = {[SOCKSCOPE_TCP4] = 1}};
    CHECK(bpf_counts_add(&counts, &listener) == 0);
    CHECK(bpf_counts_open(&counts, ELSEWHERE, &one, EVERY) == (UNIX_ONLY | tcp));
    bpf_counts_free(&counts);
}

/* More namespaces and sockets than there is room for at first, in an order that goes to and fro. */
static void many_are_counted_in_many_namespaces(void)
{
    enum { NAMESPACES = 50, SOCKETS = 200 };
    struct bpf_counts counts = {0};
    for (uint64_t i = 0; i < SOCKETS; i++) {
        for (uint32_t netns = 1; netns <= NAMESPACES; netns++)
            add(&counts, netns, i * NAMESPACES + netns, AF_INET, IPPROTO_TCP);
    }
    const struct sockstat listed = {.listed = {[SOCKSCOPE_TCP4] = SOCKETS}};
    for (uint32_t netns = 1; netns <= NAMESPACES; netns++)
        CHECK(bpf_counts_open(&counts, netns, &listed, EVERY) == UNIX_ONLY);
    bpf_counts_free(&counts);
}

int main(void)
{
    as_many_as_are_listed_leave_nothing_open();
    a_socket_of_several_holders_counts_once();
    what_the_kernel_does_not_list_is_not_counted();
    tcp_that_is_counted_otherwise_stays_open();
    many_are_counted_in_many_namespaces();
    return checks_result();
}
