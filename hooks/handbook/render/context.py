"""What every block needs: the page, the language, how to cite a source, write a figure and link to another page."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from babel import Locale
from babel.dates import format_date

from ..corpus import Corpus
from ..facts import Facts
from ..models import Local, Quantity, Sector, SourceRecord
from ..pages import Page, relative_url
from ..publishers import BETWEEN, bodies, name_language, publisher_name
from ..terms import TermIndex
from ..translations import Pair
from ..units import NBSP, format_number

CITE = ("\ue000", "\ue001")
"""Private-use characters round a source id: `notes.py` turns them into numbered marks once the page is complete."""

PLANNED = frozenset({"expected", "potential", "modelled"})
"""Kinds of evidence that are no result: nobody has reached these figures yet."""
SAID = PLANNED | {"claimed"}
"""Kinds of evidence drawn with a broken frame."""


@dataclass(frozen=True)
class Context:
    """Handed to every block. Blocks return one piece of HTML without blank lines, so that Markdown leaves it alone.

    A block that repeats what stands elsewhere carries `data-search-exclude`, on an element whose tag does not occur
    again inside it: the search plugin loses count otherwise.
    """

    corpus: Corpus
    page: Page
    terms: TermIndex
    behind: Sequence[Pair] = ()
    """Sections of the page whose text in the other language is newer."""

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

    def inline_word(self, kind: str, word_id: str) -> str:
        """The same inside a sentence: `nước`, `heat and steam`, but `CIP`."""
        return escape(inline(self.facts.word(kind, word_id, self.lang)), quote=False)

    def text(self, local: Local | None) -> str:
        """A text of the facts as one line of HTML, escaped; empty for None."""
        return one_line(local[self.lang]) if local else ""

    def count(self, key: str, number: int) -> str:
        """`3 giải pháp`, `1 measure`: the label `<key>-one` or `<key>-many`."""
        return self.label(f"{key}-one" if number == 1 else f"{key}-many", n=self.number(number))

    def date(self, day: datetime.date) -> str:
        """`01/09/2025`, `1 September 2025`."""
        return date_words(day, self.lang)

    def country(self, code: str) -> str:
        """Name of a country from its two-letter code; the code itself while it is unknown."""
        return escape(Locale.parse(self.lang).territories.get(code, code), quote=False)

    def url(self, key: str, anchor: str | None = None) -> str:
        """Address of another page of this language, relative to this one."""
        return relative_url(self.page.key, key, anchor, offline=self.corpus.offline)

    def topic_url(self, name: str, anchor: str | None = None, topic_id: str | None = None) -> str:
        """Address of a page (`measures`) of this page's sector, or of another one."""
        return self.url(self.corpus.topic_key(topic_id or self.topic.id, name), anchor)

    def topic_link(self, html: str, name: str, anchor: str, topic_id: str | None = None) -> str:
        """`html` as a link to an anchor of a page of a sector; plain `html` while that place is not written yet."""
        return self.page_link(html, self.corpus.topic_key(topic_id or self.topic.id, name), anchor)

    def page_link(self, html: str, key: str, anchor: str | None = None) -> str:
        """`html` as a link to a page, or to an anchor of it; plain `html` while that place does not exist."""
        page = self.corpus.shown(self.lang, key)
        if page is None or (anchor and anchor not in self.corpus.anchors(page)):
            return html
        return f'<a href="{attribute(self.url(key, anchor))}">{html}</a>'

    def cite(self, *source_ids: str) -> str:
        """Source marks; they follow their word without a space."""
        return "".join(f"{CITE[0]}{source_id}{CITE[1]}" for source_id in dict.fromkeys(source_ids))

    def source(self, source_id: str) -> SourceRecord | None:
        return self.facts.sources.get(source_id)

    def publisher(self, record: SourceRecord) -> str:
        """Who published it, as plain text; a word for it where the document does not say."""
        if record.publisher is None:
            return self.facts.label("no-publisher", self.lang)
        return publisher_name(self.facts, record.publisher, self.lang)

    def publisher_html(self, record: SourceRecord) -> str:
        """The same as HTML; a name that is not in the language of the page says in which it is."""
        if record.publisher is None:
            return one_line(self.publisher(record))
        names = []
        for body in bodies(record.publisher):
            name = one_line(publisher_name(self.facts, body, self.lang))
            lang = name_language(self.facts, body, record, self.lang)
            names.append(f'<span lang="{lang}">{name}</span>' if lang else name)
        return BETWEEN.join(names)

    # -- figures

    def number(self, value: Decimal | int) -> str:
        return format_number(value, self.lang)

    def amount(self, quantity: Quantity) -> str:
        """The number(s) of a figure without qualifier and unit: `30–50`; before and after as `2,9 → 1,4`."""
        if quantity.value is not None:
            return self.number(quantity.value)
        joiner = "–" if quantity.min is not None else " →\u00a0"  # the arrow stays with what it leads to
        return joiner.join(self.number(n) for n in quantity.numbers)

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

    # -- where a figure comes from

    def is_said(self, quantity: Quantity) -> bool:
        """Whether nobody measured the figure, or its source is weak: such figures get a broken frame."""
        source = self.source(quantity.source)
        return quantity.evidence in SAID or (source is not None and source.grade == "weak")

    def evidence(self, quantity: Quantity) -> str:
        """Kind of evidence, framed: full when measured or surveyed, broken otherwise."""
        words = [self.word("evidence", quantity.evidence)]
        source = self.source(quantity.source)
        if source is not None and source.grade == "weak":
            words.append(self.word("grade", "weak"))
        return frame(", ".join(words), self.is_said(quantity))

    def provenance(self, quantity: Quantity, *more: str, scope: bool = True) -> str:
        """Kind of evidence, scope, year, `more` HTML and source mark: what stands below every figure."""
        parts = [self.text(quantity.scope)] if scope and quantity.scope else []
        year = self.year(quantity)
        if year not in "".join(parts):
            parts.append(year)
        words = "; ".join(part for part in (*parts, *more) if part)
        return f"{self.evidence(quantity)} {words}{self.cite(quantity.source)}"


def date_words(day: datetime.date, lang: str) -> str:
    """`01/09/2025`, `1 September 2025`."""
    return format_date(day, format="dd/MM/yyyy" if lang == "vi" else "d MMMM yyyy", locale=lang)


def frame(words: str, said: bool) -> str:
    return f'<span class="hb-ev{" hb-ev--said" if said else ""}">{words}</span>'


def inline(word: str) -> str:
    """A label as it stands inside a sentence: first letter small, abbreviations untouched."""
    return word if word[1:2].isupper() else word[:1].lower() + word[1:]


def one_line(text: str) -> str:
    """Any text of the facts, safe inside an element of a block: escaped, and no blank line can end the block."""
    return escape(re.sub(r"[ \t\r\n]+", " ", text.strip()), quote=False)


def attribute(html: str) -> str:
    """Escaped text, safe inside double quotes as well."""
    return html.replace('"', "&quot;")
