# SPDX-License-Identifier: Apache-2.0
#
# glibc 2.17, its first on this processor, or any musl.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(SOCKSCOPE_CLASSIFIER linux-aarch_64)
set(SOCKSCOPE_AOL aarch64-Linux-gpp)
set(ZIG_TARGET aarch64-linux-gnu.2.17)
set(SOCKSCOPE_LIBC_SOURCES ${CMAKE_CURRENT_LIST_DIR}/glibc/fstatat.c)
include(${CMAKE_CURRENT_LIST_DIR}/zig.cmake)
