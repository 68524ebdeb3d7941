"""The units of the registry: spellings that are free, dimensions, factors to the base."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from . import records_shared
from .draft import Refusal
from .fields import Answers, Field
from .kinds_base import Kind, in_file
from .values import number, pattern


def _unit_names(a: Answers) -> dict[str, str]:
    """Spelling -> id of the unit that prose means by it."""
    atoms = a.facts.units.atoms.values()
    return {name: atom.id for atom in atoms for name in (atom.id, atom.vi, atom.en, *atom.also)}


def _new_spelling(a: Answers, text: str) -> str:
    if owner := _unit_names(a).get(text):
        raise Refusal(
            f"“{text}” đã là cách viết của đơn vị “{owner}”: dùng đơn vị ấy, hoặc viết cách khác.",
            f"“{text}” is a spelling of the unit “{owner}”: use that unit, or another spelling.",
        )
    return text


def _new_unit(a: Answers, text: str) -> str:
    if not re.fullmatch(r"[^\d\s/,\"'][^/,\"']*", text):
        raise Refusal(
            f"“{text}” chưa phải một đơn vị: không bắt đầu bằng chữ số, không có “/”. Đơn vị ghép như kWh/t không "
            "phải khai báo, chỉ cần có từng phần.",
            f"“{text}” is no unit: it must not begin with a digit or hold “/”. A composite like kWh/t needs no entry, "
            "only its parts do.",
        )
    return _new_spelling(a, text)


def _dimensions(a: Answers) -> Mapping[str, str]:
    """Dimensions in which units convert into each other, with their units, the base first."""
    found: dict[str, list[str]] = {}
    for atom in sorted(a.facts.units.atoms.values(), key=lambda atom: atom.factor != 1):
        found.setdefault(atom.dimension, []).append(f"{atom.id} = 1" if atom.factor == 1 else atom.id)
    return {dimension: ", ".join(units) for dimension, units in found.items() if len(units) > 1}


def _factor(a: Answers, text: str) -> str:
    """A positive number; the first unit of a dimension is its own measure."""
    value, dimension = Decimal(number(a, text)), a.text("dimension")
    if value <= 0:
        raise Refusal(f"“{text}”: phải lớn hơn 0.", f"“{text}”: it must be more than 0.")
    if value != 1 and dimension and all(atom.dimension != dimension for atom in a.facts.units.atoms.values()):
        raise Refusal(
            f"Chưa có đơn vị nào đo “{dimension}”: đơn vị đầu tiên là gốc, factor 1. Các đại lượng: "
            f"{', '.join(_dimensions(a))}.",
            f"There is no unit of “{dimension}” yet: the first one is the base, with factor 1. Dimensions: "
            f"{', '.join(_dimensions(a))}.",
        )
    return f"{value:f}"


def _base_of_its_own(a: Answers) -> list[tuple[str, str]]:
    dimension = a.text("dimension")
    if any(atom.dimension == dimension for atom in a.facts.units.atoms.values()):
        return []
    return [
        (
            f"“{dimension}” là đại lượng mới: đơn vị này không đổi sang đơn vị nào khác.",
            f"“{dimension}” is a new dimension: the unit converts into no other.",
        )
    ]


_UNIT_ID = Field("id", "Mã, như dữ liệu sẽ ghi: bbl", "Id, as data will write it: bbl", _new_unit, positional=True)
_DIMENSION = pattern("[a-z]+(?:-[a-z]+)*", "tên đại lượng, như volume", "the name of a dimension, like volume")

UNIT_KINDS: dict[str, Kind] = {
    "unit": Kind(
        "một đơn vị đo",
        "a unit",
        (
            _UNIT_ID,
            Field("dimension", "Đại lượng", "Dimension", accept=_DIMENSION, offers=_dimensions),
            Field(
                "factor", "Một đơn vị này bằng bao nhiêu đơn vị gốc", "How many base units one of it is", accept=_factor
            ),
            Field("vi", "Cách viết tiếng Việt", "How Vietnamese writes it", accept=_new_spelling),
            Field("en", "Cách viết tiếng Anh", "How English writes it", accept=_new_spelling),
            Field("also", "Cách viết khác", "Other spellings", accept=_new_spelling, many=True, required=False),
        ),
        records_shared.unit_lines,
        in_file("units.yml"),
        _base_of_its_own,
        fills=("units.yml",),
    ),
}
