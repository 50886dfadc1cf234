# SPDX-License-Identifier: Apache-2.0
#
# glibc 2.19, the oldest that Zig has for this processor, or any musl. A long double as it was until 2.32: the other one makes
# the headers ask for functions that older ones don't have.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR ppc64le)
set(SOCKSCOPE_CLASSIFIER linux-ppcle_64)
set(SOCKSCOPE_AOL ppc64le-Linux-gpp)
set(ZIG_TARGET powerpc64le-linux-gnu.2.19)
set(CMAKE_C_FLAGS_INIT -mabi=ibmlongdouble)
set(SOCKSCOPE_LIBC_SOURCES ${CMAKE_CURRENT_LIST_DIR}/glibc/fstatat.c)
include(${CMAKE_CURRENT_LIST_DIR}/zig.cmake)
