"""The picture in one row of a chart: marks and their values, never outside the plot and never on top of each other."""

from __future__ import annotations

from dataclasses import dataclass

from ..models import Point
from . import svg
from .axis import GAP, Axis, fits_left, fits_right, width
from .context import Context, attribute, one_line
from .norms import period
from .strip import plain_sides


@dataclass(frozen=True)
class Plot:
    """Draws figures given in the unit of the chart; `unit` is its spelling, as plain text."""

    ctx: Context
    axis: Axis
    unit: str

    def figure(self, point: Point, shape: svg.Shape, old: bool = False, *, law: bool = False) -> str:
        """One figure of any shape: a mark, a closed line for a range, two joined marks for before and after."""
        if point.value is not None:
            return self._single(point, shape, old, law)
        if point.min is not None and point.max is not None:
            return self._range(point, law)
        return self._before_after(point, shape)

    def pair(self, new: Point, old: Point) -> str:
        """A legal norm and its value of an earlier period, in one row."""
        assert new.value is not None and old.value is not None
        new_at, old_at = self.axis.at(new.value), self.axis.at(old.value)
        spoken = "; ".join(f"{self._spoken(self.ctx.qualified(p))}, {self._period(p)}" for p in (new, old))
        marks = svg.mark("bar", old_at, hollow=True, law=True) + svg.mark("bar", new_at, law=True)
        ends = [(new_at, self.ctx.qualified(new), False), (old_at, self.ctx.qualified(old), True)]
        return self._svg(spoken, marks + _two_labels(ends))

    def _single(self, point: Point, shape: svg.Shape, old: bool, law: bool) -> str:
        assert point.value is not None
        x, words = self.axis.at(point.value), self.ctx.qualified(point)
        return self._svg(self._spoken(words), svg.mark(shape, x, hollow=old, law=law) + _label(x, x, words))

    def _range(self, point: Point, law: bool) -> str:
        assert point.min is not None and point.max is not None
        left, right = self.axis.at(point.min), self.axis.at(point.max)
        numbers = {"a": self.ctx.number(point.min), "b": self.ctx.number(point.max)}
        spoken = self.ctx.label("chart-from-to", **numbers, unit=self.unit)
        line = svg.line(left, right, ends=True, law=law)
        return self._svg(spoken, line + _label(left, right, self.ctx.qualified(point)))

    def _before_after(self, point: Point, shape: svg.Shape) -> str:
        assert point.before is not None and point.after is not None
        old, new = self.axis.at(point.before), self.axis.at(point.after)
        before, after = self.ctx.number(point.before), self.ctx.number(point.after)
        before_label, after_label = plain_sides(self.ctx, point)
        spoken = self.ctx.label(
            "chart-before-after",
            before_label=before_label,
            after_label=after_label,
            before=before,
            after=after,
            unit=self.unit,
        )
        # a named `before` is no earlier state but, say, an internal norm: another shape, and no line
        marks = "" if point.before_label else svg.line(*sorted((old, new)))
        marks += svg.mark("bar" if point.before_label else shape, old, hollow=True) + svg.mark(shape, new)
        return self._svg(spoken, marks + _two_labels([(new, after, False), (old, before, True)]))

    def _spoken(self, words: str) -> str:
        return words + ("" if self.unit == "%" else " ") + one_line(self.unit)

    def _period(self, point: Point) -> str:
        return period(self.ctx, point) or self.ctx.label("period-not-stated")

    def _svg(self, spoken: str, inner: str) -> str:
        return f'<svg class="hb-plot" role="img" aria-label="{attribute(spoken)}">{inner}</svg>'


def _label(left: float, right: float, words: str, *, old: bool = False) -> str:
    """The value to the right of its mark, else to the left, else above the middle of the line."""
    if fits_right(right, words):
        return svg.text(right, words, old=old)
    if fits_left(left, words):
        return svg.text(left, words, "end", old=old)
    return svg.text((left + right) / 2, words, "middle", old=old)


def _two_labels(ends: list[tuple[float, str, bool]]) -> str:
    """Values of two marks (position, words, old): each on its outer side, between them, or both on one side."""
    (left, left_words, left_old), (right, right_words, right_old) = sorted(ends, key=lambda end: end[0])
    left_out, right_out = fits_left(left, left_words), fits_right(right, right_words)
    between = (not left_out) * (width(left_words) + GAP) + (not right_out) * (width(right_words) + GAP)
    if (left_out and right_out) or right - left >= between + GAP:
        return svg.text(left, left_words, "end" if left_out else "start", old=left_old) + svg.text(
            right, right_words, "start" if right_out else "end", old=right_old
        )
    return _label(left, right, f"{left_words} | {right_words}")
