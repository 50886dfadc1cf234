// SPDX-License-Identifier: Apache-2.0
#pragma once

int *___errno(void);
#define errno (*___errno())

#define ENOMEM 12
#define EINVAL 22
#define EOVERFLOW 79
#define ENOSYS 89
