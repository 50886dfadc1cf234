// SPDX-License-Identifier: Apache-2.0
/* The names of OpenBSD's libkvm that are asked for, for the linker to find: nothing of it is ever run. */
#define NAME(name)                                                                                                     \
    __attribute__((visibility("default"))) void name(void);                                                            \
    void name(void)                                                                                                    \
    {                                                                                                                  \
    }

NAME(kvm_close)
NAME(kvm_getfiles)
NAME(kvm_getprocs)
NAME(kvm_openfiles)
