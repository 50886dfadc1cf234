// SPDX-License-Identifier: Apache-2.0
#include "tcp_state.h"

#include "state_number.h"

#include <winsock2.h>

#include <iphlpapi.h>

static const struct {
    enum sockscope_status status;
    const char *name;
} states[] = {
    [MIB_TCP_STATE_CLOSED] = {SOCKSCOPE_CLOSE, "MIB_TCP_STATE_CLOSED"},
    [MIB_TCP_STATE_LISTEN] = {SOCKSCOPE_LISTEN, "MIB_TCP_STATE_LISTEN"},
    [MIB_TCP_STATE_SYN_SENT] = {SOCKSCOPE_SYN_SENT, "MIB_TCP_STATE_SYN_SENT"},
    [MIB_TCP_STATE_SYN_RCVD] = {SOCKSCOPE_SYN_RECV, "MIB_TCP_STATE_SYN_RCVD"},
    [MIB_TCP_STATE_ESTAB] = {SOCKSCOPE_ESTABLISHED, "MIB_TCP_STATE_ESTAB"},
    [MIB_TCP_STATE_FIN_WAIT1] = {SOCKSCOPE_FIN_WAIT1, "MIB_TCP_STATE_FIN_WAIT1"},
    [MIB_TCP_STATE_FIN_WAIT2] = {SOCKSCOPE_FIN_WAIT2, "MIB_TCP_STATE_FIN_WAIT2"},
    [MIB_TCP_STATE_CLOSE_WAIT] = {SOCKSCOPE_CLOSE_WAIT, "MIB_TCP_STATE_CLOSE_WAIT"},
    [MIB_TCP_STATE_CLOSING] = {SOCKSCOPE_CLOSING, "MIB_TCP_STATE_CLOSING"},
    [MIB_TCP_STATE_LAST_ACK] = {SOCKSCOPE_LAST_ACK, "MIB_TCP_STATE_LAST_ACK"},
    [MIB_TCP_STATE_TIME_WAIT] = {SOCKSCOPE_TIME_WAIT, "MIB_TCP_STATE_TIME_WAIT"},
    [MIB_TCP_STATE_DELETE_TCB] = {SOCKSCOPE_DELETE_TCB, "MIB_TCP_STATE_DELETE_TCB"},
};

static bool is_known(uint32_t state)
{
    return state < sizeof states / sizeof *states && states[state].name != NULL;
}

enum sockscope_status tcp_state_status(uint32_t state)
{
    return is_known(state) ? states[state].status : SOCKSCOPE_NO_STATUS;
}

const char *tcp_state_name(uint32_t state)
{
    if (is_known(state))
        return states[state].name;
    return state <= UINT8_MAX ? state_number((uint8_t)state) : "above 255";
}
