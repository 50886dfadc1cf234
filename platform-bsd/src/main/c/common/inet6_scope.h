// SPDX-License-Identifier: Apache-2.0
#ifndef SOCKSCOPE_BSD_INET6_SCOPE_H
#define SOCKSCOPE_BSD_INET6_SCOPE_H

#include <stdint.h>

/*
 * Takes out of an IPv6 address the number of the interface, which the kernel keeps within those that are link-local, in
 * bytes 2 and 3 of fe80::/10, ff01::/16 and ff02::/16, as KAME began it; nobody outside may see it there.
 */
void inet6_scope_clear(uint8_t address[16]);

#endif
