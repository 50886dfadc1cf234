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
  add_library(sockscope-${SYSTEM} ${TYPE} ${ENTRY} ${SOCKSCOPE_LIBC_SOURCES})
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
    set_target_properties(${TARGET} PROPERTIES BUILD_WITH_INSTALL_NAME_DIR ON INSTALL_NAME_DIR @rpath)
    target_link_options(${TARGET} PRIVATE -Wl,-dead_strip)
  elseif(NOT WIN32)
    target_link_options(${TARGET} PRIVATE
      -Wl,--gc-sections -Wl,-z,defs -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
  endif()
endfunction()

# What debuggers want goes into a file of its own.
function(split_debug_information TARGET)
  set(LIBRARY $<TARGET_FILE:${TARGET}>)
  if(APPLE)
    set(DEBUG ${LIBRARY}.dSYM)
    add_custom_command(TARGET ${TARGET} POST_BUILD
      COMMAND ${CMAKE_DSYMUTIL} ${LIBRARY} -o ${DEBUG}
      COMMAND ${CMAKE_STRIP} -x ${LIBRARY}
      VERBATIM)
    install(DIRECTORY ${DEBUG} COMPONENT debug DESTINATION ${SOCKSCOPE_CLASSIFIER})
  elseif(WIN32)
    # The linker would name a PDB, by a number that is another one in each build. So the library is stripped at once, and
    # beside it lies one of the same code that is not.
    target_link_options(${TARGET} PRIVATE -s)
    add_library(${TARGET}-debug MODULE $<TARGET_PROPERTY:${TARGET},SOURCES>)
    target_link_libraries(${TARGET}-debug PRIVATE $<TARGET_PROPERTY:${TARGET},LINK_LIBRARIES>)
    set_target_properties(${TARGET}-debug PROPERTIES PREFIX "" SUFFIX .dll.debug
      OUTPUT_NAME $<TARGET_PROPERTY:${TARGET},OUTPUT_NAME>)
    install(FILES $<TARGET_FILE:${TARGET}-debug> COMPONENT debug DESTINATION ${SOCKSCOPE_CLASSIFIER})
  else()
    set(DEBUG ${LIBRARY}.debug)
    add_custom_command(TARGET ${TARGET} POST_BUILD
      COMMAND ${CMAKE_OBJCOPY} --only-keep-debug ${LIBRARY} ${DEBUG}
      COMMAND ${CMAKE_STRIP} --strip-all ${LIBRARY}
      COMMAND ${CMAKE_OBJCOPY} --add-gnu-debuglink=${DEBUG} ${LIBRARY}
      VERBATIM)
    install(FILES ${DEBUG} COMPONENT debug DESTINATION ${SOCKSCOPE_CLASSIFIER})
  endif()
endfunction()
