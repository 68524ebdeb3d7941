"""Legal norms in a chart: one group a legal text, with its validity; periods of the same scope share a row."""

from __future__ import annotations

from ..models import Benchmark, Instrument
from . import svg
from .context import Context
from .figures import Shown
from .norms import period, state
from .plot import Plot
from .rows import chart_group, chart_row, chart_words

MARK = svg.legend("bar", law=True)

_REGULATED = ("wastewater", "air-emissions", "solid-waste", "hazardous-waste")


def norm_groups(ctx: Context, plot: Plot, benchmark: Benchmark, items: list[Shown]) -> list[str]:
    """The groups of all norms of a benchmark; without any, the sentence that none was found.

    Nothing is said where no norm is to be expected, nor for effluent and emissions: their limits stand in regulations
    named under the laws of the sector, whether their values were seen or not.
    """
    if not items:
        if benchmark.better == "none" or benchmark.resource in _REGULATED:
            return []
        none = f'<span class="hb-sub">{ctx.label("chart-no-norm")}</span>'
        return [chart_group(MARK, f"{ctx.label('chart-norm-unnamed')} {none}")]
    groups: dict[str | None, list[Shown]] = {}
    for item in items:
        groups.setdefault(item.point.instrument, []).append(item)
    instruments = ctx.facts.instruments
    return [_group(ctx, plot, instruments.get(key or ""), group, set(groups)) for key, group in groups.items()]


def _group(ctx: Context, plot: Plot, instrument: Instrument | None, items: list[Shown], drawn: set[str | None]) -> str:
    by_scope: dict[str, list[Shown]] = {}
    for item in items:
        by_scope.setdefault(norm_name(ctx, item), []).append(item)
    rows = [row for name, group in by_scope.items() for row in _rows(ctx, plot, name, group)]
    return chart_group(MARK, _title(ctx, instrument, items), [*rows, *_replacements(ctx, instrument, drawn)])


def norm_name(ctx: Context, item: Shown) -> str:
    return ctx.text(item.point.scope or item.point.label) or ctx.word("evidence", "norm")


def _title(ctx: Context, instrument: Instrument | None, items: list[Shown]) -> str:
    title = ctx.label("chart-norm-unnamed")
    if instrument is not None:
        newest = next((item.point for item in items if not item.old), None)
        title = f"{ctx.label('chart-norm', name=instrument.name[ctx.lang])} {state(ctx, instrument, newest)}"
    solid, hollow = (_periods(ctx, [item for item in items if item.old is old]) for old in (False, True))
    words = ctx.label("chart-solid-hollow", solid=solid, hollow=hollow) if solid and hollow else solid
    return f'{title} <span class="hb-sub">{words}{ctx.cite(*(item.point.source for item in items))}</span>'


def _periods(ctx: Context, items: list[Shown]) -> str:
    return "; ".join(dict.fromkeys(words for item in items if (words := period(ctx, item.point))))


def _rows(ctx: Context, plot: Plot, name: str, items: list[Shown]) -> list[str]:
    """One row for a norm and its earlier value; any other set of norms gets a row each."""
    single = [(i.old, i.drawn) for i in items if i.drawn is not None and i.drawn.value is not None]
    new, old = ([point for past, point in single if past is wanted] for wanted in (False, True))
    if len(items) == 2 and len(new) == len(old) == 1:
        return [chart_row(name, _originals(ctx, items), plot.pair(new[0], old[0]))]
    return [_row(ctx, plot, name, item, several=len(items) > 1) for item in items]


def _row(ctx: Context, plot: Plot, name: str, item: Shown, *, several: bool) -> str:
    sub = "; ".join(filter(None, [period(ctx, item.point) if several else "", as_published(ctx, item)]))
    if item.drawn is None:
        return chart_row(name, sub, f"<b>{ctx.figure(item.point)}</b>")
    return chart_row(name, sub, plot.figure(item.drawn, "bar", item.old, law=True))


def _originals(ctx: Context, items: list[Shown]) -> str:
    """Of figures that share a row: each with its period, the newer one first."""
    converted = sorted((item for item in items if item.converted), key=lambda item: item.old)
    return "; ".join(": ".join(filter(None, [period(ctx, i.point), as_published(ctx, i)])) for i in converted)


def as_published(ctx: Context, item: Shown) -> str:
    """A converted figure as the source gives it; empty when the chart shows it unchanged."""
    if not item.converted:
        return ""
    unit = ctx.facts.units.get(item.point.unit)
    words = f"{ctx.amount(item.point)}{ctx.gap(item.point.unit)}{unit.spelling(ctx.lang) if unit else item.point.unit}"
    return ctx.label("chart-source-says", figure=words)


def _replacements(ctx: Context, instrument: Instrument | None, drawn: set[str | None]) -> list[str]:
    """What follows a text that was replaced, when its values are not in this chart."""
    rows = []
    for successor in instrument.replaced_by if instrument else ():
        record = ctx.facts.instruments.get(successor)
        if record is not None and successor not in drawn:
            name = ctx.label("chart-replaced-by", name=record.name[ctx.lang])
            rows.append(chart_words(f"{name} {state(ctx, record)} {ctx.label('chart-no-new-value')}"))
    return rows
