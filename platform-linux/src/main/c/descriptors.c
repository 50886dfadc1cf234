// SPDX-License-Identifier: Apache-2.0
#include "descriptors.h"

#include "array.h"
#include "directory.h"
#include "threads.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

/* Of fewer descriptors than that the directory is read: it comes in one call. */
#define FEW 16

/* How many numbers may be free before the directory is read after all. */
#define FREE_NUMBERS 8

/* A walk over one table of descriptors. */
struct walk {
    int directory; /* /proc/PID/fd */
    descriptors_visitor *visitor;
    void *context;
    int64_t next; /* all below were looked at by their number */
    int64_t last; /* the highest of them that was open, -1 for none */
    bool met;     /* the directory was read on from there, and had it */
};

/* A walk over the tables of all threads, in which a pair of number and socket is visited once. */
struct process_walk {
    struct pair {
        int32_t fd;
        uint64_t inode;
    } *visited;
    size_t count;
    size_t capacity;
    size_t known; /* how many of them are sorted, and not of the table that is being walked */
    descriptors_visitor *visitor;
    void *context;
};

/* Reads the link of a descriptor. Returns 0 with *inode 0 if it is no socket, or an errno: ENOENT if it is closed. */
static int read_link(int directory, const char *name, uint64_t *inode)
{
    char link[64]; /* longer ones are no sockets */
    *inode = 0;
    ssize_t size = readlinkat(directory, name, link, sizeof link);
    if (size < 0)
        return errno == EINVAL || errno == ENAMETOOLONG ? 0 : errno; /* no link, or longer than the kernel can show */
    if ((size_t)size < sizeof link && !parse_link(link, (size_t)size, "socket:[", inode))
        *inode = 0;
    return 0;
}

/* That the process ended the directory's next read tells. */
bool descriptors_is_gone(int failure)
{
    return failure == ENOENT || failure == ESRCH;
}

static int visit_number(void *context, const struct directory_number *entry)
{
    const struct walk *walk = context;
    uint64_t inode;
    if (entry->number < walk->next)
        return 0;
    int failure = read_link(walk->directory, entry->name, &inode);
    if (failure != 0)
        return descriptors_is_gone(failure) ? 0 : failure;
    return inode != 0 ? walk->visitor(walk->context, (int32_t)entry->number, inode) : 0;
}

static int visit_rest(void *context, const struct directory_number *entry)
{
    struct walk *walk = context;
    walk->met = walk->met || entry->number == walk->last;
    return walk->met ? visit_number(context, entry) : PROCESS_ENOUGH;
}

/*
 * A process has mostly the lowest numbers, and to have its directory list them takes a third of what their links do. Looks at
 * as many numbers as it has descriptors, until too many are free. Where the kernel doesn't tell how many (before Linux 6.2)
 * there seem to be none.
 */
static int visit_lowest(const struct process *process, struct walk *walk)
{
    struct stat status;
    unsigned closed = 0;
    if (fstatat(process->directory, "fd", &status, 0) != 0 || status.st_size < FEW)
        return 0;
    for (; walk->next < status.st_size && closed < FREE_NUMBERS; walk->next++) {
        char name[DIRECTORY_NUMBER_SIZE];
        uint64_t inode;
        directory_name_number(walk->next, name);
        int failure = read_link(walk->directory, name, &inode);
        closed += descriptors_is_gone(failure);
        if (failure == 0)
            walk->last = walk->next;
        if (failure == 0 && inode != 0)
            failure = walk->visitor(walk->context, (int32_t)walk->next, inode);
        if (failure != 0 && !descriptors_is_gone(failure))
            return failure;
    }
    return 0;
}

/*
 * The position of a descriptor in its directory is its number behind "." and ".." (proc_readfd_common, fs/proc/fd.c). That is
 * not taken for granted: reading on where the last one was must begin with it, or all is read, from the beginning.
 */
static int visit_others(struct walk *walk)
{
    if (walk->last >= 0 && lseek(walk->directory, walk->last + 2, SEEK_SET) >= 0) {
        int failure = directory_walk_numbers(walk->directory, visit_rest, walk);
        if (walk->met || (failure != 0 && failure != PROCESS_ENOUGH))
            return failure;
        if (lseek(walk->directory, 0, SEEK_SET) < 0)
            return errno;
    }
    return directory_walk_numbers(walk->directory, visit_number, walk);
}

static int open_descriptors(const struct process *process, int *directory)
{
    *directory = openat(process->directory, "fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return *directory < 0 ? errno : 0;
}

static int walk_table(const struct process *process, descriptors_visitor *visitor, void *context)
{
    struct walk walk = {.visitor = visitor, .context = context, .last = -1};
    int failure = open_descriptors(process, &walk.directory);
    if (failure != 0)
        return failure;
    failure = visit_lowest(process, &walk);
    if (failure == 0)
        failure = visit_others(&walk);
    close(walk.directory);
    return failure;
}

static int compare_pairs(const void *left, const void *right)
{
    const struct pair *a = left;
    const struct pair *b = right;
    if (a->inode != b->inode)
        return a->inode < b->inode ? -1 : 1;
    return (a->fd > b->fd) - (a->fd < b->fd);
}

static int visit_once(void *context, int32_t fd, uint64_t inode)
{
    struct process_walk *walk = context;
    struct pair pair = {.fd = fd, .inode = inode};
    if (walk->known > 0 && bsearch(&pair, walk->visited, walk->known, sizeof pair, compare_pairs) != NULL)
        return 0;
    void *visited = walk->visited;
    int failure = array_reserve(&visited, &walk->capacity, walk->count, 64, sizeof pair);
    walk->visited = visited;
    if (failure != 0)
        return failure;
    walk->visited[walk->count++] = pair;
    return walk->visitor(walk->context, fd, inode);
}

static int visit_table(void *context, const struct process *thread)
{
    struct process_walk *walk = context;
    if (walk->count > walk->known)
        qsort(walk->visited, walk->count, sizeof *walk->visited, compare_pairs);
    walk->known = walk->count;
    return walk_table(thread, visit_once, walk);
}

static int count_table(void *context, const struct process *thread)
{
    (void)thread;
    ++*(size_t *)context;
    return 0;
}

int descriptors_walk(const struct process *process, descriptors_visitor *visitor, void *context)
{
    size_t separate = 0;
    int failure = threads_walk_separate(process, count_table, &separate);
    if (failure != 0)
        return failure;
    if (separate == 0)
        return walk_table(process, visitor, context);
    struct process_walk walk = {.visitor = visitor, .context = context};
    failure = walk_table(process, visit_once, &walk);
    if (failure == EACCES && process_first_thread_has_ended(process))
        failure = 0;
    if (failure == 0)
        failure = threads_walk_separate(process, visit_table, &walk);
    free(walk.visited);
    return failure;
}

/* The kernel names the protocol of every socket in this attribute of its inode (sockfs, net/socket.c). */
static int protocol_of(const char *path, enum sockscope_protocol *protocol)
{
    static const struct {
        const char *name;
        enum sockscope_protocol protocol;
    } names[] = {
        {"TCP", SOCKSCOPE_TCP4}, {"TCPv6", SOCKSCOPE_TCP6}, {"MPTCP", SOCKSCOPE_TCP4}, {"MPTCPv6", SOCKSCOPE_TCP6},
        {"UDP", SOCKSCOPE_UDP4}, {"UDPv6", SOCKSCOPE_UDP6}, {"UNIX", SOCKSCOPE_UNIX},  {"UNIX-STREAM", SOCKSCOPE_UNIX},
    };
    char name[64];
    ssize_t size = getxattr(path, "system.sockprotoname", name, sizeof name - 1);
    if (size < 0) {
        switch (errno) {
        case EACCES:
        case EINTR:
        case EIO:
        case EMFILE:
        case ENFILE:
        case ENOMEM:
        case EPERM:
            return errno;
        default: /* not of this kernel, or no socket any more */
            return ENOENT;
        }
    }
    name[size] = '\0';
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i].name) == 0) {
            *protocol = names[i].protocol;
            return 0;
        }
    }
    return ENOENT;
}

struct protocol_search {
    int32_t fd;
    uint64_t inode;
    enum sockscope_protocol *protocol;
    bool found;
};

static int read_protocol(void *context, const struct process *thread)
{
    struct protocol_search *search = context;
    int directory;
    int failure = open_descriptors(thread, &directory);
    if (failure != 0)
        return failure == EACCES && process_first_thread_has_ended(thread) ? 0 : failure;
    char name[16];
    char path[64];
    uint64_t inode;
    snprintf(name, sizeof name, "%d", search->fd);
    snprintf(path, sizeof path, "/proc/self/fd/%d/%s", directory, name);
    failure = protocol_of(path, search->protocol);
    if (failure == 0)
        failure = read_link(directory, name, &inode);
    search->found = failure == 0 && inode == search->inode;
    close(directory);
    if (failure == 0 && search->found)
        return EEXIST; /* enough */
    return descriptors_is_gone(failure) ? 0 : failure;
}

int descriptors_read_protocol(const struct process *process, int32_t fd, uint64_t inode,
                              enum sockscope_protocol *protocol)
{
    struct protocol_search search = {.fd = fd, .inode = inode, .protocol = protocol};
    int failure = read_protocol(&search, process);
    if (failure == 0)
        failure = threads_walk_separate(process, read_protocol, &search);
    if (search.found)
        return 0;
    return failure == 0 ? ENOENT : failure;
}
