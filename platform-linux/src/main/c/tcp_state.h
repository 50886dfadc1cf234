// SPDX-License-Identifier: Apache-2.0
#ifndef SOCKSCOPE_LINUX_TCP_STATE_H
#define SOCKSCOPE_LINUX_TCP_STATE_H

#include "sockscope.h"

/* The status of a kernel's TCP state; SOCKSCOPE_NO_STATUS for one that is not known. */
enum sockscope_status tcp_state_status(uint8_t state);

/* The kernel's name of a state, which UDP and UNIX sockets have too; its number if the name is not known. A literal. */
const char *tcp_state_name(uint8_t state);

/* The states, as bits 1 << state, of the sockets that have one of these statuses (bits 1 << status). */
uint32_t tcp_state_bits(uint32_t statuses);

/* The state of a socket that is bound but neither listens nor ever connected: only reported when asked for. */
uint8_t tcp_state_bound_inactive(void);

#endif
