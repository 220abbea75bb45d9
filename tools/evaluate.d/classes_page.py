"""The page of how well cells are named: a table of all sets, and for each its confusions, charts and worst
pictures.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import page
import plots
import sheets
from labelled import Labelled
from metrics import NO_CELL, VERDICTS, Answered, verdict

# How many of the worst pictures are shown of a set, one of a group, and their longer side.
WORST, SIDE = 24, 200

STYLE = """
.pictures { --tile: 8.5rem; } .pictures img { width: 100%; aspect-ratio: 1; object-fit: contain;
  background: color-mix(in srgb, var(--line) 40%, transparent); }
.pictures b { color: var(--eosin); font-weight: 600; }
.side { display: flex; flex-wrap: wrap; gap: 0 4rem; } .chart { width: 19rem; }
.reading { columns: 30rem; column-gap: 4rem; padding-left: 1.1rem; font-size: 0.9rem; margin: 1.5rem 0; }
.reading li { break-inside: avoid; margin-bottom: 0.5rem; }
.confusion td, .confusion th { padding: 0.35rem 0.8rem; text-align: right; }
.confusion tbody th { text-align: left; padding-left: 0; font-weight: 400; }
.confusion td { border: 1px solid var(--paper); }
.right { background: color-mix(in srgb, var(--violet) calc(var(--share) * 55%), transparent); }
.wrong { background: color-mix(in srgb, var(--eosin) calc(var(--share) * 75%), transparent); }
.histogram { width: 13.75rem; }
@media print { .side { gap: 0 2.5rem; } .chart { width: 17rem; } .pictures { --tile: 7rem; } }
"""

SUMMARY = (
    ("accuracy", "right, per file"),
    ("accuracy_per_group", "right, per group"),
    ("balanced_accuracy", "balanced, per file"),
    ("balanced_accuracy_per_group", "balanced, per group"),
    ("confident", "confident: share"),
    ("right_when_confident", "confident: right"),
    ("neutrophil_as_eosinophil", "neutrophil called eosinophil"),
    ("eosinophil_as_neutrophil", "eosinophil called neutrophil"),
    ("ece", "ECE"),
    ("brier", "Brier"),
)

STRANGE = (
    ("auroc", "AUROC of the unfamiliarity"),
    ("confident", "called confident"),
    ("turned_away", "unfamiliar, or no cell"),
    ("no_cell", "no cell"),
)

READING = """
<ul class="reading muted">
<li>Under each figure is its 95 % interval, a bootstrap over groups (fields, slides), since pictures of one
group are not independent. <b>Per group</b>: each group has the same weight. <b>Balanced</b>: each class has.
<li>A picture <b>without a cell</b> counts as wrong and is never confident. A class is counted as it is said,
whatever the verdict.
<li>A model is good at pictures that it was <b>trained on</b>: their figures say little.
<li><b>What was said of what</b>: rows are the labels, columns the answers; the stronger the colour, the
larger the share of its row.
<li><b>Reliability</b>: a dot for each of 15 bins of equal width, its area by the pictures in it. Below the
dashed line the confidence promises too much. <b>ECE</b>, the expected calibration error, is the mean distance
to that line, by pictures; resampling adds noise to it, so its interval leans upwards. <b>Brier</b>’s score is
the squared distance of the probabilities from the truth, summed over the classes (0 … 2). None of these
counts pictures without a cell.
<li><b>Risk over coverage</b>: how much is wrong if only the surest are answered. The dot is where the verdict
<i>confident</i> lies.
</ul>
"""

STRANGE_READING = """
<ul class="reading muted">
<li>Pictures that show none of the model’s classes. <b>AUROC</b>: how often such a picture has a higher
unfamiliarity than one that does show a class and that the same model looked at; without a cell it is 1, the
highest. A model that gives no unfamiliarity has none.
<li>The bars are pictures by their unfamiliarity, from 0 on the left to 1 on the right; their heights are
square roots, so that few are seen beside many.
</ul>
"""


@dataclass(frozen=True)
class Section:
    row: dict  # of the report
    familiar: bool
    pairs: Answered


def table(columns: Sequence[str], rows: Sequence[str], name: str = "") -> str:
    first, *others = (escape(column) for column in columns)
    head = f"<tr><th>{first}" + "".join(f'<th class="number">{column}' for column in others)
    body = "".join(f"<tr>{row}" for row in rows)
    return f'<div class="scroll"><table class="{name}"><thead>{head}</thead><tbody>{body}</tbody></table></div>'


def titled(row: dict) -> str:
    """The set with the number of its pictures, and of its groups where they are fewer."""
    many = f"{row['pictures']:,} files"
    if row["groups"] < row["pictures"]:
        many += f" of {row['groups']:,} {escape(row['group'])}s"
    return f'{escape(row["data"])}<span class="interval">{many}</span>'


def summary(rows: Sequence[dict]) -> str:
    columns = [(name, title) for name, title in SUMMARY if any(name in row["measures"] for row in rows)]
    lines = [
        f"<td>{titled(row)}" + "".join(page.number(row["measures"].get(name)) for name, _ in columns)
        for row in rows
    ]
    return table(["set", *(title for _, title in columns)], lines)


def confusion(row: dict) -> str:
    answers, lines = row["confusion"]["answers"], []
    for label, counts in row["confusion"]["labels"].items():
        cells = [
            f'<td class="{"right" if answer == label else "wrong"}" '
            f'style="--share: {count / sum(counts):.3f}">{count or ""}'
            for answer, count in zip(answers, counts, strict=True)
        ]
        lines.append(f"<th>{escape(label)}{''.join(cells)}")
    return f'<div class="whole"><h3>What was said of what</h3>{table(["", *answers], lines, "confusion")}</div>'


def by_class(row: dict) -> str:
    lines = [
        f'<td>{escape(name)}<td class="number">{sum(row["confusion"]["labels"].get(name, ()))}'
        + "".join(page.number(of[measure]) for measure in ("recall", "precision", "f1"))
        for name, of in row["classes"].items()
    ]
    columns = ["class", "files", "recall", "precision", "F1"]
    return f'<div class="whole"><h3>By class</h3>{table(columns, lines)}</div>'


def tally(of: dict[str, int], *names: str) -> str:
    """How many, and the shares of them that the named ones are."""
    shares = (f'<td class="number">{of[name] / of["pictures"]:.3f}' for name in names)
    return f'<td class="number">{of["pictures"]}{"".join(shares)}'


def by_verdict(row: dict) -> str:
    lines = [f"<td>{name}{tally(of, 'right', 'among_two')}" for name, of in row["verdicts"].items()]
    columns = ["verdict", "files", "right", "class or alternative right"]
    return f'<div class="whole"><h3>By verdict</h3>{table(columns, lines)}</div>'


def by_quality(row: dict) -> str:
    if not row["quality"]:
        return ""
    lines = [f"<td>{escape(reason)}{tally(of, 'right')}" for reason, of in row["quality"].items()]
    return f'<div class="whole"><h3>By quality</h3>{table(["reason", "files", "right"], lines)}</div>'


def charts(row: dict) -> str:
    share, right = (row["measures"].get(name) for name in ("confident", "right_when_confident"))
    risk = 1 - right["value"] if right else None
    found = {"Risk over coverage": plots.risk_coverage(row["risk_coverage"], share["value"], risk)}
    if row["reliability"]:
        found = {"Reliability": plots.reliability(row["reliability"])} | found
    return "".join(f'<figure class="chart"><h3>{title}</h3>{chart}</figure>' for title, chart in found.items())


def by_badness(pair: tuple[Labelled, dict]) -> tuple[int, float]:
    record = pair[1]
    return VERDICTS.index(verdict(record)), -(record["confidence"] or 0)


def figure(pair: tuple[Labelled, dict], familiar: bool, others: int, unit: str) -> str:
    picture, record = pair
    boxes = [tuple(cell["box"]) for cell in record["cells"][:1]]
    image = sheets.marked(picture.file, SIDE, (), boxes, [False], ())
    said = NO_CELL if not boxes else f"{record['class']} {record['confidence']:.2f}, {record['verdict']}"
    label = f"is {picture.label}" if familiar else picture.label
    more = f"; {others} more of this {unit} are wrong" if others else ""
    caption = f"<b>{escape(said)}</b><br>{escape(label)}{escape(more)}<br>{escape(picture.file.name)}"
    return f'<figure><img src="{sheets.address(image)}" alt=""><figcaption>{caption}</figcaption></figure>'


def worst(section: Section) -> str:
    """The mistakes that the model is surest of, one of each group."""
    if section.familiar:
        wrong = [
            (picture, record)
            for picture, record in section.pairs
            if (record["class"] or "").lower() != picture.label
        ]
        told = "wrong"
    else:
        wrong = [(picture, record) for picture, record in section.pairs if verdict(record) in VERDICTS[:2]]
        told = "taken for a cell that the model knows"
    if not wrong:
        return f'<p class="muted">No picture is {told}.</p>'
    times = Counter(picture.group for picture, _ in wrong)
    of_groups: dict[str, tuple[Labelled, dict]] = {}
    for pair in sorted(wrong, key=by_badness):
        of_groups.setdefault(pair[0].group, pair)
    shown = list(of_groups.values())[:WORST]
    figures = (figure(pair, section.familiar, times[pair[0].group] - 1, section.row["group"]) for pair in shown)
    return (
        f'<h3>The worst</h3><p class="muted">{len(wrong)} of {len(section.pairs)} pictures are {told}; here are '
        f"{len(shown)}, the surest first. The red box is the cell that was judged.</p>"
        f'<div class="pictures">{"".join(figures)}</div>'
    )


def of_classes(section: Section) -> str:
    row = section.row
    return (
        f'<h2>{escape(row["data"])}</h2><div class="side">{confusion(row)}{by_class(row)}</div>'
        f'<div class="side">{charts(row)}<div>{by_verdict(row)}{by_quality(row)}</div></div>{worst(section)}'
    )


def histogram(counts: list[int] | None, title: str) -> str:
    return f"<td>{plots.histogram(counts, title) if counts else '–'}"


def of_strange(report: dict, sections: Sequence[Section]) -> str:
    if not sections:
        return ""
    lines = []
    for section in sections:
        lines.append(f"<th>{titled(section.row)}{numbers(section.row)}<td>")
        for kind, of in section.row["kinds"].items():
            title = f'{escape(kind)}<span class="interval">{of["pictures"]:,} files</span>'
            lines.append(f"<td>{title}{numbers(of)}{histogram(of['histogram'], kind)}")
    familiar = report["familiar"]
    if familiar["pictures"] and familiar["histogram"]:
        title = f'pictures with a class<span class="interval">{familiar["pictures"]:,} files</span>'
        blank = '<td class="number muted">' * len(STRANGE)
        lines.append(f"<td>{title}{blank}{histogram(familiar['histogram'], 'familiar')}")
    columns = ["set and kind", *(title for _, title in STRANGE), "unfamiliarity, 0 … 1"]
    shown = "".join(f"<h2>{escape(section.row['data'])}</h2>{worst(section)}" for section in sections)
    return f"<h2>What should be turned away</h2>{STRANGE_READING}{table(columns, lines)}{shown}"


def numbers(row: dict) -> str:
    return "".join(page.number(row["measures"].get(name)) for name, _ in STRANGE)


def otherwise(camera: dict | None) -> str:
    """What was done to the pictures before."""
    if not camera:
        return ""
    done = [f"blurred by {camera['defocus']:g} of its cell"] if camera["defocus"] else []
    done += [f"with {camera['stain']:g} of its stain"] if camera["stain"] != 1 else []
    done += [f"exposed {camera['exposure']:g} times as long"] if camera["exposure"] != 1 else []
    done += [f"with {camera['contrast']:g} of its contrast"] if camera["contrast"] != 1 else []
    done += [f"its cell cut out on {camera['cut_out']}"] if camera["cut_out"] else []
    done += [f"cut to {camera['crop']:g} of its cell"] if camera["crop"] else []
    done += [f"compressed as JPEG of quality {camera['jpeg']}"] if camera["jpeg"] else []
    return f"; each picture {', '.join(done)}"


def html(report: dict, sections: Sequence[Section]) -> str:
    known = [section for section in sections if section.familiar]
    by = f"By {page.made_by(report['models'])} with {page.made_by(report['detectors'])}"
    body = f'<p class="muted">{by}{otherwise(report["camera"])}.</p>'
    if known:
        body += summary(report["measured"]) + READING + "".join(map(of_classes, known))
    body += of_strange(report, [section for section in sections if not section.familiar])
    return page.document("Naming white cells", STYLE, body)
