"""What follows when addresses change: every link, reference and ledger that names them, in both languages."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from ..corpus import DOCS, Corpus
from ..diagnostics import Diagnostic
from ..facts import DATA
from ..markdown import Link
from ..models_addresses import Redirects
from ..pages import Page, page_url, relative_url
from ..text import Span
from ..translations import Ledger, Marks, all_pairs, read_ledger, write_ledger
from .draft import Draft
from .yaml_edit import scalar

REDIRECTS = f"{DATA}/redirects.yml"
_HEADER = """\
# yaml-language-server: $schema=schema/redirects.json
# Địa chỉ cũ và nơi mới, chung cho hai thứ tiếng. Lệnh move và retire ghi tệp này; chú thích thêm không được giữ.
# Old addresses and where they lead, for both languages. Written by move and retire; comments are not kept.
"""

Place = tuple[str, str]
"""(page key, anchor); an empty anchor is the page itself."""


@dataclass
class Moves:
    """What changes, in terms of before: `files` are pages that get another key, `places` anchors (or pages) whose links
    go elsewhere.
    """

    files: dict[str, str] = field(default_factory=dict)
    places: dict[Place, Place] = field(default_factory=dict)

    def key(self, key: str) -> str:
        return self.files.get(key, key)

    def place(self, key: str, anchor: str) -> Place:
        """Where a place stands afterwards."""
        if (key, anchor) in self.places:
            return self.places[key, anchor]
        return self.key(key), anchor


class Changes:
    """Replacements in files of a draft, made together by `apply`; each is remembered for the report."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.by_path: dict[str, dict[tuple[int, int], tuple[Span, str]]] = defaultdict(dict)
        self.renamed: dict[str, str] = {}
        """Data files that get another name."""

    def replace(self, span: Span, text: str) -> None:
        if span.text != text:
            self.by_path[span.path][span.start, span.end] = (span, text)

    def apply(self) -> None:
        for path, changes in self.by_path.items():
            text = self.draft.text(path)
            for (start, end), (_, new) in sorted(changes.items(), reverse=True):
                text = text[:start] + new + text[end:]
            self.draft.put(path, text)


# -- what names an address


def rewrite(corpus: Corpus, moves: Moves, changes: Changes) -> None:
    """Let everything that names a moved place name its new one: links, `replaced_by`, and the keys of pages in data."""
    for page in corpus.pages.values():
        for link in page.links:
            new = _target(corpus, page, link, moves)
            if new is not None:
                changes.replace(link.target_span, new)
        if page.front and isinstance(key := page.meta.get("replaced_by"), str):
            changes.replace(page.front.span(("replaced_by",)), moves.place(key, "")[0])
    if policy := corpus.facts.policy:
        for part in (part for programme in policy.programmes.values() for part in programme.parts):
            for position, target in enumerate(part.served_by):
                key, _, anchor = target.partition("#")
                new_key, new_anchor = moves.place(key, anchor)
                if (new_key, new_anchor) != (key, anchor):
                    written = scalar(new_key + (f"#{new_anchor}" if new_anchor else ""))
                    changes.replace(part.span("served_by", position), written)
    for key, example in corpus.facts.examples.items():
        changes.replace(example.key_span(), moves.key(key))
    for spot, words in corpus.facts.search.places.items():
        key, _, anchor = spot.partition("#")
        new_key, new_anchor = moves.place(key, anchor)
        changes.replace(words.key_span(), new_key + (f"#{new_anchor}" if new_anchor else ""))


def _target(corpus: Corpus, page: Page, link: Link, moves: Moves) -> str | None:
    """The new target of a link, None when it can stay. Goes by what is written, so dead links are followed too."""
    scheme = link.target.partition(":")[0].lower()
    if link.kind in ("term", "auto") or link.target.startswith(("//", "/")) or scheme in ("http", "https", "mailto"):
        return None
    path, _, anchor = link.target.partition("#")
    path, mark, query = path.partition("?")
    if link.kind == "html":
        return _html_target(corpus, page, path, mark + query, anchor, moves)
    folder, new_folder = posixpath.dirname(page.key), posixpath.dirname(moves.key(page.key))
    if not path:
        key, new_anchor = moves.place(page.key, anchor)
        same = key == moves.key(page.key)
        return None if same and new_anchor == anchor else _link("" if same else key, new_folder, new_anchor)
    full = posixpath.normpath(posixpath.join(page.lang, folder, unquote(path)))
    if not path.endswith(".md"):
        new = posixpath.relpath(full, posixpath.join(page.lang, new_folder))
        return new + link.target[len(path) :] if full in corpus.assets and new_folder != folder else None
    if not full.startswith(f"{page.lang}/"):
        return None
    key = full[len(page.lang) + 1 : -3]
    new_key, new_anchor = moves.place(key, anchor)
    if (new_key, new_anchor, new_folder) == (key, anchor, folder):
        return None
    return _link(new_key, new_folder, new_anchor, mark + query)


def _link(key: str, folder: str, anchor: str, query: str = "") -> str:
    path = posixpath.relpath(f"{key}.md", folder or ".") if key else ""
    return path + query + (f"#{anchor}" if anchor else "")


def _html_target(corpus: Corpus, page: Page, path: str, query: str, anchor: str, moves: Moves) -> str | None:
    """The same for raw HTML, which has addresses where Markdown has files."""
    url = posixpath.normpath(posixpath.join(page_url(page.key), unquote(path))) if path else page.url.rstrip("/")
    there = (key for lang, key in (*corpus.stand_ins, *corpus.pages) if lang == page.lang)
    keys = {page_url(key).rstrip("/") or ".": key for key in (*moves.files, *there)}
    key = keys.get(url)
    if key is None:
        return None
    new_key, new_anchor = moves.place(key, anchor)
    if (new_key, new_anchor) == (key, anchor) and moves.key(page.key) == page.key:
        return None
    if not path and new_key == moves.key(page.key):
        return f"#{new_anchor}"
    return relative_url(moves.key(page.key), new_key) + query + (f"#{new_anchor}" if new_anchor else "")


# -- what sends readers of the old address on


def redirected(known: Redirects, moves: Moves) -> Redirects:
    """`redirects.yml` as it is to be: its places followed, an entry for each that changed, none for what is back."""
    pages = {old: moves.key(new) for old, new in known.pages.items()}
    pages |= {old: new for old, new in moves.files.items() if page_url(old) != page_url(new)}
    living = {page_url(new) for new in moves.files.values()}
    anchors: dict[str, dict[str, str]] = defaultdict(dict)
    for key in known.anchors:
        for old, to_key, anchor in known.aliases(key):
            _put(anchors, (moves.key(key), old), moves.place(to_key, anchor))
    for (key, old), place in moves.places.items():
        if old:
            _put(anchors, (moves.key(key), old), place)
    back = set(moves.places.values())
    kept = {key: {o: p for o, p in found.items() if (key, o) not in back} for key, found in anchors.items()}
    return Redirects(
        pages={old: new for old, new in pages.items() if page_url(old) not in living},
        anchors={key: found for key, found in kept.items() if found},
    )


def _put(anchors: dict[str, dict[str, str]], old: Place, new: Place) -> None:
    if old != new:
        anchors[old[0]][old[1]] = new[1] if new[0] == old[0] else f"{new[0]}#{new[1]}"


def redirects_text(redirects: Redirects) -> str:
    """The text of `redirects.yml`, sorted."""
    lines = []
    if redirects.pages:
        lines += ["pages:", *(f"  {old}: {scalar(new)}" for old, new in sorted(redirects.pages.items()))]
    if redirects.anchors:
        lines.append("anchors:")
        for key, anchors in sorted(redirects.anchors.items()):
            lines += [f"  {key}:", *(f"    {old}: {scalar(new)}" for old, new in sorted(anchors.items()))]
    return _HEADER + "".join(f"{line}\n" for line in lines or ["pages: {}"])


# -- files


def move_files(corpus: Corpus, moves: Moves, draft: Draft) -> None:
    """Pages to their new paths, in each language they are written in."""
    for (lang, key), page in corpus.pages.items():
        if key in moves.files:
            draft.put(f"{DOCS}/{lang}/{moves.files[key]}.md", draft.text(page.path))
            draft.remove(page.path)


def moved_path(corpus: Corpus, moves: Moves, diagnostic: Diagnostic) -> str:
    """Where the file of a finding from before is afterwards."""
    page = next((p for p in corpus.pages.values() if p.path == diagnostic.span.path and p.key in moves.files), None)
    return f"{DOCS}/{page.lang}/{moves.files[page.key]}.md" if page else diagnostic.span.path


# -- the ledger of translations: what agreed before agrees afterwards, because both halves changed in the same way


def translations_text(before: Corpus, after: Corpus, moves: Moves) -> str | None:
    """The ledger of translations with its sections and fingerprints followed; None when there is none."""
    ledger = read_ledger(before.root)
    if not ledger.marks:
        return None
    old, new = (dict(_marks(corpus)) for corpus in (before, after))
    marks: dict[Place, tuple[Marks, ...]] = {}
    for at, known in ledger.marks.items():
        place = moves.place(*at)
        if place[0] != moves.key(at[0]):
            place = moves.key(at[0]), at[1]  # what went to another page is compared there
        then, now = old.get(at), new.get(place)
        marks[place] = tuple(_followed(mark, then, now) if then and now else mark for mark in known)
    return write_ledger(marks)


def _marks(corpus: Corpus) -> Iterator[tuple[Place, Marks]]:
    for _, _, pairs in all_pairs(corpus, Ledger({})):
        for pair in pairs:
            yield (pair.key, pair.section), pair.marks


def _followed(mark: Marks, then: Marks, now: Marks) -> Marks:
    return Marks(now.vi if mark.vi == then.vi else mark.vi, now.en if mark.en == then.en else mark.en)
