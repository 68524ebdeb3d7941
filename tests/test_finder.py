"""Measure finder and case library as they are built: every row equals its facts, in the order promised.

The sectors of `tests/sites/finder` are made up; what each test expects was worked out by hand from their files.
"""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest

from conftest import build_site
from handbook.corpus import Corpus, load
from handbook.models import Quantity
from handbook.render import Renderer, case_library, finder, home, measure_index
from handbook.render.context import Context
from handbook.render.facets import PICKS, topics_in_order
from handbook.render.navigation import navigation
from handbook.terms import TermIndex

SITE = Path(__file__).parent / "sites" / "finder"
LANGS = ("vi", "en")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    corpus = load(build_site(tmp_path_factory.mktemp("finder") / "site", SITE))
    assert not corpus.facts.problems
    return corpus


def context(corpus: Corpus, lang: str, key: str = "measures/index") -> Context:
    page = corpus.page(lang, key)
    assert page is not None
    return Context(corpus, page, TermIndex(corpus))


def rows(html: str) -> dict[str, str]:
    """Rows of the finder by measure id, in their order."""
    found = {}
    for row in re.findall(r'<tr role="row" data-sector=.*?</tr>', html):
        link = re.search(r'(?:measures|utilities/[\w-]+)/#([\w-]+)"', row)
        assert link is not None
        found[link[1]] = row
    return found


def data(row: str) -> dict[str, str]:
    head = row[: row.index(">")]
    return dict(re.findall(r' data-([\w-]+)="([^"]*)"', head))


# -- the finder


@pytest.mark.parametrize("lang", LANGS)
def test_finder_has_every_measure_once_grouped_best_evidence_first(sample: Corpus, lang: str) -> None:
    html = finder.finder(context(sample, lang))
    by_sector = {
        "bread": ["oven-insulation", "oven-schedule", "flour-dust"],
        "juice": ["pump-speed", "rinse-water"],
        "ice-making": ["tank-cover"],
        "compressed-air": ["leak-repair"],
    }
    order = {
        "vi": ["bread", "juice", "ice-making", "compressed-air"],
        "en": ["bread", "ice-making", "juice", "compressed-air"],
    }
    assert list(rows(html)) == [measure for sector in order[lang] for measure in by_sector[sector]]
    assert html.count('<section class="hb-set"><h3>') == 4
    assert "\n\n" not in html


def test_finder_rows_carry_what_they_are_filtered_by(sample: Corpus) -> None:
    found = {measure: data(row) for measure, row in rows(finder.finder(context(sample, "vi"))).items()}
    assert found["oven-insulation"] == {
        "sector": "bread",
        "step": "baking",
        "resource": "heat:0",
        "type": "equipment-modification",
        "cost": "low",
        "payback": "12 24 36 known",
        "rank": "0",
        "figure": "1",
        "vn": "1",
        "k": "Nhiệt, hơi",
    }
    assert found["oven-schedule"]["resource"] == "electricity:3 heat:3"  # energy is both; money is neither
    assert found["oven-schedule"]["rank"] == "0"  # the money was measured
    assert found["oven-schedule"]["step"] == "baking kneading"
    assert found["rinse-water"]["resource"] == "water:3"  # a weak source does not make it measured
    assert found["pump-speed"]["resource"] == "water electricity:0"
    assert found["flour-dust"] == {
        "sector": "bread",
        "step": "kneading",
        "resource": "material",
        "type": "good-housekeeping",
        "cost": "none",
        "k": "Nguyên liệu",
    }  # the case in Vietnam was only proposed


@pytest.mark.parametrize(
    ("payback", "tokens"),
    [
        ({"value": 6}, ["6", "12", "24", "36", "known"]),
        ({"value": 6, "qualifier": "under"}, ["6", "12", "24", "36", "known"]),
        ({"min": 24, "max": 36}, ["36", "known"]),
        ({"value": 12, "qualifier": "over"}, ["known"]),
        ({"value": 24, "qualifier": "at-least"}, ["known"]),
        ({"value": Decimal("6.1")}, ["12", "24", "36", "known"]),
        ({"value": 84}, ["known"]),
    ],
)
def test_payback_counts_only_where_it_is_sure(payback: dict, tokens: list[str]) -> None:
    quantity = Quantity(**payback, unit="month", evidence="claimed", source="x")
    assert finder.paid_back_within(quantity) == tokens


@pytest.mark.parametrize(
    ("lang", "measure", "words"),
    [
        ("vi", "oven-schedule", "1.250,5 triệu đồng/năm"),
        ("en", "oven-schedule", "1,250.5 million VND/year"),
        ("vi", "oven-schedule", "dưới 6 tháng"),
        ("vi", "rinse-water", "40–60% nước tráng nguồn nêu số liệu 2015; nguồn thứ cấp"),
        ("en", "rinse-water", "40–60% rinse water stated by source 2015 data; source: secondary"),
        (
            "vi",
            "pump-speed",
            "100 → 70 kWh/tấn điện kết quả đo số liệu 2018; giảm 30%, tính từ hai số này;",
        ),
        ("vi", "pump-speed", "24–36 tháng dự kiến"),
        ("vi", "oven-insulation", "Bánh mì: nướng"),
        ("vi", "oven-insulation", "Chi phí thấp (theo nguồn) Cải tiến thiết bị"),
        ("vi", "flour-dust", "chưa có số liệu công bố Chưa thấy nguồn công bố Không tốn tiền"),
    ],
)
def test_finder_rows_say_what_the_facts_say(sample: Corpus, lang: str, measure: str, words: str) -> None:
    row = rows(finder.finder(context(sample, lang)))[measure]
    text = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", row)))
    assert words in text.replace("\u00a0", " ")


def test_finder_links_to_measure_and_source(sample: Corpus) -> None:
    row = rows(finder.finder(context(sample, "vi")))["rinse-water"]
    assert '<a href="../sectors/juice/measures/#rinse-water">' in row
    assert '<a href="../sources/#src-juice-manual">' in row
    utility = rows(finder.finder(context(sample, "vi")))["leak-repair"]
    assert '<a href="../utilities/compressed-air/#leak-repair">' in utility


def test_finder_says_how_few_paybacks_are_known(sample: Corpus) -> None:
    assert "chỉ 5 trong 7 giải pháp có nguồn nêu" in finder.finder(context(sample, "vi"))


def test_form_offers_only_what_there_is(sample: Corpus) -> None:
    html = finder.finder(context(sample, "vi"))
    assert re.findall(r'name="resource" value="([\w-]+)"', html) == ["water", "electricity", "heat", "material"]
    groups = re.findall(r'<optgroup label="[^"]*" data-sector="bread">(.*?)</optgroup>', html)
    assert re.findall(r'value="([\w-]+)"', groups[0]) == ["kneading", "baking"]  # nothing is done at cooling
    assert 'value="juice" data-k="Juice; nước trái cây; fruit drinks"' in html


def test_topics_without_pages_stay_out(sample: Corpus, tmp_path: Path) -> None:
    root = build_site(tmp_path / "site", SITE)
    for lang in LANGS:
        for file in (root / "docs" / lang / "sectors" / "juice").iterdir():
            file.unlink()
    corpus = load(root)
    assert "juice" in corpus.facts.sectors
    assert "juice" not in [topic.id for topic in topics_in_order(corpus, "vi")]
    assert "rinse-water" not in rows(finder.finder(context(corpus, "vi")))


def test_every_resource_but_money_and_time_can_be_picked(sample: Corpus) -> None:
    words = set(sample.facts.index("resource"))
    assert words - {member for members in PICKS.values() for member in members} == {"money", "time"}


# -- the case library


def test_library_has_every_case_measured_first(sample: Corpus) -> None:
    html = case_library.all_cases(context(sample, "vi", "cases/index"))
    found = re.findall(r'<article class="hb-case"( data-[^>]*)>.*?cases/#([\w-]+)"', html, re.S)
    assert [name for _, name in found] == [
        "bakery-done",
        "bakery-proposed",
        "plant-abroad",
        "plant-without-figures",
        "sample-plant",
    ]
    values = {name: dict(re.findall(r'data-([\w-]+)="([^"]*)"', attributes)) for attributes, name in found}
    assert values["bakery-done"] == {"sector": "bread", "country": "VN", "kind": "measured", "resource": "heat"}
    assert values["bakery-proposed"]["kind"] == "planned"
    assert values["plant-abroad"] == {"sector": "juice", "country": "DK", "kind": "claimed", "resource": "water"}
    assert values["plant-without-figures"] == {"sector": "juice", "country": "VN", "kind": "none"}
    assert values["sample-plant"]["country"] == "unknown"


def test_library_draws_only_what_was_measured_and_links_both_ways(sample: Corpus) -> None:
    html = case_library.all_cases(context(sample, "vi", "cases/index"))
    cards = dict(re.findall(r'<h4><a href="[^"]*#([\w-]+)">(.*?)</article>', html, re.S))
    assert "trước 50; sau 44 MJ/tấn; giảm 12%" in cards["bakery-done"]
    assert "<svg" not in cards["bakery-proposed"]
    assert '<a href="../sectors/bread/measures/#oven-insulation">' in cards["bakery-done"]
    page = sample.page("vi", "sectors/bread/measures")
    assert page is not None
    assert '<a href="../cases/#bakery-done">' in Renderer(sample).render(page)


# -- index of a sector's measures, home page, navigation


def test_measures_page_begins_with_its_index(sample: Corpus) -> None:
    page = sample.page("vi", "sectors/bread/measures")
    assert page is not None
    text = Renderer(sample).render(page)
    index = text[text.index('<nav class="hb hb-index"') : text.index("## kneading")]
    assert text.index("Text.") < text.index(index)
    assert re.findall(r'href="#([\w-]+)"', index) == ["flour-dust", "oven-insulation", "oven-schedule"]
    assert "Chi phí thấp; 12% nhiệt của lò, kết quả đo" in index
    assert "Không tốn tiền; chưa có số liệu công bố" in index
    assert '<a href="../../../measures/?sector=bread">' in index


def test_a_page_with_one_measure_needs_no_index(sample: Corpus) -> None:
    assert measure_index.measure_index(context(sample, "vi", "sectors/ice-making/measures")) == ""


def test_home_page_leads_to_the_filtered_finder(sample: Corpus) -> None:
    html = home.find_resource(context(sample, "vi", "index"))
    assert re.findall(r'href="([^"]*)"', html) == [
        f"measures/?resource={pick}" for pick in ("water", "electricity", "heat", "material")
    ]


def test_navigation_shows_the_tabs_that_exist(sample: Corpus) -> None:
    tabs = [next(iter(item)) for item in navigation(sample, "vi")]
    assert tabs[:5] == ["Trang chủ", "Ngành", "Giải pháp", "Điển hình", "Tra cứu"]
