// SPDX-License-Identifier: Apache-2.0
#include "listed_twice.h"

#include <stdlib.h>
#include <string.h>

static bool is_udp(const struct endpoint *endpoint)
{
    return endpoint->socket.type == SOCKSCOPE_DGRAM;
}

static bool is_inet6(const struct endpoint *endpoint)
{
    return endpoint->socket.protocol == SOCKSCOPE_TCP6 || endpoint->socket.protocol == SOCKSCOPE_UDP6;
}

/* Whether it may be in both tables: it is on all addresses and neither is nor was connected. */
static bool is_open_to_both(const struct endpoint *endpoint)
{
    static const uint8_t any[sizeof endpoint->socket.local.address];
    if (memcmp(endpoint->socket.local.address, any, sizeof any) != 0 || endpoint->socket.remote.port != 0)
        return false;
    if (is_udp(endpoint))
        return !endpoint->connected && endpoint->instance != 0;
    switch (endpoint->socket.status) {
    case SOCKSCOPE_CLOSE:
    case SOCKSCOPE_IDLE:
    case SOCKSCOPE_BOUND:
    case SOCKSCOPE_LISTEN:
        return true;
    default:
        return false;
    }
}

#define COMPARE(a, b)                                                                                                  \
    if ((a) != (b))                                                                                                    \
    return (a) < (b) ? -1 : 1

static int compare(const void *a, const void *b)
{
    const struct endpoint *left = *(const struct endpoint *const *)a;
    const struct endpoint *right = *(const struct endpoint *const *)b;
    COMPARE(left->socket.type, right->socket.type);
    COMPARE(left->socket.local.port, right->socket.local.port);
    COMPARE(left->socket.status, right->socket.status);
    COMPARE(left->creator, right->creator);
    COMPARE(left->created, right->created);
    COMPARE(left->instance, right->instance);
    return memcmp(left->details, right->details, sizeof left->details);
}

static int compare_with_family(const void *a, const void *b)
{
    const struct endpoint *left = *(const struct endpoint *const *)a;
    const struct endpoint *right = *(const struct endpoint *const *)b;
    int order = compare(a, b);
    return order != 0 ? order : is_inet6(right) - is_inet6(left);
}

/* Of endpoints that look the same those of IPv6 come first; each takes one of IPv4 away. */
static void mark_pairs(struct endpoint **candidates, size_t count)
{
    size_t spare = 0;
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && compare(&candidates[i - 1], &candidates[i]) != 0)
            spare = 0;
        if (is_inet6(candidates[i])) {
            spare++;
        } else if (spare > 0) {
            spare--;
            candidates[i]->listed_twice = true;
        }
    }
}

int listed_twice_mark(struct endpoint *endpoints, size_t count)
{
    struct endpoint **candidates = malloc(count * sizeof *candidates);
    size_t found = 0;
    if (candidates == NULL)
        return ENOMEM;
    for (size_t i = 0; i < count; i++) {
        if (is_open_to_both(&endpoints[i]))
            candidates[found++] = &endpoints[i];
    }
    qsort(candidates, found, sizeof *candidates, compare_with_family);
    mark_pairs(candidates, found);
    free(candidates);
    return 0;
}
