"""Marks of the charts. Every x is a percentage of the plot, so text keeps its size; heights are pixels."""

from __future__ import annotations

from typing import Literal

Shape = Literal["dot", "diamond", "bar"]
Anchor = Literal["start", "middle", "end"]

_DIAMOND = "M0-7.5 7.5 0 0 7.5-7.5 0z"
_BAR = "M-2.5-10h5v20h-5z"
_LEGEND_BAR = "M-2.5-9h5v18h-5z"


def percent(x: float) -> str:
    """`59.14%`; at most two decimals, none that say nothing."""
    return f"{x:.2f}".rstrip("0").rstrip(".") + "%"


def mark(shape: Shape, x: float, *, hollow: bool = False, law: bool = False) -> str:
    """One value at `x` per cent."""
    classes = _classes(hollow, law)
    if shape == "dot":
        return f'<circle class="{classes}" cx="{percent(x)}" cy="50%" r="6"/>'
    path = _DIAMOND if shape == "diamond" else _BAR
    return f'<svg x="{percent(x)}" y="50%" overflow="visible"><path class="{classes}" d="{path}"/></svg>'


def line(left: float, right: float, *, ends: bool = False, law: bool = False) -> str:
    """A line from `left` to `right` per cent; with `ends`, the closed line of a range."""
    classes = "hb-ln hb-ln--law" if law else "hb-ln"

    def piece(x1: float, x2: float, y1: int, y2: int) -> str:
        return f'<line class="{classes}" x1="{percent(x1)}" x2="{percent(x2)}" y1="{y1}%" y2="{y2}%"/>'

    drawn = piece(left, right, 50, 50)
    return drawn + piece(left, left, 30, 70) + piece(right, right, 30, 70) if ends else drawn


def text(x: float, words: str, anchor: Anchor = "start", *, gap: int = 12, old: bool = False) -> str:
    """`words` beside the mark at `x`: to its right, to its left (`end`) or above it."""
    places = {
        "start": f'dx="{gap}"',
        "end": f'dx="-{gap}" text-anchor="end"',
        "middle": 'dy="-13" text-anchor="middle"',
    }
    classes = ' class="hb-old"' if old else ""
    return f'<text{classes} x="{percent(x)}" y="50%" {places[anchor]}>{words}</text>'


def legend(shape: Shape | Literal["range"], *, law: bool = False) -> str:
    """The mark in front of a group's name."""
    inner = {
        "dot": f'<circle class="{_classes(False, law)}" r="6"/>',
        "diamond": f'<path class="{_classes(False, law)}" d="{_DIAMOND}"/>',
        "bar": f'<path class="{_classes(False, law)}" d="{_LEGEND_BAR}"/>',
        "range": '<path class="hb-ln" d="M-9 0H9M-9-6V6M9-6V6"/>',
    }[shape]
    return f'<svg viewBox="-10 -10 20 20" aria-hidden="true">{inner}</svg>'


def _classes(hollow: bool, law: bool) -> str:
    return "hb-mk" + (" hb-mk--law" if law else "") + (" hb-mk--open" if hollow else "")
