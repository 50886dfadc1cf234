// SPDX-License-Identifier: Apache-2.0
/*
 * Runs a command in whose processes a seccomp filter refuses calls with EPERM, as that of a container may.
 *
 * usage: refuse bpf COMMAND [ARGUMENT...]
 *        refuse netlink COMMAND [ARGUMENT...]    bpf, and sockets of netlink
 */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define LOW_HALF 4
#else
#define LOW_HALF 0
#endif

#define NUMBER offsetof(struct seccomp_data, nr)
#define FIRST_ARGUMENT (offsetof(struct seccomp_data, args) + LOW_HALF)

int main(int argc, char **argv)
{
    int family = argc > 2 && strcmp(argv[1], "netlink") == 0 ? AF_NETLINK : -1;
    if (argc < 3 || (family < 0 && strcmp(argv[1], "bpf") != 0)) {
        fprintf(stderr, "usage: refuse bpf|netlink COMMAND [ARGUMENT...]\n");
        return 1;
    }
    struct sock_filter instructions[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, NUMBER),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_bpf, 3, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, FIRST_ARGUMENT),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)family, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = {.len = sizeof instructions / sizeof *instructions, .filter = instructions};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0) {
        perror("refuse: prctl");
        return 1;
    }
    execvp(argv[2], argv + 2);
    perror("refuse: execvp");
    return 1;
}
