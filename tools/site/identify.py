"""Says what the built site is made of, without a date, so that the same sources give the same bytes.

identify.py SITE VERSION     SITE holds all files of the page but these two, which are written:

build.json         {version, build, files}: what the page's About shows. `build` is a SHA-256 over the names and
                   the SHA-256 of all files; `files` has those of the modules, the model and the cell detector
offline-files.js   `build`, and the list that service-worker.js keeps for use without a network, each with its
                   digest

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from pathlib import Path

# Whose hashes a person may want to compare.
SHOWN = {".tflite", ".wasm"}

# The service worker's own file is the browser's business.
LEFT_OUT = {"service-worker.js"}


def digests(site: Path) -> dict[str, bytes]:
    files = (path for path in sorted(site.rglob("*")) if path.is_file())
    names = {path.relative_to(site).as_posix(): path for path in files}
    return {name: hashlib.sha256(path.read_bytes()).digest() for name, path in names.items()}


def hash_of_all(files: dict[str, bytes]) -> str:
    lines = (f"{digest.hex()}  {name}\n" for name, digest in files.items())
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def build_record(version: str, build: str, files: dict[str, bytes]) -> str:
    shown = {name: digest.hex() for name, digest in files.items() if Path(name).suffix in SHOWN}
    return json.dumps({"version": version, "build": build, "files": shown}, indent=2) + "\n"


def offline_files(build: str, files: dict[str, bytes]) -> str:
    kept = {
        name: f"sha256-{base64.b64encode(digest).decode()}"
        for name, digest in files.items()
        if name not in LEFT_OUT
    }
    offline = json.dumps({"build": build, "files": kept}, indent=2)
    return f"/* Written by tools/site/identify.py. */\nself.offline = {offline};\n"


def main() -> None:
    site, version = Path(sys.argv[1]), sys.argv[2]
    files = digests(site)
    build = hash_of_all(files)
    (site / "build.json").write_text(build_record(version, build, files))
    (site / "offline-files.js").write_text(offline_files(build, digests(site)))


if __name__ == "__main__":
    main()
