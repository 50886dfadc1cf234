// SPDX-License-Identifier: Apache-2.0
/* The calls on /proc. A file is one in memory, a folder a descriptor of the real kernel. */
#include "faults.h"
#include "scripted_fdinfo.h"
#include "scripted_sunos.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <procfs.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/times.h>
#include <unistd.h>

#define DESCRIPTORS 1024
#define PATH_SIZE 64
#define NANOSECONDS 1000000000

/* The path below /proc of each descriptor that is ours. */
static char paths[DESCRIPTORS][PATH_SIZE];

/* An open folder; what readdir is to give. */
struct folder {
    int fd;
    char path[PATH_SIZE];
    size_t at;         /* the line behind the last entry */
    const char *word;  /* of the lines that are looked through */
    struct dirent entry;
};

static uint64_t now(void)
{
    const struct scenario_line *line = scenario_find("now", NULL, NULL);
    return line == NULL ? 100000 : strtoull(line->words[1], NULL, 10);
}

clock_t times(struct tms *used)
{
    memset(used, 0, sizeof *used);
    return (clock_t)now();
}

static int real_open(const char *path, int flags)
{
    int (*real)(const char *, int, ...);
    *(void **)&real = scenario_real("open");
    return real(path, flags);
}

int scripted_descriptor(void)
{
    int fd = real_open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fd >= DESCRIPTORS)
        scenario_give_up("no descriptor", "");
    return fd;
}

static int remember(int fd, const char *path)
{
    snprintf(paths[fd], PATH_SIZE, "%s", path);
    return fd;
}

static int open_content(const char *path, const void *content, size_t size)
{
    int fd = memfd_create("scripted", MFD_CLOEXEC);
    if (fd < 0 || fd >= DESCRIPTORS || write(fd, content, size) != (ssize_t)size || lseek(fd, 0, SEEK_SET) != 0)
        scenario_give_up("no memory file", path);
    return remember(fd, path);
}

static timestruc_t time_of(uint64_t ticks)
{
    uint64_t per_second = (uint64_t)sysconf(_SC_CLK_TCK);
    return (timestruc_t){.tv_sec = (time_t)(ticks / per_second),
                         .tv_nsec = (long)(ticks % per_second * (NANOSECONDS / per_second))};
}

static int open_psinfo(const char *path, const struct scenario_line *process, bool cut)
{
    psinfo_t info = {
        .pr_nlwp = scenario_find("zombie", process->words[1], NULL) == NULL,
        .pr_pid = (pid_t)strtol(process->words[1], NULL, 10),
        .pr_euid = (uid_t)scenario_number(process, "user=", 0),
    };
    size_t size = strlen(process->words[2]);
    memcpy(info.pr_fname, process->words[2], size < PRFNSZ ? size : PRFNSZ);
    return open_content(path, &info, cut ? 8 : sizeof info);
}

static int open_usage(const char *path, const struct scenario_line *process, bool cut)
{
    prusage_t usage = {
        .pr_tstamp = time_of(now()),
        .pr_create = time_of(scenario_number(process, "started=", 0)),
    };
    return open_content(path, &usage, cut ? 8 : sizeof usage);
}

static int open_fdinfo(const char *path, const char *pid, const char *fd, bool cut)
{
    char *content;
    size_t size = scripted_fdinfo(pid, fd, &content);
    if (size == 0) {
        errno = ENOENT;
        return -1;
    }
    int opened = open_content(path, content, cut ? 8 : size);
    free(content);
    return opened;
}

static bool is_own(const char *pid)
{
    return strtol(pid, NULL, 10) == getpid();
}

/* A file or folder of a process, whose path is "PID/FILE". */
static int open_of_process(const char *path, const char *pid, const char *file)
{
    const struct scenario_line *process = scenario_find("process", pid, NULL);
    bool told = scenario_find("no-fdinfo", NULL, NULL) == NULL;
    bool cut = scenario_find("cut", pid, file) != NULL;
    if (strcmp(file, "fdinfo") == 0 && told && (process != NULL || is_own(pid)))
        return remember(scripted_descriptor(), path);
    if (process != NULL && strcmp(file, "psinfo") == 0)
        return open_psinfo(path, process, cut);
    if (process != NULL && strcmp(file, "usage") == 0)
        return open_usage(path, process, cut);
    if (process != NULL && told && strncmp(file, "fdinfo/", 7) == 0)
        return open_fdinfo(path, pid, file + 7, cut);
    errno = ENOENT;
    return -1;
}

static int open_below_proc(const char *path)
{
    char pid[PATH_SIZE];
    size_t size = strcspn(path, "/");
    if (faults_has("open", path))
        return -1;
    if (*path == '\0')
        return remember(scripted_descriptor(), path);
    memcpy(pid, path, size);
    pid[size] = '\0';
    return open_of_process(path, pid, path + size + (path[size] == '/'));
}

int open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    int mode = (flags & O_CREAT) != 0 ? va_arg(rest, int) : 0;
    va_end(rest);
    bool is_device = strcmp(path, "/dev/arp") == 0;
    bool is_proc = strncmp(path, "/proc", 5) == 0 && (path[5] == '\0' || path[5] == '/');
    if (!scenario_is_loaded() || (!is_device && !is_proc)) {
        int (*real)(const char *, int, ...);
        *(void **)&real = scenario_real("open");
        return real(path, flags, mode);
    }
    if ((flags & O_CLOEXEC) == 0)
        scenario_give_up("left open across exec", path);
    if (is_proc)
        return open_below_proc(path[5] == '\0' ? "" : path + 6);
    return faults_has("open", "arp") ? -1 : scripted_stream_open();
}

static bool is_ours(int fd)
{
    return fd >= 0 && fd < DESCRIPTORS && paths[fd][0] != '\0';
}

ssize_t read(int fd, void *buffer, size_t size)
{
    ssize_t (*real)(int, void *, size_t);
    *(void **)&real = scenario_real("read");
    if (scenario_is_loaded() && is_ours(fd) && faults_has("read", paths[fd]))
        return -1;
    return real(fd, buffer, size);
}

int close(int fd)
{
    int (*real)(int);
    *(void **)&real = scenario_real("close");
    if (fd >= 0 && fd < DESCRIPTORS)
        paths[fd][0] = '\0';
    return real(fd);
}

DIR *fdopendir(int fd)
{
    if (scenario_is_loaded() && faults_has("fdopendir", paths[fd]))
        return NULL;
    struct folder *folder = scenario_grow(NULL, 1, sizeof *folder);
    *folder = (struct folder){.fd = fd, .word = paths[fd][0] == '\0' ? "process" : "socket"};
    snprintf(folder->path, PATH_SIZE, "%s", paths[fd]);
    return (DIR *)folder;
}

static struct dirent *entry_of(struct folder *folder, const char *name)
{
    snprintf(folder->entry.d_name, sizeof folder->entry.d_name, "%s", name);
    return &folder->entry;
}

static bool is_of_folder(const struct folder *folder, const struct scenario_line *line)
{
    size_t size = strcspn(folder->path, "/");
    return strncmp(line->words[1], folder->path, size) == 0 && line->words[1][size] == '\0';
}

/* First what is no number, then the processes, or the descriptors of one. */
struct dirent *readdir(DIR *opened)
{
    static const char *const words[] = {"socket", "device", "file"};
    struct folder *folder = (struct folder *)opened;
    const struct scenario_line *line;
    if (faults_has("readdir", folder->path[0] == '\0' ? "-" : folder->path))
        return NULL;
    if (folder->at == 0 && folder->entry.d_name[0] == '\0')
        return entry_of(folder, "..");
    if (folder->path[0] == '\0') {
        line = scenario_next(&folder->at, "process");
        return line == NULL ? NULL : entry_of(folder, line->words[1]);
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(folder->word, words[i]) != 0)
            continue;
        while ((line = scenario_next(&folder->at, words[i])) != NULL) {
            if (is_of_folder(folder, line))
                return entry_of(folder, line->words[2]);
        }
        folder->at = 0;
        folder->word = i + 1 < sizeof words / sizeof *words ? words[i + 1] : "";
    }
    return NULL;
}

int closedir(DIR *opened)
{
    struct folder *folder = (struct folder *)opened;
    int result = close(folder->fd);
    free(folder);
    return result;
}
