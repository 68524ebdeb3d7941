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
    assert page.locator("h1:visible").count() == (2 if "no-such-page" in path else 1)
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
