"""D: sources name their publisher in one spelling that both languages can show, and the right language of the title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..corpus import Corpus
from ..diagnostics import Diagnostic, Fix, check
from ..facts import Facts
from ..languages import fits, has_vietnamese_letters
from ..models import SourceRecord
from ..publishers import BETWEEN, bodies, english_name
from ..text import fold, nearest

_PLAIN = re.compile(r"[^\W_][^:#,'\"\[\]{}]*")
"""A name that needs no quotation marks, wherever in a data file it stands."""


@check("D25", "D26")
def publishers(corpus: Corpus) -> Iterator[Diagnostic]:
    """Every body goes by one name, and one with a Vietnamese name has an English one."""
    facts = corpus.facts
    better, listed = _other_spellings(facts), [*facts.publishers, *(i.name.vi for i in facts.institutions.values())]
    for source in facts.sources.values():
        for body in bodies(source.publisher or ""):
            if (right := better.get(body)) is not None:
                args = {"written": body, "better": right}
                yield Diagnostic("D26", source.span("publisher"), args, _fix(source, body, right))
            elif has_vietnamese_letters(body) and english_name(facts, body) is None:
                near = nearest(body, listed, 0.85)
                fix = _fix(source, body, near) if near else None
                yield Diagnostic("D25", source.span("publisher"), {"name": body}, fix)


def _other_spellings(facts: Facts) -> dict[str, str]:
    """Spelling that is not to be used -> the name of that body."""
    used = Counter(body for source in facts.sources.values() for body in bodies(source.publisher or ""))
    known = {*facts.publishers, *(i.name.vi for i in facts.institutions.values())}
    found: dict[str, str] = {}
    for name, record in facts.publishers.items():
        found.update({spelling: name for spelling in (*record.also, record.en) if spelling and spelling not in known})
    names: dict[str, str] = {}
    for name in (*known, *(name for name, _ in used.most_common())):  # what is listed is right, then what is usual
        same = names.setdefault(_letters(name), name)
        if same != name and name not in known:
            found.setdefault(name, same)
    return found


def _letters(name: str) -> str:
    """`name` without capitals, accents, spaces and punctuation."""
    return re.sub(r"\W", "", fold(name))


def _fix(source: SourceRecord, written: str, right: str) -> Fix | None:
    whole = BETWEEN.join(right if body == written else body for body in bodies(source.publisher or ""))
    return Fix(source.span("publisher"), whole) if _PLAIN.fullmatch(whole) else None


@check("D27")
def title_language(corpus: Corpus) -> Iterator[Diagnostic]:
    """The letters of a title are those of the language the record names."""
    for source in corpus.facts.sources.values():
        lang = source.title_lang or source.lang
        if not fits(source.title, lang):
            key = "title_lang" if source.title_lang else "lang"
            yield Diagnostic("D27", source.span(key), {"lang": lang, "title": source.title})
