// SPDX-License-Identifier: Apache-2.0
/*
 * The records of a scripted OpenBSD. The lines of its scenarios beyond those of scripted_world.h:
 *
 *   fault CALL WHAT ERRNO  kvm_openfiles kernel, kvm_getfiles byfile, kvm_getfiles bypid or kvm_getprocs pid fails
 *   record-size N          the kernel has so much of each record, and refuses to be asked for more
 *   changes-after TABLE    the next round begins when the table, byfile or bypid, has been read
 *   routing-table N        the sockets by file are those of that routing table
 *
 * Tables that grow while they are read are libkvm's affair. A handle is for the thread that opened it: a collector that
 * lets threads share one ends the program.
 */
#ifndef SOCKSCOPE_OPENBSD_SCRIPTED_FILES_H
#define SOCKSCOPE_OPENBSD_SCRIPTED_FILES_H

#include <stdbool.h>
#include <stddef.h>

/* Records one behind the other; the memory for them never runs out. */
struct scripted_records {
    char *bytes;
    size_t count;
    size_t capacity;
    size_t size; /* of each, as it was asked for */
};

/* Appends a record of the kernel's, as much of it as was asked for. */
void scripted_append(struct scripted_records *records, const void *record, size_t kernel_size);

/* The size of a kernel's record of a descriptor. */
size_t scripted_file_size(void);

/* What is open, by process; false if there is no process with that pid, for which -1 is any. */
bool scripted_files_by_process(struct scripted_records *records, int pid);

/* The sockets by file. */
void scripted_files_by_file(struct scripted_records *records);

#endif
