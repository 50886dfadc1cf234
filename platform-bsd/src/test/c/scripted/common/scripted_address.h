// SPDX-License-Identifier: Apache-2.0
/* Addresses as text. */
#ifndef SOCKSCOPE_SCRIPTED_ADDRESS_H
#define SOCKSCOPE_SCRIPTED_ADDRESS_H

#include <stdbool.h>
#include <stdint.h>

/* The four bytes of an IPv4 address; false if the text is none. */
bool scripted_address(const char *text, uint8_t *address);

/* The sixteen bytes of an IPv6 address. */
bool scripted_address6(const char *text, uint8_t *address);

#endif
