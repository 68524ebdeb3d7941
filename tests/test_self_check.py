"""The facts behind the self-check: which benchmarks can be worked out, and factors that agree with the registry."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from handbook.corpus import Corpus, load
from handbook.facts import Facts
from handbook.models import Factor, Local
from handbook.render import check_data, factors, self_check
from handbook.render.check_inputs import ELECTRICITY, FUEL, Checkable, checkable, inputs, is_whole_plant
from handbook.render.context import CITE, Context
from handbook.terms import TermIndex

FACTS = Facts.load(ROOT)
UNITS = FACTS.units
CHECKS = [
    (topic, check)
    for topic in FACTS.topics.values()
    for check in checkable(topic, FACTS, [benchmark.id for benchmark in topic.benchmarks])
]
RESOURCES = {word: Local(vi=w.vi, en=w.en) for word, w in FACTS.index("resource").items()}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load(ROOT)


def context(corpus: Corpus, lang: str, key: str = "sectors/brewing/benchmarks") -> Context:
    page = corpus.page(lang, key)
    assert page is not None
    return Context(corpus, page, TermIndex(corpus))


def data_of(html: str) -> dict:
    (text,) = re.findall(r'<script type="application/json">(.*?)</script>', html)
    return json.loads(text)


# -- what can be checked


@pytest.mark.parametrize(("topic", "check"), CHECKS, ids=lambda v: getattr(v, "id", ""))
def test_a_checkable_benchmark_has_a_direction_a_divisor_and_sources(topic, check: Checkable) -> None:
    benchmark = check.benchmark
    assert benchmark.better in ("lower", "higher") and benchmark.per and benchmark.points
    assert all(point.source in FACTS.sources for point in benchmark.points)
    assert check.below.startswith("per-") and check.above


def test_shared_amounts_are_those_of_the_whole_plant() -> None:
    """Amounts are shared between benchmarks of one resource only, and never by one that is about a part."""
    for topic in FACTS.topics.values():
        users: dict[str, set[str]] = {}
        for check in checkable(topic, FACTS, [benchmark.id for benchmark in topic.benchmarks]):
            if not is_whole_plant(check.benchmark):
                assert check.above == (check.benchmark.id,)
            for name in check.above:
                users.setdefault(name, set()).add(check.benchmark.resource)
        for name, resources in users.items():
            assert len(resources) == 1 or name in (ELECTRICITY, FUEL), (topic.id, name)


@pytest.mark.parametrize(
    ("benchmark_id", "resource", "whole"),
    [
        ("water-use", "water", True),
        ("site-energy-use", "energy", True),
        ("water-per-pig", "water", True),
        ("wastewater-bod-load", "wastewater", False),
        ("electricity-by-operation", "electricity", False),
        ("thawing-water", "water", False),
    ],
)
def test_ids_tell_the_whole_plant_from_a_part(benchmark_id: str, resource: str, whole: bool) -> None:
    _, check = CHECKS[0]
    assert is_whole_plant(check.benchmark.model_copy(update={"id": benchmark_id, "resource": resource})) is whole


def test_the_form_starts_with_one_output_and_at_most_five_figures() -> None:
    """No figure can be typed that waits for an output nobody was asked for; one benchmark a resource."""
    for topic in FACTS.topics.values():
        ticked = [c for t, c in CHECKS if t is topic and c.ticked]
        resources = [c.benchmark.resource for c in ticked]
        assert len(resources) == len(set(resources)) <= 4
        assert len({name for c in ticked for name in (*c.above, c.below)}) <= 5
        assert len({c.below for c in ticked}) == any(t is topic for t, _ in CHECKS), topic.id


def test_every_output_has_something_to_begin_with() -> None:
    for topic in FACTS.topics.values():
        checks = [c for t, c in CHECKS if t is topic]
        for below in {c.below for c in checks}:
            assert any(c.start for c in checks if c.below == below), (topic.id, below)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_outputs_to_choose_from_can_be_told_apart(lang: str) -> None:
    for topic in FACTS.topics.values():
        entries = inputs(topic, UNITS, [c for t, c in CHECKS if t is topic], RESOURCES)
        names = [(entry.name[lang], entry.units[0]) for entry in entries if entry.divides]
        assert len(names) == len(set(names)), (topic.id, names)


@pytest.mark.parametrize(
    ("sector", "begins_with"),
    [
        ("rice-milling", ["mill-electricity"]),  # the whole mill, not brown rice only
        ("seafood", ["electricity-use"]),  # of energy there are only norms, and they have ended
        ("meat", ["water-live-weight", "electricity-use", "heat-use"]),
        ("brewing", ["water-use", "energy-use", "electricity-use", "heat-use"]),
        ("textiles", ["water-use"]),
    ],
)
def test_what_a_form_begins_with(sector: str, begins_with: list[str]) -> None:
    assert [c.benchmark.id for t, c in CHECKS if t.id == sector and c.ticked] == begins_with


def test_a_form_never_begins_with_norms_or_weak_sources_where_others_are_known() -> None:
    for topic in FACTS.sectors.values():
        checks = [c for t, c in CHECKS if t is topic]
        assert all(c.sound for c in checks if c.ticked) or not any(c.sound for c in checks), topic.id


def test_at_most_one_figure_is_compared_with_first_and_it_is_a_result() -> None:
    for topic in FACTS.topics.values():
        for benchmark in topic.benchmarks:
            first = [point for point in benchmark.points if point.compare_first]
            assert len(first) <= 1, (topic.id, benchmark.id)
            assert all(p.evidence in ("survey", "measured", "claimed") for p in first), (topic.id, benchmark.id)
            assert all(FACTS.sources[p.source].grade != "weak" for p in first), (topic.id, benchmark.id)


def test_energy_of_a_part_is_entered_as_fuels() -> None:
    """A brick maker knows tonnes of coal, not megajoules. Of standard coal 7,000 kcal are 29.3076 MJ."""
    for sector, benchmark, powered in (("bricks", "firing-energy", False), ("ceramics", "tile-energy", True)):
        topic = FACTS.sectors[sector]
        checks = checkable(topic, FACTS, [b.id for b in topic.benchmarks])
        entries = {entry.id: entry for entry in inputs(topic, UNITS, checks, RESOURCES)}
        assert entries[benchmark].fuels and not entries[benchmark].units
        (found,) = (check.benchmark for check in checks if check.benchmark.id == benchmark)
        assert (found.resource == "energy") is powered  # then electricity is one of the fuels
    assert check_data.standard_coal(FACTS) == Decimal("29.3076")


def test_units_come_in_the_order_a_plant_uses_them() -> None:
    """Coal by the tonne whatever the benchmark counts in, dyes by what it counts in, bricks also singly."""
    units = {
        (topic.id, entry.id): entry.units
        for topic in FACTS.topics.values()
        for entry in inputs(topic, UNITS, [c for t, c in CHECKS if t is topic], RESOURCES)
    }
    assert units["bricks", "coal-use"] == units["textiles", "steam-use"] == ("t", "kg")
    assert units["textiles", "dyestuff-use"][0] == "g" and units["pulp-paper", "chlorine-use"][0] == "kg"
    assert units["bricks", "per-thousand-bricks-count-brick"] == ("thousand bricks", "brick")


def test_every_amount_has_a_name_of_its_own() -> None:
    """Neither a quoted title nor a rate: "Fuel oil", not "Fuel oil per hectolitre of beer"."""
    for topic in FACTS.topics.values():
        checks = [c for t, c in CHECKS if t is topic]
        for entry in inputs(topic, UNITS, checks, RESOURCES):
            assert not re.search(r"[“”]|\bper\b|\b(an?|one|kg|tonne) (of|litre|tonne)\b", entry.name.en), entry.name.en
            assert not re.search(r"[“”]|\b(cho|từ) (một|mỗi|\d)", entry.name.vi), entry.name.vi


def test_inputs_are_named_by_what_is_counted() -> None:
    topic = FACTS.sectors["brewing"]
    checks = checkable(topic, FACTS, [b.id for b in topic.benchmarks])
    entries = {entry.id: entry for entry in inputs(topic, UNITS, checks, RESOURCES)}
    beer = entries["per-beer-volume"]
    assert (beer.name.vi, beer.name.en, beer.units, beer.divides) == ("Bia", "Beer", ("hl", "m3", "L"), True)
    assert entries["water-volume"].units[0] == "m3" and entries[ELECTRICITY].units[0] == "kWh"
    assert entries["fuel-oil-use"].name.en == "Fuel oil"
    for entry in (entry for entry in entries.values() if not entry.fuels):
        assert len({UNITS.atoms[unit].dimension for unit in entry.units}) == 1


# -- arithmetic


@given(st.sampled_from(CHECKS), st.integers(1, 10**9), st.integers(1, 10**9), st.data())
def test_dividing_by_the_exported_factors_is_what_the_registry_says(item, above: int, below: int, draw) -> None:
    """amount x factor / (divisor x factor) / factor of the benchmark, as the script computes it."""
    _, check = item
    unit = UNITS.get(check.benchmark.unit)
    assert unit is not None
    same = [[a.id for a in UNITS.atoms.values() if a.dimension == d] for d in unit.dimension]
    top, bottom = (draw.draw(st.sampled_from(sorted(names))) for names in same)
    by_script = (
        above * float(UNITS.atoms[top].factor) / (below * float(UNITS.atoms[bottom].factor)) / float(unit.factor)
    )
    by_registry = UNITS.convert(Decimal(above) / below, f"{top}/{bottom}", check.benchmark.unit)
    assert by_script == pytest.approx(float(by_registry), rel=1e-12)


def test_fuels_become_energy_by_the_official_factors() -> None:
    """By hand: 0.88 toe/1,000 L x 41,868 MJ/toe = 36.84384 MJ/L; 900 toe/million m³ x 41,868 = 37.6812 MJ/m³."""
    fuels = {fuel["id"]: {unit: each for unit, _, each in fuel["units"]} for fuel in check_data.fuels(FACTS, "en")}
    assert fuels["diesel"] == pytest.approx({"L": 36.84384, "m3": 36843.84, "t": 42705.36, "kg": 42.70536})
    assert fuels["natural-gas"] == pytest.approx({"m3": 37.6812})
    assert fuels["coke-low"]["t"] == pytest.approx(29307.6) and fuels["coke-high"]["t"] == pytest.approx(31401)
    official = {f.fuel for f in FACTS.factors.values() if f.use == "fuel"}
    assert {name.removesuffix("-low").removesuffix("-high") for name in fuels} == official


def test_every_factor_has_a_source_and_says_how_far_it_is_valid() -> None:
    for name, factor in FACTS.factors.items():
        assert all(source in FACTS.sources for source in factor.sources), name
        assert factor.use == "energy" or factor.status in FACTS.index("instrument-status"), name
        assert factor.use not in ("fuel", "electricity") or factor.instrument in FACTS.instruments, name


def test_the_grid_factor_is_that_of_the_newest_year() -> None:
    newest = check_data.newest_grid(FACTS)
    assert newest is not None and newest.year == max(f.year or 0 for f in FACTS.factors.values() if f.use == "grid")


@pytest.mark.parametrize(
    "wrong",
    [
        {"min": "0.7"},
        {"value": "1", "min": "0.7", "max": "0.8"},
        {"min": "0.8", "max": "0.7"},
        {"value": "1", "fuel": None},
        {"value": "1", "valid_from": "2020-01-01", "valid_to": "2019-01-01"},
    ],
)
def test_a_factor_of_the_wrong_shape_is_refused(wrong: dict) -> None:
    record = {"use": "fuel", "fuel": "coke", "name": {"vi": "x", "en": "x"}, "unit": "toe/t", "sources": ["a"], **wrong}
    with pytest.raises(ValueError):
        Factor.model_validate(record)


# -- blocks


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_form_and_its_data_belong_together(corpus: Corpus, lang: str) -> None:
    html = self_check.self_check(context(corpus, lang))
    assert "\n\n" not in html and " name=" not in html and 'type="submit" class="hb-btn" disabled' in html
    data = data_of(html)
    inputs_shown = set(re.findall(r'data-in="([^"]*)"', html))
    for check in data["checks"]:
        assert {*check["above"], check["below"]} <= inputs_shown
        assert all(len(point["at"]) in (1, 2) and point["source"] in FACTS.sources for point in check["points"])
        assert check["resource"] in data["resources"]
    for unit in re.findall(r'<option value="([^"]+)">', html):
        assert unit in data["units"] or unit in self_check.PERIODS or unit in inputs_shown
    water = next(check for check in data["checks"] if check["id"] == "water-use")
    assert water["points"][water["first"]]["at"] == [4.3]
    assert [m["url"] for m in data["measures"]] == [f"../measures/#{m.id}" for m in FACTS.sectors["brewing"].measures]


def test_the_reader_is_asked_unless_the_data_says_what_to_compare_with(corpus: Corpus) -> None:
    """Textiles: a mill in Bangladesh or wool in Türkiye, no figure suits every dyehouse."""
    water = data_of(self_check.self_check(context(corpus, "en", "sectors/textiles/benchmarks")))["checks"][0]
    assert (water["id"], water["first"], len(water["points"])) == ("water-use", -1, 3)


def test_what_the_data_says_beside_a_figure_goes_with_it(corpus: Corpus) -> None:
    """The figure of the mill does not fit its own daily figures; bricks differ in weight."""
    water = data_of(self_check.self_check(context(corpus, "en", "sectors/textiles/benchmarks")))["checks"][0]
    assert "about 97 L/kg" in water["points"][0]["note"] and "note" not in water["points"][1] and "note" not in water
    checks = data_of(self_check.self_check(context(corpus, "en", "sectors/bricks/benchmarks")))["checks"]
    (coal,) = [check for check in checks if check["id"] == "coal-use"]
    assert "weight of a brick differs" in coal["note"]


def test_the_form_names_every_resource_it_can_compare(corpus: Corpus) -> None:
    html = self_check.self_check(context(corpus, "en", "sectors/textiles/benchmarks"))
    (named,) = re.findall(r"What can be compared: ([^<]*)\.</p>", html)
    assert named == "water, electricity, heat and steam, chemicals, wastewater"


def test_a_norm_says_when_its_period_ends(corpus: Corpus) -> None:
    checks = data_of(self_check.self_check(context(corpus, "en", "sectors/seafood/benchmarks")))["checks"]
    energy = next(check for check in checks if check["id"] == "energy-use")
    assert energy["first"] == -1
    assert {point["until"] for point in energy["points"]} == {"2025-12-31"}


@pytest.mark.parametrize(
    ("sector", "outputs"),
    [
        ("rice-milling", ["Brown rice (t)", "White rice (t)", "Rice (t)"]),
        ("bricks", ["Fired brick (kg)", "Thousand bricks"]),
        ("textiles", []),  # fabric only
    ],
)
def test_the_output_is_chosen_by_name_and_unit(corpus: Corpus, sector: str, outputs: list[str]) -> None:
    html = self_check.self_check(context(corpus, "en", f"sectors/{sector}/benchmarks"))
    (choice,) = re.findall(r"<select data-output>(.*?)</select>", html) or [""]
    assert re.findall(r">([^<]+)</option>", choice)[:3] == outputs


def test_texts_of_the_script_have_the_same_places_to_fill_in_both_languages() -> None:
    for key, word in FACTS.labels.items():
        if key.startswith(check_data.SAY):
            assert set(re.findall(r"\{\w+\}", word.vi)) == set(re.findall(r"\{\w+\}", word.en)), key


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_factor_tables_show_every_factor_with_its_sources(corpus: Corpus, lang: str) -> None:
    ctx = context(corpus, lang, "self-check/index")
    html = factors.fuel_factors(ctx) + factors.grid_factors(ctx)
    cited = set(re.findall(f"{CITE[0]}(.*?){CITE[1]}", html))
    for factor in FACTS.factors.values():
        assert set(factor.sources) <= cited
        assert all(ctx.number(number) in html for number in factor.numbers)
    assert "3505/BCT-KHCN" in html and ctx.word("instrument-status", "unknown") in html


def test_the_page_of_all_sectors_links_those_that_can_be_checked(corpus: Corpus) -> None:
    html = self_check.all_self_checks(context(corpus, "en", "self-check/index"))
    assert 'href="../sectors/brewing/benchmarks/#self-check" data-sector="brewing"' in html
    assert html.count("<option value=") == html.count("<li>") + 1
