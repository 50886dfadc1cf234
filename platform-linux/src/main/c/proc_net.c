// SPDX-License-Identifier: Apache-2.0
#include "proc_net.h"

#include "netns.h"
#include "proc_net_line.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct {
    const char *file;
    const char *call;
} tables[] = {
    [SOCKSCOPE_TCP4] = {"tcp", "read of /proc/PID/net/tcp"},
    [SOCKSCOPE_TCP6] = {"tcp6", "read of /proc/PID/net/tcp6"},
    [SOCKSCOPE_UDP4] = {"udp", "read of /proc/PID/net/udp"},
    [SOCKSCOPE_UDP6] = {"udp6", "read of /proc/PID/net/udp6"},
    [SOCKSCOPE_UNIX] = {"unix", "read of /proc/PID/net/unix"},
};

static bool is_big_endian(void)
{
    const uint16_t one = 1;
    return *(const uint8_t *)&one == 0;
}

/* Returns the file, or NULL with errno set; ESRCH if the process is gone, whose namespace it was to tell of. */
static FILE *open_table(const struct procfs *procfs, int64_t pid, enum sockscope_protocol protocol)
{
    char path[64];
    if (pid == NETNS_OWN)
        snprintf(path, sizeof path, "thread-self/net/%s", tables[protocol].file);
    else
        snprintf(path, sizeof path, "%" PRId64 "/net/%s", pid, tables[protocol].file);
    int fd = openat(procfs->directory, path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        struct process process;
        int failure = errno;
        if (failure == ENOENT && pid != NETNS_OWN) {
            if (process_open(procfs, pid, &process) != 0)
                failure = ESRCH;
            else
                process_close(&process);
        }
        errno = failure;
        return NULL;
    }
    FILE *file = fdopen(fd, "r");
    if (file == NULL) {
        int failure = errno;
        close(fd);
        errno = failure;
    }
    return file;
}

static enum sockscope_result fail_open(int64_t pid, enum sockscope_protocol protocol, struct socket_table *table,
                                       struct sockscope_error *error, int code)
{
    bool inet6 = protocol == SOCKSCOPE_TCP6 || protocol == SOCKSCOPE_UDP6;
    bool denied = code == EACCES || code == EPERM;
    if (code == ENOENT && inet6)
        return SOCKSCOPE_OK; /* no IPv6 here */
    /*
     * Another namespace must not keep us from telling of our own. Its process may have ended, or be a zombie, which is
     * still there but in no namespace.
     */
    if (pid != NETNS_OWN && (denied || code == ESRCH || code == ENOENT)) {
        table->intact = false;
        return SOCKSCOPE_OK;
    }
    return sockscope_fail(error, denied ? SOCKSCOPE_ACCESS_DENIED : SOCKSCOPE_SYSTEM_CALL_FAILED, tables[protocol].call,
                          code, -1);
}

/* Whether a name is shown as that text: the kernel shows NUL as @. */
static bool is_shown_as(const uint8_t *name, size_t size, const uint8_t *text)
{
    for (size_t i = 0; i < size; i++) {
        if (name[i] != text[i] && (name[i] != 0 || text[i] != '@'))
            return false;
    }
    return true;
}

/* A connection that waits to be accepted has the name of its listener, which sock_diag told byte by byte. */
static void restore_name(const struct socket_table *table, uint8_t *name, size_t name_size)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct socket_entry *entry = &table->entries[i];
        const uint8_t *listener = table->names + entry->name;
        if (socket_table_has_unaccepted(entry) && entry->name_size == name_size &&
            is_shown_as(listener, name_size, name)) {
            memcpy(name, listener, name_size);
            return;
        }
    }
}

/* A name with a newline in it breaks lines, the rest of which is no socket; sock_diag has read it whole. */
static void note_garbage(struct socket_table *table, enum sockscope_protocol protocol, bool unaccepted_only)
{
    if (protocol != SOCKSCOPE_UNIX)
        socket_table_lose(table);
    else if (!unaccepted_only)
        table->intact = false;
}

/* Adds the socket of a line. Returns 0 or an errno. */
static int add_line(struct socket_table *table, enum sockscope_protocol protocol, bool unaccepted_only, char *line,
                    size_t size)
{
    struct socket_entry entry;
    uint8_t *name = NULL;
    size_t name_size = 0;
    bool parsed = protocol == SOCKSCOPE_UNIX ? proc_net_parse_unix(line, size, &entry, &name, &name_size)
                                             : proc_net_parse_inet(line, protocol, is_big_endian(), &entry);
    if (!parsed) {
        note_garbage(table, protocol, unaccepted_only);
        return 0;
    }
    if (unaccepted_only) {
        if (entry.inode != 0)
            return 0;
        restore_name(table, name, name_size);
    }
    return socket_table_add(table, &entry, name, name_size);
}

static enum sockscope_result read_table(const struct procfs *procfs, int64_t pid, enum sockscope_protocol protocol,
                                        bool unaccepted_only, struct socket_table *table, struct sockscope_error *error)
{
    FILE *file = open_table(procfs, pid, protocol);
    if (file == NULL)
        return fail_open(pid, protocol, table, error, errno);
    char *line = NULL;
    size_t capacity = 0;
    int failure = 0;
    bool first = true;
    for (ssize_t size; failure == 0 && (size = getline(&line, &capacity, file)) >= 0; first = false) {
        if (size > 0 && line[size - 1] == '\n')
            line[--size] = '\0';
        if (!first) /* the names of the columns */
            failure = add_line(table, protocol, unaccepted_only, line, (size_t)size);
    }
    if (failure == 0 && !feof(file))
        failure = errno == ENOMEM ? ENOMEM : EIO;
    free(line);
    fclose(file);
    if (failure == ENOMEM || failure == EOVERFLOW)
        return sockscope_fail_sink(error, failure);
    return failure == 0 ? SOCKSCOPE_OK
                        : sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, tables[protocol].call, failure, -1);
}

enum sockscope_result proc_net_read(const struct procfs *procfs, int64_t pid, enum sockscope_protocol protocol,
                                    struct socket_table *table, struct sockscope_error *error)
{
    return read_table(procfs, pid, protocol, false, table, error);
}

enum sockscope_result proc_net_read_unaccepted(const struct procfs *procfs, int64_t pid, struct socket_table *table,
                                               struct sockscope_error *error)
{
    enum sockscope_result result = read_table(procfs, pid, SOCKSCOPE_UNIX, true, table, error);
    if (result == SOCKSCOPE_ACCESS_DENIED || (result != SOCKSCOPE_OK && error->code == ENOENT)) {
        table->intact = false;
        return SOCKSCOPE_OK;
    }
    return result;
}
