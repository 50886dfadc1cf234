// SPDX-License-Identifier: Apache-2.0
/* What the parts of the holder need of the program. */
#ifndef SOCKSCOPE_HOLDER_HOLDER_H
#define SOCKSCOPE_HOLDER_HOLDER_H

#include <stdio.h>

/* The directory for the paths of UNIX sockets. */
const char *holder_directory(void);

/* Carries out commands until there are none left, then ends this process and its children. */
_Noreturn void serve(FILE *commands, FILE *answers);

#endif
