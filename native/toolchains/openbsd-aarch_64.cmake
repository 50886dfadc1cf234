# SPDX-License-Identifier: Apache-2.0
set(CMAKE_SYSTEM_NAME OpenBSD)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(SOCKSCOPE_CLASSIFIER openbsd-aarch_64)
set(SOCKSCOPE_AOL aarch64-OpenBSD-gpp)
set(ZIG_TARGET aarch64-openbsd.7.8)
# The system insists on marked targets of indirect calls.
set(CMAKE_C_FLAGS_INIT -mbranch-protection=bti)
include(${CMAKE_CURRENT_LIST_DIR}/zig.cmake)
# Zig would ask for a libc.so without a version, which the system doesn't have. Every program there has the C library already.
set(CMAKE_C_CREATE_SHARED_MODULE
    "${ZIG} ld.lld -shared --gc-sections -z relro -z now -z noexecstack -o <TARGET> <OBJECTS> <LINK_LIBRARIES>")
