"""Both halves of a page: fingerprints, the ledger, `stamp`, `status`, the note readers get, and the page of editors."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from handbook import progress
from handbook.__main__ import main
from handbook.corpus import load
from handbook.edits import Refusal
from handbook.edits.stamp import stamp
from handbook.history import changes, versions
from handbook.pages import other_language_url
from handbook.render import Renderer
from handbook.translations import LEDGER, State, all_pairs, fingerprint, read_ledger

CASES_VI = "docs/vi/sectors/ice-making/cases.md"
CASES_EN = "docs/en/sectors/ice-making/cases.md"
PAGE = "sectors/ice-making/cases"


def change(site: Path, path: str, old: str, new: str) -> None:
    file = site / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def states(site: Path) -> dict[str, State]:
    """State of the sections of the cases page."""
    return {pair.section: pair.state for vi, _, pairs in all_pairs(load(site)) if vi.key == PAGE for pair in pairs}


def test_fingerprint_ignores_line_breaks_and_unicode_form() -> None:
    assert fingerprint("Đậy bể\n đông") == fingerprint("Đậy bể đông ")
    assert fingerprint("hòa") != fingerprint("hoà")
    assert fingerprint("a") != fingerprint("b")


def test_stamp_then_change_one_half_then_both(site: Path) -> None:
    assert set(states(site).values()) == {State.UNCONFIRMED}
    stamp(site, [], everything=True)
    assert set(states(site).values()) == {State.SAME}
    change(site, CASES_VI, "đo lại", "đo lại sau ba tháng")
    assert states(site) == {"cases": State.SAME, "sample-plant": State.EN_BEHIND}
    change(site, CASES_EN, "measured again", "measured again after three months")
    assert states(site)["sample-plant"] is State.UNCONFIRMED
    done = stamp(site, [f"{PAGE}#sample-plant"])
    assert [pair.section for pair in done.done] == ["sample-plant"]
    assert set(states(site).values()) == {State.SAME}


def test_stamp_leaves_what_changed_in_one_half_unless_cosmetic(site: Path) -> None:
    stamp(site, [], everything=True)
    before = (site / LEDGER).read_bytes()
    change(site, CASES_EN, "covered its tank", "covered the tank")
    left = stamp(site, [CASES_EN]).left
    assert [pair.section for pair in left] == ["sample-plant"]
    assert (site / LEDGER).read_bytes() == before
    assert main(["stamp", "--root", str(site), PAGE]) == 1
    assert not stamp(site, [PAGE], cosmetic=True).left
    assert set(states(site).values()) == {State.SAME}


def test_stamp_forgets_sections_that_are_gone_and_tidies_merged_lines(site: Path) -> None:
    stamp(site, [], everything=True)
    ledger = site / LEDGER
    text = ledger.read_text(encoding="utf-8")
    extra = f"{PAGE}#gone 0123456789 0123456789\n{PAGE}#sample-plant 0123456789 0123456789\n"
    ledger.write_text(text + extra, encoding="utf-8", newline="\n")
    assert states(site)["sample-plant"] is State.SAME
    assert stamp(site, [], everything=True).dropped == 1
    assert ledger.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], "stamp --all"),
        (["sectors/ice-makin/cases"], "Có phải sectors/ice-making/cases?"),
        ([f"{PAGE}#sample-plan"], "Có phải sample-plant?"),
    ],
)
def test_stamp_refuses(site: Path, names: list[str], words: str) -> None:
    with pytest.raises(Refusal) as refusal:
        stamp(site, names)
    assert words in refusal.value.vi
    assert not (site / LEDGER).exists()


def test_a_damaged_page_keeps_its_lines(site: Path) -> None:
    stamp(site, [], everything=True)
    before = (site / LEDGER).read_bytes()
    (site / CASES_VI).write_bytes(b"\xff\xfe\x00")
    stamp(site, [], everything=True)
    assert (site / LEDGER).read_bytes() == before


def test_readers_of_the_older_half_are_told(site: Path) -> None:
    stamp(site, [], everything=True)
    change(site, CASES_VI, "đo lại", "đo lại sau ba tháng")
    corpus = load(site)
    english, vietnamese = (corpus.page(lang, PAGE) for lang in ("en", "vi"))
    assert english and vietnamese
    html = Renderer(corpus).render(english)
    assert 'href="../../../../sectors/ice-making/cases/#sample-plant"' in html
    assert "newer in these sections" in html
    assert "mới hơn" not in Renderer(corpus).render(vietnamese)


@pytest.mark.parametrize(
    ("key", "lang", "offline", "url"),
    [
        ("index", "vi", False, "en/"),
        ("index", "en", False, "../"),
        ("sectors/brewing/measures", "vi", False, "../../../en/sectors/brewing/measures/"),
        ("glossary/index", "en", False, "../../glossary/"),
        ("index", "vi", True, "en/index.html"),
        ("sectors/brewing/cases", "en", True, "../../../sectors/brewing/cases.html"),
    ],
)
def test_address_in_the_other_language(key: str, lang: str, offline: bool, url: str) -> None:
    assert other_language_url(key, lang, offline=offline) == url
    assert other_language_url(key, lang, "x", offline=offline) == f"{url}#x"


def test_links_to_another_page_of_the_other_language() -> None:
    """The status page names sections of all pages."""
    here = "contribute/status"
    assert other_language_url("index", "en", "home", from_key=here) == "../../../#home"
    assert other_language_url("index", "vi", "home", from_key=here) == "../../en/#home"
    assert other_language_url("sectors/index", "en", from_key=here) == "../../../sectors/"
    assert other_language_url("sectors/index", "vi", from_key=here, offline=True) == "../en/sectors/index.html"


def test_status_as_text_and_json(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stamp(site, [], everything=True)
    change(site, CASES_VI, "đo lại", "đo lại sau ba tháng")
    assert main(["status", "--root", str(site)]) == 0
    text = capsys.readouterr().out
    assert f"{PAGE}#sample-plant: bản en cũ hơn" in text
    assert "1 mục có một bản cũ hơn" in text
    assert main(["status", "--root", str(site), "--json"]) == 0
    pages = {item["page"]: item for item in json.loads(capsys.readouterr().out)}
    assert pages[PAGE]["en-behind"] == ["sample-plant"]
    assert list(pages)[:2] == ["index", "sectors/ice-making/index"]


def git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "core.autocrlf=false"]
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def repository(site: Path) -> Path:
    stamp(site, [], everything=True)
    git(site, "init", "-q", "-b", "main")
    git(site, "add", "-A")
    git(site, "commit", "-qm", "first")
    return site


def test_diff_since_both_were_compared(repository: Path) -> None:
    change(repository, CASES_VI, "đo lại", "đo lại sau ba tháng")
    git(repository, "commit", "-qam", "second")
    change(repository, CASES_VI, "Xưởng này", "Xưởng nhỏ này")
    corpus = load(repository)
    pair = next(item for page in progress.progress(corpus) for item in page.behind)
    diff = progress.section_diff(corpus, pair)
    assert diff is not None
    assert "-Xưởng này đậy bể và đo lại[^sample-survey-2020]." in diff
    assert "+Xưởng nhỏ này đậy bể và đo lại sau ba tháng[^sample-survey-2020]." in diff


def test_without_history_there_is_no_diff(site: Path) -> None:
    stamp(site, [], everything=True)
    change(site, CASES_VI, "đo lại", "đo lại sau ba tháng")
    corpus = load(site)
    pair = next(item for page in progress.progress(corpus) for item in page.behind)
    assert progress.section_diff(corpus, pair) is None
    assert changes(site, "main") is None


def test_changes_since_a_branch(repository: Path) -> None:
    git(repository, "checkout", "-qb", "work")
    change(repository, CASES_VI, "đo lại", "đo lại sau ba tháng")
    git(repository, "commit", "-qam", "second")
    (repository / "docs/vi/tiếng việt.md").write_text("x", encoding="utf-8")
    git(repository, "mv", "docs/en/glossary/index.md", "docs/en/glossary/words.md")
    (repository / CASES_EN).unlink()
    found = changes(repository, "main")
    assert found is not None
    assert [(change.kind, change.path, change.old) for change in found] == [
        ("R", "docs/en/glossary/words.md", "docs/en/glossary/index.md"),
        ("D", CASES_EN, None),
        ("M", CASES_VI, None),
        ("A", "docs/vi/tiếng việt.md", None),
    ]
    assert [text for _, text in versions(repository, CASES_VI)][1].count("ba tháng") == 0


def test_the_real_ledger_can_be_read() -> None:
    assert read_ledger(Path(__file__).resolve().parents[1]).malformed == ()
