"""Our JavaScript modules as one plain script.

Not a general bundler: it knows the few forms of `import` and `export` our modules are written with, and refuses others.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from pathlib import Path

_IMPORT = re.compile(r'^import (\{ \w+(?:, \w+)* \}) from "(\.[^"]+)";$', re.M)
_LOAD = re.compile(r'\bimport\("(\.[^"]+)"\)')
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.M)
_OTHER = re.compile(r"^(?:import|export)\b.*|\bimport(?:\(|\.meta).*", re.M)

_RUNTIME = Path(__file__).with_name("runtime.js")


def bundle(folder: Path, entries: Iterable[str]) -> tuple[str, list[str]]:
    """The script, and the modules below `folder` it holds: `entries` and all they import, sorted.

    Raises ValueError, naming the module, for a form of import or export it does not know.
    """
    functions: dict[str, str] = {}
    waiting = list(entries)
    while waiting:
        name = waiting.pop()
        if name not in functions:
            functions[name], needed = _function(name, (folder / name).read_text(encoding="utf-8"))
            waiting += needed
    modules = "".join(f'"{name}": {functions[name]},\n' for name in sorted(functions))
    runtime = _RUNTIME.read_text(encoding="utf-8")
    return f'(() => {{\n"use strict";\nconst modules = {{\n{modules}}};\n{runtime}}})();\n', sorted(functions)


def _function(name: str, source: str) -> tuple[str, list[str]]:
    """A module as a function that returns what it exports, and the names of the modules it imports."""
    needed: list[str] = []

    def from_root(path: str) -> str:
        needed.append(posixpath.normpath(posixpath.join(posixpath.dirname(name), path)))
        return needed[-1]

    source = _IMPORT.sub(lambda found: f'const {found[1]} = need("{from_root(found[2])}");', source)
    source = _LOAD.sub(lambda found: f'load("{from_root(found[1])}")', source)
    exported = _EXPORT.findall(source)
    source = _EXPORT.sub("", source)
    if other := _OTHER.search(source):
        raise ValueError(f"{name}: {other[0]}")
    head = "({ need, load, fetch, location, addEventListener, postMessage })"
    return f"{head} => {{\n{source}return {{ {', '.join(exported)} }};\n}}", needed
