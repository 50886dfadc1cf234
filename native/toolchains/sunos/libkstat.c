// SPDX-License-Identifier: Apache-2.0
/* The same of the library of kernel statistics. */
#define NAME(name)                                                                                                     \
    void name(void);                                                                                                   \
    void name(void)                                                                                                    \
    {                                                                                                                  \
    }

NAME(kstat_close)
NAME(kstat_data_lookup)
NAME(kstat_lookup)
NAME(kstat_open)
NAME(kstat_read)
