# SPDX-License-Identifier: Apache-2.0
#
# The C compiler in Zig, which carries the C library, or the headers and symbols of it, of each system that it compiles
# for. Each file beside this one names a target and includes this. scripts/zig tells where Zig is.
set(ZIG "" CACHE FILEPATH "The program zig")
if(NOT ZIG)
  message(FATAL_ERROR "give the program with -DZIG=$(scripts/zig)")
endif()
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES ZIG)
# Programs, which would need more of Zig than libraries do, aren't what is built.
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)

set(CMAKE_C_COMPILER ${ZIG} cc)
set(CMAKE_C_COMPILER_TARGET ${ZIG_TARGET})

# zig ar is two words, which CMAKE_AR can't be. D leaves out times and users.
set(CMAKE_C_ARCHIVE_CREATE "\"${ZIG}\" ar qcD <TARGET> <OBJECTS>")
set(CMAKE_C_ARCHIVE_APPEND "\"${ZIG}\" ar qD <TARGET> <OBJECTS>")
set(CMAKE_C_ARCHIVE_FINISH "\"${ZIG}\" ranlib -D <TARGET>")

# Zig has none of these.
find_program(CMAKE_DSYMUTIL dsymutil REQUIRED)
find_program(CMAKE_OBJCOPY llvm-objcopy REQUIRED)
find_program(CMAKE_STRIP llvm-strip REQUIRED)

set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
