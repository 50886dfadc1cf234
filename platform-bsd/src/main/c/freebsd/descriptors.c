// SPDX-License-Identifier: Apache-2.0
#include "descriptors.h"

#include "freebsd.h"
#include "socket_end.h"
#include "socket_numbers.h"

#include <errno.h>
#include <string.h>
#include <time.h>

/* So much of a socket's record must be there. */
#define LEAST (offsetof(struct kinfo_file, kf_un.kf_sock.kf_sock_recvq) + sizeof(uint32_t))

/* How often, and how long after, a process is asked again that is about to run another program. */
#define BUSY_TIMES 20
#define BUSY_NANOSECONDS 1000000

static enum sockscope_result fail_process(enum sockscope_result result, int64_t pid, struct sockscope_error *error)
{
    if (result != SOCKSCOPE_SYSTEM_CALL_FAILED)
        return result;
    error->pid = pid;
    if (error->code == ESRCH)
        error->result = SOCKSCOPE_NO_SUCH_PROCESS;
    if (error->code == EPERM || error->code == EACCES)
        error->result = SOCKSCOPE_ACCESS_DENIED;
    return error->result;
}

/* While a process is in execve(2) nobody may look at it: p_candebug(9) says EBUSY. */
enum sockscope_result descriptors_read(int64_t pid, struct sysctl_buffer *buffer, struct sockscope_error *error)
{
    const int name[] = {CTL_KERN, KERN_PROC, KERN_PROC_FILEDESC, (int)pid};
    const struct sysctl_table table = {"sysctl of kern.proc.filedesc", name, sizeof name / sizeof *name,
                                       sizeof(struct kinfo_file)};
    const struct timespec pause = {.tv_nsec = BUSY_NANOSECONDS};
    enum sockscope_result result = sysctl_buffer_read(buffer, &table, error);
    for (int times = 0; result == SOCKSCOPE_SYSTEM_CALL_FAILED && error->code == EBUSY && times < BUSY_TIMES; times++) {
        nanosleep(&pause, NULL);
        result = sysctl_buffer_read(buffer, &table, error);
    }
    return fail_process(result, pid, error);
}

/* Left out is a UNIX name that doesn't fit: of more than 126 bytes, and no sockaddr_un of a program's has so many. */
static struct sockscope_end end_at(const uint8_t *record, size_t at, int domain)
{
    return socket_end_of(record + at, sizeof(struct sockaddr_storage), domain);
}

/* The queues are told of TCP alone. */
static bool read_socket(const uint8_t *record, struct held_socket *descriptor)
{
    struct kinfo_file from = {0};
    memcpy(&from, record, LEAST);
    enum sockscope_protocol protocol;
    int domain = from.kf_un.kf_sock.kf_sock_domain0;
    if (from.kf_type != KF_TYPE_SOCKET || !socket_protocol(domain, from.kf_un.kf_sock.kf_sock_protocol0, &protocol))
        return false;
    bool tcp = protocol == SOCKSCOPE_TCP4 || protocol == SOCKSCOPE_TCP6;
    *descriptor = (struct held_socket){
        .block = from.kf_un.kf_sock.kf_sock_pcb,
        .socket =
            {
                .protocol = protocol,
                .type = socket_type(from.kf_un.kf_sock.kf_sock_type0),
                .status = SOCKSCOPE_NO_STATUS,
                .local = end_at(record, offsetof(struct kinfo_file, kf_un.kf_sock.kf_sa_local), domain),
                .remote = end_at(record, offsetof(struct kinfo_file, kf_un.kf_sock.kf_sa_peer), domain),
                .ownership = SOCKSCOPE_OWNER_KNOWN,
                .pid_kind = SOCKSCOPE_PID_HOLDER,
                .fd = from.kf_fd,
                .present = tcp ? SOCKSCOPE_HAS_RECEIVE_QUEUE | SOCKSCOPE_HAS_SEND_QUEUE : 0,
                .receive_queue = from.kf_un.kf_sock.kf_sock_recvq,
                .send_queue = from.kf_un.kf_sock.kf_sock_sendq,
            },
    };
    return true;
}

/* Each record begins with its size; the path at its end is cut. Files that are no descriptors have negative numbers. */
bool descriptors_next(const struct sysctl_buffer *buffer, size_t *at, struct held_socket *descriptor, bool *intact)
{
    while (*at < buffer->size) {
        const uint8_t *record = buffer->data + *at;
        size_t rest = buffer->size - *at;
        int size = 0;
        if (rest >= sizeof size)
            memcpy(&size, record, sizeof size);
        if (size <= 0 || (size_t)size > rest) {
            *intact = false;
            *at = buffer->size;
            return false;
        }
        *at += (size_t)size;
        if ((size_t)size < LEAST)
            *intact = false;
        else if (read_socket(record, descriptor) && descriptor->socket.fd >= 0)
            return true;
    }
    return false;
}
