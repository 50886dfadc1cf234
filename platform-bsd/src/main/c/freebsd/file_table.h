// SPDX-License-Identifier: Apache-2.0
/* The descriptors of all processes that are shown to us. */
#ifndef SOCKSCOPE_FREEBSD_FILE_TABLE_H
#define SOCKSCOPE_FREEBSD_FILE_TABLE_H

#include "holders.h"

/*
 * Finds out who holds the sockets, which are zeros before. On success they may be looked for; *intact is false if a part of
 * the table could not be understood. They are to be freed in any case.
 */
enum sockscope_result file_table_read(struct holders *holders, bool *intact, struct sockscope_error *error);

#endif
