# SPDX-License-Identifier: Apache-2.0
#
# Zig has neither headers nor libraries of SunOS: what little is declared of them is in
# freestanding/ and sunos/, and the link is a check of what the
# library needs, against a C library without contents. What is published is built on such a machine.
set(CMAKE_SYSTEM_NAME SunOS)
set(CMAKE_SYSTEM_PROCESSOR amd64)
set(SOCKSCOPE_CLASSIFIER sunos-x86_64)
set(SOCKSCOPE_AOL amd64-SunOS-gpp)
set(ZIG_TARGET x86_64-unknown-illumos)
include(${CMAKE_CURRENT_LIST_DIR}/zig_freestanding.cmake)
set(STUB_LIBC ${CMAKE_BINARY_DIR}/libc.so.1)
if(NOT EXISTS ${STUB_LIBC})
  execute_process(
    COMMAND ${ZIG} clang --target=${ZIG_TARGET} -fPIC -c ${CMAKE_CURRENT_LIST_DIR}/sunos/libc.c -o ${STUB_LIBC}.o
    COMMAND_ERROR_IS_FATAL ANY)
  execute_process(
    COMMAND ${ZIG} ld.lld -shared -soname libc.so.1 ${STUB_LIBC}.o -o ${STUB_LIBC} COMMAND_ERROR_IS_FATAL ANY)
endif()
set(CMAKE_C_CREATE_SHARED_MODULE
    "\"${ZIG}\" ld.lld -shared --gc-sections -z defs -z relro -z now -z noexecstack -o <TARGET> <OBJECTS> <LINK_LIBRARIES> \"${STUB_LIBC}\"")
