"""The site as a folder to read without a server, from a USB stick or a shared drive.

Browsers let a page opened as a file load scripts, but no module, worker or data. So the modules become one plain
script (`bundle.py`, `runtime.js`), and each file they fetch gets a script of the same name with `.js` added, which
hands over its text.
"""

from __future__ import annotations

import json
from pathlib import Path

from .. import DEFAULT_LANGUAGE, LANGUAGES
from ..corpus import Corpus
from .bundle import bundle

__all__ = ["write"]

SCRIPT = "handbook.js"
"""The module every page starts with; the plain script takes its place."""
MODULES = (SCRIPT, "search/worker.js")


def write(corpus: Corpus, site_dir: Path) -> None:
    """Change a site built into `site_dir` with links to files. Raises ValueError if a module cannot be bundled."""
    _bundle_modules(site_dir / "assets" / "javascripts")
    _hand_over_index(site_dir / "search")
    for page in (*corpus.pages.values(), *corpus.stand_ins.values()):
        if page.kind == "sector-benchmarks":  # the page of all self-checks takes their forms from there
            file = site_dir / _folder(page.lang) / corpus.address(page)
            _hand_over(file, _article(file.read_text(encoding="utf-8")))
    for lang in LANGUAGES:  # only a server shows these
        (site_dir / _folder(lang) / "404.html").unlink(missing_ok=True)


def _bundle_modules(folder: Path) -> None:
    script, bundled = bundle(folder, MODULES)
    for name in bundled:
        (folder / name).unlink()
    _write(folder / SCRIPT, script)


def _hand_over_index(folder: Path) -> None:
    stub = folder / "search_index.json"
    _write(stub.with_suffix(".js"), f"var __index = {stub.read_text(encoding='utf-8')};\n")  # the theme asks for it
    for file in sorted(folder.rglob("*.json")):
        if file != stub:
            _hand_over(file, file.read_text(encoding="utf-8"))
            file.unlink()


def _hand_over(file: Path, text: str) -> None:
    _write(file.with_name(f"{file.name}.js"), f"handbookFile({json.dumps(text, ensure_ascii=False)});\n")


def _article(html: str) -> str:
    return html[html.index("<article") : html.index("</article>")] + "</article>"


def _folder(lang: str) -> str:
    return "" if lang == DEFAULT_LANGUAGE else lang


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
