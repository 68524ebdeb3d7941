"""A: every address ever published still answers, and what sends readers on leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..corpus import Corpus
from ..diagnostics import Diagnostic, Fix, check
from ..history import removed_lines
from ..markdown import Heading
from ..models_addresses import Redirects
from ..pages import Page, page_url
from ..permalinks import LEDGER, Ledger, address, lost, read_ledger, split, write_ledger
from ..text import Source, Span, nearest

REDIRECTS = "docs/_data/redirects.yml"


@check("A01", "A02")
def answering(corpus: Corpus) -> Iterator[Diagnostic]:
    """Each line of the ledger is a page, a place on one, or leads to where that now stands, in both languages."""
    ledger = read_ledger(corpus.root)
    gone: dict[tuple[str, str], list[str]] = {}
    for line, lang, problem in lost(corpus, ledger.lines):
        gone.setdefault((line, problem), []).append(lang)
    for (line, problem), languages in gone.items():
        url, anchor = split(line)
        args = {"address": line, "languages": languages}
        if problem == "anchor":
            yield _anchor_gone(corpus, ledger, ledger.lines[line], args, languages[0])
        elif not anchor or f"/{url}" not in ledger.lines:  # places on a lost page are not worth a line each
            yield Diagnostic("A01", ledger.lines[line], args | _page_words(corpus, ledger, url, languages))


def _page_words(corpus: Corpus, ledger: Ledger, url: str, languages: list[str]) -> dict[str, str]:
    """What the command that mends it has to name; `new` is the page not yet published that is most like the lost one,
    or the only one: without any, the page was not renamed but deleted.
    """
    if len(languages) == 1 and (half := corpus.page_at("en" if languages == ["vi"] else "vi", url)):
        return {"problem": "half", "old": half.key, "new": "…", "path": f"docs/{languages[0]}/{half.key}.md"}
    fresh = {p.key for p in corpus.pages.values() if not p.retired and f"/{p.url}" not in ledger.lines}
    old = url.rstrip("/") or "index"
    tail = old.rpartition("/")[2]
    same = sorted(key for key in fresh if key.rpartition("/")[2] == tail)
    only = next(iter(fresh)) if len(fresh) == 1 else ""
    if new := nearest(old, fresh, 0.7) or next(iter(same), "") or only:
        return {"old": old, "new": new, "path": ""}
    paths = " ".join(f"docs/{lang}/{old}.md" for lang in languages)
    return {"problem": "deleted", "old": old, "new": "…", "path": paths}


def _anchor_gone(corpus: Corpus, ledger: Ledger, line: Span, known: dict[str, Any], lang: str) -> Diagnostic:
    """A heading that carries a new id is told on its own line, with the old id as the fix."""
    url, anchor = split(known["address"])
    page = corpus.page_at(lang, url) or corpus.moved(lang, url.rstrip("/"))
    assert page is not None, "a lost anchor has a page"
    paths = [f"docs/{lang}/{page.key}.md" for lang in known["languages"]]
    args = known | {"page": page.key, "path": page.path, "paths": paths, "old": anchor, "new": "…"}
    loose = [h for h in page.headings if h.id and address(page.key, h.id) not in ledger.lines]
    if heading := _in_its_place(corpus, page, anchor, loose):
        assert heading.id and heading.id_span
        fix = Fix(heading.id_span, anchor, safe=True)
        return Diagnostic("A02", heading.id_span, args | {"problem": "renamed", "new": heading.id}, fix, (line,))
    if len(loose) == 1 or (near := nearest(anchor, {h.id for h in loose if h.id}, 0.5)):
        return Diagnostic("A02", line, args | {"new": loose[0].id if len(loose) == 1 else near})
    return Diagnostic("A02", line, args | {"problem": "dropped"}, related=(page.source.span(0),))


def _in_its_place(corpus: Corpus, page: Page, anchor: str, loose: list[Heading]) -> Heading | None:
    """The heading that stands where the other language has `anchor`, if its id is a new one."""
    other = corpus.counterpart(page)
    if other is None or len(other.headings) != len(page.headings):
        return None
    pairs = zip(page.headings, other.headings, strict=True)
    return next((mine for mine, theirs in pairs if theirs.id == anchor and mine in loose), None)


@check("A03", "A05")
def ledger(corpus: Corpus) -> Iterator[Diagnostic]:
    """The ledger can be read, is in order, and has lost no line as far as history tells."""
    known = read_ledger(corpus.root)
    if known.source is not None:
        for span in known.malformed:
            yield Diagnostic("A03", span, {"problem": "malformed", "line": span.text, "path": LEDGER})
        loose = (*known.unsorted, *known.twice)
        if loose and not known.malformed:
            first = min(loose, key=lambda span: span.start)
            fix = Fix(known.source.span(0, len(known.source.text)), write_ledger(known.lines), safe=True)
            yield Diagnostic("A05", first, {"count": len(loose), "line": first.text}, fix)
    if missing := _removed(corpus, known):
        span = (known.source or Source(LEDGER)).span(0)
        yield Diagnostic("A03", span, {"problem": "removed", "line": missing[0], "count": len(missing), "path": LEDGER})


def _removed(corpus: Corpus, known: Ledger) -> list[str]:
    return sorted(
        line for line in removed_lines(corpus.root, LEDGER) if line.startswith("/") and line not in known.lines
    )


@check("A04")
def redirects(corpus: Corpus) -> Iterator[Diagnostic]:
    """What sends readers on leads to a page or a place of one, in one step, and takes no living address over."""
    known = corpus.facts.redirects
    for old, new in known.pages.items():
        if problem := _page_problem(corpus, old, new):
            yield _about(known, ("pages", old), *problem)
    for key in known.anchors:
        pages = [page for lang in ("vi", "en") if (page := corpus.page(lang, key))]
        if not pages:
            now = corpus.moved("vi", key) or corpus.moved("en", key)
            yield _about(known, ("anchors", key), "page-moved" if now else "page", now.key if now else "", whole=True)
            continue
        for old, place_key, anchor in known.aliases(key):
            found = (_anchor_problem(corpus, page, old, place_key, anchor) for page in pages)
            if problem := next(filter(None, found), None):
                yield _about(known, ("anchors", key, old), *problem)
    for page in corpus.pages.values():
        if page.front and "replaced_by" in page.meta:
            yield from _replacement(corpus, page)


Problem = tuple[str, str]
"""(variant of the message, what stands or should stand there)."""


def _page_problem(corpus: Corpus, old: str, new: str) -> Problem | None:
    if living := next((p for lang in ("vi", "en") if (p := corpus.page_at(lang, page_url(old)))), None):
        return "shadow-page", living.path
    if any(corpus.page(lang, new) for lang in ("vi", "en")):
        return None
    now = corpus.moved("vi", new) or corpus.moved("en", new)
    if now:
        return "chain", now.key
    return ("loop", old) if _moves(corpus, new) else ("target", new)


def _moves(corpus: Corpus, key: str) -> bool:
    return any(page_url(old) == page_url(key) for old in corpus.facts.redirects.pages)


def _anchor_problem(corpus: Corpus, page: Page, old: str, key: str, anchor: str) -> Problem | None:
    """The first thing wrong with an alias on `page`."""
    if old in corpus.anchors(page):
        return "shadow-anchor", page.path
    found = corpus.aliases(page).get(old)
    if found is None:
        if page.damaged or corpus.facts.problems:
            return None
        there = corpus.page(page.lang, key)
        chained = corpus.facts.redirects.anchors.get(key, {})
        if there and anchor in chained:
            return "loop", f"{key}#{anchor}"
        return "target", address(key, anchor)
    now, last = found
    if (now.key, last) != (key, anchor):
        return "chain", last if now is page else f"{now.key}#{last}"
    return None


def _about(known: Redirects, keys: tuple[str, ...], problem: str, place: str, whole: bool = False) -> Diagnostic:
    """A finding about the entry under `keys`; a chain is shortened to its end."""
    span = known.key_span(*keys) if whole or problem.startswith("shadow") else known.span(*keys)
    fix = Fix(span, place, safe=True) if problem == "chain" else None
    return Diagnostic("A04", span, {"problem": problem, "old": keys[-1], "place": place, "path": REDIRECTS}, fix)


def _replacement(corpus: Corpus, page: Page) -> Iterator[Diagnostic]:
    assert page.front is not None
    key, span = page.meta["replaced_by"], page.front.span(("replaced_by",))
    found = corpus.shown(page.lang, key) if isinstance(key, str) else None
    args: dict[str, str] = {"old": page.key, "place": str(key), "path": page.path}
    if not page.retired:
        yield Diagnostic("A04", span, args | {"problem": "not-retired"})
    elif found is None:
        now = corpus.moved(page.lang, key) if isinstance(key, str) else None
        fix: Fix | None = Fix(span, now.key, safe=True) if now else None
        yield Diagnostic("A04", span, args | {"problem": "target"}, fix)
    elif found is page or found.retired:
        yield Diagnostic("A04", span, args | {"problem": "retired"})
