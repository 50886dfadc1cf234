# SPDX-License-Identifier: Apache-2.0
set(CMAKE_SYSTEM_PROCESSOR amd64)
set(SOCKSCOPE_CLASSIFIER sunos-x86_64)
set(SOCKSCOPE_AOL amd64-SunOS-gpp)
set(ZIG_TARGET x86_64-unknown-illumos)
include(${CMAKE_CURRENT_LIST_DIR}/zig_sunos.cmake)
