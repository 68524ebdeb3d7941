"""How the two halves of a page agree, section by section: the ledger of what was last compared.

`docs/_data/translations.txt` holds a line per section, `PAGE#SECTION VI EN`: the fingerprints of the Vietnamese and the
English text when somebody last found that both say the same. A half that has changed alone since then leaves the other
one behind. No history is needed to see that, either half may lead, and pages stay free of bookkeeping.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from .corpus import Corpus
from .pages import Page, Section
from .text import Source, Span

LEDGER = "docs/_data/translations.txt"
TOP = "top"
"""Name of what stands above and below a title that has no id."""

HEADER = """\
# Mỗi dòng: trang#mục, dấu của bản tiếng Việt, dấu của bản tiếng Anh, lúc hai bản được đối chiếu lần cuối.
# A line each: page#section, mark of the Vietnamese text, mark of the English one, when both were last compared.
# Không sửa tay / not by hand: python3 scripts/dev.py stamp
"""
_LINE = re.compile(r"(?P<page>[a-z0-9/-]+)#(?P<section>[A-Za-z0-9_.-]+) (?P<vi>[0-9a-f]{10}) (?P<en>[0-9a-f]{10})\Z")


@dataclass(frozen=True)
class Marks:
    """Fingerprints of the two halves of a section."""

    vi: str
    en: str


class State(StrEnum):
    """What is known of a section that stands in both languages."""

    SAME = "same"
    VI_BEHIND = "vi-behind"
    EN_BEHIND = "en-behind"
    UNCONFIRMED = "unconfirmed"
    """Both halves have changed, or nobody has compared them yet."""


@dataclass(frozen=True)
class Pair:
    """One section in both languages."""

    key: str
    section: str
    vi: Section
    en: Section
    marks: Marks
    state: State


@dataclass(frozen=True)
class Ledger:
    """What the file says. A section may have several lines (merged branches each add theirs): any of them counts."""

    marks: Mapping[tuple[str, str], tuple[Marks, ...]]
    malformed: tuple[Span, ...] = ()

    def state(self, key: str, section: str, now: Marks) -> State:
        known = self.marks.get((key, section), ())
        if now in known:
            return State.SAME
        if any(marks.vi == now.vi for marks in known):
            return State.VI_BEHIND
        if any(marks.en == now.en for marks in known):
            return State.EN_BEHIND
        return State.UNCONFIRMED


def read_ledger(root: Path) -> Ledger:
    """The ledger below `root`; empty when there is none. Lines that cannot be read are in `malformed`."""
    file = root / LEDGER
    if not file.is_file():
        return Ledger({})
    source = Source.read(file, root)
    marks: dict[tuple[str, str], list[Marks]] = defaultdict(list)
    malformed = []
    start = 0
    for line in source.text.split("\n"):
        if match := _LINE.match(line):
            marks[match["page"], match["section"]].append(Marks(match["vi"], match["en"]))
        elif line and not line.startswith("#"):
            malformed.append(source.span(start, start + len(line)))
        start += len(line) + 1
    return Ledger({at: tuple(found) for at, found in marks.items()}, tuple(malformed))


def write_ledger(marks: Mapping[tuple[str, str], Iterable[Marks]]) -> str:
    """The text of the ledger: sorted, so that unrelated changes do not meet on a line."""
    lines = (f"{key}#{section} {pair.vi} {pair.en}" for (key, section), pairs in marks.items() for pair in pairs)
    return HEADER + "".join(f"{line}\n" for line in sorted(set(lines)))


def fingerprint(text: str) -> str:
    """Ten hexadecimal digits of what is written: line breaks, spaces and Unicode form do not count."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()[:10]


def sections(page: Page) -> dict[str, Section]:
    """The sections of a page by id, the first where an id stands twice."""
    found: dict[str, Section] = {}
    for section in page.sections:
        name = section.heading.id or (TOP if section.heading.level == 1 else None)
        if name:
            found.setdefault(name, section)
    return found


def section_text(page: Page, section: Section) -> str:
    """What stands under a heading, the heading itself included."""
    return page.source.text[section.heading.span.start : section.end]


def pairs_of(vi: Page, en: Page, ledger: Ledger) -> list[Pair]:
    """The sections both halves of a page have, in reading order of the Vietnamese one."""
    there = sections(en)
    found = []
    for name, section in sections(vi).items():
        if name in there:
            now = Marks(fingerprint(section_text(vi, section)), fingerprint(section_text(en, there[name])))
            state = ledger.state(vi.key, name, now)
            found.append(Pair(vi.key, name, section, there[name], now, state))
    return found


def all_pairs(corpus: Corpus, ledger: Ledger | None = None) -> Iterator[tuple[Page, Page, list[Pair]]]:
    """(Vietnamese page, English page, their sections) of every page that stands in both languages."""
    known = read_ledger(corpus.root) if ledger is None else ledger
    for vi in corpus.of("vi"):
        en = corpus.counterpart(vi)
        if en is not None and not vi.damaged and not en.damaged:
            yield vi, en, pairs_of(vi, en, known)


_URGENCY = ("index", "sector-index", "sector-measures", "utility", "sector-benchmarks", "sector-process", "policy")


def urgency(page: Page) -> tuple[int, str]:
    """Sort key of what readers need first: the home page, overviews, measures, benchmarks; then the rest by address."""
    names = (page.key, page.kind, page.key.split("/")[0])
    return next((rank for rank, name in enumerate(_URGENCY) if name in names), len(_URGENCY)), page.key
