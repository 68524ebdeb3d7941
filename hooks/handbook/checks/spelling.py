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
_A_E, _Y = "àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ", "ỳýỷỹỵỲÝỶỸỴ"
_FINAL = re.compile(rf"[{_A_E}{_Y}](?:(?<=[oO][{_A_E}])|(?<=(?<![qQ])[uU][{_Y}]))(?!\w)")
_BEGINNING = re.compile(r"[^\W\d_]*\Z")
_TONES = "\u0300\u0301\u0303\u0309\u0323"

_AS_PRINTED = ("title", "publisher", "form", "admitted", "seen_at", "number", "issuer", "aliases", "also")
"""Keys whose text is quoted, or lists forms of a word on purpose."""


@check("P18")
def tone_placement(corpus: Corpus) -> Iterator[Diagnostic]:
    """Words with the tone on the other vowel, on Vietnamese pages and in the data."""
    for page in corpus.of("vi"):
        front = page.masked.front
        for start, end in _words(page.masked.text):
            yield _found(page.source.span(start, end))
        if front:
            for start, end in _words(page.source.text, *front):
                yield _found(page.source.span(start, end))
    for document in corpus.facts.documents:
        for start, end in _words(document.source.text):
            if _is_ours(document, start):
                yield _found(document.source.span(start, end))


def _words(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    for match in _FINAL.finditer(text, start, len(text) if end is None else end):
        beginning = _BEGINNING.search(text, max(start, match.start() - 8), match.start())
        yield beginning.start() if beginning else match.start(), match.end()


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
    path = document.path_at(offset)
    return path is not None and not any(part in _AS_PRINTED for part in path)
