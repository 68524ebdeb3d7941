"""Where pages use glossary terms: explicit `[label](term:id)` links and the plain words of preferred forms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import compress
from typing import Literal

from .corpus import Corpus
from .facts import Facts
from .markdown import Link
from .pages import Page
from .text import HEADING_START, Span, blank, tone_key

_WORD = re.compile(r"(\w+(?:[-‑]\w+)*)")
_ROW = re.compile(r"\n[ \t]*\|[^\n]*")
"""A line of a table, with the line break before it."""
_BLANKED = re.compile(
    rf"{HEADING_START}[^\n]*"
    r"|<[^<>\n]*>|\{:?[^{}\n]*\}|\[\^[^\]\n]*\]|https?://\S+",
    re.M,
)


@dataclass(frozen=True)
class TermUse:
    """One use of a concept. `explicit` uses are links; `form` is the text as it stands on the page."""

    term_id: str
    form: str
    span: Span
    explicit: bool
    link: Link | None = None


@dataclass(frozen=True)
class Form:
    """A word form of a concept in one language, as words to compare by `tone_key`."""

    words: tuple[str, ...]
    text: str
    term_id: str
    status: Literal["preferred", "abbr", "admitted", "discouraged"]
    reason: str = ""


@dataclass
class _Node:
    """What may follow in the forms that begin with certain words, and the forms these words are."""

    following: dict[str, _Node] = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)


class _Beginnings(dict[str, "_Node | None"]):
    """Where the forms go on that begin with a word, as it is written: a word of a page costs one look-up."""

    def __init__(self, tree: _Node) -> None:
        super().__init__()
        self._tree = tree

    def __missing__(self, word: str) -> _Node | None:
        return self.setdefault(word, self._tree.following.get(tone_key(word)))


class Matcher:
    """Finds forms in running text, longest first, whatever the case and the tone placement."""

    def __init__(self, forms: list[Form]) -> None:
        tree = _Node()
        self._beginnings = _Beginnings(tree)
        for form in forms:
            if form.words:
                node = tree
                for word in form.words:
                    node = node.following.setdefault(word, _Node())
                node.forms.append(form)

    def find(self, text: str) -> Iterator[tuple[int, int, Form]]:
        """(start, end, form) of every match in `text`, not overlapping."""
        pieces = _WORD.split(text)  # what stands before the first word, the first word, what follows it, and so on
        nodes = list(map(self._beginnings.__getitem__, pieces[1::2]))
        after = position = 0
        for index in compress(range(1, len(pieces), 2), nodes):
            if index < after:
                continue
            form = _longest(nodes[index // 2], pieces, index)
            if form is not None:
                start = position + sum(map(len, pieces[after:index]))
                after = index + 2 * len(form.words) - 1
                position = start + sum(map(len, pieces[index:after]))
                yield start, position, form


def _longest(node: _Node | None, pieces: list[str], index: int) -> Form | None:
    """The longest form that begins with the word at `index`, after which the forms go on at `node`."""
    found: list[Form] = []
    following = index
    while node is not None:
        found[:0] = node.forms
        following += 2
        node = node.following.get(tone_key(pieces[following])) if following < len(pieces) else None
    for form in found:  # there are none behind most words
        if _together(pieces[index : index + 2 * len(form.words) - 1], form):
            return form
    return None


def _together(pieces: list[str], form: Form) -> bool:
    """Only spaces (one line break at most) stand between the words; an abbreviation must keep its capitals."""
    if any(gap.strip(" \u00a0\n/") or gap.count("\n") > 1 for gap in pieces[1::2]):
        return False
    return form.status != "abbr" or "".join(pieces) == form.text


def words_of(text: str) -> tuple[str, ...]:
    return tuple(map(tone_key, _WORD.findall(text)))


def forms(facts: Facts, lang: str) -> list[Form]:
    """Every form of every concept in `lang`."""
    found = []
    for term in facts.terms.values():
        half = term.half(lang)
        found.append(Form(words_of(half.preferred), half.preferred, term.id, "preferred"))
        if half.abbr:
            found.append(Form(words_of(half.abbr), half.abbr, term.id, "abbr"))
        found += [Form(words_of(text), text, term.id, "admitted") for text in half.admitted]
        found += [Form(words_of(d.form), d.form, term.id, "discouraged", d.reason) for d in half.discouraged]
    return found


def prose(page: Page) -> str:
    """The masked text without headings, tables, links, notes and tags: where terms are looked for. Same length as
    the page.
    """
    text = _ROW.sub(lambda m: blank(m.group()), f"\n{page.masked.text}")[1:]
    text = _BLANKED.sub(lambda m: blank(m.group()), text)
    pieces, position = [], 0
    for link in page.links:
        start, end = max(link.span.start, position), link.span.end
        if end > start:  # an image inside a link is blank already
            pieces += [text[position:start], blank(text[start:end])]
            position = end
    return "".join([*pieces, text[position:]])


class TermIndex:
    """Every use of every concept, explicit or found, by page."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        facts = corpus.facts
        self.matchers = {lang: Matcher(_unambiguous(forms(facts, lang))) for lang in ("vi", "en")}
        self._uses: dict[Page, list[TermUse]] = {}
        self._matches: dict[Page, list[tuple[int, int, Form]]] = {}

    def uses(self, page: Page) -> list[TermUse]:
        """All uses on a page in reading order, discouraged forms not included."""
        if page not in self._uses:
            self._uses[page] = sorted(self._find(page), key=lambda use: use.span.start)
        return self._uses[page]

    def _find(self, page: Page) -> Iterator[TermUse]:
        for link in page.links:
            if link.kind == "term":
                yield TermUse(link.target, link.text, link.span, True, link)
        for start, end, form in self._found(page):
            if form.status != "discouraged" and self._belongs(form.term_id, page):
                yield TermUse(form.term_id, form.text, page.source.span(start, end), False)

    def _belongs(self, term_id: str, page: Page) -> bool:
        """Whether a plain word on `page` can mean the concept: trade words of one sector mean other things elsewhere.

        `Lưu hóa đơn` (keep the invoice) on a sugar mill's page is no vulcanisation.
        """
        group = self.corpus.facts.index("term-group").get(self.corpus.facts.terms[term_id].group)
        return not group or not group.topics or page.topic_id is None or page.topic_id in group.topics

    def _found(self, page: Page) -> list[tuple[int, int, Form]]:
        if page not in self._matches:
            self._matches[page] = list(self.matchers[page.lang].find(prose(page)))
        return self._matches[page]

    def discouraged(self, page: Page) -> Iterator[tuple[Span, Form]]:
        """Discouraged forms in the prose of a page."""
        for start, end, form in self._found(page):
            if form.status == "discouraged":
                yield page.source.span(start, end), form

    def used_in(self, lang: str) -> dict[str, list[Page]]:
        """Pages of `lang` that use each concept, in the order of the corpus."""
        found: dict[str, list[Page]] = defaultdict(list)
        for page in self.corpus.of(lang):
            for term_id in dict.fromkeys(use.term_id for use in self.uses(page)):
                found[term_id].append(page)
        return found


def _unambiguous(found: list[Form]) -> list[Form]:
    """A form that two concepts share belongs to the one that prefers it."""
    rank = {"preferred": 0, "abbr": 1, "admitted": 2, "discouraged": 3}
    best: dict[tuple[str, ...], Form] = {}
    for form in found:
        if form.words not in best or rank[form.status] < rank[best[form.words].status]:
            best[form.words] = form
    return list(best.values())
