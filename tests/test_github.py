"""What the workflows run, run here: labels, the one issue of dead links, the summary of a change, an edition."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from conftest import ROOT
from handbook import external
from handbook.__main__ import main
from handbook.corpus import load
from handbook.edits.stamp import stamp
from test_translations import CASES_VI, change, git

sys.path.insert(0, str(ROOT / "scripts"))

import one_issue
import pull_request_labels
from devkit import edition
from devkit.console import Stop

FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))


class Gh:
    """Stands for GitHub's program: remembers what it was asked, answers lists from `answers`."""

    def __init__(self, **answers: object) -> None:
        self.answers = answers
        self.asked: list[tuple[str, ...]] = []

    def __call__(self, *arguments: str) -> str:
        self.asked.append(arguments)
        return json.dumps(self.answers[arguments[0]]) if arguments[1] == "list" else ""

    def done(self, noun: str, verb: str) -> list[tuple[str, ...]]:
        return [arguments[2:] for arguments in self.asked if arguments[:2] == (noun, verb)]


def test_labels_by_language() -> None:
    assert pull_request_labels.labels_for(["docs/vi/index.md"]) == ["tiếng Việt"]
    assert pull_request_labels.labels_for(["docs/en/a.md", "docs/_data/units.yml", "README.md"]) == [
        "English",
        "dữ liệu / facts",
    ]
    assert pull_request_labels.labels_for(["README.md"]) == []


def test_only_missing_labels_are_added() -> None:
    gh = Gh(
        pr=[
            {"number": 1, "files": [{"path": "docs/vi/a.md"}], "labels": [{"name": "tiếng Việt"}]},
            {
                "number": 2,
                "files": [{"path": "docs/vi/a.md"}, {"path": "docs/en/a.md"}],
                "labels": [{"name": "English"}],
            },
        ]
    )
    assert pull_request_labels.label_all(gh) == {2: ["tiếng Việt"]}
    assert gh.done("pr", "edit") == [("2", "--add-label", "tiếng Việt")]
    assert len(gh.done("label", "create")) == len(pull_request_labels.LABELS)


def test_one_issue_is_opened_changed_and_closed(tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    report.write_text("- <https://x.example/>\n", encoding="utf-8")
    none, one = Gh(issue=[]), Gh(issue=[{"number": 7}])
    assert one_issue.update("dead", "T", report, none) == "created"
    assert none.done("issue", "create") == [("--title", "T", "--label", "dead", "--body-file", str(report))]
    assert one_issue.update("dead", "T", report, one) == "changed #7"
    assert not one.done("issue", "create")
    report.write_text("", encoding="utf-8")
    assert one_issue.update("dead", "T", report, one) == "closed 1"
    assert one.done("issue", "close")[0][0] == "7"


def test_dead_addresses_are_told_with_their_line(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = external.addresses(load(site))
    url = next(iter(places))
    assert main(["urls", "--root", str(site)]) == 0
    assert url in capsys.readouterr().out.splitlines()
    result = tmp_path / "lychee.json"
    dead = {"url": url, "status": {"text": "Not Found", "code": 404}}
    result.write_text(json.dumps({"total": 1, "error_map": {"addresses.txt": [dead]}}), encoding="utf-8")
    assert main(["urls", "--root", str(site), "--report", str(result)]) == 0
    told = capsys.readouterr().out
    span = places[url][0]
    assert f"- <{url}>: 404 Not Found (`{span.path}:{span.line}`)" in told
    result.write_text(json.dumps({"total": 1, "error_map": {}}), encoding="utf-8")
    assert external.report(places, external.read_lychee(result)) == ""
    result.write_text("[]", encoding="utf-8")
    with pytest.raises(ValueError, match="no result of lychee"):
        external.read_lychee(result)


@pytest.fixture
def change_request(site: Path) -> Path:
    """A repository with a branch: one Vietnamese section changed, a broken link, a figure of the sector touched."""
    stamp(site, [], everything=True)
    git(site, "init", "-q", "-b", "main")
    git(site, "add", "-A")
    git(site, "commit", "-qm", "first")
    git(site, "checkout", "-qb", "work")
    change(site, CASES_VI, "đo lại", "đo lại, xem [thêm](khong-co.md)")
    facts = site / "docs/_data/sectors/ice-making.yml"
    facts.write_text(facts.read_text(encoding="utf-8") + "\n", encoding="utf-8", newline="\n")
    git(site, "commit", "-qam", "second")
    return site


def test_summary_of_a_change(change_request: Path, tmp_path: Path) -> None:
    out = tmp_path / "summary.md"
    assert main(["review", "main", "--root", str(change_request), "--out", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert "`/sectors/ice-making/cases/` `/en/sectors/ice-making/cases/` | sửa / changed | – |" in text
    assert re.search(r"`docs/_data/sectors/ice-making.yml`: .*`/sectors/ice-making/measures/`", text)
    assert "`sectors/ice-making/cases`: tiếng Anh cũ hơn / English behind: `sample-plant`" in text
    assert re.search(r"sectors/ice-making/cases#sample-plant [0-9a-f]{10} [0-9a-f]{10}", text)
    assert f"`{CASES_VI}:10`" in text and "L01" in text
    assert "## Kiểm tra nội dung" in text and "## Content checks" in text


def test_findings_of_changed_files_come_first(change_request: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(change_request, "docs/en/index.md", "](", "](khong-co/")
    git(change_request, "commit", "-qam", "third")
    git(change_request, "checkout", "-qb", "more")
    change(change_request, CASES_VI, "Xưởng này", "Xưởng đó")
    arguments = ["check", "--root", str(change_request), "--format", "github", "--changed", "work"]
    assert main(arguments) == 1
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("::")]
    assert f"file={CASES_VI}" in lines[0]
    assert any("file=docs/en/index.md" in line for line in lines)
    assert main([*arguments[:-1], "no-such-branch"]) == 2
    assert "no-such-branch" in capsys.readouterr().err


def test_first_push_of_a_branch_has_no_base(site: Path) -> None:
    assert main(["check", "--root", str(site), "--changed", "0" * 40]) == 0


def test_an_edition_refuses_a_missing_half(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(site)]) == 0
    page = (
        "---\ntitle: Trang mới\ndescription: Trang chỉ có tiếng Việt.\nstatus: awaiting-en\n---\n\n# Trang mới {#new}\n"
    )
    (site / "docs/vi/new.md").write_text(page + "\nMột câu.\n", encoding="utf-8")
    assert main(["check", "--root", str(site)]) == 0
    assert main(["check", "--root", str(site), "--release"]) == 1
    assert "B10" in capsys.readouterr().err


def test_zips_are_the_same_each_time(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    (folder / "en").mkdir(parents=True)
    (folder / "index.html").write_text("<p>xin chào</p>", encoding="utf-8")
    (folder / "en/index.html").write_text("<p>hello</p>", encoding="utf-8")
    out = tmp_path / "dist"
    out.mkdir()
    edition.pack(folder, out / "a.zip", "handbook-1.0.0")
    edition.pack(folder, out / "b.zip", "handbook-1.0.0")
    assert (out / "a.zip").read_bytes() == (out / "b.zip").read_bytes()
    with zipfile.ZipFile(out / "a.zip") as archive:
        assert archive.namelist() == ["handbook-1.0.0/en/index.html", "handbook-1.0.0/index.html"]
    sums = edition.write_checksums(out).read_text(encoding="utf-8").splitlines()
    assert sums[0] == f"{hashlib.sha256((out / 'a.zip').read_bytes()).hexdigest()}  a.zip"


def test_edition_numbers() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    number = re.search(r"^version: (\S+)", citation, re.M)
    assert number
    assert edition.version_of(f"v{number[1]}") == number[1]
    with pytest.raises(Stop):
        edition.version_of("v999.0.0")
    with pytest.raises(Stop):
        edition.version_of("tháng tư")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_issue_forms_speak_both_languages(form: Path) -> None:
    data = yaml.safe_load(form.read_text(encoding="utf-8"))
    if form.name == "config.yml":
        return
    assert " / " in data["name"] and " / " in data["description"]
    ids = [item["id"] for item in data["body"] if "id" in item]
    assert len(ids) == len(set(ids))
    for item in data["body"]:
        assert " / " in item["attributes"]["label"], item
    if form.name == "page-error.yml":
        assert {"page", "lang"} <= set(ids)  # the link on every page fills these in
