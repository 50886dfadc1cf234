// SPDX-License-Identifier: Apache-2.0
#include "query.h"

#include "file_socket.h"
#include "process.h"
#include "unbound.h"

#include <errno.h>
#include <string.h>

bool query_wants(const struct query *query, struct sockscope_socket *socket)
{
    if ((query->request->protocols & UINT32_C(1) << socket->protocol) == 0)
        return false;
    return !unbound_socket(socket) || query->request->unbound;
}

static int emit_name(struct query *query, const struct kinfo_file *file)
{
    struct sockscope_process process = {
        .pid = file->p_pid,
        .name = (const uint8_t *)file->p_comm,
        .name_size = strnlen(file->p_comm, sizeof file->p_comm),
    };
    query->named = process.pid;
    return query->sink->process(query->sink->context, &process);
}

/* The kernel lists the descriptors of a process one after the other, so that its name is told once. */
static int emit_file(struct query *query, const struct kinfo_file *file)
{
    struct sockscope_socket socket;
    int failure = 0;
    if (!file_socket(file, &socket))
        return 0;
    if (query->request->pid == SOCKSCOPE_EVERY_PROCESS && socket.protocol != SOCKSCOPE_UNIX)
        failure = connection_keys_add(&query->held, file);
    if (failure != 0 || !query_wants(query, &socket))
        return failure;
    socket.ownership = SOCKSCOPE_OWNER_KNOWN;
    socket.pid_kind = SOCKSCOPE_PID_HOLDER;
    socket.pid = file->p_pid;
    socket.fd = file->fd_fd;
    socket.uid = file->f_uid;
    socket.present |= SOCKSCOPE_HAS_UID;
    if (query->named != socket.pid)
        failure = emit_name(query, file);
    return failure == 0 ? query->sink->socket(query->sink->context, &socket) : failure;
}

enum sockscope_result query_emit_held(struct query *query, const struct open_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        struct kinfo_file record = open_files_record(files, i);
        int failure = emit_file(query, &record);
        if (failure != 0)
            return sockscope_fail_sink(query->error, failure);
    }
    return SOCKSCOPE_OK;
}

enum sockscope_result query_read_process(struct query *query)
{
    int64_t pid = query->request->pid;
    struct open_files files = {0};
    if (pid > INT32_MAX)
        return sockscope_fail(query->error, SOCKSCOPE_NO_SUCH_PROCESS, "kvm_getfiles", ESRCH, pid);
    enum sockscope_result result = open_files_read(&files, KERN_FILE_BYPID, (int)pid, query->error);
    if (result == SOCKSCOPE_NO_SUCH_PROCESS)
        result = process_without_files((int)pid, query->error);
    if (result == SOCKSCOPE_OK)
        result = query_emit_held(query, &files);
    open_files_close(&files);
    return result;
}
