"""Glossary terms in running text: a button at the word, one definition per concept at the end of the page.

The `popover` attribute opens the definition by tap and keyboard without script. Definitions stand at the end of the
page and not beside the word: Markdown does not read them there, later uses share them, and a copied paragraph is clean.
"""

from __future__ import annotations

import re
from html import escape

from ..models import Term
from ..terms import TermUse
from .context import Context


def linked_uses(ctx: Context) -> list[TermUse]:
    """Uses that become a button, in reading order: every explicit one, and a concept's first one where it is plain."""
    seen: set[str] = set()
    linked = []
    for use in ctx.terms.uses(ctx.page):
        term = ctx.facts.terms.get(use.term_id)
        if term is None:
            continue
        plain = term.autolink and use.term_id not in seen and not _in_lead_in(use) and not _in_name(use)
        if use.explicit or plain:
            linked.append(use)
            seen.add(use.term_id)
    return linked


def _in_lead_in(use: TermUse) -> bool:
    """Whether the use stands in bold, which names a part of the page, or in an admonition's title: no HTML there."""
    line, column = use.span.source.line(use.span.line), use.span.column - 1
    return line[:column].count("**") % 2 == 1 or line.lstrip().startswith(("!!!", "???"))


def _in_name(use: TermUse) -> bool:
    """Whether the use is part of a proper name: a capital in the middle of a sentence (`Trung tâm Sản xuất …`)."""
    first, before = use.span.text[:1], use.span.source.text[: use.span.start].rstrip(" \u00a0")[-1:]
    return first.isupper() and not use.form[:2].isupper() and (before.isalnum() or before in tuple(",&"))


def button(use: TermUse) -> tuple[int, int, str]:
    """(start, end, HTML): the word as a button, inline, in place of the source from start to end.

    A button is one box for the browser, which may break the line on both sides of it. So the brackets and punctuation
    that touch the word come along, in a span that keeps them together. The word itself stays Markdown.
    """
    text, start, end = use.span.source.text, use.span.start, use.span.end
    word = use.span.text
    if use.link is not None:
        word = word[1 : word.rindex("](")]
    html = f'<button class="hb-term" type="button" popovertarget="def-{use.term_id}">{word}</button>'
    before = re.search(r"[(“\"]*$", text[max(0, start - 3) : start])
    after = re.match(r"[,.;:!?)”…\"]*", text[end : end + 4])
    assert before is not None and after is not None, "both patterns match nothing as well"
    if before[0] or after[0]:
        html = f'<span class="hb-keep">{before[0]}{html}{after[0]}</span>'
    return start - len(before[0]), end + len(after[0]), html


def popovers(ctx: Context, uses: list[TermUse]) -> str:
    """The definitions of the concepts behind `uses`, once each; empty when there are none."""
    ids = dict.fromkeys(use.term_id for use in uses)
    if not ids:
        return ""
    body = "\n".join(_popover(ctx, ctx.facts.terms[term_id]) for term_id in ids)
    return f'<section class="hb-defs" data-search-exclude>\n{body}\n</section>'


def _popover(ctx: Context, term: Term) -> str:
    other = "en" if ctx.lang == "vi" else "vi"
    half, other_half = term.half(ctx.lang), term.half(other)
    parts = [
        f"<b>{with_abbreviation(half.preferred, half.abbr)}</b>",
        f'<span class="hb-sub" lang="{other}">{with_abbreviation(other_half.preferred, other_half.abbr)}</span>',
        f"<span>{escape(half.definition, quote=False)}</span>",
    ]
    if ctx.corpus.shown(ctx.lang, "glossary/index"):
        parts.append(f'<a href="{ctx.url("glossary/index", term.id)}">{ctx.label("see-entry")}</a>')
    return f'<div class="hb-pop" popover id="def-{term.id}">{"".join(parts)}</div>'


def with_abbreviation(name: str, abbr: str | None) -> str:
    """`chemical oxygen demand (COD)`, HTML-escaped."""
    return escape(f"{name} ({abbr})" if abbr else name, quote=False)
