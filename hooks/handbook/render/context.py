"""What every block needs: the page, the language, how to cite a source, write a figure and link to another page."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from html import escape

from ..corpus import Corpus, Page, relative_url
from ..facts import Facts
from ..models import Quantity, Sector, SourceRecord
from ..terms import TermIndex
from ..units import NBSP, format_number

CITE = ("\ue000", "\ue001")
"""Private-use characters round a source id: `notes.py` turns them into numbered marks once the page is complete."""


@dataclass(frozen=True)
class Context:
    """Handed to every block. Blocks return one piece of HTML without blank lines, so that Markdown leaves it alone."""

    corpus: Corpus
    page: Page
    terms: TermIndex

    @property
    def facts(self) -> Facts:
        return self.corpus.facts

    @property
    def lang(self) -> str:
        return self.page.lang

    @property
    def topic(self) -> Sector:
        """The sector (or cross-cutting topic) of the page. Raises LookupError when its facts are missing."""
        topic = self.corpus.topic(self.page)
        if topic is None:
            raise LookupError(f"no facts for {self.page.path}")
        return topic

    def label(self, key: str, **args: object) -> str:
        """A text of the site (`labels.yml`), HTML-escaped."""
        return escape(self.facts.label(key, self.lang, **args), quote=False)

    def word(self, kind: str, word_id: str) -> str:
        """A word of the vocabulary, HTML-escaped."""
        return escape(self.facts.word(kind, word_id, self.lang), quote=False)

    def url(self, key: str, anchor: str | None = None) -> str:
        """Address of another page of this language, relative to this one."""
        return relative_url(self.page.key, key, anchor)

    def topic_url(self, name: str, anchor: str | None = None, topic_id: str | None = None) -> str:
        """Address of a page (`measures`) of this page's sector, or of another one."""
        return self.url(self.corpus.topic_key(topic_id or self.topic.id, name), anchor)

    def cite(self, *source_ids: str) -> str:
        """Source marks; they follow their word without a space."""
        return "".join(f"{CITE[0]}{source_id}{CITE[1]}" for source_id in dict.fromkeys(source_ids))

    def source(self, source_id: str) -> SourceRecord | None:
        return self.facts.sources.get(source_id)

    # -- figures

    def number(self, value: Decimal | int) -> str:
        return format_number(value, self.lang)

    def amount(self, quantity: Quantity) -> str:
        """The number(s) of a figure without qualifier and unit: `30–50`; before and after as `2,9 → 1,4`."""
        if quantity.value is not None:
            return self.number(quantity.value)
        joiner, numbers = ("–", (quantity.min, quantity.max)) if quantity.min is not None else (" → ", (quantity.before, quantity.after))
        return joiner.join(self.number(n) for n in numbers if n is not None)

    def unit(self, unit_id: str) -> str:
        """The unit as readers of the page's language see it, HTML-escaped."""
        unit = self.facts.units.get(unit_id)
        return escape(unit.spelling(self.lang) if unit else unit_id, quote=False)

    def figure(self, quantity: Quantity) -> str:
        """Qualifier, number and unit as text: `hơn 1,2 tỷ đồng/năm`, `30–50%`."""
        return self.qualified(quantity) + self.gap(quantity.unit) + self.unit(quantity.unit)

    def qualified(self, quantity: Quantity) -> str:
        """Qualifier and number: `hơn 1,2`."""
        words = [self.word("qualifier", quantity.qualifier)] if quantity.qualifier else []
        return " ".join([*words, self.amount(quantity)])

    def gap(self, unit_id: str) -> str:
        """What stands between number and unit: nothing before %, a no-break space elsewhere."""
        unit = self.facts.units.get(unit_id)
        return "" if unit and unit.tight else NBSP

    def year(self, quantity: Quantity) -> str:
        """`số liệu 2012`, or `không ghi năm`."""
        return self.label("year-of-data", year=quantity.year) if quantity.year else self.label("no-year")
