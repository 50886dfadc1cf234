// SPDX-License-Identifier: Apache-2.0
/* The names of the C library of SunOS that are asked for, for the linker to find: nothing of it is ever run. */
#define NAME(name)                                                                                                     \
    void name(void);                                                                                                   \
    void name(void)                                                                                                    \
    {                                                                                                                  \
    }

#pragma clang diagnostic ignored "-Wincompatible-library-redeclaration"

NAME(___errno)
NAME(free)
NAME(malloc)
NAME(memcpy)
NAME(memset)
NAME(qsort)
NAME(realloc)
NAME(snprintf)
NAME(strcmp)
NAME(strerror_r)
NAME(strlen)
