"""Files that editors put below docs by accident are told once each, with the name or place they should have."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from handbook.checks import run_all
from handbook.corpus import load
from handbook.strays import MAX_ASSET_BYTES, Stray, page_key, strays


@pytest.mark.parametrize(
    ("path", "problem", "better"),
    [
        ("vi/Sản xuất bia.md", "name", "vi/san-xuat-bia.md"),
        ("vi/IMG 2034.JPG", "name", "vi/img-2034.jpg"),
        ("vi/Ảnh chụp/be.png", "folder", "vi/anh-chup"),
        ("vi/a (1).md", "copy", "vi/a.md"),
        ("vi/a - Copy.md", "copy", "vi/a.md"),
        ("vi/a - Bản sao (2).md", "copy", "vi/a.md"),
        ("vi/Copy of a.md", "copy", "vi/a.md"),
        ("vi/so-lieu.xlsx", "type", ""),
        ("vi/a.md.txt", "type", ""),
        ("_data/terms/bun-kho.yaml", "type", ""),
        ("_data/bun-kho.yml", "place", ""),
        ("_data/terms/Bùn khô.yml", "name", "_data/terms/bun-kho.yml"),
        ("ghi-chu.md", "place", ""),
        ("hinh/be.png", "place", ""),
    ],
)
def test_one_thing_is_said_of_each(tmp_path: Path, path: str, problem: str, better: str) -> None:
    for name in ("vi/a.md", path):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = list(strays(tmp_path, ()))
    assert [(s.problem, s.better) for s in found] == [(problem, better)]


def test_of_a_folder_with_a_wrong_name_only_the_first_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "vi" / "Muối biển").mkdir(parents=True)
    for name in ("index.md", "process.md"):
        (tmp_path / "vi" / "Muối biển" / name).write_text("x", encoding="utf-8")
    assert list(strays(tmp_path, ())) == [Stray("vi/Muối biển", "folder", "vi/muoi-bien")]


def test_what_programs_leave_behind_and_what_belongs_here_is_not_told(tmp_path: Path) -> None:
    names = (".DS_Store", "vi/Thumbs.db", "vi/~$a.docx", "LICENSE", "vi/a.md", "vi/be.png", "assets/plan.txt")
    data = ("_data/sources.yml", "_data/permalinks.txt", "_data/schema/sector.json", "_data/conversion/tea.yml")
    for name in (*names, *data):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert list(strays(tmp_path, {"_data/sources.yml"})) == []


def test_pictures_have_a_limit(tmp_path: Path) -> None:
    (tmp_path / "vi").mkdir()
    (tmp_path / "vi" / "be.jpg").write_bytes(b"x" * (MAX_ASSET_BYTES + 1))
    assert [(s.problem, s.size) for s in strays(tmp_path, ())] == [("size", MAX_ASSET_BYTES + 1)]


@pytest.mark.parametrize(
    ("path", "taken", "key"),
    [
        ("sectors/tea/index.md", (), "sectors/tea/index"),
        ("sectors/tea/Index.md", (), "sectors/tea/index"),
        ("sectors/tea/Index.md", ("sectors/tea/index",), None),
        ("sectors/tea/index (1).md", (), None),
    ],
)
def test_a_page_is_known_by_the_name_it_should_have(path: str, taken: tuple[str, ...], key: str | None) -> None:
    assert page_key(PurePosixPath(path), taken) == key


def test_a_copied_page_brings_no_other_finding(site: Path) -> None:
    page = site / "docs" / "vi" / "sectors" / "ice-making" / "measures.md"
    page.with_name("measures (1).md").write_bytes(page.read_bytes())
    found = run_all(load(site))
    assert [(d.code, d.span.path) for d in found] == [("P24", "docs/vi/sectors/ice-making/measures (1).md")]
