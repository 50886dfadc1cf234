// SPDX-License-Identifier: Apache-2.0
/* Whether there may be processes that the kernel does not even show to us. */
#ifndef SOCKSCOPE_FREEBSD_VISIBILITY_H
#define SOCKSCOPE_FREEBSD_VISIBILITY_H

#include <stdbool.h>

/* True in a jail, and for users other than root if the host has them see their own processes only. */
bool visibility_is_limited(void);

#endif
