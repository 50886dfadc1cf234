// SPDX-License-Identifier: Apache-2.0
#pragma once

typedef int pid_t;
typedef long off_t;
typedef long ssize_t;
