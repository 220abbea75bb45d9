# shellcheck shell=bash
# Sourced by the commands: set_up WHAT… makes ready what the named parts of the build need.
# SPDX-License-Identifier: Apache-2.0

. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. "$(dirname "${BASH_SOURCE[0]}")/debian.sh"
. "$(dirname "${BASH_SOURCE[0]}")/emscripten.sh"
. "$(dirname "${BASH_SOURCE[0]}")/sources.sh"
. "$(dirname "${BASH_SOURCE[0]}")/xnnpack.sh"
. "$(dirname "${BASH_SOURCE[0]}")/javascript.sh"
. "$(dirname "${BASH_SOURCE[0]}")/python.sh"

# set_up WHAT…: native, asan, fuzz, wasm (the builds), site (makes the page of them), test (programs and linters of the
# tests).
set_up() {
  local what purposes=(build)
  for what in "$@"; do
    case $what in
      wasm) [ -n "$(own_emcc)" ] || purposes+=(emscripten) ;;
      asan | fuzz) purposes+=(unit asan) ;;
      site) purposes+=(site) ;;
      test) purposes+=(unit test python) ;;
    esac
  done
  need_packages "${purposes[@]}"
  need_sources
  link sources "$sources"
  for what in "$@"; do "set_up_$what"; done
}

set_up_native() { set_up_xnnpack native; }
set_up_asan() { set_up_xnnpack asan; }
set_up_fuzz() { set_up_xnnpack asan; }

set_up_wasm() {
  need_emscripten
  link emscripten "$emscripten"
  set_up_xnnpack simd
  set_up_xnnpack relaxed
}

set_up_site() { need_node_modules; }

set_up_test() {
  need_node
  need_node_modules
  need_ruff
  need_natural_pictures
  need_evaluate_environment
}

set_up_xnnpack() {
  need_xnnpack "$1"
  link "xnnpack-$1" "$xnnpack"
}

# link NAME FOLDER: leaves FOLDER where CMake looks for it.
link() {
  mkdir -p "$root/build/setup"
  ln -sfn "$2" "$root/build/setup/$1"
}
