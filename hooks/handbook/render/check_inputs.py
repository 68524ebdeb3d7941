"""What a plant can be compared with: the benchmarks of a topic that a reader can work out, and the figures they need.

A benchmark can be checked when its unit divides an amount by another (`hl/hl` of beer), the data says what it divides
by, and it is known whether less or more is better. Benchmarks of the whole plant share their inputs: electricity is
entered once. A benchmark of a part of the plant (thawing, pelleting) has an amount of its own, so that nobody compares
the plant's water with that of one machine. Energy that is not electricity is entered as fuels, in tonnes or litres.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..facts import Facts
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
    "count-brick": ("brick",),
}
"""Dimension -> units to choose from; the unit of the benchmark is always among them."""

_PART = re.compile(r"-(load|by)\b")
"""Ids of benchmarks that begin with a resource but are about a substance in it or about single operations."""
_NOT_PER_PRODUCT = {"time", "calendar", "gas-volume"}
_BURNT = {"energy", "heat", "fuel"}
COAL = "coal-equivalent"
_ENERGY = ("energy", COAL)
"""Dimensions of an energy; standard coal becomes megajoules by a factor of the data."""
_BULK = {"fuel", "heat", "material", "product", "solid-waste", "hazardous-waste", "ghg"}
"""Resources a plant knows by the tonne, whatever the unit of the benchmark."""
_TICKED, _FIGURES = 4, 5
_COMMON = ("water", "wastewater", ELECTRICITY, "heat", "energy")
"""Resources most plants have figures of."""
_DIVIDED = {
    "vi": re.compile(r",? (?:cho|từ|trên|so với) (?:một|mỗi|\d[\d.]*|diện tích|sản phẩm)\b.*$|,? (?:một|mỗi) tấn\b.*$"),
    "en": re.compile(r",? (?:per|from) (?:[a-z]|\d).*$"),
}
"""What ends the name of a benchmark: the amount is its beginning."""


@dataclass(frozen=True)
class Input:
    """One figure the reader enters: an amount, or what it is divided by (`divides`); `fuels`: rows of fuels instead."""

    id: str
    name: Local
    units: tuple[str, ...] = ()
    divides: bool = False
    fuels: bool = False


@dataclass(frozen=True)
class Checkable:
    """A benchmark with the ids of its inputs: the amounts above the slash (added up) and the one below."""

    benchmark: Benchmark
    above: tuple[str, ...]
    below: str
    what: Local
    """What is counted below the slash, without its unit."""
    sound: bool = True
    """Whether somebody reached one of its figures, and says so in a document that is not weak."""
    ticked: bool = False
    start: bool = False
    """Whether it is ticked when the reader chooses its output."""

    @property
    def own(self) -> bool:
        """Whether the amount is asked for this benchmark alone."""
        return self.above == (self.benchmark.id,) and not _is_shared(self.benchmark)


def checkable(topic: Sector, facts: Facts, shown: Iterable[str]) -> list[Checkable]:
    """The benchmarks that can be worked out and have a section on the page (`shown`), in the order of the data."""
    anchors = set(shown)
    found = []
    for benchmark in topic.benchmarks:
        unit = facts.units.get(benchmark.unit)
        if benchmark.id in anchors and unit and _is_ratio(benchmark, unit):
            what = _counted(topic, facts.units, benchmark, unit)
            # what is counted, not how: litres and hectolitres of one product are one figure of the plant
            below = f"per-{slug(what.en)}-{unit.dimension[1]}"
            found.append(Checkable(benchmark, _above(benchmark, unit), below, what, _is_sound(facts, benchmark)))
    starts = {below: _starts([c for c in found if c.below == below]) for below in dict.fromkeys(c.below for c in found)}
    ticked = [c.benchmark.id for c in found if c.benchmark.id in topic.self_check] or _first_choice(found, starts)
    return [_offered(c, ticked, starts[c.below]) for c in found]


def _offered(check: Checkable, ticked: list[str], starts: list[str]) -> Checkable:
    wanted = check.benchmark.id
    return Checkable(
        check.benchmark, check.above, check.below, check.what, check.sound, wanted in ticked, wanted in starts
    )


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


def _is_shared(benchmark: Benchmark) -> bool:
    """One fuel of several is an amount of its own."""
    return is_whole_plant(benchmark) and benchmark.resource != "fuel"


def _is_sound(facts: Facts, benchmark: Benchmark) -> bool:
    """A form does not begin with norms, whose period ends while the page stands, nor with plans or weak sources."""
    return any(
        point.evidence in ("survey", "measured", "claimed")
        and (point.source not in facts.sources or facts.sources[point.source].grade != "weak")
        for point in benchmark.points
    )


def _above(benchmark: Benchmark, unit: Unit) -> tuple[str, ...]:
    if not _is_shared(benchmark):
        return (benchmark.id,)
    if unit.dimension[0] in _ENERGY and benchmark.resource in SUMS:
        return SUMS[benchmark.resource]
    if benchmark.resource == ELECTRICITY and unit.dimension[0] == "energy":
        return (ELECTRICITY,)
    return (f"{benchmark.resource}-{unit.dimension[0]}",)


# -- what the form begins with


def _starts(group: list[Checkable]) -> list[str]:
    """Of the benchmarks of one output those to tick: one a resource, four at most, together no more than five inputs.

    What the whole plant uses of the usual resources; without such the first that is sound, else the first.
    """
    whole = [c for c in group if c.sound and c.benchmark.resource in _COMMON and is_whole_plant(c.benchmark)]
    usual = [c for c in whole if c.benchmark.id.endswith("-use")]
    chosen: dict[str, Checkable] = {}
    for check in [*usual, *whole]:
        together = [*chosen.values(), check]
        figures = {name for c in together for name in (*c.above, c.below)}
        if check.benchmark.resource not in chosen and len(together) <= _TICKED and len(figures) <= _FIGURES:
            chosen[check.benchmark.resource] = check
    return [c.benchmark.id for c in chosen.values()] or [c.benchmark.id for c in [*filter(_sound, group), *group][:1]]


def _sound(check: Checkable) -> bool:
    return check.sound


def _first_choice(found: list[Checkable], starts: dict[str, list[str]]) -> list[str]:
    """What is ticked at first: benchmarks of one output, the one of which most is known."""
    whole = {c.benchmark.id for c in found if c.sound and is_whole_plant(c.benchmark)}
    sound = {c.benchmark.id for c in found if c.sound}
    return max(starts.values(), key=lambda ids: (len(whole & {*ids}), len(sound & {*ids}) > 0), default=[])


# -- the inputs


def inputs(topic: Sector, units: Units, checks: list[Checkable], resources: dict[str, Local]) -> list[Input]:
    """Every input the `checks` need, divisors first; `resources` are the names of shared amounts."""
    found: dict[str, Input] = {}
    for check in checks:
        unit = units.get(check.benchmark.unit)
        assert unit is not None
        preferred = topic.product.unit if topic.product else ""
        offered = _units(units, unit.parts[1][1], preferred)
        found.setdefault(check.below, Input(check.below, check.what, offered, divides=True))
    for check in checks:
        unit = units.get(check.benchmark.unit)
        assert unit is not None
        for input_id in check.above:
            resource = {ELECTRICITY: ELECTRICITY, FUEL: "fuel"}.get(input_id, check.benchmark.resource)
            name = amount(check.benchmark) if check.own else resources[resource]
            if is_fuels(check, unit, input_id):
                found.setdefault(input_id, Input(input_id, name, fuels=True))
                continue
            electric = check.benchmark.resource == ELECTRICITY and unit.dimension[0] == "energy"
            own = units.atoms["kWh"] if input_id == ELECTRICITY or electric else unit.parts[0][1]
            preferred = "t" if own.id == "kg" and check.benchmark.resource in _BULK else "m3"
            found.setdefault(input_id, Input(input_id, name, _units(units, own, preferred)))
    return list(found.values())


def is_fuels(check: Checkable, unit: Unit, input_id: str) -> bool:
    """Whether the amount is entered as fuels: nobody knows the megajoules of a kiln, but everybody its coal."""
    own = check.own and unit.dimension[0] in _ENERGY and check.benchmark.resource in _BURNT
    return input_id == FUEL or own


def amount(benchmark: Benchmark) -> Local:
    """What is divided, in words: `Coal` of `Coal per tonne of tea`, unless the data names it."""
    if benchmark.amount:
        return benchmark.amount
    return Local(**{lang: _DIVIDED[lang].sub("", benchmark.name[lang]) for lang in ("vi", "en")})


def _units(units: Units, own: Atom, preferred: str) -> tuple[str, ...]:
    """Units of one dimension: the preferred one first if it fits, then the benchmark's own, then the usual ones."""
    names = [preferred, own.id, *OFFERED.get(own.dimension, ())]
    return tuple(dict.fromkeys(n for n in names if n in units.atoms and units.atoms[n].dimension == own.dimension))


def _counted(topic: Sector, units: Units, benchmark: Benchmark, unit: Unit) -> Local:
    """What the benchmark divides by; "product" is the product of the sector where it is counted alike."""
    assert benchmark.per is not None
    per, product = benchmark.per, topic.product
    if product and slug(_what(units, per.en, "en")) == "product":
        counted = units.get(product.unit)
        per = product.name if counted and counted.dimension[0] == unit.dimension[1] else per
    return Local(**{lang: _what(units, per[lang], lang) for lang in ("vi", "en")})


def _what(units: Units, per: str, lang: str) -> str:
    """What is counted, without its unit: `hl bia` -> `Bia`, `1,000 litres of milk` -> `Milk`."""
    text = per if per[:1].isdigit() else f"1 {per}"
    first = next(iter(units.find(text, lang)), None)
    rest = text[first.end :].strip() if first and first.start == 0 and first.unit else ""
    rest = rest.removeprefix("of ") or per
    return rest[:1].upper() + rest[1:]
