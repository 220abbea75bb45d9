# shellcheck shell=bash
# What every set-up step stands on: paths, messages, steps with a log, and the cache outside the checkout.
# Sourced, never run.
# SPDX-License-Identifier: Apache-2.0

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/hematovision
job_count=${HEMATOVISION_JOBS:-$(nproc)}

say() { printf '%s\n' "$*"; }

# fail SENTENCE WHAT-TO-DO
fail() {
  printf 'error: %s\n' "$1" >&2
  printf '  what to do: %s\n' "$2" >&2
  exit 1
}

# step TITLE WHAT-TO-DO COMMAND…: runs the command with its output in a log and prints one line with its time;
# if it fails, prints the end of the log and what to do, and ends the script.
step() {
  local title=$1 advice=$2 log start=$SECONDS rc
  shift 2
  mkdir -p "$root/build/log"
  log="$root/build/log/$(tr -cs '[:alnum:]' '-' <<<"$title" | sed 's/-$//').log"
  printf '%-62s' "$title …"
  # A subshell of its own: `set -e` holds inside it, which it would not behind `if` or `||`.
  set +e
  (
    set -e
    "$@"
  ) >"$log" 2>&1 </dev/null
  rc=$?
  set -e
  if [ "$rc" = 0 ]; then
    printf '%4d s\n' $((SECONDS - start))
    return
  fi
  printf ' FAILED after %d s\n' $((SECONDS - start))
  tail -n 30 "$log" | sed 's/^/  | /' >&2
  say "  whole log: $log" >&2
  fail "$title: failed (exit code $rc)" "$advice"
}

# hash_of WORD…: a short hash of the words; a word that is a file counts with its content, not its name.
hash_of() {
  local word
  for word in "$@"; do
    if [ -f "$word" ]; then cat "$word"; else printf '%s\n' "$word"; fi
  done | sha256sum | cut -c1-16
}

# lock FILE: waits until nobody else holds it; it is given back with `exec 9>&-`, or when this shell ends.
lock() {
  mkdir -p "$(dirname "$1")"
  exec 9>"$1"
  flock 9
}

# provide FOLDER TITLE WHAT-TO-DO BUILDER [ARGUMENT…]: unless FOLDER is there, runs BUILDER with the arguments and a
# temporary folder, then renames that to FOLDER: a half-built item never bears the name of a whole one.
provide() {
  local folder=$1 title=$2 advice=$3
  shift 3
  [ ! -d "$folder" ] || return 0
  lock "$cache/lock" # another set-up may be building the same item
  if [ ! -d "$folder" ]; then
    rm -rf "$cache"/*.part # left by a set-up that failed
    mkdir "$folder.part"
    step "$title" "$advice" "$@" "$folder.part"
    mv "$folder.part" "$folder"
  fi
  exec 9>&-
}
