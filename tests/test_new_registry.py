"""`handbook new` for every kind of record and page: none is missing, each draft is refused until it is filled in."""

from __future__ import annotations

import io
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import CASES, ROOT, build_site
from editing import NAMES, SECTOR, SOURCE, Run, check_all_filled, fill, mistakes, new_command, refuse_write, snapshot
from handbook import pages, schema
from handbook.__main__ import main
from handbook.corpus import load
from handbook.edits.fields import Answers
from handbook.edits.kinds import KINDS
from handbook.edits.kinds_pages import PAGE_KINDS
from handbook.edits.kinds_words import PARTS, lists
from handbook.model_base import Local, LocalList, Model
from handbook.text import Source
from handbook.yaml_source import read_yaml

DATA = "docs/_data"
SITES = Path(__file__).parent / "sites"
GAZETTE = ("--source", "sample-gazette")
LAW = ("--instrument", "sample-circular-2000")
SAVING = ("--value", "12", "--unit", "%", "--evidence", "measured", "--year", "2020", *SOURCE)
MONEY = ("--value", "1500", "--unit", "VND/kg", *GAZETTE)
AWAITED = "docs/vi/policy/waiting.md"

ARGUMENTS: dict[str, tuple[str, ...]] = {
    # sectors and systems
    "flow": ("ice-making", "storage", "loses", "--name-vi", "Đá tan", "--name-en", "Melted ice"),
    "sector": (
        *("fish-sauce", *NAMES, "--vsic", "1020", "--group", "food-beverage"),
        *("--product-unit", "L", "--step", "salting=Ướp muối=Salting", "--step", "ripening"),
    ),
    "utility": ("vacuum", "--name-vi", "Chân không", "--name-en", "Vacuum", "--step", "pump=Bơm=Pump"),
    "pages": ("pageless",),
    "step": ("ice-making", "cutting", *NAMES, "--kind", "process", "--after", "freezing"),
    "benchmark": (
        *("ice-making", "water-use", *NAMES, "--resource", "water", "--value", "1.1 - 1.5", "--unit", "m3/t"),
        *("--evidence", "survey", "--year", "2020", *SOURCE),
    ),
    "measure": (
        *("ice-making", "strip-curtain", *NAMES, "--step", "storage", "--type", "equipment-modification"),
        *("--cost", "low", "--resource", "electricity", *SOURCE),
    ),
    "case": ("ice-making", "plant-b", *NAMES, "--country", "VN", "--year", "none", "--measure", "tank-cover", *SOURCE),
    "waste": ("ice-making", "ice-dust", *NAMES, "--from", "storage"),
    "law": ("ice-making", "03/2001/QH-MAU"),
    "gap": ("ice-making",),
    "point": (
        *("ice-making", "electricity-use", "--value", "65", "--evidence", "norm", *LAW, "--valid-from", "2001-01-01"),
        *("--valid-to", "2005-12-31", "--year", "none", "--source", "sample-gazette"),
    ),
    "saving": ("ice-making", "tank-cover", "--resource", "electricity", *SAVING, "--qualifier", "about"),
    "result": (
        *("ice-making", "sample-plant", "--resource", "water", "--value", "80 -> 74.5", "--unit", "m3/t"),
        *("--evidence", "measured", "--year", "none", *SOURCE),
    ),
    "payback": ("ice-making", "sample-plant", "--value", "6-8", "--evidence", "measured", "--year", "none", *SOURCE),
    "cost": (
        *("ice-making", "sample-plant", "--value", "20", "--unit", "million VND", "--evidence", "claimed"),
        *("--year", "2020", *SOURCE),
    ),
    "output": ("ice-making", "--name-vi", "đá cây", "--name-en", "block ice"),
    "alias": ("ice-making", "--lang", "vi", "--name", "đá cây"),
    # what several sectors use
    "term": ("brine", "--group", "water", "--vi", "nước muối", "--en", "brine"),
    "source": (
        *("shared", "handbook-2021", "--title", "Sổ tay: làm đá", "--publisher", "none", "--year", "none"),
        *("--lang", "vi", "--grade", "weak"),
    ),
    "instrument": (
        *("tt-5-2024", "--number", "05/2024/TT-MAU", "--kind", "circular", "--subject", "energy", "--reach", "any"),
        *(*NAMES, "--issuer-vi", "Bộ mẫu", "--issuer-en", "Sample ministry", "--issued", "2024-12-31", *GAZETTE),
    ),
    "institution": ("test-centre", "--kind", "centre", *NAMES, *GAZETTE),
    "fund": ("test-fund", *NAMES, *LAW, *GAZETTE),
    "unit": ("bbl", "--dimension", "volume", "--factor", "0.159", "--vi", "thùng dầu", "--en", "bbl"),
    "statement": ("new-fund", "terms", *LAW, "--article", "5.2", *GAZETTE),
    "figure": ("new-fund", "1", "--value", "70", "--unit", "%", "--evidence", "claimed", *LAW, *GAZETTE),
    "contact": ("sample-centre", "--phone", "+84 24 3942 9734", *GAZETTE),
    "publisher": ("Nhà xuất bản mẫu", "--en", "Sample press", "--also", "NXB mẫu"),
    "ask": ("sample-law", "--article", "7", *GAZETTE),
    "wording": ("wastewater", "--lang", "vi", "--use", "discouraged", "--form", "nước bẩn thỉu"),
    "variant": ("looking", "--form", "Ngắm nghía", *GAZETTE),
    # policy
    "factor": (
        *("lpg", "--use", "fuel", "--fuel", "lpg", *NAMES, "--value", "1.09", "--unit", "toe/t"),
        *(*LAW, "--valid-from", "2001-01-01", *GAZETTE),
    ),
    "fee": ("ice-fee", *LAW, *NAMES, *MONEY),
    "rate": ("sample-fee", *MONEY, "--valid-from", "2001-01-01"),
    "energy-norm": (
        "sample-law",
        "--industry-vi",
        "Kem",
        "--industry-en",
        "Ice cream",
        "--sector",
        "ice-making",
        *GAZETTE,
    ),
    "norm-period": ("sample-circular-2000", "--since", "2001", "--until", "2005"),
    "rule": (*LAW, "--value", "5", "--unit", "%", "--qualifier", "under", *GAZETTE),
    "programme": (
        "next-programme",
        "--instrument",
        "sample-decision",
        *NAMES,
        "--since",
        "2006",
        "--until",
        "2010",
        *GAZETTE,
    ),
    "target": ("sample-programme", "--by", "2005", "--value", "20-30", "--unit", "%", *GAZETTE),
    "programme-part": ("sample-programme", *NAMES),
    "province": (
        *("--province-vi", "Tỉnh hai", "--province-en", "Second province", *NAMES, "--number", "1/KH-UBND"),
        *("--issued", "2001-02-03", "--since", "2001", "--until", "2005", *GAZETTE),
    ),
    "guideline": (
        *("ice-making", *NAMES, "--issuer-vi", "Bộ mẫu", "--issuer-en", "Sample ministry", "--pages", "60"),
        *("--updated", "no", *GAZETTE),
    ),
    # the method
    "concept": ("contrast", "--kind", "contrast", *GAZETTE),
    "question": ("why", *GAZETTE),
    "method-step": (
        "keeping",
        "--name-vi",
        "Giữ",
        "--name-en",
        "Keeping",
        "--task",
        "watch=Canh chừng=Watch",
        *GAZETTE,
    ),
    "method-task": ("looking", "listen", "--name-vi", "Lắng nghe", "--name-en", "Listen"),
    "option-group": ("recycling", *NAMES, "--type", "onsite-recovery", "--seen", "en", *GAZETTE),
    "option-class": ("process-control", "--code", "PC", *GAZETTE),
    "worksheet": ("sheet-repair", *NAMES, "--task", "repair"),
    "screening": ("rejected", *NAMES, "--seen", "en", *GAZETTE),
    "criterion": ("npv", *NAMES, *GAZETTE),
    "technical-item": ("quality", *NAMES, *GAZETTE),
    # calculators, examples
    "calculator": (
        *("steam", *NAMES, "--input", "power=kW=45", "--input", "hours=hour/year=6000"),
        *("--result", "energy=kWh/year=power * hours", *GAZETTE),
    ),
    "calculator-input": ("ice-cost", "--name", "share", *NAMES, "--unit", "%", "--example", "12.5"),
    "calculator-result": ("ice-cost", "--name", "each", *NAMES, "--unit", "VND", "--formula", "cost / 7"),
    "example": (
        "sectors/ice-making/benchmarks",
        "--name",
        "ratio",
        "--formula",
        "electricity / ice",
        "--unit",
        "kWh/t",
    ),
    # words
    "word": ("cost-class", "huge", "--vi", "Rất lớn", "--en", "Very large"),
    "denied-host": ("https://www.copies.example/a",),
    "label": ("trial-label", "--vi", "Còn {n} mục", "--en", "{n} left"),
    "field": ("terms.see", "--vi", "Mục liên quan", "--en", "Related entries"),
    "search-word": ("policy/finance#new-fund", "--lang", "vi", "--word", "vay tiền ở đâu"),
    # pages
    "page": ("policy", "first-audit", "--title-vi", "Lần đầu", "--title-en", "The first time"),
    "translation": (AWAITED, "--title-en", "Waiting"),
}
NOTHING_TO_WRITE = {
    *(
        "flow",
        "publisher",
        "factor",
        "payback",
        "cost",
        "output",
        "alias",
        "source",
        "unit",
        "variant",
        "norm-period",
        "programme-part",
        "province",
    ),
    *("guideline", "method-task", "option-group", "worksheet", "screening", "technical-item", "calculator-input"),
    *("calculator-result", "example", "denied-host", "label", "field", "search-word"),
}
"""Kinds whose answers say everything. The draft of every other kind has prompts, which `check` refuses."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The tiny site with a policy chapter, the method, a cross-cutting system, a sector without pages, a page to do."""
    build_site(tmp_path / "site", CASES / "ok-cross-cutting-topic")
    root = build_site(tmp_path / "site", SITES / "policy")
    shutil.copytree(SITES / "method" / "docs", root / "docs", dirs_exist_ok=True)
    shutil.copytree(ROOT / DATA / "schema", root / DATA / "schema")
    text = (root / SECTOR).read_text(encoding="utf-8").split("benchmarks:")[0]
    pageless = text.replace("id: ice-making", "id: pageless").replace("nước đá", "tuyết").replace("ice", "snow")
    pageless = re.sub("^name:.*$", "name: {vi: Làm tuyết, en: Snow}", pageless, flags=re.M)
    write(root / DATA / "sectors/pageless.yml", pageless)
    front = "---\ntitle: Chờ đợi\ndescription: Trang chờ bản tiếng Anh.\nstatus: awaiting-en\n---\n\n"
    write(root / AWAITED, f"{front}# Chờ đợi {{#waiting}}\n\nTrang này nói về một việc phải chờ.\n")
    return root


@pytest.fixture
def run(site: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return new_command(site, capsys)


def write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


# -- none is missing


def test_every_kind_is_tried_here() -> None:
    assert ARGUMENTS.keys() == KINDS.keys()
    assert KINDS.keys() >= NOTHING_TO_WRITE


def places(annotation: Any) -> Iterator[tuple[str, type[Model]]]:
    """(list or mapping, kind of its records) for every collection of records a type names."""
    origin = getattr(annotation, "__origin__", None)
    for argument in getattr(annotation, "__args__", ()):
        if origin in (list, dict) and isinstance(argument, type) and issubclass(argument, Model):
            yield "many", argument
        yield from places(argument)
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield "one", annotation


FOLDERS = {"sector": "sectors/", "utility": "utilities/", "term": "terms/"}
WITHOUT = {"Vocabulary.measure_part"}
"""Lists of records that no command adds to; the page on adding gives the reason."""


def test_every_list_of_records_of_the_models_has_a_kind() -> None:
    """A new model, or a new list in one, fails here until `new` can add to it."""
    found: set[str] = set()
    todo: list[type[Model]] = []
    for name, kind in schema._KINDS.items():
        inside = list(places(kind))
        found |= {FOLDERS.get(name) or f"{name}.yml"} if name in FOLDERS or inside[0][0] == "many" else set()
        todo += [model for _, model in inside]
    seen: set[type[Model]] = {Local, LocalList}
    while todo:
        model = todo.pop()
        for name, info in model.model_fields.items() if model not in seen else ():
            inside = list(places(info.annotation))
            if any(how == "many" for how, _ in inside):
                owner = next(base for base in model.__mro__ if name in getattr(base, "__annotations__", {}))
                found.add(f"{owner.__name__}.{name}")
            todo += [inner for _, inner in inside]
        seen.add(model)
    filled = [place for kind in KINDS.values() for place in kind.fills]
    assert found == {*filled, *WITHOUT}
    assert len(filled) == len(set(filled)), "two kinds for one list"
    assert {f"Vocabulary.{lists()[PARTS]}"} == WITHOUT


PAGES_OF = {
    "sector": ("sector-index", "sector-process", "sector-benchmarks", "sector-measures", "sector-cases"),
    "utility": ("utility",),
    "method-step": ("method",),
    "page": ("page",),
}
ONE_OF_EACH = set(pages._KINDS.values())
"""Kinds of pages that follow from an address: there is one of each, or of the programmes a few, and all are there."""


def test_every_kind_of_page_has_a_command_or_is_there_already() -> None:
    made = {kind for kinds in PAGES_OF.values() for kind in kinds}
    assert set(pages.RESERVED_IDS) == made | ONE_OF_EACH
    assert PAGES_OF.keys() <= KINDS.keys() and PAGE_KINDS.keys() <= KINDS.keys()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_on_adding_names_every_kind_and_what_has_none(lang: str) -> None:
    text = (ROOT / f"docs/{lang}/contribute/add.md").read_text(encoding="utf-8")
    assert set(re.findall(r"dev\.py new ([a-z-]+)", text)) == KINDS.keys()
    filled = [place for kind in KINDS.values() for place in kind.fills]
    models = {kind.__name__: f"{name}.yml" for name, kind in schema._KINDS.items() if isinstance(kind, type)}
    made = {models.get(place.split(".")[0], place.removesuffix("/")) for place in filled}
    for file in (ROOT / DATA).iterdir():
        assert file.name in made or f"`{file.name}`" in text or f"`{file.stem}`" in text, file.name
    assert f"`{PARTS}`" in text


# -- each of them


def comments(text: bytes) -> list[str]:
    return re.findall("(?m)^ *# .*$| # .*$", text.decode())


def kept(old: Any, new: Any) -> bool:
    """Whether everything that was there still is, in its order."""
    if isinstance(old, dict):
        return (
            isinstance(new, dict) and [k for k in new if k in old] == [*old] and all(kept(old[k], new[k]) for k in old)
        )
    if isinstance(old, list):
        left = iter(new)
        return all(any(kept(item, other) for other in left) for item in old)
    return bool(old == new)


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_is_refused_until_it_is_filled_in(kind: str, run: Run, site: Path) -> None:
    before = snapshot(site)
    assert mistakes(site) == []
    code, out, err = run(kind, *ARGUMENTS[kind])
    assert (code, err) == (0, ""), err
    after = snapshot(site)
    changed = {path for path in after if before.get(path) != after[path]}
    assert changed and all(path in out for path in changed)
    for path in changed & before.keys():
        assert comments(before[path]) == comments(after[path])
        if path.endswith(".yml"):
            assert kept(*(read_yaml(Source(path, text[path].decode())).value for text in (before, after))), path
        elif path.endswith(".md") and path != AWAITED:  # lines were added, none was touched
            left = iter(after[path].decode().splitlines())
            assert all(line in left for line in before[path].decode().splitlines()), path
    codes = {code for _, _, code, _ in mistakes(site)}
    if kind in NOTHING_TO_WRITE and kind != "method-task":
        assert codes <= {"D13"}
        return
    assert "P19" in codes
    if kind in PAGE_KINDS:
        fill(site)
        assert mistakes(site) == []
    else:
        check_all_filled(site)


@pytest.mark.parametrize("kind", KINDS)
def test_a_failing_disk_leaves_every_file_as_it_was(
    kind: str, run: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(site)
    refuse_write(monkeypatch, 0)
    code, _, err = run(kind, *ARGUMENTS[kind])
    assert code == 2 and "còn nguyên" in err and "every file is as it was" in err
    assert snapshot(site) == before


def answers_of(kind: str, site: Path) -> list[str]:
    """What somebody types who is asked for what `ARGUMENTS` give as flags."""
    flags: dict[str, list[str]] = {}
    rest = list(ARGUMENTS[kind])
    names = iter([field.name for field in KINDS[kind].fields if field.positional])
    while rest:
        first = rest.pop(0)
        name, value = (first[2:], rest.pop(0)) if first.startswith("--") else (next(names), first)
        flags.setdefault(name, []).append(value)
    answers, typed = Answers(load(site)), list[str]()
    for field in KINDS[kind].fields:
        given = flags.get(field.name, [])
        if field.silent or (field.only and not field.only(answers)):
            continue
        typed.append(f"{field.separator} ".join(given))
        if given:
            answers.values[field.name] = given if field.many else given[0]
    return typed


@pytest.mark.parametrize("kind", KINDS)
def test_a_terminal_asks_for_what_flags_say(kind: str, run: Run, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With answers instead of flags, the kind by its name among them, the same is written."""
    twin = site.parent / "twin"
    shutil.copytree(site, twin)
    assert main(["new", "--root", str(twin), kind, *ARGUMENTS[kind]]) == 0
    terminal = io.StringIO("\n".join([kind, *answers_of(kind, site)]) + "\n")
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    code, out, err = run()
    assert (code, err) == (0, "")
    assert terminal.read() == ""
    assert snapshot(site) == snapshot(twin)
    for field in KINDS[kind].fields:
        if f"\n{field.vi}\n" in out:
            assert f"{field.vi}\n{field.en}" in out


# -- what the parametrised tests do not reach


@pytest.mark.parametrize("where", ["policy", "method", "guidelines", "sample-programme", "ice-making", "cold-water"])
def test_gaps_of_sectors_chapters_and_programmes(where: str, run: Run, site: Path) -> None:
    code, _, err = run("gap", where)
    assert (code, err) == (0, "")
    facts = check_all_filled(site).facts
    assert facts.policy and facts.method
    lists = {
        "policy": facts.policy.gaps,
        "method": facts.method.gaps,
        "guidelines": facts.policy.guidelines.not_found,
        "sample-programme": facts.policy.programmes["sample-programme"].gaps,
        **{topic.id: topic.gaps for topic in facts.topics.values()},
    }
    assert lists[where][-1].vi.startswith("Văn bản")


def test_headings_of_a_programme_are_made_when_they_are_needed(run: Run, site: Path) -> None:
    """Targets show below `-targets`; a programme that had none gets the heading, and only once."""
    assert run("programme", *ARGUMENTS["programme"])[0] == 0
    for _ in range(2):
        assert run("target", "next-programme", "--by", "2010", "--value", "5", "--unit", "%", *GAZETTE)[0] == 0
    assert run("statement", "next-programme", "results", *GAZETTE)[0] == 0
    corpus = check_all_filled(site)
    for lang in ("vi", "en"):
        page = corpus.page(lang, "policy/programmes")
        assert page is not None
        ids = [heading.id for heading in page.headings if (heading.id or "").startswith("next-programme")]
        assert ids == ["next-programme", "next-programme-targets", "next-programme-results"]
    policy = corpus.facts.policy
    assert policy and {t.instrument for t in policy.programmes["next-programme"].targets} == {"sample-decision"}


def test_a_province_is_named_by_its_name(run: Run, site: Path) -> None:
    assert run("target", "Kế hoạch mẫu", "--by", "2005", "--value", "5", "--unit", "%", *GAZETTE)[0] == 0
    policy = load(site).facts.policy
    assert policy and [target.by for target in policy.provincial[0].targets] == [2005]


def test_what_is_worked_out_is_not_asked_for(run: Run, site: Path) -> None:
    for kind in ("example", "calculator", "calculator-result", "method-task", "programme-part"):
        assert run(kind, *ARGUMENTS[kind])[0] == 0
    facts = load(site).facts
    assert facts.examples["sectors/ice-making/benchmarks"].values["ratio"].value == 70
    steam, ice = facts.calculators["steam"], facts.calculators["ice-cost"]
    assert (steam.results["energy"].example, ice.results["each"].example) == (270000, 228571)
    assert facts.method and [task.number for task in facts.method.steps[0].tasks] == [1, 3]
    assert facts.policy and facts.policy.programmes["sample-programme"].parts[-1].number == 3


def test_schemas_know_a_new_word_at_once(run: Run, site: Path) -> None:
    assert run("word", *ARGUMENTS["word"])[0] == 0
    assert '"huge"' in (site / DATA / "schema/sector.json").read_text(encoding="utf-8")


def test_a_publisher_is_spelt_in_one_way(run: Run, site: Path) -> None:
    assert run("publisher", *ARGUMENTS["publisher"])[0] == 0
    source = ("shared", "leaflet", "--title", "Tờ rơi", "--publisher", "NXB mẫu", "--year", "none", "--lang", "vi")
    assert run("source", *source, "--grade", "weak")[0] == 0
    assert load(site).facts.sources["leaflet"].publisher == "Nhà xuất bản mẫu"


def test_a_draft_of_a_law_has_no_number(run: Run, site: Path) -> None:
    arguments = ["none" if word == "05/2024/TT-MAU" else word for word in ARGUMENTS["instrument"]]
    assert run("instrument", *arguments)[0] == 0
    assert load(site).facts.instruments["tt-5-2024"].number is None


@pytest.mark.parametrize("typed", ["factor", "he so", "hệ số", "a conversion factor"])
def test_a_kind_may_be_named_by_words_of_its_description(typed: str, run: Run, site: Path) -> None:
    assert run(typed, *ARGUMENTS["factor"])[0] == 0
    assert "lpg" in load(site).facts.factors


def changed(kind: str, old: str, new: str) -> tuple[str, ...]:
    assert old in ARGUMENTS[kind]
    return (kind, *(new if word == old else word for word in ARGUMENTS[kind]))


REFUSED = [
    ((), "sector, utility"),
    (("faktor",), "factor"),
    (("giải pháp",), "measure"),
    (("point", "ice-making"), "electricity-use"),
    (changed("point", "65", "1.250"), "1250"),
    (changed("point", "65", "70-60"), "70 -> 60"),
    (changed("point", "65", "60,5 - 70"), "60.5 - 70"),
    (changed("point", "65", "80 -> 74"), "range"),
    (changed("point", "sample-circular-2000", "luật không có"), "new instrument"),
    (changed("saving", "%", "kwh/tấn"), "kWh/t"),
    (changed("saving", "%", "vòng"), "new unit"),
    (changed("saving", "sample-survey-2020", "made up"), "sample-gazette"),
    (("payback", "ice-making", "tank-cover"), "sample-plant"),
    (changed("alias", "đá cây", "nước đá"), "aliases"),
    (changed("wording", "nước bẩn thỉu", "nước thải"), "already"),
    (changed("contact", "+84 24 3942 9734", "024 3942 9734"), "+84"),
    (("publisher", "Một nơi"), "--also"),
    (changed("energy-norm", "sample-law", "sample-circular-2000"), "energy_norms"),
    (changed("norm-period", "2005", "2000"), "2001"),
    (changed("programme", "next-programme", "Chương trình"), "chuong-trinh"),
    (changed("calculator", "energy=kWh/year=power * hours", "energy=kWh/year=power x hours"), "power, hours"),
    (changed("calculator", "energy=kWh/year=power * hours", "power=kWh/year=hours"), "input"),
    (changed("calculator", "power=kW=45", "power=45"), "NAME=UNIT"),
    (changed("example", "electricity / ice", "electricity / nước"), "electricity"),
    (changed("example", "ratio", "tỷ lệ"), "power_price"),
    (changed("word", "cost-class", "measure-part"), "measure-type"),
    (changed("label", "{n} left", "left"), "{n}"),
    (changed("label", "Còn {n} mục", "Còn {n mục"), "braces"),
    (changed("field", "terms.see", "see_vi"), "_vi"),
    (changed("field", "terms.see", "id"), "fields.yml"),
    (changed("search-word", "policy/finance#new-fund", "policy/finance#fund"), "section"),
    (changed("denied-host", "https://www.copies.example/a", "scribd.com"), "scribd.com"),
    (changed("page", "first-audit", "laws"), "taken"),
    (changed("method-step", "watch=Canh chừng=Watch", "walk=Đi=Walk"), "taken"),
    (changed("option-class", "PC", "pc"), "capitals"),
]


@pytest.mark.parametrize(
    ("arguments", "said"), REFUSED, ids=lambda value: " ".join(value[:3]) if isinstance(value, tuple) else ""
)
def test_what_is_refused_and_in_which_words(arguments: tuple[str, ...], said: str, run: Run, site: Path) -> None:
    before = snapshot(site)
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert re.search("[ăâđêôơưạ-ỹ]", err)
    assert re.search(r"\b(?:[Tt]here|[Mm]issing|[Gg]ive|[Ww]rite|this|taken|must|is|or|an?|the|Add|has|like)\b", err)
    assert snapshot(site) == before


def test_leaving_when_asked_for_the_kind_writes_nothing(run: Run, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot(site)
    terminal = io.StringIO("gì đó\n")
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    code, out, err = run()
    assert code == 130 and "không ghi gì" in err
    assert " 1. sector" in out and "Không có “gì đó”" in out
    assert snapshot(site) == before
