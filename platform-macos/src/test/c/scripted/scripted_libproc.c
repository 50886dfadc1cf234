// SPDX-License-Identifier: Apache-2.0
/* The calls of libproc, which answer 0 and set errno where the kernel fails. */
#include "faults.h"
#include "scripted_darwin.h"

#include <errno.h>
#include <libproc.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/proc.h>
#include <sys/proc_info.h>

#define SLACK 20       /* that the kernel adds to what it says there are */
#define NDFILE 25      /* so many descriptors a process has room for at first, */
#define NDEXTENT 50    /* then so many, and twice as many each time that they don't suffice */

struct scripted_process {
    bool zombie;
    uint32_t uid;
    uint64_t start;
    char name[32];
    char comm[16];
};

static int fail(int code)
{
    errno = code;
    return 0;
}

static uint64_t number(const char *word)
{
    return strtoull(word, NULL, 10);
}

static uint32_t own_uid(void)
{
    const struct scenario_line *line = scenario_find("uid", NULL, NULL);
    return line == NULL ? 501 : (uint32_t)number(line->words[1]);
}

/* The text behind a name such as "comm=". */
static void read_text(const struct scenario_line *line, const char *name, char *text, size_t size)
{
    for (size_t i = 0; i < SCENARIO_WORDS; i++) {
        if (strncmp(line->words[i], name, strlen(name)) == 0)
            strncpy(text, line->words[i] + strlen(name), size - 1);
    }
}

static bool is_of_many(uint64_t pid)
{
    size_t at = 0;
    const struct scenario_line *line;
    while ((line = scenario_next(&at, "many-processes")) != NULL) {
        if (pid >= number(line->words[1]) && pid < number(line->words[1]) + number(line->words[2]))
            return true;
    }
    return false;
}

static bool find_process(int pid, struct scripted_process *process)
{
    size_t at = 0;
    const struct scenario_line *line;
    *process = (struct scripted_process){.uid = pid == 0 ? 0 : own_uid()};
    while ((line = scenario_next(&at, "process")) != NULL) {
        if (number(line->words[1]) != (uint64_t)pid)
            continue;
        process->zombie = scripted_has(line, "zombie");
        process->uid = (uint32_t)scenario_number(line, "uid=", process->uid);
        process->start = scenario_number(line, "start=", 0);
        read_text(line, "name=", process->name, sizeof process->name);
        read_text(line, "comm=", process->comm, sizeof process->comm);
        return true;
    }
    return pid == 0 || is_of_many((uint64_t)pid);
}

/* Writes a pid, if there is room. */
static void put_pid(uint64_t pid, int *pids, size_t room, size_t *count)
{
    if (*count < room)
        pids[*count] = (int)pid;
    (*count)++;
}

/* Writes as many as there is room for. Returns how many there are. */
static size_t list_pids(int *pids, size_t room)
{
    size_t at = 0;
    size_t count = 0;
    const struct scenario_line *line;
    put_pid(0, pids, room, &count);
    while ((line = scenario_next(&at, "process")) != NULL)
        put_pid(number(line->words[1]), pids, room, &count);
    at = 0;
    while ((line = scenario_next(&at, "many-processes")) != NULL) {
        for (uint64_t i = 0; i < number(line->words[2]); i++)
            put_pid(number(line->words[1]) + i, pids, room, &count);
    }
    size_t zombies = scripted_growth("listpids");
    for (size_t i = 0; i < zombies; i++)
        put_pid(90000 + i, pids, room, &count);
    return count;
}

int proc_listpids(uint32_t type, uint32_t typeinfo, void *buffer, int buffersize)
{
    if (type != PROC_ALL_PIDS || typeinfo != 0)
        return fail(EINVAL);
    if (faults_has("listpids", "-"))
        return 0;
    if (buffer != NULL && buffersize < (int)sizeof(int))
        return fail(ENOMEM);
    size_t room = buffer == NULL ? 0 : (size_t)buffersize / sizeof(int);
    size_t count = list_pids(buffer, room);
    scripted_answered("listpids", "-");
    if (buffer == NULL)
        return (int)((count + SLACK) * sizeof(int));
    return (int)((count < room ? count : room) * sizeof(int));
}

struct fd_writer {
    struct proc_fdinfo *entries;
    size_t room;
    size_t count;
    uint64_t highest;
};

static void put_fd(struct fd_writer *writer, uint64_t fd, uint32_t type)
{
    if (writer->count < writer->room)
        writer->entries[writer->count] = (struct proc_fdinfo){.proc_fd = (int)fd, .proc_fdtype = type};
    writer->count++;
    if (fd > writer->highest)
        writer->highest = fd;
}

static void list_fds_of_lines(const char *word, const char *pid, struct fd_writer *writer)
{
    size_t at = 0;
    const struct scenario_line *line;
    bool is_file = strcmp(word, "file") == 0;
    while ((line = scenario_next(&at, word)) != NULL) {
        if (strcmp(line->words[1], pid) == 0)
            put_fd(writer, number(line->words[2]),
                   is_file ? (uint32_t)number(line->words[3]) : (uint32_t)PROX_FDTYPE_SOCKET);
    }
}

static int list_fds(const char *pid, void *buffer, int buffersize)
{
    struct fd_writer writer = {.entries = buffer, .room = (size_t)buffersize / sizeof(struct proc_fdinfo)};
    char growing[32];
    size_t at = 0;
    const struct scenario_line *line;
    list_fds_of_lines("fd", pid, &writer);
    list_fds_of_lines("file", pid, &writer);
    while ((line = scenario_next(&at, "many-fds")) != NULL) {
        for (uint64_t i = 0; strcmp(line->words[1], pid) == 0 && i < number(line->words[3]); i++)
            put_fd(&writer, number(line->words[2]) + i, PROX_FDTYPE_SOCKET);
    }
    if (is_of_many(number(pid)))
        put_fd(&writer, 3, PROX_FDTYPE_SOCKET);
    snprintf(growing, sizeof growing, "listfds/%s", pid);
    size_t files = scripted_growth(growing);
    for (size_t i = 0; i < files; i++)
        put_fd(&writer, writer.highest + 1, PROX_FDTYPE_VNODE);
    size_t slots = writer.highest < NDFILE ? NDFILE : NDEXTENT;
    while (slots <= writer.highest)
        slots *= 2;
    if (buffer == NULL)
        return (int)((slots + SLACK) * sizeof(struct proc_fdinfo));
    return (int)((writer.count < writer.room ? writer.count : writer.room) * sizeof(struct proc_fdinfo));
}

static int identify(int pid, const struct scripted_process *process, struct proc_bsdinfo *info)
{
    *info = (struct proc_bsdinfo){
        .pbi_status = SRUN,
        .pbi_pid = (uint32_t)pid,
        .pbi_start_tvsec = process->start,
        .pbi_start_tvusec = 7,
    };
    memcpy(info->pbi_name, process->name, sizeof info->pbi_name);
    memcpy(info->pbi_comm, process->comm, sizeof info->pbi_comm);
    return (int)sizeof *info;
}

static int look(int pid, const struct scripted_process *process, struct proc_bsdshortinfo *info)
{
    *info = (struct proc_bsdshortinfo){.pbsi_pid = (uint32_t)pid, .pbsi_status = process->zombie ? SZOMB : SRUN};
    memcpy(info->pbsi_comm, process->comm, sizeof info->pbsi_comm);
    return (int)sizeof *info;
}

static const struct flavor {
    const char *name;
    int flavor;
    size_t size; /* that the buffer must have, if there is one */
    bool anyone; /* who may ask */
} flavors[] = {
    {"listfds", PROC_PIDLISTFDS, sizeof(struct proc_fdinfo), false},
    {"identify", PROC_PIDTBSDINFO, sizeof(struct proc_bsdinfo), false},
    {"look", PROC_PIDT_SHORTBSDINFO, sizeof(struct proc_bsdshortinfo), true},
};

static const struct flavor *find_flavor(int wanted)
{
    for (size_t i = 0; i < sizeof flavors / sizeof *flavors; i++) {
        if (flavors[i].flavor == wanted)
            return &flavors[i];
    }
    scenario_give_up("a flavor of proc_pidinfo that is not scripted", "");
}

/* First whether it is there, then whether it may be read, as the kernel does. Returns 0 or an errno. */
static int check_process(int pid, bool with_zombies, bool anyone, struct scripted_process *process)
{
    if (pid < 0 || !find_process(pid, process) || (process->zombie && !with_zombies))
        return ESRCH;
    return anyone || own_uid() == 0 || process->uid == own_uid() ? 0 : EPERM;
}

int proc_pidinfo(int pid, int wanted, uint64_t arg, void *buffer, int buffersize)
{
    const struct flavor *flavor = find_flavor(wanted);
    struct scripted_process process;
    char text[16];
    int size;
    snprintf(text, sizeof text, "%d", pid);
    if (faults_has(flavor->name, text))
        return 0;
    bool sized = buffer != NULL || wanted != PROC_PIDLISTFDS;
    if (sized && buffersize < (int)flavor->size)
        return fail(ENOMEM);
    int failure = check_process(pid, wanted != PROC_PIDLISTFDS && arg != 0, flavor->anyone, &process);
    if (failure != 0)
        return fail(failure);
    if (wanted == PROC_PIDLISTFDS)
        size = list_fds(text, buffer, buffersize);
    else
        size = wanted == PROC_PIDTBSDINFO ? identify(pid, &process, buffer) : look(pid, &process, buffer);
    scripted_answered(flavor->name, text);
    return size;
}

/* The id of the socket behind a descriptor. Returns 0 or an errno. */
static int find_descriptor(const char *pid, const char *fd, uint64_t *id)
{
    size_t at = 0;
    const struct scenario_line *line = scenario_find("fd", pid, fd);
    if (line != NULL) {
        *id = number(line->words[3]);
        return 0;
    }
    if (scenario_find("file", pid, fd) != NULL)
        return ENOTSOCK;
    *id = scripted_id_of_descriptor(number(pid), number(fd));
    while ((line = scenario_next(&at, "many-fds")) != NULL) {
        uint64_t first = number(line->words[2]);
        if (strcmp(line->words[1], pid) == 0 && number(fd) >= first && number(fd) < first + number(line->words[3]))
            return 0;
    }
    *id = scripted_id_of_process(number(pid));
    return is_of_many(number(pid)) && number(fd) == 3 ? 0 : EBADF;
}

static void fill_inet(const struct scripted_socket *socket, struct in_sockinfo *info)
{
    info->insi_lport = htons(socket->local_port);
    info->insi_fport = htons(socket->remote_port);
    info->insi_vflag = socket->vflag;
    memcpy(&info->insi_laddr, socket->local, sizeof info->insi_laddr);
    memcpy(&info->insi_faddr, socket->remote, sizeof info->insi_faddr);
}

static void fill_sockaddr(const char *name, void *sockaddr)
{
    struct sockaddr_un *un = sockaddr;
    if (name[0] == '\0')
        return;
    un->sun_len = (uint8_t)(offsetof(struct sockaddr_un, sun_path) + strlen(name));
    un->sun_family = AF_UNIX;
    memcpy((char *)sockaddr + offsetof(struct sockaddr_un, sun_path), name, strlen(name));
}

static void fill_control_block(const struct scripted_socket *socket, struct socket_info *info)
{
    if (socket->family == AF_UNIX) {
        info->soi_kind = SOCKINFO_UN;
        fill_sockaddr(socket->name, &info->soi_proto.pri_un.unsi_addr);
        fill_sockaddr(socket->peer, &info->soi_proto.pri_un.unsi_caddr);
    } else if (socket->family == AF_INET || socket->family == AF_INET6) {
        bool tcp = socket->type == SOCK_STREAM && (socket->protocol == 0 || socket->protocol == IPPROTO_TCP);
        info->soi_kind = tcp ? SOCKINFO_TCP : SOCKINFO_IN;
        fill_inet(socket, &info->soi_proto.pri_in);
        if (tcp)
            info->soi_proto.pri_tcp.tcpsi_state = socket->state;
    }
}

static struct socket_fdinfo describe(const struct scripted_socket *socket)
{
    struct socket_fdinfo info = {
        .psi =
            {
                .soi_so = socket->address,
                .soi_pcb = socket->nopcb ? 0 : socket->address + 1,
                .soi_type = socket->type,
                .soi_protocol = socket->protocol,
                .soi_family = socket->family,
                .soi_rcv = {.sbi_cc = socket->receive},
                .soi_snd = {.sbi_cc = socket->send},
                .soi_kind = SOCKINFO_GENERIC,
            },
    };
    if (!socket->nopcb)
        fill_control_block(socket, &info.psi);
    return info;
}

int proc_pidfdinfo(int pid, int fd, int flavor, void *buffer, int buffersize)
{
    char pid_text[16], fd_text[16], both[40];
    struct scripted_process process;
    uint64_t id;
    snprintf(pid_text, sizeof pid_text, "%d", pid);
    snprintf(fd_text, sizeof fd_text, "%d", fd);
    snprintf(both, sizeof both, "%d/%d", pid, fd);
    if (faults_has("fdinfo", both))
        return 0;
    if (flavor != PROC_PIDFDSOCKETINFO)
        return fail(EINVAL);
    if (buffersize < (int)sizeof(struct socket_fdinfo))
        return fail(ENOMEM);
    int failure = check_process(pid, false, false, &process);
    if (failure == 0)
        failure = find_descriptor(pid_text, fd_text, &id);
    if (failure != 0)
        return fail(failure);
    struct scripted_socket socket = scripted_socket_find(id);
    struct socket_fdinfo info = describe(&socket);
    const struct scenario_line *cut = scenario_find("short", both, NULL);
    size_t size = cut == NULL ? sizeof info : number(cut->words[2]);
    memcpy(buffer, &info, size);
    scripted_answered("fdinfo", both);
    return (int)size;
}
