"""P: one tone placement everywhere. The handbook writes `hòa`, `thủy`, not `hoà`, `thuỷ`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..corpus import Corpus
from ..diagnostics import Diagnostic, Fix, check
from ..text import Span
from ..yaml_source import YamlDocument

# A tone on the last vowel of a final oa, oe or uy. In `quý` the u belongs to the consonant.
_MODERN = re.compile(r"\b[^\W\d_]*?(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<![qQ])[uU][ỳýỷỹỵỲÝỶỸỴ])(?!\w)")
_TONES = "\u0300\u0301\u0303\u0309\u0323"

_AS_PRINTED = ("title", "publisher", "form", "admitted", "seen_at", "number", "issuer", "aliases", "also")
"""Keys whose text is quoted, or lists forms of a word on purpose."""


@check("P18")
def tone_placement(corpus: Corpus) -> Iterator[Diagnostic]:
    """Words with the tone on the other vowel, on Vietnamese pages and in the data."""
    for page in corpus.of("vi"):
        front = page.masked.front
        for match in _MODERN.finditer(page.masked.text):
            yield _found(page.source.span(match.start(), match.end()))
        if front:
            for match in _MODERN.finditer(page.source.text, *front):
                yield _found(page.source.span(match.start(), match.end()))
    for document in corpus.facts.documents:
        for match in _MODERN.finditer(document.source.text):
            if _is_ours(document, match.start()):
                yield _found(document.source.span(match.start(), match.end()))


def _found(span: Span) -> Diagnostic:
    better = traditional(span.text)
    return Diagnostic("P18", span, {"word": span.text, "better": better}, Fix(span, better, safe=True))


def traditional(word: str) -> str:
    """`word` with the tone of its last vowel moved to the vowel before: `hoà` becomes `hòa`."""
    last = unicodedata.normalize("NFD", word[-1])
    tone = "".join(c for c in last if c in _TONES)
    bare = unicodedata.normalize("NFC", "".join(c for c in last if c not in _TONES))
    return unicodedata.normalize("NFC", word[:-2] + word[-2] + tone + bare)


def _is_ours(document: YamlDocument, offset: int) -> bool:
    """Whether the text at `offset` is a value written by the editors: no comment, no quotation."""
    inside = [(span.end - span.start, path) for path, span in document.spans.items() if span.start <= offset < span.end]
    if not inside:
        return False
    path = min(inside)[1]
    scalar = not any(len(other) > len(path) and other[: len(path)] == path for other in document.spans)
    return scalar and not any(part in _AS_PRINTED for part in path)
