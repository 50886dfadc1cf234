// SPDX-License-Identifier: Apache-2.0
/* The names of the C library of SunOS that are asked for, for the linker to find: nothing of it is ever run. */
#define NAME(name)                                                                                                     \
    void name(void);                                                                                                   \
    void name(void)                                                                                                    \
    {                                                                                                                  \
    }

#pragma clang diagnostic ignored "-Wincompatible-library-redeclaration"

NAME(___errno)
NAME(bsearch)
NAME(calloc)
NAME(close)
NAME(closedir)
NAME(fcntl)
NAME(fdopendir)
NAME(free)
NAME(getmsg)
NAME(getpid)
NAME(ioctl)
NAME(malloc)
NAME(memcmp)
NAME(memcpy)
NAME(memset)
NAME(open)
NAME(putmsg)
NAME(qsort)
NAME(read)
NAME(readdir)
NAME(realloc)
NAME(snprintf)
NAME(strcmp)
NAME(strerror_r)
NAME(strlen)
NAME(sysconf)
NAME(times)
