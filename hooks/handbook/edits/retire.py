"""`handbook retire`: a page that is no longer needed becomes a word of farewell; its address and old anchors stay."""

from __future__ import annotations

import re
from pathlib import Path

from .. import LANGUAGES
from ..corpus import Corpus
from ..pages import Page
from .draft import Draft, Refusal
from .may_move import check_free, existing
from .move import Moved, carry_out
from .moves import Changes, Moves, rewrite
from .new import PROMPT_CODE

_WHY = {
    "vi": "VIẾT: một câu vì sao trang này không còn dùng, và người đọc nên làm gì.",
    "en": "WRITE: one sentence on why this page is no longer used, and what readers should do.",
}
_STATUS = re.compile(r"^(?:status|replaced_by|translated):[^\n]*\n(?:[ \t]+[^\n]*\n)*", re.M)


def retire(root: Path, name: str, replaced_by: str | None, why: dict[str, str], *, dry_run: bool = False) -> Moved:
    """Retire a page in both languages. `why` is a sentence by language; a prompt stands where it is missing.

    Raises Refusal for pages the build relies on, and for a replacement that cannot be one.
    """
    with Draft(root) as draft:
        corpus, before = draft.trial()
        key = existing(corpus, name)
        pages = [page for lang in LANGUAGES if (page := corpus.page(lang, key))]
        new = _replacement(corpus, key, replaced_by) if replaced_by else None
        _check(corpus, pages)
        moves = Moves(places=dict(_places(corpus, pages, new)))
        changes = Changes(draft)
        if new:
            rewrite(corpus, _links_too(moves, key, new), changes)
        for page in pages:
            changes.by_path.pop(page.path, None)
            body = why.get(page.lang) or _WHY[page.lang]
            changes.replace(page.source.span(0, len(page.source.text)), _farewell(page, new, body))
        left = [] if new else _links_to(corpus, key)
        result = carry_out(draft, corpus, before, moves, changes, dry_run, frozenset({PROMPT_CODE}))
    if left:
        result.remarks.append(
            (
                f"Các trang này còn dẫn đến trang vừa ngừng: {', '.join(left)}",
                f"These pages still link to the retired one: {', '.join(left)}",
            )
        )
    return result


def _replacement(corpus: Corpus, key: str, name: str) -> str:
    new = existing(corpus, name)
    if new == key or any((page := corpus.page(lang, new)) and page.retired for lang in LANGUAGES):
        raise Refusal(f"“{new}” không thay được cho trang này.", f"“{new}” cannot stand in for this page.")
    return new


def _check(corpus: Corpus, pages: list[Page]) -> None:
    if any(page.retired for page in pages):
        raise Refusal(f"“{pages[0].key}” đã ngừng rồi.", f"“{pages[0].key}” is retired already.")
    check_free(corpus, pages[0])
    for page in pages:
        if page.damaged or not page.headings or page.headings[0].level != 1 or page.headings[0].id is None:
            raise Refusal(
                f"{page.path} chưa có tiêu đề # với mã, hoặc đang hỏng. Chạy check và sửa trước.",
                f"{page.path} has no # title with an id, or is damaged. Run check and mend it first.",
            )


def _places(corpus: Corpus, pages: list[Page], new: str | None) -> dict[tuple[str, str], tuple[str, str]]:
    """Every anchor of the page -> the same on the page that replaces it, else the title that stays."""
    title = pages[0].headings[0].id or ""
    anchors = {anchor for page in pages for anchor in corpus.anchors(page)} - {title}
    there = [page for page in (corpus.page(p.lang, new) for p in pages) if page] if new else []
    found = {}
    for anchor in sorted(anchors):
        same = new is not None and there and all(anchor in corpus.anchors(page) for page in there)
        found[pages[0].key, anchor] = (new, anchor) if new and same else (pages[0].key, title)
    return found


def _links_too(moves: Moves, key: str, new: str) -> Moves:
    """For links within the handbook, which go straight to the new page also where the section has no successor."""
    places = {old: place if place[0] == new else (new, "") for old, place in moves.places.items()}
    return Moves(places={**places, (key, ""): (new, "")})


def _farewell(page: Page, new: str | None, why: str) -> str:
    assert page.masked.front is not None and page.source.text.startswith("---")
    front = _STATUS.sub("", page.source.text[slice(*page.masked.front)])
    lines = ["status: retired"] + ([f"replaced_by: {new}"] if new else [])
    return f"---\n{front}{chr(10).join(lines)}\n---\n\n{page.headings[0].span.text}\n\n{why}\n"


def _links_to(corpus: Corpus, key: str) -> list[str]:
    """Paths of other pages with a link to a page."""
    found = set()
    for page in corpus.pages.values():
        for link in page.links:
            if page.key != key and link.kind not in ("term", "auto", "html"):
                target = corpus.resolve(page, link.target).page
                if target is not None and target.key == key:
                    found.add(page.path)
    return sorted(found)
