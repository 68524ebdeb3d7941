"""L: every link, image and source mark on a page leads somewhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from ..corpus import Corpus
from ..diagnostics import Diagnostic, Fix, check
from ..markdown import Link
from ..pages import Page, page_url

_CODES = {
    "page": "L01",
    "anchor": "L02",
    "asset": "L03",
    "language": "L05",
    "case": "L06",
    "absolute": "L08",
    "url-form": "L08",
    "local": "L15",
    "empty": "L10",
    "moved": "L12",
}


@check("L01", "L02", "L03", "L05", "L06", "L08", "L10", "L12", "L13", "L15")
def links(corpus: Corpus) -> Iterator[Diagnostic]:
    """Links and images written in Markdown."""
    for page in corpus.pages.values():
        seen: set[int] = set()
        for link in page.links:
            inside = link.kind == "image" and link.target.startswith("data:")
            if inside or link.kind in ("term", "auto", "html") or link.target_span.start in seen:
                continue
            seen.add(link.target_span.start)  # several uses of one `[ref]:` definition are one mistake
            if diagnostic := _link(corpus, page, link):
                yield diagnostic


def _link(corpus: Corpus, page: Page, link: Link) -> Diagnostic | None:
    if link.target.strip() in ("", "#"):
        return Diagnostic("L10", link.span, {"text": link.text or link.target})
    found = corpus.resolve(page, link.target)
    if found.problem is None:
        return _to_retired(corpus, page, link, found.page) if found.page else None
    code = "L03" if link.kind == "image" and found.problem in ("page", "url-form") else _CODES[found.problem]
    fix = None
    if found.suggestion and corpus.resolve(page, found.suggestion).problem is None:
        fix = Fix(link.target_span, found.suggestion, safe=found.problem in ("case", "url-form", "absolute", "moved"))
    args = {"target": link.target, "anchor": found.anchor or "", "page": found.page.path if found.page else ""}
    if found.key:
        args["key"] = found.key
    if found.problem == "moved":
        args["instead"] = found.suggestion or "…"
    related = (found.page.source.span(0),) if found.page and found.page is not page else ()
    return Diagnostic(code, link.target_span, args, fix, related)


def _to_retired(corpus: Corpus, page: Page, link: Link, target: Page) -> Diagnostic | None:
    if not target.retired or page.retired:
        return None
    instead = corpus.link(page, target.replaced_by) if target.replaced_by else None
    fix = Fix(link.target_span, instead) if instead else None
    return Diagnostic("L13", link.target_span, {"target": link.target, "instead": instead or "–"}, fix)


@check("L05", "L09", "L12")
def html_links(corpus: Corpus) -> Iterator[Diagnostic]:
    """`href` and `src` in raw HTML reach the reader as written: they are addresses, not paths of files."""
    sites = {lang: _Site(corpus, lang) for lang in {page.lang for page in corpus.pages.values()}}
    for page in corpus.pages.values():
        for link in page.links:
            if link.kind != "html" or corpus.resolve(page, link.target).external or link.target.startswith("data:"):
                continue
            code = sites[page.lang].problem(page, link.target)
            if code:
                args = {"target": link.target, "anchor": "", "page": "", "instead": "…"}
                yield Diagnostic(code, link.target_span, args)


def _readable(corpus: Corpus) -> Iterator[Page]:
    """Every page readers can come to."""
    yield from corpus.stand_ins.values()
    yield from corpus.pages.values()


class _Site:
    """Addresses of one language as they will be published, seen from its root (`../en/` is the other language)."""

    def __init__(self, corpus: Corpus, lang: str) -> None:
        self.corpus, self.lang = corpus, lang
        self.pages = {f"{self._root(p.lang)}{p.url}".rstrip("/"): p for p in _readable(corpus)}
        self.files = {self._published(path) for path in corpus.assets}

    @staticmethod
    def _root(lang: str) -> str:
        return "" if lang == "vi" else f"{lang}/"

    def _published(self, path: str) -> str:
        return path.removeprefix("vi/")

    def problem(self, page: Page, target: str) -> str | None:
        """`L05`, `L09`, `L12` or None."""
        path, _, anchor = unquote(target).partition("#")
        if not path:
            return None if anchor and anchor in self.corpus.anchors(page) else "L09"
        if path.startswith("/"):
            return "L09"
        here = f"{self._root(page.lang)}{page_url(page.key)}"
        full = posixpath.normpath(posixpath.join(here, path.split("?", 1)[0]))
        full = "" if full == "." else full
        found = self.pages.get(full)
        if found is None and self.corpus.moved(self.lang, full.removeprefix(self._root(self.lang))):
            return "L12"
        if found is None or full.startswith(".."):
            return None if full in self.files else "L09"
        if found.lang != page.lang:
            return "L05"
        if anchor in self.corpus.aliases(found):
            return "L12"
        return None if not anchor or found.damaged or anchor in self.corpus.anchors(found) else "L09"


@check("L04", "L11")
def notes(corpus: Corpus) -> Iterator[Diagnostic]:
    """Source marks `[^id]` name a source; notes are written by the build, never by hand."""
    known = set(corpus.facts.sources) | corpus.facts.unread_sources
    unread = corpus.facts.unread_topics
    for page in corpus.pages.values():
        defined = {note.id for note in page.structure.note_definitions}
        for note in page.structure.note_definitions:
            yield Diagnostic("L11", note.span, {"id": note.id})
        if page.topic_id in unread:
            continue  # its own sources are in a file that cannot be read
        for note in page.structure.notes:
            if note.id not in known and note.id not in defined:
                span = page.source.span(note.span.start + 2, note.span.end - 1)
                near = corpus.facts.nearest_source(note.id)
                yield Diagnostic("L04", span, {"id": note.id}, Fix(span, near) if near else None)


@check("L07")
def references(corpus: Corpus) -> Iterator[Diagnostic]:
    """`[text][ref]` has its `[ref]: address` on the same page."""
    for page in corpus.pages.values():
        for ref, span in page.structure.undefined:
            yield Diagnostic("L07", span, {"ref": ref})
