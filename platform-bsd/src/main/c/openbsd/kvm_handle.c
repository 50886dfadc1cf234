// SPDX-License-Identifier: Apache-2.0
#include "kvm_handle.h"

#include <errno.h>
#include <limits.h>

enum sockscope_result kvm_handle_open(kvm_t **kvm, struct sockscope_error *error)
{
    char text[_POSIX2_LINE_MAX];
    errno = 0;
    *kvm = kvm_openfiles(NULL, NULL, NULL, (int)KVM_NO_FILES, text);
    return *kvm == NULL ? kvm_handle_fail("kvm_openfiles", -1, error) : SOCKSCOPE_OK;
}

/*
 * libkvm tells its failures as text, made of the errno, which it leaves as it is. When the kernel says ENOMEM it asks
 * again; what it ends with is that of an allocation.
 */
enum sockscope_result kvm_handle_fail(const char *call, int64_t pid, struct sockscope_error *error)
{
    int code = errno != 0 ? errno : EIO;
    if (code == ENOMEM)
        return sockscope_fail_sink(error, code);
    if (pid >= 0 && code == ESRCH)
        return sockscope_fail(error, SOCKSCOPE_NO_SUCH_PROCESS, call, code, pid);
    if (pid >= 0 && (code == EPERM || code == EACCES))
        return sockscope_fail(error, SOCKSCOPE_ACCESS_DENIED, call, code, pid);
    return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, call, code, pid);
}

void kvm_handle_close(kvm_t *kvm)
{
    if (kvm != NULL)
        kvm_close(kvm);
}
