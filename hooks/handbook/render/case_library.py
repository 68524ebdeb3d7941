"""The case library: every case of every topic as a short card, with what to filter it by."""

from __future__ import annotations

from html import escape

from ..models import Case, Result, Sector
from .case_card import before_after, drawn_and_written, evidence, place, what_of
from .collation import sort_key
from .context import PLANNED, Context
from .facets import data, form, option, pick_chips, picks, sector_select, select, source_link, topics_in_order
from .strip import change, large

KINDS = ("measured", "claimed", "planned", "none")
"""What the figures of a case are worth, best first; a case may have figures of several kinds."""
_UNKNOWN = "unknown"


def all_cases(ctx: Context) -> str:
    """The form and the cards, by topic; within a topic what was measured stands first."""
    topics = [topic for topic in topics_in_order(ctx.corpus, ctx.lang) if topic.cases]
    everything = [case for topic in topics for case in topic.cases]
    present = {pick for case in everything for pick in picks(result.resource for result in case.results)}
    fields = [
        sector_select(ctx, topics),
        _country_select(ctx, everything),
        select(ctx, "kind", "find-kind", [option(kind, ctx.label(f"find-kind-{kind}")) for kind in KINDS]),
        pick_chips(ctx, "find-changed", present),
    ]
    return "\n".join(
        [
            '<div class="hb hb-find" data-search-exclude>',
            form(ctx, "find-cases", fields, len(everything), "library"),
            *(_topic_section(ctx, topic) for topic in topics),
            "</div>",
        ]
    )


def _country_select(ctx: Context, cases: list[Case]) -> str:
    """Vietnam first, then by name; cases of no stated country last."""
    codes = {case.country for case in cases if case.country}
    ordered = sorted(codes, key=lambda code: (code != "VN", sort_key(ctx.country(code), ctx.lang)))
    options = [option(code, ctx.country(code)) for code in ordered]
    if any(case.country is None for case in cases):
        options.append(option(_UNKNOWN, ctx.label("find-country-unknown")))
    return select(ctx, "country", "find-country", options)


def _topic_section(ctx: Context, topic: Sector) -> str:
    ranked = sorted(topic.cases, key=lambda case: KINDS.index(kinds(case)[0]))
    name = escape(topic.name[ctx.lang], quote=False)
    cards = "\n".join(_card(ctx, topic, case) for case in ranked)
    return (
        f'<section class="hb-set"><h3>{name} <span class="hb-sub">{ctx.number(len(ranked))}</span></h3>\n'
        f'<div class="hb-cards">\n{cards}\n</div></section>'
    )


def kinds(case: Case) -> list[str]:
    """The kinds of its figures, best first: never empty."""
    found = {_kind(result) for result in case.results}
    return [kind for kind in KINDS if kind in found] or ["none"]


def _kind(result: Result) -> str:
    if result.evidence in PLANNED:
        return "planned"
    return "claimed" if result.evidence == "claimed" else "measured"


# -- one card


def _card(ctx: Context, topic: Sector, case: Case) -> str:
    drawn, written = drawn_and_written(case)
    attributes = data(
        sector=topic.id,
        country=case.country or _UNKNOWN,
        kind=kinds(case),
        resource=picks(result.resource for result in case.results),
    )
    parts = [
        f'<article class="hb-case"{attributes}>',
        f'<header><span class="hb-sub">{place(ctx, case)}</span>{evidence(ctx, case)}</header>',
        f"<h4>{ctx.topic_link(ctx.text(case.name), 'cases', case.id, topic.id)}</h4>",
        f"<p>{ctx.text(case.what)}</p>",
        before_after(ctx, drawn, cited=False),
        _written(ctx, written),
        _measures(ctx, topic, case),
        f'<p class="hb-sub">{ctx.label("described-in")}: {_sources(ctx, case)}</p>',
        "</article>",
    ]
    return "\n".join(part for part in parts if part)


def _written(ctx: Context, results: list[Result]) -> str:
    if not results:
        return ""
    return f"<ul>{''.join(f'<li>{_figure(ctx, result)}</li>' for result in results)}</ul>"


def _figure(ctx: Context, result: Result) -> str:
    words = "; ".join(filter(None, [ctx.text(result.scope), ctx.year(result), change(ctx, result)]))
    figure = f"{what_of(ctx, result)}: <b>{large(ctx, result)}</b>"
    return f'{figure} <span class="hb-sub">{ctx.evidence(result)} {words}</span>'


def _measures(ctx: Context, topic: Sector, case: Case) -> str:
    names = {measure.id: ctx.text(measure.name) for measure in topic.measures}
    links = [ctx.topic_link(names[i], "measures", i, topic.id) for i in case.measures if i in names]
    return f'<p class="hb-sub">{ctx.label("case-measures")}: {", ".join(links)}</p>' if links else ""


def _sources(ctx: Context, case: Case) -> str:
    named = []
    for source_id in case.sources:
        source = ctx.source(source_id)
        if source is not None:
            publisher = source_link(ctx, source_id, ctx.publisher_html(source))
            named.append(f"{publisher} ({ctx.word('grade', source.grade)})")
    return "; ".join(named)
