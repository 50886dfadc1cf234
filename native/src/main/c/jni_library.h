// SPDX-License-Identifier: Apache-2.0
/* The JNI glue that every platform's library shares: the native methods of org.sockscope.jni.NativeLibrary. */
#ifndef SOCKSCOPE_JNI_LIBRARY_H
#define SOCKSCOPE_JNI_LIBRARY_H

#include <jni.h>

/* What JNI_OnLoad returns: registers the native methods. */
jint jni_library_load(JavaVM *vm);

#endif
