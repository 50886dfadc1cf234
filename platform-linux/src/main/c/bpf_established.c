// SPDX-License-Identifier: Apache-2.0
#include "bpf_established.h"

#include "bpf.h"
#include "tcp_opens.h"

#include <netinet/tcp.h>

#define TCP_BITS (UINT32_C(1) << SOCKSCOPE_TCP4 | UINT32_C(1) << SOCKSCOPE_TCP6)

/* For so many queries all is read at once after one that had to read twice. */
#define PATIENCE 16

static struct netns own_namespace(const struct query *query)
{
    return (struct netns){.inode = query->procfs->netns, .pid = NETNS_OWN, .file = -1};
}

/* Takes one from what is left of the patience. Queries at once may take too little, which does no harm. */
static bool is_patient(const struct query *query)
{
    unsigned left = atomic_load(&query->bpf->patience);
    if (left > 0)
        atomic_store(&query->bpf->patience, left - 1);
    return left > 0;
}

void bpf_established_init(struct bpf_established *established, const struct query *query)
{
    const struct sockscope_request *request = query->request;
    const struct netns own = own_namespace(query);
    established->left_out = (request->protocols & TCP_BITS) != 0 && request->statuses == 0 &&
                            request->local_port == 0 && request->remote_port == 0 && !request->any_holder &&
                            !request->unbound && own.inode != 0 && !query->procfs->below_others && !is_patient(query) &&
                            tcp_opens_read(query->procfs, &established->opens) &&
                            sockstat_read(query->procfs, &own, &established->before);
}

/* What the tables have that nobody holds. Returns false if the kernel may count some of it, and may not. */
static bool count_unheld(const struct query *query, unsigned long unheld[SOCKSTAT_PROTOCOLS])
{
    for (size_t i = 0; i < query->table.count; i++) {
        const struct socket_entry *entry = &query->table.entries[i];
        bool tcp = entry->protocol == SOCKSCOPE_TCP4 || entry->protocol == SOCKSCOPE_TCP6;
        if (!tcp || entry->held != 0 || entry->netns != query->procfs->netns || entry->state == TCP_TIME_WAIT)
            continue;
        /* Without a file they may be a request, which isn't counted, or a kind of TIME_WAIT, which is counted apart. */
        if (entry->inode == 0 && (entry->state == TCP_SYN_RECV || entry->state == TCP_FIN_WAIT2))
            return false;
        unheld[entry->protocol]++;
    }
    return true;
}

/* Counts that are even both times tell that nothing was closed if nothing was opened either: else one may make up for one. */
static bool was_opened(const struct bpf_established *established, const struct query *query)
{
    uint64_t opens;
    return !tcp_opens_read(query->procfs, &opens) || opens != established->opens;
}

uint32_t bpf_established_open(const struct bpf_established *established, const struct query *query,
                              const struct bpf_counts *counts)
{
    unsigned long expected[SOCKSTAT_PROTOCOLS] = {0};
    const struct netns own = own_namespace(query);
    struct sockstat after;
    uint32_t open = TCP_BITS;
    if (!established->left_out)
        return 0;
    bool known = sockstat_read(query->procfs, &own, &after) && !was_opened(established, query) &&
                 count_unheld(query, expected) && bpf_counts_held(counts, own.inode, expected);
    for (int protocol = 0; protocol < SOCKSTAT_PROTOCOLS && known; protocol++) {
        if (established->before.listed[protocol] == expected[protocol] && after.listed[protocol] == expected[protocol])
            open &= ~(UINT32_C(1) << protocol);
    }
    open &= query->request->protocols;
    if (open != 0)
        atomic_store(&query->bpf->patience, PATIENCE);
    return open;
}
