// SPDX-License-Identifier: Apache-2.0
/* The file of descriptor 3, as an input has it. */
#include "fdinfo.h"
#include "harness.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct descriptor descriptor = {.fd = 3};
    char *content = malloc(size > 0 ? size : 1); /* of its own, so that what is read beyond it is noticed */
    must(content != NULL);
    memcpy(content, data, size);
    if (fdinfo_parse(content, size, &descriptor) == FDINFO_INET) {
        must(descriptor.ends.protocol <= SOCKSCOPE_UDP6);
        must(descriptor.ends.local_port != 0 && descriptor.ends.local_port <= UINT16_MAX);
    }
    free(content);
    return 0;
}
