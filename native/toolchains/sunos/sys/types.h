// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stddef.h>

typedef int pid_t;
typedef unsigned uid_t;
typedef long ssize_t;
typedef long clock_t;
