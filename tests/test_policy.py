"""The policy chapter: cards of legal texts, programmes, norms by sector, funds, institutions; what leads to them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from conftest import build_site
from handbook.checks import run_all
from handbook.corpus import Corpus, load
from handbook.models import Local
from handbook.models_shared import Contact
from handbook.render import Renderer
from handbook.search.entries import indexed_pages

SITE = Path(__file__).parent / "sites" / "policy"


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The tiny site with a policy chapter."""
    return load(build_site(tmp_path_factory.mktemp("policy") / "site", SITE))


def rendered(corpus: Corpus, key: str, lang: str = "vi") -> str:
    page = corpus.page(lang, key)
    assert page is not None
    return Renderer(corpus).render(page)


def cards(html: str) -> dict[str, str]:
    """HTML of each card by its id."""
    found = re.findall(r'<article class="hb-record".*?</article>', html, re.S)
    return {re.search(r'<h4 id="([^"]+)"', card)[1]: card for card in found}  # type: ignore[index]


def test_links_into_the_lists_are_sound(policy: Corpus) -> None:
    found = [(d.code, d.span.path, d.span.line) for d in run_all(policy) if d.code[0] == "L" or d.code == "D21"]
    assert found == []


def test_every_legal_text_has_a_card(policy: Corpus) -> None:
    html = rendered(policy, "policy/laws")
    assert list(cards(html)) == ["sample-circular-2000", "sample-circular-1999", "sample-law", "sample-decision"]
    assert re.findall(r'<h3 id="([^"]+)"', html) == ["subject-wastewater", "subject-energy", "subject-programmes"]


def test_a_card_says_what_is_asked_and_what_became_of_the_text(policy: Corpus) -> None:
    found = cards(rendered(policy, "policy/laws"))
    circular, old = found["sample-circular-2000"], found["sample-circular-1999"]
    assert "<b>Điều 5 khoản 2.</b> Đo nước hằng ngày" in circular
    assert "<b>Điều 7–8.</b> Báo cáo" in circular
    assert "Thông tư · Cơ quan mẫu · ban hành 01/01/2000</p>" in circular
    assert 'Thay thế</dt><dd><a href="#sample-circular-1999">' in circular
    assert 'Được thay bằng</dt><dd><a href="#sample-circular-2000">' in old
    assert "hb-state--ended" in old and "hb-state--unsure" in found["sample-law"]
    assert "Chưa xem được nội dung." in found["sample-law"]


def test_cards_are_filtered_by_the_sectors_they_concern(policy: Corpus) -> None:
    found = cards(rendered(policy, "policy/laws"))
    sectors = {key: re.search(r'data-sector="([^"]*)"', card)[1] for key, card in found.items()}  # type: ignore[index]
    assert sectors == {
        "sample-circular-2000": "ice-making",
        "sample-circular-1999": "-",
        "sample-law": "*",
        "sample-decision": "-",
    }
    assert 'Áp dụng cho</dt><dd><a href="../../sectors/ice-making/#laws">' in found["sample-circular-2000"]
    assert "Nói gì</dt>" in found["sample-decision"]


def test_sectors_lead_to_the_cards_where_there_are_any(policy: Corpus, tiny: Corpus) -> None:
    html = rendered(policy, "sectors/ice-making/index")
    assert '<a href="../../policy/laws/#sample-circular-2000">Thông tư 01/2000/TT-MAU</a>' in html
    assert 'href="../../policy/laws/?sector=ice-making"' in html
    assert "policy/laws" not in rendered(tiny, "sectors/ice-making/index")


def test_programmes_stand_under_their_own_headings(policy: Corpus) -> None:
    html = rendered(policy, "policy/programmes", "en")
    assert "<p><b>Goal:</b> To be a sample" in html
    assert "<b>50%</b>" in html and "2001–2005" in html
    assert '<li id="sample-programme-task-1">' in html
    assert '<a href="../../sectors/ice-making/process/#process-map">' in html
    assert '<a href="../laws/#sample-circular-2000">Circular 01/2000/TT-MAU</a>' in html
    assert "Write &lt;law&gt;</p></li>" in html  # nothing serves it: no line
    assert 'Nearly 50 plants did it. <span class="hb-ev hb-ev--said">stated by source</span>' in html


def test_norms_of_every_sector_in_one_place(policy: Corpus) -> None:
    html = rendered(policy, "policy/energy-norms")
    assert '<h3 id="norms-ice-making">' in html
    assert '<a href="../laws/#sample-circular-2000">' in html
    assert "chưa xem được kỳ áp dụng" in html
    assert "Hiệu suất máy lạnh" in html and "<b>80%</b>" in html


def test_what_is_open_comes_first(policy: Corpus) -> None:
    html = rendered(policy, "policy/finance")
    found = cards(html)
    assert list(found) == ["new-fund", "silent-fund", "old-fund"]
    assert re.findall(r'<h3 id="(funds-[a-z]+)"', html) == ["funds-open", "funds-unknown", "funds-ended"]
    assert "<b>2,5%/năm</b>" in found["new-fund"] and "Quỹ mới (QM)" in found["new-fund"]
    assert "Chưa thấy nguồn nêu cách nộp hồ sơ" in found["new-fund"]
    assert "Cách nộp hồ sơ" not in found["old-fund"]
    assert '<h3 id="fee-sample-fee">' in html


def test_funds_can_be_rung_up_or_say_that_no_number_was_found(policy: Corpus) -> None:
    for lang, number, none in (
        ("vi", "024 0000 1234", "Chưa tìm thấy điện thoại"),
        ("en", "+84 24 0000 1234", "No public telephone number"),
    ):
        found = cards(rendered(policy, "policy/finance", lang))
        assert f'<a href="tel:+842400001234">{number}</a>' in found["new-fund"]
        assert '<a href="https://example.org/fund">' in found["new-fund"] and none not in found["new-fund"]
        assert none in found["silent-fund"]
        assert none not in found["old-fund"]  # it has ended: nobody is to be asked


@pytest.mark.parametrize("number", ["024 3942 9734", "+84 24 3942-9734", "+842439429734", "+84 (24) 3942"])
def test_telephone_numbers_have_one_shape(number: str) -> None:
    what = Local(vi="Nơi hỏi", en="Where to ask")
    with pytest.raises(ValidationError):
        Contact(what=what, phone=number, sources=["sample-gazette"])


def test_institutions_by_level_with_the_addresses_sources_show(policy: Corpus) -> None:
    html = rendered(policy, "policy/institutions")
    assert list(cards(html)) == ["sample-ministry", "sample-centre"]
    assert '<a href="https://example.org">' in html and "Số 1 phố Mẫu, năm 2001" in html
    provinces = rendered(policy, "policy/provinces")
    assert "7/KH-UBND" in provinces and "chưa xem được chỉ tiêu" in provinces


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_search_finds_cards(policy: Corpus, lang: str) -> None:
    pages = {page.key: {entry.id: entry for entry in page.entries} for page in indexed_pages(policy, lang)}
    entry = pages["policy/laws"]["sample-circular-2000"]
    assert entry.kind == "law" and "01/2000/TT-MAU" in entry.names
    assert "01/2000/TT-MAU" not in pages["sectors/ice-making/index"]["laws"].names
    assert pages["policy/finance"]["new-fund"].names[0] == "QM"
    assert {"sample-centre", "sample-ministry"} <= set(pages["policy/institutions"])
