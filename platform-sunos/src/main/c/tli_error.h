// SPDX-License-Identifier: Apache-2.0
#ifndef SOCKSCOPE_SUNOS_TLI_ERROR_H
#define SOCKSCOPE_SUNOS_TLI_ERROR_H

/* The request that was refused, with the name of the code of the transport level interface; a literal. */
const char *tli_error_call(int code);

#endif
