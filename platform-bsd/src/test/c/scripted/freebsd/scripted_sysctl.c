// SPDX-License-Identifier: Apache-2.0
/* The calls of the C library that ask the kernel. */
#include "faults.h"
#include "scenario.h"
#include "scripted_freebsd.h"
#include "scripted_query.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/sysctl.h>

static _Thread_local struct scripted_count counts[SCRIPTED_TABLES];

static _Thread_local unsigned asked_for_descriptors;

/* The size of the longest. */
#define HEAD_SIZE 64

/* Numbers that only this kernel has for the tables that have none in the headers; the last is enum scripted_table. */
#define NET 4
#define NET_LENGTH 4

void scripted_kernel_reset(void)
{
    memset(counts, 0, sizeof counts);
    asked_for_descriptors = 0;
}

uid_t geteuid(void)
{
    const struct scenario_line *line = scenario_find("user", NULL, NULL);
    return line == NULL ? 0 : (uid_t)strtoul(line->words[1], NULL, 10);
}

static int fail(int code)
{
    errno = code;
    return -1;
}

/* Hands out so much as there is room for; an old kernel doesn't say that it was not all. */
static int hand_out(enum scripted_table table, const struct scripted_bytes *bytes, void *old, size_t *size)
{
    size_t room = *size;
    *size = bytes->size;
    if (old == NULL)
        return 0;
    if (room < bytes->size)
        *size = room;
    if (*size > 0)
        memcpy(old, bytes->data, *size);
    if (room >= bytes->size || scenario_find("silent", scripted_table_name(table), NULL) != NULL)
        return 0;
    return fail(ENOMEM);
}

static bool is_busy(enum scripted_table table)
{
    const struct scenario_line *line = table == SCRIPTED_FILEDESC ? scenario_find("busy", NULL, NULL) : NULL;
    return line != NULL && asked_for_descriptors++ < strtoul(line->words[1], NULL, 10);
}

/* If no more than the head of a table is wanted, that doesn't count. */
static int read_table(enum scripted_table table, int64_t pid, void *old, size_t *size)
{
    const char *name = scripted_table_name(table);
    struct scripted_bytes bytes = {0};
    bool head = old != NULL && *size <= HEAD_SIZE;
    bool whole = old != NULL && !head;
    if (faults_has("sysctl", name))
        return -1;
    if (is_busy(table))
        return fail(EBUSY);
    int failure = scripted_table_read(table, pid, counts[table], &bytes);
    counts[table].asked += !head;
    counts[table].read += whole;
    if (whole && scenario_find("never-fits", name, NULL) != NULL)
        failure = ENOMEM;
    int result = failure == 0 ? hand_out(table, &bytes, old, size) : fail(failure);
    free(bytes.data);
    if (result == 0 && whole && scenario_find("changes-after", name, NULL) != NULL)
        scenario_end_round();
    return result;
}

int sysctl(const int *name, unsigned length, void *old, size_t *size, const void *new, size_t new_size)
{
    if (new != NULL || new_size != 0)
        return fail(EPERM);
    if (length == NET_LENGTH && name[0] == NET)
        return read_table((enum scripted_table)name[length - 1], 0, old, size);
    if (length == 2 && name[0] == CTL_KERN && name[1] == KERN_FILE)
        return read_table(SCRIPTED_FILE, 0, old, size);
    if (length == 3 && name[0] == CTL_KERN && name[1] == KERN_PROC && name[2] == KERN_PROC_PROC)
        return read_table(SCRIPTED_PROC, 0, old, size);
    if (length == 4 && name[0] == CTL_KERN && name[1] == KERN_PROC && name[2] == KERN_PROC_PID)
        return read_table(SCRIPTED_PID, name[3], old, size);
    if (length == 4 && name[0] == CTL_KERN && name[1] == KERN_PROC && name[2] == KERN_PROC_FILEDESC)
        return read_table(SCRIPTED_FILEDESC, name[3], old, size);
    scenario_give_up("no such sysctl", "by its numbers");
}

int sysctlnametomib(const char *name, int *mib, size_t *length)
{
    static const char *const names[] = {
        [SCRIPTED_TCP] = "net.inet.tcp.pcblist",
        [SCRIPTED_UDP] = "net.inet.udp.pcblist",
        [SCRIPTED_STREAM] = "net.local.stream.pcblist",
        [SCRIPTED_DGRAM] = "net.local.dgram.pcblist",
        [SCRIPTED_SEQPACKET] = "net.local.seqpacket.pcblist",
    };
    for (int table = 0; table <= SCRIPTED_SEQPACKET; table++) {
        if (strcmp(names[table], name) != 0)
            continue;
        if (scenario_find("without", scripted_table_name((enum scripted_table)table), NULL) != NULL)
            return fail(ENOENT);
        if (*length < NET_LENGTH)
            return fail(ENOMEM);
        memcpy(mib, (int[]){NET, 0, 0, table}, NET_LENGTH * sizeof *mib);
        *length = NET_LENGTH;
        return 0;
    }
    return fail(ENOENT);
}

static int read_policy(const char *name, void *old, size_t *size)
{
    const struct scenario_line *line = scenario_find("policy", name, NULL);
    int value = line == NULL ? 0 : (int)strtol(line->words[2], NULL, 10);
    if (line == NULL)
        return fail(ENOENT);
    if (*size != sizeof value)
        return fail(EINVAL);
    memcpy(old, &value, sizeof value);
    return 0;
}

int sysctlbyname(const char *name, void *old, size_t *size, const void *new, size_t new_size)
{
    int mib[NET_LENGTH];
    size_t length = NET_LENGTH;
    if (strncmp(name, "security.", 9) == 0)
        return read_policy(name, old, size);
    return sysctlnametomib(name, mib, &length) == 0 ? sysctl(mib, (unsigned)length, old, size, new, new_size) : -1;
}
