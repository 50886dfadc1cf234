# SPDX-License-Identifier: Apache-2.0
#
# Zig's linker, called by itself: Zig would make the library ask for a libc.so without a version, which OpenBSD doesn't have,
# and leave out RELRO for NetBSD. The link by Zig before it shows that each name is the system's; without a name to load it
# by, the C library is the one that every program has already. Without -O3 that first link would have Zig compile its runtime
# with checks, which takes three times as long.
include(${CMAKE_CURRENT_LIST_DIR}/zig.cmake)
# Where another library of the system lies is the system's affair.
set(CMAKE_SKIP_RPATH ON)
set(CMAKE_C_CREATE_SHARED_MODULE
    "<CMAKE_C_COMPILER> --target=${ZIG_TARGET} -O3 -shared -Wl,-z,defs -o <TARGET> <OBJECTS> <LINK_LIBRARIES>"
    "\"${ZIG}\" ld.lld -shared --gc-sections -z relro -z now -z noexecstack -o <TARGET> <OBJECTS> <LINK_LIBRARIES>")
