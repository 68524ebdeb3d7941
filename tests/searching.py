"""Typing a query into the search box of an open page, and the queries of `tests/search/queries.yml`."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import yaml
from playwright.sync_api import Page

QUERIES = Path(__file__).parent / "search" / "queries.yml"

INPUT = ".md-search__input"
RESULTS = ".md-search-result__item"
DONE = f"document.querySelector('{RESULTS}') || document.querySelector('.hb-nothing:not([hidden])')"
IDLE = f"!({DONE})"
FIRST = f"""limit => [...document.querySelectorAll('{RESULTS}')].slice(0, limit).map(item =>
  [...item.querySelectorAll(':scope > a')].slice(0, 2).map(link => {{
    const url = new URL(link.href);
    return url.pathname.slice(1) + url.hash;
  }}))"""


@dataclass(frozen=True)
class Query:
    """One line of the test set. `targets` are addresses below the language's root with `*`; empty: nothing is found."""

    kind: str
    typed: str
    lang: str
    targets: tuple[str, ...]

    def found_in(self, results: list[list[str]]) -> bool:
        """Whether `results` (pages, each its own address and that of its best section) hold a target."""
        if not self.targets:
            return not results
        root = "" if self.lang == "vi" else f"{self.lang}/"
        return any(fnmatchcase(url, root + target) for page in results for url in page for target in self.targets)


def queries() -> list[Query]:
    found = []
    for kind, lines in yaml.safe_load(QUERIES.read_text(encoding="utf-8")).items():
        for line in lines:
            to = line["to"] if isinstance(line["to"], list) else [line["to"]]
            typed = unicodedata.normalize("NFD", line["type"]) if line.get("nfd") else line["type"]
            found.append(Query(kind, typed, line.get("in", "vi"), () if to == ["nothing"] else tuple(to)))
    return found


def search(page: Page, typed: str, limit: int = 3) -> list[list[str]]:
    """Type into the box and wait for the answer: the addresses of the first `limit` pages and their best sections."""
    box = page.locator(INPUT)
    box.fill("")
    box.press("Shift")  # the theme listens to keys
    page.wait_for_function(IDLE)
    box.fill(typed)
    box.press("Shift")
    page.wait_for_function(DONE)
    return page.evaluate(FIRST, limit)
