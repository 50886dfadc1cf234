// SPDX-License-Identifier: Apache-2.0
/* The statistics of TCP and UDP. */
#include "scripted_sunos.h"

#include <fcntl.h>
#include <kstat.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <inet/mib2.h>

static _Thread_local kstat_ctl_t control;
static _Thread_local kstat_t tcp;
static _Thread_local kstat_t udp;
static _Thread_local unsigned readings;
static _Thread_local kstat_named_t named;

void scripted_kstat_reset(void)
{
    readings = 0;
}

/* How many connections were opened since the query began. */
static unsigned moves(void)
{
    const struct scenario_line *line = scenario_find("moves", NULL, NULL);
    unsigned most = line == NULL ? 0 : (unsigned)strtoul(line->words[1], NULL, 10);
    return readings < most ? readings : most;
}

kstat_ctl_t *kstat_open(void)
{
    if (scenario_find("no-statistics", NULL, NULL) != NULL)
        return NULL;
    control.kc_kd = scripted_descriptor();
    (void)fcntl(control.kc_kd, F_SETFD, 0); /* as libkstat leaves it */
    return &control;
}

int kstat_close(kstat_ctl_t *closed)
{
    if ((fcntl(closed->kc_kd, F_GETFD) & FD_CLOEXEC) == 0)
        scenario_give_up("left open across exec", "/dev/kstat");
    return close(closed->kc_kd);
}

kstat_t *kstat_lookup(kstat_ctl_t *opened, char *module, int instance, char *name)
{
    (void)opened;
    if (instance != -1 || strcmp(module, name) != 0)
        return NULL;
    if (strcmp(name, "tcp") == 0)
        return &tcp;
    return strcmp(name, "udp") == 0 ? &udp : NULL;
}

kid_t kstat_read(kstat_ctl_t *opened, kstat_t *statistic, void *data)
{
    (void)opened;
    (void)data;
    readings += statistic == &tcp;
    return 1;
}

static uint32_t value_of(const kstat_t *statistic, const char *name)
{
    const struct scenario_line *line = scenario_find("statistic", name, NULL);
    if (line != NULL)
        return (uint32_t)strtoul(line->words[2], NULL, 10);
    if (strcmp(name, "connTableSize") == 0)
        return sizeof(mib2_tcpConnEntry_t);
    if (strcmp(name, "connTableSize6") == 0)
        return sizeof(mib2_tcp6ConnEntry_t);
    if (statistic == &udp && strcmp(name, "entrySize") == 0)
        return sizeof(mib2_udpEntry_t);
    if (statistic == &udp && strcmp(name, "entry6Size") == 0)
        return sizeof(mib2_udp6Entry_t);
    return strcmp(name, "activeOpens") == 0 ? moves() : 0;
}

void *kstat_data_lookup(kstat_t *statistic, char *name)
{
    named = (kstat_named_t){.data_type = KSTAT_DATA_UINT32, .value = {.ui32 = value_of(statistic, name)}};
    return &named;
}
