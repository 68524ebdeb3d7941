"""Addresses that have changed, as readers of the old ones meet them: old anchors, retired pages, pages that moved."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from html import escape
from urllib.parse import urljoin

from .. import DEFAULT_LANGUAGE
from ..corpus import Corpus
from ..markdown import Heading
from ..pages import Page, page_url, relative_url
from .context import Context, attribute

SCRIPT = "assets/javascripts/moved.js"
"""Sends readers on together with the part of the address after `#`, which a page alone cannot do."""

Change = tuple[int, int, str]
"""Replace `[start, end)` of the page's source by a text."""


# -- old anchors


def heading_aliases(ctx: Context) -> Iterator[Change]:
    """Old anchors of sections, each put into the heading that stands for it now."""
    aliases = aliases_here(ctx)
    for heading in ctx.page.headings:
        if spans := aliases.get(heading.id or ""):
            at = _text_start(heading)
            yield at, at, spans


def block_aliases(ctx: Context, text: str) -> str:
    """The rendered page with the old anchors of what the build inserts (a term, a law) put into their elements."""
    own = {heading.id for heading in ctx.page.headings}
    for new, spans in aliases_here(ctx).items():
        if new not in own:
            opening = re.compile(rf'<[a-z][a-z0-9]*\s(?:[^<>]*\s)?id="{re.escape(new)}"[^<>]*>')
            text = opening.sub(lambda match, spans=spans: match.group() + spans, text, count=1)
    return text


def aliases_here(ctx: Context) -> dict[str, str]:
    """Anchor of this page -> the old ones that lead to it, as elements without content."""
    found: dict[str, str] = defaultdict(str)
    for old, (page, anchor) in sorted(ctx.corpus.aliases(ctx.page).items()):
        if page is ctx.page:
            found[anchor] += f'<span class="hb-alias" id="{attribute(old)}"></span>'
    return found


def _text_start(heading: Heading) -> int:
    """Where the words of a heading begin, after its marks."""
    line = heading.span.text
    words = line.lstrip("#").lstrip(" \t")
    return heading.span.start + len(line) - len(words)


def moved_places(ctx: Context) -> str:
    """What has left this page for another, each under its old anchor with the way on; empty when nothing has."""
    items = [
        f'<li id="{attribute(old)}"><a href="{attribute(ctx.url(page.key, anchor))}">{_name(page, anchor)}</a></li>'
        for old, (page, anchor) in sorted(ctx.corpus.aliases(ctx.page).items())
        if page is not ctx.page
    ]
    if not items:
        return ""
    return "\n".join(
        [
            '<section class="hb hb-note hb-moved" data-search-exclude>',
            f"<p>{ctx.label('moved-places')}</p>",
            "<ul>",
            *items,
            "</ul>",
            "</section>",
        ]
    )


def _name(page: Page, anchor: str) -> str:
    """What a place is called: its heading and page, or the page alone."""
    heading = next((h for h in page.headings if h.id == anchor and h.level > 1), None)
    words = [heading.text] if heading else []
    return escape(": ".join([page.title, *words]), quote=False)


def link_changes(ctx: Context) -> Iterator[Change]:
    """Links of the page that are written with an old address: readers go straight to the new one."""
    redirects = ctx.facts.redirects
    if not redirects.pages and not redirects.anchors:
        return
    targets = {link.target_span.start: link for link in ctx.page.links if link.kind not in ("term", "auto", "html")}
    for link in targets.values():
        found = ctx.corpus.resolve(ctx.page, link.target)
        if found.problem == "moved" and found.suggestion:
            yield link.target_span.start, link.target_span.end, found.suggestion


# -- retired pages


def retired_note(ctx: Context) -> str:
    """What a page that is no longer kept up says of itself, and where to go instead; empty on others."""
    if not ctx.page.retired:
        return ""
    key = ctx.page.replaced_by
    page = ctx.corpus.shown(ctx.lang, key) if key else None
    if page is None:
        words = ctx.label("retired")
    else:
        link = f'<a href="{attribute(ctx.url(page.key))}">{escape(page.title, quote=False)}</a>'
        words = ctx.label("retired-replaced", page="\0").replace("\0", link)
    return f'<p class="hb hb-note" data-search-exclude>{words}</p>'


# -- pages that moved


def redirect_pages(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """(path below the site, HTML) of the pages that stand at the old addresses of pages that moved."""
    for lang in sorted({page.lang for page in corpus.pages.values()}):
        folder = "" if lang == DEFAULT_LANGUAGE else f"{lang}/"
        for old in sorted(corpus.facts.redirects.pages):
            page = corpus.moved(lang, old)
            if page is None or corpus.page_at(lang, page_url(old)):
                continue
            path = folder + (f"{old}.html" if corpus.offline else f"{page_url(old)}index.html")
            yield path, _redirect_page(corpus, path, page, relative_url(old, page.key, offline=corpus.offline))


def _redirect_page(corpus: Corpus, path: str, page: Page, url: str) -> str:
    folder = "" if page.lang == DEFAULT_LANGUAGE else f"{page.lang}/"
    script = posixpath.relpath(SCRIPT, posixpath.dirname(path) or ".")
    title, target = escape(page.title, quote=False), attribute(url)
    link = f'<a href="{target}">{title}</a>'
    words = escape(corpus.facts.label("moved-page", page.lang, page="\0"), quote=False).replace("\0", link)
    lines = [
        "<!doctype html>",
        f'<html lang="{page.lang}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="robots" content="noindex">',
        f"<title>{title}</title>",
        f'<link rel="canonical" href="{attribute(urljoin(corpus.site_url, folder + page.url))}">',
        f'<script src="{script}" data-to="{target}"></script>',
        f'<noscript><meta http-equiv="refresh" content="0; url={target}"></noscript>',
        "</head>",
        f"<body><p>{words}</p></body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"
