# The page's two modules, with fixed-width and with relaxed SIMD, and the same two for the benchmark of single
# stages. No JavaScript of Emscripten's and no imports: web/module.js is all the loader they need.
# SPDX-License-Identifier: Apache-2.0

# -O3 when linking, too: with -O2 or -Oz the network takes a fifth longer, and the module is 0.4 kB smaller (brotli).
set(COMMON_LINK_OPTIONS -sSTANDALONE_WASM --no-entry -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=1GB -sSTACK_SIZE=1MB
  -sMALLOC=emmalloc -O3)

# stb_image's SSE2 code compiles to WebAssembly SIMD: a third faster than its plain code.
set_source_files_properties(wasm/image.c PROPERTIES COMPILE_OPTIONS -msse2)

function(add_core VARIANT)
  add_library(core_${VARIANT} STATIC ${CORE_SOURCES})
  target_include_directories(core_${VARIANT} PUBLIC wasm)
  target_compile_options(core_${VARIANT} PUBLIC ${ARGN})
  target_link_libraries(core_${VARIANT} PRIVATE stb PUBLIC xnnpack_${VARIANT})
endfunction()

# add_module(NAME VARIANT SOURCES EXPORTS): EXPORTS is a file with the name of one exported function a line.
function(add_module NAME VARIANT SOURCES EXPORTS)
  file(STRINGS "${EXPORTS}" functions)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${EXPORTS}")
  list(TRANSFORM functions PREPEND _)
  list(JOIN functions "," functions)
  add_executable(${NAME} ${SOURCES})
  set_target_properties(${NAME} PROPERTIES SUFFIX .wasm)
  target_link_libraries(${NAME} PRIVATE core_${VARIANT})
  target_link_options(${NAME} PRIVATE ${COMMON_LINK_OPTIONS} "-sEXPORTED_FUNCTIONS=${functions}")
endfunction()

add_core(simd -msimd128)
add_core(relaxed -msimd128 -mrelaxed-simd)
foreach(variant simd relaxed)
  add_module(hematovision-${variant} ${variant} wasm/boundary.c wasm/exports.txt)
  add_module(bench-${variant} ${variant} "tools/bench.d/network.c;tools/bench.d/cells.c" tools/bench.d/exports.txt)
endforeach()
