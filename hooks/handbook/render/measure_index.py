"""The index at the top of a sector's measures: the way to one measure out of twenty on a phone."""

from __future__ import annotations

from itertools import groupby

from ..markdown import Heading
from ..models import Measure, Utility
from .context import Context, attribute, one_line
from .navigation import utilities_in_order
from .strip import saving_words

_ENOUGH = 2
"""Measures from which an index is of use."""


def measure_index(ctx: Context) -> str:
    """Links to the measures of the page, grouped as on the page, with cost and best figure. Empty for a short page."""
    measures = {measure.id: measure for measure in ctx.topic.measures}
    listed = [h for h in ctx.page.headings if h.level == 2 or (h.level == 3 and h.id in measures)]
    if sum(heading.level == 3 for heading in listed) < _ENOUGH:
        return ""
    groups: list[tuple[Heading | None, list[Heading]]] = []
    for level, members in groupby(listed, key=lambda heading: heading.level):
        if level == 2:
            groups += [(heading, []) for heading in members]
        else:
            head = groups.pop()[0] if groups else None
            groups.append((head, list(members)))
    parts = [_group(ctx, head, members, measures) for head, members in groups if members]
    name = attribute(ctx.label("measures-of-page"))
    inside = "".join([*parts, *_elsewhere(ctx), *_shared(ctx)])
    return f'<nav class="hb hb-index" data-search-exclude aria-label="{name}">{inside}</nav>'


def _group(ctx: Context, head: Heading | None, members: list[Heading], measures: dict[str, Measure]) -> str:
    title = f'<p class="hb-k">{one_line(head.text)}</p>' if head else ""
    items = "".join(_entry(ctx, measures[heading.id]) for heading in members if heading.id)
    return f"{title}<ul>{items}</ul>"


def _entry(ctx: Context, measure: Measure) -> str:
    words = f"{ctx.word('cost-class', measure.cost)}; {saving_words(ctx, measure)}"
    return f'<li><a href="#{measure.id}">{ctx.text(measure.name)}</a> <span class="hb-sub">{words}</span></li>'


def _elsewhere(ctx: Context) -> list[str]:
    """The way to the finder, with the sector chosen."""
    if ctx.corpus.shown(ctx.lang, "measures/index") is None:
        return []
    url = attribute(f"{ctx.url('measures/index')}?sector={ctx.topic.id}")
    return [f'<p class="hb-sub"><a href="{url}">{ctx.label("filter-these")}</a></p>']


def _shared(ctx: Context) -> list[str]:
    """From a sector the way to the systems that every plant has: what they share is written once, over there."""
    if ctx.page.kind != "sector-measures":
        return []
    topics = [topic for topic in utilities_in_order(ctx.corpus, ctx.lang) if ctx.corpus.shown(ctx.lang, _key(topic))]
    links = [f'<a href="{attribute(ctx.url(_key(topic)))}">{ctx.text(topic.name)}</a>' for topic in topics]
    return [f'<p class="hb-sub">{ctx.label("shared-systems")} {", ".join(links)}.</p>'] if links else []


def _key(topic: Utility) -> str:
    return f"utilities/{topic.id}"
