"""The page of how well cells are found: a table, the curves of precision over recall, and the pictures to look at.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import boxes
import page
import plots
import sheets

if TYPE_CHECKING:
    from cells import Outcome

# How many of the worst pictures are shown of a collection, and how many single cells on a contact sheet.
WORST, ON_SHEET = 40, 300
SIDE = 440

STYLE = """
.pictures { --tile: 19rem; } .curves { --tile: 15rem; }
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
            number = page.number(measure)
            rows.append(f'<tr><td>{title}<td>{escape(name)}{number}<td class="number">{measure["of"]}')
            title = ""
        bodies.append("<tbody>" + "\n".join(rows))
    head = '<tr><th>pictures<th>measure<th class="number">value, 95 % interval<th class="number">of'
    return f'<div class="scroll"><table><thead>{head}</thead>{"".join(bodies)}</table></div>'


def curve(section: Section) -> str:
    points = zip(*section.curve.points(section.curve.all), strict=True)
    line = plots.line([(recall, 2 * max(precision, 0.5) - 1) for recall, precision in points], "curve")
    chart = plots.frame(section.row["data"], ("recall", "precision"), (0.5, 1), line)
    return f"<figure>{chart}<figcaption>{escape(section.row['data'])}</figcaption></figure>"


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
    figures = "\n".join(figure(outcome, section.kind) for outcome in wrong[:WORST])
    return f'<p>{shown}</p><div class="pictures">{figures}</div>'


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
    curves = "".join(curve(section) for section in sections if section.curve)
    shown = "\n".join(pictures(section) for section in sections)
    body = (
        f'<p class="muted">By {page.made_by(detectors)}.</p>{table(sections)}'
        f'<h2>Precision over recall</h2><div class="pictures curves">{curves}</div>'
        f"<p>{LEGEND}</p>{shown}"
    )
    return page.document("Finding white cells", STYLE, body)
