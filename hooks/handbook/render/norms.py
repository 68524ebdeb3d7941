"""Legal norms and their validity: period, state by shape and word (● in force, ○ ended, ◐ not certain), listings."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TypeVar

from ..models import Benchmark, Factor, Instrument, Law, Point, Quantity
from .context import Context
from .rows import rows_table

Q = TypeVar("Q", bound=Quantity)

ENDED = ("period-ended", "repealed")
"""What an instrument's status is called once its norms no longer apply."""
_SHAPES = {"in-force": "", **dict.fromkeys(ENDED, "ended")}
"""Status of an instrument -> variant of its mark; every other status is uncertain."""


# -- periods


def older(points: Iterable[Q]) -> list[Q]:
    """Norms of an earlier period than the newest one of the same instrument and scope."""
    listed = list(points)
    return [
        point
        for point in listed
        if point.valid_to and any(_same(point) == _same(other) and _end(other) > point.valid_to for other in listed)
    ]


def _end(point: Quantity) -> datetime.date:
    """Last day of a norm's period; far ahead when only its beginning is known, far back when nothing is."""
    return point.valid_to or (datetime.date.max if point.valid_from else datetime.date.min)


def _same(point: Quantity) -> tuple[str | None, str]:
    return point.instrument, point.scope.vi if point.scope else ""


def period(ctx: Context, point: Quantity | Factor) -> str:
    """`kỳ 2021–2025`, `kỳ đến hết 2020`, `từ 14/09/2016`; empty when the data has no dates."""
    start, end = _dates(ctx, point)
    if start and end:
        whole = len(start) == len(end)
        return ctx.label("period-between" if whole else "period-mixed", start=start, end=end)
    if end:
        return ctx.label("period-until", end=end)
    return ctx.label("period-from", start=start) if start else ""


def _dates(ctx: Context, point: Quantity | Factor) -> tuple[str, str]:
    """First and last day; whole years as the year alone."""
    first, last = point.valid_from, point.valid_to
    start = "" if first is None else str(first.year) if (first.month, first.day) == (1, 1) else ctx.date(first)
    end = "" if last is None else str(last.year) if (last.month, last.day) == (12, 31) else ctx.date(last)
    return start, end


# -- validity


def state(ctx: Context, instrument: Instrument, point: Quantity | None = None) -> str:
    """Shape and word. `point` is the newest norm shown, whose period is named when it has ended."""
    return _mark(_words(ctx, instrument, point), _SHAPES.get(instrument.status, "unsure"))


def _mark(words: str, variant: str) -> str:
    return f'<span class="hb-state{f" hb-state--{variant}" if variant else ""}">{words}</span>'


def _words(ctx: Context, instrument: Instrument, point: Quantity | None) -> str:
    if instrument.status in ("in-force", "not-yet") and instrument.in_force:
        return ctx.label(f"state-{instrument.status}", date=ctx.date(instrument.in_force))
    if instrument.status == "period-ended" and point is not None and point.valid_to:
        start, end = _dates(ctx, point)
        return ctx.label("state-period-between" if start else "state-period-until", start=start, end=end)
    word = ctx.word("instrument-status", instrument.status)
    if instrument.status in ENDED and instrument.ended:
        return ctx.label(f"state-{instrument.status}", date=ctx.date(instrument.ended))
    return word


# -- listings

LAWS = "policy/laws"
"""Key of the page that has a card for every legal text, with the text's id as anchor."""


def instrument_link(ctx: Context, instrument: Instrument) -> str:
    """The name of a legal text, as a link to its card where that page exists."""
    return ctx.page_link(ctx.text(instrument.name), LAWS, instrument.id)


def norms(ctx: Context) -> str:
    """Every legal norm among the benchmarks of the sector, with its period and validity; earlier periods last."""
    found = list(_norm_points(ctx))
    if not found:
        return f'<p class="hb hb-none">{ctx.label("no-norms")}</p>'
    past = older(point for _, point in found)
    marked = [(benchmark, point, any(point is old for old in past)) for benchmark, point in found]
    rows = (norm_row(ctx, ctx.topic.id, *item) for item in sorted(marked, key=lambda item: item[2]))
    columns = [ctx.label(key) for key in ("norm-for", "norm-value", "norm-period", "norm-instrument")]
    return rows_table(ctx.label("norms-caption"), columns, rows)


def _norm_points(ctx: Context) -> Iterator[tuple[Benchmark, Point]]:
    for benchmark in ctx.topic.benchmarks:
        yield from ((benchmark, point) for point in benchmark.points if point.evidence == "norm")


def norm_row(ctx: Context, topic_id: str, benchmark: Benchmark, point: Point, past: bool) -> tuple[str, str, str, str]:
    """One norm of a sector: metric and scope, value, period, legal text with its state (`past`: an earlier period)."""
    scope = ctx.text(point.scope or point.label)
    name = ctx.topic_link(ctx.text(benchmark.name), "benchmarks", benchmark.id, topic_id)
    return (
        name + (f'<span class="hb-sub">{scope}</span>' if scope else ""),
        f"<b>{ctx.figure(point)}</b>{ctx.cite(point.source)}",
        period(ctx, point) or f'<span class="hb-none">{ctx.label("period-not-stated")}</span>',
        _instrument(ctx, point, past),
    )


def _instrument(ctx: Context, point: Point, past: bool) -> str:
    instrument = ctx.facts.instruments.get(point.instrument or "")
    mark = _mark(ctx.label("period-over"), "ended") if past else ""
    if instrument is None:
        return mark
    return f"{instrument_link(ctx, instrument)} {mark or state(ctx, instrument, point)}"


def laws(ctx: Context) -> str:
    """The laws and norms that bind the sector, each with its date, state and what it means here."""
    items = [_law(ctx, law) for law in ctx.topic.laws]
    if not items:
        return f'<p class="hb hb-none">{ctx.label("no-laws")}</p>'
    return "\n".join(['<ul role="list" class="hb hb-laws">', *items, "</ul>", *_all_that_may_apply(ctx)])


def _all_that_may_apply(ctx: Context) -> Iterator[str]:
    """The way from a sector to the page of laws, filtered for it."""
    if ctx.corpus.shown(ctx.lang, LAWS) and ctx.topic.id in ctx.facts.sectors:
        url = f"{ctx.url(LAWS)}?sector={ctx.topic.id}"
        yield f'<p class="hb hb-sub"><a href="{url}">{ctx.label("laws-of-sector")}</a></p>'


def _newest(ctx: Context, instrument_id: str) -> Point | None:
    """A norm of the newest period that the sector's benchmarks hold of a legal text."""
    points = [point for _, point in _norm_points(ctx) if point.instrument == instrument_id]
    return max(points, key=_end, default=None)


def _law(ctx: Context, law: Law) -> str:
    instrument = ctx.facts.instruments.get(law.instrument)
    if instrument is None:
        return f"<li><p><b>{law.instrument}</b></p></li>"
    issued = f" ({ctx.label('issued-on', date=ctx.date(instrument.issued))})" if instrument.issued else ""
    notes = " ".join(filter(None, [ctx.text(law.note), ctx.text(instrument.note)]))
    return (
        f"<li><p><b>{instrument_link(ctx, instrument)}</b>: {ctx.text(instrument.title)}{issued}"
        + f"{ctx.cite(*instrument.sources)}</p>"
        + state(ctx, instrument, _newest(ctx, law.instrument))
        + (f'<p class="hb-sub">{notes}</p>' if notes else "")
        + "</li>"
    )
