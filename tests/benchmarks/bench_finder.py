"""How soon the measure finder answers on a slow phone with every measure loaded.

    python tests/benchmarks/bench_finder.py [MEASURES]

Copies the brewing sector until there are MEASURES measures (default 500), builds the site, and drives the finder in a
phone-sized browser whose processor is slowed down four times. For each action it prints the time until the list is
filtered (script), and until the next frame is painted; the first action is the first thing done after the page is open.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from browsing import FLAGS, PHONE  # noqa: E402
from built_site import run_build  # noqa: E402
from handbook.facts import Facts  # noqa: E402

SLOWER = 4
ACTIONS = {
    "resource=water": ("change", "form.querySelector('[name=resource][value=water]').checked = true"),
    "typing 'n'": ("input", "form.elements.words.value = 'n'"),
    "typing 'nuoc'": ("input", "form.elements.words.value = 'nuoc'"),
    "sector": ("change", "form.elements.sector.selectedIndex = 3"),
    "cost=low": ("change", "form.elements.cost.value = 'low'"),
    "payback=24": ("change", "form.elements.payback.value = '24'"),
}
"""What is done -> (event, how it is done)."""

MEASURE = """([event, code]) => new Promise((done) => {
  const form = document.querySelector(".hb-find form");
  new Function("form", code)(form);
  const start = performance.now();
  const target = event === "input" ? form.elements.words : form.elements.sector;
  target.dispatchEvent(new Event(event, { bubbles: true }));
  const script = performance.now() - start;
  requestAnimationFrame(() => setTimeout(() => done([script, performance.now() - start])));
})"""


def build(root: Path, count: int) -> int:
    """A site of copies of brewing with at least `count` measures in all; returns how many there are."""
    model = Facts.load(ROOT).sectors["brewing"]
    data = (ROOT / "docs/_data/sectors/brewing.yml").read_text(encoding="utf-8")
    own = re.compile("|".join(sorted(map(re.escape, model.sources), key=len, reverse=True)))
    leave = shutil.ignore_patterns("sectors", "utilities", "schema")
    shutil.copytree(ROOT / "docs", root / "docs", ignore=leave)
    for name in ("hooks", "overrides"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    (root / "docs/_data/sectors").mkdir()
    copies = -(-count // len(model.measures))
    for number in range(copies):
        prefix = f"c{number}-"
        text = own.sub(lambda m, p=prefix: p + m.group(), data).replace("id: brewing\n", f"id: copy-{number}\n", 1)
        text = re.sub(r"^name: \{vi: ", f"name: {{vi: Ngành {number} ", text, count=1, flags=re.M)
        (root / f"docs/_data/sectors/copy-{number}.yml").write_text(text, encoding="utf-8", newline="\n")
        for lang in ("vi", "en"):
            folder = root / f"docs/{lang}/sectors/copy-{number}"
            folder.mkdir(parents=True)
            page = (ROOT / f"docs/{lang}/sectors/brewing/measures.md").read_text(encoding="utf-8")
            (folder / "measures.md").write_text(page, encoding="utf-8", newline="\n")
    return copies * len(model.measures)


def slow_page(browser: Browser, url: str) -> Page:
    """The finder, freshly opened on a slow phone."""
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, device_scale_factor=2)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(url)
    page.wait_for_selector(".hb-find[data-ready]", state="attached")
    page.wait_for_timeout(1000)
    return page


def measure(browser: Browser, url: str) -> None:
    print(f"{'action':<16}{'script':>10}{'painted':>10}   (ms, best of 5 pages, processor {SLOWER}x slower)")
    for name, action in ACTIONS.items():
        times = []
        for _ in range(5):
            page = slow_page(browser, url)
            times.append(page.evaluate(MEASURE, list(action)))
            page.context.close()
        script, painted = (min(column) for column in zip(*times, strict=True))
        print(f"{name:<16}{script:>10.0f}{painted:>10.0f}")


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root, out = Path(folder, "project"), Path(folder, "site")
        total = build(root, count)
        result = run_build(root, out, strict=False)
        if result.returncode:
            raise SystemExit(result.stdout[-3000:])
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(out)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        size = (out / "measures/index.html").stat().st_size
        print(f"{total} measures, page of {size / 1000:.0f} kB before compression")
        browser = playwright.chromium.launch(executable_path=os.environ.get("HANDBOOK_BROWSER") or None, args=FLAGS)
        measure(browser, f"http://127.0.0.1:{server.server_address[1]}/measures/")
        browser.close()
        server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: the times are the output."""


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
