// SPDX-License-Identifier: Apache-2.0
#include "bpf.h"

#include "bpf_kernel.h"
#include "bpf_program.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const char types_path[] = "/sys/kernel/btf/vmlinux";

/* A part of opening that failed. */
struct failure {
    const char *call;
    int code;
};

void bpf_init(struct bpf *bpf)
{
    *bpf = (struct bpf){.sockets = -1, .numbers = -1, .link = -1, .threads = -1};
    pthread_mutex_init(&bpf->opening, NULL);
}

void bpf_free(struct bpf *bpf)
{
    const int files[] = {bpf->threads, bpf->link, bpf->numbers, bpf->sockets};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (files[i] >= 0)
            close(files[i]);
    }
    pthread_mutex_destroy(&bpf->opening);
}

/*
 * Reads a file of a size that is known. Returns 0 or an errno; *data, if it is not NULL, is to be unmapped in any case. It
 * is no block of malloc's: glibc's takes the size of one that was freed for what to keep from then on.
 */
static int read_whole(int file, uint8_t **data, size_t *size)
{
    off_t end = lseek(file, 0, SEEK_END);
    *data = NULL;
    *size = 0;
    if (end < 0 || lseek(file, 0, SEEK_SET) != 0)
        return errno;
    *size = (size_t)end;
    if (*size == 0)
        return EPROTO;
    void *room = mmap(NULL, *size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED)
        return ENOMEM;
    *data = room;
    for (size_t done = 0; done < *size;) {
        ssize_t got = read(file, *data + done, *size - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errno;
        if (got == 0)
            return EPROTO;
        done += (size_t)got;
    }
    return 0;
}

/* What all programs read. */
struct all_fields {
    struct bpf_fields sockets;
    struct bpf_task_fields threads;
    bool tells_threads;
};

/* Returns 0 or an errno: ENOTSUP if the program can't be written for the structures of this kernel. */
static int find_fields(struct all_fields *fields)
{
    int file = open(types_path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return errno;
    uint8_t *data;
    size_t size;
    struct btf btf;
    int failure = read_whole(file, &data, &size);
    close(file);
    if (failure == 0)
        failure = btf_init(&btf, data, size);
    if (failure == 0) {
        failure = bpf_fields_find(&btf, &fields->sockets) ? 0 : ENOTSUP;
        fields->tells_threads = bpf_task_fields_find(&btf, &fields->threads);
        btf_free(&btf);
    }
    if (data != NULL)
        munmap(data, size);
    return failure;
}

/* Loads what was written. */
static struct failure load(const struct bpf_assembly *program, bool written, uint32_t iterator, int *fd)
{
    if (!written)
        return (struct failure){.call = "writing of a BPF program", .code = ENOTSUP};
    return (struct failure){
        .call = "bpf(BPF_PROG_LOAD) of an iterator",
        .code = bpf_load_iterator(program->instructions, program->count, iterator, fd),
    };
}

/* It does without if that fails: procfs tells the same, if more slowly. */
static void link_threads(struct bpf *bpf, struct bpf_assembly *program, const struct procfs *procfs,
                         const struct all_fields *fields)
{
    int fd = -1;
    if (!fields->tells_threads || bpf->threads >= 0)
        return;
    bool written = bpf_program_write_threads(program, &fields->threads, !procfs->below_others);
    if (load(program, written, fields->threads.iterator, &fd).code != 0)
        return;
    if (bpf_link(fd, -1, &bpf->threads) != 0)
        bpf->threads = -1;
    close(fd);
}

static struct failure load_programs(struct bpf *bpf, const struct procfs *procfs, const struct all_fields *all)
{
    const struct bpf_fields *fields = &all->sockets;
    struct failure failure = {.call = "malloc", .code = ENOMEM};
    struct bpf_assembly *program = malloc(sizeof *program);
    if (program == NULL)
        return failure;
    failure.code = 0;
    if (bpf->sockets < 0)
        failure =
            load(program, bpf_program_write(program, fields, !procfs->below_others), fields->iterator, &bpf->sockets);
    if (failure.code == 0 && bpf->numbers < 0)
        failure = load(program, bpf_program_write_numbers(program, fields), fields->iterator, &bpf->numbers);
    if (failure.code == 0)
        link_threads(bpf, program, procfs, all);
    free(program);
    return failure;
}

/* Makes all ready. Where the rights that it takes are there, *lasts is set: what fails then fails each time. */
static struct failure load_and_link(struct bpf *bpf, const struct procfs *procfs, bool *lasts)
{
    struct all_fields fields;
    struct failure failure = {"bpf(BPF_PROG_LOAD) (it takes CAP_BPF and CAP_PERFMON)", bpf_try_rights()};
    *lasts = failure.code == 0;
    if (failure.code == 0)
        failure = (struct failure){"read of /sys/kernel/btf/vmlinux", find_fields(&fields)};
    if (failure.code == 0)
        failure = load_programs(bpf, procfs, &fields);
    if (failure.code == 0)
        failure = (struct failure){"bpf(BPF_LINK_CREATE)", bpf_link(bpf->sockets, -1, &bpf->link)};
    return failure;
}

/* Whether it may go better another time, with more room. */
static bool is_shortage(int code)
{
    return code == EAGAIN || code == EINTR || code == EMFILE || code == ENFILE || code == ENOMEM;
}

enum sockscope_result bpf_open(struct bpf *bpf, const struct procfs *procfs, struct sockscope_error *error)
{
    if (!procfs->own_pids)
        return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED,
                              "BPF beside a procfs of another pid namespace, whose pids would be others", ENOTSUP, -1);
    pthread_mutex_lock(&bpf->opening);
    struct sockscope_error refusal = bpf->refusal;
    if (refusal.code == 0 && bpf->link < 0) {
        bool lasts;
        struct failure failure = load_and_link(bpf, procfs, &lasts);
        if (failure.code != 0)
            sockscope_fail(&refusal, SOCKSCOPE_SYSTEM_CALL_FAILED, failure.call, failure.code, -1);
        if (lasts && !is_shortage(failure.code))
            bpf->refusal = refusal;
    }
    pthread_mutex_unlock(&bpf->opening);
    if (refusal.code == 0)
        return SOCKSCOPE_OK;
    *error = refusal;
    return refusal.result;
}

/* Whether there is anything to be seen of the descriptors of a process by an iteration that a link stands for. */
static int reads_something(int link, bool *something)
{
    uint32_t number;
    int iteration;
    int failure = bpf_begin(link, &iteration);
    if (failure != 0)
        return failure;
    ssize_t got;
    do
        got = read(iteration, &number, sizeof number);
    while (got < 0 && (errno == EINTR || errno == EAGAIN));
    failure = got < 0 ? errno : 0;
    *something = got > 0;
    close(iteration);
    return failure;
}

int bpf_sees(const struct bpf *bpf, const struct process *process, int pidfd, bool *sees)
{
    struct stat descriptors;
    int link;
    *sees = true;
    /* Since Linux 6.2 the size of the directory is the number of descriptors; before, it is 0. */
    if (fstatat(process->directory, "fd", &descriptors, 0) != 0 || descriptors.st_size == 0)
        return 0;
    int failure = bpf_link(bpf->numbers, pidfd, &link);
    if (failure != 0)
        return failure;
    failure = reads_something(link, sees);
    close(link);
    if (failure == 0 && !*sees) /* or has it closed them, or ended? */
        *sees = fstatat(process->directory, "fd", &descriptors, 0) != 0 || descriptors.st_size == 0;
    return failure;
}
