// SPDX-License-Identifier: Apache-2.0
/* What the collector uses of OpenBSD's header. layouts.c holds both to the same. */
#ifndef SCRIPTED_OPENBSD_KVM_H
#define SCRIPTED_OPENBSD_KVM_H

#include <stddef.h>

#define KVM_NO_FILES 0x80000000

struct kinfo_file;
struct kinfo_proc;

typedef struct __kvm kvm_t;

kvm_t *kvm_openfiles(const char *kernel, const char *memory, const char *swap, int flags, char *error);
struct kinfo_file *kvm_getfiles(kvm_t *kvm, int operation, int argument, size_t size, int *count);
struct kinfo_proc *kvm_getprocs(kvm_t *kvm, int operation, int argument, size_t size, int *count);
int kvm_close(kvm_t *kvm);

#endif
