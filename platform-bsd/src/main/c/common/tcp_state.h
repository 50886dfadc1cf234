// SPDX-License-Identifier: Apache-2.0
/* The TCP states, which all BSDs have from 4.4BSD. */
#ifndef SOCKSCOPE_BSD_TCP_STATE_H
#define SOCKSCOPE_BSD_TCP_STATE_H

#include "sockscope.h"

/* The status of a state of the kernel's; SOCKSCOPE_NO_STATUS for one that is not known. */
enum sockscope_status tcp_state_status(int32_t state);

/* The headers' name of a state; its number if the name is not known. A literal. */
const char *tcp_state_name(int32_t state);

#endif
