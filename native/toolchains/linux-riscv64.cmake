# SPDX-License-Identifier: Apache-2.0
#
# glibc 2.27, its first on this processor, or any musl.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR riscv64)
set(SOCKSCOPE_CLASSIFIER linux-riscv64)
set(SOCKSCOPE_AOL riscv64-Linux-gpp)
set(ZIG_TARGET riscv64-linux-gnu.2.27)
set(SOCKSCOPE_LIBC_SOURCES ${CMAKE_CURRENT_LIST_DIR}/glibc/fstatat.c)
include(${CMAKE_CURRENT_LIST_DIR}/zig.cmake)
