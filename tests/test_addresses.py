"""Addresses that last: the ledger, what moves and retires, and what readers of old addresses get."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import build_site, damage
from handbook import permalinks
from handbook.__main__ import main
from handbook.checks import run_all
from handbook.checks.permalinks import REDIRECTS
from handbook.corpus import Corpus, load
from handbook.diagnostics import Severity
from handbook.edits import Refusal
from handbook.edits.draft import Draft
from handbook.edits.move import move_heading, move_id, move_page
from handbook.edits.moves import Changes, Moves, redirected, redirects_text, rewrite
from handbook.edits.publish import publish
from handbook.edits.retire import retire
from handbook.edits.stamp import stamp
from handbook.messages import render, severity
from handbook.models_addresses import Redirects
from handbook.permalinks import LEDGER, read_ledger, write_ledger
from handbook.render import Renderer
from handbook.render.moved import redirect_pages
from handbook.render.navigation import navigation
from handbook.search.entries import indexed_pages
from handbook.translations import State, all_pairs

Run = Callable[..., tuple[int, str, str]]
WORDS = {"vi": ("Bắt đầu", "Đo trước", "Xem"), "en": ("Getting started", "Measure first", "See")}


@pytest.fixture
def guides(tmp_path: Path) -> Path:
    """The tiny site with two pages more that link to each other and to the rest, in a folder with a plan."""
    root = build_site(tmp_path / "site")
    for lang, (title, section, see) in WORDS.items():
        folder = root / "docs" / lang / "guides"
        folder.mkdir()
        (folder / "plan.txt").write_text("plan", encoding="utf-8")
        (folder / "start.md").write_text(
            f"---\ntitle: {title}\ndescription: {see} 1.\n---\n\n# {title} {{#start}}\n\n"
            f"{see} [1](../sectors/ice-making/measures.md#tank-cover), [2](#first), [3](plan.txt), [4][rest], "
            f"[5][rest], [6](../index.md), [7](https://example.org/start.md) <a href='../next/#more'>8</a>.\n\n"
            f"## {section} {{#first}}\n\n{see} [9](start.md#first).\n\n[rest]: next.md#more\n",
            encoding="utf-8",
        )
        (folder / "next.md").write_text(
            f"---\ntitle: {title} 2\ndescription: {see} 2.\n---\n\n# {title} 2 {{#next}}\n\n"
            f"{see} [1](start.md), [2](<start.md#first>).\n\n## {section} 2 {{#more}}\n\n{see}.\n",
            encoding="utf-8",
        )
    return root


@pytest.fixture
def run(guides: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `handbook` on that site: (exit code, stdout, stderr)."""

    def command(*arguments: str) -> tuple[int, str, str]:
        code = main([arguments[0], "--root", str(guides), *arguments[1:]])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def text(root: Path, path: str) -> str:
    return (root / path).read_bytes().decode("utf-8")


def snapshot(root: Path) -> dict[str, bytes]:
    return {f.relative_to(root).as_posix(): f.read_bytes() for f in sorted(root.rglob("*")) if f.is_file()}


def mistakes(root: Path) -> list[tuple[str, int, str]]:
    found = run_all(load(root))
    return [(d.span.path, d.span.line, d.code) for d in found if severity(d) is not Severity.INFO]


def redirects(root: Path) -> str:
    """What `redirects.yml` says, below its head."""
    return "".join(line for line in text(root, REDIRECTS).splitlines(keepends=True) if not line.startswith("#"))


def change(root: Path, path: str, old: str, new: str) -> None:
    before = text(root, path)
    assert old in before
    (root / path).write_text(before.replace(old, new), encoding="utf-8", newline="\n")


# -- the ledger


def test_publish_adds_and_is_stable(run: Run, guides: Path) -> None:
    assert permalinks.unpublished(load(guides)) == sorted(permalinks.addresses(load(guides)))
    code, out, _ = run("publish")
    assert code == 0
    assert "  /guides/start/  +3\n" in out
    first = text(guides, LEDGER)
    lines = [line for line in first.splitlines() if not line.startswith("#")]
    assert lines == sorted(set(lines))
    assert {"/", "/guides/start/", "/glossary/#wastewater", "/sources/#src-sample-survey-2020"} <= set(lines)
    assert "/sectors/ice-making/measures/#tank-cover" in lines
    assert mistakes(guides) == []
    assert "0 addresses" in run("publish")[1]
    assert text(guides, LEDGER) == first


def test_publish_keeps_what_is_there_and_puts_it_in_order(guides: Path) -> None:
    (guides / LEDGER).write_text("/sectors/\n/\n/sectors/\n", encoding="utf-8")
    added = publish(guides).added
    assert "/" not in added and "/sectors/" not in added and "/guides/next/#more" in added
    assert read_ledger(guides).unsorted == read_ledger(guides).twice == ()


def test_publish_waits_for_both_halves_and_for_a_clean_check(run: Run, guides: Path) -> None:
    (guides / "docs/en/guides/next.md").unlink()
    code, _, err = run("publish")
    assert code == 2 and "B01" in err
    assert not (guides / LEDGER).exists()
    for page in ("start", "next"):
        (guides / f"docs/vi/guides/{page}.md").unlink()
    (guides / "docs/en/guides/start.md").unlink()
    vi = (
        "---\ntitle: Một mình\ndescription: Chưa có bản kia.\nstatus: awaiting-en\n---\n\n# Một mình {#alone}\n\nChữ.\n"
    )
    (guides / "docs/vi/alone.md").write_text(vi, encoding="utf-8")
    code, out, _ = run("publish", "--dry-run")
    assert code == 0 and "one half missing: alone" in out
    assert not (guides / LEDGER).exists()


def test_an_edition_waits_for_the_ledger(run: Run) -> None:
    assert run("check")[0] == 0
    code, _, err = run("check", "--release")
    assert code == 1 and "run publish" in err
    run("publish")
    assert run("check", "--release")[0] == 0


def test_the_words_name_the_command(guides: Path) -> None:
    publish(guides)
    for lang in WORDS:
        (guides / f"docs/{lang}/guides/start.md").rename(guides / f"docs/{lang}/guides/begin.md")
        change(guides, f"docs/{lang}/guides/next.md", "#more", "#much-more")
    found = {d.code: render(d, "en") for d in run_all(load(guides)) if d.code in ("A01", "A02")}
    assert "move page guides/start guides/begin" not in found["A02"].hint
    assert "scripts/dev.py move page guides/start " in found["A01"].hint
    assert "docs/_data/redirects.yml add the line guides/start: " in found["A01"].hint
    assert "scripts/dev.py move heading guides/next more much-more" in found["A02"].hint


def test_lines_taken_out_are_seen_in_history(guides: Path) -> None:
    publish(guides)
    before = text(guides, LEDGER)

    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "core.autocrlf=false"]
        subprocess.run(["git", *identity, *arguments], cwd=guides, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "first")
    assert mistakes(guides) == []
    change(guides, LEDGER, "/guides/start/#first\n", "")
    assert mistakes(guides) == [(LEDGER, 1, "A03")]
    git("commit", "-qam", "second")
    assert mistakes(guides) == [(LEDGER, 1, "A03")]
    git("rm", "-q", LEDGER)
    assert mistakes(guides) == [(LEDGER, 1, "A03")]
    (guides / LEDGER).write_text(before, encoding="utf-8")
    assert mistakes(guides) == []


def test_two_branches_that_add_lines_merge_without_conflict(project: Path, tmp_path: Path) -> None:
    attributes = (project / ".gitattributes").read_text(encoding="utf-8")
    assert re.search(rf"^{re.escape(LEDGER)}\s.*\bmerge=union\b", attributes, re.M)

    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "core.autocrlf=false"]
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)

    def ledger(*lines: str) -> None:
        (tmp_path / LEDGER).write_text(write_ledger(lines), encoding="utf-8", newline="\n")

    (tmp_path / LEDGER).parent.mkdir(parents=True)
    (tmp_path / ".gitattributes").write_text(attributes, encoding="utf-8")
    ledger("/", "/z/")
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "first")
    git("checkout", "-qb", "one")
    ledger("/", "/b/", "/c/", "/z/")
    git("commit", "-qam", "one")
    git("checkout", "-q", "main")
    ledger("/", "/a/", "/c/", "/d/", "/z/")
    git("commit", "-qam", "two")
    git("merge", "-q", "one")
    merged = read_ledger(tmp_path)
    assert set(merged.lines) == {"/", "/a/", "/b/", "/c/", "/d/", "/z/"}
    assert merged.malformed == ()


def test_damaged_files_are_no_lost_addresses(guides: Path) -> None:
    publish(guides)
    damage(guides / "docs/_data/terms/wastewater.yml", "truncated")
    damage(guides / "docs/vi/guides/start.md", "truncated")
    assert {code for _, _, code in mistakes(guides)} & {"A01", "A02"} == set()


def test_kinds_with_listings_are_known(project: Path) -> None:
    corpus = load(project)
    kinds = {page.kind for page in corpus.pages.values() if corpus.generated_ids(page)}
    assert kinds <= permalinks.LISTING_KINDS


# -- move page


def test_a_page_moves_with_its_links(run: Run, guides: Path) -> None:
    publish(guides)
    code, out, err = run("move", "page", "docs/vi/guides/start.md", "handbook/how/begin")
    assert (code, err) == (0, "")
    assert "docs/vi/guides/next.md:8  start.md#first → ../handbook/how/begin.md#first\n" in out
    assert "docs/en/handbook/how/begin.md  mới / new\n" in out
    assert text(guides, "docs/vi/handbook/how/begin.md") == (
        "---\ntitle: Bắt đầu\ndescription: Xem 1.\n---\n\n# Bắt đầu {#start}\n\n"
        "Xem [1](../../sectors/ice-making/measures.md#tank-cover), [2](#first), [3](../../guides/plan.txt), [4][rest], "
        "[5][rest], [6](../../index.md), [7](https://example.org/start.md) "
        "<a href='../../../guides/next/#more'>8</a>.\n\n"
        "## Đo trước {#first}\n\nXem [9](begin.md#first).\n\n[rest]: ../../guides/next.md#more\n"
    )
    assert text(guides, "docs/en/guides/next.md") == (
        "---\ntitle: Getting started 2\ndescription: See 2.\n---\n\n# Getting started 2 {#next}\n\n"
        "See [1](../handbook/how/begin.md), [2](<../handbook/how/begin.md#first>).\n\n"
        "## Measure first 2 {#more}\n\nSee.\n"
    )
    assert redirects(guides) == "pages:\n  guides/start: handbook/how/begin\n"
    assert not (guides / "docs/vi/guides/start.md").exists()
    assert mistakes(guides) == []


def test_moves_in_a_row_leave_one_step_and_back_leaves_none(guides: Path) -> None:
    publish(guides)
    move_page(guides, "guides/start", "guides/begin")
    move_page(guides, "guides/begin", "begin")
    assert redirects(guides) == "pages:\n  guides/begin: begin\n  guides/start: begin\n"
    assert mistakes(guides) == []
    move_page(guides, "begin", "guides/start")
    assert redirects(guides) == "pages:\n  begin: guides/start\n  guides/begin: guides/start\n"
    assert mistakes(guides) == []


def test_a_folder_left_empty_goes(guides: Path) -> None:
    move_page(guides, "guides/start", "begin")
    for lang in WORDS:
        (guides / f"docs/{lang}/guides/plan.txt").unlink()
        change(guides, f"docs/{lang}/begin.md", "[3](guides/plan.txt), ", "")
    move_page(guides, "guides/next", "next")
    assert not (guides / "docs/vi/guides").exists()


def test_to_a_folder_of_its_own_the_address_stays(guides: Path) -> None:
    publish(guides)
    move_page(guides, "guides/start", "guides/start/index")
    assert not (guides / REDIRECTS).exists()
    assert mistakes(guides) == []


def test_data_that_names_pages_follows(project: Path, tmp_path: Path) -> None:
    """On the real data: tasks of programmes name what serves them, examples name their page."""
    shutil.copytree(project / "docs", tmp_path / "docs")
    corpus = load(tmp_path)
    assert corpus.facts.policy
    served = {t for p in corpus.facts.policy.programmes.values() for part in p.parts for t in part.served_by}
    with Draft(tmp_path) as draft:
        changes = Changes(draft)
        key = next(target for target in sorted(served) if "#" not in target)
        example = next(iter(corpus.facts.examples))
        rewrite(corpus, Moves(files={key: "some/where", example: "else/where"}), changes)
        changes.apply()
        assert re.search(r"served_by: \[.*some/where\b", draft.text("docs/_data/policy.yml"))
        assert "\nelse/where:\n" in draft.text("docs/_data/examples.yml")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("guides/strat", "begin", "Did you mean guides/start?"),
        ("guides/start", "guides/next", "There is a page at that address"),
        ("guides/start", "guides/start", "There is a page at that address"),
        ("guides/start", "sectors", "There is a page at that address"),
        ("guides/start", "Guides/Bắt đầu", "This would do: guides/bat-dau"),
        ("guides/start", "sectors/ice-making/more", "one of another kind"),
        ("guides/start", "policy/laws", "one of another kind"),
        ("sectors/ice-making/measures", "measures-of-ice", "goes with the facts of ice-making"),
        ("glossary/index", "words", "the address is fixed"),
        ("index", "home", "the address is fixed"),
    ],
)
def test_a_page_stays_where_it_is(guides: Path, old: str, new: str, words: str) -> None:
    before = snapshot(guides)
    with pytest.raises(Refusal) as refusal:
        move_page(guides, old, new)
    assert words in refusal.value.en and re.search("[à-ỹđ]", refusal.value.vi)
    assert snapshot(guides) == before


def test_an_address_that_was_another_page_is_not_given_away(guides: Path) -> None:
    move_page(guides, "guides/start", "begin")
    with pytest.raises(Refusal, match="was that of begin"):
        move_page(guides, "guides/next", "guides/start")


def test_a_page_renamed_by_hand_is_made_good(run: Run, guides: Path) -> None:
    publish(guides)
    for lang in WORDS:
        (guides / f"docs/{lang}/guides/start.md").rename(guides / f"docs/{lang}/guides/begin.md")
        change(guides, f"docs/{lang}/guides/begin.md", "start.md#first", "begin.md#first")
    assert {code for _, _, code in mistakes(guides)} == {"A01"}
    assert run("move", "page", "guides/start", "guides/begin")[0] == 0
    assert mistakes(guides) == []
    assert redirects(guides) == "pages:\n  guides/start: guides/begin\n"
    assert run("move", "page", "guides/start", "guides/begin")[0] == 2


def test_errors_that_were_there_move_along(guides: Path) -> None:
    change(guides, "docs/vi/guides/start.md", "plan.txt", "nothing.txt")
    before = mistakes(guides)
    move_page(guides, "guides/start", "begin")
    assert [code for _, _, code in mistakes(guides)] == [code for _, _, code in before]


def test_a_damaged_page_is_left_alone(guides: Path) -> None:
    damage(guides / "docs/vi/guides/start.md", "latin")
    before = snapshot(guides)
    with pytest.raises(Refusal, match="is damaged, nothing was changed"):
        move_page(guides, "guides/start", "begin")
    assert snapshot(guides) == before


def test_a_dry_run_writes_nothing(run: Run, guides: Path) -> None:
    before = snapshot(guides)
    code, out, _ = run("move", "page", "guides/start", "begin", "--dry-run")
    assert code == 0 and "+  guides/start: begin" in out and "Would change" in out
    assert snapshot(guides) == before


def test_when_writing_fails_everything_is_as_it_was(guides: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot(guides)
    unlink = Path.unlink

    def fail(self: Path, missing_ok: bool = False) -> None:
        if self == guides / "docs/vi/guides/start.md":
            raise PermissionError(f"{self.name} is open elsewhere")
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", fail)
    with pytest.raises(Refusal, match="every file is as it was"):
        move_page(guides, "guides/start", "handbook/begin")
    assert snapshot(guides) == before


# -- move heading


def test_a_section_gets_another_id(run: Run, guides: Path) -> None:
    publish(guides)
    code, out, _ = run("move", "heading", "guides/start", "first", "measure-first")
    assert code == 0
    assert "docs/en/guides/start.md:10  first → measure-first\n" in out
    assert "## Đo trước {#measure-first}\n\nXem [9](start.md#measure-first)." in text(guides, "docs/vi/guides/start.md")
    assert "[2](#measure-first)" in text(guides, "docs/vi/guides/start.md")
    assert "[2](<start.md#measure-first>)" in text(guides, "docs/en/guides/next.md")
    assert redirects(guides) == "anchors:\n  guides/start:\n    first: measure-first\n"
    assert mistakes(guides) == []
    run("move", "heading", "guides/start", "measure-first", "measure")
    assert redirects(guides) == "anchors:\n  guides/start:\n    first: measure\n    measure-first: measure\n"
    run("move", "heading", "guides/start", "measure", "first")
    assert redirects(guides) == "anchors:\n  guides/start:\n    measure: first\n    measure-first: first\n"
    assert mistakes(guides) == []


def test_old_ids_follow_their_page(guides: Path) -> None:
    publish(guides)
    move_heading(guides, "guides/start", "first", "measure")
    move_page(guides, "guides/start", "begin")
    assert redirects(guides) == "pages:\n  guides/start: begin\nanchors:\n  begin:\n    first: measure\n"
    assert mistakes(guides) == []


@pytest.mark.parametrize(
    ("page", "old", "new", "words"),
    [
        ("guides/start", "frist", "x", "Did you mean first?"),
        ("guides/strat", "first", "x", "Did you mean guides/start?"),
        ("guides/start", "first", "start", "has a section “start” already"),
        ("guides/start", "first", "Đo trước", "This would do: do-truoc"),
        ("guides/start", "first", "guides/next#first", "still stands on guides/start"),
        ("sectors", "all-sectors", "everything", "an id the build uses"),
        ("sectors/ice-making/measures", "tank-cover", "lid", "move id ice-making tank-cover lid"),
        ("sectors/ice-making/measures", "at-freezing", "lid", "move id ice-making at-freezing lid"),
        ("glossary", "wastewater", "waste-water", "move id terms wastewater waste-water"),
    ],
)
def test_a_section_keeps_its_id(guides: Path, page: str, old: str, new: str, words: str) -> None:
    before = snapshot(guides)
    with pytest.raises(Refusal) as refusal:
        move_heading(guides, page, old, new)
    assert words in refusal.value.en
    assert snapshot(guides) == before


def test_a_section_that_went_to_another_page(guides: Path) -> None:
    publish(guides)
    for lang in WORDS:
        page = text(guides, f"docs/{lang}/guides/start.md")
        start, end = page.index("## "), page.index("[rest]:")
        (guides / f"docs/{lang}/guides/start.md").write_text(page[:start] + page[end:], encoding="utf-8")
        section = page[start:end].replace("{#first}", "{#measure}")
        (guides / f"docs/{lang}/guides/next.md").write_text(
            text(guides, f"docs/{lang}/guides/next.md") + "\n" + section.rstrip() + "\n", encoding="utf-8"
        )
    assert {code for _, _, code in mistakes(guides)} == {"A02"}
    move_heading(guides, "guides/start", "first", "guides/next#measure")
    assert redirects(guides) == 'anchors:\n  guides/start:\n    first: "guides/next#measure"\n'
    assert "[2](next.md#measure)" in text(guides, "docs/vi/guides/start.md")
    assert "[2](<#measure>)" in text(guides, "docs/vi/guides/next.md").replace("next.md#", "#")
    assert mistakes(guides) == []
    corpus = load(guides)
    page = corpus.page("en", "guides/start")
    assert page
    html = Renderer(corpus).render(page)
    assert '<li id="first"><a href="../next/#measure">Getting started 2: Measure first</a></li>' in html


# -- move id


def test_a_measure_gets_another_id(run: Run, guides: Path) -> None:
    publish(guides)
    before = text(guides, "docs/_data/sectors/ice-making.yml")
    assert run("move", "id", "ice-making", "tank-cover", "tank-lid")[0] == 0
    assert text(guides, "docs/_data/sectors/ice-making.yml") == before.replace("tank-cover", "tank-lid")
    assert "### Đậy bể đông {#tank-lid}" in text(guides, "docs/vi/sectors/ice-making/measures.md")
    assert "(measures.md#tank-lid)" in text(guides, "docs/en/sectors/ice-making/index.md")
    assert redirects(guides) == "anchors:\n  sectors/ice-making/measures:\n    tank-cover: tank-lid\n"
    assert mistakes(guides) == []


def test_a_step_takes_its_group_along(guides: Path) -> None:
    publish(guides)
    move_id(guides, "ice-making", "freezing", "deep-freezing")
    assert redirects(guides) == (
        "anchors:\n  sectors/ice-making/measures:\n    at-freezing: at-deep-freezing\n"
        "  sectors/ice-making/process:\n    freezing: deep-freezing\n"
    )
    assert "from: [deep-freezing]" in text(guides, "docs/_data/sectors/ice-making.yml")
    assert mistakes(guides) == []


@pytest.mark.parametrize(("old", "page"), [("electricity-use", "benchmarks"), ("sample-plant", "cases")])
def test_benchmarks_and_cases_too(guides: Path, old: str, page: str) -> None:
    publish(guides)
    move_id(guides, "ice-making", old, "new-name")
    assert redirects(guides) == f"anchors:\n  sectors/ice-making/{page}:\n    {old}: new-name\n"
    assert old not in text(guides, "docs/_data/sectors/ice-making.yml")
    assert mistakes(guides) == []


def test_a_term_gets_another_id(guides: Path) -> None:
    publish(guides)
    change(guides, "docs/vi/guides/next.md", "Xem.", "[Nước thải](term:wastewater).")
    change(guides, "docs/en/guides/next.md", "See.", "[Wastewater](term:wastewater).")
    move_id(guides, "terms", "wastewater", "waste-water")
    assert not (guides / "docs/_data/terms/wastewater.yml").exists()
    assert text(guides, "docs/_data/terms/waste-water.yml").startswith("id: waste-water\n")
    assert "(term:waste-water)" in text(guides, "docs/vi/guides/next.md")
    assert "waste-water" in text(guides, "docs/_data/terms/cleaner-production.yml")
    assert redirects(guides) == "anchors:\n  glossary/index:\n    wastewater: waste-water\n"
    assert mistakes(guides) == []
    corpus = load(guides)
    page = corpus.page("vi", "glossary/index")
    assert page
    assert '<h4 id="waste-water"><span class="hb-alias" id="wastewater"></span>' in Renderer(corpus).render(page)


def test_a_source_gets_another_id(guides: Path) -> None:
    publish(guides)
    move_id(guides, "sources", "sample-survey-2020", "survey-2020")
    assert "[^survey-2020]" in text(guides, "docs/vi/sectors/ice-making/cases.md")
    assert "sample-survey-2020" not in text(guides, "docs/_data/sectors/ice-making.yml")
    assert redirects(guides) == "anchors:\n  sources/index:\n    src-sample-survey-2020: src-survey-2020\n"
    assert mistakes(guides) == []


def test_a_legal_text_gets_another_id(guides: Path) -> None:
    move_id(guides, "instruments", "sample-circular-2000", "circular-2000")
    assert "instrument: circular-2000" in text(guides, "docs/_data/sectors/ice-making.yml")
    assert "sample-circular-2000" not in text(guides, "docs/_data/instruments.yml")
    assert not (guides / REDIRECTS).exists()
    assert mistakes(guides) == []


@pytest.mark.parametrize(
    ("topic", "old", "new", "words"),
    [
        ("ice", "tank-cover", "lid", "there is no “ice”"),
        ("ice-making", "tank-covr", "lid", "Did you mean “tank-cover”?"),
        ("ice-making", "brine", "salt-water", "there is no “brine”"),
        ("ice-making", "tank-cover", "storage", "is taken"),
        ("ice-making", "tank-cover", "measures", "is taken"),
        ("ice-making", "tank-cover", "Lid", "This would do: lid"),
        ("terms", "wastewater", "cleaner-production", "is taken"),
        ("sources", "nobody-1999", "x", "there is no “nobody-1999”"),
    ],
)
def test_a_record_keeps_its_id(guides: Path, topic: str, old: str, new: str, words: str) -> None:
    before = snapshot(guides)
    with pytest.raises(Refusal) as refusal:
        move_id(guides, topic, old, new)
    assert words in refusal.value.en
    assert snapshot(guides) == before


def test_both_halves_still_agree_after_a_move(guides: Path) -> None:
    stamp(guides, [], everything=True)
    change(guides, "docs/vi/sectors/ice-making/cases.md", "đo lại", "đo lại sau")

    def states() -> dict[tuple[str, str], State]:
        return {(pair.key, pair.section): pair.state for _, _, pairs in all_pairs(load(guides)) for pair in pairs}

    before = states()
    assert before["sectors/ice-making/cases", "sample-plant"] is State.EN_BEHIND
    move_id(guides, "ice-making", "sample-plant", "plant-a")
    move_page(guides, "guides/start", "begin")
    move_heading(guides, "begin", "first", "measure")
    after = states()
    assert after["sectors/ice-making/cases", "plant-a"] is State.EN_BEHIND
    assert {state for at, state in after.items() if at[1] != "plant-a"} == {State.SAME}


# -- retire


WHY = ("--why-vi", "Nội dung đã gộp.", "--why-en", "Its content was merged.")


def test_a_page_retires(run: Run, guides: Path) -> None:
    publish(guides)
    change(guides, "docs/vi/guides/start.md", "{#first}", "{#more}")
    change(guides, "docs/en/guides/start.md", "{#first}", "{#more}")
    run("move", "heading", "guides/start", "first", "more")
    code, _, err = run("retire", "guides/next", "--replaced-by", "guides/start", *WHY)
    assert (code, err) == (0, "")
    assert text(guides, "docs/en/guides/next.md") == (
        "---\ntitle: Getting started 2\ndescription: See 2.\nstatus: retired\nreplaced_by: guides/start\n---\n\n"
        "# Getting started 2 {#next}\n\nIts content was merged.\n"
    )
    assert "[rest]: start.md#more" in text(guides, "docs/vi/guides/start.md")
    assert 'guides/next:\n    more: "guides/start#more"\n' in redirects(guides)
    assert mistakes(guides) == []
    corpus = load(guides)
    page = corpus.page("vi", "guides/next")
    assert page and page.retired
    html = Renderer(corpus).render(page)
    assert 'Trang này đã được thay bằng <a href="../start/">Bắt đầu</a>' in html
    assert '<li id="more"><a href="../start/#more">Bắt đầu: Đo trước</a></li>' in html
    assert "guides/next" not in str(navigation(corpus, "vi"))
    assert "guides/next" not in [found.key for found in indexed_pages(corpus, "vi")]
    assert "/guides/next/" not in permalinks.addresses(corpus)


def test_without_a_replacement_old_anchors_lead_to_the_title(run: Run, guides: Path) -> None:
    publish(guides)
    code, out, _ = run("retire", "guides/next", *WHY)
    assert code == 0 and "still link to the retired one: docs/en/guides/start.md, docs/vi/guides/start.md" in out
    assert redirects(guides) == "anchors:\n  guides/next:\n    more: next\n"
    assert {code for _, _, code in mistakes(guides)} == {"L12"}
    corpus = load(guides)
    page = corpus.page("en", "guides/next")
    assert page
    html = Renderer(corpus).render(page)
    assert '# <span class="hb-alias" id="more"></span>Getting started 2' in html
    assert "This page is no longer kept up." in html


def test_without_a_reason_a_prompt_asks_for_it(guides: Path) -> None:
    retire(guides, "guides/next", None, {})
    assert "VIẾT: " in text(guides, "docs/vi/guides/next.md")
    assert {code for _, _, code in mistakes(guides)} == {"L12", "P19"}


@pytest.mark.parametrize(
    ("page", "by", "words"),
    [
        ("guides/nxet", None, "Did you mean guides/next?"),
        ("guides/next", "guides/next", "cannot stand in"),
        ("guides/next", "guides/nowhere", "There is no page “guides/nowhere”"),
        ("sectors/ice-making/measures", "guides/start", "goes with the facts of ice-making"),
        ("glossary", None, "the address is fixed"),
    ],
)
def test_a_page_does_not_retire(guides: Path, page: str, by: str | None, words: str) -> None:
    before = snapshot(guides)
    with pytest.raises(Refusal) as refusal:
        retire(guides, page, by, {})
    assert words in refusal.value.en
    assert snapshot(guides) == before


# -- what readers get


def test_links_by_old_addresses_are_rendered_straight(guides: Path) -> None:
    (guides / REDIRECTS).write_text(
        "pages: {ice/measures: sectors/ice-making/measures}\nanchors: {guides/next: {old: more}}\n", encoding="utf-8"
    )
    change(guides, "docs/en/guides/next.md", "[1](start.md)", "[1](../ice/measures.md#tank-cover) [3](#old)")
    corpus = load(guides)
    page = corpus.page("en", "guides/next")
    assert page
    html = Renderer(corpus).render(page)
    assert "[1](../sectors/ice-making/measures.md#tank-cover) [3](#more)" in html
    assert '## <span class="hb-alias" id="old"></span>Measure first 2 {#more}' in html


def test_fix_writes_new_addresses(run: Run, guides: Path) -> None:
    (guides / REDIRECTS).write_text("anchors: {guides/next: {old: more}}\n", encoding="utf-8")
    change(guides, "docs/en/guides/start.md", "next.md#more", "next.md#old")
    change(guides, "docs/vi/guides/start.md", "next.md#more", "next.md#old")
    assert {code for _, _, code in mistakes(guides)} == {"L12"}
    assert run("fix")[0] == 0
    assert "[rest]: next.md#more" in text(guides, "docs/en/guides/start.md")
    assert mistakes(guides) == []


def redirecting(corpus: Corpus) -> dict[str, str]:
    return dict(redirect_pages(corpus))


def test_pages_at_old_addresses(guides: Path) -> None:
    move_page(guides, "guides/start", "begin")
    corpus = load(guides)
    corpus.site_url = "https://x.example/sub/"
    pages = redirecting(corpus)
    assert sorted(pages) == ["en/guides/start/index.html", "guides/start/index.html"]
    html = pages["en/guides/start/index.html"]
    assert '<html lang="en">' in html
    assert '<link rel="canonical" href="https://x.example/sub/en/begin/">' in html
    assert '<meta name="robots" content="noindex">' in html
    assert '<script src="../../../assets/javascripts/moved.js" data-to="../../begin/"></script>' in html
    assert '<noscript><meta http-equiv="refresh" content="0; url=../../begin/"></noscript>' in html
    assert '<a href="../../begin/">Getting started</a>' in html
    corpus.offline = True
    pages = redirecting(corpus)
    assert sorted(pages) == ["en/guides/start.html", "guides/start.html"]
    assert 'url=../begin.html"' in pages["guides/start.html"]
    assert 'src="../assets/javascripts/moved.js"' in pages["guides/start.html"]


def test_a_page_in_one_language_redirects_in_that_one_only(guides: Path) -> None:
    (guides / REDIRECTS).write_text("pages: {old: guides/next, index: guides/next}\n", encoding="utf-8")
    (guides / "docs/en/guides/next.md").unlink()
    assert list(redirecting(load(guides))) == ["old/index.html"]


def test_redirects_file_is_written_in_order() -> None:
    known = Redirects(pages={"b": "c", "a": "c"}, anchors={"c": {"y": "z", "x": "d#w"}})
    lines = redirects_text(known).splitlines()[3:]
    assert lines == ["pages:", "  a: c", "  b: c", "anchors:", "  c:", '    x: "d#w"', "    y: z"]
    assert redirected(known, Moves()) == known


@pytest.mark.parametrize("line", ["pages: [a]", "pages: {a b: c}", "anchors: {a: {Ä: b}}", "anchors: {a: {x: b#}}"])
def test_a_broken_redirects_file_is_reported(guides: Path, line: str) -> None:
    (guides / REDIRECTS).write_text(f"{line}\n", encoding="utf-8")
    assert [(path, code[0]) for path, _, code in mistakes(guides)] == [(REDIRECTS, "D")]


def test_a_page_nobody_can_read_is_one_finding(guides: Path) -> None:
    """A file Notepad saved as UTF-16: the links to its sections are no mistakes."""
    publish(guides)
    file = guides / "docs/vi/guides/next.md"
    file.write_bytes(file.read_text(encoding="utf-8").encode("utf-16"))
    assert mistakes(guides) == [("docs/vi/guides/next.md", 1, "P12")]
