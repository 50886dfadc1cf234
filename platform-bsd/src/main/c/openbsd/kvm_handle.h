// SPDX-License-Identifier: Apache-2.0
/* A handle of libkvm that asks the running kernel by sysctl and opens no file, for which it needs no rights. */
#ifndef SOCKSCOPE_OPENBSD_KVM_HANDLE_H
#define SOCKSCOPE_OPENBSD_KVM_HANDLE_H

#include "sockscope.h"

#include <sys/types.h>

#include <kvm.h>

/* Opens one, to be closed. */
enum sockscope_result kvm_handle_open(kvm_t **kvm, struct sockscope_error *error);

/* Fills in the failure of a call of libkvm, before which errno was set to 0, and returns its result. */
enum sockscope_result kvm_handle_fail(const char *call, int64_t pid, struct sockscope_error *error);

/* Closes it; NULL is allowed. */
void kvm_handle_close(kvm_t *kvm);

#endif
