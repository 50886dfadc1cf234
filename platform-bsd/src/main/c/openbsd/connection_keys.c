// SPDX-License-Identifier: Apache-2.0
#include "connection_keys.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(struct connection_key) == 13 * sizeof(uint32_t), "keys are compared byte by byte");

static struct connection_key key_of(const struct kinfo_file *file)
{
    struct connection_key key = {
        .family = file->so_family,
        .protocol = file->so_protocol,
        .routing_table = file->inp_rtableid,
        .local_port = file->inp_lport,
        .remote_port = file->inp_fport,
    };
    memcpy(key.local, file->inp_laddru, sizeof key.local);
    memcpy(key.remote, file->inp_faddru, sizeof key.remote);
    return key;
}

static int compare(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct connection_key));
}

int connection_keys_add(struct connection_keys *keys, const struct kinfo_file *file)
{
    if (keys->count == keys->capacity) {
        size_t capacity = keys->capacity > 0 ? keys->capacity * 2 : 256;
        struct connection_key *larger = realloc(keys->keys, capacity * sizeof *larger);
        if (larger == NULL)
            return ENOMEM;
        keys->keys = larger;
        keys->capacity = capacity;
    }
    keys->keys[keys->count++] = key_of(file);
    return 0;
}

void connection_keys_sort(struct connection_keys *keys)
{
    if (keys->count > 0)
        qsort(keys->keys, keys->count, sizeof *keys->keys, compare);
}

bool connection_keys_contain(const struct connection_keys *keys, const struct kinfo_file *file)
{
    struct connection_key key = key_of(file);
    return keys->count > 0 && bsearch(&key, keys->keys, keys->count, sizeof *keys->keys, compare) != NULL;
}

void connection_keys_free(struct connection_keys *keys)
{
    free(keys->keys);
    *keys = (struct connection_keys){0};
}
