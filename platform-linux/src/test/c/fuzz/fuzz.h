// SPDX-License-Identifier: Apache-2.0
/* What the fuzz harnesses of Linux have in common. */
#ifndef SOCKSCOPE_LINUX_FUZZ_H
#define SOCKSCOPE_LINUX_FUZZ_H

#include "harness.h"
#include "socket_table.h"

/* Indexes a table, whose every socket must then be found, and be readable to the last byte. */
void must_be_sound(struct socket_table *table);

#endif
