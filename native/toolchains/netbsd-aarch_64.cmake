# SPDX-License-Identifier: Apache-2.0
set(CMAKE_SYSTEM_NAME NetBSD)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(SOCKSCOPE_CLASSIFIER netbsd-aarch_64)
set(SOCKSCOPE_AOL aarch64-NetBSD-gpp)
set(ZIG_TARGET aarch64-netbsd.10.1)
include(${CMAKE_CURRENT_LIST_DIR}/zig_lld.cmake)
