"""Shared fixtures: a tiny valid site, and the real project."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from browsing import address, browser, visit  # noqa: F401 - fixtures
from handbook.corpus import Corpus, load

ROOT = Path(__file__).resolve().parents[1]
CASES = Path(__file__).parent / "cases"
BASE = CASES / "_base"

SHARED_DATA = ("units.yml", "vocabulary.yml", "labels.yml", "fields.yml")
"""Data the tiny site takes from the real one, so that it always speaks of the same words and units."""


def build_site(target: Path, case: Path | None = None) -> Path:
    """Copy the tiny site to `target`, lay the files of `case` over it and do the damage its `damage.txt` asks for."""
    shutil.copytree(BASE, target, dirs_exist_ok=True)
    for name in SHARED_DATA:
        shutil.copyfile(ROOT / "docs" / "_data" / name, target / "docs" / "_data" / name)
    if case is not None:
        if (case / "docs").is_dir():
            shutil.copytree(case / "docs", target / "docs", dirs_exist_ok=True)
        if (case / "damage.txt").is_file():
            for line in (case / "damage.txt").read_text(encoding="utf-8").splitlines():
                path, how = line.split()
                damage(target / path, how)
    return target


def damage(file: Path, how: str) -> None:
    """Break a whole file as editors' programs do. Kept as an instruction: git and editors mend such bytes."""
    if how == "delete":
        file.unlink()
        return
    if how == "empty":
        file.write_bytes(b"")
        return
    if how == "huge":
        file.write_bytes(b"x" * 2_000_001)
        return
    if how == "binary":
        file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
        return
    text = file.read_text(encoding="utf-8")
    if how == "truncated":
        encoded = text.encode("utf-8")
        cut = next(i for i in range(len(encoded) // 2, len(encoded)) if encoded[i] >= 0xC3)
        file.write_bytes(encoded[: cut + 1])  # in the middle of a letter
        return
    changed: dict[str, Callable[[], bytes]] = {
        "utf-16": lambda: text.encode("utf-16"),
        "latin": lambda: text.encode("cp1258", "replace"),
        "crlf": lambda: text.replace("\n", "\r\n").encode(),
        "bom": lambda: b"\xef\xbb\xbf" + text.encode(),
        "nfd": lambda: unicodedata.normalize("NFD", text).encode(),
        "nul": lambda: text.replace(" ", "\0", 1).encode(),
    }
    file.write_bytes(changed[how]())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Root of a fresh copy of the tiny site."""
    return build_site(tmp_path / "site")


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The tiny site, loaded. Shared by the whole run: do not change its files."""
    return load(build_site(tmp_path_factory.mktemp("tiny")))


@pytest.fixture(scope="session")
def project() -> Path:
    return ROOT
