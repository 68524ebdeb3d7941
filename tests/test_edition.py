"""Which state of the handbook pages say they are, and where its editions are."""

from __future__ import annotations

import datetime
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from handbook import exports
from handbook.corpus import Corpus
from handbook.edition import SOURCE_DATE, Edition, edition_of
from handbook.history import day_of
from handbook.render import edition_words
from handbook.render.context import Context
from handbook.render.editions import editions
from handbook.terms import TermIndex

DAY = datetime.date(2025, 9, 1)
REPOSITORY = "https://github.com/example/handbook"


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project committed in the evening of 1 September 2025, Vietnamese time."""
    monkeypatch.delenv(SOURCE_DATE, raising=False)
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2025-08-01T08:00:00+07:00")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2025-09-01T23:30:00+07:00")
    root = tmp_path / "project"
    root.mkdir()
    (root / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    git(root, "init", "-q")
    git(root, "add", "mkdocs.yml")
    git(root, "commit", "-qm", "first")
    return root


def test_the_day_is_that_of_the_commit(repository: Path) -> None:
    assert edition_of(repository, "1.4.0") == Edition("1.4.0", DAY)
    (repository / "mkdocs.yml").write_text("site_name: y\n", encoding="utf-8")
    assert day_of(repository) == DAY


def test_a_folder_inside_another_repository_has_no_day(repository: Path) -> None:
    inner = repository / "inner"
    inner.mkdir()
    (inner / "mkdocs.yml").write_text("site_name: z\n", encoding="utf-8")
    assert edition_of(inner) == Edition()


@pytest.mark.parametrize(
    ("told", "day"),
    [("1756684800", DAY), ("0", datetime.date(1970, 1, 1)), ("", None), ("yesterday", None), ("9" * 30, None)],
)
def test_without_git_the_day_may_be_told(
    told: str, day: datetime.date | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SOURCE_DATE, told)
    assert edition_of(tmp_path).day == day


@pytest.mark.parametrize(
    ("edition", "vi", "en"),
    [
        (Edition("1.4.0", DAY), "Ấn bản 1.4.0, ngày 01/09/2025", "Edition 1.4.0 of 1 September 2025"),
        (Edition("", DAY), "Bản đang làm, ngày 01/09/2025", "Working copy of 1 September 2025"),
        (Edition("2.0.0-rc.1"), "Ấn bản 2.0.0-rc.1", "Edition 2.0.0-rc.1"),
        (Edition(), "Bản đang làm", "Working copy"),
    ],
)
def test_in_words(tiny: Corpus, edition: Edition, vi: str, en: str) -> None:
    corpus = replace(tiny, edition=edition)
    assert (edition_words(corpus, "vi"), edition_words(corpus, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("edition", "repo_url", "links"),
    [
        (Edition("1.4.0"), REPOSITORY, [f"{REPOSITORY}/releases/tag/v1.4.0", f"{REPOSITORY}/releases"]),
        (Edition(), REPOSITORY, [f"{REPOSITORY}/releases"]),
        (Edition("1.4.0"), "", []),
    ],
)
def test_links_only_where_editions_are_released(
    tiny: Corpus, edition: Edition, repo_url: str, links: list[str]
) -> None:
    corpus = replace(tiny, edition=edition, repo_url=repo_url)
    page = corpus.page("en", "index")
    assert page is not None
    html = editions(Context(corpus, page, TermIndex(corpus)))
    assert [part.split('"')[0] for part in html.split('href="')[1:]] == links
    assert ("cannot link" in html) is (not links)
    assert ("still changes" in html) is (not edition.number)


def test_open_data_of_an_edition_have_its_number(tiny: Corpus) -> None:
    plain, numbered = (exports.export(replace(tiny, edition=edition)) for edition in (Edition(), Edition("1.4.0")))
    assert b'"version": "1.4.0"' in numbered[exports.PACKAGE] and b'"version"' not in plain[exports.PACKAGE]
