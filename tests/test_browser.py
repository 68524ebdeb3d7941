"""The built site in a real browser: every page kind, both languages, phone and desktop, light and dark."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from browsing import DESKTOP, PHONE, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

KINDS = [
    "",
    "about/",
    "measures/",
    "cases/",
    "sectors/",
    "sectors/brewing/",
    "sectors/brewing/process/",
    "sectors/brewing/benchmarks/",
    "sectors/brewing/measures/",
    "sectors/brewing/cases/",
    "self-check/",
    "glossary/",
    "sources/",
    "no-such-page/",
]
ADDRESSES = [prefix + kind for prefix in ("", "en/") for kind in KINDS]


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_page_is_sound(visit: Callable[..., Visit], address: str, path: str, size: tuple[int, int]) -> None:
    seen = visit(path, size)
    page = seen.page
    assert seen.trouble == []
    assert [url for url in seen.requests if not url.startswith((address, "data:", "blob:"))] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.locator("h1:visible").count() == 1
    assert page.locator("html").get_attribute("lang") == ("en" if path.startswith("en/") else "vi")
    assert page.context.cookies() == []


NARROW = (320, 640)
"""The narrowest phone, and a desktop window of 1280 px at 400%."""

STICKS_OUT = """() => [...document.querySelectorAll('.md-content *')].filter(element => {
  const box = element.getBoundingClientRect(), width = document.documentElement.clientWidth;
  if (!box.width || !box.height || box.right <= width + 1) return false;
  for (let up = element; up; up = up.parentElement)
    if (/auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX)) return false;
  return true;
}).map(element => element.outerHTML.slice(0, 120)).slice(0, 3)"""


SEARCH_BUTTON = "label.md-header__button[for=__search]"


@pytest.mark.parametrize("width", [320, 390])
def test_letters_of_twice_the_size_fit_on_a_phone(browser: Browser, address: str, width: int) -> None:
    """As a reader sets it in the browser: nothing scrolls sideways, search stays in reach, tabs keep whole words."""
    context = browser.new_context(viewport={"width": width, "height": 844}, reduced_motion="reduce")
    page = context.new_page()
    context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    wide = {}
    for path in ADDRESSES:
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "40px"
        found = page.evaluate(STICKS_OUT)
        if found or page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide[path] = found
        expect(page.locator(SEARCH_BUTTON)).to_be_in_viewport(ratio=1)
        cut = page.locator(".hb-pages a").evaluate_all(
            "all => all.filter(a => a.getClientRects()[0].height > 2 * parseFloat(getComputedStyle(a).lineHeight))"
            ".map(a => a.textContent)"
        )
        assert cut == [], path
        inputs = page.locator("article input:visible:not([type=checkbox], [type=radio])")
        assert min(inputs.evaluate_all("all => all.map(input => input.offsetWidth)"), default=width) > width / 2, path
    context.close()
    assert wide == {}


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_keyboard_meets_no_nameless_and_no_empty_stop(visit: Callable[..., Visit], prefix: str) -> None:
    focused = "document.activeElement.className.split(' ')[0]"
    for kind in ("about/", "sectors/brewing/measures/", "no-such-page/"):
        page = visit(prefix + kind).page
        assert page.locator("h1 a").count() == 0
        page.keyboard.press("Tab")
        assert page.evaluate(focused) == "md-skip"
        stops = []
        while (stop := page.evaluate(focused)) != "md-tabs__link":
            stops.append(stop)
            assert len(stops) < 9
            page.keyboard.press("Tab")
        assert stops == ["md-skip", "md-header__button", "md-option", "hb-language", "md-search__input"]
    page = visit(f"{prefix}about/").page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('article').contains(document.activeElement)")
    name = "Link to this section" if prefix else "Liên kết đến mục này"
    marks = page.locator(".headerlink").count()
    assert page.get_by_role("link", name=name, exact=True).count() == marks > 2


NAMES = """() => [...document.querySelectorAll('[aria-label], [title], [alt], [placeholder], [label]')]
  .filter(element => element.closest('[lang]') === document.documentElement)
  .flatMap(element => ['aria-label', 'title', 'alt', 'placeholder', 'label'].map(name => element.getAttribute(name)))
  .filter(Boolean)"""


def test_names_of_the_frame_are_in_the_language_of_the_page(visit: Callable[..., Visit]) -> None:
    """No word is the same on both sides but names that are; what the theme leaves in English has its own text."""
    same = {"CO2", "COD", "BOD5", "TOC", "TSS"}
    for kind in ("", "about/", "sectors/", "sectors/brewing/", "measures/", "cases/", "self-check/", "sources/"):
        vi, en = ({*visit(prefix + kind).page.evaluate(NAMES)} for prefix in ("", "en/"))
        assert {name for name in vi & en if re.search("[a-zA-Z]{3}", name)} <= same, kind


def test_a_mistyped_english_address_is_answered_in_english(visit: Callable[..., Visit], address: str) -> None:
    """Though the server knows the page at the root only."""
    seen = visit("en/sectors/no-such-page/?x=1#part")
    page = seen.page
    expect(page).to_have_url(f"{address}en/sectors/no-such-page/?x=1#part")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text("This page was not found")
    expect(page.locator(".hb-missing").nth(1)).to_have_attribute("lang", "vi")
    expect(page.locator(".hb-language")).to_have_attribute("hreflang", "vi")
    page.locator(".md-search__input").click()
    page.keyboard.type("wort boiling")
    expect(page.locator(".md-search-result__item a").first).to_have_attribute("href", re.compile("/en/"))
    page.keyboard.press("Escape")
    page.locator(".hb-missing a").first.click()
    expect(page).to_have_url(f"{address}en/")
    assert seen.trouble == []


def test_missing_pages_speak_both_languages_without_script(visit: Callable[..., Visit]) -> None:
    for path in ("no-such-page/", "en/no-such-page/"):
        page = visit(path, PHONE, javascript=False).page
        shown = page.locator(".hb-missing").evaluate_all("all => all.map(part => part.lang)")
        assert shown == ["vi", "en"]
        expect(page.get_by_text("This page was not found")).to_be_visible()


def test_no_page_is_wider_than_the_narrowest_phone(browser: Browser, address: str) -> None:
    """Every page of the site, as laid out without scripts: nothing sticks out and nothing scrolls sideways."""
    context = browser.new_context(viewport={"width": NARROW[0], "height": NARROW[1]}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}sitemap.xml")
    paths = [url.removeprefix(address) for url in re.findall(r"<loc>([^<]+)</loc>", page.content())]
    wide = {}
    for path in paths:
        page.goto(address + path, wait_until="load")
        found = page.evaluate(STICKS_OUT)
        if found or page.evaluate("document.documentElement.scrollWidth") > NARROW[0]:
            wide[path] = found
    context.close()
    assert len(paths) > 300
    assert wide == {}


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_is_accessible(visit: Callable[..., Visit], path: str, scheme: str) -> None:
    page = visit(path, DESKTOP, scheme).page
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    found = [(v["id"], v["nodes"][0]["html"][:200], len(v["nodes"])) for v in results.response["violations"]]
    assert found == []


def test_phone_is_accessible_too(visit: Callable[..., Visit]) -> None:
    for path in ("", "sectors/brewing/measures/", "en/sectors/brewing/benchmarks/"):
        results = Axe().run(visit(path, PHONE, "dark").page, options={"resultTypes": ["violations"]})
        assert [v["id"] for v in results.response["violations"]] == []


def test_language_switch_keeps_page_and_section(visit: Callable[..., Visit], address: str) -> None:
    page = visit("sectors/brewing/process/").page
    page.evaluate("document.getElementById('wort-boiling').scrollIntoView()")
    page.locator(".hb-language").first.click()
    expect(page).to_have_url(f"{address}en/sectors/brewing/process/#wort-boiling")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator(".hb-language").first.click()
    expect(page).to_have_url(f"{address}sectors/brewing/process/#wort-boiling")


@pytest.mark.parametrize("path", ["sectors/brewing/measures/", "en/sectors/brewing/measures/"])
def test_term_opens_and_closes_by_keyboard(visit: Callable[..., Visit], path: str) -> None:
    page = visit(path).page
    button = page.locator(".hb-term").first
    definition = page.locator(f"#{button.get_attribute('popovertarget')}")
    expect(definition).not_to_be_visible()
    button.focus()
    page.keyboard.press("Enter")
    expect(definition).to_be_visible()
    expect(definition.locator("a")).to_have_attribute(
        "href", f"../../../glossary/#{definition.get_attribute('id')[4:]}"
    )
    page.keyboard.press("Escape")
    expect(definition).not_to_be_visible()


def test_term_opens_by_tap_without_script(visit: Callable[..., Visit]) -> None:
    page = visit("sectors/brewing/measures/", PHONE, javascript=False).page
    button = page.locator(".hb-term").first
    button.click()
    expect(page.locator(f"#{button.get_attribute('popovertarget')}")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "typed", "rest"),
    [("sectors/", "nha may bia", "brewing"), ("sectors/", "1103", "brewing"), ("en/sectors/", "beer", "brewing")],
)
def test_catalogue_filters_without_accents(visit: Callable[..., Visit], path: str, typed: str, rest: str) -> None:
    page = visit(path).page
    page.locator(".hb-filter input").fill(typed)
    shown = page.locator("[data-k]:visible a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert any(rest in href for href in shown)
    page.locator(".hb-filter input").fill("xyzzy")
    expect(page.locator("[data-k]:visible")).to_have_count(0)
    expect(page.locator(".hb-filter output")).not_to_be_empty()


@pytest.mark.parametrize(
    ("path", "typed", "publisher"),
    [("sources/", "bo cong thuong", "Bộ Công Thương"), ("en/sources/", "industry trade", "Industry and Trade")],
)
def test_sources_filter_by_what_they_show(visit: Callable[..., Visit], path: str, typed: str, publisher: str) -> None:
    page = visit(path).page
    rows = page.locator(".hb-srcs > li")
    everything = rows.count()
    page.locator(".hb-filter input").fill(typed)
    shown = page.locator(".hb-srcs > li:visible")
    expect(shown.filter(has_text=publisher).first).to_be_visible()
    assert 0 < shown.count() < everything
    assert page.locator(".hb-set:visible").count() == page.locator(".hb-set:has(li:visible)").count()
    page.locator(".hb-filter input").fill("")
    expect(page.locator(".hb-srcs > li:visible")).to_have_count(everything)


ROWS_SAY = """rows => rows.map(row => [...row.querySelectorAll('*')]
  .flatMap(part => [...part.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data))
  .concat(document.querySelector(`[name=sector] option[value="${row.dataset.sector}"]`).dataset.k ?? "").join(" | "))"""


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [("measures/", "bien tan", "biến tần"), ("measures/", "khi nen", "khí nén"), ("en/measures/", "led", "led")],
)
def test_finder_finds_nothing_beside_the_point(visit: Callable[..., Visit], path: str, typed: str, said: str) -> None:
    """In the whole list, where unaccented syllables meet many others: every row, or its sector, says what was meant."""
    page = visit(path).page
    page.locator(".hb-find [name=words]").fill(typed)
    rows = page.locator(".hb-find tbody tr").evaluate_all(ROWS_SAY)
    assert 5 < len(rows) < 100
    assert [row for row in rows if not re.search(rf"\b{said}\b", row.lower())] == []


def test_finder_finds_by_sector_and_resource(visit: Callable[..., Visit]) -> None:
    page = visit("measures/").page
    page.locator(".hb-find [name=words]").fill("nhuom tiet kiem nuoc")
    rows = page.locator(".hb-find tbody tr")
    assert 5 < rows.count() < 100
    assert "/sectors/textiles/" in (rows.first.locator("th a").evaluate("link => link.href"))


def test_torn_phrases_are_shown_when_asked_for(visit: Callable[..., Visit]) -> None:
    page = visit("cases/").page
    page.locator(".hb-find [name=words]").fill("nuoc thai")
    before = page.locator(".hb-case:visible").count()
    more = page.locator(".hb-find__apart")
    apart = int(re.sub(r"\D", "", more.inner_text()))
    more.click()
    expect(more).not_to_be_visible()
    assert page.locator(".hb-case:visible").count() == before + apart > before


def test_glossary_filters_without_accents(visit: Callable[..., Visit]) -> None:
    page = visit("glossary/").page
    page.locator(".hb-filter input").fill("nuoc ngung")
    expect(page.locator("#condensate")).to_be_visible()
    expect(page.locator("#biogas")).not_to_be_visible()


def test_pages_are_complete_without_script(visit: Callable[..., Visit]) -> None:
    page = visit("sectors/", PHONE, javascript=False).page
    expect(page.locator("a[href='brewing/']").first).to_be_visible()
    page = visit("sectors/brewing/benchmarks/", PHONE, javascript=False).page
    expect(page.locator(".hb-chart").first).to_be_visible()


def test_print_shows_text_and_hides_the_frame(visit: Callable[..., Visit]) -> None:
    page = visit("sectors/brewing/measures/").page
    page.emulate_media(media="print")
    expect(page.locator(".md-header")).not_to_be_visible()
    expect(page.locator(".hb-foot")).to_be_visible()
    expect(page.locator(".hb-strip").first).to_be_visible()
    assert page.locator(".hb-pop:visible").count() == 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )


def test_printed_forms_can_be_filled_in_by_hand(visit: Callable[..., Visit]) -> None:
    """Rows of at least 8 mm, at 96 CSS pixels an inch, and ruled columns."""
    page = visit("method/worksheets/").page
    page.emulate_media(media="print")
    cells = page.locator("td:empty")
    least, ruled = cells.evaluate_all(
        "all => [Math.min(...all.map(cell => cell.getBoundingClientRect().height)),"
        " all.every(cell => getComputedStyle(cell).borderLeftStyle === 'solid')]"
    )
    assert cells.count() > 50 and least >= 8 / 25.4 * 96 and ruled
