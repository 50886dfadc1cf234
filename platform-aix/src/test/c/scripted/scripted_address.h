// SPDX-License-Identifier: Apache-2.0
#ifndef SOCKSCOPE_SCRIPTED_AIX_ADDRESS_H
#define SOCKSCOPE_SCRIPTED_AIX_ADDRESS_H

#include <stdint.h>

/* An address as struct inpcb has it: that of IPv4 in the last word. */
void scripted_address(const char *text, uint8_t address[16]);

#endif
