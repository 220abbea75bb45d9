"""The page of what was measured: a table, the curves of precision over recall, and the pictures to look at.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import boxes
import sheets

if TYPE_CHECKING:
    from cells import Outcome

# How many of the worst pictures are shown of a collection, and how many single cells on a contact sheet.
WORST, ON_SHEET = 40, 300
SIDE = 440

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; max-width: 122rem; color: #222; background: #fff; }
table { border-collapse: collapse; } td, th { padding: 0.15rem 0.9rem 0.15rem 0; text-align: left; }
tbody tr:first-child td { border-top: 1px solid #bbb; } .number { font-variant-numeric: tabular-nums; }
figure { display: inline-block; margin: 0 1rem 1rem 0; vertical-align: top; } figcaption { font-size: 12px; }
svg { border: 1px solid #bbb; margin: 0 1rem 1rem 0; } img { max-width: 100%; }
"""

LEGEND = "Yellow: a true box. Green: a found cell that is right, with its score. Red: one that is not."


@dataclass(frozen=True)
class Section:
    row: dict  # of the report
    kind: str  # of the collection
    outcomes: list[Outcome]
    curve: boxes.Curve | None


def table(sections: list[Section]) -> str:
    bodies = []
    for section in sections:
        rows, title = [], escape(f"{section.row['data']} ({section.row['pictures']})")
        for name, measure in section.row["measures"].items():
            low, high = measure["interval"]
            numbers = f"<td class=number>{measure['value']:.3f}<td class=number>{low:.3f} … {high:.3f}"
            rows.append(f"<tr><td>{title}<td>{escape(name)}{numbers}<td class=number>{measure['of']}")
            title = ""
        bodies.append("<tbody>" + "\n".join(rows))
    head = "<tr><th>pictures<th>measure<th>value<th>95 % interval<th>of"
    return f"<table><thead>{head}{''.join(bodies)}</table>"


def curve(section: Section) -> str:
    points = zip(*section.curve.points(section.curve.all), strict=True)
    line = " ".join(f"{10 + 280 * r:.1f},{10 + 400 * (1 - max(p, 0.5)):.1f}" for r, p in points)
    title = escape(section.row["data"])
    return (
        f'<svg width="300" height="240" role="img" aria-label="{title}">'
        f'<polyline points="{line}" fill="none" stroke="#1a5fb4" stroke-width="2"/>'
        f'<text x="14" y="226" font-size="12">{title}</text></svg>'
    )


def figure(outcome: Outcome, kind: str) -> str:
    match = outcome.match
    right = match.first if kind == "boxes" else [not outcome.mistakes] * len(match.found)
    image = sheets.marked(outcome.picture.file, SIDE, match.truth, match.found, right, match.scores)
    caption = escape(f"{outcome.picture.file.parent.name}/{outcome.picture.file.name}")
    return f'<figure><img src="{sheets.address(image)}" alt=""><figcaption>{caption}</figcaption></figure>'


def worst(section: Section) -> str:
    wrong = sorted((each for each in section.outcomes if each.mistakes), key=lambda each: -each.mistakes)
    if not wrong:
        return "<p>All right.</p>"
    shown = f"{len(wrong)} pictures of {len(section.outcomes)} have a mistake; the worst {min(len(wrong), WORST)}:"
    return f"<p>{shown}</p>" + "\n".join(figure(outcome, section.kind) for outcome in wrong[:WORST])


def contact_sheet(section: Section) -> str:
    count = min(len(section.outcomes), ON_SHEET)
    some = [section.outcomes[i * len(section.outcomes) // count] for i in range(count)]
    tiles = [
        sheets.marked(
            outcome.picture.file, sheets.SHEET_TILE, (), outcome.match.found, [not outcome.mistakes] * 256, ()
        )
        for outcome in some
    ]
    address = sheets.address(sheets.contact_sheet(tiles))
    return f'<p>{len(tiles)} of them, evenly drawn, with all found boxes:</p><img src="{address}" alt="">'


def pictures(section: Section) -> str:
    sheet = contact_sheet(section) if section.kind == "single" else ""
    return f"<h2>{escape(section.row['data'])}</h2>{worst(section)}{sheet}"


def html(detectors: list[dict], sections: list[Section]) -> str:
    files = ", ".join(f"{each['file']} ({each['sha256'][:12]})" for each in detectors)
    curves = "".join(curve(section) for section in sections if section.curve)
    shown = "\n".join(pictures(section) for section in sections)
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Finding white cells</title>"
        f"<style>{STYLE}</style><h1>Finding white cells</h1><p>By {escape(files)}.</p>"
        f"{table(sections)}<h2>Precision, 0.5 … 1, over recall, 0 … 1</h2>{curves}<p>{LEGEND}</p>{shown}</html>\n"
    )
