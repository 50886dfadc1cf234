# SPDX-License-Identifier: Apache-2.0
set(CMAKE_SYSTEM_NAME OpenBSD)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(SOCKSCOPE_CLASSIFIER openbsd-aarch_64)
set(SOCKSCOPE_AOL aarch64-OpenBSD-gpp)
set(ZIG_TARGET aarch64-openbsd.7.8)
# The system insists on marked targets of indirect calls.
set(CMAKE_C_FLAGS_INIT -mbranch-protection=bti)
include(${CMAKE_CURRENT_LIST_DIR}/zig_lld.cmake)
