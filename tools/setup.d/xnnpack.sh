# shellcheck shell=bash
# XNNPACK, built from its sources into the cache: native, asan, and for WebAssembly with fixed-width (simd) and with
# relaxed SIMD (relaxed).
# SPDX-License-Identifier: Apache-2.0

# need_xnnpack VARIANT: sets xnnpack to the folder with its lib/ and include/.
xnnpack=
need_xnnpack() {
  local variant=$1 recipe=$root/tools/cmake/xnnpack compiler
  case $variant in
    native | asan) compiler=$("${CC:-clang-19}" --version | head -n 1) ;;
    *) compiler=$emscripten_version ;;
  esac
  xnnpack=$cache/xnnpack-$variant-$(hash_of "${BASH_SOURCE[0]}" "$root/tools/setup.d/sources.sh" "$recipe"/*.* \
    "$recipe"/wasm_shims/* "$compiler" "$(uname -m)" "${HEMATOVISION_SOURCES:-}")
  provide "$xnnpack" "Building XNNPACK for $variant" 'see the log; if memory ran out, set HEMATOVISION_JOBS=1' \
    build_xnnpack "$variant" "$recipe"
}

build_xnnpack() {
  local variant=$1 recipe=$2 to=$3 flags=() options=()
  case $variant in
    native) options=(-DCMAKE_BUILD_TYPE=Release) ;;
    # Without UBSan: XNNPACK's kernels do pointer arithmetic that it reports, beyond the ends of what they never read.
    asan) flags=(-O1 -g1 -fsanitize=address -fno-omit-frame-pointer) ;;
    simd) flags=(-O2 -DNDEBUG -msimd128) ;;
    relaxed) flags=(-O2 -DNDEBUG -msimd128 -mrelaxed-simd) && options=(-DRELAXED_SIMD=ON) ;;
  esac
  case $variant in
    native | asan) options+=(-DCMAKE_C_COMPILER="${CC:-clang-19}" -DCMAKE_CXX_COMPILER="${CXX:-clang++-19}") ;;
    *) options+=(-DCMAKE_TOOLCHAIN_FILE="$emscripten/cmake/Modules/Platform/Emscripten.cmake") ;;
  esac
  cmake -G Ninja -S "$recipe" -B "$to/build" -DSOURCES="$sources" -DCMAKE_INSTALL_PREFIX="$to" \
    -DCMAKE_C_FLAGS="${flags[*]}" -DCMAKE_CXX_FLAGS="${flags[*]}" "${options[@]}"
  cmake --build "$to/build" --parallel "$job_count" --target install
  rm -r "$to/build"
}
