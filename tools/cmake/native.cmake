# The native build: the core as a static and a shared library, the command line, the generator of drawn smears.
# SPDX-License-Identifier: Apache-2.0

set(FUZZ OFF CACHE BOOL "instrument the core for libFuzzer and build tests/fuzz")
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
if(FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

add_library(hematovision_core STATIC ${CORE_SOURCES})
set_target_properties(hematovision_core PROPERTIES POSITION_INDEPENDENT_CODE ON)
target_include_directories(hematovision_core PUBLIC wasm)
target_link_libraries(hematovision_core PRIVATE stb PUBLIC xnnpack)

add_executable(hematovision
  tools/cli/batch.c tools/cli/classify.c tools/cli/drawing.c tools/cli/files.c tools/cli/font.c tools/cli/heat.c
  tools/cli/main.c tools/cli/output.c tools/cli/paths.c tools/cli/png_file.c tools/cli/progress.c tools/cli/text.c)
target_compile_definitions(hematovision PRIVATE HV_VERSION="${PROJECT_VERSION}")
target_link_libraries(hematovision PRIVATE hematovision_core stb Threads::Threads)
# stb_image_write shifts into the sign bit, which UndefinedBehaviorSanitizer reports.
set_source_files_properties(tools/cli/png_file.c tools/smears/output.c PROPERTIES COMPILE_OPTIONS -fno-sanitize=shift)

# For programs in other languages; the training cuts its patches with it.
add_library(hematovision_shared SHARED $<TARGET_OBJECTS:hematovision_core>)
set_target_properties(hematovision_shared PROPERTIES OUTPUT_NAME hematovision)
target_link_libraries(hematovision_shared PRIVATE xnnpack)

add_library(smear_painter STATIC
  tools/smears/camera.c tools/smears/canvas.c tools/smears/clutter.c tools/smears/layout.c tools/smears/noise.c
  tools/smears/nuclei.c tools/smears/random.c tools/smears/red_cells.c tools/smears/scale_bar.c tools/smears/shape.c
  tools/smears/smear.c tools/smears/white_cells.c)
target_include_directories(smear_painter PUBLIC tools/smears PRIVATE wasm)
target_link_libraries(smear_painter PUBLIC m)
add_executable(smears tools/smears/main.c tools/smears/output.c)
target_link_libraries(smears PRIVATE smear_painter stb)

# The page's drawn examples; tests use them too.
set(DRAWN "${CMAKE_BINARY_DIR}/drawn")
add_custom_command(OUTPUT "${DRAWN}/truth.json" COMMAND smears --examples --out "${DRAWN}" DEPENDS smears
  COMMENT "Painting the examples" VERBATIM)
add_custom_target(drawn ALL DEPENDS "${DRAWN}/truth.json")
