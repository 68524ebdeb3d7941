"""The self-check in a real browser: worked examples, numbers in both styles, kind refusals, list, address, print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from browsing import PHONE, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

DATA = yaml.safe_load((Path(__file__).parent / "self_check" / "examples.yml").read_text(encoding="utf-8"))
PATHS = {"vi": "sectors/brewing/benchmarks/", "en": "en/sectors/brewing/benchmarks/"}
Open = Callable[..., Visit]


def field(page: Page, name: str) -> Locator:
    return page.locator(f'.hb-check [data-in="{name}"]')


def enter(page: Page, name: str, text: str, unit: str | None = None) -> None:
    field(page, name).locator("input").first.fill(text)
    if unit:
        field(page, name).locator("select").select_option(unit)


def enter_fuel(page: Page, row: int, fuel: str, text: str, unit: str, ncv: str = "", ncv_unit: str = "") -> None:
    box = page.locator(".hb-check__fuel").nth(row)
    box.locator("select").nth(0).select_option(fuel)
    box.locator("input").nth(0).fill(text)
    box.locator("select").nth(1).select_option(unit)
    if ncv:
        box.locator("input").nth(1).fill(ncv)
        box.locator("select").nth(2).select_option(ncv_unit)


def result(page: Page) -> str:
    """The result as one line of text."""
    return " ".join(page.locator(".hb-check__out").inner_text().replace("\u00a0", " ").split())


def compare(page: Page) -> str:
    """Press the button; the result as one line of text."""
    page.locator(".hb-check [type=submit]").click()
    return result(page)


def choose(page: Page, name: str, start: str) -> str:
    """Compare the benchmark `name` with the figure whose text begins with `start`."""
    select = page.locator(f'.hb-check__one[aria-label="{name}"] select')
    labels = select.locator("option").all_text_contents()
    select.select_option(index=next(i for i, text in enumerate(labels) if text.startswith(start)))
    return result(page)


def tick(page: Page, benchmark: str) -> None:
    if not page.locator(".hb-check__choice[open]").count():
        page.locator(".hb-check__choice summary").click()
    page.locator(f'.hb-check__choice [value="{benchmark}"]').check()


def started(visit: Open, path: str, *args: object, **options: object) -> Visit:
    seen = visit(path, *args, **options)
    expect(seen.page.locator(".hb-check [type=submit]")).to_be_enabled()
    return seen


@pytest.mark.parametrize("example", DATA["examples"], ids=lambda e: f"{e['name']}-{e['lang']}")
def test_worked_example(visit: Open, example: dict) -> None:
    seen = started(visit, PATHS[example["lang"]])
    page = seen.page
    page.locator("[data-period]").select_option(example["period"])
    for name, typed in example["fields"].items():
        enter(page, name, *typed)
    for row, fuel in enumerate(example.get("fuels", [])):
        enter_fuel(page, row, *fuel)
    for name, price in example.get("prices", {}).items():
        page.locator(".hb-check__prices summary").click()
        page.locator(".hb-check__prices label", has_text=name).locator("input").fill(price)
    text = compare(page)
    for name, start in example.get("with", {}).items():
        text = choose(page, name, start)
    for words in example["says"]:
        assert words in text
    assert seen.trouble == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_numbers_are_read_in_both_styles(visit: Open, lang: str) -> None:
    page = visit("").page
    read = """async ([texts, lang]) => {
        const { readNumber } = await import(new URL("/assets/javascripts/self-check/numbers.js", location.href));
        return texts.map((text) => Object.values(readNumber(text, lang)));
    }"""
    found = page.evaluate(read, [[reading["text"] for reading in DATA["readings"]], lang])
    assert found == [reading[lang] for reading in DATA["readings"]]


def test_an_ambiguous_number_is_echoed_and_can_be_read_the_other_way(visit: Open) -> None:
    page = started(visit, PATHS["en"]).page
    enter(page, "per-beer-volume", "1.250")
    enter(page, "water-volume", "1075")
    expect(field(page, "per-beer-volume").locator("output")).to_contain_text("Read as 1.25 hl")
    field(page, "per-beer-volume").get_by_role("button", name="I mean 1,250 hl").click()
    expect(field(page, "per-beer-volume").locator("output")).to_contain_text("Read as 1,250 hl")
    assert "2 times the survey average" in compare(page)  # 10,750 hl / 1,250 hl = 8.6


def test_nonsense_is_refused_kindly(visit: Open) -> None:
    page = started(visit, PATHS["vi"]).page
    assert "Chưa đủ số để so" in compare(page)
    enter(page, "per-beer-volume", "0")
    enter(page, "water-volume", "-5")
    compare(page)
    expect(field(page, "per-beer-volume").locator("output")).to_contain_text("Số 0 không chia được")
    expect(field(page, "water-volume").locator("output")).to_contain_text("Số âm không so được")
    expect(field(page, "per-beer-volume").locator("input")).to_be_focused()
    enter(page, "per-beer-volume", "10.000")
    enter(page, "water-volume", "nhiều")
    compare(page)
    expect(field(page, "water-volume").locator("output")).to_contain_text("Không đọc được số này")
    expect(field(page, "water-volume").locator("input")).to_have_attribute("aria-invalid", "true")


def test_a_hundredfold_value_asks_beside_the_field_first(visit: Open) -> None:
    page = started(visit, PATHS["vi"]).page
    enter(page, "per-beer-volume", "10.000")
    enter(page, "water-volume", "6.900.000")
    page.locator("[data-period]").focus()
    warning = page.locator('.hb-check [data-in="water-volume"] + .hb-check__far')
    expect(warning).to_contain_text("gấp hơn 20 lần con số cao nhất đã công bố (7 hl/hl bia)")  # before comparing
    text = compare(page)
    assert "Chưa so vì có số cần xem lại" in text and "Gấp" not in text and "Việc nên xem trước" not in text
    expect(warning).to_be_focused()
    page.get_by_role("button", name="Nước: đổi sang lít").click()
    expect(page.locator(".hb-answer").first).to_have_text("Gấp 1,6 lần mức trung bình khảo sát")
    expect(field(page, "water-volume").locator("select")).to_have_value("L")
    expect(page.locator(".hb-check__far")).to_have_count(0)


def test_results_on_a_doubtful_output_are_held_back_until_it_is_confirmed_or_mended(visit: Open) -> None:
    """Beer typed a hundredfold: water and electricity look splendid, so nothing is said about either."""
    page = started(visit, PATHS["en"]).page
    enter(page, "per-beer-volume", "1,000,000")
    enter(page, "water-volume", "6900")
    enter(page, "electricity", "190000")
    text = compare(page)
    assert "Not behind" not in text and "times" not in text and "Not compared yet" in text
    page.get_by_role("group", name="Water used per hectolitre of beer").get_by_role(
        "button", name="These figures are right"
    ).click()
    expect(page.locator(".hb-answer").first).to_have_text("0.016 times the survey average")
    enter(page, "per-beer-volume", "10,000")
    page.locator("[data-period]").focus()
    expect(page.locator(".hb-answer").first).to_have_text("1.8 times the figure a source states")
    assert "1.6 times the survey average" in result(page)
    expect(page.locator(".hb-check__far")).to_have_count(0)


def test_a_sound_neighbour_clears_the_output(visit: Open) -> None:
    """Only the water is wrong: electricity of the same output is compared all the same."""
    page = started(visit, PATHS["en"]).page
    enter(page, "per-beer-volume", "10,000")
    enter(page, "water-volume", "6,900,000")
    enter(page, "electricity", "148,000")
    text = compare(page)
    assert "Not compared yet, a figure needs another look: Water used per hectolitre of beer" in text
    assert "1.4 times the figure a source states" in text


# -- what is compared with


def test_no_figure_of_another_fabric_praises_a_wasteful_dyehouse(visit: Open) -> None:
    page = started(visit, "sectors/textiles/benchmarks/").page
    enter(page, "per-fabric-mass", "100")
    enter(page, "water-volume", "25.000")
    text = compare(page)
    assert "250 lít/kg vải. Số nào gần nhà máy của bạn nhất?" in text
    assert "lần" not in text.replace("lần.", "") and "Không kém" not in text and "Việc nên xem trước" not in text
    text = choose(page, "Nước dùng cho một kg vải", "345")
    assert "So với 345 lít/kg vải: Vải len dệt thoi, Thổ Nhĩ Kỳ" in text
    assert "Không kém mức này. Chưa phải mức tốt nhất đã công bố: bằng 4,2 lần 60 lít/kg vải" in text
    assert "khoảng 97 L/kg sau cải tiến, không phải 60" in text  # what the data says of the best figure goes with it
    assert "Gấp 4,2 lần con số nguồn nêu" in choose(page, "Nước dùng cho một kg vải", "60")


def test_an_ended_norm_is_never_the_default_and_says_that_it_has_ended(visit: Open) -> None:
    """2,000,000 kWh / 1,250 t = 1,600 kWh/t; / 1,050 = 1.52; 550 x 1,250 t = 687,500 kWh, the unit that was typed."""
    page = started(visit, "sectors/seafood/benchmarks/").page
    tick(page, "energy-use")
    enter(page, "per-product-mass", "1250")
    enter(page, "electricity", "2.000.000")
    page.locator(".hb-check__fuel input").first.fill("0")
    name = "Năng lượng cho một tấn sản phẩm, theo định mức"
    compare(page)
    card = page.locator(f'.hb-check__one[aria-label="{name}"]')
    expect(card.locator(".hb-answer")).to_contain_text("Số nào gần nhà máy của bạn nhất?")
    expect(card.locator("option", has_text="đã hết kỳ áp dụng")).to_have_count(2)
    choose(page, name, "1.050")
    expect(card.locator(".hb-answer")).to_have_text("Gấp 1,5 lần định mức đã hết kỳ áp dụng")
    expect(card.locator(".hb-check__gap")).to_contain_text("688.000 kWh một tháng")


def test_a_single_figure_is_shown_before_it_is_compared_with(visit: Open) -> None:
    page = started(visit, "en/sectors/dairy/benchmarks/").page
    enter(page, "per-product-mass", "1000")
    enter_fuel(page, 0, "heat", "100", "MWh")
    text = compare(page)
    assert "100 kWh/tonne of product. Only one figure has been published" in text
    assert "Compared with 50 kWh/tonne of product: Denmark, two liquid milk dairies" in text and "times" not in text
    page.get_by_role("button", name="Compare with it").click()
    expect(page.locator(".hb-answer").first).to_have_text("2 times the figure measured elsewhere")


def test_the_mill_and_its_output_stand_first(visit: Open) -> None:
    page = started(visit, "en/sectors/rice-milling/benchmarks/").page
    expect(field(page, "per-rice-mass")).to_be_visible()
    expect(field(page, "per-brown-rice-mass")).not_to_be_visible()
    page.locator("[data-output]").select_option("per-brown-rice-mass")
    expect(field(page, "per-brown-rice-mass")).to_be_visible()
    expect(field(page, "husking-electricity").locator("b")).to_have_text("Electricity of the husking line")
    expect(field(page, "per-rice-mass")).not_to_be_visible()


def test_a_brick_maker_enters_fuel_by_amount(visit: Open) -> None:
    """100 t x 20 MJ/kg / 1,000 t = 2 MJ/kg; over 1.47: 1.36; 0.53 MJ/kg x 1,000 t / 20 MJ/kg = 26.5 t of that fuel."""
    page = started(visit, "sectors/bricks/benchmarks/").page
    expect(page.locator(".hb-check__fuel")).to_be_visible()
    enter(page, "per-fired-brick-mass", "1000", "t")
    enter_fuel(page, 0, "own", "100", "t", "20", "MJ/kg")
    assert "2 MJ/kg gạch nung. Số nào" in compare(page)
    text = choose(page, "Năng lượng nung cho một kilôgam gạch", "1,34–1,47")
    assert "Gấp 1,4 lần đầu cao của khoảng 1,34–1,47 MJ/kg gạch nung" in text
    assert "26,5 tấn một tháng" in text
    row = page.locator(".hb-check__fuel").first
    row.locator("select").nth(1).select_option("m3")
    assert row.locator("select").nth(2).locator("option").all_text_contents() == ["kcal/m³", "MJ/m³"]


def test_a_brick_maker_counts_single_bricks_and_reads_what_the_gap_goes_down_to(visit: Open) -> None:
    """250 t / 1,500 thousand = 166.7 kg; 56.7 kg above the lower end 110, x 1,500 thousand = 85 t."""
    page = started(visit, "sectors/bricks/benchmarks/").page
    page.locator("[data-output]").select_option("per-thousand-bricks-count-brick")
    enter(page, "per-thousand-bricks-count-brick", "1500000")
    enter(page, "coal-use", "250")
    compare(page)
    page.get_by_role("button", name="Nghìn viên gạch: đổi sang viên gạch").click()
    assert "Khối lượng một viên khác nhau giữa các nguồn" in result(page)
    text = choose(page, "Than cho một nghìn viên gạch", "110–700")
    assert "Nằm trong khoảng so sánh 110–700" in text
    assert "Xuống đến đầu thấp của khoảng (110 kg/nghìn viên gạch) là bớt khoảng 56,7 kg" in text
    assert "85 tấn một tháng" in text and "Khối lượng một viên khác nhau giữa các nguồn" in text


def test_a_measure_with_a_figure_of_something_else_is_not_called_without_figures(visit: Open) -> None:
    page = started(visit, "sectors/bricks/benchmarks/").page
    page.locator("[data-output]").select_option("per-thousand-bricks-count-brick")
    enter(page, "per-thousand-bricks-count-brick", "1500")
    enter(page, "coal-use", "250")
    compare(page)
    choose(page, "Than cho một nghìn viên gạch", "khoảng 130")
    items = page.locator(".hb-check__todo li")
    expect(items.filter(has_text="Thay một phần than bằng trấu")).to_contain_text("25% chi phí nhiên liệu")
    expect(items.filter(has_text="Dùng nhiệt thải của lò")).to_contain_text("205,5")
    expect(items.filter(has_text="Bảo ôn, bịt kín tường")).to_contain_text("chưa có số liệu công bố")


# -- nothing typed is lost


def test_a_figure_without_its_output_says_what_is_missing_and_leads_there(visit: Open) -> None:
    page = started(visit, "en/sectors/cement/benchmarks/").page
    tick(page, "heat-use")
    enter(page, "per-cement-mass", "100000")
    enter(page, "electricity", "9500000")
    page.locator(".hb-check__fuel select").first.select_option("fine-coal-3-4")
    page.locator(".hb-check__fuel input").first.fill("12000")
    text = compare(page)
    assert "Still missing: Clinker (output)" in text
    lack = page.locator('.hb-check form [data-in="fuels"] .hb-check__lack')
    expect(lack).to_have_text("Still missing: Clinker (output)")
    lack.get_by_role("button").click()
    expect(field(page, "per-clinker-mass").locator("input")).to_be_focused()
    page.keyboard.type("80000")
    compare(page)
    expect(lack).to_have_count(0)


def test_figures_last_in_the_tab_and_over_the_change_of_language(visit: Open, address: str) -> None:
    seen = started(visit, PATHS["vi"])
    page = seen.page
    enter(page, "per-beer-volume", "1.250,5")
    enter(page, "water-volume", "nhiều")
    enter(page, "electricity", "14.800")
    enter_fuel(page, 0, "diesel", "40.000", "L")
    page.reload()
    expect(field(page, "per-beer-volume").locator("input")).to_have_value("1.250,5")
    expect(field(page, "water-volume").locator("input")).to_have_value("nhiều")
    assert page.url == address + PATHS["vi"]
    page.locator(".hb-language").click()
    page.wait_for_url(f"{address}{PATHS['en']}**")
    expect(field(page, "per-beer-volume").locator("input")).to_have_value("1,250.5")
    expect(page.locator(".hb-check__fuel select").first).to_have_value("diesel")
    expect(page.locator(".hb-check form")).to_contain_text("stays in this browser tab until you close it")
    page.get_by_role("button", name="Clear the figures").click()
    expect(field(page, "per-beer-volume").locator("input")).to_have_value("")
    page.reload()
    expect(field(page, "electricity").locator("input")).to_have_value("")
    assert seen.trouble == []


def test_the_language_link_takes_the_figures_of_the_address_along(visit: Open, address: str) -> None:
    kept = (
        "#self-check?period=month&compare=water-use&in.per-beer-volume=10000~hl&in.water-volume=6900~m3&sector=brewing"
    )
    page = visit(PATHS["vi"] + kept).page
    expect(page.locator(".hb-answer").first).to_have_text("Gấp 1,6 lần mức trung bình khảo sát")
    enter(page, "water-volume", "8.600")
    page.locator(".hb-language").click()
    page.wait_for_url(f"{address}{PATHS['en']}#self-check?**")
    expect(page.locator(".hb-answer").first).to_have_text("2 times the survey average")
    assert "in.water-volume=8600" in page.url


def test_the_page_of_all_sectors_comes_back_to_the_sector(visit: Open) -> None:
    page = visit("en/self-check/").page
    page.locator(".hb-checks > label select").select_option("brewing")
    enter(page, "per-beer-volume", "10000")
    page.goto(page.url.replace("self-check/", "glossary/"))
    page.go_back()
    expect(field(page, "per-beer-volume").locator("input")).to_have_value("10,000")


def test_energy_needs_all_its_parts_and_a_fuel_its_name(visit: Open) -> None:
    page = started(visit, PATHS["en"]).page
    enter(page, "per-beer-volume", "10,000")
    enter(page, "electricity", "100,000")
    text = compare(page)
    assert "Energy per hectolitre of beer. Still missing: Fuels, heat bought (type 0 if none is used)" in text
    page.locator(".hb-check__fuel input").first.fill("40")
    compare(page)
    expect(page.locator(".hb-check__fuel output").first).to_contain_text("Choose the fuel")
    page.locator(".hb-check__fuel input").first.fill("0")
    assert "36 MJ/hl of beer" in compare(page)  # electricity alone


def test_another_figure_can_be_compared_with(visit: Open) -> None:
    page = started(visit, PATHS["en"]).page
    enter(page, "per-beer-volume", "10,000")
    enter(page, "water-volume", "5,000")
    compare(page)
    select = page.locator(".hb-check__with select").first
    labels = select.locator("option").all_text_contents()
    select.select_option(index=next(i for i, text in enumerate(labels) if text.startswith("4–6")))
    expect(page.locator(".hb-answer").first).to_have_text("Within the range 4–6 hl/hl of beer")
    expect(page.locator(".hb-check__with select").first).to_be_focused()
    enter(page, "water-volume", "9,000")
    assert "1.5 times the upper end of the range 4–6" in compare(page)


def test_choosing_a_benchmark_shows_what_it_needs(visit: Open) -> None:
    page = started(visit, PATHS["vi"]).page
    expect(field(page, "filter-aid-use")).not_to_be_visible()
    page.locator(".hb-check__choice summary").click()
    page.locator('.hb-check__choice [value="filter-aid-use"]').check()
    expect(field(page, "filter-aid-use")).to_be_visible()
    page.locator('.hb-check__choice [value="water-use"]').uncheck()
    expect(field(page, "water-volume")).not_to_be_visible()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_list_is_cheapest_first_and_downloads(visit: Open, lang: str, tmp_path: Path) -> None:
    page = started(visit, PATHS[lang]).page
    enter(page, "per-beer-volume", "10000")
    enter(page, "water-volume", "6900")
    compare(page)
    costs = page.locator(".hb-check__todo .hb-k").all_text_contents()
    order = {"vi": ["Không tốn tiền", "Chi phí thấp", "Đầu tư vừa", "Đầu tư lớn"]}.get(
        lang, ["No cost", "Low cost", "Medium investment", "Large investment"]
    )
    assert costs == [cost for cost in order if cost in costs] and len(costs) > 1
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    file = tmp_path / "list.csv"
    waiting.value.save_as(file)
    content = file.read_bytes().decode("utf-8")
    assert content.startswith('\ufeff"') and content.endswith("\r\n")
    rows = content.removeprefix("\ufeff").splitlines()
    assert len(rows) == 1 + page.locator(".hb-check__todo li").count()
    assert all(row.count('";"' if lang == "vi" else '","') == 5 for row in rows)


def test_the_address_holds_figures_only_when_asked(visit: Open, address: str) -> None:
    seen = started(visit, PATHS["vi"])
    page = seen.page
    before = len(seen.requests)
    enter(page, "per-beer-volume", "300.000")
    enter(page, "electricity", "3.600.000")
    enter_fuel(page, 0, "own", "2.400", "t", "21", "MJ/kg")
    page.locator("[data-period]").select_option("year")
    compare(page)
    assert page.url == address + PATHS["vi"]
    assert "300" not in page.evaluate("JSON.stringify({ ...localStorage }) + document.cookie")
    page.get_by_role("button", name="Lưu vào địa chỉ").click()
    assert page.url.startswith(f"{address}{PATHS['vi']}#self-check?") and "300000" in page.url
    sent = [url for url in seen.requests[before:] if not url.endswith("favicon.svg")]
    assert sent == []
    kept = page.url.split("#")[1]
    again = visit(f"{PATHS['en']}#{kept}").page
    expect(again.locator(".hb-check__one").first).to_be_visible()
    assert "211 MJ/hl of beer" in again.locator(".hb-check__out").inner_text()
    assert field(again, "per-beer-volume").locator("input").input_value() == "300,000"
    there = visit(f"en/self-check/#{kept}").page
    expect(there.locator(".hb-check__one").first).to_be_visible()


def test_a_damaged_address_does_no_harm(visit: Open) -> None:
    damaged = "sector=brewing&in.water-volume=x~y&fuel=nothing~1&with.water-use=99&period=age"
    seen = visit(f"{PATHS['vi']}#self-check?{damaged}")
    expect(seen.page.locator(".hb-check [type=submit]")).to_be_enabled()
    assert seen.trouble == []


@pytest.mark.parametrize("path", ["self-check/", "en/self-check/"])
def test_the_page_of_all_sectors_opens_one_in_place(visit: Open, address: str, path: str) -> None:
    seen = visit(path)
    page = seen.page
    page.locator(".hb-checks > label select").select_option("brewing")
    expect(page.locator(".hb-check [type=submit]")).to_be_enabled()
    enter(page, "per-beer-volume", "10000")
    enter(page, "water-volume", "6900")
    compare(page)
    prefix = address + ("en/" if path.startswith("en") else "")
    link = page.locator(".hb-check__todo a").first
    assert link.evaluate("a => a.href").startswith(f"{prefix}sectors/brewing/measures/#")
    source = page.locator(".hb-check__one .hb-src a").first
    assert source.evaluate("a => a.href").startswith(f"{prefix}sectors/brewing/benchmarks/#ref-")
    page.locator(".hb-checks > label select").select_option("")
    expect(page.locator(".hb-check")).to_have_count(0)
    assert seen.trouble == []


@pytest.mark.parametrize("path", [PATHS["vi"], "en/self-check/"])
def test_without_script_it_says_how_to_do_it_by_hand(visit: Open, path: str) -> None:
    page = visit(path, PHONE, javascript=False).page
    expect(page.locator(".hb-check form")).to_have_count(0 if "self-check" in path else 1)
    if "self-check" in path:
        expect(page.locator('.hb-checks a[data-sector="brewing"]')).to_be_visible()
        return
    expect(page.locator(".hb-check form")).not_to_be_visible()
    expect(page.locator(".hb-check__out")).to_contain_text("tính tay")
    expect(page.locator('.hb-check__out a[href="#water-use"]')).to_be_visible()
    expect(page.locator(".hb-chart").first).to_be_visible()


def test_it_works_by_keyboard_alone(visit: Open) -> None:
    page = started(visit, PATHS["en"]).page
    page.locator("[data-period]").focus()
    for text in ("", "10000", "", "6900"):
        page.keyboard.press("Tab")
        if text:
            page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.locator(".hb-answer").first).to_have_text("1.6 times the survey average")
    expect(page.locator(".hb-check__out")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.hb-check__out') !== null")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_result_is_accessible_and_fits_a_phone(visit: Open, lang: str, scheme: str) -> None:
    page = started(visit, PATHS[lang], PHONE, scheme).page
    for summary in page.locator(".hb-check summary").all():
        summary.click()
    enter(page, "per-beer-volume", "1.250")
    enter(page, "water-volume", "x")
    compare(page)
    enter(page, "per-beer-volume", "10000")
    enter(page, "water-volume", "6900")
    enter(page, "electricity", "120000")
    compare(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == []
    box = page.locator(".hb-scale").first.bounding_box()
    assert box is not None
    for text in page.locator(".hb-scale").first.locator("text").all():
        place = text.bounding_box()
        assert place is not None and box["x"] - 1 <= place["x"] and place["x"] + place["width"] <= PHONE[0]


def test_print_shows_the_result_without_the_controls(visit: Open) -> None:
    page = started(visit, PATHS["vi"]).page
    enter(page, "per-beer-volume", "10000")
    enter(page, "water-volume", "6900")
    compare(page)
    page.evaluate("window.print = () => { window.printed = document.documentElement.className; }")
    page.get_by_role("button", name="In kết quả").click()
    assert "hb-print-check" in page.evaluate("window.printed")
    page.emulate_media(media="print")
    expect(page.locator(".hb-answer").first).to_be_visible()
    expect(page.locator(".hb-check__todo li").first).to_be_visible()
    for hidden in (".hb-check [type=submit]", ".hb-check__tools button", ".hb-chart", "h2#water-use"):
        expect(page.locator(hidden).first).not_to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".hb-chart").first).to_be_visible()
