"""How far the two languages are: which sections have fallen behind, which were never compared, what is missing."""

from __future__ import annotations

import difflib
import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from .corpus import Corpus
from .history import versions
from .pages import Page, read_page
from .text import Source
from .translations import Ledger, Pair, State, all_pairs, fingerprint, read_ledger, section_text, sections, urgency


@dataclass(frozen=True)
class PageProgress:
    """One page: its sections by state. `awaiting` is the language whose half is still to be written, else None."""

    page: Page
    pairs: tuple[Pair, ...] = ()
    awaiting: str | None = None

    def count(self, state: State) -> int:
        return Counter(pair.state for pair in self.pairs)[state]

    @property
    def behind(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair.state in (State.VI_BEHIND, State.EN_BEHIND)]

    @property
    def open(self) -> bool:
        return self.awaiting is not None or any(pair.state is not State.SAME for pair in self.pairs)


def progress(corpus: Corpus) -> list[PageProgress]:
    """Every page, first what readers need first."""
    found = [PageProgress(vi, tuple(pairs)) for vi, _, pairs in all_pairs(corpus)]
    for page in corpus.pages.values():
        if page.awaits and corpus.counterpart(page) is None:
            found.append(PageProgress(page, awaiting=page.awaits))
    return sorted(found, key=lambda item: urgency(item.page))


def as_json(items: list[PageProgress]) -> str:
    """A list of objects, one a page: `page`, `awaiting`, and the ids of its sections by state."""
    return json.dumps([_object(item) for item in items], ensure_ascii=False, indent=2) + "\n"


def _object(item: PageProgress) -> dict[str, Any]:
    states = {str(state): [p.section for p in item.pairs if p.state is state] for state in State}
    return {"page": item.page.key, "awaiting": item.awaiting, **states}


def as_text(items: list[PageProgress]) -> str:
    """What is open, a line a page, then the sums; in both languages."""
    lines = []
    for item in items:
        if item.awaiting:
            lines.append(f"{item.page.key}: chưa có bản {item.awaiting} / the {item.awaiting} half is missing")
        for pair in item.behind:
            older = "vi" if pair.state is State.VI_BEHIND else "en"
            lines.append(f"{pair.key}#{pair.section}: bản {older} cũ hơn / the {older} half is behind")
        if count := item.count(State.UNCONFIRMED):
            lines.append(f"{item.page.key}: {count} mục chưa đối chiếu / {count} sections not compared")
    total = Counter(pair.state for item in items for pair in item.pairs)
    awaited = sum(item.awaiting is not None for item in items)
    behind = total[State.VI_BEHIND] + total[State.EN_BEHIND]
    lines += [
        f"{len(items)} trang: {total[State.SAME]} mục khớp, {behind} mục có một bản cũ hơn, "
        f"{total[State.UNCONFIRMED]} mục chưa đối chiếu, {awaited} trang còn thiếu một bản.",
        f"{len(items)} pages: {total[State.SAME]} sections agree, {behind} have one half behind, "
        f"{total[State.UNCONFIRMED]} not compared, {awaited} pages lack a half.",
    ]
    return "\n".join(lines) + "\n"


def section_diff(corpus: Corpus, pair: Pair, ledger: Ledger | None = None) -> str | None:
    """What changed in the newer half of a section since both were compared, as a unified diff.

    None when the history does not reach back to that text (no git, a shallow copy).
    """
    lang = "en" if pair.state is State.VI_BEHIND else "vi"
    page = corpus.page(lang, pair.key)
    assert page is not None
    known = (ledger or read_ledger(corpus.root)).marks.get((pair.key, pair.section), ())
    wanted = {getattr(marks, lang) for marks in known}
    now = section_text(page, pair.en if lang == "en" else pair.vi)
    for commit, text in versions(corpus.root, page.path):
        old_page = read_page(Source(page.path, text), lang, pair.key)
        section = sections(old_page).get(pair.section)
        if section is not None and fingerprint(section_text(old_page, section)) in wanted:
            old = section_text(old_page, section)
            names = (f"{page.path} ({commit[:10]})", page.path)
            lines = difflib.unified_diff(old.splitlines(), now.splitlines(), *names, lineterm="")
            return "\n".join(lines) + "\n"
    return None
