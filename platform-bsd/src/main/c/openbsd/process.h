// SPDX-License-Identifier: Apache-2.0
#ifndef SOCKSCOPE_OPENBSD_PROCESS_H
#define SOCKSCOPE_OPENBSD_PROCESS_H

#include "sockscope.h"

/*
 * What a process is whose descriptors the kernel doesn't tell: SOCKSCOPE_OK for one of the kernel's own, which has none;
 * otherwise a failure.
 */
enum sockscope_result process_without_files(int pid, struct sockscope_error *error);

#endif
