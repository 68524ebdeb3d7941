"""What search finds and costs, beside the theme's own search and Pagefind on the same site.

    python tests/benchmarks/bench_search.py [--pagefind]

Builds the real site twice: as it is, and with the theme's search untouched. Types every query of
`tests/search/queries.yml` into the box in Chromium (`HANDBOOK_BROWSER` names another one) and prints for each class how
many targets are among the first three results; then the bytes a first query of four words costs, the time to its
result, and the time of a query (both with what the test itself needs to type and to look). `--pagefind` adds Pagefind
(npm package `pagefind`, fetched by `npx`). Last, the index at 30 and at 600 sectors (3,000 pages): the real sectors
copied, in each copy three words of ten exchanged for others and one of twenty for a new one.
Sizes in brotli need the Python package `brotli`; without it that column stays empty.
"""

from __future__ import annotations

import functools
import gzip
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from browsing import FLAGS  # noqa: E402
from built_site import run_build  # noqa: E402
from handbook.corpus import load  # noqa: E402
from handbook.search import write_language  # noqa: E402
from handbook.search.entries import Entry, IndexedPage, indexed_pages  # noqa: E402
from searching import INPUT, Query, queries, search  # noqa: E402

try:
    import brotli
except ModuleNotFoundError:
    brotli = None
    print("The Python package brotli is not installed: no sizes in brotli.")

FOUR_WORDS = {"vi": "thu hồi nước ngưng", "en": "recover heat from wort"}
Finder = Callable[[Page, str], list[list[str]]]
PAGEFIND = """async typed => {
  window.pagefind ??= await import("/pagefind/pagefind.js");
  const found = await window.pagefind.search(typed);
  const best = await Promise.all(found.results.slice(0, 3).map(result => result.data()));
  const parts = page => page.sub_results.sort((a, b) => b.locations.length - a.locations.length).slice(0, 3);
  return best.map(page => [page.url, ...parts(page).map(part => part.url)].map(url => url.slice(1)));
}"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


def serve(folder: Path) -> str:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}/"


def build(target: Path, *, ours: bool) -> None:
    """Build the site into `target`; not `ours`: with the theme's worker and index, and its default settings."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "project"
        for part in ("docs", "hooks", "overrides"):
            shutil.copytree(ROOT / part, copy / part)
        shutil.copyfile(ROOT / "mkdocs.yml", copy / "mkdocs.yml")
        if not ours:
            remove(copy / "overrides/main.html", "{%- block config -%}", "{%- endblock -%}\n")
            remove(copy / "hooks/mkdocs_adapter.py", "        search.write(", "\n")
        result = run_build(copy, target)
        if result.returncode:
            sys.exit(result.stdout)


def remove(file: Path, start: str, end: str) -> None:
    """Cut from `start` to the first `end` after it out of a file."""
    before, mark, rest = file.read_text(encoding="utf-8").partition(start)
    assert mark, f"{file.name}: {start}"
    file.write_text(before + rest.partition(end)[2], encoding="utf-8", newline="\n")


def sizes(files: list[Path]) -> str:
    data = [file.read_bytes() for file in files if file.is_file()]  # what is not there costs nothing
    numbers = [sum(map(len, data)), sum(len(gzip.compress(item, 9, mtime=0)) for item in data)]
    if brotli:
        numbers.append(sum(len(brotli.compress(item)) for item in data))
    return " / ".join(f"{number / 1000:.1f}" for number in numbers) + " kB"


def by_pagefind(page: Page, typed: str) -> list[list[str]]:
    return page.evaluate(PAGEFIND, typed)


def measure(browser: Browser, site: Path, finder: Finder, wanted: list[Query], *, copies: bool = False) -> None:
    """Print the cost of a first query, hits by class, and query times.

    With `copies` no hits are told: the copies of a page carry its name too.
    """
    url = serve(site)
    hits: dict[str, list[bool]] = defaultdict(list)
    times: list[float] = []
    for lang, start in (("vi", url), ("en", f"{url}en/")):
        context = browser.new_context(service_workers="block")
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request, seen=asked: seen.append(request.url))
        page.goto(start)
        page.wait_for_load_state("networkidle")
        before = list(dict.fromkeys(asked))
        began = time.perf_counter()
        if finder is search:
            page.locator(INPUT).click()
        finder(page, FOUR_WORDS[lang])
        ready = 1000 * (time.perf_counter() - began)
        for name, urls in (("before", before), ("first query", [u for u in dict.fromkeys(asked) if u not in before])):
            files = [site / address.removeprefix(url).split("?")[0] for address in urls if is_search(address)]
            print(
                f"  {lang} {name}: {len(files)} files, {sizes(files)}"
                + (f"; {ready:.0f} ms" if name != "before" else "")
            )
        for query in wanted:
            if query.lang == lang:
                began = time.perf_counter()
                found = finder(page, query.typed)
                times.append(1000 * (time.perf_counter() - began))
                hits[query.kind].append(query.found_in(found))
        context.close()
    for kind, results in ({} if copies else hits).items():
        print(f"  {kind}: {sum(results)} of {len(results)}")
    everything = [hit for results in hits.values() for hit in results]
    pace = f"query median {statistics.median(times):.0f} ms, max {max(times):.0f} ms"
    print(f"  {pace}" if copies else f"  all: {sum(everything)} of {len(everything)}; {pace}")


def is_search(address: str) -> bool:
    return any(part in address for part in ("/search", "/lunr/", "/pagefind/", "/fold.js"))


# -- larger sites


def enlarged(pages: list[IndexedPage], sectors: int, source: random.Random) -> list[IndexedPage]:
    """The pages with their sectors copied until there are `sectors` of them."""
    real = [page for page in pages if page.key.startswith("sectors/") and page.key.count("/") == 2]
    others = [page for page in pages if page not in real]
    names = sorted({page.key.split("/")[1] for page in real})
    vocabulary = sorted({word for page in real for entry in page.entries for word in entry.text.split()})
    made = []
    for number in range(sectors):
        name = names[number % len(names)]
        mine = [page for page in real if page.key.split("/")[1] == name]
        if number >= len(names):
            other = {word: changed(word, vocabulary, source) for word in vocabulary}
            copy = f"{name}-{number}"
            mine = [
                IndexedPage(
                    page.key.replace(name, copy), page.url.replace(name, copy), [varied(e, other) for e in page.entries]
                )
                for page in mine
            ]
        made += mine
    return sorted([*others, *made], key=lambda page: page.key)


def changed(word: str, vocabulary: list[str], source: random.Random) -> str:
    chance = source.random()
    if chance < 0.05:
        return "".join(source.sample(word, len(word)))
    return source.choice(vocabulary) if chance < 0.35 else word


def varied(entry: Entry, other: dict[str, str]) -> Entry:
    def say(text: str) -> str:
        return " ".join(other.get(word, word) for word in text.split())

    return replace(entry, title=say(entry.title), text=say(entry.text))


def measure_larger(browser: Browser, site: Path, sectors: int, wanted: list[Query]) -> None:
    corpus = load(ROOT)
    for lang in ("vi", "en"):
        write_language(site / "search", lang, enlarged(indexed_pages(corpus, lang), sectors, random.Random(1)))
        print(f"  {lang} index: {sizes([site / f'search/{lang}.json'])}")
    measure(browser, site, search, wanted, copies=True)


def main(arguments: list[str]) -> None:
    wanted = queries()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        ours, stock = Path(name) / "ours", Path(name) / "stock"
        build(ours, ours=True)
        build(stock, ours=False)
        browser = playwright.chromium.launch(executable_path=os.environ.get("HANDBOOK_BROWSER") or None, args=FLAGS)
        print("sizes: raw / gzip / brotli\nhandbook")
        for lang in ("vi", "en"):
            print(f"  {lang} index: {sizes([ours / f'search/{lang}.json'])}")
        measure(browser, ours, search, wanted)
        print("theme")
        measure(browser, stock, search, wanted)
        if "--pagefind" in arguments:
            npx = shutil.which("npx")
            if npx is None:
                sys.exit("npx (Node.js) is needed for Pagefind")
            subprocess.run([npx, "--yes", "pagefind", "--site", str(stock)], check=True, stdout=subprocess.DEVNULL)
            print("Pagefind")
            measure(browser, stock, by_pagefind, wanted)
        for sectors in (30, 600):
            print(f"handbook, {sectors} sectors")
            measure_larger(browser, ours, sectors, wanted)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
