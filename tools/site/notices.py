"""The page of notices: the licences of what is linked into the page's modules, of the weights and the data.

notices.py SETUP TARGET     SETUP is build/setup, with the sources and Emscripten; TARGET the page to write

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import html
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXTS = Path(__file__).resolve().parent / "notices"

PAGE = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta
      http-equiv="Content-Security-Policy"
      content="default-src 'none'; style-src 'self'; img-src 'self'"
    />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Licences and notices – HematoVision</title>
    <link rel="icon" href="icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="style.css" />
  </head>
  <body>
    <main>
      <h1>Licences and notices</h1>
      <p><a href="./">Back to HematoVision</a></p>
{sections}
    </main>
  </body>
</html>
"""


def notices(setup: Path) -> list[tuple[str, Path]]:
    sources, emscripten = setup / "sources", setup / "emscripten"
    return [
        ("HematoVision", ROOT / "LICENSE"),
        ("Pretrained weights and data", TEXTS / "data.txt"),
        ("XNNPACK", sources / "xnnpack/LICENSE"),
        ("pthreadpool", sources / "pthreadpool/LICENSE"),
        ("FP16", sources / "fp16/LICENSE"),
        ("FXdiv", sources / "fxdiv/LICENSE"),
        ("stb_image", sources / "libstb/LICENSE"),
        ("Emscripten's runtime", TEXTS / "emscripten.txt"),
        ("compiler-rt, in Emscripten's runtime", TEXTS / "compiler-rt.txt"),
        ("musl, in Emscripten's runtime", emscripten / "system/lib/libc/musl/COPYRIGHT"),
    ]


def main() -> None:
    setup, target = Path(sys.argv[1]), Path(sys.argv[2])
    sections = "\n".join(
        f"      <h2>{html.escape(title)}</h2>\n      <pre>{html.escape(text.read_text().strip())}</pre>"
        for title, text in notices(setup)
    )
    target.write_text(PAGE.format(sections=sections))


if __name__ == "__main__":
    main()
