"""P: a page as a file, its front matter, headings, ids and images."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from ..corpus import Corpus
from ..diagnostics import Diagnostic, Fix, check
from ..markdown import Heading
from ..pages import RESERVED_IDS, Page
from ..text import Span, nearest, nfc_offset, slug

KEYS = ("title", "description", "translated", "status", "replaced_by")
REQUIRED = ("title", "description")
STATUS = ("awaiting-en", "awaiting-vi", "retired")

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_HALF_ID = re.compile(r"[ \t]*(?:\{#[^{}\s]*|\{[^{}#]*\}|[(\[]#[\w-]+[)\]]|#[a-z][\w-]*\})[ \t]*\Z")
"""An id that has lost a sign: `{#heat`, `{heat}`, `(#heat)`, `#heat}`."""
_IMG = re.compile(r"<img\b[^<>]*>", re.I)
_ALT = re.compile(r"\balt[ \t]*=", re.I)
# A prompt ends with its line, and before a quotation mark (data), bold text, an id, a source mark or either end of the
# words of a link. `???` at the beginning of a line opens a block that folds.
_PLACEHOLDER = re.compile(r"(?:VIẾT|WRITE):[^\n\"*{\[\]]{0,60}|\b(?:TODO|TBD)\b|[Ll]orem ipsum|\?(?<=[^\n?]\?)\?\?+")
_PLACEHOLDER_MARKS = ("VIẾT:", "WRITE:", "TODO", "TBD", "orem ipsum", "???")


@check("P07", "P12", "P13", "P14")
def files(corpus: Corpus) -> Iterator[Diagnostic]:
    """Bytes: UTF-8, LF, NFC, neither empty nor huge nor binary."""
    for page in corpus.pages.values():
        source = page.source
        defects = source.defects
        if "encoding" in defects:
            yield Diagnostic("P12", source.span(defects["encoding"]))
        elif "nul" in defects or "size" in defects:
            yield Diagnostic("P14", source.span(defects.get("nul", 0)))
        elif not source.text.strip():
            yield Diagnostic("P14", source.span(0))
        kind = next((kind for kind in ("bom", "crlf") if kind in defects), None)
        if kind and not page.damaged:
            fix = Fix(source.span(0, len(source.text)), source.text, safe=True)  # writing it again mends both
            yield Diagnostic("P13", source.span(defects[kind]), {"kind": kind}, fix)
        offset = nfc_offset(source.text)
        if offset is not None:
            whole = source.span(0, len(source.text))
            fix = Fix(whole, unicodedata.normalize("NFC", source.text), safe=True)
            yield Diagnostic("P07", source.span(offset, offset + 1), fix=fix)


@check("P01", "P16")
def closed(corpus: Corpus) -> Iterator[Diagnostic]:
    """What is opened is closed: front matter, code fences, comments."""
    for page in corpus.pages.values():
        for kind, offset in page.masked.unclosed:
            code = "P01" if kind == "front" else "P16"
            yield Diagnostic(code, page.source.span(offset, offset + 3), {"kind": kind, "detail": "---"})
        if page.front:
            for problem in page.front.problems:
                yield Diagnostic("P01", problem.span, {"kind": problem.kind, "detail": problem.detail})
            if not page.front.problems and page.front.value is not None and not isinstance(page.front.value, dict):
                yield Diagnostic("P01", page.front.span(()), {"kind": "syntax", "detail": "not-a-mapping"})


@check("P02")
def front_matter(corpus: Corpus) -> Iterator[Diagnostic]:
    """Title and description are there; nothing else but `translated`, `status` and `replaced_by`."""
    for page in corpus.pages.values():
        front = page.front
        if front and front.problems:
            continue
        if page.masked.front is None and not page.masked.unclosed:
            yield Diagnostic("P02", page.source.span(0), {"key": "", "problem": "none", "allowed": list(KEYS)})
            continue
        for key in REQUIRED:
            value = page.meta.get(key)
            if not isinstance(value, str) or not value.strip():
                span = front.span((key,)) if front and key in page.meta else page.source.span(0)
                yield Diagnostic("P02", span, {"key": key, "problem": "missing", "allowed": list(KEYS)})
        for key, value in page.meta.items():
            assert front is not None
            if key not in KEYS:
                span, near = front.key_span((key,)), nearest(key, KEYS)
                fix = Fix(span, near) if near else None
                yield Diagnostic("P02", span, {"key": key, "problem": "unknown", "allowed": list(KEYS)}, fix)
            elif (key == "status" and value not in STATUS) or (key == "translated" and not _is_stamp(value)):
                allowed = (
                    list(STATUS) if key == "status" else ["{from: vi, sections: {…}}", "{from: en, sections: {…}}"]
                )
                yield Diagnostic("P02", front.span((key,)), {"key": key, "problem": "value", "allowed": allowed})


def _is_stamp(value: object) -> bool:
    return (
        isinstance(value, dict)
        and set(value) <= {"from", "sections"}
        and value.get("from") in ("vi", "en")
        and isinstance(value.get("sections", {}), dict)
    )


@check("P03", "P04", "P15")
def headings(corpus: Corpus) -> Iterator[Diagnostic]:
    """One H1; every heading has an id of plain letters."""
    for page in corpus.pages.values():
        tops = [h for h in page.headings if h.level == 1]
        if not tops and not page.damaged:
            at = page.masked.front[1] + 4 if page.masked.front else 0
            yield Diagnostic("P03", page.source.span(min(at, len(page.source.text))), {"count": 0})
        for extra in tops[1:]:
            yield Diagnostic("P03", extra.span, {"count": len(tops)}, related=(tops[0].span,))
        for heading in page.headings:
            if heading.id is None:
                twin = _twin_id(corpus, page, heading)
                proposal = twin or _slug_of(page, heading)
                fix = None
                if heading.span.source.text[heading.span.start] == "#":
                    fix = _with_id(heading, proposal, safe=twin is not None)
                yield Diagnostic("P04", heading.span, {"text": heading.text, "id": proposal}, fix)
        for anchor, span in _ids(page):
            if not _ID.match(anchor):
                better = slug(anchor)
                yield Diagnostic("P15", span, {"id": anchor}, Fix(span, better) if better else None)


def _with_id(heading: Heading, proposal: str, safe: bool) -> Fix:
    """Put the id behind the heading, or in place of one whose brace is missing: `{#heat-recovery`."""
    source, end = heading.span.source, heading.span.end
    half = _HALF_ID.search(heading.span.text)
    start = heading.span.start + half.start() if half else end
    return Fix(source.span(start, end), f" {{#{proposal}}}", safe)


def _twin_id(corpus: Corpus, page: Page, heading: Heading) -> str | None:
    """The id of the heading in the same place of the other language, if this page has lost it."""
    taken = {h.id for h in page.headings}
    other = corpus.counterpart(page)
    position = page.headings.index(heading)
    if other and len(other.headings) == len(page.headings):
        twin = other.headings[position]
        if twin.id and twin.level == heading.level and twin.id not in taken:
            return twin.id
    return None


def _slug_of(page: Page, heading: Heading) -> str:
    """An id made of the words of the heading."""
    words = slug(re.sub(r"[*_`\[\]]|\([^)]*\)", "", heading.text)).split("-")
    return "-".join(words[:6]) or f"section-{page.headings.index(heading)}"


def _ids(page: Page) -> Iterator[tuple[str, Span]]:
    for heading in page.headings:
        if heading.id and heading.id_span:
            yield heading.id, heading.id_span
    yield from page.structure.ids


@check("P05")
def unique_ids(corpus: Corpus) -> Iterator[Diagnostic]:
    """An id stands once on a page, and once in all pages of a sector (the reserved ones apart)."""
    reserved = {anchor for ids in RESERVED_IDS.values() for anchor in ids}
    sectors: dict[tuple[str, str], dict[str, Span]] = defaultdict(dict)
    # The section of a fact has the older right to the id: it stands on one of the pages after the overview.
    for page in sorted(corpus.pages.values(), key=lambda page: page.kind in ("sector-index", "page")):
        here: dict[str, Span] = {}
        for anchor, span in sorted(_ids(page), key=lambda item: item[1].start):
            first = here.setdefault(anchor, span)
            if first is span and page.topic_id and anchor not in reserved:
                first = sectors[page.lang, page.topic_id].setdefault(anchor, span)
            if first is not span:
                yield Diagnostic("P05", span, {"id": anchor}, related=(first,))


@check("P06")
def images(corpus: Corpus) -> Iterator[Diagnostic]:
    """Images say in words what they show."""
    for page in corpus.pages.values():
        for link in page.links:
            if link.kind == "image" and not link.text.strip() and not link.target.startswith("data:"):
                yield Diagnostic("P06", link.span, {"target": link.target})
        for tag in _IMG.finditer(page.masked.text):
            if not _ALT.search(tag.group()):
                yield Diagnostic("P06", page.source.span(tag.start(), tag.end()), {"target": tag.group()[:60]})


@check("P08")
def unique_titles(corpus: Corpus) -> Iterator[Diagnostic]:
    """No two pages of a language have one title: search results and tabs show nothing else."""
    first: dict[tuple[str, str], Page] = {}
    for page in corpus.pages.values():
        title = page.meta.get("title")
        if isinstance(title, str) and title.strip() and page.front and not page.retired:
            key = (page.lang, unicodedata.normalize("NFC", title.strip().casefold()))
            other = first.setdefault(key, page)
            if other is not page and other.front:
                args = {"title": title, "path": other.path}
                yield Diagnostic("P08", page.front.span(("title",)), args, related=(other.front.span(("title",)),))


@check("P19")
def placeholders(corpus: Corpus) -> Iterator[Diagnostic]:
    """Nothing is left of the scaffold a new page starts from."""
    for page in corpus.pages.values():
        front = page.masked.front
        texts = [(0, page.masked.text)] + ([(front[0], page.source.text[slice(*front)])] if front else [])
        for shift, text in texts:
            for match in _placeholders(text):
                span = page.source.span(shift + match.start(), shift + match.end())
                yield Diagnostic("P19", span, {"text": match.group().strip()})
    for document in corpus.facts.documents:
        for match in _placeholders(document.source.text):
            span = document.source.span(match.start(), match.end())
            yield Diagnostic("P19", span, {"text": match.group().strip()})


def _placeholders(text: str) -> Iterator[re.Match[str]]:
    if any(mark in text for mark in _PLACEHOLDER_MARKS):
        yield from _PLACEHOLDER.finditer(text)
