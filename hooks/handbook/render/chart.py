"""The chart of one benchmark. The table is the chart: a row a figure, a plot in its cell, the value as its text.

Groups stand in a fixed order: survey averages, ranges, single plants, figures that somebody states or expects, norms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ..models import Benchmark
from . import svg
from .axis import Axis, width
from .chart_norms import as_published, norm_groups, norm_name
from .context import Context
from .figures import Kind, Shown, share_a_scale, shown, unit_words
from .plot import Plot
from .rows import chart_group, chart_row, chart_words
from .strip import plain_sides

_LEGENDS: dict[Kind, str] = {
    "survey": svg.legend("dot"),
    "range": svg.legend("range"),
    "plant": svg.legend("diamond"),
    "said": svg.legend("diamond"),
}


def benchmark_chart(ctx: Context, benchmark: Benchmark) -> str:
    """All figures of a benchmark on one scale from zero, each with scope, year, kind of evidence and source. Where
    their sizes are too far apart for any scale, the values stand alone, as the sources give them.
    """
    items = shown(ctx, benchmark)
    pictured = share_a_scale(items)
    if not pictured:
        items = [replace(item, drawn=None) for item in items]
    axis = _axis(ctx, items)
    unit = ctx.facts.units.get(benchmark.unit)
    plot = Plot(ctx, axis, unit.spelling(ctx.lang) if unit else benchmark.unit)
    groups = (_group(ctx, plot, kind, [item for item in items if item.kind == kind]) for kind in _LEGENDS)
    parts = [
        f'<table class="hb hb-chart{"" if pictured else " hb-chart--values"}" role="table" data-search-exclude '
        f'style="--tick:{svg.percent(axis.tick)}">',
        _caption(ctx, benchmark, items, pictured),
        _axis_row(ctx, axis) if pictured else "",
        *groups,
        *norm_groups(ctx, plot, benchmark, [item for item in items if item.kind == "norm"]),
        _notes(ctx, benchmark, items),
        "</table>",
    ]
    return "\n".join(part for part in parts if part)


def _axis(ctx: Context, items: list[Shown]) -> Axis:
    drawn = [item.drawn for item in items if item.drawn is not None]
    return Axis.over((number for point in drawn for number in point.numbers), _right_labels(ctx, items))


def _right_labels(ctx: Context, items: list[Shown]) -> Iterator[tuple[Decimal, str]]:
    """Values that must find room on the right: of marks that share a row, and of ranges that begin near zero."""
    drawn = [(item, item.drawn) for item in items if item.drawn is not None]
    largest = max((number for _, point in drawn for number in point.numbers), default=Decimal(1))
    for item, point in drawn:
        if point.before is not None:
            right = max(point.numbers)
            yield right, ctx.number(right)
        elif item.kind == "norm" and item.old and point.value is not None:
            yield point.value, ctx.qualified(point)
        elif point.min is not None and point.max is not None and point.min < largest / 2:
            yield point.max, ctx.qualified(point)


def _caption(ctx: Context, benchmark: Benchmark, items: list[Shown], pictured: bool) -> str:
    parts = [unit_words(ctx, benchmark)]
    if benchmark.better != "none":
        parts.append(ctx.label(f"chart-{benchmark.better}"))
    sub = ", ".join(parts) + "."
    if not pictured:
        sub += f" {ctx.label('chart-no-scale')}"
    elif any(item.old for item in items):
        sub += f" {ctx.label('chart-hollow')}"
    name = ctx.text(benchmark.name)
    if any(heading.id == benchmark.id and heading.text == benchmark.name[ctx.lang] for heading in ctx.page.headings):
        name = f'<span class="hb-vh">{name}</span>'  # the heading just above says the same
    return f'<caption>{name} <span class="hb-sub">{sub}</span></caption>'


def _axis_row(ctx: Context, axis: Axis) -> str:
    labels = [
        f'<text x="{svg.percent(x)}" y="50%" text-anchor="{anchor}">{words}</text>'
        for x, anchor, words in _tick_labels(ctx, axis)
    ]
    plot = f'<svg class="hb-plot hb-plot--axis">{"".join(labels)}</svg>'
    return f'<thead aria-hidden="true"><tr><th></th><td>{plot}</td></tr></thead>'


def _tick_labels(ctx: Context, axis: Axis) -> list[tuple[float, str, str]]:
    """Position, anchor and words of the ticks that are labelled: every one, or as few as leave long numbers apart."""
    ticks = [(axis.at(tick), ctx.number(tick)) for tick in axis.ticks]
    labels: list[tuple[float, str, str]] = []
    for every in range(1, len(ticks)):
        labels, free = [], -1.0
        for x, words in ticks[::every]:
            long = width(words)
            anchor = "start" if not x else "end" if x + long / 2 > 101 else "middle"
            left = x - {"start": 0.0, "middle": long / 2, "end": long}[anchor]
            if left < free:
                break
            labels.append((x, anchor, words))
            free = left + long
        else:
            break
    return labels


def _group(ctx: Context, plot: Plot, kind: Kind, items: list[Shown]) -> str:
    if not items:
        return ""
    return chart_group(_LEGENDS[kind], ctx.label(f"chart-{kind}"), [_row(ctx, plot, item) for item in items])


def _name(ctx: Context, item: Shown) -> tuple[str, bool]:
    """Name of the row, and whether the scope is still to be said below it."""
    point = item.point
    if item.kind == "norm":
        return norm_name(ctx, item), False
    label, scope = ctx.text(point.label), ctx.text(point.scope)
    # a label that only repeats the group or the beginning of the scope adds nothing
    if scope and (not label or scope.startswith(label) or label == ctx.label(f"chart-{item.kind}")):
        return scope, False
    return label or ctx.word("evidence", point.evidence), True


def _row(ctx: Context, plot: Plot, item: Shown) -> str:
    point = item.point
    name, scope = _name(ctx, item)
    sides = ""
    if point.before is not None:
        before, after = plain_sides(ctx, point)
        sides = ctx.label("chart-solid-hollow", solid=after, hollow=before)
    sub = ctx.provenance(point, as_published(ctx, item), sides, scope=scope)
    if item.drawn is None:
        return chart_row(name, sub, f"<b>{ctx.figure(point)}</b>")
    return chart_row(name, sub, plot.figure(item.drawn, "dot" if item.kind == "survey" else "diamond", item.old))


def _notes(ctx: Context, benchmark: Benchmark, items: list[Shown]) -> str:
    """What must be known about single figures and about them all: small print below the chart."""
    named: dict[str, list[str]] = {}
    for item in items:
        if item.point.note:
            named.setdefault(ctx.text(item.point.note), []).append(_name(ctx, item)[0])
    notes = [f"<b>{'; '.join(dict.fromkeys(names))}</b>: {note}" for note, names in named.items()]
    notes += [ctx.text(benchmark.note)] if benchmark.note else []
    return f'<tbody role="rowgroup">{chart_words("<br>".join(notes))}</tbody>' if notes else ""
