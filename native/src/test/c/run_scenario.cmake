# SPDX-License-Identifier: Apache-2.0
#
# Runs list_sockets over SCENARIO with the options of the scenario's line "# options:" and compares the lines that it
# prints, in any order, with those behind the line "expected".
file(STRINGS ${SCENARIO} OPTIONS REGEX "^# options:")
string(REGEX REPLACE "^# options: *" "" OPTIONS "${OPTIONS}")
separate_arguments(OPTIONS)
execute_process(
  COMMAND ${CMAKE_COMMAND} -E env SOCKSCOPE_SCENARIO=${SCENARIO} ${PROGRAM} ${OPTIONS}
  OUTPUT_VARIABLE OUTPUT RESULT_VARIABLE RESULT ERROR_VARIABLE ERRORS)
if(NOT RESULT STREQUAL "0" OR NOT ERRORS STREQUAL "")
  message(FATAL_ERROR "exit status ${RESULT}\n${ERRORS}")
endif()
file(READ ${SCENARIO} WANTED)
string(REGEX REPLACE "^.*\nexpected\n" "" WANTED "${WANTED}")
string(REGEX REPLACE "\n" ";" WANTED "${WANTED}")
list(FILTER WANTED EXCLUDE REGEX "^$")
string(REGEX REPLACE "\n" ";" FOUND "${OUTPUT}")
list(FILTER FOUND EXCLUDE REGEX "^$")
list(SORT FOUND)
list(SORT WANTED)
if(NOT FOUND STREQUAL WANTED)
  string(REPLACE ";" "\n" FOUND "${FOUND}")
  string(REPLACE ";" "\n" WANTED "${WANTED}")
  message(FATAL_ERROR "expected:\n${WANTED}\nfound:\n${FOUND}")
endif()
