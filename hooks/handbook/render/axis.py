"""The scale of a chart: from zero, with round ticks, and the room that labels need beside their marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

_NICE = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10), Decimal(20))
_HEADROOM = Decimal("1.05")

_STRETCH = 4
"""Half ticks that an axis may be longer than its values need, to make room for labels."""

_CHARACTER, GAP = 2.3, 4.0
"""Width of a character and of the gap between mark and label, in per cent of the narrowest plot (a phone)."""


@dataclass(frozen=True)
class Axis:
    """From 0 to `end`, a tick every `step`; both in the unit of the chart."""

    end: Decimal
    step: Decimal

    @classmethod
    def over(cls, values: Iterable[Decimal], labels: Iterable[tuple[Decimal, str]] = ()) -> Axis:
        """An axis that holds all `values`, with about four ticks; longer if one of `labels` needs room on the right."""
        largest = max((abs(value) for value in values), default=Decimal(0)) or Decimal(1)
        rough = largest / 4
        magnitude = Decimal(10) ** rough.adjusted()
        step = next(nice * magnitude for nice in _NICE if nice * magnitude >= rough)
        half = step / 2
        halves = (largest * _HEADROOM / half).to_integral_value(ROUND_CEILING)
        axis = cls(halves * half, step)
        wanted = list(labels)
        for _ in range(_STRETCH):
            if all(fits_right(axis.at(value), words) for value, words in wanted):
                break
            axis = cls(axis.end + half, step)
        return axis if axis.end <= 5 * step else cls(axis.end, _next_nice(step))

    def at(self, value: Decimal) -> float:
        """Position of `value` in per cent, within the plot."""
        return min(100.0, max(0.0, float(value / self.end * 100)))

    @property
    def tick(self) -> float:
        """Distance between two ticks in per cent."""
        return float(self.step / self.end * 100)

    @property
    def ticks(self) -> list[Decimal]:
        count = int(self.end / self.step)
        return [_plain(self.step * n) for n in range(count + 1)]


def _next_nice(step: Decimal) -> Decimal:
    """The next larger round step: ticks that stand too close are thinned out."""
    magnitude = Decimal(10) ** step.adjusted()
    return next(nice * magnitude for nice in _NICE if nice * magnitude >= step * 2)


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent: 100, not 1E+2."""
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def fits_right(x: float, words: str) -> bool:
    """Whether `words` can stand to the right of a mark at `x` per cent."""
    return x + GAP + width(words) <= 102


def fits_left(x: float, words: str) -> bool:
    return x - GAP - width(words) >= 0


def width(words: str) -> float:
    """Estimated width of a label in per cent."""
    return len(words) * _CHARACTER
