// SPDX-License-Identifier: Apache-2.0
#include "tcp_state.h"

#include "state_number.h"

#include <sys/proc_info.h>

static const struct {
    enum sockscope_status status;
    const char *name;
} states[] = {
    [TSI_S_CLOSED] = {SOCKSCOPE_CLOSE, "TSI_S_CLOSED"},
    [TSI_S_LISTEN] = {SOCKSCOPE_LISTEN, "TSI_S_LISTEN"},
    [TSI_S_SYN_SENT] = {SOCKSCOPE_SYN_SENT, "TSI_S_SYN_SENT"},
    [TSI_S_SYN_RECEIVED] = {SOCKSCOPE_SYN_RECV, "TSI_S_SYN_RECEIVED"},
    [TSI_S_ESTABLISHED] = {SOCKSCOPE_ESTABLISHED, "TSI_S_ESTABLISHED"},
    [TSI_S__CLOSE_WAIT] = {SOCKSCOPE_CLOSE_WAIT, "TSI_S__CLOSE_WAIT"},
    [TSI_S_FIN_WAIT_1] = {SOCKSCOPE_FIN_WAIT1, "TSI_S_FIN_WAIT_1"},
    [TSI_S_CLOSING] = {SOCKSCOPE_CLOSING, "TSI_S_CLOSING"},
    [TSI_S_LAST_ACK] = {SOCKSCOPE_LAST_ACK, "TSI_S_LAST_ACK"},
    [TSI_S_FIN_WAIT_2] = {SOCKSCOPE_FIN_WAIT2, "TSI_S_FIN_WAIT_2"},
    [TSI_S_TIME_WAIT] = {SOCKSCOPE_TIME_WAIT, "TSI_S_TIME_WAIT"},
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
