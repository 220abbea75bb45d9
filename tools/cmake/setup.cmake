# What tools/setup left in build/setup: links into its cache. Included before project(), which wants the compiler.
# SPDX-License-Identifier: Apache-2.0

set(SETUP "${CMAKE_CURRENT_SOURCE_DIR}/build/setup")
if(NOT DEFINED CMAKE_TOOLCHAIN_FILE AND NOT DEFINED CMAKE_C_COMPILER AND NOT DEFINED ENV{CC})
  set(CMAKE_C_COMPILER clang-19) # the compiler that set-up built XNNPACK with
endif()

# setup_folder(VARIABLE NAME): the folder itself, not the link: another one must rebuild what was made with it.
function(setup_folder VARIABLE NAME)
  if(NOT EXISTS "${SETUP}/${NAME}")
    message(FATAL_ERROR "${SETUP}/${NAME} is missing: run tools/build, or tools/setup before CMake")
  endif()
  file(REAL_PATH "${SETUP}/${NAME}" folder)
  set(${VARIABLE} "${folder}" PARENT_SCOPE)
endfunction()
