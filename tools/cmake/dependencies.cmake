# What the core is linked with, as imported targets: `xnnpack` (natively) or `xnnpack_simd` and `xnnpack_relaxed`
# (WebAssembly), built by tools/cmake/xnnpack; and `stb`, the include path of stb_image.h.
# SPDX-License-Identifier: Apache-2.0

setup_folder(SOURCES sources)
add_library(stb INTERFACE)
target_include_directories(stb SYSTEM INTERFACE "${SOURCES}/libstb")

function(add_xnnpack TARGET VARIANT)
  setup_folder(folder xnnpack-${VARIANT})
  add_library(${TARGET} INTERFACE IMPORTED GLOBAL)
  target_include_directories(${TARGET} INTERFACE "${folder}/include")
  target_link_libraries(${TARGET} INTERFACE "${folder}/lib/libxnnpack.a")
  if(EXISTS "${folder}/lib/libcpuinfo.a")
    target_link_libraries(${TARGET} INTERFACE "${folder}/lib/libcpuinfo.a" m)
  endif()
  # What was trimmed is still named in dead functions: the linker has to drop them.
  target_link_options(${TARGET} INTERFACE -Wl,--gc-sections)
endfunction()

if(EMSCRIPTEN)
  add_xnnpack(xnnpack_simd simd)
  add_xnnpack(xnnpack_relaxed relaxed)
else()
  set(XNNPACK_VARIANT native CACHE STRING "native, or asan: with AddressSanitizer")
  add_xnnpack(xnnpack ${XNNPACK_VARIANT})
endif()
