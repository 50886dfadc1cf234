// SPDX-License-Identifier: Apache-2.0
/*
 * The walk through the kernel's memory, which here is an input: IMAGE bytes of it lie at BASE, again and again as far as
 * there are any, and nothing is anywhere else. A byte before them says how many bytes of the image change with each read.
 * There is one process, with descriptors for as many files as the image has room for.
 */
#include "harness.h"
#include "kernel_headers.h"
#include "sockscope.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define BASE UINT64_C(0xf100000000000000)
#define IMAGE 4096
#define FILES 16
#define KMEM 1000

static uint8_t image[IMAGE];
static const uint8_t *input;
static size_t left;
static size_t changing;
static off_t position;
static bool is_open;
static size_t reads;

int open(const char *path, int flags, ...)
{
    must(strcmp(path, "/dev/kmem") == 0 && flags == (O_RDONLY | O_CLOEXEC) && !is_open);
    is_open = true;
    return KMEM;
}

int close(int fd)
{
    must(fd == KMEM && is_open);
    is_open = false;
    return 0;
}

off_t lseek(int fd, off_t offset, int whence)
{
    must(fd == KMEM && whence == SEEK_SET);
    position = offset;
    return offset;
}

/* Takes the next bytes of the input into the image, at places that they name themselves. */
static void change(void)
{
    for (size_t i = 0; i < changing && left >= 3; i++, input += 3, left -= 3)
        image[(input[0] | input[1] << 8) % IMAGE] = input[2];
}

ssize_t read(int fd, void *to, size_t size)
{
    uint64_t at = (uint64_t)position - BASE;
    must(fd == KMEM);
    must(++reads < 100000);
    change();
    if ((uint64_t)position < BASE || at >= IMAGE) {
        errno = EFAULT;
        return -1;
    }
    size_t length = IMAGE - at < size ? (size_t)(IMAGE - at) : size;
    memcpy(to, image + at, length);
    return (ssize_t)length;
}

int getprocs64(void *processes, int process_size, void *files, int file_size, int32_t *index, int count)
{
    struct procentry64 *entry = processes;
    struct fdsinfox *descriptors = files;
    must(process_size == (int)sizeof *entry && count > 0);
    if (*index > 1)
        return 0;
    *index = 2;
    *entry = (struct procentry64){.pi_pid = 1, .pi_state = 3, .pi_maxofile = FILES, .pi_comm = "fuzzed"};
    if (files != NULL) {
        memset(files, 0, (size_t)file_size);
        for (size_t i = 0; i < FILES; i++)
            descriptors[i].fp = BASE + i * sizeof(struct file);
    }
    return 1;
}

static int take_socket(void *context, const struct sockscope_socket *socket)
{
    volatile uint8_t sum = 0;
    (void)context;
    must(socket->ownership == SOCKSCOPE_OWNER_KNOWN && socket->pid == 1 && socket->fd >= 0 && socket->fd < FILES);
    for (size_t i = 0; i < socket->local.name_size; i++)
        sum = (uint8_t)(sum + socket->local.name[i]);
    for (size_t i = 0; i < socket->remote.name_size; i++)
        sum = (uint8_t)(sum + socket->remote.name[i]);
    return 0;
}

static int take_process(void *context, const struct sockscope_process *process)
{
    (void)context;
    must(process->pid == 1 && process->name_size == strlen("fuzzed"));
    return 0;
}

/* Repeats the first bytes, so that a short input is a whole image. */
static void fill_image(const uint8_t *data, size_t size)
{
    for (size_t i = 0; i < IMAGE; i++)
        image[i] = size == 0 ? 0 : data[i % size];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct sockscope_sink sink = {.socket = take_socket, .process = take_process};
    const struct sockscope_request request = {.pid = SOCKSCOPE_EVERY_PROCESS, .protocols = 0x1F, .unbound = true};
    struct sockscope_table *table;
    struct sockscope_answer answer;
    struct sockscope_error error;
    changing = size > 0 ? data[0] % 4 : 0;
    input = data;
    left = size;
    reads = 0;
    fill_image(data, size);
    must(sockscope_open(NULL, &table, &error) == SOCKSCOPE_OK);
    must(sockscope_read(table, &request, &sink, &answer, &error) == SOCKSCOPE_OK);
    must(!is_open);
    sockscope_close(table);
    return 0;
}
