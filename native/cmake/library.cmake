# SPDX-License-Identifier: Apache-2.0

# The library of a system, such as linux: its collector and its JNI entry. It is installed as
#   component jar     the resource of the platform's jar that org.sockscope.jni looks for
#   component nar     maven-nar-plugin's folders: the library; the collector alone, for C programs; and its header
#   component debug   the debug information that was taken out of the library
function(sockscope_library SYSTEM COLLECTOR ENTRY)
  set(NAME sockscope-${SYSTEM}-${SOCKSCOPE_VERSION})
  # Zig makes no bundles, which a module is on macOS; the JVM loads a dylib as well.
  set(TYPE MODULE)
  if(APPLE)
    set(TYPE SHARED)
  endif()
  add_library(sockscope-${SYSTEM} ${TYPE} ${ENTRY})
  target_link_libraries(sockscope-${SYSTEM} PRIVATE sockscope-native ${COLLECTOR})
  # As System.mapLibraryName makes it of the name.
  set_target_properties(sockscope-${SYSTEM} PROPERTIES OUTPUT_NAME ${NAME})
  if(WIN32)
    set_target_properties(sockscope-${SYSTEM} PROPERTIES PREFIX "")
  elseif(APPLE)
    set_target_properties(sockscope-${SYSTEM} PROPERTIES SUFFIX .dylib)
  endif()
  link_strictly(sockscope-${SYSTEM})
  set_target_properties(${COLLECTOR} PROPERTIES OUTPUT_NAME ${NAME})

  string(REGEX REPLACE "^sockscope-" "sockscope-platform-" NAR ${NAME})
  set(LIBRARY $<TARGET_FILE:sockscope-${SYSTEM}>)
  install(FILES ${LIBRARY} COMPONENT jar DESTINATION META-INF/native/${SOCKSCOPE_CLASSIFIER})
  install(FILES ${LIBRARY} COMPONENT nar DESTINATION ${NAR}-${SOCKSCOPE_AOL}-jni/lib/${SOCKSCOPE_AOL}/jni)
  install(FILES $<TARGET_FILE:${COLLECTOR}> COMPONENT nar
          DESTINATION ${NAR}-${SOCKSCOPE_AOL}-static/lib/${SOCKSCOPE_AOL}/static)
  install(FILES ${CMAKE_SOURCE_DIR}/src/main/c/sockscope.h COMPONENT nar DESTINATION ${NAR}-noarch/include)
  if(CMAKE_BUILD_TYPE STREQUAL "Release")
    split_debug_information(sockscope-${SYSTEM})
  endif()
endfunction()

# What is missing is an error now, not for whoever loads the library; and nothing that is loaded can be written and executed.
function(link_strictly TARGET)
  if(APPLE)
    target_link_options(${TARGET} PRIVATE
      -Wl,-dead_strip "-Wl,-install_name,@rpath/$<TARGET_FILE_NAME:${TARGET}>")
  elseif(NOT WIN32)
    target_link_options(${TARGET} PRIVATE
      -Wl,--gc-sections -Wl,-z,defs -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
  endif()
endfunction()

# The library keeps a link to the file with its debug information, which debuggers look for beside it.
function(split_debug_information TARGET)
  if(NOT CMAKE_EXECUTABLE_FORMAT STREQUAL "ELF")
    return()
  endif()
  set(LIBRARY $<TARGET_FILE:${TARGET}>)
  set(DEBUG ${LIBRARY}.debug)
  add_custom_command(TARGET ${TARGET} POST_BUILD
    COMMAND ${CMAKE_OBJCOPY} --only-keep-debug ${LIBRARY} ${DEBUG}
    COMMAND ${CMAKE_STRIP} --strip-all ${LIBRARY}
    COMMAND ${CMAKE_OBJCOPY} --add-gnu-debuglink=${DEBUG} ${LIBRARY}
    VERBATIM)
  install(FILES ${DEBUG} COMPONENT debug DESTINATION ${SOCKSCOPE_CLASSIFIER})
endfunction()
