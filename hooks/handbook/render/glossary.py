"""The glossary: every concept from A to Z in the order of the page's language."""

from __future__ import annotations

from html import escape
from itertools import groupby

from ..models import Term
from ..pages import Page
from .collation import initial, letter_id, sort_key
from .context import Context
from .listings import filter_box, filter_key
from .terms import with_abbreviation


def all_terms(ctx: Context) -> str:
    """Index of letters, filter, and one entry per concept; the id of an entry is the id of its concept."""
    terms = sorted(ctx.facts.terms.values(), key=lambda t: sort_key(t.half(ctx.lang).preferred, ctx.lang))
    used_in = ctx.terms.used_in(ctx.lang)
    by_letter = groupby(terms, key=lambda t: initial(t.half(ctx.lang).preferred, ctx.lang))
    letters = [(letter, list(members)) for letter, members in by_letter]
    index = " ".join(f'<a href="#{letter_id(letter)}">{letter}</a>' for letter, _ in letters)
    sections = [
        f'<section class="hb-set"><h3 id="{letter_id(letter)}">{letter}</h3>\n'
        + "\n".join(_entry(ctx, term, used_in.get(term.id, [])) for term in members)
        + "\n</section>"
        for letter, members in letters
    ]
    return "\n".join(
        [
            '<div class="hb hb-list hb-glossary" data-hb-filter>',
            filter_box(ctx, "filter-terms"),
            f'<nav class="hb-letters" aria-label="{ctx.label("letters")}">{index}</nav>',
            *sections,
            "</div>",
        ]
    )


def _entry(ctx: Context, term: Term, pages: list[Page]) -> str:
    other = "en" if ctx.lang == "vi" else "vi"
    half, other_half = term.half(ctx.lang), term.half(other)
    heading = (
        f'<h4 id="{term.id}">{escape(half.preferred, quote=False)}'
        f'<a class="headerlink" href="#{term.id}" title="{ctx.label("permalink")}">¶</a></h4>'
    )
    rows = [f"<dt>{ctx.label(key)}</dt><dd>{value}</dd>" for key, value in _rows(ctx, term, pages)]
    names = (half.preferred, half.abbr, other_half.preferred, other_half.abbr, *half.admitted, *other_half.admitted)
    discouraged = (d.form for d in (*half.discouraged, *other_half.discouraged))
    return (
        f'<article class="hb-entry" data-k="{filter_key(*names, *discouraged)}" aria-labelledby="{term.id}">{heading}'
        f"<p>{escape(half.definition, quote=False)}</p>"
        f'<dl class="hb-rest">{"".join(rows)}</dl></article>'
    )


def _rows(ctx: Context, term: Term, pages: list[Page]) -> list[tuple[str, str]]:
    """(label key, HTML) of what stands below the definition; only what there is."""
    half, other = term.half(ctx.lang), "en" if ctx.lang == "vi" else "vi"
    rows = [(f"language-{other}", _other_half(term, other))]
    if half.abbr:
        rows.append(("abbreviation", f"<b>{escape(half.abbr)}</b>"))
    if half.admitted:
        rows.append(("also-seen", escape(", ".join(half.admitted), quote=False)))
    if half.discouraged:
        avoid = (
            f'<span class="hb-avoid">{escape(d.form, quote=False)}</span>: {escape(d.reason, quote=False)}'
            for d in half.discouraged
        )
        rows.append(("avoid", "<br>".join(avoid)))
    if see := [ctx.facts.terms[term_id] for term_id in term.see if term_id in ctx.facts.terms]:
        rows.append(("see-also", ", ".join(f'<a href="#{t.id}">{_name(t, ctx.lang)}</a>' for t in see)))
    if term.legal:
        rows.append(("in-law", escape(term.legal[ctx.lang], quote=False)))
    rows.append(("basis", ctx.label(_basis(term)) + ctx.cite(*term.sources)))
    if pages:
        rows.append(("used-in-label", _used_in(ctx, pages)))
    return rows


def _other_half(term: Term, lang: str) -> str:
    """The term and its definition in the language that the page is not written in."""
    half = term.half(lang)
    name = with_abbreviation(half.preferred, half.abbr)
    return f'<div lang="{lang}"><b>{name}</b>: {escape(half.definition, quote=False)}</div>'


def _name(term: Term, lang: str) -> str:
    return with_abbreviation(term.half(lang).preferred, term.half(lang).abbr)


def _basis(term: Term) -> str:
    """Label that says what the sources of a concept show; without a source it is usual wording, not yet confirmed."""
    if not term.seen:
        return "seen-none"
    definition = "definition" in term.seen
    pair = "pair" in term.seen or {"vi", "en"} <= set(term.seen)
    if definition:
        return "seen-definition-pair" if pair else "seen-definition"
    return "seen-pair" if pair else f"seen-{'vi' if 'vi' in term.seen else 'en'}"


def _used_in(ctx: Context, pages: list[Page]) -> str:
    """Where a concept is used: each sector once, other pages by their title."""
    places: dict[str, str] = {}
    for page in pages:
        topic = ctx.corpus.topic(page)
        if topic is None:
            places.setdefault(page.key, page.title)
        elif ctx.corpus.shown(ctx.lang, ctx.corpus.topic_key(topic.id, "index")):
            places.setdefault(ctx.corpus.topic_key(topic.id, "index"), topic.name[ctx.lang])
    return ", ".join(f'<a href="{ctx.url(key)}">{escape(name, quote=False)}</a>' for key, name in places.items())
