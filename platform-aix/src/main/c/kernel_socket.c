// SPDX-License-Identifier: Apache-2.0
/*
 * From the file to its socket, from there to the protocol and to the control block, and from a UNIX socket's to that of its
 * peer: each is followed once, so that no cycle can be entered. What lies at the end must point back, and the file and the
 * socket must say the same once more: else something was freed and used again in between, and it is all read anew.
 */
#include "kernel_socket.h"

#include "inet_ends.h"
#include "kmem.h"
#include "socket_numbers.h"
#include "tcp_state.h"

#include <string.h>

/* How often a file is read that changes meanwhile. */
#define ATTEMPTS 3

#define POINTERS sizeof(uint64_t)

/* What the links on the way are at one moment. */
struct links {
    uint64_t socket;
    uint64_t pcb;
    uint64_t protosw;
    int type;
};

struct walk {
    int kmem;
    struct protocols *protocols;
    uint64_t file;
    struct links links;
    struct protocol protocol;
    struct kernel_socket *found;
};

static int read_links(const struct walk *walk, struct links *links, uint64_t *references, bool *is_socket)
{
    struct file file;
    struct socket socket;
    int failure = kmem_read(walk->kmem, walk->file, POINTERS, &file, offsetof(struct file, f_data) + POINTERS);
    *is_socket = failure == 0 && file.f_count > 0 && file.f_type == DTYPE_SOCKET;
    if (!*is_socket)
        return failure;
    *references = (uint64_t)file.f_count;
    links->socket = KERNEL_ADDRESS(file.f_data);
    failure = kmem_read(walk->kmem, links->socket, POINTERS, &socket, offsetof(struct socket, so_proto) + POINTERS);
    if (failure == 0) {
        links->pcb = KERNEL_ADDRESS(socket.so_pcb);
        links->protosw = KERNEL_ADDRESS(socket.so_proto);
        links->type = socket.so_type;
    }
    return failure;
}

/* Without its tcpcb a state can't be told; the socket is there all the same. */
static int read_state(const struct walk *walk, uint64_t address)
{
    struct tcpcb tcpcb;
    struct sockscope_socket *socket = &walk->found->socket;
    int failure =
        kmem_read(walk->kmem, address, POINTERS, &tcpcb, offsetof(struct tcpcb, t_state) + sizeof tcpcb.t_state);
    if (failure != 0) {
        walk->found->whole = false;
        return kmem_is_refusal(failure) ? failure : 0;
    }
    socket->status = tcp_state_status(tcpcb.t_state);
    socket->native_state = tcp_state_name(tcpcb.t_state);
    return 0;
}

static int read_inet(const struct walk *walk)
{
    struct inpcb inpcb;
    struct sockscope_socket *socket = &walk->found->socket;
    bool tcp = socket->protocol == SOCKSCOPE_TCP4 || socket->protocol == SOCKSCOPE_TCP6;
    /* A connection that is over has no control block any more. */
    if (walk->links.pcb == 0) {
        socket->status = tcp ? SOCKSCOPE_CLOSE : SOCKSCOPE_NO_STATUS;
        return 0;
    }
    int failure = kmem_read(walk->kmem, walk->links.pcb, POINTERS, &inpcb,
                            offsetof(struct inpcb, inp_flags) + sizeof inpcb.inp_flags);
    if (failure != 0)
        return failure;
    if (KERNEL_ADDRESS(inpcb.inp_socket) != walk->links.socket)
        return ESTALE;
    inet_ends(&inpcb, socket);
    return tcp ? read_state(walk, KERNEL_ADDRESS(inpcb.inp_ppcb)) : 0;
}

static int read_unpcb(const struct walk *walk, uint64_t address, struct unpcb *unpcb)
{
    return kmem_read(walk->kmem, address, POINTERS, unpcb, offsetof(struct unpcb, unp_addr) + POINTERS);
}

/* A peer that went meanwhile has taken its name along. */
static int read_peer(const struct walk *walk, uint64_t address)
{
    struct unpcb peer;
    int failure = read_unpcb(walk, address, &peer);
    bool mutual = walk->links.type != SOCK_DGRAM;
    if (failure == 0 && mutual && KERNEL_ADDRESS(peer.unp_conn) != walk->links.pcb)
        failure = ESTALE;
    return failure == 0 ? unix_name_read(walk->kmem, KERNEL_ADDRESS(peer.unp_addr), &walk->found->remote) : failure;
}

static int read_unix(const struct walk *walk)
{
    struct unpcb unpcb;
    if (walk->links.pcb == 0)
        return 0;
    int failure = read_unpcb(walk, walk->links.pcb, &unpcb);
    if (failure == 0 && KERNEL_ADDRESS(unpcb.unp_socket) != walk->links.socket)
        failure = ESTALE;
    if (failure == 0)
        failure = unix_name_read(walk->kmem, KERNEL_ADDRESS(unpcb.unp_addr), &walk->found->local);
    if (failure == 0 && KERNEL_ADDRESS(unpcb.unp_conn) != 0)
        failure = read_peer(walk, KERNEL_ADDRESS(unpcb.unp_conn));
    return failure;
}

/* ESTALE if the file or the socket are others by now. */
static int compare_with_later(const struct walk *walk)
{
    struct links later;
    uint64_t references;
    bool is_socket;
    int failure = read_links(walk, &later, &references, &is_socket);
    if (failure != 0)
        return failure;
    bool same = is_socket && later.socket == walk->links.socket && later.pcb == walk->links.pcb &&
                later.protosw == walk->links.protosw && later.type == walk->links.type;
    return same ? 0 : ESTALE;
}

static int read_once(struct walk *walk, enum kernel_file *kind)
{
    struct kernel_socket *found = walk->found;
    bool is_socket;
    *found = (struct kernel_socket){.whole = true};
    *kind = KERNEL_FILE_OTHER;
    int failure = read_links(walk, &walk->links, &found->references, &is_socket);
    if (failure != 0 || !is_socket)
        return failure;
    failure = protocols_find(walk->protocols, walk->kmem, walk->links.protosw, &walk->protocol);
    if (failure != 0 || !socket_protocol(walk->protocol.family, walk->protocol.number, &found->socket.protocol))
        return failure;
    found->socket.type = socket_type(walk->links.type);
    found->socket.status = SOCKSCOPE_NO_STATUS;
    failure = found->socket.protocol == SOCKSCOPE_UNIX ? read_unix(walk) : read_inet(walk);
    if (failure == 0)
        failure = compare_with_later(walk);
    *kind = KERNEL_FILE_SOCKET;
    return failure;
}

enum kernel_file kernel_socket_read(int kmem, struct protocols *protocols, uint64_t file, struct kernel_socket *found,
                                    int *failure)
{
    struct walk walk = {.kmem = kmem, .protocols = protocols, .file = file, .found = found};
    enum kernel_file kind = KERNEL_FILE_LOST;
    *failure = ESTALE;
    for (size_t attempt = 0; attempt < ATTEMPTS && *failure != 0; attempt++) {
        *failure = read_once(&walk, &kind);
        if (kmem_is_refusal(*failure))
            return KERNEL_FILE_REFUSED;
    }
    return *failure == 0 ? kind : KERNEL_FILE_LOST;
}

struct sockscope_socket kernel_socket_row(const struct kernel_socket *found)
{
    struct sockscope_socket row = found->socket;
    row.local.name = (const uint8_t *)found->local.bytes;
    row.local.name_size = found->local.size;
    row.remote.name = (const uint8_t *)found->remote.bytes;
    row.remote.name_size = found->remote.size;
    return row;
}
