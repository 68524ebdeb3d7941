"""The navigation of a language, from the corpus: nothing about sectors is configured anywhere else."""

from __future__ import annotations

from typing import Any

from ..corpus import SECTOR_PAGES, Corpus, Page
from ..models import Sector

TABS = ("index", "sectors/index", "glossary/index", "sources/index", "about")
"""Keys of the pages that head the tabs, in this order; pages that belong to no tab follow by title."""


def navigation(corpus: Corpus, lang: str) -> list[Any]:
    """Nested navigation: `{title: "path.md"}` for a page, `{title: [children]}` for a section, paths below the language's folder."""
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


def _in_sector(corpus: Corpus, page: Page) -> bool:
    return page.kind.startswith("sector-") and page.topic_id in corpus.facts.sectors


def _sectors(corpus: Corpus, lang: str) -> list[Any]:
    groups: dict[str, list[Any]] = {}
    for sector in corpus.facts.sectors.values():
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
