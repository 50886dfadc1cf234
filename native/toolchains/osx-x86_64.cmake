# SPDX-License-Identifier: Apache-2.0
set(CMAKE_SYSTEM_NAME Darwin)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(SOCKSCOPE_CLASSIFIER osx-x86_64)
set(SOCKSCOPE_AOL x86_64-MacOSX-gpp)
set(ZIG_TARGET x86_64-macos.11.0)
include(${CMAKE_CURRENT_LIST_DIR}/zig.cmake)
