// SPDX-License-Identifier: Apache-2.0
/* As libproc.h beside this folder. */
#ifndef SOCKSCOPE_SCRIPTED_SYS_UN_H
#define SOCKSCOPE_SCRIPTED_SYS_UN_H

#include <stdint.h>

struct sockaddr_un {
    uint8_t sun_len;
    uint8_t sun_family;
    char sun_path[104];
};

#endif
