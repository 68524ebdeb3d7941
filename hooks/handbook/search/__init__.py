"""The search index: one small file of names and word positions per language, and the text of each page beside it.

`write(corpus, site_dir)` is all the build calls. The browser's part is `overrides/assets/javascripts/search/`; both
sides cut text into words by the rules of `words.py` and `words.js`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from .. import LANGUAGES
from ..corpus import Corpus
from .entries import Entry, IndexedPage, indexed_pages
from .postings import postings

__all__ = ["STUB", "index", "write", "write_language"]

STUB = {"config": {"lang": ["vi"], "separator": "\\s+", "pipeline": [], "fields": {}}, "docs": []}
"""What the theme's script fetches on every page: nothing. The worker fetches the real index when it is needed."""


def write(corpus: Corpus, site_dir: Path) -> None:
    """Write `search/<language>.json`, `search/<language>/<page key>.json` and the stub the theme asks for."""
    folder = site_dir / "search"
    _write(folder / "search_index.json", STUB)
    asked = corpus.facts.search.questions
    for lang in LANGUAGES:
        write_language(folder, lang, indexed_pages(corpus, lang), [*asked.vi, *asked.en])


def write_language(folder: Path, lang: str, pages: list[IndexedPage], questions: Sequence[str] = ()) -> None:
    """Write the index of one language and the texts of its pages."""
    _write(folder / f"{lang}.json", index(pages, questions))
    for page in pages:
        _write(folder / lang / f"{page.key}.json", [entry.text for entry in page.entries])


def index(pages: list[IndexedPage], questions: Sequence[str] = ()) -> dict[str, object]:
    """The names of everything that can be found, and where each word stands.

    `pages`: [key, address, [entry, ...]] with entry = [id, title, kind, other names, what people type for it]; what is
    typed has a question mark before it, and trailing empty values are left out. The first entry of a page is the page
    itself, without id. `words` and `places`: see `postings`. `questions`: what a query may hold that names nothing, in
    all languages.
    """
    words, places = postings([entry for page in pages for entry in page.entries])
    return {
        "pages": [[page.key, page.url, [_entry(e) for e in page.entries]] for page in pages],
        "words": " ".join(words),
        "places": " ".join(places),
        "questions": list(questions),
    }


def _entry(entry: Entry) -> list[str]:
    kept = [entry.id, entry.title, entry.kind, *entry.names, *(f"?{words}" for words in entry.asked)]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _write(file: Path, value: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    file.write_text(text, encoding="utf-8", newline="\n")
