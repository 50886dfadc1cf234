// SPDX-License-Identifier: Apache-2.0
#include "unix_name.h"

#include "kmem.h"

#include <errno.h>
#include <string.h>

#define HEAD offsetof(struct sockaddr_un, sun_path)

/* The length may count the NUL behind a path, or not. */
int unix_name_read(int kmem, uint64_t mbuf, struct unix_name *name)
{
    struct mbuf head;
    struct sockaddr_un address;
    name->size = 0;
    if (mbuf == 0)
        return 0;
    int failure = kmem_read(kmem, mbuf, sizeof(uint64_t), &head, sizeof head);
    if (failure != 0)
        return failure;
    uint64_t told = (uint64_t)head.m_len;
    if (told < HEAD)
        return ESTALE;
    size_t size = told < sizeof address ? (size_t)told : sizeof address;
    failure = kmem_read(kmem, KERNEL_ADDRESS(head.m_data), 1, &address, size);
    if (failure != 0)
        return failure;
    if (address.sun_family != AF_UNIX)
        return ESTALE;
    size_t length = size - HEAD;
    const char *end = memchr(address.sun_path, '\0', length);
    name->size = end == NULL ? length : (size_t)(end - address.sun_path);
    memcpy(name->bytes, address.sun_path, name->size);
    return 0;
}
