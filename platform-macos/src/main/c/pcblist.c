// SPDX-License-Identifier: Apache-2.0
#include "pcblist.h"

#include <stdlib.h>
#include <sys/sysctl.h>

/* So often a table may grow between the two questions, for its size and for itself. */
#define ATTEMPTS 8

/* The kernel says for how many there is room to be made, an eighth more than there are. */
int pcblist_read(const char *name, struct pcblist *list)
{
    int failure = ENOMEM; /* what the kernel says of too little room */
    *list = (struct pcblist){0};
    for (size_t attempt = 0; attempt < ATTEMPTS && failure == ENOMEM; attempt++) {
        size_t size;
        pcblist_free(list);
        if (sysctlbyname(name, NULL, &size, NULL, 0) != 0) {
            list->absent = errno == ENOENT;
            return 0;
        }
        size += size / 8 * attempt;
        *list = (struct pcblist){.data = malloc(size), .size = size};
        if (list->data == NULL)
            return ENOMEM;
        failure = sysctlbyname(name, list->data, &list->size, NULL, 0) == 0 ? 0 : errno;
        if (list->size > size)
            list->size = size;
    }
    if (failure != 0)
        pcblist_free(list);
    return 0;
}

void pcblist_free(struct pcblist *list)
{
    free(list->data);
    *list = (struct pcblist){0};
}
