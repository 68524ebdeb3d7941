"""Findings an editor has looked at and decided to keep: `<!-- handbook: ignore CODE reason -->`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..corpus import Corpus
from ..diagnostics import Diagnostic
from ..pages import Page
from ..text import Source, Span, mask

SUPPRESSION_CODE = "P17"

_COMMENT = re.compile(r"<!--[ \t]*handbook:[ \t]*ignore\b(?P<rest>.*?)-->")
_HASH = re.compile(r"#[ \t]*handbook:[ \t]*ignore\b(?P<rest>[^\n]*)")
_ONLY_COMMENT = re.compile(r"\s*(?:<!--[^>]*-->|#[^\n]*)\s*\Z")


@dataclass(frozen=True)
class Suppression:
    """Silences `code` on its own line and the next one that is no comment; in front matter also on line 1."""

    code: str
    reason: str
    span: Span
    lines: frozenset[int]


def apply_suppressions(
    corpus: Corpus, diagnostics: Iterable[Diagnostic], families: Iterable[str] | None = None
) -> list[Diagnostic]:
    """Drop suppressed findings; report suppressions that name no reason or silence nothing. Sorted by place.

    With `families` given, a suppression of a code that was not looked for is left alone.
    """
    suppressions = list(_all(corpus))
    places: dict[tuple[str, str, int], list[Suppression]] = {}
    for item in suppressions:
        if item.reason:
            for line in item.lines:
                places.setdefault((item.span.path, item.code, line), []).append(item)
    used: set[Suppression] = set()
    kept = []
    for diagnostic in diagnostics:
        matching = places.get((diagnostic.span.path, diagnostic.code, diagnostic.span.line), [])
        used.update(matching)
        if not matching:
            kept.append(diagnostic)
    wanted = None if families is None else set(families)
    for item in suppressions:
        looked_for = wanted is None or item.code[:1] in wanted
        if item not in used and (looked_for or not item.reason):
            kept.append(Diagnostic(SUPPRESSION_CODE, item.span, {"code": item.code or "?"}))
    return sorted(kept, key=lambda diagnostic: diagnostic.sort_key)


def _all(corpus: Corpus) -> Iterator[Suppression]:
    for page in corpus.pages.values():
        if "handbook:" in page.source.text:
            yield from _in_page(page)
    for document in corpus.facts.documents:
        if "handbook:" in document.source.text:
            for match in _HASH.finditer(document.source.text):
                yield _read(document.source, match)


def _in_page(page: Page) -> Iterator[Suppression]:
    source = page.source
    # Comments are blanked in the masked text like code; with their marks changed only code is left blank.
    shown = mask(source.text.replace("<!--", "(!--").replace("-->", "--)")).text
    for match in _COMMENT.finditer(source.text):
        if shown[match.start()] == "(":
            yield _read(source, match)
    if page.masked.front:
        for match in _HASH.finditer(source.text, *page.masked.front):
            yield _read(source, match, first_line=True)


def _read(source: Source, match: re.Match[str], first_line: bool = False) -> Suppression:
    code, _, reason = match["rest"].strip().partition(" ")
    line = source.position(match.start())[0]
    following = line + 1
    while source.line(following) and _ONLY_COMMENT.match(source.line(following)):
        following += 1
    lines = {line, following} | ({1} if first_line else set())
    return Suppression(code, reason.strip(), source.span(match.start(), match.end()), frozenset(lines))
