// SPDX-License-Identifier: Apache-2.0
#pragma once

int *_Errno(void);
#define errno (*_Errno())

#define ENOMEM 12
#define EINVAL 22
#define ENOSYS 109
#define EOVERFLOW 127
