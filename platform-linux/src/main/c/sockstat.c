// SPDX-License-Identifier: Apache-2.0
#include "sockstat.h"

#include "text_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The files are some lines long. One that doesn't fit has grown beyond what is known of it. */
#define TEXT_SIZE 1024

static const struct {
    bool of6; /* IPv6 has a file of its own, without TIME_WAIT */
    const char *label;
} counts[SOCKSTAT_PROTOCOLS] = {
    [SOCKSCOPE_TCP4] = {false, "TCP: inuse "},
    [SOCKSCOPE_TCP6] = {true, "TCP6: inuse "},
    [SOCKSCOPE_UDP4] = {false, "UDP: inuse "},
    [SOCKSCOPE_UDP6] = {true, "UDP6: inuse "},
};

static void name_directory(const struct netns *netns, char *path, size_t room, const char *rest)
{
    if (netns->pid == NETNS_OWN)
        snprintf(path, room, "thread-self/%s", rest);
    else
        snprintf(path, room, "%" PRId64 "/%s", netns->pid, rest);
}

static bool read_text(const struct procfs *procfs, const struct netns *netns, const char *file, char *text)
{
    char path[64];
    size_t size;
    name_directory(netns, path, sizeof path, file);
    return text_file_read(procfs->directory, path, text, TEXT_SIZE, &size) == 0 && size < TEXT_SIZE - 1;
}

/* The number behind a label. Returns false if there is none. */
static bool read_count(const char *text, const char *label, unsigned long *count)
{
    const char *found = strstr(text, label);
    if (found == NULL)
        return false;
    const char *digits = found + strlen(label);
    char *end;
    *count = strtoul(digits, &end, 10);
    return end != digits;
}

/* The process may have moved on to another namespace. */
static bool lives_there(const struct procfs *procfs, const struct netns *netns)
{
    char path[64];
    struct stat status;
    name_directory(netns, path, sizeof path, "ns/net");
    return netns->pid == NETNS_OWN ||
           (fstatat(procfs->directory, path, &status, 0) == 0 && status.st_ino == netns->inode);
}

bool sockstat_read(const struct procfs *procfs, const struct netns *netns, struct sockstat *sockstat)
{
    char inet4[TEXT_SIZE];
    char inet6[TEXT_SIZE];
    if (!read_text(procfs, netns, "net/sockstat", inet4) || !read_text(procfs, netns, "net/sockstat6", inet6) ||
        !lives_there(procfs, netns))
        return false;
    bool known = true;
    for (int protocol = 0; protocol < SOCKSTAT_PROTOCOLS && known; protocol++) {
        known = read_count(counts[protocol].of6 ? inet6 : inet4, counts[protocol].label, &sockstat->listed[protocol]);
    }
    const char *tcp = strstr(inet4, counts[SOCKSCOPE_TCP4].label);
    return known && read_count(tcp, " tw ", &sockstat->waiting);
}
