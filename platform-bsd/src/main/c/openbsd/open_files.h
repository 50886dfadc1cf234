// SPDX-License-Identifier: Apache-2.0
/* Descriptors, or sockets, as the kernel told them at one moment. */
#ifndef SOCKSCOPE_OPENBSD_OPEN_FILES_H
#define SOCKSCOPE_OPENBSD_OPEN_FILES_H

#include "sockscope.h"

#include <sys/types.h>

#include <kvm.h>
#include <sys/sysctl.h>

/*
 * What is asked for of each record: all that is used. The kernel cuts its records off there, so that those of a later
 * system may be longer; one whose records are shorter refuses with EINVAL.
 */
#define OPEN_FILES_RECORD offsetof(struct kinfo_file, t_rcv_wnd)

/* Zeros before it is read; to be closed in any case. */
struct open_files {
    kvm_t *kvm; /* owns the records, and is nobody else's: the next question to it would take them away */
    const uint8_t *records;
    size_t count;
};

/*
 * Reads them: of the process with that pid, or of all with -1, by KERN_FILE_BYPID; or all of the type, by
 * KERN_FILE_BYFILE. If there is no such process, which the kernel says of those that have ended or are its own too, the
 * failure is SOCKSCOPE_NO_SUCH_PROCESS.
 */
enum sockscope_result open_files_read(struct open_files *files, int operation, int argument,
                                      struct sockscope_error *error);

/* A copy of a record; what is behind the part that was asked for is 0. */
struct kinfo_file open_files_record(const struct open_files *files, size_t index);

void open_files_close(struct open_files *files);

#endif
