// SPDX-License-Identifier: Apache-2.0
/* sysctl, and what else the collector asks the system. */
#include "faults.h"
#include "scenario.h"
#include "scripted_query.h"
#include "scripted_tables.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/socket.h>
#include <sys/sysctl.h>

/* So many more records are told of than there are, when their size is asked for. */
#define SLOP 10

enum { FILES, PROCESSES, FIRST_PCBS };

static const struct {
    const char *name;
    size_t record;
    int family;
    int type;
} tables[] = {
    {"kern.file2", sizeof(struct kinfo_file), 0, 0},
    {"kern.proc2", sizeof(struct kinfo_proc2), 0, 0},
    {"net.inet.tcp.pcblist", sizeof(struct kinfo_pcb), AF_INET, SOCK_STREAM},
    {"net.inet6.tcp6.pcblist", sizeof(struct kinfo_pcb), AF_INET6, SOCK_STREAM},
    {"net.inet.udp.pcblist", sizeof(struct kinfo_pcb), AF_INET, SOCK_DGRAM},
    {"net.inet6.udp6.pcblist", sizeof(struct kinfo_pcb), AF_INET6, SOCK_DGRAM},
    {"net.local.stream.pcblist", sizeof(struct kinfo_pcb), AF_LOCAL, SOCK_STREAM},
    {"net.local.seqpacket.pcblist", sizeof(struct kinfo_pcb), AF_LOCAL, SOCK_SEQPACKET},
    {"net.local.dgram.pcblist", sizeof(struct kinfo_pcb), AF_LOCAL, SOCK_DGRAM},
};

#define TABLES (sizeof tables / sizeof *tables)

/* The number that the tables of net have by sysctlnametomib, plus their index; the kernel gives them out as it likes. */
#define FIRST_NUMBER 1000

static _Thread_local unsigned asked[TABLES];
static _Thread_local unsigned read_whole[TABLES];

void scripted_kernel_reset(void)
{
    memset(asked, 0, sizeof asked);
    memset(read_whole, 0, sizeof read_whole);
}

static bool has_line(const char *word, size_t table)
{
    return scenario_find(word, tables[table].name, NULL) != NULL;
}

static uint64_t number_of(const char *word, size_t table, int which, uint64_t otherwise)
{
    const struct scenario_line *line = scenario_find(word, tables[table].name, NULL);
    return line == NULL || line->words[which][0] == '\0' ? otherwise : strtoull(line->words[which], NULL, 10);
}

static int fail(int code)
{
    errno = code;
    return -1;
}

int sysctlnametomib(const char *name, int *numbers, size_t *length)
{
    if (faults_has("sysctlnametomib", name))
        return -1;
    for (size_t table = FIRST_PCBS; table < TABLES; table++) {
        if (strcmp(tables[table].name, name) != 0 || has_line("without", table))
            continue;
        if (*length < 4)
            return fail(ENOMEM);
        int found[] = {CTL_NET, tables[table].family, tables[table].type, FIRST_NUMBER + (int)table};
        memcpy(numbers, found, sizeof found);
        *length = 4;
        return 0;
    }
    return fail(ENOENT);
}

/* The arguments behind a table's name: two of its own, the size of a record and how many of them. */
static size_t find_table(const int *name, unsigned length, const int **arguments)
{
    if (length == 6 && name[0] == CTL_KERN) {
        *arguments = name + 2;
        return name[1] == KERN_FILE2 ? FILES : name[1] == KERN_PROC2 ? PROCESSES : TABLES;
    }
    if (length != 8 || name[0] != CTL_NET)
        return TABLES;
    *arguments = name + 4;
    return (size_t)(name[3] - FIRST_NUMBER);
}

static void fill(struct scripted_records *records, size_t table, const int *arguments)
{
    unsigned calls = asked[table]++;
    uint64_t times = number_of("grows", table, 3, UINT64_MAX);
    uint64_t more = number_of("grows", table, 2, 0) * (calls < times ? calls : times);
    if (table == FILES)
        scripted_descriptors(records, arguments[1], more, calls);
    else if (table == PROCESSES)
        scripted_processes(records, arguments[0] == KERN_PROC_ALL, arguments[1], more);
    else
        scripted_pcbs(records, tables[table].family, tables[table].type, more);
}

static void end_read(size_t table)
{
    read_whole[table]++;
    if (has_line("changes-after", table) && read_whole[table] == number_of("changes-after", table, 2, 1))
        scenario_end_round();
}

static int answer(size_t table, const struct scripted_records *records, void *old, size_t *old_size)
{
    size_t size = records->count * records->size;
    size_t room = *old_size;
    if (old == NULL) {
        *old_size = size + SLOP * records->size;
        return 0;
    }
    size_t given = size < room ? size : room / records->size * records->size;
    if (given > 0)
        memcpy(old, records->bytes, given);
    *old_size = size;
    if (given < size && has_line("quiet", table))
        *old_size = given;
    else if (given < size)
        return fail(ENOMEM);
    end_read(table);
    return 0;
}

int sysctl(const int *name, unsigned length, void *old, size_t *old_size, const void *new, size_t new_size)
{
    const int *arguments = NULL;
    size_t table = find_table(name, length, &arguments);
    if (new != NULL || new_size != 0 || table >= TABLES || arguments[2] < 1 || arguments[3] != INT_MAX)
        scenario_give_up("sysctl is asked for what it isn't scripted to tell", "");
    if (table == FILES && arguments[0] != KERN_FILE_BYPID)
        scenario_give_up("kern.file2 by file names but one holder", "");
    if (faults_has("sysctl", tables[table].name))
        return -1;
    struct scripted_records records = {
        .size = (size_t)arguments[2],
        .kernel_size = (size_t)number_of("record-size", table, 2, tables[table].record),
    };
    if (table >= FIRST_PCBS && old != NULL && records.size != records.kernel_size)
        return fail(EINVAL);
    fill(&records, table, arguments);
    int result = answer(table, &records, old, old_size);
    free(records.bytes);
    return result;
}

int sysctlbyname(const char *name, void *old, size_t *old_size, const void *new, size_t new_size)
{
    int curtain = scenario_find("curtain", NULL, NULL) != NULL;
    if (strcmp(name, "security.models.bsd44.curtain") != 0 || *old_size != sizeof curtain || new != NULL ||
        new_size != 0)
        scenario_give_up("sysctlbyname is asked for what it isn't scripted to tell", name);
    memcpy(old, &curtain, sizeof curtain);
    return 0;
}

int kill(pid_t pid, int signal)
{
    size_t at = 0;
    const struct scenario_line *line;
    if (signal != 0)
        scenario_give_up("a signal is sent", "");
    while ((line = scenario_next(&at, "hidden")) != NULL) {
        if (strtol(line->words[1], NULL, 10) == pid)
            return fail(EPERM);
    }
    return fail(ESRCH);
}

/* A curtain is not for root. */
uid_t geteuid(void)
{
    return 1000;
}
