"""P: what a measure and a step must hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..corpus import Corpus
from ..diagnostics import Diagnostic, Fix, check
from ..pages import RECORDS, Page, Section
from ..text import tone_key

MINIMUM = 40
"""Characters of a labelled part: less than that is a label with a stub behind it."""
CLAUSE = 15
"""The same for a part whose label begins the sentence: `Nên làm khi` …"""
_CLAUSES = ("when", "wait")

_LEAD_IN = re.compile(r"\*\*(?P<label>[^*\n]+?):?\*\*:?")
_CHECKBOX = re.compile(r"^[ \t]*[-*+] \[[ xX]\] \S", re.M)
_NOISE = re.compile(r"[\s*_>|#\-:;.,()\[\]]+")


@check("P09")
def measure_parts(corpus: Corpus) -> Iterator[Diagnostic]:
    """Every measure has all labelled parts, each with something to say."""
    vocabulary = corpus.facts.vocabulary
    if vocabulary is None:
        return
    for page in corpus.pages.values():
        topic = corpus.topic(page)
        if "measures" not in RECORDS.get(page.kind, ()) or topic is None:
            continue
        measures = {measure.id for measure in topic.measures}
        labels = {part: word[page.lang] for part, word in vocabulary.measure_part.items()}
        wanted = {tone_key(label): label for label in labels.values()}
        least = {tone_key(label): CLAUSE if part in _CLAUSES else MINIMUM for part, label in labels.items()}
        for section in page.sections:
            if section.heading.id in measures:
                yield from _parts(page, section, wanted, least)


def _parts(page: Page, section: Section, wanted: dict[str, str], least: dict[str, int]) -> Iterator[Diagnostic]:
    """What is wrong with a measure whose labels are `wanted` and whose parts have at `least` so many characters, both
    by the key of the label.
    """
    text = page.masked.text[section.start : section.end]
    found = [(m, tone_key(m["label"].strip())) for m in _LEAD_IN.finditer(text)]
    found = [(m, key) for m, key in found if key in wanted]
    ends = [m.start() for m, _ in found[1:]] + [len(text)]
    for key, label in wanted.items():
        if key not in {k for _, k in found}:
            bare = re.search(rf"^[*_ ]*{re.escape(label)}[*_]*:?", text, re.M | re.I)
            if bare is None:
                yield Diagnostic("P09", section.heading.span, {"part": label, "problem": "missing"})
                continue
            span = page.source.span(section.start + bare.start(), section.start + bare.end())
            mended = f"**{label}**" + (":" if bare[0].endswith(":") else "")
            yield Diagnostic("P09", span, {"part": label, "problem": "bold"}, Fix(span, mended, safe=True))
    for (match, key), end in zip(found, ends, strict=False):
        if len(_NOISE.sub(" ", text[match.end() : end]).strip()) < least[key]:
            span = page.source.span(section.start + match.start(), section.start + match.end())
            yield Diagnostic("P09", span, {"part": wanted[key], "problem": "short"})


@check("P10")
def step_checklists(corpus: Corpus) -> Iterator[Diagnostic]:
    """Every step, and every cross-cutting topic, has a list of things to look at on a walk round the plant."""
    for page in corpus.pages.values():
        topic = corpus.topic(page)
        if page.kind not in ("sector-process", "utility") or topic is None:
            continue
        steps = {"walk-round"} if page.kind == "utility" else {step.id for step in topic.steps}
        for section in page.sections:
            if section.heading.id in steps:
                count = len(_CHECKBOX.findall(page.masked.text, section.start, _end(page, section)))
                if count < 2:
                    yield Diagnostic("P10", section.heading.span, {"count": count})


def _end(page: Page, section: Section) -> int:
    """Where the section ends with its subsections."""
    after = (
        h.span.start
        for h in page.headings
        if h.span.start > section.heading.span.start and h.level <= section.heading.level
    )
    return next(after, len(page.masked.text))
