"""All checks. Importing this package registers them; `run_all` runs them and applies the editors' suppressions."""

from __future__ import annotations

from collections.abc import Iterable

from ..corpus import Corpus, without_garbage_collection
from ..diagnostics import Diagnostic, run
from ..pages import page_url
from ..text import Span
from . import (
    data,
    data_pages,
    data_refs,
    examples,
    files,
    links,
    numbers,
    pages,
    pairs,
    paragraphs,
    parts,
    pasted,
    permalinks,
    safety,
    sources,
    spelling,
    terms,
    translations,
    year_ranges,
)
from .suppressions import SUPPRESSION_CODE, apply_suppressions

__all__ = ["REFUSED_BY_RELEASE", "SUPPRESSION_CODE", "apply_suppressions", "run_all"]

_MODULES = (
    data,
    data_pages,
    data_refs,
    examples,
    files,
    links,
    numbers,
    pages,
    pairs,
    paragraphs,
    parts,
    pasted,
    permalinks,
    safety,
    sources,
    spelling,
    terms,
    translations,
    year_ranges,
)

UNREADABLE = frozenset({"B01", "P12", "P14"})
"""All that is said about a file whose bytes are no text: the rest would only be echoes."""
CUT_OFF = UNREADABLE | {"P01", "P13", "P16"}
"""The same for a page with something opened and never closed."""
HALF_MERGED = frozenset({"B01", "P23"})
"""The same for a file in which git has left two versions of the same words."""

REFUSED_BY_RELEASE = frozenset({"B10", "D25"})
"""Findings that stop nobody's work but must be gone before an edition is frozen."""


def run_all(corpus: Corpus, families: Iterable[str] | None = None) -> list[Diagnostic]:
    """Every finding, sorted by place; `families` keeps those whose code starts with one of its letters."""
    wanted = None if families is None else set(families)
    limits = {
        page.path: UNREADABLE if page.source.unreadable else CUT_OFF for page in corpus.pages.values() if page.damaged
    }
    limits |= {d.source.path: UNREADABLE for d in corpus.facts.documents if d.source.unreadable}
    sources = (item.source for items in (corpus.pages.values(), corpus.facts.documents) for item in items)
    limits |= {source.path: HALF_MERGED for source in sources if source.conflict}
    with without_garbage_collection():
        everything = run(corpus, wanted)
    found = [
        diagnostic
        for diagnostic in everything
        if (diagnostic.span.path not in limits or diagnostic.code in limits[diagnostic.span.path])
        and (wanted is None or diagnostic.code[0] in wanted)
    ]
    return apply_suppressions(corpus, _without_echoes(found), wanted)


def _without_echoes(found: list[Diagnostic]) -> list[Diagnostic]:
    """One mistake, one finding: what only says that something else misses what another finding tells of is left out."""
    echoes = _Echoes(found)
    return [diagnostic for diagnostic in found if not echoes.has(diagnostic)]


class _Echoes:
    """What is known to be broken: files, pages that are gone, ids that are gone from a page."""

    def __init__(self, found: list[Diagnostic]) -> None:
        self.broken = {d.span.path for d in found if d.code in ("P01", "P12", "P14", "P16", "P23")}
        self.decomposed = {d.span.path for d in found if d.code == "P07"}
        self.pages = {page_url(d.args["old"]) for d in found if d.code == "A01"}
        self.unnamed = {(d.span.path, d.args["id"]) for d in found if d.code == "P04"}
        gone = [d.args for d in found if d.code == "A02"]
        self.gone = {(path, args["old"]) for args in gone for path in args["paths"]}
        self.renamed = {(args["path"], args["new"]) for args in gone if args.get("problem") == "renamed"}
        self.unfounded = {(d.span.path, d.span.start) for d in found if d.code == "N02"}
        self.misread = [d.span for d in found if d.code == "N05"]
        self.misread_files = {span.path for span in self.misread}
        self.misformed = {(d.span.path, d.args["id"]) for d in found if d.code == "P15"}
        self.misnamed = {d.args["better"] for d in found if d.code == "P24"}

    def has(self, found: Diagnostic) -> bool:
        """Whether `found` only repeats one of them."""
        args, ids = found.args, self.unnamed | self.gone
        match found.code:
            case "L01":
                return "key" in args and page_url(args["key"]) in self.pages
            case "L02":
                return args["page"] in self.broken or (args["page"], args["anchor"]) in ids
            case "B01":
                return page_url(_key_of(args["path"])) in self.pages
            case "B02":
                twin = (found.span.path, args["id"]) in self.renamed | self.misformed
                return twin or (args["path"], args["id"]) in ids
            case "A02":
                return (args["path"], args["old"]) in self.unnamed
            case "D10" if args.get("problem") == "page":
                return all(page_url(_key_of(path)) in self.pages for path in args["paths"])
            case "D10":
                return all((path, args["id"]) in ids for path in args["paths"])
            case "D11" | "P15":
                return (found.span.path, args["id"]) in self.renamed
            case "D23":
                return args["path"] in self.misnamed
            case "N01" | "N02":
                place = (found.span.path, found.span.start)
                twice = found.code == "N01" and (place in self.unfounded or args["path"] in self.misread_files)
                return twice or any(_within(found.span, span) for span in self.misread)
        return found.code[0] == "T" and found.span.path in self.decomposed


def _within(inner: Span, outer: Span) -> bool:
    return inner.path == outer.path and outer.start <= inner.start and inner.end <= outer.end


def _key_of(path: str) -> str:
    """`docs/vi/sectors/brewing/index.md` -> `sectors/brewing/index`."""
    return path.split("/", 2)[2].removesuffix(".md")
