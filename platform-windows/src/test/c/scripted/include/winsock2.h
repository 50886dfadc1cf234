// SPDX-License-Identifier: Apache-2.0
/* As windows.h beside it. */
#ifndef SOCKSCOPE_SCRIPTED_WINSOCK2_H
#define SOCKSCOPE_SCRIPTED_WINSOCK2_H

#include <windows.h>

#define AF_INET 2
#define AF_INET6 23

#endif
