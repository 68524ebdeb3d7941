"""What readers are told on a page whose half in their language is not written yet, and which of its headings stay."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from html import escape

from ..markdown import Heading
from ..pages import Page, other_language_url
from .context import Context, attribute
from .moved import Change, aliases_here

HELP = ("contribute/add", "translation")
"""Where the handbook says how a missing half is written."""


def note(ctx: Context, written: Page, *, facts: bool) -> str:
    """An honest word under the title with the way to the half that is `written`; `facts`: whether blocks follow."""
    url = attribute(other_language_url(written.key, ctx.lang, offline=ctx.corpus.offline))
    title = escape(written.title, quote=False)
    more = f" {ctx.label('stand-in-facts')}" if facts else ""
    link = f'<a href="{url}" hreflang="{written.lang}" lang="{written.lang}" rel="alternate">{title}</a>'
    lines = [f"<p><b>{ctx.label('stand-in')}</b>{more}</p>", f"<p>{ctx.label('stand-in-read')} {link}</p>"]
    words = ctx.label("stand-in-help")
    if (way := ctx.page_link(words, *HELP)) != words:
        lines.append(f'<p class="hb-sub">{way}</p>')
    return "\n".join(['<div class="hb hb-note" data-search-exclude>', *lines, "</div>"])


def empty_headings(ctx: Context, filled: Collection[Heading]) -> Iterator[Change]:
    """Headings with nothing below them, each replaced by its anchor; `filled` are those with a block."""
    aliases = aliases_here(ctx)
    headings = ctx.page.headings
    for position, heading in enumerate(headings):
        if heading.level > 1 and not any(h in filled for h in _with_below(headings[position:])):
            anchor = heading.id or ""
            inside = aliases.get(anchor, "")
            element = f'<div id="{attribute(anchor)}" class="hb-anchor">{inside}</div>' if anchor else inside
            yield heading.span.start, heading.span.end, element


def _with_below(headings: tuple[Heading, ...]) -> Iterator[Heading]:
    """The first heading and those of its subsections."""
    yield headings[0]
    for heading in headings[1:]:
        if heading.level <= headings[0].level:
            return
        yield heading
