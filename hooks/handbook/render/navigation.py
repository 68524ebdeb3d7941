"""The navigation of a language, from the corpus: nothing about sectors is configured anywhere else."""

from __future__ import annotations

from typing import Any

from ..corpus import Corpus
from ..models import Sector, Utility
from ..pages import SECTOR_PAGES, Page
from .collation import sort_key

TABS: tuple[str | tuple[str, tuple[str, ...]], ...] = (
    "index",
    "sectors/index",
    "measures/index",
    "self-check/index",
    "cases/index",
    "method/index",
    "utilities/index",
    "policy/index",
    "training/index",
    ("nav-reference", ("glossary/index", "sources/index", "data/index", "coverage/index")),
    ("nav-more", ("about", "contribute/index")),
)
"""Keys of the pages that head the tabs, in this order, as far as they exist; several pages may share a tab, whose label
comes first. Pages that belong to no tab follow.
"""


def navigation(corpus: Corpus, lang: str) -> list[Any]:
    """Nested navigation: `{title: "path.md"}` is a page, `{title: [children]}` a section.

    Paths are below the language's folder; the first child of a section may be a bare path, its index page.
    """
    pages = {key: page for (la, key), page in corpus.stand_ins.items() if la == lang}
    pages |= {page.key: page for page in corpus.listed(lang)}
    heads = [key for tab in TABS for key in ((tab,) if isinstance(tab, str) else tab[1]) if key in pages]
    placed = {*heads, *(key for key, page in pages.items() if _in_topic(corpus, page))}
    items: list[Any] = []
    for tab in TABS:
        keys = [key for key in ((tab,) if isinstance(tab, str) else tab[1]) if key in pages]
        entries = [_head(corpus, pages[key], pages, placed) for key in keys]
        if len(entries) > 1:
            entries = [{corpus.facts.label(tab[0], lang): entries}]
        items += entries
    rest = sorted((page for key, page in pages.items() if key not in placed), key=lambda page: page.key)
    return items + [{page.title: _file(page.key)} for page in rest]


def _head(corpus: Corpus, page: Page, pages: dict[str, Page], placed: set[str]) -> dict[str, Any]:
    """The entry of a page that heads a tab or a part of one, with all that stands below it."""
    name = f"nav-{page.key.split('/')[0]}"
    title = corpus.facts.label(name, page.lang) if name in corpus.facts.labels else page.title
    children = [*_topics(corpus, page.key, page.lang), *_below(corpus, page, pages, placed)]
    return {title: [_file(page.key), *children] if children else _file(page.key)}


def _below(corpus: Corpus, tab: Page, pages: dict[str, Page], placed: set[str]) -> list[Any]:
    """The other pages in the folder of a tab (`method/step-1`), which are placed with it.

    They stand in the order in which the tab's own page links to them; those it does not name follow by key.
    """
    folder = tab.key.removesuffix("index")
    named = [found.page.key for link in tab.links if (found := corpus.resolve(tab, link.target)).page]
    rank = {key: place for place, key in enumerate(dict.fromkeys(named))}
    found = [key for key in pages if key not in placed and folder.endswith("/") and key.startswith(folder)]
    placed.update(found)
    return [{pages[key].title: _file(key)} for key in sorted(found, key=lambda key: (rank.get(key, len(rank)), key))]


def sectors_in_order(corpus: Corpus, lang: str) -> list[Sector]:
    """All sectors, by group in the order of the vocabulary, then by name in the order of the language."""
    groups = list(dict.fromkeys(sector.group for sector in corpus.facts.sectors.values()))
    return sorted(corpus.facts.sectors.values(), key=lambda s: (groups.index(s.group), sort_key(s.name[lang], lang)))


def utilities_in_order(corpus: Corpus, lang: str) -> list[Utility]:
    """All cross-cutting topics, by name in the order of the language."""
    return sorted(corpus.facts.utilities.values(), key=lambda topic: sort_key(topic.name[lang], lang))


def _in_topic(corpus: Corpus, page: Page) -> bool:
    return page.kind.startswith(("sector-", "utility")) and page.topic_id in corpus.facts.topics


def _topics(corpus: Corpus, tab: str, lang: str) -> list[Any]:
    """The sectors below their tab, by group; the cross-cutting topics below theirs."""
    if tab == "utilities/index":
        pages = ((topic, corpus.topic_key(topic.id, "index")) for topic in utilities_in_order(corpus, lang))
        return [{topic.name[lang]: _file(key)} for topic, key in pages if corpus.shown(lang, key)]
    if tab != "sectors/index":
        return []
    groups: dict[str, list[Any]] = {}
    for sector in sectors_in_order(corpus, lang):
        if entry := _topic(corpus, sector, lang):
            groups.setdefault(sector.group, []).append(entry)
    return [{corpus.facts.word("group", group, lang): entries} for group, entries in groups.items()]


def _topic(corpus: Corpus, topic: Sector, lang: str) -> dict[str, list[Any]] | None:
    entries: list[Any] = []
    for name in SECTOR_PAGES:
        key = corpus.topic_key(topic.id, name)
        if corpus.shown(lang, key):
            entries.append(_file(key) if name == "index" else {corpus.facts.label(f"nav-{name}", lang): _file(key)})
    return {topic.name[lang]: entries} if entries else None


def _file(key: str) -> str:
    return f"{key}.md"
