# SPDX-License-Identifier: Apache-2.0
#
# glibc 2.17 of 2012, or any musl.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(SOCKSCOPE_CLASSIFIER linux-x86_64)
set(SOCKSCOPE_AOL amd64-Linux-gpp)
set(ZIG_TARGET x86_64-linux-gnu.2.17)
set(SOCKSCOPE_LIBC_SOURCES ${CMAKE_CURRENT_LIST_DIR}/glibc/fstatat.c)
include(${CMAKE_CURRENT_LIST_DIR}/zig.cmake)
