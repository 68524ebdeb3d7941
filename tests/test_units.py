"""Units, and numbers as each language writes them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from handbook.facts import Facts
from handbook.models import Quantity
from handbook.units import NBSP, format_number, read_number

FACTS = Facts.load(ROOT)
UNITS = FACTS.units
USED = sorted({record.unit for record in FACTS.records() if isinstance(record, Quantity)})
"""Every unit of a figure in the data, composites too: `kWh/t`, `million VND/year`."""
LANGUAGES = st.sampled_from(["vi", "en"])
NUMBERS = st.decimals(min_value=0, max_value=10**12, allow_nan=False, places=3) | st.integers(0, 10**15).map(Decimal)


@given(NUMBERS, LANGUAGES)
def test_numbers_are_read_as_they_are_written(value: Decimal, lang: str) -> None:
    assert read_number(format_number(value, lang), lang) == value


@given(
    st.decimals(min_value="0.001", max_value=10**6, allow_nan=False, places=3),
    st.sampled_from(sorted(UNITS.atoms)),
    st.data(),
)
def test_conversion_round_trip(value: Decimal, source: str, data: st.DataObject) -> None:
    dimension = UNITS.atoms[source].dimension
    target = data.draw(st.sampled_from(sorted(a.id for a in UNITS.atoms.values() if a.dimension == dimension)))
    back = UNITS.convert(UNITS.convert(value, source, target), target, source)
    assert abs(back - value) <= abs(value) * Decimal("1e-12")


@given(NUMBERS, NUMBERS, st.sampled_from(USED), st.booleans())
def test_what_the_site_prints_is_read_as_the_same_in_both_languages(
    low: Decimal, high: Decimal, unit_id: str, is_range: bool
) -> None:
    """A figure written for readers, found again in prose: same numbers, same unit, whichever the language."""
    unit = UNITS.get(unit_id)
    assert unit is not None
    values = sorted({low, high}) if is_range else [low]
    normal = set()
    for lang in ("vi", "en"):
        amount = "–".join(format_number(value, lang) for value in values)
        text = f"({amount}{'' if unit.tight else NBSP}{unit.spelling(lang)})"
        (found,) = UNITS.find(text, lang)
        assert text[found.start : found.end] == text[1:-1]
        assert found.unit is not None
        assert found.unit.dimension == unit.dimension
        normal.add(found.normal)
    assert len(normal) == 1
    assert normal.pop()[0] == tuple(Decimal(f"{value * unit.factor:.12g}").normalize() for value in values)


@given(NUMBERS, st.sampled_from(USED), st.sampled_from(USED))
def test_conversion_keeps_order_and_refuses_other_dimensions(value: Decimal, source: str, target: str) -> None:
    a, b = UNITS.get(source), UNITS.get(target)
    assert a is not None and b is not None
    if a.dimension != b.dimension:
        with pytest.raises(ValueError, match="cannot be converted"):
            UNITS.convert(value, source, target)
    else:
        assert UNITS.convert(value + 1, source, target) > UNITS.convert(value, source, target) >= 0


def test_conversion_between_dimensions_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be converted"):
        UNITS.convert(Decimal(1), "kWh/t", "kWh/hl")


@given(st.text(), LANGUAGES)
def test_any_text_can_be_searched(text: str, lang: str) -> None:
    for found in UNITS.find(text, lang):
        assert 0 <= found.start < found.end <= len(text)
        assert found.values


@pytest.mark.parametrize(
    ("text", "lang", "number"),
    [
        ("1.250,5", "vi", "1250.5"),
        ("1,250.5", "en", "1250.5"),
        ("4,3", "vi", "4.3"),
        ("2012", "vi", "2012"),
        ("4.3", "vi", None),
        ("1,25", "en", None),
    ],
)
def test_read_number(text: str, lang: str, number: str | None) -> None:
    assert read_number(text, lang) == (Decimal(number) if number else None)


@pytest.mark.parametrize(
    ("vi", "en"),
    [
        ("4,3 hl/hl", "4.3 hl/hl"),
        ("1.250 kWh", "1,250 kWh"),
        ("1,25 MWh", "1,250 kWh"),
        ("30–50%", "30 to 50 per cent"),
        ("30 đến 50 %", "30–50%"),
        ("từ 2,9 xuống còn 1,4 hl/hl", "from 2.9 to 1.4 hl/hl"),
        ("giữa 3 và 5 kWh/hl", "between 3 and 5 kWh/hl"),
        ("1,2 tỷ đồng", "VND 1.2 billion"),
        ("1,2 tỉ đồng", "1.2 billion VND"),
        ("500 triệu đồng/năm", "VND 500 million/year"),
        ("3 triệu USD", "USD 3 million"),
        ("5 USD", "US$5"),
        ("5 USD/tấn", "$5/t"),
        ("100 triệu lít", "100 million litres"),
        ("12 m³/giờ", "12 m3/h"),
        ("5 kg/100 kg", "50 kg/1,000 kg"),
        ("20 °C", "20°C"),
    ],
)
def test_the_same_quantity_in_both_languages(vi: str, en: str) -> None:
    (a,), (b,) = list(UNITS.find(vi, "vi")), list(UNITS.find(en, "en"))
    assert a.unit is not None and b.unit is not None
    assert a.normal == b.normal


@pytest.mark.parametrize(
    "text",
    ["pH 7", "24/7", "ISO 14001", "QCVN 40:2025/BTNMT", "19/2016/TT-BCT", "1/2/2020", "3 bước", "năm 2012", "khoản 5."],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_numbers_that_are_no_quantities(text: str, lang: str) -> None:
    assert [found.unit for found in UNITS.find(text, lang) if found.unit] == []


def test_a_list_is_no_range() -> None:
    assert [found.values for found in UNITS.find("theo ISO 14001 và 50 kg", "vi")] == [(Decimal(50),)]


def test_where_a_quantity_stands() -> None:
    text = "dùng khoảng VND 1.2 billion, rồi thôi"
    (found,) = UNITS.find(text, "en")
    assert text[found.start : found.end] == "VND 1.2 billion"


@pytest.mark.parametrize(
    ("unit", "vi", "en"), [("kWh/t", "kWh/tấn", "kWh/t"), ("m3/1000 L", "m³/1.000\u00a0lít", "m³/1,000\u00a0L")]
)
def test_spelling(unit: str, vi: str, en: str) -> None:
    found = UNITS.get(unit)
    assert found is not None
    assert (found.spelling("vi"), found.spelling("en")) == (vi, en)


def test_unknown_units() -> None:
    assert UNITS.get("kWh/parsec") is None
    assert UNITS.get("%") is not None


def test_every_spelling_is_read_as_its_unit(project: Path) -> None:
    """What the site prints for a unit, the checks understand."""
    for atom in UNITS.atoms.values():
        for lang in ("vi", "en"):
            found = list(UNITS.find(f"5 {atom.spelling(lang)}.", lang))
            assert found and found[0].unit and found[0].unit.dimension == (atom.dimension,), (atom.id, lang)
            assert found[0].unit.factor * found[0].values[0] == 5 * atom.factor
