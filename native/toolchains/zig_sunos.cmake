# SPDX-License-Identifier: Apache-2.0
#
# Zig has neither headers nor libraries of SunOS: what little is declared of them is in freestanding/ and sunos/, and the
# link is a check of what the library needs, against libraries without contents. What is published is built on such a
# machine. Each file for a processor names its target and includes this.
set(CMAKE_SYSTEM_NAME SunOS)
include(${CMAKE_CURRENT_LIST_DIR}/zig_freestanding.cmake)
string(APPEND CMAKE_C_FLAGS_INIT " -isystem \"${CMAKE_CURRENT_LIST_DIR}/sunos/system\"")

function(add_stub NAME)
  set(STUB ${CMAKE_BINARY_DIR}/${NAME}.so)
  if(NOT EXISTS ${STUB})
    execute_process(
      COMMAND ${ZIG} clang --target=${ZIG_TARGET} -fPIC -c ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/sunos/${NAME}.c -o ${STUB}.o
      COMMAND_ERROR_IS_FATAL ANY)
    execute_process(
      COMMAND ${ZIG} ld.lld -shared -soname ${NAME}.so.1 ${STUB}.o -o ${STUB} COMMAND_ERROR_IS_FATAL ANY)
  endif()
endfunction()

add_stub(libc)
add_stub(libkstat)
set(CMAKE_C_CREATE_SHARED_MODULE
    "\"${ZIG}\" ld.lld -shared --gc-sections -z defs -z relro -z now -z noexecstack -o <TARGET> <OBJECTS> -L\"${CMAKE_BINARY_DIR}\" <LINK_LIBRARIES> -lc")
