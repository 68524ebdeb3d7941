"""The texts of the site itself: every one the code asks for exists, and a damaged one never stops a build."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handbook.facts import DATA, Facts
from handbook.models import Word

ASKED = re.compile(r"""label\(\s*"([a-z0-9-]+)"[,)]""")


def test_every_label_the_code_asks_for_exists(project: Path) -> None:
    asked = {
        key
        for module in (project / "hooks" / "handbook").rglob("*.py")
        for key in ASKED.findall(module.read_text(encoding="utf-8"))
    }
    assert len(asked) > 100
    assert asked - set(Facts.load(project).labels) == set()


def test_every_shared_data_file_has_a_name_for_readers(project: Path) -> None:
    facts = Facts.load(project)
    used = {Path(r.span.path).stem for r in facts.references() if r.kind in ("source", "basis")}
    files = {file.stem for file in (project / DATA).glob("*.yml")}
    assert {f"place-{name}" for name in used & files} - set(facts.labels) == set()


@pytest.mark.parametrize(("text", "shown"), [("Còn {n}", "Còn 3"), ("Còn {số}", "Còn {số}"), ("Còn {", "Còn {")])
def test_a_damaged_label_is_shown_as_it_stands(text: str, shown: str) -> None:
    facts = Facts(labels={"left": Word(vi=text, en=text)})
    assert facts.label("left", "vi", n=3) == shown
    assert facts.label("gone", "vi", n=3) == "gone"
