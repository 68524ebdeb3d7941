"""Search as readers use it: typed into the box of the built site, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

import slips
from browsing import DESKTOP, PHONE, Visit
from conftest import ROOT
from searching import INPUT, RESULTS, Query, queries, search

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FOLDING = yaml.safe_load((ROOT / "tests/search/folding.yml").read_text(encoding="utf-8"))
LIST = ".md-search__scrollwrap"
QUERIES = queries()
CLASSES = list(dict.fromkeys(query.kind for query in QUERIES))


def asked(seen: Visit, part: str) -> list[str]:
    return [url for url in seen.requests if part in url]


def open_search(seen: Visit, size: tuple[int, int] = DESKTOP) -> Page:
    seen.page.locator("label.md-header__button[for=__search]" if size == PHONE else INPUT).click()
    return seen.page


def violations(page: Page) -> list[str]:
    """What axe finds once the search box has unfolded."""
    page.wait_for_function("document.getAnimations().every(animation => animation.playState !== 'running')")
    return [found["id"] for found in Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]]


def test_the_test_set_is_large_enough() -> None:
    assert len(QUERIES) >= 120
    assert {query.lang for query in QUERIES} == {"vi", "en"}


@pytest.mark.parametrize("kind", CLASSES)
def test_target_is_among_the_first_three(visit: Callable[..., Visit], kind: str) -> None:
    missed: list[tuple[Query, object]] = []
    for lang, path in (("vi", ""), ("en", "en/")):
        mine = [query for query in QUERIES if (query.kind, query.lang) == (kind, lang)]
        if not mine:
            continue
        seen = visit(path)
        page = open_search(seen)
        for query in mine:
            results = search(page, query.typed)
            if not query.found_in(results):
                missed.append((query, results))
        assert seen.trouble == []
    assert missed == []


@pytest.mark.parametrize("path", ["", "en/sectors/brewing/"])
def test_index_is_asked_for_only_when_searching(visit: Callable[..., Visit], address: str, path: str) -> None:
    seen = visit(path)
    lang = "en" if path.startswith("en/") else "vi"
    assert asked(seen, "/search/vi") == asked(seen, "/search/en") == []
    assert asked(seen, "lunr") == asked(seen, "workers/search") == []
    open_search(seen)
    seen.page.wait_for_load_state("networkidle")
    assert asked(seen, f"/search/{lang}.json")
    search(seen.page, "co2")
    assert {url for url in asked(seen, "/search/") if url.endswith(".json")} >= {f"{address}search/{lang}.json"}
    assert asked(seen, f"/search/{'vi' if lang == 'en' else 'en'}") == []


@pytest.mark.parametrize(
    ("typed", "written"), [("nuoc thai", "nước thải"), ("dun hoa", "đun hoa"), ("san xuat bia", "sản xuất bia")]
)
def test_words_are_marked_in_the_result_and_on_its_page(visit: Callable[..., Visit], typed: str, written: str) -> None:
    page = open_search(visit(""))
    search(page, typed)
    marks = page.locator(f"{RESULTS} mark").all_inner_texts()
    assert written in [mark.lower() for mark in marks]
    page.locator(f"{RESULTS} a:has(mark)").first.click()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".md-content mark").first).to_be_attached()
    assert {mark.lower() for mark in page.locator(".md-content mark").all_inner_texts()} == {written}


def test_results_are_grouped_by_page_with_section_titles(visit: Callable[..., Visit]) -> None:
    page = open_search(visit(""))
    results = search(page, "thu hoi xut", 20)
    pages = [result[0].split("#")[0].split("?")[0] for result in results]
    assert len(pages) == len(set(pages))
    assert page.locator(f"{RESULTS} h2").count() >= len(pages)


def test_results_are_of_one_language(visit: Callable[..., Visit]) -> None:
    for path, english in (("", False), ("en/", True)):
        page = open_search(visit(path))
        assert {result[0].startswith("en/") for result in search(page, "co2", 20)} == {english}


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", ["", "en/sectors/textiles/"])
def test_nothing_found_offers_a_way_on(visit: Callable[..., Visit], path: str, size: tuple[int, int]) -> None:
    page = open_search(visit(path, size), size)
    assert search(page, "xyzzy") == []
    links = page.locator(".hb-nothing a").evaluate_all("all => all.map(a => new URL(a.href).pathname)")
    root = "/en/" if path.startswith("en/") else "/"
    assert links == [f"{root}sectors/", f"{root}measures/", f"{root}glossary/"]
    assert violations(page) == []
    search(page, "co2")
    expect(page.locator(".hb-nothing")).not_to_be_visible()


def test_keyboard_alone_finds_and_opens(visit: Callable[..., Visit], address: str) -> None:
    page = visit("").page
    page.keyboard.press("/")
    expect(page.locator(INPUT)).to_be_focused()
    page.keyboard.type("lo hoi")
    expect(page.locator(f"{RESULTS} a[href*='h=lo+hoi']").first).to_be_visible()
    expect(page.locator(".md-search-result__meta")).to_have_attribute("role", "status")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('.md-search-result__item') !== null")
    page.keyboard.press("ArrowUp")
    expect(page.locator(INPUT)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}utilities/steam/?h=lo+hoi")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("/")
    expect(page.locator("#__search")).to_be_checked()  # the theme notices the focus a moment later
    page.keyboard.press("Escape")
    expect(page.locator(INPUT)).not_to_be_focused()


def test_result_list_fits_a_phone(visit: Callable[..., Visit]) -> None:
    page = open_search(visit("", PHONE), PHONE)
    search(page, "nuoc thai")
    page.wait_for_function(f"document.documentElement.scrollWidth <= {PHONE[0]}")  # the box unfolds
    assert page.locator(RESULTS).first.bounding_box()["width"] <= PHONE[0]
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marked_page_is_accessible(visit: Callable[..., Visit], scheme: str) -> None:
    page = visit("sectors/brewing/measures/?h=thu+hoi+nhiet", DESKTOP, scheme).page
    expect(page.locator(".md-content mark").first).to_be_attached()
    assert violations(page) == []


def test_words_are_cut_as_in_the_index(visit: Callable[..., Visit], address: str) -> None:
    page = visit("about/").page
    script = "async ([url, texts]) => { const m = await import(url); return texts.map(t => m.cut(t).map(w => w.key)); }"
    module = f"{address}assets/javascripts/search/words.js"
    texts = [text for text, _ in FOLDING["words"]]
    assert page.evaluate(script, [module, texts]) == [keys for _, keys in FOLDING["words"]]
    script = "async ([url, pairs]) => { const m = await import(url); return pairs.map((p) => p.map(m.toned)); }"
    for kind, expected in (("same", True), ("different", False)):
        assert {a == b for a, b in page.evaluate(script, [module, FOLDING["toned"][kind]])} == {expected}


def test_one_slip_of_the_finger(visit: Callable[..., Visit], address: str) -> None:
    page = visit("about/").page
    script = "async ([url, pairs]) => { const m = await import(url); return pairs.map((p) => m.isOneSlip(...p)); }"
    module = f"{address}assets/javascripts/search/index.js"
    near = [("nghien", "nghiem"), ("nghien", "nghein"), ("boiler", "boilr"), ("boiler", "boiller"), ("boiler", "oiler")]
    far = [("boiler", "boiler"), ("nghien", "nghemi"), ("boiler", "bolr"), ("boiler", "brewer")]
    assert page.evaluate(script, [module, near]) == [True] * len(near)
    assert page.evaluate(script, [module, far]) == [False] * len(far)


def test_no_phrase_goes_over_a_pause(visit: Callable[..., Visit], address: str) -> None:
    page = visit("about/").page
    script = """async ([folder, typed, text]) => {
      const [{ cut }, { match, runs, longest }] = await Promise.all(
        ["words", "excerpt"].map((name) => import(`${folder}${name}.js`)));
      const wanted = cut(typed).map((word) => word.key);
      const words = cut(text);
      const fitOf = (key) => (wanted.includes(key) ? wanted.map((word) => Number(word === key)) : null);
      return longest(runs(match(words, fitOf), words))[1];
    }"""
    folder = f"{address}assets/javascripts/search/"

    def together(text: str) -> int:
        return page.evaluate(script, [folder, "vay von", text])

    assert [together(text) for text in ("muốn vay vốn", "vay-vốn", "“vay” vốn", "vốn vay vốn")] == [2, 2, 2, 2]
    assert [together(text) for text in ("đi vay. Vốn nhỏ", "vay, vốn", "vay (vốn)", "vay: vốn", "vay … vốn")] == [1] * 5


SLIPS_FOUND = 0.9
IN_THE_PAGE = """async ([root, lang, all]) => {
  const [{ Index }, { Search }] = await Promise.all(
    ["index", "search"].map((name) => import(`${root}assets/javascripts/search/${name}.js`)));
  const get = async (path) => (await fetch(`${root}search/${path}.json`)).json();
  const search = new Search(new Index(await get(lang)), (page) => get(`${lang}/${page}`));
  const found = [];
  for (const typed of all) {
    const pages = (await search.run(typed)).slice(0, 3);
    found.push(pages.map((items) => items.slice(0, 2).map(({ location }) => location.replace(/\\?[^#]*/, ""))));
  }
  return found;
}"""


@pytest.mark.parametrize("slip", [slips.without_accents, slips.swapped, slips.joined])
def test_most_queries_survive_a_slip(
    visit: Callable[..., Visit], address: str, slip: Callable[[str], str | None]
) -> None:
    page = visit("about/").page
    found: list[bool] = []
    for lang in ("vi", "en"):
        mine = [
            (query, other) for query in QUERIES if query.lang == lang and query.targets and (other := slip(query.typed))
        ]
        results = page.evaluate(IN_THE_PAGE, [address, lang, [other for _, other in mine]])
        found += [query.found_in(result) for (query, _), result in zip(mine, results, strict=True)]
    assert len(found) > 80
    assert sum(found) / len(found) >= SLIPS_FOUND


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", ["", "en/sectors/brewing/"])
def test_going_back_from_a_result_shows_the_list_again(
    visit: Callable[..., Visit], address: str, path: str, size: tuple[int, int]
) -> None:
    seen = visit(path, size)
    page = open_search(seen, size)
    search(page, "nuoc thai")
    page.evaluate(f"document.querySelector('{LIST}').scrollTop = 300")
    page.locator(f"{RESULTS} > a").nth(4).click()
    expect(page).not_to_have_url(f"{address}{path}")
    page.wait_for_load_state("networkidle")
    page.go_back()
    expect(page).to_have_url(f"{address}{path}?q=nuoc+thai")
    expect(page.locator(INPUT)).to_have_value("nuoc thai")
    expect(page.locator(RESULTS).first).to_be_attached()
    page.wait_for_function(f"document.querySelector('{LIST}').scrollTop === 300")
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{address}{path}")
    assert seen.trouble == []


def test_going_back_on_the_same_page_shows_the_list_again(visit: Callable[..., Visit], address: str) -> None:
    page = open_search(visit("sources/"))
    search(page, "nguon")
    page.evaluate("history.pushState(null, '', location.pathname + '?q=co2'); history.pushState(null, '', '#sources')")
    page.keyboard.press("Escape")
    page.go_back()
    expect(page.locator("#__search")).to_be_checked()
    expect(page.locator(INPUT)).to_have_value("co2")
    expect(page.locator(f"{RESULTS} mark").first).to_be_attached()


def test_an_address_may_carry_a_query(visit: Callable[..., Visit]) -> None:
    page = visit("en/?q=steam+trap").page
    expect(page.locator(INPUT)).to_have_value("steam trap")
    expect(page.locator(f"{RESULTS} a[href$='#steam-trap']").first).to_be_visible()


def test_words_that_come_without_a_key_are_searched(visit: Callable[..., Visit]) -> None:
    page = open_search(visit(""))
    page.locator(INPUT).fill("lo hoi")
    expect(page.locator(RESULTS).first).to_be_visible()
