// SPDX-License-Identifier: Apache-2.0
/* Where in its structures the running kernel has what the program reads. */
#ifndef SOCKSCOPE_LINUX_BPF_FIELDS_H
#define SOCKSCOPE_LINUX_BPF_FIELDS_H

#include "bpf_btf.h"

/* The numbers that a task has, one at each level of pid namespaces from the top down to its own. */
struct bpf_number_fields {
    struct btf_field task_thread_pid;
    struct btf_field pid_level;
    struct btf_field pid_numbers; /* an array of upid */
    struct btf_field upid_nr;
    uint32_t upid_size;
};

struct bpf_fields {
    /* Where the program begins. */
    struct btf_field context_meta;
    struct btf_field context_task;
    struct btf_field context_fd;
    struct btf_field context_file;
    struct btf_field meta_seq;

    /* The holder. */
    struct btf_field task_pid;
    struct btf_field task_tgid;
    struct btf_field task_comm;
    struct btf_field task_group_leader;
    struct bpf_number_fields number;

    /* The file and the socket. */
    struct btf_field file_inode;
    struct btf_field inode_number;
    struct btf_field socket_sk;
    struct btf_field sk_socket;
    struct btf_field sk_family;
    struct btf_field sk_state;
    struct btf_field sk_type;
    struct btf_field sk_protocol;
    struct btf_field sk_cookie;
    struct btf_field sk_uid;
    struct btf_field sk_net;
    struct btf_field net_inode;
    struct btf_field sk_local_port; /* in the machine's order */
    struct btf_field sk_remote_port;
    struct btf_field sk_local4;
    struct btf_field sk_remote4;
    struct btf_field sk_local6;
    struct btf_field sk_remote6;
    struct btf_field sk_ack_backlog;
    struct btf_field sk_max_ack_backlog;
    struct btf_field sk_send_memory;
    struct btf_field sk_receive_memory;
    struct btf_field sk_queue_length;
    struct btf_field sk_queue_first;

    /* TCP and UDP. */
    struct btf_field tcp_received;
    struct btf_field tcp_copied;
    struct btf_field tcp_written;
    struct btf_field tcp_acknowledged;
    struct btf_field tcp_requests;
    struct btf_field udp_deficit;

    /* UNIX. */
    struct btf_field unix_address;
    struct btf_field unix_peer;
    struct btf_field
        unix_queue; /* the bytes in a stream's queue; of size 0 where the kernel doesn't keep count of them */
    struct btf_field address_length;
    struct btf_field address_name;
    struct btf_field skb_next;
    struct btf_field skb_length;
    struct btf_field skb_control;
    struct btf_field control_consumed;

    uint32_t iterator; /* the function that stands for the iteration over descriptors */
};

/* The same for the program that tells namespaces. */
struct bpf_task_fields {
    struct btf_field context_meta;
    struct btf_field context_task;
    struct btf_field meta_seq;
    struct btf_field task_pid;
    struct btf_field task_nsproxy;
    struct btf_field nsproxy_net;
    struct btf_field net_inode;
    struct bpf_number_fields number;
    uint32_t iterator; /* the function that stands for the iteration over tasks */
};

/* Finds all of it. Returns false if the kernel lacks something, or has it in a form that the program can't read. */
bool bpf_fields_find(const struct btf *btf, struct bpf_fields *fields);
bool bpf_task_fields_find(const struct btf *btf, struct bpf_task_fields *fields);

#endif
