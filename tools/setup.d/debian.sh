# shellcheck shell=bash
# System packages through apt, and the Debian mirror this machine uses. Only what is missing is installed.
# SPDX-License-Identifier: Apache-2.0

apt_advice='check the network and the apt configuration (sudo apt-get update), then run this again'

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# package_table PURPOSE: lines "package, a command or file that shows it is there, what it is for".
package_table() {
  case $1 in
    build)
      cat <<'EOF'
cmake            cmake                            builds everything
ninja-build      ninja                            builds everything
clang-19         clang-19                         compiles C, for this machine and for WebAssembly
lld-19           wasm-ld-19                       links
python3          python3                          runs Emscripten and serves the page
xz-utils         xz                               unpacks sources
libc6-dev        /usr/include/stdio.h             the C library's headers
EOF
      ;;
    emscripten)
      cat <<'EOF'
llvm-19          llvm-ar-19                       archives WebAssembly objects
nodejs           node                             runs Emscripten's scripts
node-acorn       /usr/share/nodejs/acorn/dist/acorn.js  parses JavaScript for Emscripten
EOF
      ;;
    site)
      cat <<'EOF'
nodejs           node                             runs the bundler that makes one file of the page
npm              npm                              installs it
librsvg2-bin     rsvg-convert                     draws the page's icons
EOF
      ;;
    asan)
      cat <<'EOF'
libclang-rt-19-dev  /usr/lib/llvm-19/lib/clang/19/lib/linux  the sanitizers' runtime
llvm-19          /usr/bin/llvm-symbolizer-19      names the lines in a sanitizer's report
EOF
      ;;
    unit)
      cat <<'EOF'
libcmocka-dev    /usr/include/cmocka.h            unit tests of the C core
EOF
      ;;
    python)
      cat <<'EOF'
python3          python3                          runs the tools in Python
python3-venv     /usr/share/doc/python3-venv      installs their packages, and the linter
EOF
      ;;
    test)
      cat <<'EOF'
nodejs           node                             runs the tests of the page
npm              npm                              installs the JavaScript tools of the tests
chromium         chromium                         the browser that the tests drive
clang-format-19  clang-format-19                  checks the layout of the C code
clang-tidy-19    clang-tidy-19                    checks the C code
shellcheck       shellcheck                       checks the shell scripts
git              git                              lists the files that the linters check
EOF
      ;;
  esac
}

# need_packages PURPOSE…: installs the packages of these purposes whose command or file is missing.
need_packages() {
  local purpose package sign why missing=()
  for purpose in "$@"; do
    while read -r package sign why; do
      case $sign in
        *) [[ " ${missing[*]} " != *" $package "* ]] || continue ;;&
        /*) [ ! -e "$sign" ] || continue ;;
        *) ! command -v "$sign" >/dev/null || continue ;;
      esac
      say "missing: $package ($why)"
      missing+=("$package")
    done < <(package_table "$purpose")
  done
  [ ${#missing[@]} != 0 ] || return 0
  command -v apt-get >/dev/null ||
    fail "these programs are missing, and this is no Debian: ${missing[*]}" "install them by this system's own means"
  [ "$(id -u)" = 0 ] || command -v sudo >/dev/null ||
    fail "system packages are missing, and there is neither root nor sudo" \
      "as root: apt-get install --no-install-recommends ${missing[*]}"
  [ "$(id -u)" = 0 ] || sudo -v # asks for the password here, where it can be seen
  step "Installing ${#missing[@]} system packages" "$apt_advice" install_packages "${missing[@]}"
}

install_packages() {
  as_root apt-get update
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

# The mirror this machine gets Debian itself from (not its security updates, nor other vendors' packages).
debian_mirror() {
  local site
  site=$(known_mirrors | head -n 1)
  if [ -z "$site" ]; then # the package lists were never fetched, or were deleted
    as_root apt-get update >&2
    site=$(known_mirrors | head -n 1)
  fi
  [ -n "$site" ] || fail 'apt knows no Debian mirror' 'put one into /etc/apt/sources.list'
  printf '%s\n' "$site"
}

known_mirrors() {
  # shellcheck disable=SC2016 # the format is apt's
  apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Label: Debian'
}
