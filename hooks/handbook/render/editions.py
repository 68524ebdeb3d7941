"""Which state of the handbook the reader has, in words, and where the editions with their files are."""

from __future__ import annotations

from html import escape

from ..corpus import Corpus
from .context import Context, attribute, date_words


def edition_words(corpus: Corpus, lang: str) -> str:
    """`Ấn bản 1.0.0, ngày 25/11/2026`, `Working copy of 25 November 2026`; no day where it is not known. HTML."""
    number, day = corpus.edition.number, corpus.edition.day
    label = corpus.facts.label
    words = label("edition-number", lang, number=number) if number else label("edition-none", lang)
    if day is not None:
        words = label("edition-dated", lang, edition=words, date=date_words(day, lang))
    return escape(words, quote=False)


def editions(ctx: Context) -> str:
    """What is being read, and links to where the editions are released while the project has such a place."""
    corpus, number = ctx.corpus, ctx.corpus.edition.number
    changing = "" if number else f" {ctx.label('editions-changing')}"
    lines = [f"<p>{ctx.label('editions-here')} <b>{edition_words(corpus, ctx.lang)}</b>.{changing}</p>"]
    if corpus.repo_url:
        releases = f"{corpus.repo_url}/releases"
        files = [(f"{releases}/tag/v{number}", ctx.label("editions-files", number=number))] if number else []
        links = [*files, (releases, ctx.label("editions-all"))]
        items = "".join(f'<li><a href="{attribute(escape(url))}">{words}</a></li>' for url, words in links)
        lines.append(f"<ul>{items}</ul>")
    else:
        lines.append(f"<p>{ctx.label('editions-nowhere')}</p>")
    return "\n".join(['<div class="hb">', *lines, "</div>"])
