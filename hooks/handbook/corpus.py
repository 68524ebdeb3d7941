"""Pages and facts together: what exists, what it is called, and where a link leads."""

from __future__ import annotations

import difflib
import gc
import os
import posixpath
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from . import LANGUAGES
from .edition import Edition
from .facts import Facts
from .generated import generated_ids
from .models import Measure, Sector, Step
from .pages import Page, page_url, read_page
from .standins import stand_ins
from .strays import DATA, PAGE, Stray, page_key, strays
from .text import Source, Span

DOCS = "docs"


@dataclass(frozen=True)
class Resolution:
    """Where a link leads. `problem` is None, or `page`, `anchor`, `asset`, `case`, `language`, `absolute`, `local` (on
    the editor's own machine), `empty`, `url-form`; `moved` is none for readers: `page` and `anchor` are where the
    address now leads.
    """

    problem: str | None = None
    page: Page | None = None
    anchor: str | None = None
    key: str | None = None
    """Of a page that is not there: the key it would have."""
    external: bool = False
    suggestion: str | None = None
    """What could be written instead, as a link target."""


_PREVIEW = re.compile(r"https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::\d+)?(?:/|\Z)", re.I)
"""The address `serve` shows pages at: only the editor's own machine answers there."""
_SITE_URL = re.compile(r"^site_url:[^\n]*?(?P<url>https?://[^\s'\"\]]+)", re.M)
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


@dataclass(eq=False)
class Corpus:
    """All pages and facts of a project at `root`."""

    root: Path
    facts: Facts
    pages: dict[tuple[str, str], Page] = field(default_factory=dict)
    """Pages by (lang, key), as editors wrote them."""
    assets: frozenset[str] = frozenset()
    """Every file below docs/ that is not Markdown or data, as a path from docs/."""
    strays: tuple[Stray, ...] = ()
    """Files below docs/ that are in the wrong place or have the wrong kind, name or size."""
    site_url: str = ""
    """Address of the published site, ending in a slash; empty while nobody has said it. The open data and the pages
    at old addresses show it.
    """
    own_url: str = ""
    """Where `mkdocs.yml` says the site is published: links to it are links to our own pages."""
    repo_url: str = ""
    """Where the project is kept and its editions are released, without a slash at the end; empty: nowhere yet."""
    edition: Edition = field(default_factory=Edition)
    """What state of the handbook the pages and the open data say they are."""
    offline: bool = False
    """Whether the site is built to be read without a server: links then name files."""

    # -- looking things up

    def page(self, lang: str, key: str) -> Page | None:
        """A written page."""
        return self.pages.get((lang, key))

    def shown(self, lang: str, key: str) -> Page | None:
        """What readers find at an address: the written page, or the one that stands in for it."""
        return self.pages.get((lang, key)) or self.stand_ins.get((lang, key))

    @cached_property
    def stand_ins(self) -> dict[tuple[str, str], Page]:
        """Pages by (lang, key) that the build makes where a half is awaited. Links may lead there; nothing is
        published, listed or found there, and no check reads them.
        """
        return stand_ins(self.facts, self.pages)

    def counterpart(self, page: Page) -> Page | None:
        """The same page in the other language."""
        return self.pages.get(("en" if page.lang == "vi" else "vi", page.key))

    def of(self, lang: str) -> list[Page]:
        return [page for page in self.pages.values() if page.lang == lang]

    def listed(self, lang: str) -> list[Page]:
        """Pages that navigation, listings and the search show: all that are kept up."""
        return [page for page in self.of(lang) if not page.retired]

    def address(self, page: Page) -> str:
        """Where a page of the built site is, below its language's root: `page.url`, or its file when `offline`."""
        return f"{page.key}.html" if self.offline else page.url

    def topic(self, page: Page) -> Sector | None:
        """The sector (or cross-cutting topic) of a page, when its facts exist."""
        return self.facts.topics.get(page.topic_id) if page.topic_id else None

    def topic_key(self, topic_id: str, name: str) -> str:
        """Key of one of the pages of a sector: `sectors/brewing/measures`; a cross-cutting topic has all in one."""
        return f"sectors/{topic_id}/{name}" if topic_id in self.facts.sectors else f"utilities/{topic_id}"

    def has_pages(self, topic_id: str) -> bool:
        """Whether any page of a sector or cross-cutting topic is written, in either language."""
        return topic_id in self._written_topics

    @cached_property
    def _written_topics(self) -> frozenset[str]:
        return frozenset(page.topic_id for page in self.pages.values() if page.topic_id and not page.retired)

    def generated_ids(self, page: Page) -> frozenset[str]:
        """Ids the build adds to a page: those of the listings under its reserved headings."""
        return self._generated[page.lang, page.key]

    @cached_property
    def _generated(self) -> dict[tuple[str, str], frozenset[str]]:
        everything = {**self.stand_ins, **self.pages}
        return {at: frozenset(generated_ids(self.facts, page, self._written_topics)) for at, page in everything.items()}

    def anchors(self, page: Page) -> frozenset[str]:
        """Every id a link may point at on a page."""
        return self._anchors[page.lang, page.key]

    @cached_property
    def _anchors(self) -> dict[tuple[str, str], frozenset[str]]:
        return {
            at: frozenset(h.id for h in page.headings if h.id)
            | {i for i, _ in page.structure.ids}
            | self.generated_ids(page)
            for at, page in {**self.stand_ins, **self.pages}.items()
        }

    # -- addresses that have changed

    def page_at(self, lang: str, url: str) -> Page | None:
        """The page at an address below the language's root (`page.url`)."""
        return self._by_url.get((lang, url))

    @cached_property
    def _by_url(self) -> dict[tuple[str, str], Page]:
        return {(page.lang, page.url): page for page in self.pages.values()}

    def moved(self, lang: str, key: str) -> Page | None:
        """The page that the address of `key`, which is no page any more, leads to; None when it leads nowhere."""
        seen: set[str] = set()
        while page_url(key) not in seen and page_url(key) in self._redirects:
            seen.add(page_url(key))
            key = self._redirects[page_url(key)]
        return self.shown(lang, key) if seen else None

    @cached_property
    def _redirects(self) -> dict[str, str]:
        return {page_url(old): new for old, new in self.facts.redirects.pages.items()}

    def aliases(self, page: Page) -> dict[str, tuple[Page, str]]:
        """Old anchors of a page -> the page and anchor they lead to, as far as those exist."""
        found = {old: self._alias(page, old) for old, _, _ in self.facts.redirects.aliases(page.key)}
        return {old: place for old, place in found.items() if place and old not in self.anchors(page)}

    def _alias(self, page: Page, anchor: str) -> tuple[Page, str] | None:
        seen: set[tuple[str, str]] = set()
        while anchor not in self.anchors(page):
            steps = {old: (key, new) for old, key, new in self.facts.redirects.aliases(page.key)}
            if anchor not in steps or (page.key, anchor) in seen:
                return None
            seen.add((page.key, anchor))
            key, anchor = steps[anchor]
            following = self.shown(page.lang, key) or self.moved(page.lang, key)
            if following is None:
                return None
            page = following
        return page, anchor

    def step_measures(self, topic: Sector, step: Step) -> list[Measure]:
        return [measure for measure in topic.measures if step.id in measure.steps]

    # -- links

    def resolve(self, page: Page, target: str) -> Resolution:
        """Where `target`, as written in a link or image on `page`, leads."""
        if not target:
            return Resolution("empty")
        scheme = target.split(":", 1)[0].lower()
        if scheme in ("http", "https") and (own := self._own_address(target)) is not None:
            path, _, anchor = unquote(own).partition("#")
            return Resolution("absolute", suggestion=self._from_url(page, "/" + path.split("?", 1)[0], anchor))
        if scheme == "file" or _DRIVE.match(target):
            return Resolution("local")
        if target.startswith("//") or (":" in target and scheme in ("http", "https", "mailto", "tel")):
            return Resolution(external=True)
        path, _, anchor = unquote(target).partition("#")
        path = path.split("?", 1)[0]
        if not path:
            return self._anchor(page, page, anchor, target)
        if path.startswith("/"):
            return Resolution("absolute", suggestion=self._from_url(page, path, anchor))
        folder = posixpath.dirname(f"{page.lang}/{page.key}.md")
        full = posixpath.normpath(posixpath.join(folder, path))
        lang = full.split("/", 1)[0]
        if lang in LANGUAGES and lang != page.lang:
            return Resolution("language", suggestion=self.link(page, full[len(lang) + 1 : -3], anchor))
        if not path.endswith(".md"):
            return self._asset(page, full, path, anchor)
        key = full[len(page.lang) + 1 : -3]
        if full.startswith("..") or lang != page.lang:
            return Resolution("page", suggestion=self._nearest_page(page, path, anchor))
        found = self.shown(page.lang, key)
        if found is None and (now := self.moved(page.lang, key)):
            return self._moved(page, now, anchor, target)
        if found is None:
            same = [k for (la, k) in self.pages if la == page.lang and k.lower() == key.lower()]
            if same:
                return Resolution("case", suggestion=self.link(page, same[0], anchor))
            return Resolution("page", key=key, suggestion=self._nearest_page(page, key, anchor))
        return self._anchor(page, found, anchor, target) if anchor else Resolution(page=found)

    def _own_address(self, target: str) -> str | None:
        """What follows the address of this site, or of its preview, in `target`; None when it is another site."""
        if preview := _PREVIEW.match(target):
            return target[preview.end() :]
        return target.removeprefix(self.own_url) if self.own_url and target.startswith(self.own_url) else None

    def _anchor(self, page: Page, found: Page, anchor: str, target: str) -> Resolution:
        if anchor in self.anchors(found):
            return Resolution(page=found, anchor=anchor)
        if anchor in (aliases := self.aliases(found)):
            place = Resolution("moved", *aliases[anchor])
            return replace(place, suggestion=self._link_to(page, place))
        near = difflib.get_close_matches(anchor, self.anchors(found), 1, 0.6)
        suggestion = None
        if near:
            suggestion = f"#{near[0]}" if found is page else self.link(page, found.key, near[0])
        elif others := [p for p in self.of(page.lang) if anchor in self.anchors(p)]:
            suggestion = self.link(page, others[0].key, anchor)
        return Resolution("anchor", page=found, anchor=anchor, suggestion=suggestion)

    def _moved(self, page: Page, now: Page, anchor: str, target: str) -> Resolution:
        """A link to a page that now stands at `now`."""
        if not anchor:
            return Resolution("moved", now, suggestion=self.link(page, now.key))
        there = self._anchor(page, now, anchor, target)
        if there.problem not in (None, "moved"):
            return there
        return Resolution("moved", there.page, there.anchor, suggestion=self._link_to(page, there))

    def _link_to(self, page: Page, place: Resolution) -> str | None:
        if place.page is page:
            return f"#{place.anchor}"
        return self.link(page, place.page.key, place.anchor or "") if place.page else None

    def _asset(self, page: Page, full: str, path: str, anchor: str) -> Resolution:
        if full in self.assets:
            return Resolution()
        if path.endswith("/") or "." not in posixpath.basename(path):
            published = posixpath.normpath(posixpath.join(page.url, path))  # `../measures/` as a browser would read it
            names = [name for name in path.split("/") if name not in ("", ".", "..")]
            # one name alone may mean the page beside this one; more of them are a way from the root of the site
            guess = posixpath.join(posixpath.dirname(page.key), *names) if len(names) == 1 else "/".join(names)
            places = (published, full.removeprefix(f"{page.lang}/"), guess)
            found = (self._from_url(page, place, anchor) for place in places)
            return Resolution("url-form", suggestion=next(filter(None, found), None))
        same = [a for a in self.assets if a.lower() == full.lower()]
        near = same or difflib.get_close_matches(full, self.assets, 1, 0.7)
        folder = posixpath.dirname(f"{page.lang}/{page.key}.md")
        return Resolution("case" if same else "asset", suggestion=posixpath.relpath(near[0], folder) if near else None)

    def _from_url(self, page: Page, url: str, anchor: str) -> str | None:
        """The relative `.md` link for an address such as `/sectors/brewing/` or `../process/`."""
        clean = url.strip("/")
        for lang in LANGUAGES:
            clean = clean.removeprefix(f"{lang}/")
        for key in (f"{clean}/index" if clean else "index", clean):
            if self.shown(page.lang, key):
                return self.link(page, key, anchor)
        return None

    def _nearest_page(self, page: Page, key: str, anchor: str) -> str | None:
        keys = [k for (lang, k) in self.pages if lang == page.lang]
        tail = posixpath.basename(key.removesuffix(".md"))
        near = difflib.get_close_matches(key, keys, 1, 0.75) or [k for k in keys if posixpath.basename(k) == tail][:1]
        return self.link(page, near[0], anchor) if near else None

    def link(self, page: Page, key: str, anchor: str = "") -> str | None:
        """How a link from `page` to the page `key` of its language is written; None when there is no such page."""
        if self.shown(page.lang, key) is None:
            return None
        relative = posixpath.relpath(f"{key}.md", posixpath.dirname(page.key) or ".")
        return relative + (f"#{anchor}" if anchor else "")


def load(root: Path) -> Corpus:
    """Read all of `root/docs`. Files that cannot be read are in the corpus with what is wrong in `source.defects`."""
    with without_garbage_collection():
        return _load(root)


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Everything read stays alive: searching it for garbage again and again would double the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _load(root: Path) -> Corpus:
    docs = root / DOCS
    pages: dict[tuple[str, str], Page] = {}
    for lang in LANGUAGES:
        files = {PurePosixPath(file.relative_to(docs / lang).as_posix()): file for file in docs.glob(f"{lang}/**/*.md")}
        names = {path.with_suffix("").as_posix() for path in files}
        for path, file in sorted(files.items()):
            if (key := page_key(path, names)) is not None:
                pages[lang, key] = read_page(Source.read(file, root), lang, key)
    facts = Facts.load(root)
    facts.missing_topics = {page.topic_id for page in pages.values() if page.topic_id} - facts.read_topics
    assets = frozenset(
        file.relative_to(docs).as_posix()
        for file in docs.rglob("*")
        if file.is_file() and file.suffix != PAGE and DATA not in file.relative_to(docs).parts
    )
    read = {document.source.path.removeprefix(f"{DOCS}/") for document in facts.documents}
    return Corpus(root, facts, pages, assets, tuple(strays(docs, read)), own_url=_own_url(root))


def _own_url(root: Path) -> str:
    """Address of the published site, with a slash at its end; empty when it is not to be found."""
    config = root / "mkdocs.yml"
    line = _SITE_URL.search(config.read_text(encoding="utf-8", errors="replace")) if config.is_file() else None
    url = os.environ.get("SITE_URL") or (line["url"] if line else "")
    return f"{url.rstrip('/')}/" if url else ""


def file_span(corpus: Corpus, path: str) -> Span:
    """The beginning of a file that may not exist, to report that it is missing."""
    return Source(path).span(0)
