"""T: glossary terms on pages, and the glossary itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ..corpus import Corpus
from ..diagnostics import Diagnostic, Fix, check
from ..models import Term, TermHalf
from ..pages import Page
from ..terms import TermIndex, TermUse, words_of
from ..text import nearest

_MARKUP = re.compile(r"[*_`\\]+")


@check("T01", "T06")
def term_links(corpus: Corpus) -> Iterator[Diagnostic]:
    """`[label](term:id)`: the term exists, and the label is one of its forms."""
    facts = corpus.facts
    known = set(facts.terms) | facts.unread_terms
    for page in corpus.pages.values():
        for link in page.links:
            if link.kind != "term":
                continue
            term = facts.terms.get(link.target)
            if term is not None:
                if not _fits(link.text, term.half(page.lang), page.lang):
                    forms = _forms(term.half(page.lang))
                    yield Diagnostic("T06", link.span, {"label": link.text, "id": term.id, "forms": forms})
            elif link.target not in known:
                near = nearest(link.target, known)
                fix = Fix(link.target_span, near) if near else None
                yield Diagnostic("T01", link.target_span, {"id": link.target}, fix)


def _forms(half: TermHalf) -> list[str]:
    return [half.preferred, *([half.abbr] if half.abbr else []), *half.admitted]


def _fits(label: str, half: TermHalf, lang: str) -> bool:
    """Whether `label` is a form of the term: any case or tone placement, English plural, abbreviation in brackets."""
    plain = _MARKUP.sub("", label)
    if half.abbr:
        plain = re.sub(rf"\s*\({re.escape(half.abbr)}\)\s*\Z", "", plain)
    words = words_of(plain)
    return any(_stem(words, lang) == _stem(words_of(form), lang) for form in _forms(half))


def _stem(words: tuple[str, ...], lang: str) -> tuple[str, ...]:
    """English words without their plural ending, and hyphens as spaces."""
    if lang != "en":
        return words
    parts = [part for word in words for part in re.split(r"[-‑]", word)]
    return tuple(re.sub(r"(?:(?<=s|x|z)es|(?<=ch|sh)es|(?<!s)s)\Z", "", re.sub(r"ies\Z", "y", part)) for part in parts)


@check("T02", "T04")
def wording(corpus: Corpus) -> Iterator[Diagnostic]:
    """Discouraged forms on pages, and sections whose two languages speak of different concepts."""
    index = TermIndex(corpus)
    for page in corpus.pages.values():
        for span, form in index.discouraged(page):
            half = corpus.facts.terms[form.term_id].half(page.lang)
            better = _like(span.text, half.preferred)
            args = {"form": span.text, "preferred": half.preferred, "reason": form.reason}
            yield Diagnostic("T02", span, args, Fix(span, better))
    for page in corpus.of("vi"):
        other = corpus.counterpart(page)
        if other and not page.damaged and not other.damaged:
            yield from _different(corpus, index, page, other)


def _like(found: str, preferred: str) -> str:
    """`preferred` with a capital where the words it replaces have one."""
    return preferred[:1].upper() + preferred[1:] if found[:1].isupper() else preferred


def _different(corpus: Corpus, index: TermIndex, vi: Page, en: Page) -> Iterator[Diagnostic]:
    """Explicit terms of a section whose counterpart links to another concept and never names this one."""
    uses = {page.lang: _by_section(page, index.uses(page)) for page in (vi, en)}
    for section in uses["vi"].keys() & uses["en"].keys():
        sides = {lang: uses[lang][section] for lang in ("vi", "en")}
        concepts = {lang: {use.term_id for use in side} for lang, side in sides.items()}
        linked = {lang: {use.term_id for use in side if use.explicit} for lang, side in sides.items()}
        only = {lang: linked[lang] - concepts["en" if lang == "vi" else "vi"] for lang in ("vi", "en")}
        if not (only["vi"] and only["en"]):
            continue
        use = next(u for u in sides["en"] if u.explicit and u.term_id in only["en"])
        partner = next(u for u in sides["vi"] if u.explicit and u.term_id in only["vi"])
        known = use.term_id in corpus.facts.terms and partner.term_id in corpus.facts.terms
        if known:
            args = {"id": use.term_id, "other": partner.term_id}
            yield Diagnostic("T04", use.span, args, related=(partner.span,))


def _by_section(page: Page, uses: list[TermUse]) -> dict[str | None, list[TermUse]]:
    found: dict[str | None, list[TermUse]] = defaultdict(list)
    for use in uses:
        section = page.section_at(use.span.start)
        found[section.heading.id if section else None].append(use)
    return found


@check("T05", "T07")
def glossary(corpus: Corpus) -> Iterator[Diagnostic]:
    """Cross-references lead to another term; no form is the preferred one of two concepts."""
    facts = corpus.facts
    known = set(facts.terms) | facts.unread_terms
    preferred: dict[tuple[str, tuple[str, ...]], Term] = {}
    for term in facts.terms.values():
        for position, other in enumerate(term.see):
            if other == term.id or other not in known:
                span = term.span("see", position)
                near = nearest(other, known - {term.id}) if other not in known else None
                yield Diagnostic("T05", span, {"id": other}, Fix(span, near) if near else None)
        for lang in ("vi", "en"):
            form = term.half(lang).preferred
            first = preferred.setdefault((lang, words_of(form)), term)
            if first is not term:
                args = {"form": form, "id": term.id, "other": first.id}
                yield Diagnostic("T07", term.span(lang, "preferred"), args, related=(first.span(lang, "preferred"),))
