"""The figures of a benchmark as a chart needs them: in one unit, with their kind, old ones told apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..models import Benchmark, Point
from .context import SAID, Context, one_line
from .norms import older

Kind = Literal["survey", "range", "plant", "said", "norm"]

_WIDEST = 50
"""The largest figure of a scale, as a multiple of the smallest: beyond it the smallest lies under its own mark at zero,
so that a range looks like a point and both like nothing.
"""


@dataclass(frozen=True)
class Shown:
    """A figure and how it is drawn: `drawn` is in the unit of the chart, None when `point` cannot be converted."""

    point: Point
    drawn: Point | None
    old: bool

    @property
    def converted(self) -> bool:
        return self.drawn is not None and self.drawn is not self.point

    @property
    def kind(self) -> Kind:
        point = self.point
        if point.evidence == "norm":
            return "norm"
        if point.min is not None:
            return "range"
        if point.evidence in SAID:
            return "said"
        return "survey" if point.evidence == "survey" and point.value is not None else "plant"


def shown(ctx: Context, benchmark: Benchmark) -> list[Shown]:
    """All points of a benchmark in the order of the data."""
    past = [*older(p for p in benchmark.points if p.evidence == "norm"), *_older_surveys(benchmark.points)]
    return [Shown(p, convert(ctx, p, benchmark.unit), any(p is old for old in past)) for p in benchmark.points]


def share_a_scale(items: Iterable[Shown]) -> bool:
    """Whether the figures can be drawn together; else only their values are shown. Zero has a place on any scale."""
    sizes = [max(item.drawn.numbers) for item in items if item.drawn is not None]
    sizes = [size for size in sizes if size > 0]
    return not sizes or max(sizes) <= _WIDEST * min(sizes)


def convert(ctx: Context, point: Point, unit: str) -> Point | None:
    """The figure in another unit, with no more digits than make sense; None when the units do not match."""
    if point.unit == unit:
        return point
    try:
        changed = {
            name: _rounded(ctx.facts.units.convert(value, point.unit, unit), value)
            for name in ("value", "min", "max", "before", "after")
            if (value := getattr(point, name)) is not None
        }
    except ValueError:
        return None
    return point.model_copy(update={**changed, "unit": unit})


def _rounded(value: Decimal, original: Decimal) -> Decimal:
    """As many significant digits as the original, three at least: a factor may turn 12 into 43.2."""
    digits = max(3, len(original.as_tuple().digits))
    value = Decimal(f"{value:.{digits}g}").normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _older_surveys(points: Iterable[Point]) -> list[Point]:
    """Surveys of the same source and the same part of the world as a newer one: its earlier rounds."""
    surveys = [p for p in points if p.evidence == "survey" and p.year]
    return [p for p in surveys if any(_series(p) == _series(q) and (q.year or 0) > (p.year or 0) for q in surveys)]


def _series(point: Point) -> tuple[str, str]:
    return point.source, point.scope.en.split(",")[0] if point.scope else ""


def unit_words(ctx: Context, benchmark: Benchmark) -> str:
    """The unit with what it divides by in words: `MJ/hl bia`, `% of supplied water`. HTML."""
    unit = ctx.facts.units.get(benchmark.unit)
    if benchmark.per is None or unit is None:
        return ctx.unit(benchmark.unit)
    per = benchmark.per[ctx.lang]
    if len(unit.parts) > 1:
        return f"{ctx.unit('/'.join(benchmark.unit.split('/')[:-1]))}/{one_line(per)}"
    return ctx.label("unit-of" if unit.tight else "unit-per", unit=unit.spelling(ctx.lang), per=per)
