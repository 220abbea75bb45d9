"""Small charts as SVG, drawn with the page's own colours so that they follow its light or dark looks and its
print.

A chart's area is 0 ... 1 on both axes, from the bottom left.

SPDX-License-Identifier: Apache-2.0
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

SIDE, LEFT, TOP, BELOW = 210, 52, 12, 38

TICKS = (0, 0.25, 0.5, 0.75, 1)


def across(x: float) -> float:
    return LEFT + SIDE * x


def up(y: float) -> float:
    return TOP + SIDE * (1 - y)


def frame(title: str, axes: tuple[str, str], ends: tuple[float, float], content: str) -> str:
    """The content between two axes; `ends` are those of the one that goes up."""
    lines = []
    for tick in TICKS:
        lines.append(f'<line class="grid" x1="{LEFT}" x2="{across(1)}" y1="{up(tick):.1f}" y2="{up(tick):.1f}"/>')
        number = f"{ends[0] + tick * (ends[1] - ends[0]):.3g}"
        lines.append(f'<text x="{LEFT - 6}" y="{up(tick) + 4:.1f}" text-anchor="end">{number}</text>')
        lines.append(f'<text x="{across(tick):.1f}" y="{up(0) + 15}" text-anchor="middle">{tick:.3g}</text>')
    middle = f"12 {up(0.5):.1f}"
    lines.append(f'<text x="{across(0.5):.1f}" y="{up(0) + 32}" text-anchor="middle">{escape(axes[0])}</text>')
    turned = f'transform="translate({middle}) rotate(-90)" text-anchor="middle"'
    return (
        f'<svg viewBox="0 0 {LEFT + SIDE + 14} {TOP + SIDE + BELOW}" role="img" aria-label="{escape(title)}">'
        f"{''.join(lines)}<text {turned}>{escape(axes[1])}</text>{content}</svg>"
    )


def line(points: Sequence[tuple[float, float]], name: str) -> str:
    placed = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in points)
    return f'<polyline class="{name}" points="{placed}"/>'


def dot(x: float, y: float, radius: float, title: str) -> str:
    return (
        f'<circle class="dot" cx="{across(x):.1f}" cy="{up(y):.1f}" r="{radius:.1f}">'
        f"<title>{escape(title)}</title></circle>"
    )


def reliability(bins: Sequence[dict]) -> str:
    """A dot for each bin, its area by the pictures in it; where promise and truth agree, it lies on the
    diagonal."""
    total = sum(each["pictures"] for each in bins)
    dots = [
        dot(
            each["confidence"],
            each["right"],
            2 + 9 * (each["pictures"] / total) ** 0.5,
            f"{each['pictures']} pictures, confidence {each['confidence']:.2f}, right {each['right']:.2f}",
        )
        for each in bins
    ]
    content = line([(0, 0), (1, 1)], "guide") + "".join(dots)
    return frame("Reliability", ("confidence", "share that is right"), (0, 1), content)


def risk_coverage(curve: Sequence[Sequence[float]], coverage: float | None, risk: float | None) -> str:
    """The curve, and where the `confident` verdict lies."""
    highest = max(*(wrong for _, wrong in curve), risk or 0, 0.02)
    top = next(step for step in (0.04, 0.1, 0.2, 0.4, 1) if highest <= step)
    content = line([(share, wrong / top) for share, wrong in curve], "curve")
    if coverage is not None and risk is not None:
        content += dot(coverage, risk / top, 4.5, f"confident: {coverage:.2f} of the pictures, {risk:.3f} wrong")
    axes = ("share of the pictures, the surest first", "share that is wrong")
    return frame("Risk over coverage", axes, (0, top), content)


def histogram(counts: Sequence[int], title: str) -> str:
    """Bars without an axis that goes up: what counts is where they stand."""
    width, height, most = 220, 44, max(*counts, 1)
    bars = [
        f'<rect x="{1 + i * width / len(counts):.1f}" y="{height - height * (count / most) ** 0.5:.1f}" '
        f'width="{width / len(counts) - 1.5:.1f}" height="{height * (count / most) ** 0.5:.1f}">'
        f"<title>{count} pictures</title></rect>"
        for i, count in enumerate(counts)
    ]
    return (
        f'<svg class="histogram" viewBox="0 0 {width + 2} {height + 1}" role="img" aria-label="{escape(title)}">'
        f'{"".join(bars)}<line class="axis" x1="0" x2="{width + 2}" y1="{height}" y2="{height}"/></svg>'
    )
