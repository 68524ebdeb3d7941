"""The facts behind a self-check, as the JSON that the script of the page computes with.

All conversion happens here, once, with the unit registry: the script only multiplies and divides by the factors it is
given. Texts are plain, not HTML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from html import unescape
from typing import Any

from ..facts import Facts
from ..models import Factor, Local, Measure, Point, Sector
from ..units import Units
from .check_inputs import COAL, Checkable, Input
from .context import PLANNED, Context
from .facets import PICKS, acts_on, picks
from .figures import Shown, shown, unit_words
from .norms import ENDED, period
from .strip import evidence_rank, saved, unit_of

SAY = "check-say-"
"""Beginning of the keys of the labels that the script writes."""


def data(ctx: Context, topic: Sector, checks: list[Checkable], entries: list[Input]) -> str:
    """The JSON of one topic, safe inside a `script` element."""
    facts = ctx.facts
    used = {unit for entry in entries for unit in entry.units} | {"kcal", "MJ", "GJ", "kWh", "MWh", "t", "kg", "m3"}
    content = {
        "units": {u: [a.spelling(ctx.lang), _float(a.factor)] for u in sorted(used) if (a := facts.units.atoms.get(u))},
        "checks": [_check(ctx, check) for check in checks],
        "fuels": fuels(facts, ctx.lang),
        # inputs in fuels of which electricity is a part: the whole plant has a field for that
        "powered": [c.benchmark.id for c in checks if c.own and c.benchmark.resource == "energy"],
        "grid": _grid(facts),
        "measures": [_measure(ctx, measure) for measure in topic.measures],
        "costs": {cost: facts.word("cost-class", cost, ctx.lang) for cost in facts.index("cost-class")},
        "resources": _resources(ctx, checks),
        "say": {k.removeprefix(SAY): w[ctx.lang] for k, w in facts.labels.items() if k.startswith(SAY)},
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _float(number: Decimal) -> float:
    return float(number)


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html)).strip()


def _resources(ctx: Context, checks: list[Checkable]) -> dict[str, dict[str, Any]]:
    """For each resource that is compared: its name and the resources whose measures act on it."""
    return {
        resource: {
            "name": ctx.facts.word("resource", resource, ctx.lang),
            "also": sorted({resource, *(r for pick in picks([resource]) for r in PICKS[pick])}),
        }
        for resource in dict.fromkeys(check.benchmark.resource for check in checks)
    }


# -- benchmarks


def _check(ctx: Context, check: Checkable) -> dict[str, Any]:
    """One benchmark; `factor` is that of its unit in base units. `first`: the point it is compared with at first, -1:
    the reader is asked; `start`: ticked when its output is chosen.
    """
    benchmark = check.benchmark
    unit = ctx.facts.units.get(benchmark.unit)
    assert unit is not None
    points = list(_points(ctx, check))
    return {
        "id": benchmark.id,
        "name": benchmark.name[ctx.lang],
        "resource": benchmark.resource,
        "unit": _plain(unit_words(ctx, benchmark)),
        "factor": _float(unit.factor * (standard_coal(ctx.facts) if unit.dimension[0] == COAL else 1)),
        "amountUnit": unit.parts[0][1].spelling(ctx.lang),
        "better": benchmark.better,
        "above": check.above,
        "below": check.below,
        "start": check.start,
        "points": [{key: value for key, value in point.items() if key != "first"} for point in points],
        **_note(ctx, benchmark.note),
        "first": next((index for index, point in enumerate(points) if point["first"]), -1),
    }


def _points(ctx: Context, check: Checkable) -> Iterator[dict[str, Any]]:
    for item in shown(ctx, check.benchmark):
        point = item.drawn
        if point is None:
            continue
        exact = [_float(n) for n in _exact(ctx.facts.units, item.point, check.benchmark.unit)]
        state = ctx.label("check-after") if point.before is not None and not point.after_label else ""
        where = point.scope or point.label
        source = ctx.source(point.source)
        yield {
            "at": exact,
            "shown": _plain(ctx.qualified(point.model_copy(update=_reached(point)))),
            "kind": _kind(point),
            "evidence": ctx.facts.word("evidence", point.evidence, ctx.lang),
            "said": ctx.is_said(point),
            "weak": source is not None and source.grade == "weak",
            "name": ", ".join(filter(None, [(point.label or where)[ctx.lang] if where else "", period(ctx, point)])),
            "about": "; ".join(filter(None, [where[ctx.lang] if where else "", *_when(ctx, point), state])),
            "old": item.old,
            "over": _is_over(ctx, item),
            "until": point.valid_to.isoformat() if point.evidence == "norm" and point.valid_to else "",
            "source": point.source,
            "first": point.compare_first,
            **_note(ctx, point.note),
        }


def _note(ctx: Context, note: Local | None) -> dict[str, str]:
    """What a figure needs said beside it, as under the chart; nothing where the data has no note."""
    return {"note": _plain(ctx.text(note))} if note else {}


def _when(ctx: Context, point: Point) -> list[str]:
    """The year of a figure; of a norm its legal text and its period."""
    if point.evidence != "norm":
        return [_plain(ctx.year(point))]
    instrument = ctx.facts.instruments.get(point.instrument or "")
    return [instrument.name[ctx.lang] if instrument else "", period(ctx, point) or ctx.label("period-not-stated")]


def _is_over(ctx: Context, item: Shown) -> bool:
    """Whether a norm no longer applies, whatever the day: the script compares its last day with the reader's."""
    instrument = ctx.facts.instruments.get(item.point.instrument or "")
    ended = item.old or (instrument is not None and instrument.status in ENDED)
    return item.point.evidence == "norm" and ended


def _reached(point: Point) -> dict[str, Any]:
    """A figure before and after is compared by what was reached."""
    return {"value": point.after, "before": None, "after": None} if point.after is not None else {}


def _exact(units: Units, point: Point, unit: str) -> list[Decimal]:
    numbers = [point.after] if point.after is not None else list(point.numbers)
    return [units.convert(number, point.unit, unit) for number in numbers if number is not None]


def _kind(point: Point) -> str:
    """What the sentence calls the figure."""
    if point.evidence == "norm":
        return "norm"
    if point.evidence in PLANNED:
        return "planned"
    return point.evidence if point.evidence in ("survey", "measured") else "claimed"


# -- fuels and the grid


def megajoules(facts: Facts, factor: Factor, number: Decimal) -> Decimal:
    """Energy in one base unit (kg, m³) of what `factor` is about. Raises LookupError without the value of one toe."""
    unit = facts.units.get(factor.unit)
    toe = facts.factors.get("tonne-of-oil-equivalent")
    if unit is None or toe is None or toe.value is None:
        raise LookupError(factor.unit)
    return number * unit.factor / facts.units.atoms["toe"].factor * toe.value


def standard_coal(facts: Facts) -> Decimal:
    """Megajoules in one kilogram of standard coal. Raises LookupError without the factor."""
    factor = facts.factors.get("standard-coal")
    unit = facts.units.get(factor.unit) if factor else None
    if factor is None or factor.value is None or unit is None:
        raise LookupError(COAL)
    return factor.value * unit.factor


def fuels(facts: Facts, lang: str) -> list[dict[str, Any]]:
    """The fuels with an official factor: name and megajoules in one of each unit; a range is two entries."""
    found: dict[str, dict[str, Any]] = {}
    for factor in facts.factors.values():
        if factor.use != "fuel":
            continue
        ends = [("", factor.value)] if factor.value is not None else [("low", factor.min), ("high", factor.max)]
        for end, number in ends:
            assert number is not None
            key = "-".join(filter(None, [factor.fuel, end]))
            name = factor.name[lang] + (f", {facts.label(f'check-{end}-end', lang)}" if end else "")
            entry = found.setdefault(key, {"id": key, "name": name, "units": []})
            entry["units"] += _fuel_units(facts, factor, number, lang)
    return list(found.values())


def _fuel_units(facts: Facts, factor: Factor, number: Decimal, lang: str) -> Iterator[list[Any]]:
    """[unit, spelling, megajoules in one]."""
    unit = facts.units.get(factor.unit)
    assert unit is not None
    atom = unit.parts[1][1]
    each = megajoules(facts, factor, number)
    for unit_id in {"mass": ("t", "kg"), "volume": ("m3", "L") if atom.id == "m3" else ("L", "m3")}[atom.dimension]:
        if atom.id == "m3" and unit_id == "L":
            continue  # nobody meters gas in litres
        other = facts.units.atoms[unit_id]
        yield [unit_id, other.spelling(lang), _float(Decimal(f"{each * other.factor:.10g}"))]


def newest_grid(facts: Facts) -> Factor | None:
    """The emission factor of the grid for the latest year."""
    factors = [f for f in facts.factors.values() if f.use == "grid" and f.value is not None]
    return max(factors, key=lambda f: f.year or 0, default=None)


def _grid(facts: Facts) -> dict[str, Any] | None:
    factor = newest_grid(facts)
    unit = facts.units.get(factor.unit) if factor else None
    if factor is None or factor.value is None or unit is None:
        return None
    per_megajoule = factor.value * unit.factor / facts.units.atoms["t"].factor
    return {
        "year": factor.year,
        "value": _float(factor.value),
        "tonnes": _float(per_megajoule),
        "source": factor.sources[0],
    }


# -- measures


def _measure(ctx: Context, measure: Measure) -> dict[str, Any]:
    """A measure for the to-do list; `figures` has its best saving of each resource: [rank, words]."""
    figures: dict[str, list[Any]] = {}
    for saving in sorted(measure.saves, key=lambda saving: evidence_rank(ctx, saving)):
        amount = f"{ctx.qualified(saving)}{ctx.gap(saving.unit)}{unit_of(ctx, saving)} {saved(ctx, saving)}"
        words = f"{amount.strip()} ({ctx.word('evidence', saving.evidence)}, {ctx.year(saving)})"
        figures.setdefault(saving.resource, [evidence_rank(ctx, saving), _plain(words)])
    return {
        "name": measure.name[ctx.lang],
        "url": ctx.topic_url("measures", measure.id),
        "cost": measure.cost,
        "resources": _unique(acts_on(measure)),
        "figures": figures,
    }


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
