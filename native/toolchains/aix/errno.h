// SPDX-License-Identifier: Apache-2.0
#pragma once

int *_Errno(void);
#define errno (*_Errno())

#define EPERM 1
#define ESRCH 3
#define EINTR 4
#define ENOMEM 12
#define EACCES 13
#define EFAULT 14
#define EINVAL 22
#define EMFILE 24
#define ESTALE 52
#define ENOSYS 109
#define EOVERFLOW 127
