# SPDX-License-Identifier: Apache-2.0
#
# Runs list_sockets over a scenario of one process with COUNT sockets and counts those that it has.
file(WRITE ${SCENARIO} "process 100 many\nmany ${COUNT} 100\n")
execute_process(
  COMMAND ${CMAKE_COMMAND} -E env SOCKSCOPE_SCENARIO=${SCENARIO} ${PROGRAM}
  OUTPUT_VARIABLE OUTPUT RESULT_VARIABLE RESULT ERROR_VARIABLE ERRORS)
if(NOT RESULT STREQUAL "0" OR NOT ERRORS STREQUAL "")
  message(FATAL_ERROR "exit status ${RESULT}\n${ERRORS}")
endif()
string(REGEX MATCHALL " known pid=100 fd=" FOUND "${OUTPUT}")
list(LENGTH FOUND FOUND)
if(NOT FOUND EQUAL COUNT OR NOT OUTPUT MATCHES " intact\n$")
  message(FATAL_ERROR "${FOUND} of ${COUNT} sockets were found")
endif()
