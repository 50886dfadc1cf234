# SPDX-License-Identifier: Apache-2.0
#
# Lets one call or allocation after the other fail, until the query makes no more of them: never a shorter list. FAILURE is
# the line of the scenario that lets the first, the second, ... fail, which @ stands for; ERROR what then must be said.
file(READ ${SCENARIO} TEXT)
string(REGEX REPLACE "\nexpected\n.*$" "" TEXT "${TEXT}")
file(STRINGS ${SCENARIO} OPTIONS REGEX "^# options:")
string(REGEX REPLACE "^# options: *" "" OPTIONS "${OPTIONS}")
separate_arguments(OPTIONS)
execute_process(
  COMMAND ${CMAKE_COMMAND} -E env SOCKSCOPE_SCENARIO=${SCENARIO} ${PROGRAM} ${OPTIONS}
  OUTPUT_VARIABLE WHOLE)
foreach(NTH RANGE 1 100)
  string(REPLACE "@" ${NTH} LINE "${FAILURE}")
  file(WRITE ${FAILING} "${TEXT}\n${LINE}\n")
  execute_process(
    COMMAND ${CMAKE_COMMAND} -E env SOCKSCOPE_SCENARIO=${FAILING} ${PROGRAM} ${OPTIONS}
    OUTPUT_VARIABLE OUTPUT RESULT_VARIABLE RESULT ERROR_VARIABLE ERRORS)
  if(NOT RESULT STREQUAL "0" OR NOT ERRORS STREQUAL "")
    message(FATAL_ERROR "${LINE}: exit status ${RESULT}\n${ERRORS}")
  elseif(OUTPUT STREQUAL WHOLE)
    if(NTH LESS 3)
      message(FATAL_ERROR "only ${NTH} were there to fail")
    endif()
    message(STATUS "${NTH} times")
    return()
  elseif(NOT OUTPUT MATCHES "failed 4: ${ERROR}")
    message(FATAL_ERROR "${LINE} without an error:\n${OUTPUT}")
  endif()
endforeach()
message(FATAL_ERROR "the query never ends to make more of them")
