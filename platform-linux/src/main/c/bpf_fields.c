// SPDX-License-Identifier: Apache-2.0
#include "bpf_fields.h"

#define ANY_SIZE 0

/* A field that a program reads. Those of one structure stand together. */
struct wanted_field {
    const char *structure;
    const char *path;
    uint32_t size;
    struct btf_field *field;
};

static bool find_all(const struct btf *btf, const struct wanted_field *wanted, size_t count)
{
    bool found = true;
    uint32_t structure = 0;
    for (size_t i = 0; i < count && found; i++) {
        if (i == 0 || wanted[i].structure != wanted[i - 1].structure)
            structure = btf_find_structure(btf, wanted[i].structure);
        found = btf_find_field(btf, structure, wanted[i].path, wanted[i].field) &&
                (wanted[i].size == ANY_SIZE || wanted[i].field->size == wanted[i].size);
    }
    return found;
}

static bool find_numbers(const struct btf *btf, struct bpf_number_fields *fields)
{
    const struct wanted_field wanted[] = {
        {"task_struct", "thread_pid", 8, &fields->task_thread_pid},
        {"pid", "level", 4, &fields->pid_level},
        {"pid", "numbers", ANY_SIZE, &fields->pid_numbers},
        {"upid", "nr", 4, &fields->upid_nr},
    };
    return btf_find_size(btf, "upid", &fields->upid_size) && find_all(btf, wanted, sizeof wanted / sizeof *wanted);
}

bool bpf_task_fields_find(const struct btf *btf, struct bpf_task_fields *fields)
{
    *fields = (struct bpf_task_fields){.iterator = btf_find_function(btf, "bpf_iter_task")};
    const struct wanted_field wanted[] = {
        {"bpf_iter__task", "meta", 8, &fields->context_meta},
        {"bpf_iter__task", "task", 8, &fields->context_task},
        {"bpf_iter_meta", "seq", 8, &fields->meta_seq},
        {"task_struct", "pid", 4, &fields->task_pid},
        {"task_struct", "nsproxy", 8, &fields->task_nsproxy},
        {"nsproxy", "net_ns", 8, &fields->nsproxy_net},
        {"net", "ns.inum", 4, &fields->net_inode},
    };
    return fields->iterator != 0 && find_numbers(btf, &fields->number) &&
           find_all(btf, wanted, sizeof wanted / sizeof *wanted);
}

bool bpf_fields_find(const struct btf *btf, struct bpf_fields *fields)
{
    *fields = (struct bpf_fields){.iterator = btf_find_function(btf, "bpf_iter_task_file")};
    const struct wanted_field wanted[] = {
        {"bpf_iter__task_file", "meta", 8, &fields->context_meta},
        {"bpf_iter__task_file", "task", 8, &fields->context_task},
        {"bpf_iter__task_file", "fd", 4, &fields->context_fd},
        {"bpf_iter__task_file", "file", 8, &fields->context_file},
        {"bpf_iter_meta", "seq", 8, &fields->meta_seq},
        {"task_struct", "pid", 4, &fields->task_pid},
        {"task_struct", "tgid", 4, &fields->task_tgid},
        {"task_struct", "comm", 16, &fields->task_comm},
        {"task_struct", "group_leader", 8, &fields->task_group_leader},
        {"file", "f_inode", 8, &fields->file_inode},
        {"inode", "i_ino", 8, &fields->inode_number},
        {"socket", "sk", 8, &fields->socket_sk},
        {"sock", "sk_socket", 8, &fields->sk_socket},
        {"sock", "__sk_common.skc_family", 2, &fields->sk_family},
        {"sock", "__sk_common.skc_state", 1, &fields->sk_state},
        {"sock", "sk_type", 2, &fields->sk_type},
        {"sock", "sk_protocol", 2, &fields->sk_protocol},
        {"sock", "__sk_common.skc_cookie.counter", 8, &fields->sk_cookie},
        {"sock", "sk_uid.val", 4, &fields->sk_uid},
        {"sock", "__sk_common.skc_net.net", 8, &fields->sk_net},
        {"net", "ns.inum", 4, &fields->net_inode},
        {"sock", "__sk_common.skc_num", 2, &fields->sk_local_port},
        {"sock", "__sk_common.skc_dport", 2, &fields->sk_remote_port},
        {"sock", "__sk_common.skc_rcv_saddr", 4, &fields->sk_local4},
        {"sock", "__sk_common.skc_daddr", 4, &fields->sk_remote4},
        {"sock", "__sk_common.skc_v6_rcv_saddr", 16, &fields->sk_local6},
        {"sock", "__sk_common.skc_v6_daddr", 16, &fields->sk_remote6},
        {"sock", "sk_ack_backlog", 4, &fields->sk_ack_backlog},
        {"sock", "sk_max_ack_backlog", 4, &fields->sk_max_ack_backlog},
        {"sock", "sk_wmem_alloc.refs.counter", 4, &fields->sk_send_memory},
        {"sock", "sk_backlog.rmem_alloc.counter", 4, &fields->sk_receive_memory},
        {"sock", "sk_receive_queue.qlen", 4, &fields->sk_queue_length},
        {"sock", "sk_receive_queue.next", 8, &fields->sk_queue_first},
        {"tcp_sock", "rcv_nxt", 4, &fields->tcp_received},
        {"tcp_sock", "copied_seq", 4, &fields->tcp_copied},
        {"tcp_sock", "write_seq", 4, &fields->tcp_written},
        {"tcp_sock", "snd_una", 4, &fields->tcp_acknowledged},
        {"inet_connection_sock", "icsk_accept_queue.qlen.counter", 4, &fields->tcp_requests},
        {"udp_sock", "forward_deficit", 4, &fields->udp_deficit},
        {"unix_sock", "addr", 8, &fields->unix_address},
        {"unix_sock", "peer", 8, &fields->unix_peer},
        {"unix_address", "len", 4, &fields->address_length},
        {"unix_address", "name", ANY_SIZE, &fields->address_name},
        {"sk_buff", "next", 8, &fields->skb_next},
        {"sk_buff", "len", 4, &fields->skb_length},
        {"sk_buff", "cb", 48, &fields->skb_control},
        {"unix_skb_parms", "consumed", 4, &fields->control_consumed},
    };
    bool found = fields->iterator != 0 && find_numbers(btf, &fields->number) &&
                 find_all(btf, wanted, sizeof wanted / sizeof *wanted);
    if (!btf_find_field(btf, btf_find_structure(btf, "unix_sock"), "inq_len", &fields->unix_queue) ||
        fields->unix_queue.size != 4)
        fields->unix_queue = (struct btf_field){0};
    return found;
}
