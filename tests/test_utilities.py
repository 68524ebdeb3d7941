"""Cross-cutting topics: one page with everything, and every link to their records leads there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from conftest import CASES, build_site
from handbook.__main__ import main
from handbook.checks import run_all
from handbook.corpus import Corpus, load
from handbook.exports.tables import TABLES
from handbook.render import Renderer, measure_index
from handbook.render.navigation import navigation
from handbook.search.entries import indexed_pages

CASE = CASES / "ok-cross-cutting-topic"
KEY = "utilities/cold-water"
TITLES = {"vi": "Hệ thống dùng chung", "en": "Cross-cutting systems"}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return load(build_site(tmp_path_factory.mktemp("utility"), CASE))


def rendered(corpus: Corpus, key: str, lang: str = "vi") -> str:
    page = corpus.page(lang, key)
    assert page is not None
    return Renderer(corpus).render(page)


def test_one_page_is_the_whole_topic(corpus: Corpus) -> None:
    page = corpus.page("vi", KEY)
    assert page is not None and (page.kind, page.topic_id, page.url) == ("utility", "cold-water", f"{KEY}/")
    assert corpus.page("vi", "utilities/index").topic_id is None  # type: ignore[union-attr]
    assert {corpus.topic_key("cold-water", name) for name in ("index", "process", "measures", "cases")} == {KEY}
    assert corpus.topic_key("ice-making", "measures") == "sectors/ice-making/measures"


def test_records_get_their_blocks_under_their_headings(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure_index, "_ENOUGH", 1)
    html = rendered(corpus, KEY)
    for anchor, block in (
        ("start-here", '<div class="hb hb-lanes"'),
        ("chiller-share", '<table class="hb hb-chart'),
        ("warmer-water", '<section class="hb hb-strip"'),
        ("cold-plant", '<article class="hb hb-case"'),
    ):
        assert re.search(rf"\{{#{anchor}\}}\s+{re.escape(block)}", html), anchor
    assert html.index('class="hb hb-index"') < html.index("{#losses}") < html.index('class="hb-process"')
    assert '<dt>Bộ phận</dt><dd><a href="#chiller">' in html and "<dt>Công đoạn</dt>" not in html
    assert '<li id="chiller" class="hb-main-loss">' in html and 'id="whole-site"' not in html
    assert "0 công đoạn" not in html + rendered(corpus, "utilities/index")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_it_stands_below_its_tab_and_in_the_list(corpus: Corpus, lang: str) -> None:
    tab = next(tab[TITLES[lang]] for tab in navigation(corpus, lang) if TITLES[lang] in tab)
    name = corpus.facts.utilities["cold-water"].name[lang]
    assert tab == ["utilities/index.md", {name: f"{KEY}.md"}]
    listing = rendered(corpus, "utilities/index", lang)
    assert f'<a href="cold-water/">{name}</a>' in listing
    assert '<a href="cold-water/#warmer-water">' in listing


def test_search_and_open_data_lead_to_the_page(corpus: Corpus) -> None:
    page = next(page for page in indexed_pages(corpus, "vi") if page.key == KEY)
    kinds = {entry.id: entry.kind for entry in page.entries if entry.kind}
    assert kinds == {
        "": "sector",
        "chiller-share": "benchmark",
        "warmer-water": "measure",
        "cold-plant": "case",
        "chiller": "step",
    }
    columns = {table.name: table for table in TABLES}
    for name, anchor in (("measures", "#warmer-water"), ("cases", "#cold-plant"), ("steps", "#chiller")):
        table = columns[name]
        column = next(column for column in table.columns if column.name == "page_en")
        addresses = [column.get(item) for item in table.rows(corpus) if item.topic and item.topic.id == "cold-water"]
        assert f"en/{KEY}/{anchor}" in addresses


def test_editors_get_one_page_and_sections_in_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = build_site(tmp_path / "site", CASE)
    for lang in ("vi", "en"):
        shutil.rmtree(site / "docs" / lang / "utilities")
    assert main(["new", "--root", str(site), "pages", "cold-water"]) == 0
    made = [site / "docs" / lang / f"{KEY}.md" for lang in ("vi", "en")]
    assert all(file.is_file() for file in made)
    assert {d.code for d in run_all(load(site)) if d.span.path.endswith("cold-water.md")} == {"P19"}
    source = ("--source", "sample-survey-2020")
    names = ("--name-vi", "Tên thử", "--name-en", "Trial name")
    for record, more in (
        ("measure", ("--step", "chiller", "--type", "process-control", "--cost", "none", "--resource", "water")),
        ("case", ("--country", "VN", "--year", "none", "--measure", "warmer-water")),
    ):
        arguments = ["new", "--root", str(site), record, "cold-water", f"trial-{record}", *names, *more, *source]
        assert main(arguments) == 0, capsys.readouterr()
    page = load(site).page("en", KEY)
    assert page is not None
    ids = [heading.id for heading in page.headings]
    assert ids.index("warmer-water") + 1 == ids.index("trial-measure") < ids.index("cases")
    assert ids.index("cold-plant") + 1 == ids.index("trial-case") < ids.index("gaps")
