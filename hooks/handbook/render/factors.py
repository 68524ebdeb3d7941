"""The official conversion factors as tables: energy in fuels, and what the grid emits, each with its source."""

from __future__ import annotations

from decimal import Decimal

from ..models import Factor
from .check_data import megajoules
from .context import Context, one_line
from .norms import period
from .rows import rows_table


def fuel_factors(ctx: Context) -> str:
    """Factors to tonnes of oil equivalent, with the megajoules the self-check works with."""
    factors = [f for f in ctx.facts.factors.values() if f.use in ("fuel", "electricity")]
    columns = [ctx.label(key) for key in ("factor-fuel", "factor-toe", "factor-mj")]
    rows = [
        [f"{ctx.text(f.name)}{_note(ctx, f)}", f"{_value(ctx, f)}{ctx.cite(*f.sources)}", _energy(ctx, f)]
        for f in factors
    ]
    texts = dict.fromkeys(_validity(ctx, f) for f in factors)
    return "\n".join(
        [
            *(f'<p class="hb">{text}</p>' for text in texts if text),
            rows_table(ctx.label("factor-caption"), columns, rows),
            *(_sentence(ctx, f) for f in ctx.facts.factors.values() if f.use == "energy"),
        ]
    )


def grid_factors(ctx: Context) -> str:
    """The emission factor of the grid by year, the newest first."""
    columns = [ctx.label(key) for key in ("factor-year", "factor-grid", "factor-validity")]
    factors = sorted((f for f in ctx.facts.factors.values() if f.use == "grid"), key=lambda f: -(f.year or 0))
    rows = [[str(f.year), f"{_value(ctx, f)}{ctx.cite(*f.sources)}", _status(ctx, f) + _note(ctx, f)] for f in factors]
    return rows_table(ctx.label("factor-grid-caption"), columns, rows)


def _value(ctx: Context, factor: Factor) -> str:
    return f"{'–'.join(ctx.number(n) for n in factor.numbers)}{ctx.gap(factor.unit)}{ctx.unit(factor.unit)}"


def _energy(ctx: Context, factor: Factor) -> str:
    """Megajoules in one unit; of electricity as it is metered, without what is lost in generating it."""
    unit = ctx.facts.units.get(factor.unit)
    assert unit is not None
    multiplier, atom = unit.parts[1]
    each = multiplier * atom.factor
    if factor.use == "electricity":
        amounts = [each]
    else:
        amounts = [megajoules(ctx.facts, factor, n) * each for n in factor.numbers]
    large = min(amounts) >= 1000
    shown = [a / (1000 if large else 1) for a in amounts]
    words = "–".join(ctx.number(n.quantize(Decimal("0.1")) if large else n) for n in shown)
    below = unit.spelling(ctx.lang).partition("/")[2]
    return f"{words}\u00a0{ctx.unit('GJ' if large else 'MJ')}/{one_line(below)}"


def _validity(ctx: Context, factor: Factor) -> str:
    """The legal text behind a factor, when it was issued, and whether it is in force, as far as known."""
    instrument = ctx.facts.instruments.get(factor.instrument or "")
    if instrument is None:
        return ""
    issued = ctx.label("issued-on", date=ctx.date(instrument.issued)) if instrument.issued else ""
    words = ", ".join(filter(None, [ctx.text(instrument.name), issued, ctx.text(instrument.issuer)]))
    note = f' <span class="hb-sub">{ctx.text(instrument.note)}</span>' if instrument.note else ""
    return f"{words}. {_status(ctx, factor)}.{ctx.cite(*instrument.sources)}{note}"


def _status(ctx: Context, factor: Factor) -> str:
    status = ctx.word("instrument-status", factor.status) if factor.status else ""
    return "; ".join(filter(None, [status, period(ctx, factor)]))


def _note(ctx: Context, factor: Factor) -> str:
    return f' <span class="hb-sub">{ctx.text(factor.note)}</span>' if factor.note else ""


def _sentence(ctx: Context, factor: Factor) -> str:
    return (
        f'<p class="hb hb-sub">{ctx.text(factor.name)}: {_value(ctx, factor)}{ctx.cite(*factor.sources)}. '
        f"{ctx.text(factor.note)}</p>"
    )
