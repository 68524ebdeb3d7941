"""All checks. Importing this package registers them; `run_all` runs them and applies the editors' suppressions."""

from __future__ import annotations

from collections.abc import Iterable

from ..corpus import Corpus, without_garbage_collection
from ..diagnostics import Diagnostic, run
from . import (
    data,
    data_pages,
    data_refs,
    examples,
    links,
    numbers,
    pages,
    pairs,
    paragraphs,
    parts,
    permalinks,
    spelling,
    terms,
    translations,
)
from .suppressions import SUPPRESSION_CODE, apply_suppressions

__all__ = ["REFUSED_BY_RELEASE", "SUPPRESSION_CODE", "apply_suppressions", "run_all"]

_MODULES = (
    data,
    data_pages,
    data_refs,
    examples,
    links,
    numbers,
    pages,
    pairs,
    paragraphs,
    parts,
    permalinks,
    spelling,
    terms,
    translations,
)

UNREADABLE = frozenset({"B01", "P12", "P14"})
"""All that is said about a file whose bytes are no text: the rest would only be echoes."""
CUT_OFF = UNREADABLE | {"P01", "P13", "P16"}
"""The same for a page with something opened and never closed."""

REFUSED_BY_RELEASE = frozenset({"B10"})
"""Findings that stop nobody's work but must be gone before an edition is frozen."""


def run_all(corpus: Corpus, families: Iterable[str] | None = None) -> list[Diagnostic]:
    """Every finding, sorted by place; `families` keeps those whose code starts with one of its letters."""
    wanted = None if families is None else set(families)
    limits = {
        page.path: UNREADABLE if page.source.unreadable else CUT_OFF for page in corpus.pages.values() if page.damaged
    }
    limits |= {d.source.path: UNREADABLE for d in corpus.facts.documents if d.source.unreadable}
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
    """Where a heading has lost its id (P04 proposes it), everything that misses this id is the same mistake."""
    lost = {(d.span.path, d.args["id"]) for d in found if d.code == "P04"}
    return [d for d in found if not lost or not _misses(d, lost)]


def _misses(found: Diagnostic, lost: set[tuple[str, str]]) -> bool:
    args = found.args
    if found.code == "B02":
        return (args["path"], args["id"]) in lost
    if found.code == "L02":
        return (args["page"], args["anchor"]) in lost
    if found.code == "A02":
        return (args["path"], args["old"]) in lost
    return found.code == "D10" and all((path, args["id"]) in lost for path in args["paths"])
