# shellcheck shell=bash
# A private Emscripten: Debian 13's packages unpacked into the cache, on top of Debian 12's clang 19. Nothing of the
# system is upgraded. Debian 12's own Emscripten cannot be used: its relaxed-SIMD opcodes are an old prototype's.
# SPDX-License-Identifier: Apache-2.0

emscripten_minimum=3.1.69
emscripten_pins='emscripten=3.1.69+dfsg-3 binaryen=120-4'
# Binaryen 120 was linked against Debian 13's C and C++ libraries, which come along and serve it alone.
emscripten_debs='emscripten binaryen libc6 libstdc++6 libgcc-s1'

# Sets emscripten to the folder that holds emcc, and emscripten_version to what the libraries are keyed by.
emscripten='' emscripten_version=''
need_emscripten() {
  local emcc prefix
  emcc=$(own_emcc)
  if [ -n "$emcc" ]; then
    use_own_emscripten "$emcc"
    return
  fi
  prefix=$cache/emscripten-$(hash_of "${BASH_SOURCE[0]}" "$(uname -m)")
  provide "$prefix" 'Unpacking a private Emscripten (240 MB)' "$apt_advice" build_emscripten
  emscripten=$prefix/share/emscripten
  emscripten_version=$(cat "$prefix/versions")
  # Emscripten starts python3 for every file: a version manager's stand-in for it would double the time.
  [ ! -x /usr/bin/python3 ] || export EMSDK_PYTHON=/usr/bin/python3
}

# The emcc of the user's own that is to be used, if there is one: the named one, or one on the PATH that is new enough.
own_emcc() {
  if [ -n "${HEMATOVISION_EMSCRIPTEN:-}" ]; then
    printf '%s\n' "$HEMATOVISION_EMSCRIPTEN/emcc"
  elif command -v emcc >/dev/null && emscripten_is_new emcc; then
    command -v emcc
  fi
}

emscripten_is_new() {
  local version
  version=$("$1" -dumpversion 2>/dev/null) || return 1
  [ "$(printf '%s\n' "$emscripten_minimum" "$version" | sort -V | head -n 1)" = "$emscripten_minimum" ]
}

use_own_emscripten() {
  [ -x "$1" ] || fail "HEMATOVISION_EMSCRIPTEN: there is no $1" 'name the folder that holds emcc'
  emscripten_is_new "$1" ||
    fail "$1 is older than $emscripten_minimum" 'install a newer one, or unset HEMATOVISION_EMSCRIPTEN'
  # CMake's toolchain file lies beside the real emcc, which a link or a wrapper on the PATH may stand for.
  emscripten=$(cd "$("$(dirname "$1")/em-config" EMSCRIPTEN_ROOT)" && pwd)
  emscripten_version=$("$1" --version | head -n 1)
}

build_emscripten() {
  local to=$1
  download_debs "$to/debs"
  unpack_debs "$to"
  configure_emscripten "$to"
  rm -rf "$to/debs"
  try_emscripten "$to"
}

# Debian 13 as apt's only source, in a configuration of its own: signatures are checked, the system's lists stay as
# they are.
download_debs() {
  local to=$1 apt
  mkdir -p "$to/lists/partial" "$to/archives/partial"
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s trixie main\n' "$(debian_mirror)" \
    >"$to/sources.list"
  apt=(-o "Dir::State::lists=$to/lists" -o "Dir::Etc::sourcelist=$to/sources.list" -o Dir::Etc::sourceparts=-
    -o "Dir::Cache=$to" -o Dir::State::status=/dev/null -o Acquire::Languages=none -o APT::Sandbox::User=)
  apt-get "${apt[@]}" update
  # shellcheck disable=SC2086 # a list of words
  (cd "$to" && apt-get "${apt[@]}" download $emscripten_debs)
}

unpack_debs() {
  local to=$1 deb
  mkdir -p "$to/trixie"
  for deb in "$to"/debs/*.deb; do
    dpkg-deb -f "$deb" Package Version | sed 's/.*: //' | paste -sd= >>"$to/versions"
    case $deb in
      */emscripten_*)
        # Libraries for 64-bit memory, link-time optimisation and dynamic linking: 1.2 GB that nothing here uses.
        dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$to" --strip-components=2 --wildcards \
          --exclude='*/lib/wasm64-emscripten' --exclude='*/wasm32-emscripten/*lto' --exclude='*/wasm32-emscripten/pic' \
          --exclude='*/emscripten/test' './usr/share/emscripten'
        ;;
      *) dpkg-deb -x "$deb" "$to/trixie" ;;
    esac
  done
  cp -a /usr/share/nodejs/acorn "$to/acorn"
  dpkg-query -W -f '${Package}=${Version}\n' clang-19 lld-19 llvm-19 node-acorn >>"$to/versions"
  local pin
  for pin in $emscripten_pins; do
    grep -qxF "$pin" "$to/versions" || printf 'warning: %s is pinned, the mirror has %s\n' "$pin" \
      "$(grep "^${pin%%=*}=" "$to/versions")"
  done
}

configure_emscripten() {
  local to=$1 tool
  mkdir -p "$to/bin"
  for tool in "$to"/trixie/usr/bin/wasm*; do
    write_wrapper >"$to/bin/$(basename "$tool")"
    chmod +x "$to/bin/$(basename "$tool")"
  done
  # acorn is an ESM import: it is looked for beside the importing file only, whatever NODE_PATH says.
  mkdir -p "$to/share/emscripten/node_modules"
  ln -s ../../../acorn "$to/share/emscripten/node_modules/acorn"
  # The prefix gets another name when it is whole: the paths are worked out when Emscripten starts.
  cat >"$to/share/emscripten/.emscripten" <<'EOF'
import os, shutil
prefix = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(os.environ['EM_CONFIG']))))
LLVM_ROOT = '/usr/bin'
LLVM_ADD_VERSION = '19'
CLANG_ADD_VERSION = '19'
BINARYEN_ROOT = prefix
NODE_JS = shutil.which('node')
FROZEN_CACHE = True
EOF
}

# A program of Debian 13 started through Debian 13's own loader and libraries.
write_wrapper() {
  cat <<'EOF'
#!/bin/sh
prefix=$(dirname "$(dirname "$(readlink -f "$0")")")
libraries=$(echo "$prefix"/trixie/usr/lib/*-linux-gnu)
exec "$libraries"/ld-linux-*.so.* --library-path "$libraries" "$prefix/trixie/usr/bin/$(basename "$0")" "$@"
EOF
}

try_emscripten() {
  local to=$1
  printf 'int twice(int x) { return 2 * x; }\n' >"$to/try.c"
  "$to/share/emscripten/emcc" -O2 -msimd128 -mrelaxed-simd -sSTANDALONE_WASM --no-entry -sEXPORTED_FUNCTIONS=_twice \
    "$to/try.c" -o "$to/try.wasm"
  test -s "$to/try.wasm"
  rm "$to/try.c" "$to/try.wasm"
}
