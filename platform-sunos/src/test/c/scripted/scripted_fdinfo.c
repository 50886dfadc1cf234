// SPDX-License-Identifier: Apache-2.0
/* The files that tell of descriptors, made of the documented layout. */
#include "scripted_fdinfo.h"

#include "scenario.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { FD = 0, MODE = 4, INODE = 8, ITEMS = 196 };
enum { PATH_NAME = 0, SOCKET_NAME = 1, PEER_SOCKET_NAME = 2, RECEIVE_BUFFER = 6, SOCKET_TYPE = 9 };

#define SOCKET_MODE 0xC1B6U
#define DEVICE_MODE 0x2190U
#define FILE_MODE 0x81A4U

/* Longer than what is read at first. */
#define LARGE 6000

struct content {
    char *bytes;
    size_t size;
};

static void append(struct content *content, const void *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        content->bytes = scenario_grow(content->bytes, content->size, 1);
        content->bytes[content->size++] = bytes == NULL ? 0 : ((const char *)bytes)[i];
    }
}

static void put(struct content *content, size_t at, const void *bytes, size_t size)
{
    memcpy(content->bytes + at, bytes, size);
}

static void append_item(struct content *content, uint32_t type, const void *bytes, size_t size)
{
    uint32_t head[2] = {(uint32_t)(sizeof head + size), type};
    append(content, head, sizeof head);
    append(content, bytes, size);
}

static void append_end(struct content *content)
{
    append(content, NULL, 8);
}

static void append_name(struct content *content, uint32_t type, const char *address, const char *port)
{
    struct sockaddr_in inet4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t)strtoul(port, NULL, 10))};
    struct sockaddr_in6 inet6 = {.sin6_family = AF_INET6, .sin6_port = inet4.sin_port};
    if (inet_pton(AF_INET, address, &inet4.sin_addr) == 1)
        append_item(content, type, &inet4, sizeof inet4);
    else if (inet_pton(AF_INET6, address, &inet6.sin6_addr) == 1)
        append_item(content, type, &inet6, sizeof inet6);
    else
        scenario_give_up("no such address", address);
}

static void append_socket(struct content *content, const struct scenario_line *line)
{
    const char *const *words = line->words;
    int type = strcmp(words[4], "stream") == 0 ? SOCK_STREAM : SOCK_DGRAM;
    uint64_t inode = strtoull(words[3], NULL, 10);
    put(content, INODE, &inode, sizeof inode);
    append_name(content, SOCKET_NAME, words[5], words[6]);
    if (strcmp(words[8], "0") != 0)
        append_name(content, PEER_SOCKET_NAME, words[7], words[8]);
    append_item(content, SOCKET_TYPE, &type, sizeof type);
}

static const struct scenario_line *find(const char *word, const char *pid, const char *fd, uint32_t mode,
                                        struct content *content)
{
    const struct scenario_line *line = scenario_find(word, pid, fd);
    if (line != NULL)
        put(content, MODE, &mode, sizeof mode);
    return line;
}

size_t scripted_fdinfo(const char *pid, const char *fd, char **content)
{
    struct content made = {0};
    int32_t number = (int32_t)strtol(fd, NULL, 10);
    const struct scenario_line *line;
    append(&made, NULL, ITEMS);
    number += scenario_find("other-fd", pid, fd) != NULL;
    put(&made, FD, &number, sizeof number);
    if (scenario_find("large", pid, fd) != NULL)
        append_item(&made, RECEIVE_BUFFER, NULL, LARGE);
    if ((line = find("socket", pid, fd, SOCKET_MODE, &made)) != NULL) {
        append_socket(&made, line);
    } else if ((line = find("device", pid, fd, DEVICE_MODE, &made)) != NULL ||
               (line = find("file", pid, fd, FILE_MODE, &made)) != NULL) {
        append_item(&made, PATH_NAME, line->words[3], strlen(line->words[3]) + 1);
    } else {
        free(made.bytes);
        return 0;
    }
    if (scenario_find("broken", pid, fd) != NULL)
        append(&made, "\xFF\xFF\0\0\0\0\0", 8);
    append_end(&made);
    *content = made.bytes;
    return made.size;
}
