"""The search index: one small file of names and word positions per language, and the text of each page beside it.

`write(corpus, site_dir)` is all the build calls. The browser's part is `overrides/assets/javascripts/search/`; both
sides cut text into words by the rules of `words.py` and `words.js`.
"""

from __future__ import annotations

import json
from pathlib import Path

from .. import LANGUAGES
from ..corpus import Corpus
from .entries import IndexedPage, indexed_pages
from .postings import postings

__all__ = ["STUB", "index", "write", "write_language"]

STUB = {"config": {"lang": ["vi"], "separator": "\\s+", "pipeline": [], "fields": {}}, "docs": []}
"""What the theme's script fetches on every page: nothing. The worker fetches the real index when it is needed."""


def write(corpus: Corpus, site_dir: Path) -> None:
    """Write `search/<language>.json`, `search/<language>/<page key>.json` and the stub the theme asks for."""
    folder = site_dir / "search"
    _write(folder / "search_index.json", STUB)
    for lang in LANGUAGES:
        write_language(folder, lang, indexed_pages(corpus, lang))


def write_language(folder: Path, lang: str, pages: list[IndexedPage]) -> None:
    """Write the index of one language and the texts of its pages."""
    _write(folder / f"{lang}.json", index(pages))
    for page in pages:
        _write(folder / lang / f"{page.key}.json", [entry.text for entry in page.entries])


def index(pages: list[IndexedPage]) -> dict[str, object]:
    """The names of everything that can be found, and where each word stands.

    `pages`: [key, address, [entry, ...]] with entry = [id, title, kind, other names]; trailing empty values are left
    out. The first entry of a page is the page itself, without id. `words` and `places`: see `postings`.
    """
    words, places = postings([entry for page in pages for entry in page.entries])
    return {
        "pages": [
            [page.key, page.url, [_compact(e.id, e.title, e.kind, *e.names) for e in page.entries]] for page in pages
        ],
        "words": " ".join(words),
        "places": " ".join(places),
    }


def _compact(*values: str) -> list[str]:
    kept = list(values)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _write(file: Path, value: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    file.write_text(text, encoding="utf-8", newline="\n")
