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
  elseif(CMAKE_SYSTEM_NAME STREQUAL "AIX")
    # A plain shared object, which the JVM loads by its path; .a would be an archive with one in it.
    set_target_properties(sockscope-${SYSTEM} PROPERTIES SUFFIX .so)
  endif()
  link_strictly(sockscope-${SYSTEM})

  # maven-nar-plugin goes by the artifact, which systems that are much alike share.
  set_target_properties(${COLLECTOR} PROPERTIES OUTPUT_NAME sockscope-${SOCKSCOPE_PLATFORM}-${SOCKSCOPE_VERSION})
  set(NAR sockscope-platform-${SOCKSCOPE_PLATFORM}-${SOCKSCOPE_VERSION})
  set(LIBRARY $<TARGET_FILE:sockscope-${SYSTEM}>)
  install(FILES ${LIBRARY} COMPONENT jar DESTINATION META-INF/native/${SOCKSCOPE_CLASSIFIER})
  install(FILES ${LIBRARY} COMPONENT nar DESTINATION ${NAR}-${SOCKSCOPE_AOL}-jni/lib/${SOCKSCOPE_AOL}/jni)
  install(FILES $<TARGET_FILE:${COLLECTOR}> COMPONENT nar
          DESTINATION ${NAR}-${SOCKSCOPE_AOL}-static/lib/${SOCKSCOPE_AOL}/static)
  install(FILES ${CMAKE_SOURCE_DIR}/src/main/c/sockscope.h COMPONENT nar DESTINATION ${NAR}-noarch/include)
  # AIX has no tool for that: its library is stripped when it is linked.
  if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT CMAKE_SYSTEM_NAME STREQUAL "AIX")
    split_debug_information(sockscope-${SYSTEM})
  endif()
endfunction()

# What is missing is an error now, not for whoever loads the library; and nothing that is loaded can be written and executed.
function(link_strictly TARGET)
  if(APPLE)
    set_target_properties(${TARGET} PROPERTIES BUILD_WITH_INSTALL_NAME_DIR ON INSTALL_NAME_DIR @rpath)
    target_link_options(${TARGET} PRIVATE -Wl,-dead_strip)
  elseif(CMAKE_SYSTEM_NAME STREQUAL "AIX")
    # The loader there exports what a file lists, and remembers the paths of the machine that linked, unless told not to.
    set(EXPORTS ${CMAKE_BINARY_DIR}/${TARGET}.exp)
    file(WRITE ${EXPORTS} "JNI_OnLoad\n")
    target_link_options(${TARGET} PRIVATE
      -Wl,-bE:${EXPORTS} -Wl,-bernotok -Wl,-bnoipath -Wl,-blibpath:/usr/lib:/lib -Wl,-s)
  elseif(CMAKE_SYSTEM_NAME STREQUAL "SunOS")
    # For the system's own linker; what links for it elsewhere has its options in the toolchain.
    target_link_options(${TARGET} PRIVATE -Wl,-z,defs -Wl,-z,now)
  elseif(NOT WIN32)
    target_link_options(${TARGET} PRIVATE
      -Wl,--gc-sections -Wl,-z,defs -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
  endif()
endfunction()

# What debuggers want goes into a file of its own.
function(split_debug_information TARGET)
  set(LIBRARY $<TARGET_FILE:${TARGET}>)
  if(APPLE)
    # The linker would name the objects and when they were made, and the UUID be another one in each build. So the library
    # has none of it, and beside it is linked one of the same code that has; what is taken out of that gets the same UUID.
    target_link_options(${TARGET} PRIVATE -Wl,-S)
    add_library(${TARGET}-debug SHARED $<TARGET_PROPERTY:${TARGET},SOURCES>)
    target_link_libraries(${TARGET}-debug PRIVATE $<TARGET_PROPERTY:${TARGET},LINK_LIBRARIES>)
    set_target_properties(${TARGET}-debug PROPERTIES SUFFIX .dylib
      OUTPUT_NAME $<TARGET_PROPERTY:${TARGET},OUTPUT_NAME> LIBRARY_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/debug)
    link_strictly(${TARGET}-debug)
    add_dependencies(${TARGET}-debug ${TARGET})
    set(DEBUG ${LIBRARY}.dSYM)
    add_custom_command(TARGET ${TARGET} POST_BUILD COMMAND ${CMAKE_STRIP} -x ${LIBRARY} VERBATIM)
    add_custom_command(TARGET ${TARGET}-debug POST_BUILD
      COMMAND ${CMAKE_DSYMUTIL} $<TARGET_FILE:${TARGET}-debug> -o ${DEBUG}
      VERBATIM)
    if(CMAKE_CROSSCOMPILING)
      # Apple's linker doesn't count what debuggers want.
      add_custom_command(TARGET ${TARGET}-debug POST_BUILD
        COMMAND ${SOCKSCOPE_ROOT}/scripts/copy-uuid ${LIBRARY}
                ${DEBUG}/Contents/Resources/DWARF/$<TARGET_FILE_NAME:${TARGET}>
        VERBATIM)
    endif()
    install(DIRECTORY ${DEBUG} COMPONENT debug DESTINATION ${SOCKSCOPE_CLASSIFIER})
  elseif(WIN32)
    # The linker would name a PDB, by a number that is another one in each build. So the library is stripped at once, and
    # beside it lies one of the same code that is not: the linker takes the options in LINK behind those of Zig, which for a
    # library that isn't stripped would compile all of MinGW's runtime again.
    target_link_options(${TARGET} PRIVATE -s)
    add_library(${TARGET}-debug MODULE $<TARGET_PROPERTY:${TARGET},SOURCES>)
    target_link_libraries(${TARGET}-debug PRIVATE $<TARGET_PROPERTY:${TARGET},LINK_LIBRARIES>)
    target_link_options(${TARGET}-debug PRIVATE -s)
    set_target_properties(${TARGET}-debug PROPERTIES PREFIX "" SUFFIX .dll.debug
      OUTPUT_NAME $<TARGET_PROPERTY:${TARGET},OUTPUT_NAME>
      RULE_LAUNCH_LINK "\"${CMAKE_COMMAND}\" -E env \"LINK=/debug:dwarf /opt:ref\"")
    install(FILES $<TARGET_FILE:${TARGET}-debug> COMPONENT debug DESTINATION ${SOCKSCOPE_CLASSIFIER})
  elseif(CMAKE_OBJCOPY)
    set(DEBUG ${LIBRARY}.debug)
    add_custom_command(TARGET ${TARGET} POST_BUILD
      COMMAND ${CMAKE_OBJCOPY} --only-keep-debug ${LIBRARY} ${DEBUG}
      COMMAND ${CMAKE_STRIP} --strip-all ${LIBRARY}
      COMMAND ${CMAKE_OBJCOPY} --add-gnu-debuglink=${DEBUG} ${LIBRARY}
      VERBATIM)
    install(FILES ${DEBUG} COMPONENT debug DESTINATION ${SOCKSCOPE_CLASSIFIER})
  endif()
endfunction()
