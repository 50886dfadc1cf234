// SPDX-License-Identifier: Apache-2.0
#include "pcb_list.h"

#include "socket_end.h"
#include "socket_numbers.h"
#include "tcp_state.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/types.h>

#include <sys/socket.h>
#include <sys/socketvar.h>
#include <sys/sysctl.h>

static const struct {
    const char *name;
    const char *translation; /* the calls, for errors */
    const char *call;
    enum sockscope_protocol protocol;
    int family;
} lists[PCB_LISTS] = {
#define LIST(name, protocol, family) {name, "sysctlnametomib of " name, "sysctl of " name, protocol, family}
    LIST("net.inet.tcp.pcblist", SOCKSCOPE_TCP4, AF_INET),
    LIST("net.inet6.tcp6.pcblist", SOCKSCOPE_TCP6, AF_INET6),
    LIST("net.inet.udp.pcblist", SOCKSCOPE_UDP4, AF_INET),
    LIST("net.inet6.udp6.pcblist", SOCKSCOPE_UDP6, AF_INET6),
    LIST("net.local.stream.pcblist", SOCKSCOPE_UNIX, AF_LOCAL),
    LIST("net.local.seqpacket.pcblist", SOCKSCOPE_UNIX, AF_LOCAL),
    LIST("net.local.dgram.pcblist", SOCKSCOPE_UNIX, AF_LOCAL),
#undef LIST
};

enum sockscope_protocol pcb_list_protocol(size_t list)
{
    return lists[list].protocol;
}

/* The kernel gives no records but of the size that it has, and refuses others with EINVAL. */
enum sockscope_result pcb_list_read(size_t list, struct sysctl_buffer *buffer, struct sockscope_error *error)
{
    int name[CTL_MAXNAME];
    const int selection[] = {PCB_ALL, 0, sizeof(struct kinfo_pcb), INT_MAX};
    size_t length = CTL_MAXNAME - sizeof selection / sizeof *selection;
    if (sysctlnametomib(lists[list].name, name, &length) != 0) {
        if (errno == ENOENT && lists[list].family == AF_INET6)
            return SOCKSCOPE_OK;
        return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, lists[list].translation, errno, -1);
    }
    memcpy(name + length, selection, sizeof selection);
    struct sysctl_table table = {
        .call = lists[list].call,
        .name = name,
        .length = (unsigned)(length + sizeof selection / sizeof *selection),
        .record = sizeof(struct kinfo_pcb),
    };
    return sysctl_buffer_read(buffer, &table, error);
}

size_t pcb_list_count(const struct sysctl_buffer *buffer)
{
    return buffer->size / sizeof(struct kinfo_pcb);
}

static uint32_t queue_of(uint64_t size)
{
    return size > UINT32_MAX ? UINT32_MAX : (uint32_t)size;
}

static void set_state(struct sockscope_socket *socket, int32_t state)
{
    socket->status = tcp_state_status(state);
    socket->native_state = tcp_state_name(state);
}

struct pcb pcb_list_get(size_t list, const struct sysctl_buffer *buffer, size_t index)
{
    /* Its ends are lent from where they lie, everything else is read from a copy. */
    const uint8_t *at = buffer->data + index * sizeof(struct kinfo_pcb);
    struct kinfo_pcb from;
    memcpy(&from, at, sizeof from);
    struct pcb pcb = {
        .socket =
            {
                .protocol = lists[list].protocol,
                .type = socket_type((int)from.ki_type),
                .status = SOCKSCOPE_NO_STATUS,
                .local = socket_end_of(at + offsetof(struct kinfo_pcb, ki_s), sizeof from.ki_s, lists[list].family),
                .remote = socket_end_of(at + offsetof(struct kinfo_pcb, ki_d), sizeof from.ki_d, lists[list].family),
                .pid_kind = SOCKSCOPE_PID_ABSENT,
                .fd = -1,
                .present = SOCKSCOPE_HAS_RECEIVE_QUEUE | SOCKSCOPE_HAS_SEND_QUEUE,
                .receive_queue = queue_of(from.ki_rcvq),
                .send_queue = queue_of(from.ki_sndq),
            },
        .address = from.ki_sockaddr,
        .orphan = (from.ki_sostate & SS_NOFDREF) != 0,
    };
    if (pcb.socket.protocol == SOCKSCOPE_TCP4 || pcb.socket.protocol == SOCKSCOPE_TCP6)
        set_state(&pcb.socket, from.ki_tstate);
    return pcb;
}
