"""B: the Vietnamese and the English page are built alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..corpus import Corpus, file_span
from ..diagnostics import Diagnostic, check
from ..markdown import Heading
from ..pages import Page


@check("B01")
def counterparts(corpus: Corpus) -> Iterator[Diagnostic]:
    """Every page exists in both languages, unless it says that the other one is awaited."""
    for page in corpus.pages.values():
        other = "en" if page.lang == "vi" else "vi"
        if corpus.counterpart(page) is None and page.awaits is None:
            path = f"docs/{other}/{page.key}.md"
            args = {"path": path, "other": other}
            yield Diagnostic("B01", page.source.span(0), args, related=(file_span(corpus, path),))


@check("B02", "B03", "B04")
def headings(corpus: Corpus) -> Iterator[Diagnostic]:
    """Both pages have the same heading ids, at the same levels, in the same order."""
    for vi in corpus.of("vi"):
        en = corpus.counterpart(vi)
        if en is None or vi.damaged or en.damaged:
            continue
        yield from _missing(vi, en)
        yield from _missing(en, vi)
        yield from _levels_and_order(*_translation_last(vi, en))


def _missing(page: Page, other: Page) -> Iterator[Diagnostic]:
    """Headings of `page` whose id is nowhere on `other`; related is the heading on `other` they belong after."""
    there = {heading.id: heading for heading in other.headings}
    before: Heading | None = None
    for heading in page.headings:
        if heading.id is None:
            continue
        if heading.id in there:
            before = there[heading.id]
        else:
            place = before.span if before else other.source.span(0)
            span = heading.id_span or heading.span
            yield Diagnostic("B02", span, {"id": heading.id, "path": other.path}, related=(place,))


def _translation_last(vi: Page, en: Page) -> tuple[Page, Page]:
    """(page the other was made from, the other). Without a stamp English is taken as the translation."""
    stamp = vi.meta.get("translated")
    return (en, vi) if isinstance(stamp, dict) and stamp.get("from") == "en" else (vi, en)


def _levels_and_order(source: Page, target: Page) -> Iterator[Diagnostic]:
    first, again = _once(source), _once(target)
    common = [h for h in target.headings if h.id in first and h.id in again]
    for heading in common:
        twin = first[heading.id]
        if heading.level != twin.level:
            args = {"id": heading.id, "found": "#" * heading.level, "expected": "#" * twin.level, "path": source.path}
            yield Diagnostic("B03", heading.span, args, related=(twin.span,))
    ids = {h.id for h in common}
    wanted = [h for h in first.values() if h.id in ids]
    if moved := _moved([h.id for h in common if h.id], [h.id for h in wanted if h.id]):
        heading, twin = again[moved], first[moved]
        before = wanted[wanted.index(twin) - 1].id if twin is not wanted[0] else ""
        args = {"id": moved, "before": before, "path": source.path, "problem": "moved" if before else "first"}
        yield Diagnostic("B04", heading.span, args, related=(twin.span,))
        return
    for heading, twin in zip(common, wanted, strict=True):
        if heading.id != twin.id:
            args = {"id": heading.id, "expected": twin.id, "path": source.path, "before": ""}
            yield Diagnostic("B04", heading.span, args, related=(twin.span,))
            return


def _moved(here: list[str], there: list[str]) -> str | None:
    """The one id whose place differs: without it both lists are the same. None when more than one differs."""
    first = next((at for at, pair in enumerate(zip(here, there, strict=True)) if pair[0] != pair[1]), None)
    if first is None:
        return None
    for candidate in (here[first], there[first]):
        if [i for i in here if i != candidate] == [i for i in there if i != candidate]:
            return candidate
    return None


def _once(page: Page) -> dict[str, Heading]:
    """Headings by id; ids that stand twice are left out (P05 reports them)."""
    count = Counter(h.id for h in page.headings)
    return {h.id: h for h in page.headings if h.id and count[h.id] == 1}
