"""The copy of the site that is read from a folder, without a server: opened as files in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browsing import PHONE, Visit
from built_site import Site, run_build
from searching import RESULTS, search

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

URL = "https://sxsh.example/"
Open = Callable[..., Visit]


@pytest.fixture(scope="module")
def built(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real site, in a folder whose name has to be encoded in addresses."""
    folder = tmp_path_factory.mktemp("offline") / "Cẩm nang #1"
    result = run_build(project, folder, OFFLINE="1", SITE_URL=URL)
    assert result.returncode == 0, result.stdout
    return Site(folder, "https://folder.example/")


@pytest.fixture(scope="module")
def address(built: Site) -> str:
    return f"{built.folder.as_uri()}/"


def assert_sound(seen: Visit, address: str) -> None:
    """Nothing to complain about, and nothing asked for outside the folder."""
    assert seen.trouble == []
    assert [url for url in seen.requests if not url.startswith((address, "data:", "blob:"))] == []


def test_every_link_names_a_file(built: Site) -> None:
    assert built.dead_links() == []
    links = [(page.path, target.value) for page in built.pages.values() for target in page.targets if target.value]
    inside = [(path, value.split("#")[0].split("?")[0]) for path, value in links if "://" not in value]
    assert [link for link in inside if link[1].endswith("/") or link[1] in (".", "..")] == []
    assert [link for link in inside if link[1].startswith("/")] == []


@pytest.mark.parametrize("root", ["", "en/"])
def test_pages_are_sound(visit: Open, address: str, root: str) -> None:
    for name in ("about", "cases/index", "data/index", "glossary/index", "sources/index", "sectors/brewing/process"):
        assert_sound(visit(f"{root}{name}.html"), address)


def test_pages_say_where_they_are_published(built: Site) -> None:
    html = (built.folder / "en/sectors/brewing/measures.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{URL}en/sectors/brewing/measures/">' in html
    assert built.pages["sectors/index.html"].alternates == {
        "vi": f"{URL}sectors/",
        "en": f"{URL}en/sectors/",
        "x-default": f"{URL}sectors/",
    }


def test_from_home_to_a_sector_and_its_english_version(visit: Open, address: str) -> None:
    seen = visit("index.html")
    page = seen.page
    page.locator(".md-content a[href='sectors/brewing/index.html']").click()
    expect(page).to_have_url(f"{address}sectors/brewing/index.html")
    page.locator(".md-content a[href^='measures.html']").first.click()
    page.wait_for_url("**/sectors/brewing/measures.html*")
    page.goto(f"{address}sectors/brewing/measures.html#wort-vapour-recompression")
    page.locator(".hb-language").click()
    expect(page).to_have_url(f"{address}en/sectors/brewing/measures.html#wort-vapour-recompression")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator(".md-logo").first.click()
    expect(page).to_have_url(f"{address}en/index.html")
    assert_sound(seen, address)


@pytest.mark.parametrize(
    ("path", "typed", "written"),
    [
        ("index.html", "nuoc thai", "nước thải"),
        ("sectors/brewing/measures.html", "thu hoi nhiet", "thu hồi nhiệt"),
        ("en/sectors/brewing/index.html", "heat recovery", "heat recovery"),
    ],
)
def test_search_finds_and_marks(visit: Open, address: str, path: str, typed: str, written: str) -> None:
    seen = visit(path)
    page = seen.page
    page.locator(".md-search__input").click()
    search(page, typed)
    marks = page.locator(f"{RESULTS} mark").all_inner_texts()
    assert written in [mark.lower() for mark in marks]
    page.locator(f"{RESULTS} a:has(mark)").first.click()
    page.wait_for_url("**.html?h=*")
    assert page.url.startswith(f"{address}en/") == path.startswith("en/")
    expect(page.locator(".md-content mark").first).to_be_attached()
    assert written in [mark.lower() for mark in page.locator(".md-content mark").all_inner_texts()]
    assert_sound(seen, address)


def test_search_that_finds_nothing_offers_files(visit: Open, address: str) -> None:
    seen = visit("en/sectors/index.html", PHONE)
    seen.page.locator("label.md-header__button[for=__search]").click()
    assert search(seen.page, "xyzzy") == []
    links = seen.page.locator(".hb-nothing a").evaluate_all("all => all.map(a => a.href)")
    assert links == [f"{address}en/{name}/index.html" for name in ("sectors", "measures", "glossary")]
    assert_sound(seen, address)


def test_finder_filters_and_keeps_its_state(visit: Open, address: str) -> None:
    seen = visit("index.html")
    page = seen.page
    page.locator(".hb-picks a[href$='resource=water']").click()
    expect(page.locator(".hb-find[data-ready]")).to_be_attached()
    rows = page.locator(".hb-rows tbody tr:visible")
    water = rows.count()
    page.locator("select[name=sector]").select_option("brewing")
    assert 0 < rows.count() < water
    assert "sector=brewing" in page.url
    page.go_back()
    assert rows.count() == water
    assert_sound(seen, address)


def test_lists_filter(visit: Open, address: str) -> None:
    seen = visit("sectors/index.html")
    seen.page.locator(".hb-filter input").fill("bia")
    assert seen.page.locator(".hb-cat > li:visible a").first.get_attribute("href") == "brewing/index.html"
    assert_sound(seen, address)


@pytest.mark.parametrize(
    ("path", "ratio", "measures"),
    [
        ("sectors/brewing/benchmarks.html", "6,9", "sectors/brewing/measures.html"),
        ("en/self-check/index.html", "6.9", "en/sectors/brewing/measures.html"),
    ],
)
def test_self_check_computes(visit: Open, address: str, path: str, ratio: str, measures: str) -> None:
    seen = visit(path)
    page = seen.page
    if "self-check/" in path:
        page.locator(".hb-checks > label select").select_option("brewing")
    page.locator('.hb-check [data-in^="per-"]:visible input').first.fill("10000")
    page.locator('.hb-check [data-in="water-volume"] input').first.fill("6900")
    page.locator(".hb-check [type=submit]").click()
    expect(page.locator(".hb-check__out")).to_contain_text(ratio)
    links = page.locator(".hb-check__out a[href*='measures']").evaluate_all("all => all.map(a => a.href)")
    assert {link.split("#")[0] for link in links} == {address + measures}
    assert_sound(seen, address)
