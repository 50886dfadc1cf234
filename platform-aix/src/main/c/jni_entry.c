// SPDX-License-Identifier: Apache-2.0
#include "jni_library.h"

JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM *vm, void *reserved)
{
    (void)reserved;
    return jni_library_load(vm);
}
