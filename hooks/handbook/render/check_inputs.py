"""What a plant can be compared with: the benchmarks of a topic that a reader can work out, and the figures they need.

A benchmark can be checked when its unit divides an amount by another (`hl/hl` of beer), the data says what it divides
by, and it is known whether less or more is better. Benchmarks of the whole plant share their inputs: electricity is
entered once. A benchmark of a part of the plant (thawing, pelleting) has an amount of its own, so that nobody compares
the plant's water with that of one machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..models import Benchmark, Local, Sector
from ..text import slug
from ..units import Atom, Unit, Units

ELECTRICITY, FUEL = "electricity", "fuels"
SUMS: dict[str, tuple[str, ...]] = {"energy": (ELECTRICITY, FUEL), "heat": (FUEL,)}
"""Resources whose amount for the whole plant is added up from other inputs, as energy."""

OFFERED: dict[str, tuple[str, ...]] = {
    "volume": ("m3", "L", "hl"),
    "mass": ("t", "kg"),
    "energy": ("kWh", "MWh", "MJ", "GJ"),
    "area": ("m2",),
}
"""Dimension -> units to choose from; the unit of the benchmark is always among them."""

_PART = re.compile(r"-(load|by)\b")
"""Ids of benchmarks that begin with a resource but are about a substance in it or about single operations."""
_NOT_PER_PRODUCT = {"time", "calendar", "gas-volume"}
_TICKED, _FIGURES = 4, 5
_COMMON = ("water", "wastewater", ELECTRICITY, "heat", "energy")
"""Resources most plants have figures of."""


@dataclass(frozen=True)
class Input:
    """One figure the reader enters: an amount, or what it is divided by (`divides`)."""

    id: str
    name: Local
    units: tuple[str, ...]
    divides: bool = False


@dataclass(frozen=True)
class Checkable:
    """A benchmark with the ids of its inputs: the amounts above the slash (added up) and the one below."""

    benchmark: Benchmark
    above: tuple[str, ...]
    below: str
    ticked: bool = False


def checkable(topic: Sector, units: Units, shown: Iterable[str]) -> list[Checkable]:
    """The benchmarks that can be worked out and have a section on the page (`shown`), in the order of the data."""
    anchors = set(shown)
    found = []
    for benchmark in topic.benchmarks:
        unit = units.get(benchmark.unit)
        if benchmark.id in anchors and unit and _is_ratio(benchmark, unit):
            assert benchmark.per is not None
            # what is counted, not how: litres and hectolitres of one product are one figure of the plant
            what = slug(_what(units, benchmark.per.en))
            found.append(Checkable(benchmark, _above(benchmark, unit), f"per-{what}-{unit.dimension[1]}"))
    ticked = _first_choice(found)
    return [Checkable(c.benchmark, c.above, c.below, c.benchmark.id in ticked) for c in found]


def _is_ratio(benchmark: Benchmark, unit: Unit) -> bool:
    return (
        len(unit.parts) == 2
        and benchmark.per is not None
        and benchmark.better != "none"
        and not _NOT_PER_PRODUCT.intersection(unit.dimension)
    )


def is_whole_plant(benchmark: Benchmark) -> bool:
    """Whether the amount is that of the whole plant: `water-use`, `water-per-pig`, `site-energy-use`."""
    name = benchmark.id.removeprefix("site-")
    return name.startswith(f"{benchmark.resource}-") and not _PART.search(name)


def _above(benchmark: Benchmark, unit: Unit) -> tuple[str, ...]:
    if not is_whole_plant(benchmark) or benchmark.resource == "fuel":  # one fuel of several is an amount of its own
        return (benchmark.id,)
    if unit.dimension[0] == "energy" and benchmark.resource in SUMS:
        return SUMS[benchmark.resource]
    if benchmark.resource == ELECTRICITY and unit.dimension[0] == "energy":
        return (ELECTRICITY,)
    return (f"{benchmark.resource}-{unit.dimension[0]}",)


def _first_choice(found: list[Checkable]) -> set[str]:
    """Ids of the benchmarks ticked at first: one a resource, four at most, together no more than five inputs.

    The first of the data, then what the whole plant uses, then other amounts of the whole plant.
    """
    whole = [c for c in found if is_whole_plant(c.benchmark)]
    usual = [c for c in whole if c.benchmark.id.endswith("-use")]
    chosen: dict[str, Checkable] = {}
    for check in [*found[:1], *usual, *(c for c in whole if c.benchmark.resource in _COMMON)]:
        together = [*chosen.values(), check]
        figures = {name for c in together for name in (*c.above, c.below)}
        if check.benchmark.resource not in chosen and len(together) <= _TICKED and len(figures) <= _FIGURES:
            chosen[check.benchmark.resource] = check
    return {c.benchmark.id for c in chosen.values()}


# -- the inputs


def inputs(topic: Sector, units: Units, checks: list[Checkable], resources: dict[str, Local]) -> list[Input]:
    """Every input the `checks` need except the fuels, divisors first; `resources` are the names of shared amounts."""
    found: dict[str, Input] = {}
    for check in checks:
        unit = units.get(check.benchmark.unit)
        assert unit is not None and check.benchmark.per is not None
        preferred = topic.product.unit if topic.product else ""
        atom = unit.parts[1][1]
        name = Local(**{lang: _what(units, check.benchmark.per[lang], lang) for lang in ("vi", "en")})
        found.setdefault(check.below, Input(check.below, name, _units(units, atom, preferred), divides=True))
    for check in checks:
        unit = units.get(check.benchmark.unit)
        assert unit is not None
        for input_id in check.above:
            if input_id == FUEL or input_id in found:
                continue
            resource = ELECTRICITY if input_id == ELECTRICITY else check.benchmark.resource
            name = check.benchmark.name if input_id == check.benchmark.id else resources[resource]
            chosen = _units(units, units.atoms["kWh"] if input_id == ELECTRICITY else unit.parts[0][1], "m3")
            found[input_id] = Input(input_id, name, chosen)
    return list(found.values())


def _units(units: Units, own: Atom, preferred: str) -> tuple[str, ...]:
    """Units of one dimension: the preferred one first if it fits, then the benchmark's own, then the usual ones."""
    names = [preferred, own.id, *OFFERED.get(own.dimension, ())]
    return tuple(dict.fromkeys(n for n in names if n in units.atoms and units.atoms[n].dimension == own.dimension))


def _what(units: Units, per: str, lang: str = "en") -> str:
    """What is counted, without its unit: `hl bia` -> `Bia`, `1,000 litres of milk` -> `Milk`."""
    text = per if per[:1].isdigit() else f"1 {per}"
    first = next(iter(units.find(text, lang)), None)
    rest = text[first.end :].strip() if first and first.start == 0 and first.unit else ""
    rest = rest.removeprefix("of ") or per
    return rest[:1].upper() + rest[1:]
