"""`handbook new` for what stands beside the records of a sector: laws, wastes, gaps, shared records, whole systems."""

from __future__ import annotations

import datetime
import io
import re
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from conftest import CASES, build_site
from editing import NAMES, SECTOR, Run, check_all_filled, mistakes, new_command, refuse_write, snapshot
from handbook.corpus import load
from handbook.edits import Refusal
from handbook.edits.yaml_edit import append_entry, item
from handbook.text import Source
from handbook.yaml_source import read_yaml

DATA = "docs/_data"
UTILITY = f"{DATA}/utilities/cold-water.yml"
GAZETTE = ("--source", "sample-gazette")
ISSUER = ("--issuer-vi", "Bộ mẫu", "--issuer-en", "Sample ministry")
ABOUT = ("--kind", "circular", "--subject", "energy", "--reach", "sectors", *NAMES, *ISSUER)
INSTRUMENT = ("instrument", "tt-5-2024", "--number", "05/2024/TT-MAU", *ABOUT, "--issued", "2024-12-31", *GAZETTE)
UNIT = ("unit", "bbl", "--dimension", "volume", "--factor", "0.158987", "--vi", "thùng dầu", "--en", "bbl")


def both(key: str) -> set[str]:
    return {f"docs/{lang}/{key}.md" for lang in ("vi", "en")}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The tiny site with a policy chapter and a cross-cutting system."""
    build_site(tmp_path / "site", CASES / "ok-cross-cutting-topic")
    root = build_site(tmp_path / "site", Path(__file__).parent / "sites" / "policy")
    system = (root / UTILITY).read_text(encoding="utf-8")
    several_lines = re.sub(r"gaps: \[(\{.*\})\]", r"gaps:\n  - \1", system)
    (root / UTILITY).write_text(several_lines, encoding="utf-8", newline="\n")
    return root


@pytest.fixture
def run(site: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return new_command(site, capsys)


# -- from the answers to a clean site

DRAFTS: dict[str, tuple[tuple[str, ...], set[str]]] = {
    "instrument": (INSTRUMENT, {f"{DATA}/instruments.yml"}),
    "law": (("law", "ice-making", "03/2001/QH-MAU"), {SECTOR}),
    "law of a system": (("law", "cold-water", "sample-law"), {UTILITY, *both("utilities/cold-water")}),
    "waste": (
        ("waste", "ice-making", "ice-dust", *NAMES, "--from", "storage", "--from", "freezing"),
        {SECTOR, *both("sectors/ice-making/process")},
    ),
    "gap": (("gap", "ice-making"), {SECTOR, *both("sectors/ice-making/index")}),
    "gap of a system": (("gap", "cold-water"), {UTILITY}),
    "institution": (
        ("institution", "test-centre", "--kind", "centre", *NAMES, "--website", "https://example.org/c", *GAZETTE),
        {f"{DATA}/institutions.yml"},
    ),
    "fund": (
        ("fund", "test-fund", *NAMES, "--abbr", "TF", "--instrument", "Luật Năng lượng mẫu", *GAZETTE),
        {f"{DATA}/finance.yml"},
    ),
}


@pytest.mark.parametrize("name", DRAFTS)
def test_only_prompts_are_left_and_then_nothing(name: str, run: Run, site: Path) -> None:
    arguments, files = DRAFTS[name]
    before = snapshot(site)
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    after = snapshot(site)
    assert {path for path in after if before.get(path) != after[path]} == files
    assert all(path in out for path in files)
    for path in files:  # lines were added, none was touched
        left = iter(after[path].decode().splitlines())
        assert all(line in left for line in before[path].decode().splitlines()), path
    assert {code for _, _, code, _ in mistakes(site)} == {"P19"}
    check_all_filled(site)


def test_what_the_records_say(run: Run, site: Path) -> None:
    for arguments, _ in DRAFTS.values():
        assert run(*arguments)[0] == 0
    facts = load(site).facts
    instrument, fund, centre = facts.instruments["tt-5-2024"], facts.finance["test-fund"], facts.institutions
    assert (instrument.number, instrument.issued) == ("05/2024/TT-MAU", datetime.date(2024, 12, 31))
    assert [ask.source for ask in instrument.asks] == ["sample-gazette"]
    assert (fund.abbr, fund.instruments) == ("TF", ["sample-law"])
    assert (centre["test-centre"].kind, centre["test-centre"].website) == ("centre", "https://example.org/c")
    sector = facts.sectors["ice-making"]
    assert [law.instrument for law in sector.laws] == ["sample-circular-2000", "sample-law"]
    assert [(w.id, w.from_) for w in sector.wastes] == [("brine", ["freezing"]), ("ice-dust", ["storage", "freezing"])]
    assert len(sector.gaps) == 1 and len(facts.utilities["cold-water"].gaps) == 2


def test_nothing_is_in_force_or_open_unless_said(run: Run, site: Path) -> None:
    assert run(*(arg if arg != "2024-12-31" else "none" for arg in INSTRUMENT))[0] == 0
    assert run(*DRAFTS["fund"][0])[0] == 0
    said = ("instrument", "tt-6-2024", "--number", "06/2024/TT-MAU", *ABOUT, "--issued", "none", *GAZETTE)
    assert run(*said, "--status", "draft")[0] == 0
    facts = load(site).facts
    vocabulary = facts.vocabulary
    assert vocabulary is not None
    instrument = facts.instruments["tt-5-2024"]
    assert (instrument.issued, instrument.in_force) == (None, None)
    assert vocabulary.instrument_status[instrument.status].en == "Issued, not verified"
    assert facts.finance["test-fund"].status == "unknown"
    assert facts.instruments["tt-6-2024"].status == "draft"


def test_a_text_for_sectors_says_how_to_put_it_to_them(run: Run) -> None:
    code, out, _ = run(*INSTRUMENT)
    assert code == 0 and "new law NGÀNH tt-5-2024" in out and "new law SECTOR tt-5-2024" in out
    assert run("law", "ice-making", "tt-5-2024")[0] == 0


def test_headings_go_where_readers_look_for_them(run: Run, site: Path) -> None:
    """Waste streams below the last step, gaps below the laws; a second one needs no heading."""
    for name in ("waste", "gap", "law of a system"):
        assert run(*DRAFTS[name][0])[0] == 0
    assert "docs/vi/" not in run("gap", "ice-making")[1].split("Còn phải viết")[0]
    corpus = load(site)
    for lang in ("vi", "en"):
        pages = [corpus.page(lang, f"sectors/ice-making/{name}") for name in ("process", "index")]
        pages.append(corpus.page(lang, "utilities/cold-water"))
        last = [[heading.id for heading in page.headings][-2:] for page in pages if page]
        assert last == [["storage", "wastes"], ["laws", "gaps"], ["laws", "gaps"]]


def test_facts_without_pages_are_said_to_have_none(run: Run, site: Path) -> None:
    (site / "docs/en/sectors/ice-making/process.md").unlink()
    before = snapshot(site)
    code, out, _ = run(*DRAFTS["waste"][0])
    assert code == 0 and "new translation docs/en/sectors/ice-making/process.md" in out
    after = snapshot(site)
    changed = {path for path in after if before.get(path) != after[path]}
    assert changed == {SECTOR, "docs/vi/sectors/ice-making/process.md"}


NEW_SYSTEM = ("utility", "vacuum", "--name-vi", "Chân không", "--name-en", "Vacuum", "--step", "pump=Bơm=Pump")


def test_a_new_system_is_complete_once_its_prompts_are_replaced(run: Run, site: Path) -> None:
    before = snapshot(site)
    code, _, err = run(*NEW_SYSTEM, "--step", "pipes")
    assert (code, err) == (0, "")
    after = snapshot(site)
    assert {path: after[path] for path in before} == before
    assert after.keys() - before.keys() == {f"{DATA}/utilities/vacuum.yml", *both("utilities/vacuum")}
    corpus = check_all_filled(site)
    system = corpus.facts.utilities["vacuum"]
    assert [(step.id, step.kind) for step in system.steps] == [
        *(("pump", "utility"), ("pipes", "utility"), ("whole-site", "site")),
    ]
    code, _, err = run("measure", "vacuum", "seal", *NAMES, "--step", "pump", "--type", "good-housekeeping", *GAZETTE)
    assert code == 2 and "--cost" in err


def test_a_new_unit_is_read_in_data_and_prose(run: Run, site: Path) -> None:
    code, out, err = run(*UNIT, "--also", "barrels")
    assert (code, err) == (0, "") and "VIẾT" not in out
    assert mistakes(site) == []
    units = load(site).facts.units
    assert units.convert(Decimal(2), "bbl", "L") == Decimal("317.974")
    found = [(f.values, f.unit and f.unit.parts[0][1].id) for f in units.find("about 1,200 barrels", "en")]
    assert found == [((Decimal(1200),), "bbl")]


def test_who_is_asked_for_a_factor_has_seen_the_base(run: Run, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO("bbl\nvolume\n0.159\nthùng dầu\nbbl\nbarrel, barrels\n")
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    code, out, err = run("unit")
    assert (code, err) == (0, "")
    assert re.search(r"^  volume +m3 = 1, hl, L, ", out, re.M)
    assert load(site).facts.units.atoms["bbl"].also == ("barrel", "barrels")


def test_a_unit_of_a_dimension_of_its_own(run: Run, site: Path) -> None:
    flags = ("--dimension", "count-crate", "--vi", "két", "--en", "crates")
    code, out, _ = run("unit", "crate", *flags, "--factor", "1")
    assert code == 0 and "đại lượng mới" in out and "new dimension" in out
    code, _, err = run("unit", "box", *(f if f != "count-crate" else "count-box" for f in flags), "--factor", "2")
    assert code == 2 and "factor 1" in err


# -- what is refused


def swapped(arguments: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    assert old in arguments
    return tuple(new if arg == old else arg for arg in arguments)


REFUSED = [
    (swapped(INSTRUMENT, "2024-12-31", "31/12/2024"), "2024-12-31"),
    (swapped(INSTRUMENT, "2024-12-31", "2024-02-30"), "none"),
    (swapped(INSTRUMENT, "tt-5-2024", "sample-law"), "taken"),
    (swapped(INSTRUMENT, "tt-5-2024", "not-seen"), "taken"),
    (swapped(INSTRUMENT, "05/2024/TT-MAU", "03/2001/qh-mau"), "sample-law"),
    (swapped(INSTRUMENT, "sample-gazette", "sample-gazete"), "new source shared sample-gazete"),
    ((*INSTRUMENT, "--status", "in-forse"), "in-force"),
    (("instrument", "x"), "--reach"),
    (("law", "ice-making", "sample-circular-2000"), "laws"),
    (("law", "ice-making", "sample-lav"), "sample-law"),
    (("law", "ice-making", "99/2099/TT-MAU"), "new instrument"),
    (("law", "ice-makin", "sample-law"), "ice-making"),
    (("waste", "ice-making", "brine"), "taken"),
    (("waste", "cold-water", "x"), "ice-making"),
    (("waste", "ice-making", "x", *NAMES, "--from", "storag"), "storage"),
    (("gap", "ice-makin"), "ice-making"),
    (("utility", "cold-water"), "taken"),
    (("utility", "ice-making"), "taken"),
    ((*NEW_SYSTEM, "--step", "walk-round"), "taken"),
    ((*DRAFTS["institution"][0], "--abbr-vi", "TT"), "--abbr-en"),
    (swapped(DRAFTS["institution"][0], "https://example.org/c", "example.org"), "https://"),
    (swapped(DRAFTS["institution"][0], "https://example.org/c", "https://www.scribd.com/x"), "D09"),
    (swapped(DRAFTS["fund"][0], "test-fund", "old-fund"), "taken"),
    (swapped(DRAFTS["fund"][0], "Luật Năng lượng mẫu", "Luật Nước"), "new instrument"),
    (swapped(UNIT, "bbl", "kWh/bbl"), "composite"),
    (("unit", "kWh", *UNIT[2:]), "kWh"),
    ((*UNIT, "--also", "lít"), "L"),
    (swapped(UNIT, "0.158987", "0,159"), "0.159"),
    (swapped(UNIT, "0.158987", "1.590"), "1590"),
    (swapped(UNIT, "0.158987", "0"), "more than 0"),
    (swapped(UNIT, "volume", "Volume"), "volume"),
]


@pytest.mark.parametrize(
    ("arguments", "said"), REFUSED, ids=lambda value: value[0] if isinstance(value, tuple) else value
)
def test_what_is_refused_and_in_which_words(arguments: tuple[str, ...], said: str, run: Run, site: Path) -> None:
    before = snapshot(site)
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert re.search("[ăâđêôơưạ-ỹ]", err)
    assert re.search(r"\b(?:[Tt]here|[Mm]issing|Give|this|taken|must|is|or|an?|the)\b", err)
    assert snapshot(site) == before


@pytest.mark.parametrize("broken", ["- id: [", "- id: half-a-text\n"])
def test_a_shared_file_with_mistakes_is_mended_first(broken: str, run: Run, site: Path) -> None:
    file = site / f"{DATA}/instruments.yml"
    file.write_text(file.read_text(encoding="utf-8") + broken, encoding="utf-8", newline="\n")
    before = snapshot(site)
    code, _, err = run(*INSTRUMENT)
    assert code == 2 and "Chạy check" in err and "Run check" in err
    assert snapshot(site) == before


@pytest.mark.parametrize("failing", range(3))
@pytest.mark.parametrize("arguments", [DRAFTS["waste"][0], NEW_SYSTEM], ids=["waste", "utility"])
def test_a_failure_on_the_way_leaves_every_file_as_it_was(
    arguments: tuple[str, ...], failing: int, run: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(site)
    refuse_write(monkeypatch, failing)
    code, _, err = run(*arguments)
    assert code == 2 and "còn nguyên" in err and "no space left" in err
    assert snapshot(site) == before


def test_a_legal_text_is_asked_for_in_both_languages(run: Run, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Enter at its validity leaves it unverified."""
    about = ["tt-5-2024", "05/2024/TT-MAU", "Thông tư", "energy", "2", "Thông tư 5", "Circular 5", "Bộ", "Ministry"]
    terminal = io.StringIO("\n".join([*about, "1/2/2024", "2024-02-01", "", "sample-gazette"]) + "\n")
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    code, out, err = run("instrument")
    assert (code, err) == (0, "")
    assert out.index("Loại văn bản\nKind of text") < out.index("Nơi ban hành, tiếng Việt\nIssuer in Vietnamese")
    made = load(site).facts.instruments["tt-5-2024"]
    assert (made.kind, made.subject, made.reach, made.status) == ("circular", "energy", "sectors", "unverified")


# -- lists and mappings that fill a file


@pytest.mark.parametrize("between", ["", "\n"])
@pytest.mark.parametrize("end", ["", "  # about b\n", "# the end\n"])
def test_an_entry_goes_to_the_end_as_the_others_stand(between: str, end: str) -> None:
    for text, new in (
        (f"# head\n- id: a\n  v: >-\n    folded\n    text\n{between}- id: b\n{end}", item(["id: new", "v: 1"])),
        (f"# head\na: {{v: 1}}\n{between}b:\n  v: [1]\n{end}", ["new:", "  v: 1"]),
    ):
        before, after = read_yaml(Source("", text)), append_entry(read_yaml(Source("", text)), new)
        made = {"id": "new", "v": 1}
        wanted = [*before.value, made] if isinstance(before.value, list) else {**before.value, "new": {"v": 1}}
        assert read_yaml(Source("", after)).value == wanted
        assert (f"\n\n{new[0]}\n" in after) == bool(between)
        left = iter(after.splitlines())
        assert all(line in left for line in text.splitlines())


def test_a_whole_list_on_one_line_is_refused() -> None:
    with pytest.raises(Refusal, match="one line"):
        append_entry(read_yaml(Source("", "[{id: a}]\n")), ["- id: b"])
