// SPDX-License-Identifier: Apache-2.0
/* The kernel's memory, through /dev/kmem. It goes on changing while it is read. */
#ifndef SOCKSCOPE_AIX_KMEM_H
#define SOCKSCOPE_AIX_KMEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define KMEM_CLOSED (-1)

/* Opens it for reading, as only root may. Returns a descriptor, or the errno as a negative number. */
int kmem_open(void);

/*
 * Reads so many bytes at an address, which must be a multiple of the alignment. Returns 0 or an errno: EFAULT for an address
 * that can't be one, and where there is less to be read.
 */
int kmem_read(int kmem, uint64_t address, size_t alignment, void *to, size_t size);

/* Whether an errno of kmem_read() says that nothing may be read at all. */
bool kmem_is_refusal(int failure);

/* KMEM_CLOSED is allowed. */
void kmem_close(int kmem);

#endif
