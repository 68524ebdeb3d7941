"""Figures in the units of the USA, told in metric ones as well: nobody in a Vietnamese plant meters gallons."""

from __future__ import annotations

from decimal import Decimal

from ..models import Quantity
from .context import Context

_FIGURES = ("value", "min", "max", "before", "after")


def in_metric(ctx: Context, quantity: Quantity) -> str:
    """`tức khoảng 76 → 26 lít/phút`; empty where the unit is metric already. HTML."""
    units = ctx.facts.units
    converted = [_converted(ctx, quantity, name) for name in units.metric(quantity.unit)]
    fitting = [c for c in converted if min(abs(number) for number in c.numbers) >= 1] or converted[:1]
    return ctx.label("in-metric", figure=ctx.figure(fitting[-1])) if fitting else ""


def _converted(ctx: Context, quantity: Quantity, unit: str) -> Quantity:
    found = {
        name: _rounded(ctx.facts.units.convert(value, quantity.unit, unit), value)
        for name in _FIGURES
        if (value := getattr(quantity, name)) is not None
    }
    return quantity.model_copy(update={**found, "unit": unit, "qualifier": None})


def _rounded(value: Decimal, original: Decimal) -> Decimal:
    """As many significant digits as the original has, zeros at its end not counted; two at least."""
    digits = max(2, len(original.normalize().as_tuple().digits))
    value = Decimal(f"{value:.{digits}g}").normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
