"""The page of laws: every legal text as a card, grouped by subject, whole without script and filtered with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..models import Ask, Instrument
from .context import Context, attribute
from .facets import data, form, option, sector_select, select, topics_in_order
from .norms import instrument_link, state
from .statements import card, title

EVERY = "*"
"""In `data-sector`: whichever sector is chosen, the text may concern it. `finder.js` knows the mark."""
_NONE = "-"
_CLAUSE = re.compile(r"(\d+)\.(\d+)")
_RANK = ("in-force", "not-yet", "unverified", "unknown", "draft", "period-ended", "repealed")
"""What binds stands before what no longer does."""


def all_laws(ctx: Context) -> str:
    """The form, links to the groups, and the cards; the id of a card is the id of its legal text."""
    concerned = sectors_by_instrument(ctx)
    groups = list(_groups(ctx))
    everything = [instrument for _, members in groups for instrument in members]
    sectors = [topic for topic in topics_in_order(ctx.corpus, ctx.lang) if topic.id in ctx.facts.sectors]
    fields = [
        sector_select(ctx, sectors),
        select(ctx, "subject", "law-subject", [option(s, ctx.word("law-subject", s)) for s, _ in groups]),
        select(ctx, "kind", "law-kind", _present(ctx, "instrument-kind", {i.kind for i in everything})),
        select(ctx, "status", "factor-validity", _present(ctx, "instrument-status", {i.status for i in everything})),
    ]
    index = " ".join(f'<a href="#subject-{s}">{ctx.word("law-subject", s)}</a>' for s, _ in groups)
    sections = []
    for subject, members in groups:
        sections += [
            f'<section class="hb-set"><h3 id="subject-{subject}">{ctx.word("law-subject", subject)}</h3>',
            *(_card(ctx, instrument, concerned.get(instrument.id, [])) for instrument in members),
            "</section>",
        ]
    return "\n".join(
        [
            '<div class="hb hb-find hb-lawbook">',
            form(ctx, "find-laws", fields, len(everything), "laws"),
            f'<nav class="hb-subjects" aria-label="{attribute(ctx.label("law-subject"))}">{index}</nav>',
            *sections,
            "</div>",
        ]
    )


def sectors_by_instrument(ctx: Context) -> dict[str, list[str]]:
    """The sectors each legal text concerns: those whose laws or norms name it, and those it names itself."""
    found: dict[str, list[str]] = {}
    for topic in topics_in_order(ctx.corpus, ctx.lang):
        if topic.id not in ctx.facts.sectors:
            continue
        named = [law.instrument for law in topic.laws]
        named += [point.instrument for b in topic.benchmarks for point in b.points if point.instrument]
        named += [i.id for i in ctx.facts.instruments.values() if topic.id in i.sectors]
        for instrument_id in dict.fromkeys(named):
            found.setdefault(instrument_id, []).append(topic.id)
    return found


def _groups(ctx: Context) -> Iterator[tuple[str, list[Instrument]]]:
    """(subject, legal texts): what is in force first, the newest of those first."""
    for subject in ctx.facts.index("law-subject"):
        members = [i for i in ctx.facts.instruments.values() if i.subject == subject]
        members.sort(key=lambda i: (_RANK.index(i.status) if i.status in _RANK else 99, _KINDS.get(i.kind, 9)))
        if members:
            yield subject, members


_KINDS = {kind: rank for rank, kind in enumerate(("law", "resolution", "decree", "decision", "directive", "circular"))}
"""Rank of a legal text: a law stands above its decree, a decree above its circular."""


def _present(ctx: Context, kind: str, ids: set[str]) -> list[str]:
    return [option(word, ctx.word(kind, word)) for word in ctx.facts.index(kind) if word in ids]


# -- one card


def _card(ctx: Context, instrument: Instrument, sectors: list[str]) -> str:
    every = instrument.reach == "any"
    filters = data(
        sector=EVERY if every else sectors or _NONE,
        subject=instrument.subject,
        kind=instrument.kind,
        status=instrument.status,
    )
    head = title(ctx, instrument.id, ctx.text(instrument.name), state(ctx, instrument))
    words = (
        f"<p>{ctx.text(instrument.title)}{ctx.cite(*instrument.sources)}</p>"
        f'<p class="hb-sub">{_particulars(ctx, instrument)}</p>'
    )
    rows = ((ctx.label(key), html) for key, html in _rows(ctx, instrument, sectors))
    return card(head + words, rows, f' aria-labelledby="{instrument.id}"{filters}')


def _particulars(ctx: Context, instrument: Instrument) -> str:
    """Kind, number unless the name has it, issuer and dates, as far as known."""
    parts = [ctx.word("instrument-kind", instrument.kind)]
    if instrument.number and instrument.number not in instrument.name[ctx.lang]:
        parts.append(instrument.number)
    parts.append(ctx.text(instrument.issuer))
    if instrument.issued:
        parts.append(ctx.label("issued-on", date=ctx.date(instrument.issued)))
    if instrument.in_force and instrument.status not in ("in-force", "not-yet"):  # the state says it otherwise
        parts.append(ctx.label("in-force-on", date=ctx.date(instrument.in_force)))
    return " · ".join(parts)


def _rows(ctx: Context, instrument: Instrument, sectors: list[str]) -> Iterator[tuple[str, str]]:
    """(label key, HTML) of what stands below; only what there is."""
    key = "law-says" if instrument.reach == "state" else "law-asks"
    items = "".join(f"<li>{_ask(ctx, ask)}</li>" for ask in instrument.asks)
    none = f'<span class="hb-none">{ctx.label("law-asks-unseen")}</span>'
    yield key, f'<ul role="list">{items}</ul>' if items else none
    yield "law-concerns", _concerns(ctx, instrument, sectors)
    if any(law_norm(ctx, sector, instrument.id) for sector in sectors):
        yield "law-norms", ctx.page_link(ctx.label("law-norms-link"), "policy/energy-norms", "norms-by-sector")
    for key, ids in (
        ("law-replaced-by", instrument.replaced_by),
        ("law-amended-by", instrument.amended_by),
        ("law-replaces", instrument.replaces),
        ("law-amends", [i.id for i in ctx.facts.instruments.values() if instrument.id in i.amended_by]),
    ):
        if ids:
            yield key, "; ".join(_named(ctx, i) for i in ids)
    if instrument.note:
        yield "law-note", ctx.text(instrument.note)


def _ask(ctx: Context, ask: Ask) -> str:
    source = ctx.cite(ask.source) if ask.source else ""
    if not ask.article:
        return ctx.text(ask.what) + source
    if clause := _CLAUSE.fullmatch(ask.article):
        place = ctx.label("law-clause", article=clause[1], clause=clause[2])
    else:
        place = ctx.label("law-article", article=ask.article.replace("-", "–"))
    return f"<b>{place}.</b> {ctx.text(ask.what)}{source}"


def _concerns(ctx: Context, instrument: Instrument, sectors: list[str]) -> str:
    if instrument.reach == "any":
        return ctx.label("law-any")
    links = ", ".join(ctx.page_link(ctx.text(ctx.facts.sectors[s].name), f"sectors/{s}/index", "laws") for s in sectors)
    if instrument.reach == "state":
        return ctx.label("law-state") + (f" {ctx.label('law-named-in')} {links}." if links else "")
    return links or f'<span class="hb-none">{ctx.label("law-no-sector")}</span>'


def law_norm(ctx: Context, sector_id: str, instrument_id: str) -> bool:
    """Whether a benchmark of the sector holds a norm of the legal text."""
    benchmarks = ctx.facts.sectors[sector_id].benchmarks
    return any(p.instrument == instrument_id and p.evidence == "norm" for b in benchmarks for p in b.points)


def _named(ctx: Context, instrument_id: str) -> str:
    instrument = ctx.facts.instruments.get(instrument_id)
    return instrument_link(ctx, instrument) if instrument else instrument_id
