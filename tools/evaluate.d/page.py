"""What the pages of tools/evaluate share: their looks, for light, dark and paper, and how measures are written.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path

STYLE = """
:root { color-scheme: light dark; --paper: #faf8f9; --ink: #231b31; --muted: #655b75; --line: #e4dde8;
  --violet: #573c9b; --eosin: #c02f68; }
@media screen and (prefers-color-scheme: dark) { :root { --paper: #15111b; --ink: #efeaf4; --muted: #aba1ba;
  --line: #372e45; --violet: #b9a5ee; --eosin: #f389b2; } }
* { box-sizing: border-box; }
body { font: 15px/1.55 system-ui, sans-serif; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 76rem;
  color: var(--ink); background: var(--paper); print-color-adjust: exact; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 0.5rem; } h2 { font-size: 1.35rem; margin: 3.5rem 0 0.5rem; }
h3 { font-size: 1rem; margin: 1.8rem 0 0.5rem; } p, li { max-width: 48rem; } p { margin: 0.5rem 0; }
.muted, figcaption { color: var(--muted); } code { font-size: 0.9em; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { font-weight: 600; } td, th { padding: 0.3rem 1.1rem 0.3rem 0; text-align: left; vertical-align: top; }
thead th { color: var(--muted); font-size: 0.85rem; vertical-align: bottom; border-bottom: 1px solid var(--line); }
tbody + tbody tr:first-child > * { border-top: 1px solid var(--line); }
td.number, th.number { text-align: right; } td.number, .interval { white-space: nowrap; }
.interval { display: block; font-weight: 400; color: var(--muted); font-size: 0.78rem; }
figure { margin: 0; } figcaption { font-size: 0.8rem; line-height: 1.35; overflow-wrap: anywhere; }
img { display: block; max-width: 100%; } .pictures { display: grid; gap: 1.1rem;
  grid-template-columns: repeat(auto-fill, minmax(var(--tile), 1fr)); margin: 0.8rem 0; }
.pictures figcaption { margin-top: 0.3rem; }
svg { display: block; width: 100%; } svg text { font-size: 10.5px; fill: var(--muted); }
.grid { stroke: var(--line); } .axis { stroke: var(--muted); }
.guide { stroke: var(--muted); stroke-dasharray: 4 4; }
.curve { stroke: var(--violet); stroke-width: 2; } .curve, .guide { fill: none; }
.dot { fill: var(--violet); fill-opacity: 0.55; stroke: var(--violet); } .histogram rect { fill: var(--violet); }
@page { margin: 14mm; }
@media print { :root { --paper: #fff; font-size: 11.5px; } body { padding: 0; max-width: none; font-size: 1rem; }
  tr, figure, .whole { break-inside: avoid; } h1, h2, h3, thead { break-after: avoid; }
  .scroll { overflow: visible; } td, th { padding-right: 0.75rem; } }
"""


def document(title: str, style: str, body: str) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}{style}</style>\n<h1>{escape(title)}</h1>\n{body}\n</html>\n"
    )


def made_by(models: Sequence[dict]) -> str:
    """What was measured, told so that nobody mistakes it for another."""
    return ", ".join(f"{escape(each['file'])} <code>{each['sha256'][:12]}</code>" for each in models)


def number(measure: dict | None) -> str:
    """A cell of a table: the value over its interval."""
    if measure is None:
        return '<td class="number muted">–'
    low, high = measure["interval"]
    return (
        f'<td class="number" title="of {measure["of"]}">{measure["value"]:.3f}'
        f'<span class="interval">{low:.3f} – {high:.3f}</span>'
    )


def print_row(row: dict) -> None:
    print(f"{row['data']}: {row['pictures']} pictures in {row['groups']} groups")
    for name, measure in row["measures"].items():
        low, high = measure["interval"]
        print(f"  {name:28} {measure['value']:.4f}  [{low:.4f}, {high:.4f}]  of {measure['of']}", flush=True)


def write(folder: Path, report: dict, html: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.json").write_text(json.dumps(report, indent=2) + "\n")
    (folder / "page.html").write_text(html, encoding="utf-8")
    print(f"{folder / 'report.json'} and {folder / 'page.html'}")
