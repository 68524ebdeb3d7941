"""What stopped the YAML reader is shown where the hand slipped, not where the reader noticed."""

from __future__ import annotations

import pytest

from handbook.text import Source
from handbook.yaml_source import read_yaml

GOOD = "points:\n  - value: 4.3\n    unit: hl/hl\n    scope: {vi: Bia, en: Beer}\n    year: 2020\n"


@pytest.mark.parametrize(
    ("old", "new", "kind", "shown"),
    [
        ("    unit: hl/hl", "\tunit: hl/hl", "slip-tab", "\t"),
        ("    unit:", "\u00a0\u00a0\u00a0\u00a0unit:", "slip-nbsp", "\u00a0" * 4),
        ("value: 4.3", "value:\u00a04.3", "slip-nbsp", "\u00a0"),
        ("value: 4.3", "value:4.3", "slip-colon", "value:4.3"),
        ("unit: hl/hl", "unit: %", "slip-sign", "%"),
        ("{vi: Bia, en: Beer}", "{vi: Bia, en: Beer", "slip-bracket", "{vi: Bia, en: Beer"),
        ("{vi: Bia, en: Beer}", '{vi: "Bia, chai, en: Beer}', "slip-bracket", '"Bia, chai, en: Beer}'),
        ("{vi: Bia, en: Beer}", "“Bia: chai”", "slip-quotes", "“"),
    ],
)
def test_the_slip_is_named_and_shown(old: str, new: str, kind: str, shown: str) -> None:
    document = read_yaml(Source("a.yml", GOOD.replace(old, new, 1)))
    assert [(problem.kind, problem.detail, problem.span.text) for problem in document.problems] == [
        ("syntax", kind, shown)
    ]


def test_other_mistakes_keep_the_place_of_the_reader() -> None:
    document = read_yaml(Source("a.yml", GOOD.replace("    unit", "   unit", 1)))
    assert [problem.detail for problem in document.problems] and not document.problems[0].detail.startswith("slip")
