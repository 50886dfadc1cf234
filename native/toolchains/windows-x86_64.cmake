# SPDX-License-Identifier: Apache-2.0
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(SOCKSCOPE_CLASSIFIER windows-x86_64)
set(SOCKSCOPE_AOL amd64-Windows-gpp)
set(ZIG_TARGET x86_64-windows-gnu)
# The JDK that builds is of another system, whose jni_md.h says what is exported in another way.
set(JNI_MD_INCLUDE ${CMAKE_CURRENT_LIST_DIR}/windows CACHE PATH "")
include(${CMAKE_CURRENT_LIST_DIR}/zig.cmake)
