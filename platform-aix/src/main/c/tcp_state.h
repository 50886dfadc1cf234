// SPDX-License-Identifier: Apache-2.0
#ifndef SOCKSCOPE_AIX_TCP_STATE_H
#define SOCKSCOPE_AIX_TCP_STATE_H

#include "sockscope.h"

/* The status of a TCP state; SOCKSCOPE_NO_STATUS for one that is not known. */
enum sockscope_status tcp_state_status(int state);

/* The headers' name of a state; its number if the name is not known. A literal. */
const char *tcp_state_name(int state);

#endif
