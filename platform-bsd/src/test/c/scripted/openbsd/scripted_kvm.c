// SPDX-License-Identifier: Apache-2.0
/* The functions of libkvm. */
#include "faults.h"
#include "scenario.h"
#include "scripted_files.h"
#include "scripted_query.h"
#include "scripted_world.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <kvm.h>
#include <sys/file.h>
#include <sys/proc.h>
#include <sys/sysctl.h>

struct __kvm {
    pthread_t thread;
    void *answer; /* to the last question */
};

static const char *table_of(int operation)
{
    return operation == KERN_FILE_BYFILE ? "byfile" : "bypid";
}

/* It counts nothing from one question to the next. */
void scripted_kernel_reset(void)
{
}

kvm_t *kvm_openfiles(const char *kernel, const char *memory, const char *swap, int flags, char *error)
{
    if (kernel != NULL || memory != NULL || swap != NULL || (unsigned)flags != KVM_NO_FILES)
        scenario_give_up("kvm_openfiles is to open files", "");
    error[0] = '\0';
    if (faults_has("kvm_openfiles", "kernel"))
        return NULL;
    kvm_t *kvm = malloc(sizeof *kvm);
    if (kvm != NULL)
        *kvm = (kvm_t){.thread = pthread_self()};
    return kvm;
}

int kvm_close(kvm_t *kvm)
{
    free(kvm->answer);
    free(kvm);
    return 0;
}

/* What the last answer was in is gone, as with libkvm. */
static void begin_answer(kvm_t *kvm)
{
    if (!pthread_equal(kvm->thread, pthread_self()))
        scenario_give_up("two threads share a handle", "");
    free(kvm->answer);
    kvm->answer = NULL;
}

/* Hands the records out in memory that has no room to spare. */
static void *finish_answer(kvm_t *kvm, struct scripted_records *records, int *count)
{
    size_t size = records->count * records->size;
    kvm->answer = malloc(size > 0 ? size : 1);
    if (kvm->answer != NULL && size > 0)
        memcpy(kvm->answer, records->bytes, size);
    *count = (int)records->count;
    free(records->bytes);
    return kvm->answer;
}

static int answer_files(struct scripted_records *records, int operation, int argument)
{
    if (records->size > scripted_file_size())
        return EINVAL;
    if (operation == KERN_FILE_BYFILE && argument == DTYPE_SOCKET)
        scripted_files_by_file(records);
    else if (operation != KERN_FILE_BYPID)
        return EINVAL;
    else if (!scripted_files_by_process(records, argument))
        return ESRCH;
    return 0;
}

struct kinfo_file *kvm_getfiles(kvm_t *kvm, int operation, int argument, size_t size, int *count)
{
    struct scripted_records records = {.size = size};
    begin_answer(kvm);
    if (faults_has("kvm_getfiles", table_of(operation)))
        return NULL;
    int failure = answer_files(&records, operation, argument);
    if (scenario_find("changes-after", table_of(operation), NULL) != NULL)
        scenario_end_round();
    if (failure == 0)
        return finish_answer(kvm, &records, count);
    errno = failure;
    return NULL;
}

struct kinfo_proc *kvm_getprocs(kvm_t *kvm, int operation, int argument, size_t size, int *count)
{
    struct scripted_records records = {.size = size};
    struct scripted_process process;
    begin_answer(kvm);
    if (operation != KERN_PROC_PID || size > sizeof(struct kinfo_proc))
        scenario_give_up("kvm_getprocs is asked for what it isn't scripted to tell", "");
    if (faults_has("kvm_getprocs", "pid"))
        return NULL;
    if (scripted_find_process(argument, &process)) {
        struct kinfo_proc record = {.p_pid = argument};
        record.p_psflags = (process.zombie ? PS_ZOMBIE : 0) | (process.kernel ? PS_SYSTEM : 0);
        scripted_append(&records, &record, sizeof record);
    }
    return finish_answer(kvm, &records, count);
}
