"""Reading the data: YAML with positions, typed records, problems instead of exceptions; and its JSON Schemas."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import CASES, build_site
from handbook import schema
from handbook.checks import run_all
from handbook.corpus import Corpus, load
from handbook.diagnostics import Severity
from handbook.facts import DATA, Facts
from handbook.messages import severity
from handbook.text import Source
from handbook.yaml_source import read_yaml

PIECES = [
    "a: ",
    "- ",
    "\n",
    "  ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "&x ",
    "*x",
    "<<: ",
    "'",
    '"',
    "|",
    ">",
    "#",
    "đá",
    "1.5",
    "2020-01-01",
    "\t",
    "? ",
    ": ",
    "---\n",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
def test_any_text_can_be_read(text: str) -> None:
    document = read_yaml(Source("a.yml", text))
    for problem in document.problems:
        assert 0 <= problem.span.start <= len(text)
    document.span(("a", 0, "b"))
    document.key_span(("a",))
    for offset in range(len(text)):
        document.path_at(offset)


def test_values_and_places() -> None:
    text = "tên: đá 🧊\nlist:\n  - {a: 1, b: 2.50}\n  - yes\nwhen: 2020-02-03\nq: '12'\n"
    document = read_yaml(Source("a.yml", "x\n" + text), start=2)
    assert document.value == {
        "tên": "đá 🧊",
        "list": [{"a": 1, "b": Decimal("2.50")}, "yes"],
        "when": date(2020, 2, 3),
        "q": "12",
    }
    assert document.span(("list", 0, "b")).text == "2.50"
    assert document.key_span(("list", 0, "b")).text == "b"
    assert document.span(("when",)).line == 6
    assert document.span(("list", 5, "x")).start == document.span(("list",)).start
    assert document.path_at(document.source.text.index("2.50")) == ("list", 0, "b")
    assert document.path_at(document.source.text.index("when")) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a: [", "syntax"),
        ("a: 1\na: 2", "duplicate-key"),
        ("a: &x\n  b: *x", "cycle"),
        ("[a]: 1", "key"),
        ("[" * 40 + "]" * 40, "depth"),
        ("\tb", "syntax"),
    ],
)
def test_problems(text: str, kind: str) -> None:
    assert kind in [problem.kind for problem in read_yaml(Source("a.yml", text)).problems]


def test_tiny_site_is_read_completely(tiny: Corpus) -> None:
    facts = tiny.facts
    assert facts.problems == []
    assert list(facts.sectors) == ["ice-making"]
    assert set(facts.sources) == {"sample-gazette", "sample-survey-2020"}
    assert facts.unread_sources == facts.unread_terms == facts.unread_topics == set()
    record = facts.sectors["ice-making"].measures[0].saves[0]
    assert record.numbers == (Decimal(8),)
    assert record.span("value").text == "8"
    assert facts.word("resource", "water", "en") == "Water"


def test_files_that_cannot_be_read_are_unread_not_unknown(site: Path) -> None:
    sector = site / DATA / "sectors/ice-making.yml"
    sector.write_text(
        sector.read_text(encoding="utf-8").replace("group: food-beverage", "group: [x]"), encoding="utf-8"
    )
    (site / DATA / "terms/wastewater.yml").write_text("a: [", encoding="utf-8")
    facts = Facts.load(site)
    assert facts.unread_topics == {"ice-making"}
    assert facts.unread_terms == {"wastewater"}
    assert facts.unread_sources == {"sample-survey-2020"}


def test_no_data_at_all(tmp_path: Path) -> None:
    facts = Facts.load(tmp_path)
    assert facts.problems == [] and facts.topics == {}


# -- JSON Schema ---------------------------------------------------------------------------------------------


def test_schemas_are_in_step_with_the_models(project: Path) -> None:
    """`handbook schema` writes them."""
    assert [path.name for path in schema.outdated(project)] == []


def test_every_data_file_points_at_its_schema_and_fits_it(project: Path) -> None:
    facts = Facts.load(project)
    texts = schema.schemas(facts)
    for document in facts.documents:
        file, text = project / document.source.path, document.source.text
        match = re.match(r"# yaml-language-server: \$schema=(\S+)", text)
        assert match, f"{file.name}: the first line names the schema"
        target = (file.parent / match[1]).resolve()
        assert target.parent == (project / schema.FOLDER).resolve()
        plain = json.dumps(document.value, default=lambda item: float(item) if isinstance(item, Decimal) else str(item))
        jsonschema.validate(json.loads(plain), json.loads(texts[target.name]))


def test_schema_knows_the_words_of_the_vocabulary(tiny: Corpus) -> None:
    sector = json.loads(schema.schemas(tiny.facts)["sector.json"])
    assert "water" in sector["$defs"]["Benchmark"]["properties"]["resource"]["enum"]
    assert "water" in sector["$defs"]["Step"]["properties"]["uses"]["items"]["enum"]
    assert "food-beverage" in sector["properties"]["group"]["enum"]


def test_writing_removes_what_belongs_to_nothing(site: Path) -> None:
    schema.write(site)
    stray = site / schema.FOLDER / "old.json"
    stray.write_text("{}", encoding="utf-8")
    assert schema.outdated(site) == [stray]
    schema.write(site)
    assert not stray.exists() and schema.outdated(site) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("measures/", "measures.md"),
        ("../measures/#tank-cover", "measures.md#tank-cover"),
        ("sectors/ice-making/measures/", "measures.md"),
        ("/vi/sectors/ice-making/measures/", "measures.md"),
        ("sectors/textiles/measures/", None),
        ("../textiles/measures/", None),
    ],
)
def test_an_address_is_read_as_the_page_it_names_or_not_at_all(tiny: Corpus, written: str, meant: str | None) -> None:
    """A page of the same name in another sector is no guess: the link would lead readers to the wrong plant."""
    page = tiny.page("vi", "sectors/ice-making/process")
    assert page is not None
    found = tiny.resolve(page, written)
    assert found.problem in ("url-form", "absolute") and found.suggestion == meant


def test_a_file_that_cannot_be_read_is_not_reported_again_through_its_numbers(tmp_path: Path) -> None:
    """One wrong value in the data of a sector: one finding, and none for the worked example that rests on it."""
    site = build_site(tmp_path / "site", CASES / "N04-not-recorded")
    assert "N04" in {d.code for d in run_all(load(site))}
    data = site / "docs" / "_data" / "sectors" / "ice-making.yml"
    text = data.read_text(encoding="utf-8")
    data.write_text(text.replace("value: 8,", "value: eight,", 1), encoding="utf-8", newline="\n")
    assert {d.code for d in run_all(load(site)) if severity(d) is Severity.ERROR} == {"D04"}
