# SPDX-License-Identifier: Apache-2.0
#
# Zig has neither headers of AIX nor a linker for XCOFF: what little is declared of them is
# in freestanding/ and aix/, and objects are all that there
# is. What is published is built on such a machine.
set(CMAKE_SYSTEM_NAME AIX)
set(CMAKE_SYSTEM_PROCESSOR ppc64)
set(SOCKSCOPE_CLASSIFIER aix-ppc_64)
set(SOCKSCOPE_AOL ppc64-AIX-gpp)
set(ZIG_TARGET powerpc64-ibm-aix7.2.0.0)
include(${CMAKE_CURRENT_LIST_DIR}/zig_freestanding.cmake)
