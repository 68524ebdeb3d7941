"""Pages with their facts: Markdown in, Markdown with HTML blocks out.

`Renderer(corpus).render(page)` is pure: it depends on the corpus alone, so the same commit always gives the same text,
and any Markdown site generator can build the result.
"""

from __future__ import annotations

from ..corpus import Corpus
from ..pages import Page
from ..terms import TermIndex
from .context import Context
from .editions import edition_words
from .engine import render_page
from .halves import sections_behind

__all__ = ["Renderer", "edition_words"]


class Renderer:
    """Renders the pages of one corpus.

    With `lenient`, a block whose facts are broken (the checks have said so) is left out with a note in its place, so
    that an editor can go on looking at the page; without it, LookupError is raised.
    """

    def __init__(self, corpus: Corpus, *, lenient: bool = False) -> None:
        self._corpus = corpus
        self._terms = TermIndex(corpus)
        self._lenient = lenient
        self._behind = sections_behind(corpus)

    def render(self, page: Page) -> str:
        """The body of `page` (without front matter) as Markdown with HTML blocks."""
        behind = self._behind.get((page.lang, page.key), ())
        return render_page(Context(self._corpus, page, self._terms, behind), lenient=self._lenient)
