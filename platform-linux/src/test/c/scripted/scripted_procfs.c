// SPDX-License-Identifier: Apache-2.0
/*
 * The calls on /proc. A descriptor of ours is one of the real kernel, of an empty or a memory file; what it stands for is
 * remembered beside it.
 */
#include "faults.h"
#include "scenario.h"
#include "scripted_kernel.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/xattr.h>
#include <unistd.h>

#define DESCRIPTORS 1024
#define PATH_SIZE 128
#define NAME_SIZE 64

/* The path below /proc of each descriptor that is ours, and how many of its entries were read. */
static struct {
    bool used;
    char path[PATH_SIZE];
    unsigned read;
} descriptors[DESCRIPTORS];

static bool is_ours(int fd)
{
    return fd >= 0 && fd < DESCRIPTORS && descriptors[fd].used;
}

static int remember(int fd, const char *path)
{
    if (fd < 0 || fd >= DESCRIPTORS)
        abort();
    descriptors[fd].used = true;
    descriptors[fd].read = 0;
    snprintf(descriptors[fd].path, PATH_SIZE, "%s", path);
    return fd;
}

/* The path of a name in a directory; that of a thread is the same below /proc and below /proc/PID/task. */
static void resolve(int directory, const char *name, char path[PATH_SIZE])
{
    const char *parent = descriptors[directory].path;
    const char *task = strstr(parent, "/task");
    if (strcmp(name, ".") == 0)
        snprintf(path, PATH_SIZE, "%s", parent);
    else if (*parent == '\0' || (task != NULL && task[5] == '\0'))
        snprintf(path, PATH_SIZE, "%s", name);
    else if (snprintf(path, PATH_SIZE, "%s/%s", parent, name) >= PATH_SIZE)
        abort();
}

/* Splits "PID/rest". Returns false if it does not begin with a process or thread that there is. */
static bool find_process(const char *path, char pid[PATH_SIZE], const char **rest)
{
    size_t size = strcspn(path, "/");
    memcpy(pid, path, size);
    pid[size] = '\0';
    *rest = path[size] == '/' ? path + size + 1 : path + size;
    return scenario_find("process", pid, NULL) != NULL || scenario_find("thread", pid, NULL) != NULL;
}

/* The bytes that are meant by a name in the scenario. */
static void read_name(const char *text, char name[NAME_SIZE])
{
    size_t size = 0;
    while (*text != '\0' && size < NAME_SIZE - 1) {
        unsigned char byte = (unsigned char)*text;
        if (*text == '\\' && sscanf(text + 1, "%2hhx", &byte) == 1)
            text += 2;
        name[size++] = (char)byte;
        text++;
    }
    name[size] = '\0';
}

/* The status file is the only one that shows a name so that it stays on its line. */
static void escape_name(const char *name, char escaped[2 * NAME_SIZE])
{
    size_t size = 0;
    for (; *name != '\0'; name++) {
        if (*name == '\n' || *name == '\\')
            escaped[size++] = '\\';
        escaped[size++] = *name == '\n' ? 'n' : *name;
    }
    escaped[size] = '\0';
}

static void file_content(const char *pid, const char *file, char *content, size_t size)
{
    const struct scenario_line *process = scenario_find("process", pid, NULL);
    const struct scenario_line *thread = scenario_find("thread", pid, NULL);
    char name[NAME_SIZE];
    char escaped[2 * NAME_SIZE];
    const char *tgid = thread != NULL ? thread->words[2] : pid;
    char state = scenario_find("ended", pid, NULL) != NULL ? 'Z' : 'S';
    unsigned flags = scenario_find("kernel-thread", pid, NULL) != NULL ? 0x00200000 : 0;
    if (scenario_find("ending", pid, NULL) != NULL)
        flags |= 0x00000004;
    read_name(process != NULL ? process->words[2] : "thread", name);
    escape_name(name, escaped);
    if (strcmp(file, "status") == 0)
        snprintf(content, size, "Name:\t%s\nUmask:\t0022\nState:\t%c (some)\nTgid:\t%s\nPid:\t%s\n", escaped, state,
                 tgid, pid);
    else if (strcmp(file, "stat") == 0)
        snprintf(content, size, "%s (%s) %c 1 1 1 0 -1 %u 0 0\n", pid, name, state, flags);
    else
        snprintf(content, size, "%s\n", name);
}

static int open_empty(const char *path)
{
    int (*real)(const char *, int, ...);
    *(void **)&real = scenario_real("open");
    return remember(real("/dev/null", O_RDONLY | O_CLOEXEC), path);
}

static int open_content(const char *path, const char *content, size_t size)
{
    int fd = memfd_create("scripted", MFD_CLOEXEC);
    if (fd < 0 || write(fd, content, size) != (ssize_t)size || lseek(fd, 0, SEEK_SET) != 0)
        abort();
    return remember(fd, path);
}

int open(const char *path, int flags, ...)
{
    (void)flags;
    if (strcmp(path, "/proc") != 0)
        abort();
    return open_empty("");
}

static uint64_t netns_of(const char *pid)
{
    const struct scenario_line *line = scenario_find("netns", pid, NULL);
    return line == NULL ? SCENARIO_NETNS : strtoull(line->words[2], NULL, 10);
}

uint64_t scripted_netns_of(int fd)
{
    char pid[PATH_SIZE];
    const char *rest;
    if (!is_ours(fd) || !find_process(descriptors[fd].path, pid, &rest) || strcmp(rest, "ns/net") != 0)
        abort();
    return netns_of(pid);
}

static int open_table(const char *path, const char *file, uint64_t netns)
{
    const char *table = file;
    if (strcmp(file, "tcp") == 0)
        table = "tcp4";
    else if (strcmp(file, "udp") == 0)
        table = "udp4";
    if (scenario_find("no-text", table, NULL) != NULL) {
        errno = ENOENT;
        return -1;
    }
    size_t size;
    char *text = scripted_table_text(table, netns, &size);
    int fd = open_content(path, text, size);
    free(text);
    return fd;
}

int openat(int directory, const char *name, int flags, ...)
{
    (void)flags;
    char path[PATH_SIZE];
    char pid[PATH_SIZE];
    char content[512];
    const char *rest;
    if (!is_ours(directory))
        abort();
    resolve(directory, name, path);
    if (faults_has("openat", path))
        return -1;
    if (*path == '\0')
        return open_empty(path);
    if (strncmp(path, "thread-self/net/", 16) == 0)
        return open_table(path, path + 16, scripted_netns());
    if (!find_process(path, pid, &rest)) {
        errno = ENOENT;
        return -1;
    }
    if (*rest == '\0' || strcmp(rest, "fd") == 0 || strcmp(rest, "task") == 0 || strcmp(rest, "ns/net") == 0)
        return open_empty(path);
    if (strncmp(rest, "net/", 4) == 0)
        return open_table(path, rest + 4, netns_of(pid));
    file_content(pid, rest, content, sizeof content);
    return open_content(path, content, strlen(content));
}

ssize_t read(int fd, void *buffer, size_t size)
{
    ssize_t (*real)(int, void *, size_t);
    *(void **)&real = scenario_real("read");
    if (is_ours(fd) && faults_has("read", descriptors[fd].path))
        return -1;
    return real(fd, buffer, size);
}

static ssize_t read_stream(void *cookie, char *buffer, size_t size)
{
    return read((int)(intptr_t)cookie, buffer, size);
}

static int close_stream(void *cookie)
{
    return close((int)(intptr_t)cookie);
}

/* The C library's own streams would not read by the function above. */
FILE *fdopen(int fd, const char *mode)
{
    cookie_io_functions_t functions = {.read = read_stream, .close = close_stream};
    if (!is_ours(fd))
        abort();
    if (faults_has("fdopen", descriptors[fd].path))
        return NULL;
    return fopencookie((void *)(intptr_t)fd, mode, functions);
}

static unsigned count_threads(const char *pid)
{
    unsigned count = 1;
    size_t at = 0;
    const struct scenario_line *line;
    while ((line = scenario_next(&at, "thread")) != NULL)
        count += strcmp(line->words[2], pid) == 0;
    return count;
}

/* A process has some, whether or not the scenario says which. Kernels that don't count them tell 0. */
static off_t count_descriptors(const char *pid)
{
    bool has_none = scenario_find("kernel-thread", pid, NULL) != NULL || scenario_find("ended", pid, NULL) != NULL;
    return has_none || scenario_find("uncounted", NULL, NULL) != NULL ? 0 : 3;
}

static int fill_status(const char *path, struct stat *status)
{
    const struct scenario_line *pid_namespace = scenario_find("pid-namespace", NULL, NULL);
    char pid[PATH_SIZE];
    const char *rest;
    memset(status, 0, sizeof *status);
    if (strcmp(path, "thread-self/ns/net") == 0) {
        status->st_ino = SCENARIO_NETNS;
    } else if (strcmp(path, "self/ns/pid") == 0) {
        status->st_ino = pid_namespace == NULL ? 0xEFFFFFFCU : strtoul(pid_namespace->words[1], NULL, 10);
    } else if (find_process(path, pid, &rest)) {
        status->st_ino = 1;
        status->st_nlink = strcmp(rest, "task") == 0 ? 2 + count_threads(pid) : 1;
        const struct scenario_line *user = scenario_find("user", pid, NULL);
        status->st_uid = user == NULL ? 0 : (uid_t)strtoul(user->words[2], NULL, 10);
        if (strcmp(rest, "fd") == 0)
            status->st_size = count_descriptors(pid);
    } else if (strcmp(path, "self/fd") == 0) {
        status->st_size = scenario_find("uncounted", NULL, NULL) == NULL;
    } else {
        errno = ENOENT;
        return -1;
    }
    return 0;
}

int fstatat(int directory, const char *restrict name, struct stat *restrict status, int flags)
{
    (void)flags;
    char path[PATH_SIZE];
    if (!is_ours(directory))
        abort();
    resolve(directory, name, path);
    if (faults_has("fstatat", path))
        return -1;
    return fill_status(path, status);
}

int close(int fd)
{
    int (*real)(int);
    *(void **)&real = scenario_real("close");
    if (is_ours(fd))
        descriptors[fd].used = false;
    return real(fd);
}

ssize_t readlinkat(int directory, const char *restrict name, char *restrict link, size_t size)
{
    char path[PATH_SIZE];
    char pid[PATH_SIZE];
    const char *rest;
    if (!is_ours(directory))
        abort();
    resolve(directory, name, path);
    if (faults_has("readlinkat", path))
        return -1;
    if (strcmp(path, "self") == 0)
        return snprintf(link, size, "%d", getpid());
    bool found = find_process(path, pid, &rest);
    if (found && strcmp(rest, "ns/net") == 0)
        return snprintf(link, size, "net:[%" PRIu64 "]", netns_of(pid));
    const struct scenario_line *line = found ? scenario_find("fd", pid, name) : NULL;
    if (line == NULL) {
        errno = ENOENT;
        return -1;
    }
    size_t length = strlen(line->words[3]);
    memcpy(link, line->words[3], length < size ? length : size);
    return (ssize_t)(length < size ? length : size);
}

struct directory_entry {
    uint64_t inode;
    int64_t offset;
    uint16_t size;
    uint8_t type;
    char name[21];
};

/* The ids of the threads of a process, itself the first of them. */
static const char *thread_name(const char *pid, unsigned index)
{
    size_t at = 0;
    const struct scenario_line *line = scenario_find("process", pid, NULL);
    if (index == 0)
        return line == NULL ? NULL : line->words[1];
    while ((line = scenario_next(&at, "thread")) != NULL) {
        if (strcmp(line->words[2], pid) == 0 && --index == 0)
            return line->words[1];
    }
    return NULL;
}

/* The names in a directory, one after the other; NULL at the end. Like the kernel's they come with . and .. */
static const char *entry_name(const char *path, unsigned index)
{
    static const char *const others[] = {".", "..", "self"};
    bool root = *path == '\0';
    size_t at = 0;
    char pid[PATH_SIZE];
    const char *rest;
    if (index < sizeof others / sizeof *others)
        return others[index];
    index -= sizeof others / sizeof *others;
    find_process(path, pid, &rest);
    if (strcmp(rest, "task") == 0)
        return thread_name(pid, index);
    const struct scenario_line *line;
    while ((line = scenario_next(&at, root ? "process" : "fd")) != NULL) {
        if (!root && strcmp(line->words[1], pid) != 0)
            continue;
        if (index-- == 0)
            return line->words[root ? 1 : 2];
    }
    return NULL;
}

static long getdents64_scripted(int directory, char *buffer, size_t size)
{
    const char *path = descriptors[directory].path;
    size_t filled = 0;
    const char *name;
    if (faults_has("getdents64", path))
        return -1;
    while (filled + sizeof(struct directory_entry) <= size &&
           (name = entry_name(path, descriptors[directory].read)) != NULL) {
        struct directory_entry entry = {.inode = 1, .size = sizeof entry};
        snprintf(entry.name, sizeof entry.name, "%s", name);
        memcpy(buffer + filled, &entry, sizeof entry);
        filled += sizeof entry;
        descriptors[directory].read++;
    }
    return (long)filled;
}

/* Whether two threads have one table: 0 if they have. */
static long kcmp_scripted(int thread)
{
    char text[16];
    snprintf(text, sizeof text, "%d", thread);
    if (faults_has("kcmp", "-"))
        return -1;
    return scenario_find("own-table", text, NULL) != NULL;
}

long syscall(long number, ...)
{
    va_list arguments;
    va_start(arguments, number);
    if (number == SYS_kcmp) {
        va_arg(arguments, int);
        int thread = va_arg(arguments, int);
        va_end(arguments);
        return kcmp_scripted(thread);
    }
    if (number == SYS_bpf) { /* a kernel without it */
        va_end(arguments);
        errno = ENOSYS;
        return -1;
    }
    if (number != SYS_getdents64)
        abort();
    int directory = va_arg(arguments, int);
    char *buffer = va_arg(arguments, char *);
    size_t size = va_arg(arguments, size_t);
    va_end(arguments);
    if (!is_ours(directory))
        abort();
    return getdents64_scripted(directory, buffer, size);
}

ssize_t getxattr(const char *path, const char *name, void *value, size_t size)
{
    int directory;
    char fd[16];
    char pid[PATH_SIZE];
    const char *rest;
    if (sscanf(path, "/proc/self/fd/%d/%15s", &directory, fd) != 2 || !is_ours(directory) ||
        strcmp(name, "system.sockprotoname") != 0)
        abort();
    if (faults_has("getxattr", path + strlen("/proc/self/fd/")))
        return -1;
    const struct scenario_line *line = NULL;
    if (find_process(descriptors[directory].path, pid, &rest))
        line = scenario_find("protocol", pid, fd);
    if (line == NULL) {
        errno = ENOENT;
        return -1;
    }
    size_t length = strlen(line->words[3]) + 1;
    memcpy(value, line->words[3], length < size ? length : size);
    return (ssize_t)length;
}

int kill(pid_t pid, int signal)
{
    char text[16];
    if (signal != 0)
        abort();
    snprintf(text, sizeof text, "%d", pid);
    errno = scenario_find("hidden", text, NULL) != NULL ? EPERM : ESRCH;
    return -1;
}
