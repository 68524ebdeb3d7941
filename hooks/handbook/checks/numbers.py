"""N: the two languages give the same quantities, and every quantity in prose has a fact or a source behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property

from ..corpus import Corpus
from ..diagnostics import Diagnostic, Fix, check
from ..facts import Facts, walk
from ..markdown import example_blocks
from ..models import Local, Model, Quantity
from ..pages import Page
from ..text import HEADING_START, Span, blank
from ..units import Found, Units, format_number, read_number

Key = tuple[Decimal, tuple[str, ...]]
"""A number in base units, and its dimensions."""

_EXEMPT = ("time", "calendar", "count-")
"""Clock intervals and counts: `mỗi 4 giờ`, `12 months`."""

_HEADING = re.compile(rf"{HEADING_START}[^\n]*", re.M)
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
_FOREIGN = {
    "vi": re.compile(r"\d(?<![\w.,:/-]\d)\d*(?P<mark>\.)(?:\d{1,2}|\d{4,})(?![\d.,]*\d)"),
    "en": re.compile(r"\d(?<![\w.,:/-]\d)\d*(?P<mark>,)(?:\d{1,2}|\d{4,})(?![\d.,]*\d)"),
}
"""Numbers whose last part is too short or too long for thousands: `12.5` in Vietnamese, `12,5` in English."""
_SPACED = re.compile(r"\d(?<![\w.,:/-]\d)\d{0,2}(?:[ \xa0]\d{3})+(?![\d ]*\d)")
"""Thousands set apart by spaces, `1 250`: read as two numbers."""
_LINK_TARGET = re.compile(r"\((?<=\]\()[^()\s]*\)|https?://[^\s)>]+|\{[^{}\n]*\}")


@check("N01", "N02")
def numbers(corpus: Corpus) -> Iterator[Diagnostic]:
    """The quantities of a section are the same in both languages, and each rests on a fact or a cited source."""
    quantities = {
        page: list(_quantities(corpus.facts.units, page)) for page in corpus.pages.values() if not page.damaged
    }
    for vi in corpus.of("vi"):
        en = corpus.counterpart(vi)
        if vi in quantities and en in quantities:
            yield from _differing(corpus.facts.units, vi, en, quantities)
    subjects = _subjects(corpus.facts)
    unread = corpus.facts.unread_topics
    for page, found in quantities.items():
        if found and page.topic_id not in unread:
            yield from _unfounded(page, found, subjects.get(page.topic_id) or subjects[None])


def _quantities(units: Units, page: Page) -> Iterator[Found]:
    text = _LINK_TARGET.sub(lambda m: blank(m.group()), page.masked.text)
    for item in units.find(text, page.lang):
        if item.unit is not None and not item.unit.dimension[0].startswith(_EXEMPT):
            yield item


def _differing(units: Units, vi: Page, en: Page, quantities: dict[Page, list[Found]]) -> Iterator[Diagnostic]:
    sides = {page: _by_section(page, quantities[page]) for page in (vi, en)}
    for page, other in ((vi, en), (en, vi)):
        for section, (_, found) in sides[page].items():
            if found and section in sides[other]:
                place, partners = sides[other][section]
                yield from _without_partner(units, page, found, partners, place, other)


def _without_partner(
    units: Units, page: Page, found: list[Found], partners: list[Found], place: Span, other: Page
) -> Iterator[Diagnostic]:
    known = {key for item in partners for key in _keys(item)}
    loose = {key for item in partners for key in _keys(item, top=True)}
    simple = {key for partner in partners if partner.unit and len(partner.unit.parts) == 1 for key in _keys(partner)}
    reported: set[Key] = set()
    for item in found:
        assert item.unit is not None
        single = len(item.unit.parts) == 1
        tops = _keys(item, top=True)
        for key, top in zip(_keys(item), tops, strict=True):
            # "4 kWh/hl" in one language may be "4 kWh for each hl" in the other
            matched = key in known or (top in loose if single else top in simple)
            if not matched and key not in reported:
                reported.add(key)
                span = page.source.span(item.start, item.end)
                fix = _miswritten(units, page, item, other, place)
                yield Diagnostic("N01", span, {"quantity": _words(span), "path": other.path}, fix, (place,))
                break


def _miswritten(units: Units, page: Page, item: Found, other: Page, place: Span) -> Fix | None:
    """Mend the partner of `item` where it stands with the separators of the wrong language: `4.3 hl` in Vietnamese."""
    section = other.section_at(place.start)
    start = section.start if section else 0
    text = other.masked.text[start : section.end if section else None]
    same = [found for found in units.find(text, page.lang) if found.unit and found.normal == item.normal]
    if len(same) != 1:
        return None
    span = other.source.span(start + same[0].start, start + same[0].end)
    wrong = [number for number in _NUMBER.findall(span.text) if read_number(number, other.lang) is None]
    if not wrong:
        return None  # as it stands it is another number: nobody but the editor knows which one is meant
    return Fix(span, _NUMBER.sub(lambda match: _rewritten(match.group(), page.lang, other.lang), span.text))


def _rewritten(number: str, source: str, target: str) -> str:
    value = read_number(number, source)
    return number if value is None else format_number(value, target)


def _by_section(page: Page, found: list[Found]) -> dict[str | None, tuple[Span, list[Found]]]:
    """Quantities of each section (by heading id; None before the first heading), with the section's place."""
    sections = {s.heading.id: (s.heading.span, list[Found]()) for s in page.sections if s.heading.id}
    sections[None] = (page.source.span(0), [])
    for item in found:
        section = page.section_at(item.start)
        if section is None or section.heading.id is not None:
            sections[section.heading.id if section else None][1].append(item)
    return sections


def _unfounded(page: Page, found: list[Found], facts: _Subject) -> Iterator[Diagnostic]:
    """Quantities in prose that are neither in a paragraph with a source mark nor equal to a fact."""
    exempt = [match.span() for match in _HEADING.finditer(page.masked.text)]
    exempt += example_blocks(page.masked.text) + _cited(page)
    for item in found:
        if not any(start <= item.start < end for start, end in exempt) and not facts.has(item):
            span = page.source.span(item.start, item.end)
            yield Diagnostic("N02", span, {"quantity": _words(span)})


@check("N05")
def separators(corpus: Corpus) -> Iterator[Diagnostic]:
    """A quantity with the decimal mark of the other language, or with spaces for thousands: no other check sees it."""
    for page in corpus.pages.values():
        foreign, plain = _FOREIGN[page.lang], page.masked.text
        if page.damaged or not (foreign.search(plain) or _SPACED.search(plain)):
            continue
        text = _LINK_TARGET.sub(lambda m: blank(m.group()), plain)
        decimal, thousand = (",", ".") if page.lang == "vi" else (".", ",")
        marks = {match.start("mark"): decimal for match in foreign.finditer(text)}
        for match in _SPACED.finditer(text):
            marks |= {at: thousand for at in range(*match.span()) if not text[at].isdigit()}
        for start, end in sorted({_line(text, mark) for mark in marks}):
            mended = "".join(marks.get(at, text[at]) for at in range(start, end))
            for item in corpus.facts.units.find(mended, page.lang):
                here = [text[mark] for mark in marks if item.start < mark - start < item.end]
                if item.unit is not None and here and "\n" not in mended[: item.start]:
                    span, better = page.source.span(start + item.start, start + item.end), mended[item.start : item.end]
                    problem = "spaces" if here[0].isspace() else ""
                    args = {"quantity": _words(span), "problem": problem, "better": better}
                    yield Diagnostic("N05", span, args, Fix(span, better, safe=True))


def _line(text: str, at: int) -> tuple[int, int]:
    """The line `at` is on, with the next one: a unit may have slipped there."""
    end = text.find("\n", at)
    after = text.find("\n", end + 1) if end >= 0 else -1
    return text.rfind("\n", 0, at) + 1, len(text) if after < 0 else after


def _words(span: Span) -> str:
    return re.sub(r"\s+", " ", span.text)


def _cited(page: Page) -> list[tuple[int, int]]:
    """Paragraphs with a source mark."""
    notes = [note.span.start for note in page.structure.notes]
    return [(start, end) for start, end in page.paragraphs if any(start <= at < end for at in notes)]


def _keys(found: Found, top: bool = False) -> list[Key]:
    """One key per number; with `top` only what stands above the slash counts."""
    if found.unit is None:
        return []
    values, dimension = (found.above if top else found).normal
    return [(value, dimension) for value in values]


class _Records:
    """Numbers of some records, looked at only when needed: keys in full, and of what stands above the slash alone."""

    def __init__(self, units: Units, records: Iterable[Model]) -> None:
        self.units, self.records = units, records

    @cached_property
    def children(self) -> list[Model]:
        return [child for record in self.records for child in walk(record)]

    @cached_property
    def figures(self) -> tuple[set[Key], set[Key]]:
        quantities = (
            (child.numbers, self.units.get(child.unit)) for child in self.children if isinstance(child, Quantity)
        )
        return _both([Found(0, 0, values, unit) for values, unit in quantities if unit is not None])

    @cached_property
    def texts(self) -> tuple[set[Key], set[Key]]:
        locals_ = [child for child in self.children if isinstance(child, Local)]
        return _both([f for text in locals_ for lang in ("vi", "en") for f in self.units.find(text[lang], lang)])


class _Subject:
    """What a page may speak of: the figures of some records, and their texts (`over 1,000 toe`)."""

    def __init__(self, *parts: _Records) -> None:
        self.parts = parts

    def has(self, item: Found) -> bool:
        """Whether every number of `item` is one of the records; a figure per something may lack its denominator."""
        keys, single = set(_keys(item)), item.unit is not None and len(item.unit.parts) == 1
        for numbers in (self.figures, self.texts):
            full, top = numbers
            if keys <= full or (single and keys <= top):
                return True
        return False

    @cached_property
    def figures(self) -> tuple[set[Key], set[Key]]:
        return _union([part.figures for part in self.parts])

    @cached_property
    def texts(self) -> tuple[set[Key], set[Key]]:
        return _union([part.texts for part in self.parts])


def _union(numbers: list[tuple[set[Key], set[Key]]]) -> tuple[set[Key], set[Key]]:
    return set().union(*(full for full, _ in numbers)), set().union(*(top for _, top in numbers))


def _both(found: list[Found]) -> tuple[set[Key], set[Key]]:
    return {key for item in found for key in _keys(item)}, {key for item in found for key in _keys(item, top=True)}


def _subjects(facts: Facts) -> dict[str | None, _Subject]:
    """What pages may speak of, by topic; None is for pages that have none of their own. Legal texts are everybody's."""
    units = facts.units
    laws, chapters = _Records(units, facts.instruments.values()), _Records(units, facts.chapters)
    topics = {topic_id: _Records(units, [topic]) for topic_id, topic in facts.topics.items()}
    subjects: dict[str | None, _Subject] = {topic_id: _Subject(own, laws) for topic_id, own in topics.items()}
    return {**subjects, None: _Subject(*topics.values(), laws, chapters)}
