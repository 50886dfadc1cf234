// SPDX-License-Identifier: Apache-2.0
#include "bpf_kernel.h"

#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The kernel gives the helpers that are called to programs of its own licence only. */
static const char licence[] = "Dual MIT/GPL";

/* Limits an iteration: of union bpf_iter_link_info, as far as older headers lack it. */
struct task_limit {
    uint32_t tid;
    uint32_t pid;
    uint32_t pidfd;
};

static uint64_t address(const void *pointer)
{
    return (uint64_t)(uintptr_t)pointer;
}

/* Returns 0 or an errno; *fd is what the call made. */
static int call(int command, union bpf_attr *attributes, int *fd)
{
    long result = syscall(SYS_bpf, command, attributes, sizeof *attributes);
    if (result < 0)
        return errno;
    *fd = (int)result;
    return 0;
}

int bpf_try_rights(void)
{
    static const struct bpf_insn nothing[] = {
        {.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0},
        {.code = BPF_JMP | BPF_EXIT},
    };
    union bpf_attr attributes;
    int program = -1;
    memset(&attributes, 0, sizeof attributes);
    attributes.prog_type = BPF_PROG_TYPE_RAW_TRACEPOINT;
    attributes.insns = address(nothing);
    attributes.insn_cnt = sizeof nothing / sizeof *nothing;
    attributes.license = address(licence);
    int failure = call(BPF_PROG_LOAD, &attributes, &program);
    if (failure == 0)
        close(program);
    return failure;
}

int bpf_load_iterator(const struct bpf_insn *instructions, size_t count, uint32_t function, int *program)
{
    union bpf_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.prog_type = BPF_PROG_TYPE_TRACING;
    attributes.expected_attach_type = BPF_TRACE_ITER;
    attributes.insns = address(instructions);
    attributes.insn_cnt = (uint32_t)count;
    attributes.license = address(licence);
    attributes.attach_btf_id = function;
    memcpy(attributes.prog_name, "sockscope", sizeof "sockscope");
    return call(BPF_PROG_LOAD, &attributes, program);
}

int bpf_link(int program, int pidfd, int *link)
{
    struct task_limit limit = {.pidfd = pidfd < 0 ? 0 : (uint32_t)pidfd};
    union bpf_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.link_create.prog_fd = (uint32_t)program;
    attributes.link_create.attach_type = BPF_TRACE_ITER;
    if (pidfd >= 0) {
        attributes.link_create.iter_info = address(&limit);
        attributes.link_create.iter_info_len = sizeof limit;
    }
    return call(BPF_LINK_CREATE, &attributes, link);
}

int bpf_begin(int link, int *iteration)
{
    union bpf_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.iter_create.link_fd = (uint32_t)link;
    return call(BPF_ITER_CREATE, &attributes, iteration);
}
