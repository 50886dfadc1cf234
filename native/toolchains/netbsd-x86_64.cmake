# SPDX-License-Identifier: Apache-2.0
set(CMAKE_SYSTEM_NAME NetBSD)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(SOCKSCOPE_CLASSIFIER netbsd-x86_64)
set(SOCKSCOPE_AOL amd64-NetBSD-gpp)
set(ZIG_TARGET x86_64-netbsd.10.1)
include(${CMAKE_CURRENT_LIST_DIR}/zig_lld.cmake)
