"""Blocks of a sector's overview, and the row of its pages that stands under every title."""

from __future__ import annotations

from ..models import Benchmark, Measure, Point
from ..pages import SECTOR_PAGES
from .chart_norms import as_published
from .context import Context, attribute
from .figures import Shown, convert, unit_words
from .norms import period, state
from .strip import change, short_saving

LANES = {"none": ("none",), "low": ("low",), "invest": ("medium", "high")}
"""Lane -> the cost classes in it."""


def start_here(ctx: Context) -> str:
    """The measures to begin with, in three lanes by cost. Empty when the sector names none."""
    measures = {measure.id: measure for measure in ctx.topic.measures}
    first = [measures[i] for i in ctx.topic.start_here if i in measures]
    lanes = [(lane, [m for m in first if m.cost in classes]) for lane, classes in LANES.items()]
    sections = [_lane(ctx, lane, members) for lane, members in lanes if members]
    if not sections:
        return ""
    stated = [measure for measure in first if measure.cost_basis != "judgement"]
    words = ctx.label("lanes-judgement-some" if stated else "lanes-judgement")
    note = [f'<p class="hb-sub" data-search-exclude>{words}</p>'] if len(stated) < len(first) else []
    return "\n".join(['<div class="hb hb-lanes" data-search-exclude>', *sections, "</div>", *note])


def _lane(ctx: Context, lane: str, measures: list[Measure]) -> str:
    items = "\n".join(
        f"<li>{ctx.topic_link(ctx.text(measure.name), 'measures', measure.id)} "
        f"{short_saving(ctx, measure)}{_stated(ctx, measure)}</li>"
        for measure in measures
    )
    money = _money(ctx) if lane == "invest" else ""
    return f"<section><h3>{ctx.label(f'lane-{lane}')}</h3><ul>\n{items}</ul>{money}</section>"


def _money(ctx: Context) -> str:
    """The way from what needs money to those who lend or give it; empty while that page is not written."""
    words = ctx.label("lane-money")
    link = ctx.page_link(words, "policy/finance")
    return f'<p class="hb-sub">{link}</p>' if link != words else ""


def _stated(ctx: Context, measure: Measure) -> str:
    """Nothing for a judged cost class, which is said once below the lanes."""
    if measure.cost_basis == "judgement":
        return ""
    return f' <span class="hb-sub">{ctx.label("lane-cost-stated")}{ctx.cite(measure.cost_basis)}</span>'


def key_figures(ctx: Context) -> str:
    """The figures that the data marks with `key`. Empty when it marks none."""
    benchmarks = ctx.topic.benchmarks
    items = [_key(ctx, benchmark, point) for benchmark in benchmarks for point in benchmark.points if point.key]
    return "\n".join(['<dl class="hb hb-keys" data-search-exclude>', *items, "</dl>"]) if items else ""


def _key(ctx: Context, benchmark: Benchmark, point: Point) -> str:
    item = Shown(point, convert(ctx, point, benchmark.unit), old=False)
    unit = unit_words(ctx, benchmark) if item.drawn is not None else ctx.unit(point.unit)
    figure = f"{ctx.qualified(item.drawn or point)} <small>{unit}</small>"
    below = "; ".join(filter(None, [_below(ctx, point), as_published(ctx, item)]))
    return f'<div><dt>{ctx.text(point.key)}</dt><dd class="hb-fig">{figure}</dd><dd class="hb-sub">{below}</dd></div>'


def _below(ctx: Context, point: Point) -> str:
    if point.evidence != "norm":
        return "; ".join(filter(None, [ctx.provenance(point), change(ctx, point)]))
    instrument = ctx.facts.instruments.get(point.instrument or "")
    name = ctx.text(instrument.name) if instrument else ctx.word("evidence", "norm")
    words = "; ".join(filter(None, [name, ctx.text(point.scope), period(ctx, point)]))
    return f"{words}{ctx.cite(point.source)}" + (f" {state(ctx, instrument, point)}" if instrument else "")


def gaps(ctx: Context) -> str:
    """What was looked for and not found. Empty when nothing is recorded."""
    items = [f"<li>{ctx.text(gap)}</li>" for gap in ctx.topic.gaps]
    return "\n".join(["<ul>", *items, "</ul>"]) if items else ""


def sector_pages(ctx: Context) -> str:
    """The pages of the sector that exist, with what to expect there; the open one is marked."""
    topic = ctx.topic
    points = sum(len(benchmark.points) for benchmark in topic.benchmarks)
    hints = {
        "process": ctx.count("steps", sum(step.kind == "process" for step in topic.steps)),
        "benchmarks": ctx.count("figures", points),
        "measures": ctx.number(len(topic.measures)),
        "cases": ctx.number(len(topic.cases)),
    }
    items = []
    for name in SECTOR_PAGES:
        key = ctx.corpus.topic_key(topic.id, name)
        if ctx.corpus.shown(ctx.lang, key) is None:
            continue
        current = ' aria-current="page"' if key == ctx.page.key else ""
        hint = f" <span>{hints[name]}</span>" if name in hints else ""
        items.append(f'<li><a href="{attribute(ctx.url(key))}"{current}>{ctx.label(f"page-{name}")}{hint}</a></li>')
    title = attribute(ctx.label("pages-of-sector", name=topic.name[ctx.lang]))
    return "\n".join([f'<nav class="hb hb-pages" data-search-exclude aria-label="{title}"><ul>', *items, "</ul></nav>"])
