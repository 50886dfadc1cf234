# SPDX-License-Identifier: Apache-2.0
#
# Lets one allocation after the other fail, until the query needs no more of them.
file(READ ${SCENARIO} TEXT)
string(REGEX REPLACE "\nexpected\n.*$" "" TEXT "${TEXT}")
execute_process(
  COMMAND ${CMAKE_COMMAND} -E env SOCKSCOPE_SCENARIO=${SCENARIO} ${PROGRAM}
  OUTPUT_VARIABLE WHOLE RESULT_VARIABLE RESULT)
foreach(NTH RANGE 1 100)
  file(WRITE ${SCARCE} "${TEXT}\nmemory ${NTH}\n")
  execute_process(
    COMMAND ${CMAKE_COMMAND} -E env SOCKSCOPE_SCENARIO=${SCARCE} ${PROGRAM}
    OUTPUT_VARIABLE OUTPUT RESULT_VARIABLE RESULT ERROR_VARIABLE ERRORS)
  if(NOT RESULT STREQUAL "0" OR NOT ERRORS STREQUAL "")
    message(FATAL_ERROR "allocation ${NTH}: exit status ${RESULT}\n${ERRORS}")
  elseif(OUTPUT STREQUAL WHOLE)
    if(NTH LESS 5)
      message(FATAL_ERROR "only ${NTH} allocations were there to fail")
    endif()
    message(STATUS "${NTH} allocations")
    return()
  elseif(NOT OUTPUT MATCHES "failed 4: malloc: " OR OUTPUT MATCHES "left open")
    message(FATAL_ERROR "allocation ${NTH} failed without an error:\n${OUTPUT}")
  endif()
endforeach()
message(FATAL_ERROR "the query never ends to need more memory")
