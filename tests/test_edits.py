"""Editors' tools: new records with their pages, and fixes; written whole or not at all, comments and layout kept."""

from __future__ import annotations

import io
import re
import shutil
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import CASES, ROOT, build_site, damage
from editing import NAMES, SECTOR, SOURCE, Run, check_all_filled, fill, mistakes, refuse_write, snapshot
from handbook.__main__ import main
from handbook.checks import run_all
from handbook.corpus import load
from handbook.diagnostics import Severity
from handbook.edits import Draft, Refusal, fixes
from handbook.edits.yaml_edit import insert_item, insert_key, item, local, scalar
from handbook.messages import severity
from handbook.render import Renderer
from handbook.text import Source
from handbook.yaml_source import read_yaml


@pytest.fixture
def run(site: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `handbook` on the tiny site: (exit code, stdout, stderr)."""

    def command(*arguments: str, root: Path = site) -> tuple[int, str, str]:
        code = main([arguments[0], "--root", str(root), *arguments[1:]])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


# -- new


NEW_SECTOR = (
    *("new", "sector", "fish-sauce", "--name-vi", "Nước mắm: ủ, rút", "--name-en", "Fish sauce", "--vsic", "1020"),
    *("--group", "food-beverage", "--product-unit", "L", "--step", "salting=Ướp muối=Salting", "--step", "ripening"),
)


def test_a_new_sector_is_complete_once_its_prompts_are_replaced(run: Run, site: Path) -> None:
    before = snapshot(site)
    code, out, err = run(*NEW_SECTOR)
    assert (code, err) == (0, "")
    after = snapshot(site)
    assert {path: after[path] for path in before} == before
    assert len(after.keys() - before.keys()) == 11
    left = [line for line in out.splitlines() if re.match(r"  docs/\S+:\d+  (VIẾT|WRITE):", line)]
    assert len(left) == sum(1 for d in run_all(load(site)) if d.code == "P19")
    corpus = check_all_filled(site)
    sector = corpus.facts.sectors["fish-sauce"]
    assert sector.name.vi == "Nước mắm: ủ, rút"
    assert [step.id for step in sector.steps] == ["salting", "ripening", "whole-site"]


def test_a_sector_more_touches_only_docs_of_the_real_site(run: Run, tmp_path: Path) -> None:
    """Nothing outside docs/ knows how many sectors there are: no list, no navigation, no schema."""
    real = tmp_path / "real"
    shutil.copytree(ROOT / "docs", real / "docs")
    for name in ("mkdocs.yml", "README.md"):
        shutil.copyfile(ROOT / name, real / name)
    shutil.copytree(ROOT / "hooks", real / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    before, errors = snapshot(real), mistakes(real)
    code, _, err = run(*NEW_SECTOR, root=real)
    assert (code, err) == (0, "")
    after = snapshot(real)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert len(changed) == 11
    assert all(path.startswith("docs/") for path in changed)
    fill(real)
    kinds = {(path, code) for path, _, code, _ in errors}
    assert [m for m in mistakes(real) if (m[0], m[2]) not in kinds] == []


def test_pages_for_a_sector_with_facts(run: Run, site: Path) -> None:
    for lang in ("vi", "en"):
        shutil.rmtree(site / f"docs/{lang}/sectors/ice-making")
        index = site / f"docs/{lang}/sectors/index.md"
        index.write_text(re.sub(r"\n[^\n]*ice-making/.*", "", index.read_text(encoding="utf-8")), encoding="utf-8")
    assert run("new", "pages", "ice-making")[0] == 0
    corpus = check_all_filled(site)
    page = corpus.page("vi", "sectors/ice-making/measures")
    assert page and [h.id for h in page.headings] == ["measures", "at-freezing", "tank-cover"]
    code, _, err = run("new", "pages", "ice-making")
    assert code == 2 and "đã có trang" in err and "has pages" in err


RECORDS = {
    "step": ("new", "step", "ice-making", "cutting", *NAMES, "--kind", "process", "--after", "freezing"),
    "benchmark": (
        *("new", "benchmark", "ice-making", "water-use", *NAMES, "--resource", "water", "--unit", "m3/t"),
        *("--min", "1.1", "--max", "1.5", "--evidence", "survey", "--year", "2020", *SOURCE),
    ),
    "measure": (
        *("new", "measure", "ice-making", "strip-curtain", *NAMES, "--step", "storage", "--step", "freezing"),
        *("--type", "equipment-modification", "--cost", "low", "--resource", "electricity", *SOURCE),
    ),
    "case": (
        *("new", "case", "ice-making", "plant-b", *NAMES, "--country", "VN", "--year", "none"),
        *("--measure", "tank-cover", *SOURCE),
    ),
}
PAGES = {"step": "process", "benchmark": "benchmarks", "measure": "measures", "case": "cases"}


@pytest.mark.parametrize("kind", RECORDS)
def test_a_new_record_has_its_facts_and_both_sections(kind: str, run: Run, site: Path) -> None:
    before = snapshot(site)
    code, out, err = run(*RECORDS[kind])
    assert (code, err) == (0, "")
    after = snapshot(site)
    changed = {path for path in after if before.get(path) != after[path]}
    pages = {f"docs/{lang}/sectors/ice-making/{PAGES[kind]}.md" for lang in ("vi", "en")}
    assert changed == {SECTOR, *pages}
    assert all(path in out for path in changed)
    for path in changed:  # lines were added, none was touched
        old, new = before[path].decode().splitlines(), iter(after[path].decode().splitlines())
        assert all(line in new for line in old), path
    corpus = check_all_filled(site)
    for lang in ("vi", "en"):
        page = corpus.page(lang, f"sectors/ice-making/{PAGES[kind]}")
        assert page and RECORDS[kind][3] in {h.id for h in page.headings}


def test_records_stand_in_the_order_of_the_facts(run: Run, site: Path) -> None:
    for kind in ("step", "measure"):
        assert run(*RECORDS[kind])[0] == 0
    measure = [*RECORDS["measure"][:3], "cut-thinner", *RECORDS["measure"][4:]]
    measure[measure.index("storage")] = "cutting"
    assert run(*measure)[0] == 0
    assert run(*RECORDS["measure"][:3], "second", *RECORDS["measure"][4:])[0] == 0
    corpus = load(site)
    assert [step.id for step in corpus.facts.sectors["ice-making"].steps] == ["freezing", "cutting", "storage"]
    for lang in ("vi", "en"):
        process = corpus.page(lang, "sectors/ice-making/process")
        assert process and [h.id for h in process.headings][2:] == ["freezing", "cutting", "storage"]
        measures = corpus.page(lang, "sectors/ice-making/measures")
        assert measures and [h.id for h in measures.headings][1:] == [
            *("at-freezing", "tank-cover", "at-cutting", "cut-thinner", "at-storage", "strip-curtain", "second"),
        ]


def test_comments_and_layout_of_the_data_stay(run: Run, site: Path) -> None:
    file = site / SECTOR
    text = file.read_text(encoding="utf-8").replace(
        "cases:\n", "    # about this measure\n\n# the cases of three years\ncases:   # newest first\n", 1
    )
    file.write_text(text, encoding="utf-8", newline="\n")
    assert run(*RECORDS["measure"])[0] == 0
    after = file.read_text(encoding="utf-8")
    assert "    # about this measure\n  - id: strip-curtain\n" in after
    assert "\n\n# the cases of three years\ncases:   # newest first\n  - id: sample-plant" in after


def test_a_new_term(run: Run, site: Path) -> None:
    arguments = ("new", "term", "brine", "--group", "water", "--vi", "nước muối", "--en", "brine", "--abbr-en", "B")
    assert run(*arguments)[0] == 0
    term = check_all_filled(site).facts.terms["brine"]
    assert (term.vi.preferred, term.en.abbr) == ("nước muối", "B")
    same = run("new", "term", "brine-two", "--group", "water", "--vi", "nước muối", "--en", "salt water")
    assert same[0] == 2 and "T07" in same[2] and not (site / "docs/_data/terms/brine-two.yml").exists()


SOURCE_FLAGS = (
    *("--title", "Sổ tay: làm đá", "--publisher", "Nhà xuất bản", "--year", "none", "--lang", "vi", "--grade", "weak"),
)


@pytest.mark.parametrize("where", ["ice-making", "shared"])
def test_a_new_source(where: str, run: Run, site: Path) -> None:
    code, _, err = run("new", "source", where, "handbook-2021", *SOURCE_FLAGS, "--url", "https://example.org/h")
    assert (code, err) == (0, "")
    record = load(site).facts.sources["handbook-2021"]
    assert record.span().path == (SECTOR if where == "ice-making" else "docs/_data/sources.yml")
    assert (record.title, record.url, record.year) == ("Sổ tay: làm đá", "https://example.org/h", None)
    again = run("new", "source", where, "handbook-2022", *SOURCE_FLAGS, "--url", "https://example.org/h/")
    assert again[0] == 2 and "handbook-2021" in again[2]


def test_a_source_without_publisher_says_so_in_each_language(run: Run, site: Path) -> None:
    flags = [flag if flag != "Nhà xuất bản" else "không rõ" for flag in SOURCE_FLAGS]
    assert run("new", "source", "shared", "leaflet", *flags)[0] == 0
    corpus = load(site)
    record = corpus.facts.sources["leaflet"]
    assert record.publisher is None
    for lang, words in (("vi", "không ghi nơi công bố"), ("en", "publisher not stated")):
        page = corpus.page(lang, "sources/index")
        assert page is not None
        entry = Renderer(corpus).render(page).split('<li id="src-leaflet"')[1].split("</li>")[0]
        assert f">{words}, " in entry


def test_the_address_of_a_copy_is_kept_but_not_shown(run: Run, site: Path) -> None:
    code, out, _ = run("new", "source", "shared", "copy", *SOURCE_FLAGS, "--url", "https://www.scribd.com/document/1")
    record = load(site).facts.sources["copy"]
    assert code == 0 and "seen_at" in out and "không hiện" in out
    assert (record.url, record.seen_at) == (None, "https://www.scribd.com/document/1")


REFUSED = [
    (("new", "sector", "Nước mắm"), "nuoc-mam"),
    (("new", "sector", "ice-making"), "đã có"),
    (("new", "measure", "ice-makin", "x"), "ice-making"),
    (("new", "measure", "ice-making", "tank-cover"), "taken"),
    (("new", "measure", "ice-making", "gaps"), "taken"),
    (("new", "term", "wastewater"), "đã có"),
    (("new", "term", "x"), "--group"),
    ((*RECORDS["measure"][:-1], "sample-survey-2021"), "new source ice-making sample-survey-2021"),
    ((*RECORDS["measure"][:-1], "sample-survy-2020"), "sample-survey-2020"),
    (("new", "measure", "ice-making", "x", *NAMES, "--step", "freezin"), "freezing"),
    (
        ("new", "measure", "ice-making", "x", *NAMES, "--step", "storage", "--type", "by-produkt"),
        "by-product",
    ),
    (("new", "benchmark", "ice-making", "x", *NAMES, "--resource", "water", "--unit", "kwh/t"), "kWh/t"),
    (tuple(arg.replace("1.1", "1,1") for arg in RECORDS["benchmark"]), "1.1"),
    (tuple(arg for arg in RECORDS["benchmark"] if arg not in ("--max", "1.5")), "--max"),
    (tuple(arg.replace("2020", "20") if arg == "2020" else arg for arg in RECORDS["benchmark"]), "none"),
    ((*RECORDS["case"][:4], "--name-vi", " ", "--name-en", "x"), "--name-vi"),
]


@pytest.mark.parametrize(
    ("arguments", "said"), REFUSED, ids=lambda value: value[-1] if isinstance(value, tuple) else ""
)
def test_what_is_refused_and_in_which_words(arguments: tuple[str, ...], said: str, run: Run, site: Path) -> None:
    before = snapshot(site)
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert re.search("[ạấầắệịộớợựũảễđ]", err)
    assert re.search(r"\b(?:[Tt]here|[Mm]issing|Give|this|taken|must|is|or|an?)\b", err)
    assert snapshot(site) == before


def test_data_that_cannot_be_read_is_mended_first(run: Run, site: Path) -> None:
    file = site / SECTOR
    file.write_text(file.read_text(encoding="utf-8").replace("group: food", "grup: food"), encoding="utf-8")
    code, _, err = run(*RECORDS["case"])
    assert code == 2 and "Chạy check" in err and "Run check" in err


def test_questions_are_asked_in_both_languages(run: Run, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Vietnamese first; a wrong answer is explained and asked again; Enter skips what may be left out."""
    answers = "ice-makin\nice-making\nXưởng B\nplant-b\nXưởng B\nPlant B\nvn\nVN\nnone\n\nsample-survey-2020\n"

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal(answers))
    code, out, err = run("new", "case")
    assert (code, err) == (0, "")
    assert out.index("Tên tiếng Việt\nName in Vietnamese") < out.index("Tên tiếng Anh\nName in English")
    assert "Có phải “ice-making”?" in out and "xuong-b" in out and "hai chữ hoa" in out
    case = load(site).facts.sectors["ice-making"].cases[-1]
    assert (case.id, case.name.vi, case.country, case.year, case.measures) == ("plant-b", "Xưởng B", "VN", None, [])


@pytest.mark.parametrize("typed", ["2", "storage", "Trữ đá", "tru da", "Tru", "Storage"])
def test_a_choice_may_be_typed_as_number_name_or_id(
    typed: str, run: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = io.StringIO(f"so-do\nSổ đo\nA log\n\n{typed}\nquan ly\nkhông tốn\n\nsample-survey-2020\n")
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    code, out, err = run("new", "measure", "ice-making")
    assert (code, err) == (0, "") and "  2. storage" in out
    made = next(m for m in load(site).facts.sectors["ice-making"].measures if m.id == "so-do")
    assert (made.steps, made.type, made.cost) == (["storage"], "good-housekeeping", "none")


def test_leaving_in_the_middle_writes_nothing(run: Run, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot(site)
    terminal = io.StringIO("ice-making\n")
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    code, _, err = run("new", "case")
    assert code == 130 and "không ghi gì" in err
    assert snapshot(site) == before


# -- all or nothing


@pytest.mark.parametrize("failing", range(11))
def test_a_failure_on_the_way_leaves_every_file_as_it_was(
    failing: int, run: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(site)
    refuse_write(monkeypatch, failing)
    code, _, err = run(*NEW_SECTOR)
    assert code == 2 and "còn nguyên" in err and "no space left" in err
    assert snapshot(site) == before
    assert not (site / "docs/vi/sectors/fish-sauce").exists()


def test_a_file_somebody_else_has_just_changed_is_left_alone(site: Path) -> None:
    with Draft(site) as draft:
        draft.put(SECTOR, draft.text(SECTOR) + "# one\n")
        (site / SECTOR).write_text("id: other\n", encoding="utf-8")
        with pytest.raises(Refusal, match="just been changed"):
            draft.write()
    assert (site / SECTOR).read_text(encoding="utf-8") == "id: other\n"


# -- text of YAML


ANY_TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1)
YAML_SIGNS = st.text("ab:,#{}[]&*!|>'\"%@` -", min_size=1)


@given(ANY_TEXT, YAML_SIGNS)
def test_any_text_comes_back_from_yaml(vi: str, en: str) -> None:
    for lines in (local("name", vi, en), [f"name: {{vi: {scalar(vi)}, en: {scalar(en)}}}"]):
        document = read_yaml(Source("", "\n".join(lines)))
        assert document.problems == []
        assert document.value == {"name": {"vi": vi, "en": en}}


ORDER = ("id", "first", "second", "third")
LAYOUTS = [
    "id: x\nsecond:\n  - {id: a}\n  - {id: b}\nthird: 1\n",
    "id: x\nsecond:\n- id: a\n  v: >-\n    folded\n    text\n\n- id: b\n  w: |\n    lines\n# after\nthird: 1\n",
    "id: x\nsecond: []  # none yet\nthird: 1\n",
    "id: x\nsecond:\nthird: 1\n",
    "id: x\n\nthird: 1",
    "id: x\nsecond:\n  # above a\n  - id: a\n    # in a\n  # above b\n  - id: b\n    n: {v: [1, 2]} # end\n",
]


@pytest.mark.parametrize("text", LAYOUTS)
@pytest.mark.parametrize("position", [0, 1, 2])
def test_an_item_goes_into_any_layout(text: str, position: int) -> None:
    before = read_yaml(Source("", text)).value
    after = insert_item(read_yaml(Source("", text)), "second", item(["id: new", "v: 1"]), position, ORDER)
    document = read_yaml(Source("", after))
    wanted = [*(before.get("second") or [])]
    wanted.insert(position, {"id": "new", "v": 1})
    assert document.problems == []
    assert document.value == {**before, "second": wanted}
    comments = re.findall("#.*", text)
    assert re.findall("#.*", after) == comments


ONE_LINE = [
    ("second: [{id: a}]  # note\n", ("second",), ["- id: b"], {"second": [{"id": "a"}, {"id": "b"}]}),
    ("x: {second: [a, b], y: 1}\n", ("x", "second"), ["- c"], {"x": {"second": ["a", "b", "c"], "y": 1}}),
    ("l:\n  - {id: a, n: {v: 1}}\n", ("l", 0, "second"), ["- b"], {"l": [{"id": "a", "n": {"v": 1}, "second": ["b"]}]}),
    ("x: [\n  {id: a},\n  {id: b}\n]\n", ("x",), ["- id: c"], {"x": [{"id": "a"}, {"id": "b"}, {"id": "c"}]}),
    ("id: x\n", ("second", "vi"), ["- a"], {"id": "x", "second": {"vi": ["a"]}}),
    ("# none yet\n", ("x", "y"), ["z: 1"], {"x": {"y": {"z": 1}}}),
]


@pytest.mark.parametrize(("text", "path", "lines", "wanted"), ONE_LINE)
def test_what_stands_on_one_line_is_written_over_several(text: str, path: tuple, lines: list, wanted: dict) -> None:
    after = insert_item(read_yaml(Source("", text)), path, lines, None, ORDER)
    assert read_yaml(Source("", after)).value == wanted
    assert re.findall("#.*", after) == re.findall("#.*", text)


def test_a_missing_key_goes_where_the_record_has_it() -> None:
    text = "l:\n  - id: a\n    # about b\n    third: 1\n  - {id: b, third: 2}\n"
    after = insert_key(read_yaml(Source("", text)), ("l", 0, "second"), ["second: 5"], ORDER)
    assert after == text.replace("    # about b\n", "    second: 5\n    # about b\n")
    after = insert_key(read_yaml(Source("", text)), ("l", 1, "second"), ["second: 5"], ORDER)
    assert after.endswith("  - id: b\n    second: 5\n    third: 2\n")


def test_comments_between_brackets_are_not_lost() -> None:
    with pytest.raises(Refusal, match="one line"):
        insert_item(read_yaml(Source("", "second: [  # why\n  {id: a}]\n")), ("second",), ["- id: b"], 1, ORDER)


# -- fix


FIXABLE = sorted(folder for folder in CASES.iterdir() if re.match(r"[A-Z]\d\d-", folder.name))


@pytest.mark.parametrize("case", FIXABLE, ids=lambda case: case.name)
def test_fixing_never_makes_anything_worse(case: Path, tmp_path: Path) -> None:
    """On every case: no new error, a second run finds nothing left to do, and a dry run says the same."""
    root = build_site(tmp_path / "site", case)
    found = run_all(load(root))
    if not any(d.fix for d in found):
        return
    before = snapshot(root)
    planned = fixes.fix(root, unsafe=True, dry_run=True)
    assert snapshot(root) == before
    result = fixes.fix(root, unsafe=True)
    assert (result.files, result.diff) == (planned.files, planned.diff)
    assert bool(result.diff) == bool(result.files)
    after = load(root)
    if not after.facts.unread_topics:
        assert len([d for d in run_all(after) if severity(d) is Severity.ERROR]) <= len(found)
    assert fixes.fix(root, unsafe=True).done == []


@pytest.mark.parametrize(("how", "code"), [("crlf", "P13"), ("bom", "P13"), ("nfd", "P07")])
@pytest.mark.parametrize("path", [SECTOR, "docs/vi/sectors/ice-making/measures.md"])
def test_encodings_are_mended(how: str, code: str, path: str, run: Run, site: Path) -> None:
    original = (site / path).read_bytes()
    damage(site / path, how)
    status, out, _ = run("fix")
    assert status == 0 and code in out
    assert (site / path).read_bytes() == original


def test_only_safe_fixes_unless_asked(run: Run, site: Path) -> None:
    file = site / "docs/vi/sectors/ice-making/index.md"
    text = file.read_text(encoding="utf-8").replace("Nhiệt lọt", "Hoá ra [nhiệt](process.md#freezin) lọt")
    file.write_text(text, encoding="utf-8", newline="\n")
    english = site / "docs/en/sectors/ice-making/index.md"  # has the link too, so both halves agree
    linked = english.read_text(encoding="utf-8").replace("Heat that", "[Heat](process.md#freezing) that")
    english.write_text(linked, encoding="utf-8", newline="\n")
    code, out, _ = run("fix", "--dry-run")
    assert code == 0 and "-Hoá ra" in out and "+Hóa ra" in out and "--unsafe" in out
    assert file.read_text(encoding="utf-8") == text
    assert run("fix")[0] == 0
    assert file.read_text(encoding="utf-8") == text.replace("Hoá", "Hóa")
    assert run("fix", "L02", "--unsafe")[0] == 0
    assert file.read_text(encoding="utf-8") == text.replace("Hoá", "Hóa").replace("#freezin)", "#freezing)")
    assert mistakes(site) == []


def test_fixes_can_be_chosen_by_code_name_and_place(run: Run, site: Path) -> None:
    pages = [site / f"docs/vi/sectors/ice-making/{name}.md" for name in ("index", "process")]
    for page in pages:
        page.write_text(page.read_text(encoding="utf-8") + "\nHoá chất.\n", encoding="utf-8", newline="\n")
    run("fix", "P13")
    assert all("Hoá" in page.read_text(encoding="utf-8") for page in pages)
    run("fix", "tone-placement", str(pages[0]))
    assert ["Hoá" in page.read_text(encoding="utf-8") for page in pages] == [False, True]
    code, _, err = run("fix", "nothing-of-the-kind")
    assert code == 2 and "không phải mã" in err and "neither a code" in err


def test_a_fix_that_brings_an_error_in_is_dropped_and_said(run: Run, site: Path) -> None:
    """The nearest id of a stray section is one that stands on the page already."""
    for lang in ("vi", "en"):
        file = site / f"docs/{lang}/sectors/ice-making/process.md"
        extra = "\n## Trữ đá {#storag}\n\nMột đoạn.\n" if lang == "vi" else "\n## Storage {#storag}\n\nA paragraph.\n"
        file.write_text(file.read_text(encoding="utf-8") + extra, encoding="utf-8", newline="\n")
    before = snapshot(site)
    code, out, _ = run("fix", "D11", "--unsafe")
    assert code == 1 and "bỏ qua" in out and "P05" in out
    assert snapshot(site) == before


def test_good_fixes_survive_beside_a_bad_one(run: Run, site: Path) -> None:
    file = site / "docs/vi/sectors/ice-making/process.md"
    text = file.read_text(encoding="utf-8")
    words = "Hoá chất, thuỷ tinh, toà nhà. "
    file.write_text(text + f"\n{words}\n\n## Trữ đá {{#storag}}\n\n{words}\n", encoding="utf-8", newline="\n")
    code, _, _ = run("fix", "D11", "P18", "--unsafe")
    mended = file.read_text(encoding="utf-8")
    assert code == 1 and "{#storag}" in mended
    assert mended.count("Hóa chất, thủy tinh, tòa nhà.") == 2


def test_fixing_a_composed_file_keeps_the_rest(run: Run, site: Path) -> None:
    """Letters first, then the tone that only shows once they are composed."""
    file = site / "docs/vi/sectors/ice-making/index.md"
    text = file.read_text(encoding="utf-8") + "\nHoá chất.\n"
    file.write_text(unicodedata.normalize("NFD", text), encoding="utf-8", newline="\n")
    assert run("fix")[0] == 0
    assert file.read_text(encoding="utf-8") == text.replace("Hoá", "Hóa")


def test_number_formats_are_mended(run: Run, site: Path) -> None:
    """A decimal comma in data, and the decimal mark of the other language in prose."""
    file = site / SECTOR
    data = file.read_text(encoding="utf-8")
    file.write_text(data.replace("value: 8, ", 'value: "8,5", '), encoding="utf-8", newline="\n")
    assert run("fix")[0] == 0
    assert file.read_text(encoding="utf-8") == data.replace("value: 8, ", "value: 8.5, ")
    texts = {"vi": "Đo được 58.5 kWh/tấn[^sample-survey-2020].", "en": "It measured 58.5 kWh/t[^sample-survey-2020]."}
    for lang, text in texts.items():
        page = site / f"docs/{lang}/sectors/ice-making/benchmarks.md"
        page.write_text(page.read_text(encoding="utf-8") + f"\n{text}\n", encoding="utf-8", newline="\n")
    assert [code for _, _, code, _ in mistakes(site)] == ["N05"]
    assert run("fix")[0] == 0
    page = site / "docs/vi/sectors/ice-making/benchmarks.md"
    assert "58,5 kWh/tấn" in page.read_text(encoding="utf-8")
    assert mistakes(site) == []


def test_a_fix_may_bring_to_light_what_was_hidden(run: Run, site: Path) -> None:
    """A link that can be read is compared with the other half: that it lacks there was so before."""
    page = site / "docs/vi/sectors/ice-making/index.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text + "\nXem [công đoạn] (process.md#storage).\n", encoding="utf-8", newline="\n")
    assert [code for _, _, code, _ in mistakes(site)] == ["L16"]
    assert "1 chỗ" in run("fix")[1]
    assert "[công đoạn](process.md#storage)" in page.read_text(encoding="utf-8")
    assert [code for _, _, code, _ in mistakes(site)] == ["B08"]


def test_a_list_pasted_from_word_becomes_one(run: Run, site: Path) -> None:
    """All lines of a run at once: bullets, dashes and numbers with a bracket."""
    page = site / "docs/vi/sectors/ice-making/index.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text + "\n•\tqua nắp\n•\tqua đáy\n\n– một\n\n1) đo\n2) đậy\n", encoding="utf-8", newline="\n")
    assert [code for _, _, code, _ in mistakes(site)] == ["P22"] * 3
    assert run("fix")[0] == 0
    assert page.read_text(encoding="utf-8") == text + "\n- qua nắp\n- qua đáy\n\n- một\n\n1. đo\n2. đậy\n"
