"""N: a range of years is written with the dash for ranges, on pages and in the texts of the data: 2021–2030."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import LANGUAGES
from ..corpus import Corpus
from ..diagnostics import Diagnostic, Fix, check
from ..text import Span, blank
from ..yaml_source import Path

_YEARS = re.compile(r"(?P<first>(?:1(?<![\w/.,-]1)9|2(?<![\w/.,-]2)0)\d\d)-(?P<last>(?:19|20)\d\d)(?![\w/-]|[.,]\d)")
"""Two years joined by a hyphen; never part of an id, an address or the number of a document."""
_UNREAD = re.compile(r"\((?<=\]\()[^()\s]*\)|https?://[^\s)>]+|\{[^{}\n]*\}|<[^<>\n]*>")
"""What is on a page and no text: targets of links, ids, tags."""

_AS_PRINTED = ("title", "publisher", "form", "admitted", "aliases", "also", "number", "seen_at", "url")
"""Keys whose text is quoted or an address; but not what both languages say below them, as in titles of legal texts."""


@check("N06")
def year_ranges(corpus: Corpus) -> Iterator[Diagnostic]:
    """Ranges of years with a hyphen, which reads like a minus or a code."""
    for page in corpus.pages.values():
        if page.damaged:
            continue
        text = _UNREAD.sub(lambda match: blank(match.group()), page.masked.text)
        yield from (_found(page.source.span(start, end)) for start, end in _ranges(text))
        if page.masked.front:
            yield from (_found(page.source.span(*place)) for place in _ranges(page.source.text, *page.masked.front))
    for document in corpus.facts.documents:
        for start, end in _ranges(document.source.text):
            if _is_ours(document.path_at(start)):
                yield _found(document.source.span(start, end))


def _ranges(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    for match in _YEARS.finditer(text, start, len(text) if end is None else end):
        if match["first"] < match["last"]:
            yield match.span()


def _is_ours(path: Path | None) -> bool:
    """Whether the value at `path` is prose of the editors: no comment, no quotation."""
    if path is None:
        return False
    return path[-1] in LANGUAGES or not any(part in _AS_PRINTED for part in path)


def _found(span: Span) -> Diagnostic:
    better = span.text.replace("-", "–")
    return Diagnostic("N06", span, {"range": span.text, "better": better}, Fix(span, better, safe=True))
