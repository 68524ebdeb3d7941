"""P: paragraphs nearly the same in two sectors: they belong in a common chapter, or say nothing of this one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ..corpus import Corpus
from ..diagnostics import Diagnostic, check
from ..pages import Page
from ..text import Span

WORDS = 30
"""Shorter paragraphs (labels, single sentences) may be alike."""
SHINGLE = 4
"""Words in a row that are compared."""
ALIKE = 0.6
"""Jaccard similarity of the sets of shingles."""
_SKETCH = 5

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class _Paragraph:
    topic: str
    span: Span
    shingles: frozenset[int]


class _Numbers(dict[str, int]):
    """A number for each word, in the order they come up."""

    def __missing__(self, word: str) -> int:
        return self.setdefault(word, len(self))


@check("P11")
def near_identical(corpus: Corpus) -> Iterator[Diagnostic]:
    """Only paragraphs that share one of their smallest hashes are compared: the work grows with the text alone."""
    for lang in ("vi", "en"):
        numbers = _Numbers()
        buckets: dict[int, list[_Paragraph]] = defaultdict(list)
        for page in corpus.of(lang):
            if page.topic_id is None:
                continue
            for paragraph in _paragraphs(page, numbers):
                twin = _twin(paragraph, buckets)
                if twin:
                    yield Diagnostic("P11", paragraph.span, {"path": twin.span.path}, related=(twin.span,))


def _twin(paragraph: _Paragraph, buckets: dict[int, list[_Paragraph]]) -> _Paragraph | None:
    candidates: dict[int, _Paragraph] = {}
    for value in sorted(paragraph.shingles)[:_SKETCH]:
        bucket = buckets[value]
        candidates.update((id(other), other) for other in bucket if other.topic != paragraph.topic)
        if len(bucket) < 8:  # a turn of phrase found everywhere tells nothing more
            bucket.append(paragraph)
    for other in candidates.values():
        common = len(paragraph.shingles & other.shingles)
        if common / (len(paragraph.shingles) + len(other.shingles) - common) >= ALIKE:
            return other
    return None


def _paragraphs(page: Page, numbers: _Numbers) -> Iterator[_Paragraph]:
    assert page.topic_id is not None
    text = page.masked.text
    for start, end in page.paragraphs:
        if end - start < WORDS * 3:
            continue
        words = _WORD.findall(text[start:end].casefold())
        if len(words) < WORDS:
            continue
        # Words are numbered in reading order and tuples of numbers hash the same in every run, unlike strings.
        ids = list(map(numbers.__getitem__, words))
        shingles = frozenset(map(hash, zip(*(ids[i:] for i in range(SHINGLE)), strict=False)))
        yield _Paragraph(page.topic_id, page.source.span(start, start + len(text[start:end].rstrip())), shingles)
