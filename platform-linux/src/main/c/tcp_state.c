// SPDX-License-Identifier: Apache-2.0
#include "tcp_state.h"

#include "state_number.h"

#include <netinet/tcp.h>

/* Of include/net/tcp_states.h, which no header for programs has. */
enum {
    TCP_NEW_SYN_RECV = 12,
    TCP_BOUND_INACTIVE = 13, /* Linux 6.8 */
};

static const struct {
    enum sockscope_status status;
    const char *name;
} states[] = {
    [TCP_ESTABLISHED] = {SOCKSCOPE_ESTABLISHED, "TCP_ESTABLISHED"},
    [TCP_SYN_SENT] = {SOCKSCOPE_SYN_SENT, "TCP_SYN_SENT"},
    [TCP_SYN_RECV] = {SOCKSCOPE_SYN_RECV, "TCP_SYN_RECV"},
    [TCP_FIN_WAIT1] = {SOCKSCOPE_FIN_WAIT1, "TCP_FIN_WAIT1"},
    [TCP_FIN_WAIT2] = {SOCKSCOPE_FIN_WAIT2, "TCP_FIN_WAIT2"},
    [TCP_TIME_WAIT] = {SOCKSCOPE_TIME_WAIT, "TCP_TIME_WAIT"},
    [TCP_CLOSE] = {SOCKSCOPE_CLOSE, "TCP_CLOSE"},
    [TCP_CLOSE_WAIT] = {SOCKSCOPE_CLOSE_WAIT, "TCP_CLOSE_WAIT"},
    [TCP_LAST_ACK] = {SOCKSCOPE_LAST_ACK, "TCP_LAST_ACK"},
    [TCP_LISTEN] = {SOCKSCOPE_LISTEN, "TCP_LISTEN"},
    [TCP_CLOSING] = {SOCKSCOPE_CLOSING, "TCP_CLOSING"},
    [TCP_NEW_SYN_RECV] = {SOCKSCOPE_SYN_RECV, "TCP_NEW_SYN_RECV"},
    [TCP_BOUND_INACTIVE] = {SOCKSCOPE_BOUND, "TCP_BOUND_INACTIVE"},
};

#define STATE_COUNT (sizeof states / sizeof *states)

enum sockscope_status tcp_state_status(uint8_t state)
{
    return state < STATE_COUNT && states[state].name != NULL ? states[state].status : SOCKSCOPE_NO_STATUS;
}

const char *tcp_state_name(uint8_t state)
{
    return state < STATE_COUNT && states[state].name != NULL ? states[state].name : state_number(state);
}

uint32_t tcp_state_bits(uint32_t statuses)
{
    uint32_t bits = 0;
    for (uint8_t state = 0; state < 32; state++) {
        if ((statuses & UINT32_C(1) << tcp_state_status(state)) != 0)
            bits |= UINT32_C(1) << state;
    }
    return bits;
}

uint8_t tcp_state_bound_inactive(void)
{
    return TCP_BOUND_INACTIVE;
}
