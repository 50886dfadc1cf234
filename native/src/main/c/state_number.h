// SPDX-License-Identifier: Apache-2.0
/* What a state without a name is called. */
#ifndef SOCKSCOPE_STATE_NUMBER_H
#define SOCKSCOPE_STATE_NUMBER_H

#include <stdint.h>

/* The number of a state, as a literal. */
static inline const char *state_number(uint8_t state)
{
/* "0" to "259", so that there is one for each value of a byte. */
#define TEN(tens)                                                                                                      \
    #tens "0", #tens "1", #tens "2", #tens "3", #tens "4", #tens "5", #tens "6", #tens "7", #tens "8", #tens "9"
    static const char numbers[][4] = {
        TEN(),   TEN(1),  TEN(2),  TEN(3),  TEN(4),  TEN(5),  TEN(6),  TEN(7),  TEN(8),
        TEN(9),  TEN(10), TEN(11), TEN(12), TEN(13), TEN(14), TEN(15), TEN(16), TEN(17),
        TEN(18), TEN(19), TEN(20), TEN(21), TEN(22), TEN(23), TEN(24), TEN(25),
    };
#undef TEN
    return numbers[state];
}

#endif
