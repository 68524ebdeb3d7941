"""N: the two languages give the same quantities, and every quantity in prose has a fact or a source behind it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from ..corpus import Corpus, Page
from ..diagnostics import Diagnostic, check
from ..facts import Facts, walk
from ..models import Local, Model, Quantity
from ..text import Span, blank
from ..units import Found, Unit, Units

Key = tuple[Decimal, tuple[str, ...]]
"""A number in base units, and its dimensions."""

_EXEMPT = ("time", "calendar", "count-")
"""Clock intervals and counts: `mỗi 4 giờ`, `12 months`."""

_HEADING = re.compile(r"^ {0,3}#{1,6}[^\n]*", re.M)
_EXAMPLE = re.compile(r"^(?P<indent>[ \t]*)(?:!!!|\?\?\?\+?)[ \t]+example\b[^\n]*\n(?:(?:(?P=indent)(?: {4}|\t)[^\n]*)?\n)*", re.M)
_LINK_TARGET = re.compile(r"(?<=\])\([^()\s]*\)|https?://[^\s)>]+|\{[^{}\n]*\}")


@check("N01")
def same_numbers(corpus: Corpus) -> Iterator[Diagnostic]:
    """The quantities of a section are the same in both languages."""
    units = corpus.facts.units
    for vi in corpus.of("vi"):
        en = corpus.counterpart(vi)
        if en is None or vi.damaged or en.damaged:
            continue
        sides = {page.lang: _by_section(page, units) for page in (vi, en)}
        for page, other in ((vi, en), (en, vi)):
            theirs = sides[other.lang]
            for section, (_, found) in sides[page.lang].items():
                if section in theirs:
                    place, partners = theirs[section]
                    yield from _without_partner(page, found, partners, place, other)


def _without_partner(page: Page, found: list[Found], partners: list[Found], place: Span, other: Page) -> Iterator[Diagnostic]:
    known = {key for item in partners for key in _keys(item)}
    loose = {key for item in partners for key in _keys(item, top=True)}
    reported: set[Key] = set()
    for item in found:
        assert item.unit is not None
        single = len(item.unit.parts) == 1
        tops = _keys(item, top=True)
        simple = {key for partner in partners if partner.unit and len(partner.unit.parts) == 1 for key in _keys(partner)}
        for key, top in zip(_keys(item), tops, strict=True):
            # "4 kWh/hl" in one language may be "4 kWh for each hl" in the other
            matched = key in known or (top in loose if single else top in simple)
            if not matched and key not in reported:
                reported.add(key)
                span = page.source.span(item.start, item.end)
                yield Diagnostic("N01", span, {"quantity": _words(span), "path": other.path}, related=(place,))
                break


def _by_section(page: Page, units: Units) -> dict[str | None, tuple[Span, list[Found]]]:
    """Quantities of each section (by heading id; None before the first heading), with the section's place."""
    text = _LINK_TARGET.sub(lambda m: blank(m.group()), page.masked.text)
    sections = {s.heading.id: (s.heading.span, list[Found]()) for s in page.sections if s.heading.id}
    sections[None] = (page.source.span(0), [])
    starts = [(s.heading.span.start, s.heading.id) for s in page.sections]
    index, current = 0, None
    for item in _measured(units, text, page.lang):
        while index < len(starts) and starts[index][0] <= item.start:
            current = starts[index][1]
            index += 1
        if current is not None or not starts or item.start < starts[0][0]:
            sections[current][1].append(item)
    return sections


@check("N02")
def founded_numbers(corpus: Corpus) -> Iterator[Diagnostic]:
    """A quantity in prose equals a fact of the page's subject, or its paragraph cites a source."""
    known = _Known(corpus.facts)
    for page in corpus.pages.values():
        if page.topic_id in corpus.facts.unread_topics:
            continue
        facts = known.of(page.topic_id)
        cited = None
        for item in _measured(corpus.facts.units, _prose(page), page.lang):
            assert item.unit is not None
            if set(_keys(item)) <= facts["full"] or (len(item.unit.parts) == 1 and set(_keys(item)) <= facts["top"]):
                continue
            if cited is None:
                cited = _cited(page)
            if not any(start <= item.start < end for start, end in cited):
                span = page.source.span(item.start, item.end)
                yield Diagnostic("N02", span, {"quantity": _words(span)})


def _words(span: Span) -> str:
    return re.sub(r"\s+", " ", span.text)


def _prose(page: Page) -> str:
    text = page.masked.text
    for pattern in (_HEADING, _EXAMPLE, _LINK_TARGET):
        text = pattern.sub(lambda m: blank(m.group()), text)
    return text


def _cited(page: Page) -> list[tuple[int, int]]:
    """Paragraphs with a source mark."""
    notes = [note.span.start for note in page.structure.notes]
    return [(start, end) for start, end in page.paragraphs if any(start <= at < end for at in notes)]


def _measured(units: Units, text: str, lang: str) -> Iterator[Found]:
    for item in units.find(text, lang):
        if item.unit is not None and not item.unit.dimension[0].startswith(_EXEMPT):
            yield item


def _keys(found: Found, top: bool = False) -> list[Key]:
    """One key per number; with `top` only what stands above the slash counts."""
    if found.unit is None:
        return []
    unit = Unit(found.unit.id, found.unit.parts[:1]) if top else found.unit
    values, dimension = Found(found.start, found.end, found.values, unit).normal
    return [(value, dimension) for value in values]


class _Known:
    """Numbers of the facts, by subject. A page without one of its own may use those of every subject."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.shared: dict[str, set[Key]] = defaultdict(set)
        for instrument in facts.instruments.values():
            self._collect(instrument, self.shared)
        self.topics: dict[str, dict[str, set[Key]]] = {}
        for topic_id, topic in facts.topics.items():
            self.topics[topic_id] = {kind: set(keys) for kind, keys in self.shared.items()}
            self._collect(topic, self.topics[topic_id])

    def of(self, topic_id: str | None) -> dict[str, set[Key]]:
        """`full` keys, and `top` keys for figures whose denominator stands in words."""
        sets = [self.topics[topic_id]] if topic_id in self.topics else [self.shared, *self.topics.values()]
        return {kind: set().union(*(s.get(kind, set()) for s in sets)) for kind in ("full", "top")}

    def _collect(self, record: Model, into: dict[str, set[Key]]) -> None:
        for child in walk(record):
            if isinstance(child, Quantity):
                unit = self.facts.units.get(child.unit)
                if unit is not None:
                    self._add(Found(0, 0, child.numbers, unit), into)
            elif isinstance(child, Local):
                for lang in ("vi", "en"):
                    for item in self.facts.units.find(child[lang], lang):
                        self._add(item, into)

    def _add(self, item: Found, into: dict[str, set[Key]]) -> None:
        for kind, keys in (("full", _keys(item)), ("top", _keys(item, top=True))):
            into.setdefault(kind, set()).update(keys)
