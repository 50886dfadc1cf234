# SPDX-License-Identifier: Apache-2.0
#
# glibc 2.17 of 2012, or any musl. Big-endian.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR s390x)
set(SOCKSCOPE_CLASSIFIER linux-s390_64)
set(SOCKSCOPE_AOL s390x-Linux-gpp)
set(ZIG_TARGET s390x-linux-gnu.2.17)
set(SOCKSCOPE_LIBC_SOURCES ${CMAKE_CURRENT_LIST_DIR}/glibc/fstatat.c)
include(${CMAKE_CURRENT_LIST_DIR}/zig.cmake)
