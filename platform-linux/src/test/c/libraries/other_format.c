// SPDX-License-Identifier: Apache-2.0
/* The glue of a version of Sockscope whose rows have another format. */
#include "row_format.h"

#undef org_sockscope_jni_RowFormat_VERSION
#define org_sockscope_jni_RowFormat_VERSION 99

#include "jni_library.c"
