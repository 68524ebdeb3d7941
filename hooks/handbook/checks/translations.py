"""B: the halves of a page keep up with each other, and neither has a link, image, table or source the other lacks."""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterator

from ..corpus import Corpus
from ..diagnostics import Diagnostic, Fix, check
from ..pages import Page
from ..text import Source, Span
from ..translations import LEDGER, State, all_pairs, read_ledger

Part = tuple[str, str]
"""(`link`, `image`, `note` or `table`, what it leads to)."""
_BROKEN: Part = ("broken", "")
"""A link that leads nowhere, which L checks report: it may be meant as the partner of any other."""


@check("B05", "B06", "B07")
def behind(corpus: Corpus) -> Iterator[Diagnostic]:
    """Sections that changed in one language only; pages nobody has compared; lines of the ledger that say nothing."""
    ledger = read_ledger(corpus.root)
    for span in ledger.malformed:
        yield Diagnostic("B07", span, {"line": span.text, "path": LEDGER}, Fix(_whole_line(span), ""))
    if not ledger.marks:
        return
    for vi, en, pairs in all_pairs(corpus, ledger):
        for pair in pairs:
            newer, older = (
                ((en, pair.en), (vi, pair.vi)) if pair.state is State.VI_BEHIND else ((vi, pair.vi), (en, pair.en))
            )
            if pair.state in (State.VI_BEHIND, State.EN_BEHIND):
                args = {"id": pair.section, "path": newer[0].path, "key": pair.key}
                yield Diagnostic("B05", older[1].heading.span, args, related=(newer[1].heading.span,))
        if open_pairs := [pair for pair in pairs if pair.state is State.UNCONFIRMED]:
            args = {"count": len(open_pairs), "ids": ", ".join(pair.section for pair in open_pairs[:5]), "key": vi.key}
            yield Diagnostic("B06", open_pairs[0].vi.heading.span, args, related=(open_pairs[0].en.heading.span,))


def _whole_line(span: Span) -> Span:
    """The span with the line break after it."""
    end = span.end + 1 if span.source.text[span.end : span.end + 1] == "\n" else span.end
    return Span(span.source, span.start, end)


@check("B08")
def parts(corpus: Corpus) -> Iterator[Diagnostic]:
    """A section has the same links within the site, images, sources and number of tables in both languages."""
    for vi in corpus.of("vi"):
        en = corpus.counterpart(vi)
        if en is None or vi.damaged or en.damaged:
            continue
        sides = {page.lang: _parts(corpus, page) for page in (vi, en)}
        for page, other in ((vi, en), (en, vi)):
            mine, theirs = sides[page.lang], sides[other.lang]
            for section in mine.keys() & theirs.keys():
                there = Counter(part for part, _ in theirs[section])
                for part, span in mine[section]:
                    if part == _BROKEN or (part[0] in ("link", "image") and there[_BROKEN]):
                        continue
                    if there[part]:
                        there[part] -= part[0] == "table"  # a second link to the same place is nobody's loss
                        continue
                    args = {"kind": part[0], "target": part[1], "path": other.path, "id": section or "top"}
                    yield Diagnostic("B08", span, args, related=(_place(other, section),))


def _parts(corpus: Corpus, page: Page) -> dict[str | None, list[tuple[Part, Span]]]:
    """What each section of a page has, by heading id; sections without id are left out."""
    found: dict[str | None, list[tuple[Part, Span]]] = defaultdict(list)
    for section in page.sections:
        if section.heading.id:
            found[section.heading.id] = []
    items = [(_target(corpus, page, link.kind, link.target), link.span) for link in page.links]
    items += [(("note", note.id), note.span) for note in page.structure.notes if note.id in corpus.facts.sources]
    items += [(("table", ""), span) for span in page.structure.tables]
    for part, span in items:
        section = page.section_at(span.start)
        name = section.heading.id if section else None
        if part and name in found:
            found[name].append((part, span))
    return found


def _target(corpus: Corpus, page: Page, kind: str, target: str) -> Part | None:
    """Where a link within the site leads, without its language; None for others."""
    if kind in ("term", "auto", "html"):
        return None
    found = corpus.resolve(page, target)
    if found.external:
        return None
    if found.problem and found.problem != "moved":
        return _BROKEN
    if found.page:
        return "link", found.page.key + (f"#{found.anchor}" if found.anchor else "")
    return "image" if kind == "image" else "link", posixpath.basename(target)


def _place(page: Page, section: str | None) -> Span:
    heading = next((h for h in page.headings if h.id == section), None)
    return heading.span if heading else page.source.span(0)


@check("B09", "B10")
def awaited(corpus: Corpus) -> Iterator[Diagnostic]:
    """Pages whose other half is declared as still to be written."""
    for page in corpus.pages.values():
        if page.awaits is None or page.front is None:
            continue
        span = page.front.key_span(("status",))
        path = f"docs/{page.awaits}/{page.key}.md"
        if corpus.counterpart(page) is None:
            yield Diagnostic("B10", span, {"path": path})
        else:
            yield Diagnostic("B09", span, {"path": path}, Fix(_line_of(page.source, span), ""))


def _line_of(source: Source, span: Span) -> Span:
    start = source.text.rfind("\n", 0, span.start) + 1
    end = source.text.find("\n", span.start)
    return source.span(start, len(source.text) if end < 0 else end + 1)
