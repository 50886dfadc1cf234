// SPDX-License-Identifier: Apache-2.0
/*
 * It only reads, and follows pointers as the kernel's code would; one that became invalid meanwhile reads as 0. A row is
 * put together on the stack, below r10. These registers keep what they hold, from where they are first set:
 *   r6  the seq_file that rows are written to
 *   r7  the task
 *   r8  the sock
 *   r9  the file
 */
#include "bpf_program.h"

#include "bpf_row.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

/* Where a member of the row lies on the stack. */
#define ROW(member) (-(int)sizeof(struct bpf_unix_row) + (int)offsetof(struct bpf_unix_row, member))
#define ROW_SIZE(member) (sizeof(((struct bpf_unix_row *)0)->member))

/* Below the row: room for what is read on the way to what is wanted. */
#define SCRATCH (-(int)sizeof(struct bpf_unix_row) - 8)

/*
 * How many messages of a UNIX socket's queue are counted at most. The verifier goes through all of them, which takes time
 * when the program is loaded.
 */
#define LONGEST_QUEUE 32

struct writing {
    struct bpf_assembly *program;
    const struct bpf_fields *fields;
    bool initial_pids;
    bpf_label end;
};

/* A part of a field, from an offset on. */
static struct btf_field part(struct btf_field field, uint32_t offset, uint32_t size)
{
    return (struct btf_field){.offset = field.offset + offset, .size = size};
}

/* Puts a field into the row; r1 is used. */
static void copy(struct bpf_assembly *program, uint8_t base, struct btf_field field, int place)
{
    bpf_load(program, BPF_REG_1, base, field);
    bpf_store(program, place, field.size, BPF_REG_1);
}

/* Puts a field of 16 bytes into the row. */
static void copy_16(struct bpf_assembly *program, uint8_t base, struct btf_field field, int place)
{
    copy(program, base, part(field, 0, 8), place);
    copy(program, base, part(field, 8, 8), place + 8);
}

static void clear(struct bpf_assembly *program, int place, size_t size)
{
    for (size_t i = 0; i < size; i += 8)
        bpf_store_value(program, place + (int)i, 8, 0);
}

/* Reads memory behind an address, which may be any number, to the stack; if it isn't readable that becomes 0. */
static void read_memory(struct bpf_assembly *program, int place, int32_t size, uint8_t address, int32_t offset)
{
    bpf_move(program, BPF_REG_3, address);
    bpf_compute_value(program, BPF_ADD, BPF_REG_3, offset);
    bpf_stack_address(program, BPF_REG_1, place);
    bpf_move_value(program, BPF_REG_2, size);
    bpf_call(program, BPF_FUNC_probe_read_kernel);
}

/* row = left - right, where both are behind one base; r1 and r2 are used. */
static void write_difference(struct bpf_assembly *program, uint8_t base, struct btf_field left, struct btf_field right,
                             int place)
{
    bpf_load(program, BPF_REG_1, base, left);
    bpf_load(program, BPF_REG_2, base, right);
    bpf_compute(program, BPF_SUB, BPF_REG_1, BPF_REG_2);
    bpf_store(program, place, left.size, BPF_REG_1);
}

/* The descriptor that the kernel is at: there is none in the last call, after all of them. */
static void find_file(struct writing *writing)
{
    struct bpf_assembly *program = writing->program;
    const struct bpf_fields *fields = writing->fields;
    bpf_load(program, BPF_REG_7, BPF_REG_1, fields->context_task);
    bpf_jump_if(program, BPF_JEQ, BPF_REG_7, 0, writing->end);
    bpf_load(program, BPF_REG_9, BPF_REG_1, fields->context_file);
    bpf_jump_if(program, BPF_JEQ, BPF_REG_9, 0, writing->end);
    bpf_load(program, BPF_REG_6, BPF_REG_1, fields->context_meta);
    bpf_load(program, BPF_REG_6, BPF_REG_6, fields->meta_seq);
    bpf_load(program, BPF_REG_2, BPF_REG_1, fields->context_fd);
    bpf_store(program, ROW(row.fd), ROW_SIZE(row.fd), BPF_REG_2);
}

static void find_socket(struct writing *writing)
{
    struct bpf_assembly *program = writing->program;
    const struct bpf_fields *fields = writing->fields;
    bpf_move(program, BPF_REG_1, BPF_REG_9);
    bpf_call(program, BPF_FUNC_sock_from_file);
    bpf_jump_if(program, BPF_JEQ, BPF_REG_0, 0, writing->end);
    bpf_load(program, BPF_REG_8, BPF_REG_0, fields->socket_sk);
    bpf_jump_if(program, BPF_JEQ, BPF_REG_8, 0, writing->end);
}

/* Ends for sockets that are not listed. A raw socket may have the number of any protocol. */
static void choose_protocol(struct writing *writing)
{
    struct bpf_assembly *program = writing->program;
    const struct bpf_fields *fields = writing->fields;
    bpf_label inet = bpf_label_new(program);
    bpf_label udp = bpf_label_new(program);
    bpf_label chosen = bpf_label_new(program);
    bpf_load(program, BPF_REG_2, BPF_REG_8, fields->sk_protocol);
    bpf_store(program, ROW(row.protocol), ROW_SIZE(row.protocol), BPF_REG_2);
    bpf_load(program, BPF_REG_3, BPF_REG_8, fields->sk_type);
    bpf_store(program, ROW(row.type), ROW_SIZE(row.type), BPF_REG_3);
    copy(program, BPF_REG_8, fields->sk_family, ROW(row.family));
    bpf_jump_if(program, BPF_JEQ, BPF_REG_1, AF_UNIX, chosen);
    bpf_jump_if(program, BPF_JEQ, BPF_REG_1, AF_INET, inet);
    bpf_jump_if(program, BPF_JNE, BPF_REG_1, AF_INET6, writing->end);
    bpf_label_here(program, inet);
    bpf_jump_if(program, BPF_JEQ, BPF_REG_2, IPPROTO_UDP, udp);
    bpf_jump_if(program, BPF_JNE, BPF_REG_3, SOCK_STREAM, writing->end);
    bpf_jump_if(program, BPF_JEQ, BPF_REG_2, IPPROTO_TCP, chosen);
    bpf_jump_if(program, BPF_JEQ, BPF_REG_2, BPF_PROTOCOL_MPTCP, chosen);
    bpf_jump(program, writing->end);
    bpf_label_here(program, udp);
    bpf_jump_if(program, BPF_JNE, BPF_REG_3, SOCK_DGRAM, writing->end);
    bpf_label_here(program, chosen);
}

/* The number of the task, or of its leader if that is told, in the pid namespace of the reader. */
static void write_number(struct bpf_assembly *program, const struct bpf_number_fields *fields,
                         const struct btf_field *leader, int place)
{
    bpf_call(program, BPF_FUNC_get_current_task_btf);
    bpf_load(program, BPF_REG_1, BPF_REG_0, fields->task_thread_pid);
    bpf_load(program, BPF_REG_1, BPF_REG_1, fields->pid_level);
    bpf_compute_value(program, BPF_MUL, BPF_REG_1, (int32_t)fields->upid_size);
    bpf_move(program, BPF_REG_2, BPF_REG_7);
    if (leader != NULL)
        bpf_load(program, BPF_REG_2, BPF_REG_2, *leader);
    bpf_load(program, BPF_REG_2, BPF_REG_2, fields->task_thread_pid);
    bpf_compute(program, BPF_ADD, BPF_REG_1, BPF_REG_2);
    read_memory(program, place, 4, BPF_REG_1, (int32_t)(fields->pid_numbers.offset + fields->upid_nr.offset));
}

static void write_pid(struct writing *writing)
{
    const struct bpf_fields *fields = writing->fields;
    if (writing->initial_pids)
        copy(writing->program, BPF_REG_7, fields->task_tgid, ROW(row.pid));
    else
        write_number(writing->program, &fields->number, &fields->task_group_leader, ROW(row.pid));
}

static void write_holder(struct writing *writing)
{
    struct bpf_assembly *program = writing->program;
    const struct bpf_fields *fields = writing->fields;
    write_pid(writing);
    write_difference(program, BPF_REG_7, fields->task_pid, fields->task_tgid, ROW(row.thread));
    bpf_load(program, BPF_REG_2, BPF_REG_7, fields->task_group_leader);
    copy_16(program, BPF_REG_2, fields->task_comm, ROW(row.comm));
}

/* What sockets of all families have. The cookie is made when someone first asks for it, as sock_diag does. */
static void write_common(struct writing *writing)
{
    struct bpf_assembly *program = writing->program;
    const struct bpf_fields *fields = writing->fields;
    bpf_label made = bpf_label_new(program);
    bpf_load(program, BPF_REG_1, BPF_REG_9, fields->file_inode);
    copy(program, BPF_REG_1, fields->inode_number, ROW(row.inode));
    copy(program, BPF_REG_8, fields->sk_state, ROW(row.state));
    copy(program, BPF_REG_8, fields->sk_uid, ROW(row.uid));
    bpf_load(program, BPF_REG_1, BPF_REG_8, fields->sk_net);
    copy(program, BPF_REG_1, fields->net_inode, ROW(row.netns));
    bpf_load(program, BPF_REG_0, BPF_REG_8, fields->sk_cookie);
    bpf_jump_if(program, BPF_JNE, BPF_REG_0, 0, made);
    bpf_move(program, BPF_REG_1, BPF_REG_8);
    bpf_call(program, BPF_FUNC_get_socket_cookie);
    bpf_label_here(program, made);
    bpf_store(program, ROW(row.cookie), ROW_SIZE(row.cookie), BPF_REG_0);
    clear(program, ROW(row.local), ROW_SIZE(row.local) + ROW_SIZE(row.remote));
    bpf_store_value(program, ROW(row.has_requests), ROW_SIZE(row.has_requests), 0);
}

static void write_inet(struct writing *writing)
{
    struct bpf_assembly *program = writing->program;
    const struct bpf_fields *fields = writing->fields;
    bpf_label ipv6 = bpf_label_new(program);
    bpf_label done = bpf_label_new(program);
    copy(program, BPF_REG_8, fields->sk_local_port, ROW(row.local_port));
    copy(program, BPF_REG_8, fields->sk_remote_port, ROW(row.remote_port));
    bpf_load(program, BPF_REG_1, BPF_REG_8, fields->sk_family);
    bpf_jump_if(program, BPF_JEQ, BPF_REG_1, AF_INET6, ipv6);
    copy(program, BPF_REG_8, fields->sk_local4, ROW(row.local));
    copy(program, BPF_REG_8, fields->sk_remote4, ROW(row.remote));
    bpf_jump(program, done);
    bpf_label_here(program, ipv6);
    copy_16(program, BPF_REG_8, fields->sk_local6, ROW(row.local));
    copy_16(program, BPF_REG_8, fields->sk_remote6, ROW(row.remote));
    bpf_label_here(program, done);
}

/* The memory that is taken by what waits to be sent; a socket that is open counts as one byte of it (sk_wmem_alloc_get). */
static void write_send_memory(struct bpf_assembly *program, const struct bpf_fields *fields)
{
    bpf_load(program, BPF_REG_1, BPF_REG_8, fields->sk_send_memory);
    bpf_compute_value(program, BPF_SUB, BPF_REG_1, 1);
    bpf_store(program, ROW(row.send_queue), ROW_SIZE(row.send_queue), BPF_REG_1);
}

/* As tcp_diag counts (net/ipv4/tcp_diag.c): of a listener, the connections that wait to be accepted. */
static void write_tcp_queues(struct writing *writing)
{
    struct bpf_assembly *program = writing->program;
    const struct bpf_fields *fields = writing->fields;
    bpf_label listener = bpf_label_new(program);
    bpf_label done = bpf_label_new(program);
    bpf_load(program, BPF_REG_1, BPF_REG_8, fields->sk_state);
    bpf_jump_if(program, BPF_JEQ, BPF_REG_1, TCP_LISTEN, listener);
    bpf_move(program, BPF_REG_1, BPF_REG_8);
    bpf_call(program, BPF_FUNC_skc_to_tcp_sock);
    bpf_jump_if(program, BPF_JEQ, BPF_REG_0, 0, writing->end);
    write_difference(program, BPF_REG_0, fields->tcp_received, fields->tcp_copied, ROW(row.receive_queue));
    write_difference(program, BPF_REG_0, fields->tcp_written, fields->tcp_acknowledged, ROW(row.send_queue));
    bpf_jump(program, done);
    bpf_label_here(program, listener);
    copy(program, BPF_REG_8, fields->sk_ack_backlog, ROW(row.receive_queue));
    copy(program, BPF_REG_8, fields->sk_max_ack_backlog, ROW(row.send_queue));
    read_memory(program, SCRATCH, 4, BPF_REG_8, (int32_t)fields->tcp_requests.offset);
    bpf_load_stack(program, BPF_REG_1, SCRATCH, 4);
    bpf_jump_if(program, BPF_JEQ, BPF_REG_1, 0, done);
    bpf_store_value(program, ROW(row.has_requests), ROW_SIZE(row.has_requests), 1);
    bpf_label_here(program, done);
}

/* As udp_diag counts (net/ipv4/udp_diag.c). */
static void write_udp_queues(struct writing *writing)
{
    struct bpf_assembly *program = writing->program;
    const struct bpf_fields *fields = writing->fields;
    read_memory(program, SCRATCH, 4, BPF_REG_8, (int32_t)fields->udp_deficit.offset);
    bpf_load(program, BPF_REG_1, BPF_REG_8, fields->sk_receive_memory);
    bpf_load_stack(program, BPF_REG_2, SCRATCH, 4);
    bpf_compute(program, BPF_SUB, BPF_REG_1, BPF_REG_2);
    bpf_store(program, ROW(row.receive_queue), ROW_SIZE(row.receive_queue), BPF_REG_1);
    write_send_memory(program, fields);
}

/* The bytes of all messages that were received and not read, in r0. */
static void sum_messages(struct writing *writing, bpf_label done)
{
    struct bpf_assembly *program = writing->program;
    const struct bpf_fields *fields = writing->fields;
    struct btf_field consumed = part(fields->skb_control, fields->control_consumed.offset, 4);
    bpf_label next = bpf_label_new(program);
    bpf_load(program, BPF_REG_2, BPF_REG_8, fields->sk_queue_length);
    bpf_move_value(program, BPF_REG_0, -1);
    bpf_jump_if(program, BPF_JGT, BPF_REG_2, LONGEST_QUEUE, done);
    bpf_move_value(program, BPF_REG_0, 0);
    bpf_load(program, BPF_REG_1, BPF_REG_8, fields->sk_queue_first);
    bpf_label_here(program, next);
    bpf_jump_if(program, BPF_JEQ, BPF_REG_2, 0, done);
    bpf_load(program, BPF_REG_3, BPF_REG_1, fields->skb_length);
    bpf_compute(program, BPF_ADD, BPF_REG_0, BPF_REG_3);
    bpf_load(program, BPF_REG_3, BPF_REG_1, consumed);
    bpf_compute(program, BPF_SUB, BPF_REG_0, BPF_REG_3);
    bpf_load(program, BPF_REG_1, BPF_REG_1, fields->skb_next);
    bpf_compute_value(program, BPF_SUB, BPF_REG_2, 1);
    bpf_jump(program, next);
}

/* As unix_diag counts (net/unix/diag.c, unix_inq_len): of datagrams, the first one only. */
static void write_unix_queues(struct writing *writing)
{
    struct bpf_assembly *program = writing->program;
    const struct bpf_fields *fields = writing->fields;
    bpf_label listener = bpf_label_new(program);
    bpf_label datagrams = bpf_label_new(program);
    bpf_label counted = bpf_label_new(program);
    bpf_label done = bpf_label_new(program);
    bpf_load(program, BPF_REG_1, BPF_REG_8, fields->sk_state);
    bpf_jump_if(program, BPF_JEQ, BPF_REG_1, TCP_LISTEN, listener);
    write_send_memory(program, fields);
    bpf_load(program, BPF_REG_1, BPF_REG_8, fields->sk_type);
    bpf_jump_if(program, BPF_JEQ, BPF_REG_1, SOCK_DGRAM, datagrams);
    if (fields->unix_queue.size > 0) {
        bpf_label messages = bpf_label_new(program);
        bpf_jump_if(program, BPF_JNE, BPF_REG_1, SOCK_STREAM, messages);
        read_memory(program, SCRATCH, 4, BPF_REG_8, (int32_t)fields->unix_queue.offset);
        bpf_load_stack(program, BPF_REG_0, SCRATCH, 4);
        bpf_jump(program, counted);
        bpf_label_here(program, messages);
    }
    sum_messages(writing, counted);
    bpf_label_here(program, datagrams);
    bpf_move_value(program, BPF_REG_0, 0);
    bpf_load(program, BPF_REG_1, BPF_REG_8, fields->sk_queue_length);
    bpf_jump_if(program, BPF_JEQ, BPF_REG_1, 0, counted);
    bpf_load(program, BPF_REG_1, BPF_REG_8, fields->sk_queue_first);
    bpf_load(program, BPF_REG_0, BPF_REG_1, fields->skb_length);
    bpf_label_here(program, counted);
    bpf_store(program, ROW(row.receive_queue), ROW_SIZE(row.receive_queue), BPF_REG_0);
    bpf_jump(program, done);
    bpf_label_here(program, listener);
    copy(program, BPF_REG_8, fields->sk_queue_length, ROW(row.receive_queue));
    copy(program, BPF_REG_8, fields->sk_max_ack_backlog, ROW(row.send_queue));
    bpf_label_here(program, done);
}

/* The name of the unix_sock in a register that calls leave alone, if it has one, and its size. */
static void write_name(struct writing *writing, uint8_t sock, int place, int size_place)
{
    struct bpf_assembly *program = writing->program;
    const struct bpf_fields *fields = writing->fields;
    const int32_t before_path = 2; /* sun_family, which the kernel counts to the length */
    bpf_label done = bpf_label_new(program);
    read_memory(program, SCRATCH, 8, sock, (int32_t)fields->unix_address.offset);
    bpf_load_stack(program, BPF_REG_1, SCRATCH, 8);
    bpf_jump_if(program, BPF_JEQ, BPF_REG_1, 0, done);
    read_memory(program, SCRATCH, 4, BPF_REG_1, (int32_t)fields->address_length.offset);
    bpf_load_stack(program, BPF_REG_2, SCRATCH, 4);
    bpf_compute_value(program, BPF_SUB, BPF_REG_2, before_path);
    bpf_jump_if(program, BPF_JGT, BPF_REG_2, BPF_ROW_NAME, done);
    bpf_store(program, size_place, 2, BPF_REG_2);
    read_memory(program, SCRATCH, 8, sock, (int32_t)fields->unix_address.offset);
    bpf_load_stack(program, BPF_REG_3, SCRATCH, 8);
    bpf_jump_if(program, BPF_JEQ, BPF_REG_3, 0, done);
    bpf_compute_value(program, BPF_ADD, BPF_REG_3, (int32_t)fields->address_name.offset + before_path);
    bpf_load_stack(program, BPF_REG_2, size_place, 2);
    bpf_jump_if(program, BPF_JGT, BPF_REG_2, BPF_ROW_NAME, done);
    bpf_stack_address(program, BPF_REG_1, place);
    bpf_call(program, BPF_FUNC_probe_read_kernel);
    bpf_label_here(program, done);
}

/* The names; that of a peer only if some file refers to it, since by its inode sock_diag tells it. r8 is lost. */
static void write_names(struct writing *writing)
{
    struct bpf_assembly *program = writing->program;
    const struct bpf_fields *fields = writing->fields;
    bpf_label done = bpf_label_new(program);
    bpf_store_value(program, ROW(row.local_port), 2, 0);
    bpf_store_value(program, ROW(row.remote_port), 2, 0);
    clear(program, ROW(local), ROW_SIZE(local) + ROW_SIZE(remote));
    write_name(writing, BPF_REG_8, ROW(local), ROW(row.local_port));
    read_memory(program, SCRATCH, 8, BPF_REG_8, (int32_t)fields->unix_peer.offset);
    bpf_load_stack(program, BPF_REG_8, SCRATCH, 8);
    bpf_jump_if(program, BPF_JEQ, BPF_REG_8, 0, done);
    read_memory(program, SCRATCH, 8, BPF_REG_8, (int32_t)fields->sk_socket.offset);
    bpf_load_stack(program, BPF_REG_1, SCRATCH, 8);
    bpf_jump_if(program, BPF_JEQ, BPF_REG_1, 0, done);
    write_name(writing, BPF_REG_8, ROW(remote), ROW(row.remote_port));
    bpf_label_here(program, done);
}

static void emit(struct bpf_assembly *program, int place, size_t size)
{
    bpf_move(program, BPF_REG_1, BPF_REG_6);
    bpf_stack_address(program, BPF_REG_2, place);
    bpf_move_value(program, BPF_REG_3, (int32_t)size);
    bpf_call(program, BPF_FUNC_seq_write);
}

bool bpf_program_write(struct bpf_assembly *program, const struct bpf_fields *fields, bool initial_pids)
{
    *program = (struct bpf_assembly){0};
    struct writing writing = {.program = program, .fields = fields, .initial_pids = initial_pids};
    writing.end = bpf_label_new(program);
    bpf_label unix_socket = bpf_label_new(program);
    bpf_label udp = bpf_label_new(program);
    bpf_label queues_written = bpf_label_new(program);
    find_file(&writing);
    find_socket(&writing);
    choose_protocol(&writing);
    write_holder(&writing);
    write_common(&writing);
    bpf_load_stack(program, BPF_REG_1, ROW(row.family), ROW_SIZE(row.family));
    bpf_jump_if(program, BPF_JEQ, BPF_REG_1, AF_UNIX, unix_socket);

    write_inet(&writing);
    bpf_store_value(program, ROW(row.receive_queue), ROW_SIZE(row.receive_queue), 0);
    bpf_store_value(program, ROW(row.send_queue), ROW_SIZE(row.send_queue), 0);
    bpf_load_stack(program, BPF_REG_1, ROW(row.protocol), ROW_SIZE(row.protocol));
    bpf_jump_if(program, BPF_JEQ, BPF_REG_1, IPPROTO_UDP, udp);
    bpf_jump_if(program, BPF_JNE, BPF_REG_1, IPPROTO_TCP, queues_written);
    write_tcp_queues(&writing);
    bpf_jump(program, queues_written);
    bpf_label_here(program, udp);
    write_udp_queues(&writing);
    bpf_label_here(program, queues_written);
    emit(program, ROW(row), ROW_SIZE(row));
    bpf_jump(program, writing.end);

    bpf_label_here(program, unix_socket);
    write_unix_queues(&writing);
    write_names(&writing);
    emit(program, ROW(row), sizeof(struct bpf_unix_row));
    bpf_label_here(program, writing.end);
    bpf_return_zero(program);
    return bpf_assembly_finish(program);
}

bool bpf_program_write_numbers(struct bpf_assembly *program, const struct bpf_fields *fields)
{
    *program = (struct bpf_assembly){0};
    struct writing writing = {.program = program, .fields = fields};
    writing.end = bpf_label_new(program);
    find_file(&writing);
    emit(program, ROW(row.fd), ROW_SIZE(row.fd));
    bpf_label_here(program, writing.end);
    bpf_return_zero(program);
    return bpf_assembly_finish(program);
}

/* A thread that ends lives in no namespace any more. */
bool bpf_program_write_threads(struct bpf_assembly *program, const struct bpf_task_fields *fields, bool initial_pids)
{
    const int place = -(int)sizeof(struct bpf_thread_row);
    const int tid = place + (int)offsetof(struct bpf_thread_row, tid);
    *program = (struct bpf_assembly){0};
    bpf_label end = bpf_label_new(program);
    bpf_load(program, BPF_REG_7, BPF_REG_1, fields->context_task);
    bpf_jump_if(program, BPF_JEQ, BPF_REG_7, 0, end);
    bpf_load(program, BPF_REG_6, BPF_REG_1, fields->context_meta);
    bpf_load(program, BPF_REG_6, BPF_REG_6, fields->meta_seq);
    bpf_load(program, BPF_REG_1, BPF_REG_7, fields->task_nsproxy);
    bpf_jump_if(program, BPF_JEQ, BPF_REG_1, 0, end);
    bpf_load(program, BPF_REG_1, BPF_REG_1, fields->nsproxy_net);
    copy(program, BPF_REG_1, fields->net_inode, place + (int)offsetof(struct bpf_thread_row, netns));
    if (initial_pids)
        copy(program, BPF_REG_7, fields->task_pid, tid);
    else
        write_number(program, &fields->number, NULL, tid);
    emit(program, place, sizeof(struct bpf_thread_row));
    bpf_label_here(program, end);
    bpf_return_zero(program);
    return bpf_assembly_finish(program);
}
