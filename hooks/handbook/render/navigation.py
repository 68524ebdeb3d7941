"""The navigation of a language, from the corpus: nothing about sectors is configured anywhere else."""

from __future__ import annotations

from typing import Any

from ..corpus import SECTOR_PAGES, Corpus, Page
from ..models import Sector
from .collation import sort_key

TABS = ("index", "sectors/index", "glossary/index", "sources/index", "about")
"""Keys of the pages that head the tabs, in this order; pages that belong to no tab follow by title."""


def navigation(corpus: Corpus, lang: str) -> list[Any]:
    """Nested navigation: `{title: "path.md"}` is a page, `{title: [children]}` a section.

    Paths are below the language's folder; the first child of a section may be a bare path, its index page.
    """
    pages = {page.key: page for page in corpus.of(lang)}
    tabs = [key for key in TABS if key in pages]
    items: list[Any] = []
    for key in tabs:
        title = corpus.facts.label(f"nav-{key.split('/')[0]}", lang)
        children = _sectors(corpus, lang) if key == "sectors/index" else []
        items.append({title: [_file(key), *children]} if children else {title: _file(key)})
    placed = {*tabs, *(key for key, page in pages.items() if _in_sector(corpus, page))}
    rest = sorted((page for key, page in pages.items() if key not in placed), key=lambda page: page.key)
    return items + [{page.title: _file(page.key)} for page in rest]


def sectors_in_order(corpus: Corpus, lang: str) -> list[Sector]:
    """All sectors, by group in the order of the vocabulary, then by name in the order of the language."""
    groups = list(dict.fromkeys(sector.group for sector in corpus.facts.sectors.values()))
    return sorted(corpus.facts.sectors.values(), key=lambda s: (groups.index(s.group), sort_key(s.name[lang], lang)))


def _in_sector(corpus: Corpus, page: Page) -> bool:
    return page.kind.startswith("sector-") and page.topic_id in corpus.facts.sectors


def _sectors(corpus: Corpus, lang: str) -> list[Any]:
    groups: dict[str, list[Any]] = {}
    for sector in sectors_in_order(corpus, lang):
        if entry := _sector(corpus, sector, lang):
            groups.setdefault(sector.group, []).append(entry)
    return [{corpus.facts.word("group", group, lang): entries} for group, entries in groups.items()]


def _sector(corpus: Corpus, sector: Sector, lang: str) -> dict[str, list[Any]] | None:
    entries: list[Any] = []
    for name in SECTOR_PAGES:
        key = f"sectors/{sector.id}/{name}"
        if corpus.page(lang, key):
            entries.append(_file(key) if name == "index" else {corpus.facts.label(f"nav-{name}", lang): _file(key)})
    return {sector.name[lang]: entries} if entries else None


def _file(key: str) -> str:
    return f"{key}.md"
