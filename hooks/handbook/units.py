"""Units, and numbers as each language writes them.

A unit is an atom of the registry (`docs/_data/units.yml`) or a composite of atoms with slashes, each with an optional
multiplier: `kWh/t`, `kg/100 kg`, `million VND/year`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from babel.numbers import format_decimal

NBSP = "\u00a0"

_NUMBER = r"\d[\d.,]*"
_JOINER = (
    r"[ \u00a0]?[–-][ \u00a0]?"
    r"|[ \u00a0\n](?:đến|tới|xuống còn|xuống|còn|lên|down to|up to|to|and|và)[ \u00a0\n]"
)
_NUMBER_START = re.compile(r"\d")
_JOINED = re.compile(r"[\w/.,:$€£-]")
"""Before these a digit is part of something else: `QCVN-40`, `1/2020`, `x.5`."""
_LISTS = ("and", "và")
_BETWEEN = re.compile(r"(?:between|giữa|from|từ)\s+\Z", re.I)
_SIGNS = {"US$": "USD", "$": "USD", "€": "EUR", "£": "GBP"}
_THOUSANDS = {"vi": ".", "en": ","}
_WRITTEN = {
    "vi": re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?\Z"),
    "en": re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?\Z"),
}
_MULTIPLIERS = {
    "vi": {w: Decimal(10) ** n for w, n in (("nghìn", 3), ("ngàn", 3), ("triệu", 6), ("tỷ", 9), ("tỉ", 9))},
    "en": {w: Decimal(10) ** n for w, n in (("thousand", 3), ("million", 6), ("billion", 9))},
}


@dataclass(frozen=True)
class Atom:
    """One unit of the registry: `factor` base units of its `dimension`."""

    id: str
    dimension: str
    factor: Decimal
    vi: str
    en: str
    also: tuple[str, ...] = ()
    tight: bool = False
    metric: tuple[str, ...] = ()

    def spelling(self, lang: str) -> str:
        return self.vi if lang == "vi" else self.en


@dataclass(frozen=True)
class Unit:
    """A unit as facts use it. `parts` are (multiplier, atom): the first on top of the slash, the others below."""

    id: str
    parts: tuple[tuple[Decimal, Atom], ...]

    @cached_property
    def dimension(self) -> tuple[str, ...]:
        return tuple(atom.dimension for _, atom in self.parts)

    @cached_property
    def factor(self) -> Decimal:
        top, *below = (multiplier * atom.factor for multiplier, atom in self.parts)
        for part in below:
            top /= part
        return top

    @property
    def tight(self) -> bool:
        """Whether it stands right behind its number: `5%`, `2.6%/year`."""
        multiplier, atom = self.parts[0]
        return multiplier == 1 and atom.tight

    def spelling(self, lang: str) -> str:
        """How a reader of `lang` sees the unit: `kWh/tấn`, `kg/100 kg`, `million VND/month`."""
        return "/".join(
            (f"{format_number(multiplier, lang)}{NBSP}" if multiplier != 1 else "")
            + _spelled(atom, lang, below=index > 0)
            for index, (multiplier, atom) in enumerate(self.parts)
        )


def _spelled(atom: Atom, lang: str, *, below: bool) -> str:
    """A part of a unit; English writes calendar units below the slash in the singular, as their ids are."""
    return atom.id if below and lang == "en" and atom.dimension == "calendar" else atom.spelling(lang)


@dataclass(frozen=True)
class Found:
    """A quantity in prose at `[start, end)`: `values` has one number, or two for a range; `unit` is None for a
    bare number.
    """

    start: int
    end: int
    values: tuple[Decimal, ...]
    unit: Unit | None

    @cached_property
    def normal(self) -> tuple[tuple[Decimal, ...], tuple[str, ...]]:
        """Values in base units with their dimension: equal for `1.250 kWh` in one language and `1.25 MWh` in the
        other.
        """
        if self.unit is None:
            return tuple(value.normalize() for value in self.values), ()
        factor = self.unit.factor
        return tuple(_rounded(value * factor) for value in self.values), self.unit.dimension

    @cached_property
    def above(self) -> Found:
        """The same with only what stands above the slash of its unit."""
        if self.unit is None or len(self.unit.parts) == 1:
            return self
        return Found(self.start, self.end, self.values, Unit(self.unit.id, self.unit.parts[:1]))


def _rounded(value: Decimal) -> Decimal:
    """To twelve significant digits, because conversion factors such as 1/24 are not exact."""
    return Decimal(f"{value:.12g}").normalize()


class Units:
    """The registry. `get` understands ids only; `find` reads the spellings of a language out of prose."""

    def __init__(self, atoms: Mapping[str, Atom]) -> None:
        self.atoms = dict(atoms)
        self._cache: dict[str, Unit | None] = {}
        self._read: dict[tuple[str, str], Unit | None] = {}

    def get(self, unit_id: str) -> Unit | None:
        """The unit written as `unit_id`, or None when one of its parts is not in the registry."""
        if unit_id not in self._cache:
            self._cache[unit_id] = self._parse(unit_id, self.atoms)
        return self._cache[unit_id]

    def convert(self, value: Decimal, source: str, target: str) -> Decimal:
        """`value` of unit `source` in unit `target`. Raises ValueError when they do not measure the same thing."""
        a, b = self.get(source), self.get(target)
        if a is None or b is None or a.dimension != b.dimension:
            raise ValueError(f"{source} cannot be converted to {target}")
        return value * a.factor / b.factor

    def metric(self, unit_id: str) -> list[str]:
        """The same unit in metric atoms, the one with the smaller atom on top first; empty where it is metric."""
        unit = self.get(unit_id)
        if unit is None or not any(atom.metric for _, atom in unit.parts):
            return []
        (many, top), *below = unit.parts
        rest = "".join(f"/{_multiplied(m, atom.metric[0] if atom.metric else atom.id)}" for m, atom in below)
        return [_multiplied(many, name) + rest for name in top.metric or (top.id,)]

    def _parse(self, text: str, names: Mapping[str, Atom]) -> Unit | None:
        if text in names:
            return Unit(text, ((Decimal(1), names[text]),))
        parts = []
        for piece in text.split("/"):
            match = re.fullmatch(r"(?:(\d+(?:\.\d+)?)[ \u00a0])?(.+)", piece.strip())
            if not match or match[2] not in names:
                return None
            parts.append((Decimal(match[1] or 1), names[match[2]]))
        return Unit(text, tuple(parts))

    @cached_property
    def _spellings(self) -> dict[str, dict[str, Atom]]:
        table: dict[str, dict[str, Atom]] = {}
        for lang in ("vi", "en"):
            names: dict[str, Atom] = {}
            for atom in self.atoms.values():
                for name in (atom.id, *atom.also, atom.vi, atom.en, atom.spelling(lang)):
                    names.setdefault(name.replace(NBSP, " "), atom)
            # "L" and "lít" stand for one atom in both languages, so the spellings of both are understood in each
            table[lang] = names
        return table

    @cached_property
    def _currencies(self) -> dict[str, Atom]:
        """What may stand before an amount of money: `VND 1.2 billion`, `US$5`."""
        plain = [a for a in self.atoms.values() if a.dimension.startswith("money-") and a.factor == 1]
        names = {name: atom for atom in plain for name in (atom.id, atom.en) if name.isascii()}
        return {**names, **{sign: self.atoms[unit] for sign, unit in _SIGNS.items() if unit in self.atoms}}

    @cached_property
    def _pattern(self) -> dict[str, re.Pattern[str]]:
        patterns = {}
        for lang, names in self._spellings.items():
            atoms = "|".join(re.escape(n).replace(r"\ ", r"[ \u00a0\n]") for n in sorted(names, key=len, reverse=True))
            # after a slash a multiplier may stand: kg/100 kg; a composite ends where no known unit follows the slash
            per = rf"(?:/(?:\d[\d.,]*[ \u00a0])?(?:{atoms})(?!\w))*"
            many = "|".join(_MULTIPLIERS[lang])
            patterns[lang] = re.compile(
                rf"(?P<a>{_NUMBER})"
                rf"(?:[ \u00a0]?%?(?P<joiner>{_JOINER})(?P<b>{_NUMBER}))?"
                rf"(?:(?:[ \u00a0\n]?(?P<unit>(?:{atoms}){per})(?!\w))"
                rf"|[ \u00a0\n](?P<many>{many})(?!\w)(?:[ \u00a0\n](?P<of>(?:{atoms}){per})(?!\w)|(?P<per>{per}))"
                rf"|(?P<each>/(?:{atoms})(?!\w)))?"
            )
        return patterns

    def find(self, text: str, lang: str) -> Iterator[Found]:
        """Every number in `text`, read as `lang` writes it, with its unit when one follows (or a currency goes
        before).
        """
        position = 0
        while begin := _NUMBER_START.search(text, position):  # much faster than to try the whole pattern everywhere
            match = self._pattern[lang].match(text, begin.start())
            assert match is not None
            position = match.end()
            first = read_number(match["a"], lang)
            currency = self._currency_before(text, match.start())
            start = currency.start() if currency else match.start()
            if first is None or _JOINED.match(text[start - 1 : start]):
                continue
            unit, factor, end = self._unit_of(match, currency, lang)
            values = [first]
            second = read_number(match["b"], lang) if match["b"] else None
            if second is not None and (unit or "–" in match["joiner"]):
                if match["joiner"].strip() in _LISTS and not _BETWEEN.search(text, max(0, start - 10), start):
                    values, start = [second], match.start("b")  # "ISO 14001 and 5 kg": not a range
                else:
                    values.append(second)
            if unit is None:
                end = match.end("b") if len(values) > 1 else match.start("a") + len(match["a"].rstrip(".,"))
            yield Found(start, end, tuple(value * factor for value in values), unit)

    def _currency_before(self, text: str, start: int) -> re.Match[str] | None:
        """The currency right before the number at `start`."""
        if text[max(0, start - 2) : start].rstrip(" \u00a0")[-1:] not in self._currency_ends:
            return None
        return self._before.search(text, max(0, start - 6), start)

    @cached_property
    def _currency_ends(self) -> frozenset[str]:
        return frozenset(name[-1] for name in self._currencies)

    @cached_property
    def _before(self) -> re.Pattern[str]:
        names = "|".join(re.escape(name) for name in sorted(self._currencies, key=len, reverse=True))
        return re.compile(rf"(?<!\w)({names or '(?!)'})[ \u00a0]?\Z")

    def _unit_of(
        self, match: re.Match[str], currency: re.Match[str] | None, lang: str
    ) -> tuple[Unit | None, Decimal, int]:
        """Unit, factor for the values, and where the quantity ends."""
        many = _MULTIPLIERS[lang][match["many"]] if match["many"] else Decimal(1)
        if currency and not match["unit"] and not match["of"]:
            money = self._currencies[currency[1]]
            below = (match["per"] or match["each"] or "").removeprefix("/")
            rest = self._unit_in(below, lang) if below else None
            parts = ((Decimal(1), money), *(rest.parts if rest else ()))
            return Unit(currency[1], parts), many, match.end() if match["many"] or match["each"] else _number_end(match)
        if match["unit"]:
            return self._unit_in(match["unit"], lang), Decimal(1), match.end("unit")
        if match["of"]:
            return self._unit_in(match["of"], lang), many, match.end("of")
        return None, Decimal(1), match.end("a")

    def _unit_in(self, text: str, lang: str) -> Unit | None:
        """The unit spelled `text` in prose of `lang`."""
        if (text, lang) not in self._read:
            self._read[text, lang] = self._parse_spelling(text, lang)
        return self._read[text, lang]

    def _parse_spelling(self, text: str, lang: str) -> Unit | None:
        names = self._spellings[lang]
        parts = []
        pieces = [text] if text in names else text.split("/")
        for piece in pieces:
            piece = re.sub(r"[\u00a0\n]", " ", piece)
            match = re.fullmatch(r"(?:(\d[\d.,]*) )?(.+)", piece)
            if not match or match[2] not in names:
                return None
            parts.append((read_number(match[1], lang) if match[1] else Decimal(1), names[match[2]]))
        return Unit(text, tuple((m or Decimal(1), a) for m, a in parts))


def _multiplied(multiplier: Decimal, atom_id: str) -> str:
    return atom_id if multiplier == 1 else f"{multiplier} {atom_id}"


def _number_end(match: re.Match[str]) -> int:
    group = "b" if match["b"] else "a"
    return match.start(group) + len(match[group].rstrip(".,"))


def read_number(text: str, lang: str) -> Decimal | None:
    """The number written as `text` in `lang` (`1.250,5` in vi, `1,250.5` in en), or None when it is not one.

    A trailing separator belongs to the sentence and is dropped.
    """
    match = _WRITTEN[lang].match(text.rstrip(".,"))
    if not match:
        return None
    whole = match[1].replace(_THOUSANDS[lang], "")
    return Decimal(f"{whole}.{match[2]}") if match[2] else Decimal(whole)


def format_number(value: Decimal | int, lang: str) -> str:
    """`value` with the separators of `lang`; every digit of the data is kept, years and small numbers get no
    grouping.
    """
    value = Decimal(value)
    exponent = value.as_tuple().exponent
    digits = max(0, -exponent) if isinstance(exponent, int) else 0
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    text = format_decimal(value, format=pattern, locale=lang, decimal_quantization=False)
    return text.replace("-", "\u2212")
