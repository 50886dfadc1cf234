# SPDX-License-Identifier: Apache-2.0
#
# Zig's linker makes no libraries for this processor: it doesn't know how to relocate pointers in their data.
set(CMAKE_SYSTEM_PROCESSOR sparcv9)
set(SOCKSCOPE_CLASSIFIER sunos-sparc_64)
set(SOCKSCOPE_AOL sparcv9-SunOS-gpp)
set(SOCKSCOPE_OBJECTS_ONLY ON)
set(ZIG_TARGET sparcv9-unknown-solaris)
include(${CMAKE_CURRENT_LIST_DIR}/zig_sunos.cmake)
