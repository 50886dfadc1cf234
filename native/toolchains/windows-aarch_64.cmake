# SPDX-License-Identifier: Apache-2.0
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(SOCKSCOPE_CLASSIFIER windows-aarch_64)
set(SOCKSCOPE_AOL aarch64-Windows-gpp)
set(ZIG_TARGET aarch64-windows-gnu)
# The JDK that builds is of another system, whose jni_md.h says what is exported in another way.
set(JNI_MD_INCLUDE ${CMAKE_CURRENT_LIST_DIR}/windows CACHE PATH "")
include(${CMAKE_CURRENT_LIST_DIR}/zig.cmake)
