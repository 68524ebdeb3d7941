"""A built site as tests see it: its pages, their ids and links, and where the links lead."""

from __future__ import annotations

import os
import posixpath
import re
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
RESOURCE = {(tag, "src") for tag in ("script", "img", "iframe", "source", "video", "audio")} | {("use", "href")}
RESOURCE_RELS = {"stylesheet", "icon", "preload", "modulepreload", "preconnect", "dns-prefetch", "prefetch", "manifest"}


Result = subprocess.CompletedProcess[str]


def run_build(root: Path, out: Path, *, module: str = "mkdocs", strict: bool = True, **variables: str) -> Result:
    """Build `root/mkdocs.yml` into `out`, in a process of its own with these environment variables.

    stdout and stderr come together as text.
    """
    own = ("SITE_URL", "REPO_URL", "EDIT_URI", "OFFLINE", "PREVIEW", "EDITION", "SOURCE_DATE_EPOCH")
    env = {k: v for k, v in os.environ.items() if k not in own}
    env |= {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONUTF8": "1"}
    env |= variables
    command = [sys.executable, "-m", module, "build", "-f", str(root / "mkdocs.yml"), "-d", str(out)]
    command += ["--strict"] if strict else []
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.run(command, cwd=root, env=env, text=True, encoding="utf-8", check=False, **both)


@dataclass(frozen=True)
class Target:
    """A link or resource. `article`: in the article body; `block`: inside something the build inserted."""

    tag: str
    attribute: str
    value: str
    rel: str
    article: bool
    block: bool


@dataclass
class HtmlPage(HTMLParser):
    """What one HTML file contains."""

    path: str
    lang: str = ""
    ids: list[str] = field(default_factory=list)
    article_ids: list[str] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)
    styles: str = ""
    unbalanced: list[str] = field(default_factory=list)
    """End tags that close nothing, or not what was opened last."""

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, bool, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        article, block = self._open[-1][1:] if self._open else (False, False)
        classes = values.get("class", "").split()
        article = article or (tag == "article" and "md-content__inner" in classes)
        block = block or any(name.startswith("hb") for name in classes)
        if tag not in VOID:
            self._open.append((tag, article, block))
        self._read(tag, values, classes, article, block)

    def _read(self, tag: str, values: dict[str, str], classes: list[str], article: bool, block: bool) -> None:
        if tag == "html":
            self.lang = values.get("lang", "")
        if "id" in values:
            self.ids.append(values["id"])
            if article:
                self.article_ids.append(values["id"])
        if "hb-term" in classes:
            self.terms.append(values["popovertarget"].removeprefix("def-"))
        if tag == "link" and "hreflang" in values:
            self.alternates[values["hreflang"]] = values["href"]
        self.styles += values.get("style", "")
        for attribute in ("href", "src", "poster", "data"):
            if attribute in values and not (tag == "a" and "headerlink" in classes):
                self.targets.append(Target(tag, attribute, values[attribute], values.get("rel", ""), article, block))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            self._open.pop()
        elif tag not in VOID:
            self.unbalanced.append(f"</{tag}> in {[name for name, *_ in self._open[-3:]]}, line {self.getpos()[0]}")


class Site:
    """A site built into `folder`, to be served at `url`."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url

    @cached_property
    def files(self) -> frozenset[str]:
        return frozenset(file.relative_to(self.folder).as_posix() for file in self.folder.rglob("*") if file.is_file())

    @cached_property
    def pages(self) -> dict[str, HtmlPage]:
        """Every HTML file by its path."""
        pages = {}
        for path in sorted(file for file in self.files if file.endswith(".html")):
            page = HtmlPage(path)
            page.feed((self.folder / path).read_text(encoding="utf-8"))
            pages[path] = page
        return pages

    def address(self, path: str) -> str:
        """The address a file is served at."""
        return self.url + path.removesuffix("index.html")

    def local(self, page: HtmlPage, value: str) -> tuple[str, str] | None:
        """(file, fragment) a link leads to within the site, None for links that leave it. The file may not exist."""
        absolute = urlsplit(urljoin(self.address(page.path), value))
        base = urlsplit(self.url)
        if (absolute.scheme, absolute.netloc) != (base.scheme, base.netloc):
            return None
        if not absolute.path.startswith(base.path):
            return ("outside " + absolute.path, "")
        path = unquote(absolute.path[len(base.path) :])
        if path == "" or path.endswith("/"):
            path = posixpath.join(path, "index.html")
        return path, unquote(absolute.fragment)

    def dead_links(self) -> list[str]:
        """Links and resources that lead to no file, or to no id of a page."""
        dead = []
        for page in self.pages.values():
            for target in page.targets:
                found = self.local(page, target.value)
                if found is None and not target.value.startswith("//"):
                    continue
                if found is None:
                    found = target.value, ""
                path, fragment = found
                if path not in self.files or (fragment and path in self.pages and fragment not in self.pages[path].ids):
                    dead.append(f"{page.path}: {target.tag} {target.attribute}={target.value}")
        return dead

    def foreign_resources(self) -> list[str]:
        """What a browser would fetch from another host."""
        foreign = []
        for page in self.pages.values():
            for target in page.targets:
                rels = set(target.rel.lower().split())
                loaded = (target.tag, target.attribute) in RESOURCE or (target.tag == "link" and rels & RESOURCE_RELS)
                if loaded and self.local(page, target.value) is None and not target.value.startswith("data:"):
                    foreign.append(f"{page.path}: {target.value}")
            foreign += [f"{page.path}: {url}" for url in _css_urls(page.styles)]
        for path in self.files:
            if path.endswith(".css"):
                text = (self.folder / path).read_text(encoding="utf-8")
                foreign += [f"{path}: {url}" for url in _css_urls(text)]
        return foreign


def _css_urls(text: str) -> list[str]:
    return re.findall(r"(?:url\(\s*|@import\s+)[\"']?((?:https?:)?//[^\"')\s]+)", text)
