// SPDX-License-Identifier: Apache-2.0
#include "tcp_state.h"

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

/* The names of the states that have none: "0" to "259", so that there is one for each value of a byte. */
#define TEN(tens)                                                                                                      \
    #tens "0", #tens "1", #tens "2", #tens "3", #tens "4", #tens "5", #tens "6", #tens "7", #tens "8", #tens "9"
static const char numbers[][4] = {
    TEN(),   TEN(1),  TEN(2),  TEN(3),  TEN(4),  TEN(5),  TEN(6),  TEN(7),  TEN(8),  TEN(9),  TEN(10), TEN(11), TEN(12),
    TEN(13), TEN(14), TEN(15), TEN(16), TEN(17), TEN(18), TEN(19), TEN(20), TEN(21), TEN(22), TEN(23), TEN(24), TEN(25),
};

#define STATE_COUNT (sizeof states / sizeof *states)

enum sockscope_status tcp_state_status(uint8_t state)
{
    return state < STATE_COUNT && states[state].name != NULL ? states[state].status : SOCKSCOPE_NO_STATUS;
}

const char *tcp_state_name(uint8_t state)
{
    return state < STATE_COUNT && states[state].name != NULL ? states[state].name : numbers[state];
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
