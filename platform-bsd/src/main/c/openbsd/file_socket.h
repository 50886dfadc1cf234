// SPDX-License-Identifier: Apache-2.0
#ifndef SOCKSCOPE_OPENBSD_FILE_SOCKET_H
#define SOCKSCOPE_OPENBSD_FILE_SOCKET_H

#include "sockscope.h"

#include <sys/types.h>

#include <sys/sysctl.h>

/*
 * Fills in the socket that a record is of, and nobody as its holder; false if it is of something else, or of a family or
 * protocol that is not listed. A name is lent from the record.
 */
bool file_socket(const struct kinfo_file *file, struct sockscope_socket *socket);

#endif
