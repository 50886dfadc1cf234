// SPDX-License-Identifier: Apache-2.0
#include "tcp_state.h"

#include "state_number.h"

#include <inet/tcp.h>

static const struct {
    int state;
    enum sockscope_status status;
    const char *name;
} states[] = {
    {TCPS_CLOSED, SOCKSCOPE_CLOSE, "TCPS_CLOSED"},
    {TCPS_IDLE, SOCKSCOPE_IDLE, "TCPS_IDLE"},
    {TCPS_BOUND, SOCKSCOPE_BOUND, "TCPS_BOUND"},
    {TCPS_LISTEN, SOCKSCOPE_LISTEN, "TCPS_LISTEN"},
    {TCPS_SYN_SENT, SOCKSCOPE_SYN_SENT, "TCPS_SYN_SENT"},
    {TCPS_SYN_RCVD, SOCKSCOPE_SYN_RECV, "TCPS_SYN_RCVD"},
    {TCPS_ESTABLISHED, SOCKSCOPE_ESTABLISHED, "TCPS_ESTABLISHED"},
    {TCPS_CLOSE_WAIT, SOCKSCOPE_CLOSE_WAIT, "TCPS_CLOSE_WAIT"},
    {TCPS_FIN_WAIT_1, SOCKSCOPE_FIN_WAIT1, "TCPS_FIN_WAIT_1"},
    {TCPS_CLOSING, SOCKSCOPE_CLOSING, "TCPS_CLOSING"},
    {TCPS_LAST_ACK, SOCKSCOPE_LAST_ACK, "TCPS_LAST_ACK"},
    {TCPS_FIN_WAIT_2, SOCKSCOPE_FIN_WAIT2, "TCPS_FIN_WAIT_2"},
    {TCPS_TIME_WAIT, SOCKSCOPE_TIME_WAIT, "TCPS_TIME_WAIT"},
};

enum sockscope_status tcp_state_status(int state)
{
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        if (states[i].state == state)
            return states[i].status;
    }
    return SOCKSCOPE_NO_STATUS;
}

const char *tcp_state_name(int state)
{
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        if (states[i].state == state)
            return states[i].name;
    }
    if (state < 0)
        return "below 0";
    return state <= (int)UINT8_MAX ? state_number((uint8_t)state) : "above 255";
}
