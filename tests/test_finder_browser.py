"""Measure finder and case library in a real browser: every filter, the address, keyboard, phone, no script.

The answers were worked out by hand from the made-up sectors in `tests/sites/finder`.
"""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from browsing import DESKTOP, PHONE, Handler, Visit
from built_site import run_build
from conftest import build_site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SITE = Path(__file__).parent / "sites" / "finder"
ORDER = [
    "oven-insulation",
    "oven-schedule",
    "pump-speed",
    "tank-cover",
    "rinse-water",
    "flour-dust",
    "leak-repair",
]
"""All measures as the script orders them: measured, then stated, then without a figure; sectors by name."""


@pytest.fixture(scope="module")
def address(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The made-up site, served; its pages are mere outlines, so it is not built strictly."""
    root = build_site(tmp_path_factory.mktemp("finder") / "site", SITE)
    shutil.copyfile(project / "mkdocs.yml", root / "mkdocs.yml")
    for name in ("hooks", "overrides"):
        shutil.copytree(project / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    out = root.parent / "out"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(out)))
    url = f"http://127.0.0.1:{server.server_address[1]}/"
    result = run_build(root, out, strict=False, SITE_URL=url)
    assert result.returncode == 0, result.stdout
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield url
    server.shutdown()


def measures(page: Page) -> list[str]:
    """Ids of the measures shown, in order."""
    hrefs = page.locator(".hb-rows tbody tr:visible th a").evaluate_all("all => all.map(a => a.hash.slice(1))")
    return list(hrefs)


def cases(page: Page) -> list[str]:
    return list(page.locator(".hb-case:visible h4 a").evaluate_all("all => all.map(a => a.hash.slice(1))"))


def status(page: Page) -> str:
    return page.locator(".hb-find [role=status]").inner_text()


def choose(page: Page, name: str, *values: str) -> None:
    """Set a filter as a reader does."""
    control = page.locator(f".hb-find [name={name}]")
    if control.first.evaluate("element => element.localName") == "select":
        control.select_option(values[0])
        return
    for value in values:
        page.locator(f".hb-find [name={name}][value='{value}']").check()


# -- filters


def test_all_measures_come_best_evidence_first(visit: Callable[..., Visit]) -> None:
    seen = visit("measures/")
    assert measures(seen.page) == ORDER
    assert status(seen.page) == "7 giải pháp"
    assert seen.trouble == []


@pytest.mark.parametrize(
    ("name", "values", "found"),
    [
        ("sector", ["bread"], ["oven-insulation", "oven-schedule", "flour-dust"]),
        ("sector", ["compressed-air"], ["leak-repair"]),
        ("resource", ["heat"], ["oven-insulation", "oven-schedule"]),
        ("resource", ["water"], ["rinse-water", "pump-speed"]),  # the pump has no figure for water
        ("resource", ["electricity"], ["pump-speed", "tank-cover", "oven-schedule", "leak-repair"]),
        ("resource", ["water", "heat"], ["oven-insulation", "oven-schedule", "rinse-water", "pump-speed"]),
        ("type", ["process-control"], ["oven-schedule"]),
        ("cost", ["none"], ["oven-schedule", "flour-dust", "leak-repair"]),
        ("payback", ["6"], ["oven-schedule", "tank-cover"]),
        ("payback", ["12"], ["oven-insulation", "oven-schedule", "tank-cover"]),
        ("payback", ["36"], ["oven-insulation", "oven-schedule", "pump-speed", "tank-cover"]),
        ("payback", ["known"], ["oven-insulation", "oven-schedule", "pump-speed", "tank-cover", "rinse-water"]),
        ("vn", ["1"], ["oven-insulation"]),
        ("figure", ["1"], ["oven-insulation", "oven-schedule", "pump-speed", "tank-cover", "rinse-water"]),
    ],
)
def test_each_filter(visit: Callable[..., Visit], name: str, values: list[str], found: list[str]) -> None:
    page = visit("measures/").page
    choose(page, name, *values)
    assert measures(page) == found
    assert status(page).startswith(f"{len(found)} trong 7 giải pháp")
    assert page.evaluate("location.search") == "?" + "&".join(f"{name}={value}" for value in values)


def test_filters_narrow_each_other(visit: Callable[..., Visit]) -> None:
    page = visit("measures/").page
    choose(page, "cost", "none")
    choose(page, "resource", "electricity")
    assert measures(page) == ["oven-schedule", "leak-repair"]
    choose(page, "figure", "1")
    assert measures(page) == ["oven-schedule"]
    choose(page, "sector", "juice")
    assert measures(page) == []
    assert status(page).startswith("Không có giải pháp nào khớp")


def test_payback_says_how_many_are_unknown(visit: Callable[..., Visit]) -> None:
    page = visit("measures/").page
    choose(page, "payback", "12")
    assert "Thêm 2 giải pháp khớp mọi điều kiện khác nhưng chưa rõ hoàn vốn" in status(page)
    choose(page, "cost", "low")
    assert "Thêm" not in status(page)


def test_steps_belong_to_the_chosen_sector(visit: Callable[..., Visit]) -> None:
    page = visit("measures/").page
    step = page.locator("[name=step]")
    expect(step).to_be_disabled()
    choose(page, "sector", "bread")
    expect(step).to_be_enabled()
    assert step.locator("option").all_inner_texts() == ["Tất cả", "Nhào bột", "Nướng"]
    choose(page, "step", "kneading")
    assert measures(page) == ["oven-schedule", "flour-dust"]
    choose(page, "sector", "juice")
    assert measures(page) == ["pump-speed", "rinse-water"]
    assert page.evaluate("location.search") == "?sector=juice"


@pytest.mark.parametrize(
    ("path", "typed", "found"),
    [
        ("measures/", "bien tan", ["pump-speed"]),
        ("measures/", "Biến TẦN", ["pump-speed"]),
        ("measures/", "trai cay", ["pump-speed", "rinse-water"]),  # another name of the sector
        ("measures/", "bakery", ["oven-insulation", "oven-schedule", "flour-dust"]),  # its name in English
        ("measures/", "va ro khi", ["leak-repair"]),
        ("en/measures/", "oven walls", ["oven-insulation"]),
    ],
)
def test_words_need_no_accents(visit: Callable[..., Visit], path: str, typed: str, found: list[str]) -> None:
    page = visit(path).page
    page.locator("[name=words]").fill(typed)
    assert measures(page) == found
    page.wait_for_function("location.search.startsWith('?words=')")


def test_row_shows_the_figure_for_the_chosen_resource(visit: Callable[..., Visit]) -> None:
    page = visit("measures/").page
    row = page.locator("tr", has=page.locator("a[href$='#oven-schedule']"))
    expect(row).to_contain_text("1.250,5")
    expect(row.get_by_text("đến 30%")).not_to_be_visible()
    choose(page, "resource", "heat")
    expect(row.get_by_text("đến 30%")).to_be_visible()
    expect(row.get_by_text("1.250,5")).not_to_be_visible()


# -- the address


def test_address_brings_the_list_back(visit: Callable[..., Visit]) -> None:
    page = visit("measures/?sector=bread&step=baking&resource=heat&payback=12&words=thanh").page
    assert measures(page) == ["oven-insulation"]
    expect(page.locator("[name=step]")).to_have_value("baking")
    expect(page.locator("[name=resource][value=heat]")).to_be_checked()
    page.reload()
    assert measures(page) == ["oven-insulation"]


@pytest.mark.parametrize("query", ["?sector=nothing", "?step=baking", "?cost=%00&x=1", "?resource=gold", "?payback=7"])
def test_address_of_something_unknown_shows_everything(visit: Callable[..., Visit], query: str) -> None:
    seen = visit(f"measures/{query}")
    assert measures(seen.page) == ORDER
    assert seen.trouble == []


def test_back_and_forward_follow_the_choices(visit: Callable[..., Visit]) -> None:
    page = visit("measures/").page
    choose(page, "sector", "bread")
    choose(page, "cost", "low")
    assert measures(page) == ["oven-insulation"]
    page.go_back()
    assert measures(page) == ["oven-insulation", "oven-schedule", "flour-dust"]
    expect(page.locator("[name=cost]")).to_have_value("")
    page.go_back()
    assert measures(page) == ORDER
    page.go_forward()
    expect(page.locator("[name=sector]")).to_have_value("bread")
    assert len(measures(page)) == 3


def test_coming_back_from_a_measure_finds_the_same_list(visit: Callable[..., Visit]) -> None:
    page = visit("measures/").page
    choose(page, "vn", "1")
    page.locator("tr:visible th a").first.click()
    page.wait_for_url("**/sectors/bread/measures/#oven-insulation")
    page.go_back()
    expect(page.locator("[name=vn]")).to_be_checked()
    assert measures(page) == ["oven-insulation"]


def test_reset_clears_filters_and_address(visit: Callable[..., Visit]) -> None:
    page = visit("measures/?sector=bread&step=baking&words=lo&figure=1").page
    page.locator(".hb-find [type=reset]").click()
    page.wait_for_function("location.search === ''")
    assert measures(page) == ORDER
    expect(page.locator("[name=words]")).to_be_focused()
    expect(page.locator(".hb-find [type=reset]")).not_to_be_visible()
    expect(page.locator("[name=step]")).to_be_disabled()


def test_language_switch_keeps_the_filters(visit: Callable[..., Visit], address: str) -> None:
    page = visit("measures/").page
    choose(page, "sector", "juice")
    page.locator(".hb-language").first.click()
    page.wait_for_url(re.compile(re.escape(f"{address}en/measures/?sector=juice")))
    assert measures(page) == ["pump-speed", "rinse-water"]
    assert status(page) == "2 of 7 measures"


def test_home_page_and_index_lead_to_a_filtered_list(visit: Callable[..., Visit]) -> None:
    page = visit("sectors/bread/measures/").page
    page.locator(".hb-index a[href*='?sector=']").click()
    page.wait_for_url("**/measures/?sector=bread")
    expect(page.locator(".hb-find [name=sector]")).to_have_value("bread")  # the script has read the address
    assert measures(page) == ["oven-insulation", "oven-schedule", "flour-dust"]


# -- everybody can use it


def test_list_is_whole_and_grouped_without_script(visit: Callable[..., Visit]) -> None:
    page = visit("measures/", PHONE, javascript=False).page
    assert sorted(measures(page)) == sorted(ORDER)
    titles = [text.split()[0] for text in page.locator(".hb-find h3:visible").all_inner_texts()]
    assert titles == ["Bánh", "Nước", "Sản", "Khí"]
    expect(page.locator(".hb-find form")).not_to_be_visible()
    page = visit("cases/", PHONE, javascript=False).page
    assert len(cases(page)) == 5


def test_finder_works_by_keyboard(visit: Callable[..., Visit]) -> None:
    page = visit("measures/").page
    page.locator("[name=words]").focus()
    page.keyboard.type("rinse")
    assert measures(page) == []
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.press("Tab")
    expect(page.locator("[name=sector]")).to_be_focused()
    page.keyboard.press("B")  # typing the first letter chooses, as in any list
    assert measures(page) == ["oven-insulation", "oven-schedule", "flour-dust"]
    page.locator("[name=resource]").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("[name=resource][value=heat]")).to_be_checked()
    assert measures(page) == ["oven-insulation", "oven-schedule"]


def test_list_stays_a_table_for_screen_readers(visit: Callable[..., Visit]) -> None:
    for size in (DESKTOP, PHONE):
        page = visit("measures/", size).page
        table = page.get_by_role("table", name="Giải pháp phù hợp")
        expect(table.get_by_role("row")).to_have_count(len(ORDER) + 1)
        expect(table.get_by_role("rowheader")).to_have_count(len(ORDER))
        expect(page.locator(".hb-find").get_by_role("status")).to_have_count(1)


@pytest.mark.parametrize("path", ["measures/?sector=bread&resource=heat", "cases/", "en/cases/?kind=planned"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_pages_are_accessible(visit: Callable[..., Visit], path: str, scheme: str, size: tuple[int, int]) -> None:
    seen = visit(path, size, scheme)
    found = Axe().run(seen.page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert seen.trouble == []


def test_list_does_not_jump_when_the_script_orders_it(visit: Callable[..., Visit]) -> None:
    page = visit("measures/").page
    shift = page.evaluate(
        """() => new Promise((done) => {
          let sum = 0;
          new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value)))
            .observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(sum), 200);
        })"""
    )
    assert shift < 0.02


# -- the case library


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("sector", "bread", ["bakery-done", "bakery-proposed"]),
        ("country", "VN", ["bakery-done", "bakery-proposed", "plant-without-figures"]),
        ("country", "unknown", ["sample-plant"]),
        ("kind", "measured", ["bakery-done", "sample-plant"]),
        ("kind", "claimed", ["plant-abroad"]),
        ("kind", "planned", ["bakery-proposed"]),
        ("kind", "none", ["plant-without-figures"]),
        ("resource", "water", ["plant-abroad"]),
    ],
)
def test_each_filter_of_the_library(visit: Callable[..., Visit], name: str, value: str, found: list[str]) -> None:
    page = visit("cases/").page
    assert status(page) == "5 điển hình"
    choose(page, name, value)
    assert cases(page) == found
    assert status(page) == f"{len(found)} trong 5 điển hình"
    page.reload()
    assert cases(page) == found


def test_library_hides_empty_sectors_and_links_to_measures(visit: Callable[..., Visit]) -> None:
    page = visit("cases/?country=DK").page
    assert [text.split()[0] for text in page.locator(".hb-find h3:visible").all_inner_texts()] == ["Nước"]
    page.get_by_role("link", name="Dùng lại nước tráng chai").click()
    page.wait_for_url("**/sectors/juice/measures/#rinse-water")
    page.get_by_role("link", name="Nhà máy D").click()
    page.wait_for_url("**/sectors/juice/cases/#plant-abroad")


# -- words

LISTS = """async ([texts, typed]) => {
  const { readTexts, findWords } = await import(new URL("assets/javascripts/finder/words.js", location.origin + "/"));
  const found = findWords(texts.map(([name, ...others], at) => [at, readTexts(name, others)]), typed);
  const places = (hits) => hits.map(({ entry }) => entry);
  return found && { ...found, hits: places(found.hits), apart: places(found.apart) };
}"""


@pytest.mark.parametrize(
    ("typed", "hits", "apart"),
    [
        ("bien tan", [0, 1], []),  # "chế biến" and "tấn", "tản" are other words
        ("Biến tần", [0, 1], []),
        ("biến tấn", [2], []),
        ("nuoc thai", [3, 4], [5]),  # mostly stand together: where they are apart they are only offered
        ("chat thai", [5], []),
        ("tần", [0, 1], []),
        ("tan", [0, 1, 2, 3], []),
        ("bien ta", [0, 1], []),  # still being typed
        ("hơi nước", [6], []),
        ("nuoc hoi", [6], []),  # in any order, but never across a comma as a phrase
        ("boilers", [7], []),
        ("lo tan", [1], []),
    ],
)
def test_words_are_whole_words_and_phrases(
    visit: Callable[..., Visit], typed: str, hits: list[int], apart: list[int]
) -> None:
    texts = [
        ["Lắp biến tần cho bơm"],
        ["Chỉnh tốc độ quạt lò", "bằng biến tần"],
        ["Chế biến chè", "20 kg/tấn chè"],
        ["Tản nhiệt nước thải"],
        ["Đo nước thải"],
        ["Dùng lại nước", "chất thải rắn"],
        ["Van nước, hơi", "hơi nước"],
        ["Insulate the boiler"],
    ]
    found = visit("measures/").page.evaluate(LISTS, [texts, typed])
    assert (found["hits"], found["apart"], found["missing"]) == (hits, apart, [])


@pytest.mark.parametrize(
    ("typed", "hits", "missing", "everywhere"),
    [
        ("may bom xyzzy", [0], ["xyzzy"], True),
        ("bom quat", [0, 1], ["bom", "quat"], False),
        ("xyzzy", [], [], True),
    ],
)
def test_what_is_near_says_what_it_lacks(
    visit: Callable[..., Visit], typed: str, hits: list[int], missing: list[str], everywhere: bool
) -> None:
    found = visit("measures/").page.evaluate(LISTS, [[["Máy bơm"], ["Quạt"], ["Đèn"]], typed])
    assert (found["hits"], found["missing"], found["everywhere"]) == (hits, missing, everywhere)


def test_words_are_looked_for_in_every_field(visit: Callable[..., Visit]) -> None:
    page = visit("measures/").page
    words = page.locator("[name=words]")
    for typed, found in {
        "banh tiet kiem nhiet": ["oven-insulation"],  # sector and resource
        "bakery nhiet hoi": ["oven-insulation"],  # its other name
        "nuong chi phi thap": ["oven-insulation"],  # step and cost
        "nuoc": ["rinse-water", "pump-speed", "tank-cover"],  # the name first, then the sector and the resource
    }.items():
        words.fill(typed)
        assert measures(page) == found, typed


def test_what_is_near_is_offered_in_plain_words(visit: Callable[..., Visit]) -> None:
    page = visit("measures/?words=bom+xyzzy").page
    assert measures(page) == ["pump-speed"]
    assert status(page) == "Không có giải pháp nào đủ các từ ấy; 1 giải pháp gần nhất thiếu “xyzzy”"
    page = visit("en/measures/?words=oven+leaks").page
    assert status(page).startswith("No measure has all the words; the ")
    assert status(page).endswith(" lack “oven” or “leaks”")
    page.locator("[name=words]").fill("xyzzy")
    assert measures(page) == []
    assert status(page) == "No measure matches; drop one of the conditions"


# -- phones


@pytest.mark.parametrize("path", ["measures/", "en/measures/", "cases/", "en/cases/"])
def test_count_and_first_entry_stand_on_the_first_screen(visit: Callable[..., Visit], path: str) -> None:
    page = visit(path, PHONE).page
    expect(page.locator(".hb-find [role=status]")).to_be_in_viewport(ratio=1)
    expect(page.locator(".hb-find :is(tbody tr, .hb-case) a").first).to_be_in_viewport(ratio=1)
    button = page.get_by_role("button", name=re.compile("^(Bộ lọc|Filters)"))
    sector = page.locator("[name=sector]")
    expect(sector).not_to_be_visible()
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    sector.select_option("bread")
    button.click()
    expect(sector).not_to_be_visible()
    expect(button).to_have_text(re.compile("1"))  # what is folded away still says that it is set


def test_filters_lie_open_on_a_wide_screen(visit: Callable[..., Visit]) -> None:
    page = visit("measures/", DESKTOP).page
    expect(page.locator("[name=sector]")).to_be_visible()
    expect(page.locator(".hb-find [aria-expanded]")).not_to_be_visible()
