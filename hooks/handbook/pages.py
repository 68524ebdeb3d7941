"""One page: its text, its kind, its headings and links, and its address."""

from __future__ import annotations

import posixpath
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from . import DEFAULT_LANGUAGE
from .markdown import Heading, Link, Structure, parse
from .text import Masked, Source, mask
from .yaml_source import YamlDocument, read_yaml

SECTOR_PAGES = ("index", "process", "benchmarks", "measures", "cases")
"""The five pages of a sector, in reading order."""

RESERVED_IDS = {
    "sector-index": ("losses", "start-here", "key-figures", "laws", "gaps"),
    "sector-process": ("process-map", "wastes"),
    "sector-benchmarks": ("self-check", "norms", "gaps"),
    "sector-measures": (),
    "sector-cases": (),
    "utility": ("losses", "walk-round", "start-here", "measure-it", "measures", "cases", "laws", "gaps"),
    "home": ("find-sector", "find-resource"),
    "catalogue": ("all-sectors",),
    "utilities-index": ("all-utilities",),
    "finder": ("finder",),
    "case-library": ("all-cases",),
    "self-check": ("self-check", "factors", "grid-factors"),
    "glossary": ("all-terms",),
    "sources": ("all-sources",),
    "open-data": ("data-files", "data-fields", "editions"),
    "method-index": ("all-steps",),
    "method": (),
    "status": ("translations",),
    "check-codes": ("all-checks",),
    "coverage": ("coverage",),
    "laws": ("all-laws", "not-seen"),
    "energy-norms": ("norms-by-sector", "norm-circulars", "technical-rules"),
    "factors": ("factors", "grid-factors"),
    "finance": ("all-funds", "fees"),
    "institutions": ("all-institutions",),
    "provinces": ("provincial-programmes",),
    "programmes": ("guidelines",),
    "page": (),
}
"""Heading ids, by page kind, that the build knows: it inserts something under them, or they hold the records."""

RECORDS: dict[str, tuple[str, ...]] = {
    "sector-process": ("steps",),
    "sector-benchmarks": ("benchmarks",),
    "sector-measures": ("measures",),
    "sector-cases": ("cases",),
    "utility": ("benchmarks", "measures", "cases"),
}
"""Page kind -> the lists of a topic whose records have their sections there, each under the record's id."""

UTILITY_GROUPS = {"benchmarks": "measure-it", "measures": "measures", "cases": "cases"}
"""On the page of a cross-cutting topic: the list -> the heading its records stand under."""


_KINDS = {
    "index": "home",
    "sectors/index": "catalogue",
    "utilities/index": "utilities-index",
    "measures/index": "finder",
    "cases/index": "case-library",
    "self-check/index": "self-check",
    "glossary/index": "glossary",
    "sources/index": "sources",
    "data/index": "open-data",
    "method/index": "method-index",
    "contribute/status": "status",
    "contribute/checks": "check-codes",
    "coverage/index": "coverage",
    "policy/laws": "laws",
    "policy/energy-norms": "energy-norms",
    "policy/factors": "factors",
    "policy/finance": "finance",
    "policy/institutions": "institutions",
    "policy/provinces": "provinces",
    "policy/strategy-2009-2020": "programmes",
    "policy/programmes": "programmes",
    "policy/circular-economy": "programmes",
}
"""Kinds of the pages that belong to no topic, by key."""


@dataclass(frozen=True)
class Section:
    """A heading and the text up to the next heading of any level; `start` is just after the heading line."""

    heading: Heading
    start: int
    end: int


@dataclass(eq=False)
class Page:
    """One Markdown page. `key` is its path without language and suffix (`sectors/brewing/measures`), `lang` vi or
    en.
    """

    source: Source
    lang: str
    key: str
    masked: Masked
    structure: Structure
    front: YamlDocument | None
    original: Page | None = None
    """The written half that this page stands in for; None for everything an editor wrote."""

    @property
    def path(self) -> str:
        """Path from the project root: `docs/vi/sectors/brewing/measures.md`."""
        return self.source.path

    @property
    def meta(self) -> dict[str, Any]:
        """The front matter; empty when there is none or it cannot be read."""
        value = self.front.value if self.front else None
        return value if isinstance(value, dict) else {}

    @property
    def title(self) -> str:
        return str(self.meta.get("title") or (self.headings[0].text if self.headings else self.key))

    @property
    def retired(self) -> bool:
        """Whether the page only says that it is no longer kept up, for those who come by its old address."""
        return self.meta.get("status") == "retired"

    @property
    def awaits(self) -> str | None:
        """The language whose half is still to be written, as the front matter says; None when it says nothing."""
        other = "en" if self.lang == "vi" else "vi"
        return other if self.meta.get("status") == f"awaiting-{other}" else None

    @property
    def replaced_by(self) -> str | None:
        """Key of the page that stands in for a retired one, as its front matter has it."""
        key = self.meta.get("replaced_by")
        return key if self.retired and isinstance(key, str) else None

    @property
    def damaged(self) -> bool:
        """The file itself is broken (wrong encoding, cut off, half merged, something opened and never closed): its
        content says little.
        """
        source = self.source
        return bool(source.unreadable or source.conflict or self.masked.unclosed or not source.text.strip())

    @property
    def headings(self) -> tuple[Heading, ...]:
        return self.structure.headings

    @property
    def links(self) -> tuple[Link, ...]:
        return self.structure.links

    @cached_property
    def sections(self) -> list[Section]:
        return [Section(h, h.span.end, h.end) for h in self.headings]

    @property
    def topic_id(self) -> str | None:
        """Id of the sector or cross-cutting topic the page belongs to."""
        folder, *rest = self.key.split("/")
        if not rest or rest[0] == "index":
            return None
        if folder == "sectors" or (folder == "utilities" and len(rest) == 1):
            return rest[0]
        return None

    @property
    def kind(self) -> str:
        """`sector-index`, `sector-process`, …, `utility`, `home`, `finder`, … or `page`: follows from the path."""
        parts = self.key.split("/")
        if self.topic_id and parts[0] == "utilities":
            return "utility"
        if self.topic_id and len(parts) == 3 and parts[2] in SECTOR_PAGES:
            return f"sector-{parts[2]}"
        if parts[0] == "method" and self.key != "method/index":
            return "method"
        return _KINDS.get(self.key, "page")

    @property
    def url(self) -> str:
        """Address below the language's root: `sectors/brewing/measures/`, empty for the home page."""
        return page_url(self.key)

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """Spans (start, end) of the stretches of masked text between blank lines; a list item is a paragraph of
        its own.
        """
        spans, start, position = [], None, 0
        for line in self.masked.text.splitlines(keepends=True):
            stripped = line.strip()
            item = stripped[:2] in ("- ", "* ", "+ ") or (
                stripped[:1].isdigit() and stripped.split(" ", 1)[0].rstrip(".)").isdigit()
            )
            if start is not None and (not stripped or item or stripped.startswith("#")):
                spans.append((start, position))
                start = None
            if stripped and start is None:
                start = position
            position += len(line)
        if start is not None:
            spans.append((start, position))
        return spans

    def section_at(self, offset: int) -> Section | None:
        """The section that holds `offset`, None before the first heading."""
        index = bisect_right(self.sections, offset, key=lambda section: section.heading.span.start)
        return self.sections[index - 1] if index else None


def page_url(key: str) -> str:
    """Address of a page below its language's root; `index` pages stand at their folder."""
    if key == "index":
        return ""
    return (key[: -len("/index")] if key.endswith("/index") else key) + "/"


def relative_url(from_key: str, to_key: str, anchor: str | None = None, *, offline: bool = False) -> str:
    """Link from one page of a language to another of the same language, as it must stand in finished HTML."""
    if from_key == to_key and anchor:
        return f"#{anchor}"
    if offline:
        url = posixpath.relpath(f"{to_key}.html", posixpath.dirname(from_key) or ".")
    else:
        relative = posixpath.relpath(page_url(to_key) or ".", page_url(from_key) or ".")
        url = "./" if relative == "." else relative + "/"
    return url + (f"#{anchor}" if anchor else "")


def other_language_url(
    key: str, lang: str, anchor: str | None = None, *, from_key: str | None = None, offline: bool = False
) -> str:
    """Link from a page in `lang` to the page `key` in the other language, as it must stand in finished HTML.

    It stands on the same page, or on that of `from_key`.
    """
    other = "en" if lang == "vi" else "vi"
    here, there = ("" if name == DEFAULT_LANGUAGE else f"{name}/" for name in (lang, other))
    own = key if from_key is None else from_key
    if offline:
        url = posixpath.relpath(f"{there}{key}.html", posixpath.dirname(f"{here}{own}") or ".")
    else:
        url = posixpath.relpath(f"{there}{page_url(key)}" or ".", f"{here}{page_url(own)}" or ".").rstrip("/") + "/"
    return url + (f"#{anchor}" if anchor else "")


def read_page(source: Source, lang: str, key: str) -> Page:
    """A page from its text."""
    masked = mask(source.text)
    front = read_yaml(source, *masked.front) if masked.front else None
    return Page(source, lang, key, masked, parse(source, masked), front)
