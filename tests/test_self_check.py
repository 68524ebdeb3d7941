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
    for check in checkable(topic, UNITS, [benchmark.id for benchmark in topic.benchmarks])
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
        for check in checkable(topic, UNITS, [benchmark.id for benchmark in topic.benchmarks]):
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


def test_the_form_starts_with_at_most_five_figures_and_one_benchmark_a_resource() -> None:
    for topic in FACTS.topics.values():
        ticked = [c for t, c in CHECKS if t is topic and c.ticked]
        resources = [c.benchmark.resource for c in ticked]
        assert len(resources) == len(set(resources)) <= 4
        assert len({name for c in ticked for name in (*c.above, c.below)}) <= 5
        if any(t is topic for t, _ in CHECKS):
            assert ticked


def test_inputs_are_named_by_what_is_counted() -> None:
    topic = FACTS.sectors["brewing"]
    checks = checkable(topic, UNITS, [b.id for b in topic.benchmarks])
    entries = {entry.id: entry for entry in inputs(topic, UNITS, checks, RESOURCES)}
    beer = entries["per-beer-volume"]
    assert (beer.name.vi, beer.name.en, beer.units, beer.divides) == ("Bia", "Beer", ("hl", "m3", "L"), True)
    assert entries["water-volume"].units[0] == "m3" and entries[ELECTRICITY].units[0] == "kWh"
    for entry in entries.values():
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
        assert unit in data["units"] or unit in self_check.PERIODS
    water = next(check for check in data["checks"] if check["id"] == "water-use")
    assert water["points"][water["first"]]["at"] == [4.3]
    assert [m["url"] for m in data["measures"]] == [f"../measures/#{m.id}" for m in FACTS.sectors["brewing"].measures]


def test_the_first_point_prefers_a_survey_average_then_what_is_newer() -> None:
    def point(kind: str, *at: float, year: int = 0, old: bool = False, weak: bool = False) -> dict:
        return {"kind": kind, "at": list(at), "year": year, "old": old, "weak": weak}

    survey, old = point("survey", 4.3, year=2012), point("survey", 5.2, year=2008, old=True)
    assert check_data.first_point([point("measured", 5, year=2024), old, survey]) == 2
    assert check_data.first_point([point("claimed", 2, 3), point("claimed", 4), point("norm", 9)]) == 1
    assert check_data.first_point([point("claimed", 2, weak=True), point("planned", 3)]) == 1
    assert check_data.first_point([]) == -1


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
