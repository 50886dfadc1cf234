// SPDX-License-Identifier: Apache-2.0
#define _POSIX_C_SOURCE 200809L /* the strerror_r of POSIX, not GNU's of the same name */

#include "error_text.h"

#include <stdio.h>
#include <string.h>

void error_text(int code, char *text, size_t size)
{
    if (strerror_r(code, text, size) != 0)
        snprintf(text, size, "error %d", code);
}
