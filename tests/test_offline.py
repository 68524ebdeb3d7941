"""Our modules as one plain script: what the bundler understands, and that it refuses the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.offline.bundle import bundle
from handbook.pages import relative_url


def write(folder: Path, **modules: str) -> Path:
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder


def test_imports_are_followed_and_exports_returned(tmp_path: Path) -> None:
    main = 'import { one, Two } from "./other.js";\nimport("./late.js").then(({ three }) => three(one));\n'
    write(tmp_path, main=main)
    write(tmp_path, other="export const one = 1;\nexport class Two {}\n", late="export async function three() {}\n")
    write(tmp_path, unused="")
    script, bundled = bundle(tmp_path, ["main.js"])
    assert bundled == ["late.js", "main.js", "other.js"]
    assert 'const { one, Two } = need("other.js");' in script
    assert 'load("late.js").then(' in script
    assert "return { one, Two };" in script
    assert "return { three };" in script


@pytest.mark.parametrize(
    "line",
    [
        'import other from "./other.js";',
        'import * as other from "./other.js";',
        'import "./other.js";',
        'import { one as two } from "./other.js";',
        'import { one } from "package";',
        "export default 1;",
        "export { one };",
        "export let one = 1;",
        "const other = import(name);",
        "const here = import.meta.url;",
    ],
)
def test_other_forms_are_refused(tmp_path: Path, line: str) -> None:
    write(tmp_path, main=f"{line}\n", other="export const one = 1;\n")
    with pytest.raises(ValueError, match=r"main\.js: "):
        bundle(tmp_path, ["main.js"])


@pytest.mark.parametrize(
    ("here", "there", "anchor", "url"),
    [
        ("index", "index", None, "index.html"),
        ("index", "sectors/brewing/index", None, "sectors/brewing/index.html"),
        ("sectors/brewing/measures", "sectors/brewing/index", "laws", "index.html#laws"),
        ("sectors/brewing/index", "glossary/index", "cod", "../../glossary/index.html#cod"),
        ("about", "index", None, "index.html"),
        ("about", "about", "coverage", "#coverage"),
    ],
)
def test_links_name_files(here: str, there: str, anchor: str | None, url: str) -> None:
    assert relative_url(here, there, anchor, offline=True) == url
