"""Imports point downwards only, and one module alone knows the site generator."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT

HOOKS = ROOT / "hooks"
PACKAGE = HOOKS / "handbook"
ADAPTER = HOOKS / "mkdocs_adapter.py"
ENGINE = {"mkdocs", "properdocs", "material", "mkdocs_static_i18n", "logging"}

LAYERS = (
    "text, arithmetic, history, languages",
    "yaml_slips, edition, strays",
    "yaml_source",
    "units",
    "model_base",
    "models",
    "models_shared, models_tools, models_addresses",
    "facts",
    "publishers",
    "markdown",
    "pages",
    "generated, standins",
    "corpus",
    "terms, exports, translations, external, permalinks",
    "diagnostics, progress",
    "messages",
    "explain",
    "checks, render, search, offline",
    "report, schema",
    "review, panel",
    "edits",
    "__main__",
)
"""From the ground up; modules of one layer do not import each other, except inside a folder's own rules below."""
RANK = {name.strip(): number for number, layer in enumerate(LAYERS) for name in layer.split(",")}
FREE = {"__init__"}

MODULES = sorted(PACKAGE.rglob("*.py"))


def top(module: Path) -> str:
    """First part of a module's name below the package: `checks` for `checks/links.py`."""
    return module.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(module: Path) -> Iterator[tuple[str, str, bool]]:
    """(top-level name, dotted rest, whether relative to the package) of every import, also those inside functions."""
    package = module.relative_to(PACKAGE).parts[:-1]
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.split(".")[0], alias.name, False
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            assert node.module is not None
            yield node.module.split(".")[0], node.module, False
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1]
            for alias in node.names:
                parts = (*base, *(node.module.split(".") if node.module else (alias.name,)))
                yield parts[0], ".".join(parts), True


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.relative_to(PACKAGE).as_posix())
def test_imports_point_downwards(module: Path) -> None:
    own = top(module)
    if own in FREE:
        return
    assert own in RANK, f"{own} has no layer yet: add it to LAYERS"
    for target, name, relative in imports(module):
        if not relative or target == own or target not in RANK:
            assert relative or target not in ENGINE, f"only the adapter may import {name}"
            assert not relative or target == own or not (PACKAGE / f"{target}.py").exists(), f"{name} has no layer"
            continue
        assert RANK[target] < RANK[own], f"{own} imports {name}"


CHECKS = sorted((PACKAGE / "checks").glob("*.py"))


@pytest.mark.parametrize("module", CHECKS, ids=lambda m: m.name)
def test_checks_do_not_import_each_other(module: Path) -> None:
    if module.name != "__init__.py":
        assert [name for target, name, relative in imports(module) if relative and target == "checks"] == []


def test_only_the_adapter_imports_the_engine() -> None:
    for module in [*MODULES, *(p for p in HOOKS.glob("*.py") if p != ADAPTER)]:
        used = {name for name, _, relative in imports(module) if not relative} if PACKAGE in module.parents else set()
        assert not used & ENGINE, module.name


def test_only_edits_and_schema_write_below_docs() -> None:
    for module in MODULES:
        text = module.read_text(encoding="utf-8")
        if top(module) not in ("edits", "schema", "exports", "search", "offline", "__main__"):
            assert ".write_text(" not in text and ".write_bytes(" not in text, module.name


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.relative_to(PACKAGE).as_posix())
def test_modules_are_small_and_say_what_they_are(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    assert not text.strip() or ast.get_docstring(ast.parse(text)), "a module begins by saying what it is for"
