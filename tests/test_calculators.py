"""The small calculators: their place on pages, their form without and with script, the same sums as the checks."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from browsing import Visit
from conftest import ROOT
from handbook.arithmetic import agrees, evaluate
from handbook.corpus import Corpus, load
from handbook.render import Renderer
from handbook.units import format_number

PAGES = {
    "air-leaks": "utilities/compressed-air",
    "variable-speed": "utilities/motors-pumps-fans",
    "payback": "method/selecting-options",
}
FORMULA = "assets/javascripts/calculator/formula.js"
ODD = ["2 ** 3 ** 2", "-2 ** 2", "1 - -2 * 3", "(1 + 2) * 3 / 4", "sqrt(2) * sqrt(2)", "10 - 4 - 3", "2 ** -1"]
Open = Callable[..., Visit]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load(ROOT)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_calculator_stands_on_its_page(corpus: Corpus, lang: str) -> None:
    assert corpus.facts.calculators.keys() == PAGES.keys()
    for key, calculator in corpus.facts.calculators.items():
        page = corpus.page(lang, PAGES[key])
        assert page, PAGES[key]
        html = Renderer(corpus).render(page)
        assert html.count(f'id="calc-{key}"') == 1
        block = html[html.index(f'id="calc-{key}"') :]
        block = block[: block.index("</section>")]
        assert "<form hidden>" in block, "without script only the formula and the example are shown"
        for result in calculator.results.values():
            assert f"{result.name[lang]}: {format_number(result.example, lang)}" in block
        for name in calculator.results:
            assert f"<i>{name}</i>" not in block or name in {r.name[lang].lower() for r in calculator.results.values()}


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize(("key", "lang"), [(key, lang) for key in PAGES for lang in ("vi", "en")])
def test_the_form_gives_the_worked_example(visit: Open, corpus: Corpus, key: str, lang: str) -> None:
    seen = visit(f"{'' if lang == 'vi' else 'en/'}{PAGES[key]}/")
    section = seen.page.locator(f"#calc-{key}")
    expect(section.locator("form")).to_be_visible()
    for name, result in corpus.facts.calculators[key].results.items():
        text = section.locator(f'output[name="{name}"]').inner_text()
        plain = text.replace(".", "").replace(",", ".") if lang == "vi" else text.replace(",", "")
        assert agrees(result.example, Decimal(plain)), (name, text)


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_other_numbers_and_what_cannot_be_used(visit: Open) -> None:
    page = visit("method/selecting-options/").page
    section = page.locator("#calc-payback")
    field = section.locator('[name="investment"]')
    field.fill("1.000")
    section.locator('[name="saving"]').fill("540")
    expect(section.locator('output[name="payback"]')).to_have_text("2")
    field.fill("một nghìn")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(section.locator('output[name="payback"]')).to_have_text("–")
    assert "Nhập một số" in (field.get_attribute("title") or "")
    field.fill("1000")
    section.locator('[name="years"]').fill("80")
    assert "từ 1 đến 50" in (section.locator('[name="years"]').get_attribute("title") or "")


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_script_and_checks_work_formulas_out_alike(visit: Open, corpus: Corpus, address: str) -> None:
    """Every formula of the worked examples, and a few odd ones."""
    page = visit("method/selecting-options/").page
    items = [(formula, {}) for formula in ODD]
    for example in corpus.facts.examples.values():
        values = {name: float(item.value) for name, item in example.values.items()}
        items += [(item.formula, values) for item in example.values.values() if item.formula]
    assert len(items) > 100
    got = page.evaluate(
        "async ([url, items]) => { const { evaluate } = await import(url);"
        " return items.map(([formula, values]) => evaluate(formula, values)); }",
        [address + FORMULA, items],
    )
    for (formula, values), number in zip(items, got, strict=True):
        exact = evaluate(formula, {name: Decimal(str(value)) for name, value in values.items()})
        assert abs(Decimal(str(number)) - exact) <= max(abs(exact), Decimal(1)) * Decimal("0.00001"), formula
    wrong = page.evaluate(
        "async ([url, all]) => { const { evaluate } = await import(url);"
        " return all.map((f) => { try { return evaluate(f, {}); } catch (e) { return e.name; } }); }",
        [address + FORMULA, ["power", "1 +* 2", "(1", "f(1)", "1 2"]],
    )
    assert all(isinstance(item, str) for item in wrong), wrong
