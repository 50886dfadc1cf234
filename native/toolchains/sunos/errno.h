// SPDX-License-Identifier: Apache-2.0
#pragma once

int *___errno(void);
#define errno (*___errno())

#define EPERM 1
#define ENOENT 2
#define ESRCH 3
#define EINTR 4
#define ENOMEM 12
#define EACCES 13
#define EINVAL 22
#define EPROTO 71
#define EBADMSG 77
#define EOVERFLOW 79
