# SPDX-License-Identifier: Apache-2.0
#
# Lets one call after the other fail, on the stream and below /proc, in a way that has nothing to do with any process: an
# error must come of it, or the same answer.
file(READ ${SCENARIO} TEXT)
string(REGEX REPLACE "\nexpected\n.*$" "" TEXT "${TEXT}")
execute_process(
  COMMAND ${CMAKE_COMMAND} -E env SOCKSCOPE_SCENARIO=${SCENARIO} ${PROGRAM}
  OUTPUT_VARIABLE WHOLE COMMAND_ERROR_IS_FATAL ANY)
set(FAILURES 0)
set(WITHOUT 0)
foreach(NTH RANGE 1 500)
  file(WRITE ${WORK}/calls.scenario "${TEXT}\ncall ${NTH} EIO\n")
  execute_process(
    COMMAND ${CMAKE_COMMAND} -E env SOCKSCOPE_SCENARIO=${WORK}/calls.scenario ${PROGRAM}
    OUTPUT_VARIABLE OUTPUT RESULT_VARIABLE RESULT ERROR_VARIABLE ERRORS)
  if(NOT RESULT STREQUAL "0" OR NOT ERRORS STREQUAL "")
    message(FATAL_ERROR "call ${NTH}: exit status ${RESULT}\n${ERRORS}")
  elseif(OUTPUT STREQUAL WHOLE)
    # One call may fail unnoticed: that which asks whether there is fdinfo. Several in a row are beyond the last.
    math(EXPR WITHOUT "${WITHOUT} + 1")
    if(WITHOUT EQUAL 3)
      if(FAILURES LESS 30)
        message(FATAL_ERROR "only ${FAILURES} calls failed")
      endif()
      message(STATUS "${FAILURES} calls")
      return()
    endif()
  elseif(NOT OUTPUT MATCHES "failed 4: " OR OUTPUT MATCHES "left open")
    message(FATAL_ERROR "call ${NTH} failed without an error:\n${OUTPUT}")
  else()
    set(WITHOUT 0)
    math(EXPR FAILURES "${FAILURES} + 1")
  endif()
endforeach()
message(FATAL_ERROR "the query never ends to call")
