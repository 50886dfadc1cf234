// SPDX-License-Identifier: Apache-2.0
#include "protocols.h"

#include "kernel_headers.h"
#include "kmem.h"

#define POINTERS sizeof(uint64_t)

static int read_protocol(int kmem, uint64_t address, struct protocol *found)
{
    struct protosw protosw;
    struct domain domain;
    int failure = kmem_read(kmem, address, POINTERS, &protosw, sizeof protosw);
    if (failure == 0)
        failure = kmem_read(kmem, KERNEL_ADDRESS(protosw.pr_domain), sizeof(int32_t), &domain.dom_family,
                            sizeof domain.dom_family);
    if (failure == 0)
        *found = (struct protocol){.address = address, .family = domain.dom_family, .number = protosw.pr_protocol};
    return failure;
}

/* There are about a dozen. Should a system have more than there is room for, the rest is read again for each socket. */
int protocols_find(struct protocols *protocols, int kmem, uint64_t address, struct protocol *found)
{
    for (size_t i = 0; i < protocols->count; i++) {
        if (protocols->known[i].address == address) {
            *found = protocols->known[i];
            return 0;
        }
    }
    int failure = read_protocol(kmem, address, found);
    if (failure == 0 && protocols->count < PROTOCOLS_KNOWN)
        protocols->known[protocols->count++] = *found;
    return failure;
}
