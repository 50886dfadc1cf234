// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of FreeBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_FREEBSD_SYS_FILE_H
#define SCRIPTED_FREEBSD_SYS_FILE_H

#include <stdint.h>
#include <sys/sysctl.h>
#include <sys/types.h>

#define DTYPE_VNODE 1
#define DTYPE_SOCKET 2

struct xfile {
    ksize_t xf_size;
    pid_t xf_pid;
    uid_t xf_uid;
    int xf_fd;
    int pad1;
    kvaddr_t xf_file;
    short xf_type;
    short pad2;
    int xf_count;
    int xf_msgcount;
    int pad3;
    int64_t xf_offset;
    kvaddr_t xf_data;
    kvaddr_t xf_vnode;
    unsigned xf_flag;
    int pad4;
    int64_t spare[6];
};

#endif
