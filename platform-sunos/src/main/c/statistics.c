// SPDX-License-Identifier: Apache-2.0
#include "statistics.h"

#include <fcntl.h>
#include <kstat.h>
#include <string.h>

/* Entries beyond the connections that are counted: listeners, TIME_WAIT, and all of UDP. */
#define SPARE_ENTRIES 64

/* The connections that room is made for before it is known that there are so many. */
#define MOST_CONNECTED 262144

/* The network stack of a zone has an instance of its own, and shows no other. */
#define ANY_INSTANCE (-1)

static uint32_t number(kstat_t *statistic, char *name)
{
    const kstat_named_t *named = kstat_data_lookup(statistic, name);
    if (named == NULL)
        return 0;
    switch (named->data_type) {
    case KSTAT_DATA_INT32:
    case KSTAT_DATA_UINT32:
        return named->value.ui32;
    default:
        return 0;
    }
}

static kstat_t *read_one(kstat_ctl_t *control, char *name)
{
    kstat_t *statistic = kstat_lookup(control, name, ANY_INSTANCE, name);
    return statistic != NULL && kstat_read(control, statistic, NULL) >= 0 ? statistic : NULL;
}

static void read_tcp(struct statistics *statistics, kstat_t *tcp)
{
    static char *const moves[STATISTICS_MOVES] = {"activeOpens", "passiveOpens", "attemptFails", "estabResets",
                                                  "currEstab"};
    for (size_t i = 0; i < STATISTICS_MOVES; i++)
        statistics->moves[i] = number(tcp, moves[i]);
    statistics->connected = number(tcp, "currEstab");
    statistics->entries[SOCKSCOPE_TCP4] = number(tcp, "connTableSize");
    statistics->entries[SOCKSCOPE_TCP6] = number(tcp, "connTableSize6");
    statistics->known = true;
}

static void read_udp(struct statistics *statistics, kstat_t *udp)
{
    statistics->entries[SOCKSCOPE_UDP4] = number(udp, "entrySize");
    statistics->entries[SOCKSCOPE_UDP6] = number(udp, "entry6Size");
}

void statistics_read(struct statistics *statistics)
{
    *statistics = (struct statistics){0};
    kstat_ctl_t *control = kstat_open();
    if (control == NULL)
        return;
    /* libkstat leaves it open across exec. */
    (void)fcntl(control->kc_kd, F_SETFD, FD_CLOEXEC);
    kstat_t *tcp = read_one(control, "tcp");
    if (tcp != NULL)
        read_tcp(statistics, tcp);
    kstat_t *udp = read_one(control, "udp");
    if (udp != NULL)
        read_udp(statistics, udp);
    kstat_close(control);
}

size_t statistics_table_size(const struct statistics *statistics, enum sockscope_protocol protocol)
{
    size_t connected = protocol == SOCKSCOPE_TCP4 || protocol == SOCKSCOPE_TCP6 ? statistics->connected : 0;
    size_t entry = statistics->entries[protocol];
    if (connected > MOST_CONNECTED)
        connected = MOST_CONNECTED;
    return entry > UINT8_MAX ? 0 : (connected + SPARE_ENTRIES) * entry;
}

bool statistics_moved(const struct statistics *before, const struct statistics *after)
{
    return before->known && after->known && memcmp(before->moves, after->moves, sizeof before->moves) != 0;
}
