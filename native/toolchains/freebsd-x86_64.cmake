# SPDX-License-Identifier: Apache-2.0
set(CMAKE_SYSTEM_NAME FreeBSD)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(SOCKSCOPE_CLASSIFIER freebsd-x86_64)
set(SOCKSCOPE_AOL amd64-FreeBSD-gpp)
set(ZIG_TARGET x86_64-freebsd.12.4)
include(${CMAKE_CURRENT_LIST_DIR}/zig.cmake)
