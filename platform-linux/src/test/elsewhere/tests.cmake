# SPDX-License-Identifier: Apache-2.0
#
# The toolchain of a CLASSIFIER, but for tests: they ask for more than the oldest C library has, and get that of Debian 12.
include(${CMAKE_CURRENT_LIST_DIR}/../../../../native/toolchains/${CLASSIFIER}.cmake)
string(REGEX REPLACE "[0-9.]+$" ".2.36" CMAKE_C_COMPILER_TARGET ${ZIG_TARGET})
unset(SOCKSCOPE_LIBC_SOURCES)
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES CLASSIFIER)
