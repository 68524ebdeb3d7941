"""Addresses that last: the ledger of everything ever published, and whether each entry still answers.

`docs/_data/permalinks.txt` holds a line per address, without the language, which both share: `/policy/laws/` for a page
and `/policy/laws/#not-seen` for a place on it. It only grows. Sorted lines keep a change small to read, and branches
that each add some are merged line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from . import LANGUAGES
from .corpus import Corpus
from .pages import Page, page_url
from .text import Source, Span

LEDGER = "docs/_data/permalinks.txt"
HEADER = """\
# Mọi địa chỉ đã công bố, mỗi dòng một địa chỉ; hai thứ tiếng chung một dòng. Chỉ thêm, không bớt.
# Every address ever published, one a line, shared by both languages. Lines are added, never removed.
# Không sửa tay / not by hand: python3 scripts/dev.py publish
"""
_LINE = re.compile(r"/(?:[^/#\s]+/)*(?:#[^#\s]+)?\Z")

LISTING_KINDS = frozenset(
    {"glossary", "sources", "laws", "energy-norms", "finance", "institutions", "programmes", "utility"}
)
"""Kinds of pages with anchors made from the data: while data cannot be read, nothing can be said of these."""


@dataclass(frozen=True)
class Ledger:
    """What the file says: each address with its first line. The spans of the rest are those of whole lines."""

    lines: Mapping[str, Span]
    malformed: tuple[Span, ...] = ()
    twice: tuple[Span, ...] = ()
    unsorted: tuple[Span, ...] = ()
    """Lines that sort before the line above them."""
    source: Source | None = None
    """None when nothing was published yet."""


def read_ledger(root: Path) -> Ledger:
    """The ledger below `root`; empty when there is none."""
    file = root / LEDGER
    if not file.is_file():
        return Ledger({})
    source = Source.read(file, root)
    lines: dict[str, Span] = {}
    malformed, twice, disordered = [], [], []
    start, last = 0, ""
    for line in source.text.split("\n"):
        span = source.span(start, start + len(line))
        start += len(line) + 1
        if not line or line.startswith("#"):
            continue
        if not _LINE.match(line):
            malformed.append(span)
            continue
        if line in lines:
            twice.append(span)
        elif line < last:
            disordered.append(span)
        lines.setdefault(line, span)
        last = max(last, line)
    return Ledger(lines, tuple(malformed), tuple(twice), tuple(disordered), source)


def write_ledger(addresses: Iterable[str]) -> str:
    """The text of the ledger."""
    return HEADER + "".join(f"{address}\n" for address in sorted(set(addresses)))


def address(key: str, anchor: str = "") -> str:
    """The line of a page, or of a place on it."""
    return f"/{page_url(key)}" + (f"#{anchor}" if anchor else "")


def split(line: str) -> tuple[str, str]:
    """(address below a language's root, anchor) of a line; the anchor may be empty."""
    url, _, anchor = line.removeprefix("/").partition("#")
    return url, anchor


def addresses(corpus: Corpus) -> set[str]:
    """Every address that stands in both languages now; pages that are retired or cannot be read have none."""
    return {line for vi, en in _whole_pages(corpus) for line in _lines(corpus, vi, en)}


def _whole_pages(corpus: Corpus) -> Iterator[tuple[Page, Page]]:
    for vi in corpus.of("vi"):
        en = corpus.counterpart(vi)
        if en and not (vi.damaged or en.damaged or vi.retired or en.retired):
            yield vi, en


def _lines(corpus: Corpus, vi: Page, en: Page) -> Iterator[str]:
    yield address(vi.key)
    for anchor in corpus.anchors(vi) & corpus.anchors(en):
        yield address(vi.key, anchor)


def unpublished(corpus: Corpus, ledger: Ledger | None = None) -> list[str]:
    """Addresses that are not in the ledger yet, sorted."""
    known = read_ledger(corpus.root) if ledger is None else ledger
    return sorted(addresses(corpus) - known.lines.keys())


def lost(corpus: Corpus, lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """(line, language, `page` or `anchor`) of every address that no longer answers in that language."""
    unread = bool(corpus.facts.problems or corpus.facts.missing_topics)
    for line in lines:
        url, anchor = split(line)
        for lang in LANGUAGES:
            page = corpus.page_at(lang, url) or corpus.moved(lang, url.rstrip("/") or "index")
            if page is None:
                yield line, lang, "page"
            elif page.damaged or (unread and page.kind in LISTING_KINDS):
                continue
            elif anchor and anchor not in corpus.anchors(page) and anchor not in corpus.aliases(page):
                yield line, lang, "anchor"
