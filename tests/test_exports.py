"""Open data: nothing of the facts is lost or changed on the way out, and what leaves the house is what was meant to."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import json
import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import frictionless
import jsonschema
import pytest
import yaml

from conftest import ROOT, build_site
from handbook import exports
from handbook import models as m
from handbook import models_shared as ms
from handbook.__main__ import main
from handbook.corpus import Corpus, load
from handbook.exports.formats import EXCEL
from handbook.render import Renderer

DATA = ROOT / "docs" / "_data"
URL = "https://sxsh.example/"
SHAPE = ("value", "min", "max", "before", "after")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    corpus = load(ROOT)
    corpus.site_url = URL
    return corpus


@pytest.fixture(scope="module")
def files(corpus: Corpus) -> dict[str, bytes]:
    return exports.export(corpus)


@pytest.fixture(scope="module")
def folder(corpus: Corpus, files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    assert [p.relative_to(folder).as_posix() for p in exports.write(corpus, folder)] == sorted(files)
    return folder


def read_csv(files: dict[str, bytes], table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"{table}.csv"].decode("utf-8"), newline="")))


def read_json(files: dict[str, bytes], table: str) -> list[dict[str, Any]]:
    return json.loads(files[f"{table}.json"], parse_float=Decimal, parse_int=Decimal)


# -- round trip: the YAML, read without any of the handbook's own code, against CSV and JSON


def raw(path: Path) -> Any:
    """The file as YAML writes it, every scalar as its text."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


TOPICS = [raw(path) for kind in ("sectors", "utilities") for path in sorted((DATA / kind).glob("*.yml"))]


def figures() -> Iterator[tuple[str, dict[str, str], dict[str, Any]]]:
    """(table, key of the row, figure) of every figure of every sector and cross-cutting topic."""
    for topic in TOPICS:
        here = {"sector": topic["id"]}
        for benchmark in topic.get("benchmarks", []):
            for number, point in enumerate(benchmark["points"], 1):
                yield "benchmarks", {**here, "benchmark": benchmark["id"], "point": str(number)}, point
        for measure in topic.get("measures", []):
            at = {**here, "measure": measure["id"]}
            for number, saving in enumerate(measure.get("saves", []), 1):
                yield "savings", {**at, "number": str(number)}, saving
            if measure.get("payback"):
                yield "paybacks", at, measure["payback"]
        for case in topic.get("cases", []):
            at = {**here, "case": case["id"]}
            for number, result in enumerate(case.get("results", []), 1):
                yield "results", {**at, "number": str(number)}, result
            for name in ("cost", "payback"):
                if case.get(name):
                    yield "case-costs", {**at, "figure": name}, case[name]


FIGURE_TABLES = ("benchmarks", "savings", "paybacks", "results", "case-costs")
KEYS = {table.name: table.key for table in exports.TABLES}


@pytest.mark.parametrize("table", FIGURE_TABLES)
def test_every_figure_comes_out_as_it_was_written(files: dict[str, bytes], table: str) -> None:
    written = [(key, figure) for name, key, figure in figures() if name == table]
    assert written
    rows = {tuple(row[k] for k in KEYS[table]): row for row in read_csv(files, table)}
    objects = {tuple(str(row[k]) for k in KEYS[table]): row for row in read_json(files, table)}
    assert len(rows) == len(objects) == len(written)
    for key, figure in written:
        at = tuple(key[name] for name in KEYS[table])
        row, found = rows[at], objects[at]
        for name in SHAPE:
            given = figure.get(name)
            assert (Decimal(row[name]) if row[name] else None) == (Decimal(given) if given else None), (at, name)
            assert found[name] == (Decimal(given) if given else None), (at, name)
        for name in ("unit", "source", "evidence", "qualifier", "instrument", "resource", "valid_from", "valid_to"):
            if name in row and (name != "resource" or table != "benchmarks"):
                given = none(figure.get(name))
                assert (row[name] or None, found[name]) == (given, given), (at, name)
        year = none(figure.get("year"))
        assert (row["year"] or None, found["year"]) == (year, Decimal(year) if year else None), at
        for name in ("scope", "note", "of", "label", "key"):
            for lang in ("vi", "en"):
                if f"{name}_{lang}" in row:
                    given = (figure.get(name) or {}).get(lang)
                    assert (row[f"{name}_{lang}"] or None) == found[f"{name}_{lang}"] == given, (at, name)


def none(text: str | None) -> str | None:
    return None if text in (None, "null", "~", "") else text


@pytest.mark.parametrize("table", ["steps", "measures", "cases", "wastes"])
def test_every_record_of_a_sector_comes_out(files: dict[str, bytes], table: str) -> None:
    written = [(topic["id"], record) for topic in TOPICS for record in topic.get(table, [])]
    rows, objects = read_csv(files, table), read_json(files, table)
    keys = sorted((sector, record["id"]) for sector, record in written)
    assert sorted((row["sector"], row["id"]) for row in rows) == keys
    assert sorted((row["sector"], row["id"]) for row in objects) == keys
    found = {(row["sector"], row["id"]): row for row in rows}
    lists = {(row["sector"], row["id"]): row for row in objects}
    for sector, record in written:
        row, other = found[sector, record["id"]], lists[sector, record["id"]]
        assert (row["name_vi"], row["name_en"]) == (record["name"]["vi"], record["name"]["en"])
        for name in {"type", "cost", "cost_basis", "basis", "country", "main_loss"} & set(row) & set(record):
            assert (row[name] or None) == none(record[name])
        for name in {"steps", "sources", "measures", "uses", "from"} & set(row) & set(record):
            assert row[name].split("|") == (record[name] or [""])
            assert other[name] == record[name]


def test_shared_records_come_out(files: dict[str, bytes]) -> None:
    terms = {path.stem: raw(path) for path in (DATA / "terms").glob("*.yml")}
    rows = {row["id"]: row for row in read_csv(files, "terms")}
    assert set(rows) == set(terms)
    for term_id, term in terms.items():
        for lang in ("vi", "en"):
            assert rows[term_id][f"preferred_{lang}"] == term[lang]["preferred"]
            assert rows[term_id][f"definition_{lang}"] == " ".join(term[lang]["definition"].split())
            forms = [entry["form"] for entry in term[lang].get("discouraged", [])]
            assert rows[term_id][f"discouraged_{lang}"] == "|".join(forms)
    sources = {**raw(DATA / "sources.yml")}
    for topic in TOPICS:
        sources |= topic.get("sources") or {}
    listed = {row["id"]: row for row in read_csv(files, "sources")}
    assert set(listed) == set(sources)
    for source_id, source in sources.items():
        for name in ("title", "publisher", "year", "lang", "grade", "url"):
            assert (listed[source_id][name] or None) == none(source.get(name)), source_id
    instruments = {record["id"]: record for record in raw(DATA / "instruments.yml")}
    rows = {row["id"]: row for row in read_csv(files, "instruments")}
    assert set(rows) == set(instruments)
    for key, record in instruments.items():
        assert (rows[key]["number"] or None, rows[key]["status"]) == (none(record["number"]), record["status"])
        assert (rows[key]["in_force"] or None) == none(record.get("in_force"))
    asks = [(key, ask["what"]["vi"]) for key, record in instruments.items() for ask in record.get("asks", [])]
    assert [(row["instrument"], row["what_vi"]) for row in read_csv(files, "requirements")] == asks
    factors = raw(DATA / "factors.yml")
    assert {row["id"]: row["value"] or None for row in read_csv(files, "factors")} == {
        key: record.get("value") for key, record in factors.items()
    }
    units = raw(DATA / "units.yml")
    atoms = {row["id"]: row for row in read_csv(files, "units") if row["composite"] == "false"}
    assert {key: (Decimal(r["factor"]), r["name_vi"]) for key, r in atoms.items()} == {
        key: (round_to_12(record["factor"]), record["vi"]) for key, record in units.items()
    }


CHAPTERS = ("policy", "finance", "institutions", "method")


def deep(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[str, dict[str, Any]]]:
    """(keys joined by dots, mapping) of every mapping inside a file."""
    if isinstance(value, dict):
        yield ".".join(map(str, place)), value
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from deep(item, (*place, key))


def test_every_figure_and_statement_outside_the_sectors_comes_out(files: dict[str, bytes]) -> None:
    written = {(name, place): item for name in CHAPTERS for place, item in deep(raw(DATA / f"{name}.yml"))}
    figures = {key: item for key, item in written.items() if "evidence" in item}
    rows = {(row["file"], row["place"]): row for row in read_csv(files, "chapter-figures")}
    assert figures and set(rows) == set(figures)
    for key, figure in figures.items():
        row = rows[key]
        for name in (*SHAPE, "unit", "source", "evidence", "qualifier", "year", "since", "by", "valid_from"):
            assert (row[name] or None) == none(figure.get(name)), (key, name)
        assert row["what_vi"] == " ".join((figure.get("what") or {}).get("vi", "").split())
    statements = {key: item for key, item in written.items() if "what" in item and "sources" in item}
    rows = {(row["file"], row["place"]): row for row in read_csv(files, "statements")}
    assert statements and set(rows) == set(statements)
    for key, statement in statements.items():
        assert rows[key]["what_en"] == " ".join(statement["what"]["en"].split())
        assert rows[key]["sources"].split("|") == statement["sources"]
    tasks = [task for step in raw(DATA / "method.yml")["steps"] for task in step["tasks"]]
    assert [(row["number"], row["name_vi"]) for row in read_csv(files, "tasks")] == [
        (task["number"], task["name"]["vi"]) for task in tasks
    ]
    assert [task["number"] for task in tasks] == [str(number) for number in range(1, 19)]


def round_to_12(text: str) -> Decimal:
    return Decimal(f"{Decimal(text):.12g}")


NOT_EXPORTED = {("SourceRecord", "seen_at"), ("Term", "autolink")}


def test_every_plain_field_of_the_models_is_exported() -> None:
    columns = {table.name: {column.doc for column in table.columns} for table in exports.TABLES}
    tables = {
        m.Step: "steps", m.Point: "benchmarks", m.Measure: "measures", m.Saving: "savings", m.Case: "cases",
        m.Result: "results", m.Quantity: "paybacks", m.Waste: "wastes", m.Law: "laws", m.SourceRecord: "sources",
        m.Instrument: "instruments", m.Ask: "requirements", m.Term: "terms", m.Factor: "factors", m.Word: "vocabulary",
        ms.Programme: "programmes", ms.Part: "programme-parts", ms.ProvincialProgramme: "provincial-programmes",
        ms.Guideline: "guidelines", ms.EnergyNorm: "energy-norms", ms.Fee: "fees", ms.Fund: "funds",
        ms.Institution: "institutions", ms.Task: "tasks", ms.Statement: "statements", ms.Target: "chapter-figures",
    }  # fmt: skip
    elsewhere = {"saves", "payback", "results", "cost", "asks", "vi", "en"}
    elsewhere |= {"targets", "parts", "related", "gaps", "threshold", "rates", "terms", "basis", "facts", "figures"}
    elsewhere |= {"apply", "contact"}
    for model, table in tables.items():
        names = {info.alias or name for name, info in model.model_fields.items()}
        missing = names - columns[table] - {name for owner, name in NOT_EXPORTED if owner == model.__name__}
        assert missing <= elsewhere, table


# -- formats


def test_excel_file_says_the_same(files: dict[str, bytes]) -> None:
    for table in exports.TABLES:
        content = files[f"excel-vi/{table.name}.csv"]
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\n") == content.count(b"\r\n")
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
        plain = list(csv.reader(io.StringIO(files[f"{table.name}.csv"].decode("utf-8"), newline="")))
        assert rows[0] == plain[0] == [column.name for column in table.columns]
        assert len(rows) == len(plain)
        for row, expected in zip(rows[1:], plain[1:], strict=True):
            for column, cell, value in zip(table.columns, row, expected, strict=True):
                if column.type == "number":
                    assert re.fullmatch(r"(-?\d+(,\d+)?)?", cell)
                    assert cell.replace(",", ".") == value
                else:
                    assert re.sub(r'="(.*)"', r"\1", cell) == value
                    assert not re.fullmatch(r"[=+@-].*|0\d+|\d+[-./]\d+", cell) or cell.startswith('="')


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("0125", '"=""0125"""'),
        ("54-55", '"=""54-55"""'),
        ("2.5", '"=""2.5"""'),
        ("=1+1", '"=""=1+1"""'),
        ("-5% so với năm trước", '"=""-5% so với năm trước"""'),
        ("+" + "x" * 300, "'+" + "x" * 300),
        ("1103", "1103"),
        ("nước; hơi", '"nước; hơi"'),
        (Decimal("1250.50"), "1250,50"),
        (["0125", "1103"], "0125|1103"),
        (["0125"], '"=""0125"""'),
        (True, "true"),
        (datetime.date(2025, 9, 1), "2025-09-01"),
        (7, "7"),
        (None, ""),
    ],
)
def test_cells_that_excel_would_misread(value: Any, cell: str) -> None:
    other = exports.Column("other", "string", lambda item: None, "other")
    written = EXCEL.write([other, other], [[value, "x"]]).decode("utf-8-sig")
    assert written == f"other;other\r\n{cell};x\r\n"


CSL_ITEM = {
    "type": "object",
    "required": ["id", "type"],
    "additionalProperties": False,
    "properties": {
        **{name: {"type": "string", "minLength": 1} for name in ("id", "title", "publisher", "language")},
        "type": {"enum": ["document"]},
        "URL": {"type": "string", "pattern": "^https?://"},
        "issued": {
            "type": "object",
            "required": ["date-parts"],
            "additionalProperties": False,
            "properties": {
                "date-parts": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 2,
                    "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
                }
            },
        },
    },
}
"""The part of the CSL-JSON schema for the properties that are used; `document` is one of its types."""


def test_sources_are_csl_json(corpus: Corpus, files: dict[str, bytes]) -> None:
    items = json.loads(files["sources.csl.json"])
    jsonschema.validate(items, {"type": "array", "items": CSL_ITEM})
    assert {item["id"]: (item["title"], item.get("URL")) for item in items} == {
        key: (source.title, source.url) for key, source in corpus.facts.sources.items()
    }
    assert all((item.get("issued") is None) == (corpus.facts.sources[item["id"]].year is None) for item in items)


# -- descriptors


def errors(folder: Path, package: str) -> list[Any]:
    report = frictionless.validate(str(folder / package))
    return report.flatten(["title", "message"])


@pytest.mark.parametrize("package", ["datapackage.json", "excel-vi/datapackage.json"])
def test_files_fit_their_own_schemas(folder: Path, files: dict[str, bytes], package: str) -> None:
    assert errors(folder, package) == []
    descriptor = json.loads(files[package])
    prefix = package.removesuffix("datapackage.json")
    described = {prefix + resource["path"] for resource in descriptor["resources"]}
    assert described | {package} == {path for path in files if path.rpartition("/")[0] == prefix.rstrip("/")}
    for resource in descriptor["resources"]:
        content = files[prefix + resource["path"]]
        if "hash" in resource:
            assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
            assert resource["bytes"] == len(content)
    assert descriptor["licenses"][0]["name"] == "CC-BY-4.0"


@pytest.mark.parametrize(
    ("table", "old", "new", "error"),
    [
        ("savings", ";sample-survey-2020;", ";nobody;", "foreign-key"),
        ("benchmarks", ";kWh/t;;survey;", ";kWh/bowl;;survey;", "foreign-key"),
        ("savings", "ice-making;tank-cover;", "ice-making;no-such-measure;", "foreign-key"),
        ("measures", ";low;", ";cheap;", "constraint-error"),
        ("benchmarks", ";60;80;", ";sixty;80;", "type-error"),
        ("steps", "ice-making;2;storage;", "ice-making;2;freezing;", "primary-key"),
    ],
)
def test_a_wrong_value_does_not_fit(tiny: Corpus, tmp_path: Path, table: str, old: str, new: str, error: str) -> None:
    exports.write(tiny, tmp_path)
    package = "excel-vi/datapackage.json"
    assert errors(tmp_path, package) == []
    file = tmp_path / "excel-vi" / f"{table}.csv"
    text = file.read_bytes().decode("utf-8")
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode("utf-8"))
    found = frictionless.validate(str(tmp_path / package)).flatten(["type"])
    assert [error] in found


def test_every_field_is_described_in_both_languages(corpus: Corpus, files: dict[str, bytes]) -> None:
    keys = set()
    for table in exports.TABLES:
        for column in table.columns:
            keys |= {column.doc, f"{table.name}.{column.doc}"}
            for lang in ("vi", "en"):
                assert exports.describe(corpus.facts, table.name, column, lang), (table.name, column.name, lang)
    assert set(corpus.facts.fields) <= keys, "descriptions of fields that do not exist"
    for resource in json.loads(files["datapackage.json"])["resources"]:
        for field in resource.get("schema", {}).get("fields", []):
            assert field["description"] and field["description_vi"]


# -- what leaves the house


def test_no_copy_on_a_denied_host_is_named(corpus: Corpus, files: dict[str, bytes]) -> None:
    assert corpus.facts.vocabulary is not None
    hosts = "|".join(re.escape(host) for host in corpus.facts.vocabulary.denied_hosts)
    denied = re.compile(rf"(?<![\w-])(?:{hosts})(?![\w-])", re.I)
    copies = {source.seen_at for source in corpus.facts.sources.values() if source.seen_at}
    addresses = {source.url for source in corpus.facts.sources.values()}
    assert copies
    for path, content in files.items():
        text = content.decode("utf-8")
        assert (path, denied.findall(text)) == (path, [])
        assert "seen_at" not in text
        assert not [copy for copy in copies - addresses if copy in text], path


def test_same_bytes_every_time(files: dict[str, bytes]) -> None:
    again = load(ROOT)
    again.site_url = URL
    assert exports.export(again) == files


def test_texts_are_whole(files: dict[str, bytes]) -> None:
    """A list's separator occurs in no text, so that lists can be read back."""
    for table in exports.TABLES:
        for row in read_json(files, table.name):
            assert not [v for v in row.values() if isinstance(v, str) and exports.LIST in v]
            assert not [i for v in row.values() if isinstance(v, list) for i in v if exports.LIST in i or not i]


# -- places on the site


def test_addresses_lead_to_the_record(tiny: Corpus, files: dict[str, bytes]) -> None:
    rows = exports.export(tiny)
    measure = read_csv(rows, "measures")[0]
    assert measure["published"] == "true"
    assert measure["page_vi"] == f"sectors/ice-making/measures/#{measure['id']}"
    assert measure["page_en"] == f"en/sectors/ice-making/measures/#{measure['id']}"
    absolute = [row["page_vi"] for row in read_csv(files, "measures") if row["page_vi"]]
    assert absolute and all(address.startswith((f"{URL}sectors/", f"{URL}utilities/")) for address in absolute)


def test_sectors_without_pages_are_there_and_say_so(tmp_path: Path) -> None:
    root = build_site(tmp_path / "site")
    for lang in ("vi", "en"):
        shutil.rmtree(root / "docs" / lang / "sectors" / "ice-making")
    rows = exports.export(load(root))
    (sector,) = read_csv(rows, "sectors")
    assert (sector["published"], sector["page_vi"], sector["page_en"]) == ("false", "", "")
    assert {row["published"] for row in read_csv(rows, "benchmarks")} == {"false"}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_page_lists_files_and_fields(corpus: Corpus, files: dict[str, bytes], lang: str) -> None:
    page = corpus.page(lang, "data/index")
    assert page is not None
    html = Renderer(corpus).render(page)
    prefix = "../data/" if lang == "vi" else "../../data/"
    linked = re.findall(rf'<a href="{re.escape(prefix)}([^"]+)"', html)
    assert sorted(linked) == sorted(files)
    for table in exports.TABLES:
        section = html.partition(f'<h3 id="fields-{table.name}">')[2].partition("</section>")[0]
        listed = re.findall(r"<code>([^<]+)</code>", section)
        assert listed == [table.name, *(column.name for column in table.columns)]


# -- command


def test_command_writes_the_same_files(files: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert main(["export", "--root", str(ROOT), "--site-url", URL, str(tmp_path / "out")]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(files)
    assert {path: (tmp_path / "out" / path).read_bytes() for path in files} == files
