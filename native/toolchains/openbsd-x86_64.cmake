# SPDX-License-Identifier: Apache-2.0
set(CMAKE_SYSTEM_NAME OpenBSD)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(SOCKSCOPE_CLASSIFIER openbsd-x86_64)
set(SOCKSCOPE_AOL amd64-OpenBSD-gpp)
set(ZIG_TARGET x86_64-openbsd.7.8)
# The system insists on marked targets of indirect calls.
set(CMAKE_C_FLAGS_INIT -fcf-protection=branch)
include(${CMAKE_CURRENT_LIST_DIR}/zig_lld.cmake)
