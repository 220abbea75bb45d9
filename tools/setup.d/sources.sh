# shellcheck shell=bash
# The sources of what is linked in: upstream tarballs from the Debian mirror, each pinned by its checksum.
# SPDX-License-Identifier: Apache-2.0

source_table() {
  cat <<'EOF'
xnnpack      x/xnnpack/xnnpack_0.0~git20241108.4ea82e5              90bde2caef0f880f627bab0dc805a86c4b8070cd98e3243db3046ab3f3be1a99
pthreadpool  p/pthreadpool/pthreadpool_0.0~git20240616.560c60d      4cc3cbd933b28131d2a34edc54f76af9fb41bc490af5eae1a5bd3cd07ea90708
fp16         f/fp16/fp16_0.0~git20200514.4dfe081                    7d7782b37b74136e0e12593a2a93ccbe7db831f4374cc408e44623d9b708b54e
fxdiv        f/fxdiv/fxdiv_0.0~git20200417.b408327                  7953482badaf4cb34026c3487c257b8e4ab2df061c019bd6fabbbc12ad52c44b
cpuinfo      c/cpuinfo/cpuinfo_0.0~git20250905.877328f              557ca404a3836b9f335a3a06b65ff9fe9dbaaefab7fb5c0185f53d9f33615a10
libstb       libs/libstb/libstb_0.0~git20241109.5c20573+ds          a3a5820445a7dd063516bb542a5cd54ced8efc9c5a30bfbaae1bab6dec2c1a74
EOF
}

# Sets sources to the folder that holds the six source folders.
sources=
need_sources() {
  if [ -n "${HEMATOVISION_SOURCES:-}" ]; then
    use_own_sources
  else
    sources=$cache/sources-$(hash_of "${BASH_SOURCE[0]}")
    provide "$sources" 'Fetching the sources of XNNPACK and stb_image (6 MB)' \
      "$apt_advice; or set HEMATOVISION_SOURCES to a folder that holds the tarballs (their checksums: ${BASH_SOURCE[0]})" \
      fetch_sources
  fi
}

# A folder of the user's own with the six source folders, or with the tarballs.
use_own_sources() {
  local name path sum
  while read -r name path sum; do
    if [ -d "$HEMATOVISION_SOURCES/$name" ]; then continue; fi
    [ -f "$HEMATOVISION_SOURCES/${path##*/}.orig.tar.xz" ] ||
      fail "HEMATOVISION_SOURCES: neither $name/ nor ${path##*/}.orig.tar.xz is in $HEMATOVISION_SOURCES" 'put it there'
    sources=$cache/sources-$(hash_of "${BASH_SOURCE[0]}")
    provide "$sources" 'Unpacking the sources of XNNPACK and stb_image' 'see the log' unpack_sources "$HEMATOVISION_SOURCES"
    return
  done < <(source_table)
  sources=$(cd "$HEMATOVISION_SOURCES" && pwd)
}

fetch_sources() {
  local to=$1 mirror name path sum
  mirror=$(debian_mirror)
  mkdir "$to/tarballs"
  while read -r name path sum; do
    # apt's own downloader: it knows the machine's proxies and certificates, and checks the sum.
    /usr/lib/apt/apt-helper download-file "${mirror%/}/pool/main/$path.orig.tar.xz" \
      "$to/tarballs/${path##*/}.orig.tar.xz" "SHA256:$sum"
  done < <(source_table)
  unpack_sources "$to/tarballs" "$to"
  rm -r "$to/tarballs"
}

unpack_sources() {
  local from=$1 to=$2 name path sum strip
  while read -r name path sum; do
    echo "$sum  $from/${path##*/}.orig.tar.xz" | sha256sum -c -
    strip=1
    [ "$name" != xnnpack ] || strip=0 # its tarball has no top folder
    mkdir "$to/$name"
    tar -xf "$from/${path##*/}.orig.tar.xz" -C "$to/$name" --strip-components="$strip"
  done < <(source_table)
}
