// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stddef.h>

int snprintf(char *restrict text, size_t size, const char *restrict format, ...);
