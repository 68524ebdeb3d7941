"""Sections put into pages where they belong: in the order of the facts, above or below their neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..markdown import Heading
from ..pages import Page

AFTER_RECORDS = ("norms", "gaps", "wastes")
"""Reserved headings that close a page: new sections go above them."""


def add_section(page: Page, section: str, new_id: str, order: Sequence[str]) -> str:
    """The text of `page` with `section` at the place of `new_id` among the headings named in `order`.

    `order` holds `new_id`. Without a neighbour the section goes above the closing headings, else to the end.
    """
    return _insert(page.source.text, _place(page, page.headings, new_id, order), section)


def add_in_group(page: Page, group: Heading, section: str, new_id: str, order: Sequence[str]) -> str:
    """The same within the section of `group`: at its end when no neighbour stands there."""
    end = _end(page, group)
    inside = [h for h in page.headings if group.span.start < h.span.start < end]
    position = order.index(new_id)
    before, after = _neighbours(inside, order[:position]), _neighbours(inside, order[position + 1 :])
    at = _end(page, before[-1]) if before else after[0].span.start if after else end
    return _insert(page.source.text, _above_comments(page.source.text, at), section)


def _place(page: Page, headings: Iterable[Heading], new_id: str, order: Sequence[str]) -> int:
    text, position = page.source.text, order.index(new_id)
    here = list(headings)
    if before := _neighbours(here, order[:position]):
        return _above_comments(text, _end(page, before[-1]))
    following = _neighbours(here, order[position + 1 :]) or [h for h in here if h.id in AFTER_RECORDS]
    return _above_comments(text, following[0].span.start) if following else len(text)


def _neighbours(headings: Iterable[Heading], ids: Sequence[str]) -> list[Heading]:
    """Headings with one of these ids, in the order of the ids."""
    rank = {anchor: number for number, anchor in enumerate(ids)}
    return sorted((h for h in headings if h.id in rank), key=lambda h: rank[h.id or ""])


def _end(page: Page, heading: Heading) -> int:
    """Where the section ends with its subsections."""
    after = (h.span.start for h in page.headings if h.span.start > heading.span.start and h.level <= heading.level)
    return next(after, len(page.source.text))


def _above_comments(text: str, at: int) -> int:
    """Comments right above a heading belong to it (`handbook: ignore`): what is put in goes above them."""
    while at:
        start = text.rfind("\n", 0, at - 1) + 1
        line = text[start:at].strip()
        if not (line.startswith("<!--") and line.endswith("-->")):
            break
        at = start
    return at


def _insert(text: str, at: int, section: str) -> str:
    before, after = text[:at].rstrip("\n"), text[at:].lstrip("\n")
    return f"{before}\n\n{section.strip(chr(10))}\n" + (f"\n{after}" if after else "")
