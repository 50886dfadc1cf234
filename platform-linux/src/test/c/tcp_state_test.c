// SPDX-License-Identifier: Apache-2.0
#include "tcp_state.h"

#include "checks.h"

#define STATES 256

/* As include/net/tcp_states.h of the kernel numbers them. */
static const struct {
    const char *name;
    enum sockscope_status status;
} known[] = {
    [1] = {"TCP_ESTABLISHED", SOCKSCOPE_ESTABLISHED},
    [2] = {"TCP_SYN_SENT", SOCKSCOPE_SYN_SENT},
    [3] = {"TCP_SYN_RECV", SOCKSCOPE_SYN_RECV},
    [4] = {"TCP_FIN_WAIT1", SOCKSCOPE_FIN_WAIT1},
    [5] = {"TCP_FIN_WAIT2", SOCKSCOPE_FIN_WAIT2},
    [6] = {"TCP_TIME_WAIT", SOCKSCOPE_TIME_WAIT},
    [7] = {"TCP_CLOSE", SOCKSCOPE_CLOSE},
    [8] = {"TCP_CLOSE_WAIT", SOCKSCOPE_CLOSE_WAIT},
    [9] = {"TCP_LAST_ACK", SOCKSCOPE_LAST_ACK},
    [10] = {"TCP_LISTEN", SOCKSCOPE_LISTEN},
    [11] = {"TCP_CLOSING", SOCKSCOPE_CLOSING},
    [12] = {"TCP_NEW_SYN_RECV", SOCKSCOPE_SYN_RECV},
    [13] = {"TCP_BOUND_INACTIVE", SOCKSCOPE_BOUND},
};

static bool is_known(unsigned state)
{
    return state >= 1 && state < sizeof known / sizeof *known;
}

static void every_state_has_a_name_and_a_status(void)
{
    for (unsigned state = 0; state < STATES; state++) {
        char number[12];
        snprintf(number, sizeof number, "%u", state);
        CHECK_TEXT(number, is_known(state) ? known[state].name : number, tcp_state_name((uint8_t)state));
        CHECK_EQUAL(is_known(state) ? known[state].status : SOCKSCOPE_NO_STATUS, tcp_state_status((uint8_t)state));
    }
}

/* The row writer tells names apart by their addresses, and reads them later. */
static void each_state_has_a_literal_of_its_own(void)
{
    const char *names[STATES];
    for (unsigned state = 0; state < STATES; state++)
        names[state] = tcp_state_name((uint8_t)state);
    for (unsigned state = 0; state < STATES; state++) {
        CHECK(tcp_state_name((uint8_t)state) == names[state]);
        for (unsigned other = 0; other < state; other++)
            CHECK(strcmp(names[state], names[other]) != 0);
    }
}

static void the_bits_of_statuses_are_the_states_that_have_them(void)
{
    uint32_t every_state = 0;
    for (unsigned status = 0; status <= SOCKSCOPE_BOUND; status++) {
        uint32_t bits = tcp_state_bits(UINT32_C(1) << status);
        for (unsigned state = 0; state < 32; state++)
            CHECK_EQUAL(tcp_state_status((uint8_t)state) == status, bits >> state & 1);
        CHECK_EQUAL(0, every_state & bits);
        every_state |= bits;
    }
    CHECK_EQUAL(UINT32_MAX, every_state);
    CHECK_EQUAL(UINT32_MAX, tcp_state_bits(UINT32_MAX));
    CHECK_EQUAL(0, tcp_state_bits(0));
    CHECK_EQUAL(1 << 3 | 1 << 12, tcp_state_bits(UINT32_C(1) << SOCKSCOPE_SYN_RECV));
    CHECK_EQUAL(1 << 1 | 1 << 10,
                tcp_state_bits(UINT32_C(1) << SOCKSCOPE_LISTEN | UINT32_C(1) << SOCKSCOPE_ESTABLISHED));
    CHECK_EQUAL(0, tcp_state_bits(UINT32_C(1) << SOCKSCOPE_DELETE_TCB));
}

int main(void)
{
    every_state_has_a_name_and_a_status();
    each_state_has_a_literal_of_its_own();
    the_bits_of_statuses_are_the_states_that_have_them();
    CHECK_EQUAL(13, tcp_state_bound_inactive());
    return checks_result();
}
