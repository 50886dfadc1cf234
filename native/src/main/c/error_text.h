// SPDX-License-Identifier: Apache-2.0
#ifndef SOCKSCOPE_ERROR_TEXT_H
#define SOCKSCOPE_ERROR_TEXT_H

#include <stddef.h>

/* What the system says of an error code, always closed by NUL and cut to fit; never fails. */
void error_text(int code, char *text, size_t size);

#endif
