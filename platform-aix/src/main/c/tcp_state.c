// SPDX-License-Identifier: Apache-2.0
#include "tcp_state.h"

#include "kernel_headers.h"
#include "state_number.h"

static const struct {
    enum sockscope_status status;
    const char *name;
} states[] = {
    [TCPS_CLOSED] = {SOCKSCOPE_CLOSE, "TCPS_CLOSED"},
    [TCPS_LISTEN] = {SOCKSCOPE_LISTEN, "TCPS_LISTEN"},
    [TCPS_SYN_SENT] = {SOCKSCOPE_SYN_SENT, "TCPS_SYN_SENT"},
    [TCPS_SYN_RECEIVED] = {SOCKSCOPE_SYN_RECV, "TCPS_SYN_RECEIVED"},
    [TCPS_ESTABLISHED] = {SOCKSCOPE_ESTABLISHED, "TCPS_ESTABLISHED"},
    [TCPS_CLOSE_WAIT] = {SOCKSCOPE_CLOSE_WAIT, "TCPS_CLOSE_WAIT"},
    [TCPS_FIN_WAIT_1] = {SOCKSCOPE_FIN_WAIT1, "TCPS_FIN_WAIT_1"},
    [TCPS_CLOSING] = {SOCKSCOPE_CLOSING, "TCPS_CLOSING"},
    [TCPS_LAST_ACK] = {SOCKSCOPE_LAST_ACK, "TCPS_LAST_ACK"},
    [TCPS_FIN_WAIT_2] = {SOCKSCOPE_FIN_WAIT2, "TCPS_FIN_WAIT_2"},
    [TCPS_TIME_WAIT] = {SOCKSCOPE_TIME_WAIT, "TCPS_TIME_WAIT"},
};

static bool is_known(int state)
{
    return state >= 0 && (size_t)state < sizeof states / sizeof *states;
}

enum sockscope_status tcp_state_status(int state)
{
    return is_known(state) ? states[state].status : SOCKSCOPE_NO_STATUS;
}

const char *tcp_state_name(int state)
{
    if (is_known(state))
        return states[state].name;
    return state >= 0 && state <= UINT8_MAX ? state_number((uint8_t)state) : "beyond a byte";
}
