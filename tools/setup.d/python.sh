# shellcheck shell=bash
# What comes from the Python package index that pip is configured with: a linter, pictures, and the environments of
# the tools in Python.
# SPDX-License-Identifier: Apache-2.0

pip_advice='check the network and the pip configuration, then run this again'

# Sets ruff to the program.
ruff=
need_ruff() {
  local folder requirements=$root/tools/setup.d/ruff.txt
  folder=$cache/ruff-$(hash_of "${BASH_SOURCE[0]}" "$requirements" "$(uname -m)")
  provide "$folder" 'Fetching the Python linter' "$pip_advice" fetch_ruff "$requirements"
  ruff=$folder/packages/bin/ruff
}

# The environment is only there for its pip: the linter is a program that runs without Python.
fetch_ruff() {
  python3 -m venv "$2/environment"
  "$2/environment/bin/pip" install --quiet --require-hashes --only-binary :all: --target "$2/packages" -r "$1"
  rm -r "$2/environment"
}

# Sets natural_pictures to a folder with photographs of everyday things, for models that are not ours.
natural_pictures=
need_natural_pictures() {
  local folder requirements=$root/tools/setup.d/pictures.txt
  folder=$cache/pictures-$(hash_of "${BASH_SOURCE[0]}" "$requirements")
  provide "$folder" 'Fetching natural pictures' "$pip_advice" fetch_pictures "$requirements"
  natural_pictures=$folder/skimage/data
}

# The package for one platform serves on every other: only its pictures are used.
fetch_pictures() {
  python3 -m venv "$2/environment"
  "$2/environment/bin/pip" download --quiet --require-hashes --no-deps --only-binary :all: --python-version 3.11 \
    --platform manylinux_2_28_x86_64 --dest "$2" -r "$1"
  python3 -m zipfile -e "$2"/*.whl "$2/package"
  mkdir "$2/skimage"
  mv "$2/package/skimage/data" "$2/skimage/data"
  rm -r "$2/environment" "$2/package" "$2"/*.whl
}

# need_python_environment NAME REQUIREMENTS TITLE: sets python_environment to a virtual environment with these packages.
python_environment=
need_python_environment() {
  need_packages python
  python_environment=$cache/$1-$(hash_of "$2" "$(python3 --version)")
  provide "$python_environment" "$3" "$pip_advice" make_python_environment "$2"
}

# What tools/evaluate, and its tests, run in.
need_evaluate_environment() {
  need_python_environment evaluate "$root/tools/evaluate.d/requirements.txt" 'Setting up the environment to measure in'
}

# One package at a time and in order: with torch in place, the others do not pull in its CUDA build.
make_python_environment() {
  python3 -m venv "$2"
  grep -v '^#' "$1" | while read -r package; do "$2/bin/python" -m pip install --quiet "$package"; done
}
