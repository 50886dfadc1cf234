// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdint.h>

#define PRId64 __INT64_FMTd__
