"""The account of every collected record: nothing vanished on the way into the facts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from handbook.facts import DATA
from handbook.text import Source
from handbook.yaml_source import read_yaml

ROOT = Path(__file__).resolve().parents[1]
TABLES = sorted((ROOT / DATA / "conversion").glob("*.yml"))


def accounts(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """(path, counts) of every table inside a conversion file."""
    if isinstance(value, dict):
        if "in" in value and "published" in value:
            yield path, value
        for key, child in value.items():
            yield from accounts(child, f"{path}.{key}".strip("."))


def test_every_collected_sector_has_its_account() -> None:
    """Thirty sectors were collected; those added since then have their facts from editors."""
    sectors = {file.stem for file in (ROOT / DATA / "sectors").glob("*.yml")}
    assert len(sectors & {file.stem for file in TABLES}) == 30


@pytest.mark.parametrize("file", TABLES, ids=lambda file: file.stem)
def test_sums_match_and_what_was_left_out_has_a_reason(file: Path) -> None:
    document = read_yaml(Source.read(file, ROOT))
    assert not document.problems
    tables = list(accounts(document.value))
    assert tables
    for path, table in tables:
        counts = [table.get(key, 0) for key in ("published", "merged", "left_out", "linked")]
        assert table["in"] == sum(counts), (path, table["in"], counts)
        records = table.get("records", [])
        unexplained = [r for r in records if r.get("left_out") and not r.get("reason")]
        assert unexplained == [], path
        named = len(table.get("left_out_records", [])) or sum(1 for r in records if r.get("left_out"))
        assert named == table.get("left_out", 0), path
