// SPDX-License-Identifier: Apache-2.0
/* As libproc.h beside this folder. */
#ifndef SOCKSCOPE_SCRIPTED_SYS_PROC_H
#define SOCKSCOPE_SCRIPTED_SYS_PROC_H

#define SRUN 2
#define SZOMB 5

#endif
