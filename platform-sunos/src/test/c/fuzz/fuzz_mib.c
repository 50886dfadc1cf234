// SPDX-License-Identifier: Apache-2.0
/*
 * A device that answers with an input: a byte for what getmsg returns, two for the size of what it gives, least significant
 * first, and that; again and again.
 */
#include "endpoints.h"
#include "harness.h"

#include <fcntl.h>
#include <string.h>
#include <stropts.h>
#include <sys/tihdr.h>
#include <unistd.h>

static const uint8_t *rest;
static size_t left;

int open(const char *path, int flags, ...)
{
    (void)path;
    (void)flags;
    return dup(0);
}

int ioctl(int fd, int request, ...)
{
    (void)fd;
    (void)request;
    return 0;
}

int putmsg(int fd, const struct strbuf *control, const struct strbuf *data, int flags)
{
    (void)fd;
    (void)control;
    (void)data;
    (void)flags;
    return 0;
}

static size_t next_size(void)
{
    size_t size = rest[1] | (size_t)rest[2] << 8;
    return size < left - 3 ? size : left - 3;
}

/* A header may claim more than an input has, but not so much that to make room for it takes most of the time. */
static void bound(char *control, size_t size)
{
    size_t high = sizeof(struct T_optmgmt_ack) + offsetof(struct opthdr, len) + 2;
    if (size >= high + 2)
        memset(control + high, 0, 2);
}

int getmsg(int fd, struct strbuf *restrict control, struct strbuf *restrict data, int *restrict flags)
{
    struct strbuf *part = control != NULL ? control : data;
    (void)fd;
    (void)flags;
    if (left < 3) {
        errno = EIO;
        return -1;
    }
    int more = rest[0] & (MORECTL | MOREDATA);
    size_t size = next_size();
    size_t given = size < (size_t)part->maxlen ? size : (size_t)part->maxlen;
    memcpy(part->buf, rest + 3, given);
    if (control != NULL)
        bound(control->buf, given);
    part->len = (int)given;
    rest += 3 + size;
    left -= 3 + size;
    return more;
}

static void must_be_sound(const struct endpoints *endpoints)
{
    for (size_t i = 0; i < endpoints->count; i++) {
        const struct endpoint *endpoint = &endpoints->entries[i];
        bool inet4 = endpoint->socket.protocol == SOCKSCOPE_TCP4 || endpoint->socket.protocol == SOCKSCOPE_UDP4;
        must(inet4 || !endpoint->listed_twice);
        must(endpoint->socket.native_state != NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct mib mib = {0};
    struct endpoints endpoints = {0};
    struct sockscope_error error;
    rest = data;
    left = size;
    if (mib_read(&mib, &error) == SOCKSCOPE_OK && endpoints_read(&endpoints, &mib, &error) == SOCKSCOPE_OK)
        must_be_sound(&endpoints);
    endpoints_free(&endpoints);
    mib_free(&mib);
    return 0;
}
