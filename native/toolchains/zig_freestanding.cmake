# SPDX-License-Identifier: Apache-2.0
#
# The compiler in Zig for a system that Zig knows nothing of, with the declarations in freestanding/ and in the folder
# with its name.
include(${CMAKE_CURRENT_LIST_DIR}/zig.cmake)
set(CMAKE_C_COMPILER ${ZIG} clang)
set(CMAKE_C_COMPILER_FORCED ON)
string(TOLOWER ${CMAKE_SYSTEM_NAME} SYSTEM_FOLDER)
cmake_path(GET ZIG PARENT_PATH ZIG_FOLDER)
set(CMAKE_C_FLAGS_INIT -nostdinc)
foreach(FOLDER ${CMAKE_CURRENT_LIST_DIR}/${SYSTEM_FOLDER} ${CMAKE_CURRENT_LIST_DIR}/freestanding ${ZIG_FOLDER}/lib/include)
  string(APPEND CMAKE_C_FLAGS_INIT " -isystem \"${FOLDER}\"")
endforeach()
