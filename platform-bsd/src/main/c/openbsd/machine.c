// SPDX-License-Identifier: Apache-2.0
/*
 * The sockets of the whole machine. Those without a holder are only in the table by file, which has the ones of AF_INET and
 * AF_INET6 from the lists of the protocols. It is read first: a connection that is accepted or closed meanwhile is then in
 * at least one of the two tables, and in both it is known by its ends. If one that has a descriptor isn't found by process,
 * the table by file is read once more, to tell one that was closed from one of the kernel's own.
 */
#include "file_socket.h"
#include "query.h"

#include <sys/file.h>
#include <sys/socketvar.h>

#define INET_PROTOCOLS (1U << SOCKSCOPE_TCP4 | 1U << SOCKSCOPE_TCP6 | 1U << SOCKSCOPE_UDP4 | 1U << SOCKSCOPE_UDP6)

struct machine {
    struct query *query;
    struct open_files sockets; /* by file */
    struct open_files files;   /* by process */
    struct open_files later;   /* by file again; nothing if that wasn't needed */
    struct connection_keys still_open; /* those that have a descriptor then */
};

static enum sockscope_result read_sockets(struct machine *machine, struct open_files *sockets)
{
    return open_files_read(sockets, KERN_FILE_BYFILE, DTYPE_SOCKET, machine->query->error);
}

/*
 * Fills in the socket of a record by file, if it is wanted and was not found by process. One without a port can't be known
 * by its ends; nobody has one like that in the kernel, and of a process it is found by process.
 */
static bool unheld_socket(const struct machine *machine, const struct kinfo_file *file, struct sockscope_socket *socket)
{
    return file_socket(file, socket) && socket->protocol != SOCKSCOPE_UNIX && socket->local.port != 0 &&
           query_wants(machine->query, socket) && !connection_keys_contain(&machine->query->held, file);
}

static bool has_descriptor(const struct kinfo_file *file)
{
    return (file->so_state & SS_NOFDREF) == 0;
}

/* Whether a socket that has a descriptor was not found by process. */
static bool is_one_missed(const struct machine *machine)
{
    struct sockscope_socket socket;
    for (size_t i = 0; i < machine->sockets.count; i++) {
        struct kinfo_file record = open_files_record(&machine->sockets, i);
        if (has_descriptor(&record) && unheld_socket(machine, &record, &socket))
            return true;
    }
    return false;
}

static enum sockscope_result read_still_open(struct machine *machine)
{
    enum sockscope_result result = read_sockets(machine, &machine->later);
    for (size_t i = 0; i < machine->later.count; i++) {
        struct kinfo_file record = open_files_record(&machine->later, i);
        int failure = has_descriptor(&record) ? connection_keys_add(&machine->still_open, &record) : 0;
        if (failure != 0)
            return sockscope_fail_sink(machine->query->error, failure);
    }
    connection_keys_sort(&machine->still_open);
    return result;
}

static enum sockscope_ownership ownership_of(const struct machine *machine, const struct kinfo_file *file)
{
    if (!has_descriptor(file))
        return SOCKSCOPE_OWNER_NONE;
    return connection_keys_contain(&machine->still_open, file) ? SOCKSCOPE_OWNER_NOT_FOUND : SOCKSCOPE_OWNER_CHANGED;
}

static enum sockscope_result emit_unheld(struct machine *machine)
{
    struct query *query = machine->query;
    struct sockscope_socket socket;
    for (size_t i = 0; i < machine->sockets.count; i++) {
        struct kinfo_file record = open_files_record(&machine->sockets, i);
        if (!unheld_socket(machine, &record, &socket))
            continue;
        socket.ownership = ownership_of(machine, &record);
        int failure = query->sink->socket(query->sink->context, &socket);
        if (failure != 0)
            return sockscope_fail_sink(query->error, failure);
    }
    return SOCKSCOPE_OK;
}

static enum sockscope_result read_all(struct machine *machine)
{
    struct query *query = machine->query;
    enum sockscope_result result = SOCKSCOPE_OK;
    if ((query->request->protocols & INET_PROTOCOLS) != 0)
        result = read_sockets(machine, &machine->sockets);
    if (result == SOCKSCOPE_OK)
        result = open_files_read(&machine->files, KERN_FILE_BYPID, -1, query->error);
    if (result == SOCKSCOPE_OK)
        result = query_emit_held(query, &machine->files);
    connection_keys_sort(&query->held);
    if (result == SOCKSCOPE_OK && is_one_missed(machine))
        result = read_still_open(machine);
    return result == SOCKSCOPE_OK ? emit_unheld(machine) : result;
}

enum sockscope_result query_read_machine(struct query *query)
{
    struct machine machine = {.query = query};
    enum sockscope_result result = read_all(&machine);
    open_files_close(&machine.sockets);
    open_files_close(&machine.files);
    open_files_close(&machine.later);
    connection_keys_free(&machine.still_open);
    return result;
}
