// SPDX-License-Identifier: Apache-2.0
#include "process.h"

#include "kvm_handle.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

#include <sys/proc.h>
#include <sys/sysctl.h>

/* All that is used of a record, as in open_files.h. */
#define RECORD offsetof(struct kinfo_proc, p_acflag)

static enum sockscope_result judge(const struct kinfo_proc *process, int pid, struct sockscope_error *error)
{
    if ((process->p_psflags & PS_SYSTEM) != 0)
        return SOCKSCOPE_OK;
    if ((process->p_psflags & (PS_ZOMBIE | PS_EXITING)) != 0)
        return sockscope_fail(error, SOCKSCOPE_ZOMBIE_PROCESS, "kvm_getfiles", ESRCH, pid);
    return sockscope_fail(error, SOCKSCOPE_NO_SUCH_PROCESS, "kvm_getfiles", ESRCH, pid);
}

enum sockscope_result process_without_files(int pid, struct sockscope_error *error)
{
    kvm_t *kvm;
    int count = 0;
    struct kinfo_proc process = {0};
    enum sockscope_result result = kvm_handle_open(&kvm, error);
    if (result != SOCKSCOPE_OK)
        return result;
    errno = 0;
    const void *records = kvm_getprocs(kvm, KERN_PROC_PID, pid, RECORD, &count);
    if (records == NULL) {
        result = kvm_handle_fail("kvm_getprocs", pid, error);
    } else {
        if (count > 0)
            memcpy(&process, records, RECORD);
        result = judge(&process, pid, error);
    }
    kvm_handle_close(kvm);
    return result;
}
