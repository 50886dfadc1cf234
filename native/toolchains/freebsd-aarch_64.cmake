# SPDX-License-Identifier: Apache-2.0
set(CMAKE_SYSTEM_NAME FreeBSD)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(SOCKSCOPE_CLASSIFIER freebsd-aarch_64)
set(SOCKSCOPE_AOL aarch64-FreeBSD-gpp)
set(ZIG_TARGET aarch64-freebsd.12.4)
set(SOCKSCOPE_LIBC_SOURCES ${CMAKE_CURRENT_LIST_DIR}/freebsd/exchange.c)
include(${CMAKE_CURRENT_LIST_DIR}/zig.cmake)
