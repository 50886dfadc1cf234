// SPDX-License-Identifier: Apache-2.0
/*
 * The tables of a scripted NetBSD. The lines of its scenarios beyond those of scripted_world.h, where TABLE is kern.file2,
 * kern.proc2 or one such as net.inet.tcp.pcblist:
 *
 *   addresses-hidden            the kernel's addresses are not shown: they are zero
 *   curtain                     a policy hides what is other users'
 *   hidden PID                  a process that it hides
 *   passes-over PID N           the first N times kern.file2 has nothing of that process
 *   without TABLE               the kernel doesn't have it
 *   fault sysctl TABLE ERRNO    it can't be read; or sysctlnametomib can't find it
 *   grows TABLE COUNT [TIMES]   it has so many more records each time that it is asked for, or only so many times
 *   quiet TABLE                 the kernel doesn't say that not all of it had room
 *   record-size TABLE N         so long is the kernel's record
 *   changes-after TABLE [N]     the next round begins when it has been read, or when it has been read N times
 */
#ifndef SOCKSCOPE_NETBSD_SCRIPTED_TABLES_H
#define SOCKSCOPE_NETBSD_SCRIPTED_TABLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Records one behind the other; the memory for them never runs out. */
struct scripted_records {
    char *bytes;
    size_t count;
    size_t capacity;
    size_t size;        /* of each, as it was asked for */
    size_t kernel_size; /* so much of it does the kernel fill */
};

/*
 * What is open, by process, of which -1 and 0 are any; and so many records more. The table was asked for so many times
 * before.
 */
void scripted_descriptors(struct scripted_records *records, int pid, uint64_t more, unsigned asked);

/* The processes, or the one with that pid. */
void scripted_processes(struct scripted_records *records, bool all, int pid, uint64_t more);

/* The table of that family and type. */
void scripted_pcbs(struct scripted_records *records, int family, int type, uint64_t more);

#endif
