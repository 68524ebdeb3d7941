"""Kinds of records of the policy chapter: fees, energy norms, technical rules; and conversion factors."""

from __future__ import annotations

from collections.abc import Mapping

from ..models_shared import EnergyNorm
from . import records_figures, records_policy
from .draft import Refusal
from .fields import Answers, Field
from .kinds_base import (
    NAME_EN,
    NAME_VI,
    ONE_SOURCE,
    SOURCE,
    Kind,
    in_file,
    instruments,
    known_instrument,
    new_id,
    policy,
    sectors,
    vocabulary,
    within,
)
from .kinds_figures import FIGURE, QUALIFIER, UNIT, VALID_FROM
from .values import pattern, year

# -- questions


def law(vi: str, en: str, *, required: bool = True) -> Field:
    """A legal text, by id, number or name."""
    vi, en = f"{vi} (mã, số hoặc tên)", f"{en} (id, number or name)"
    return Field("instrument", vi, en, known_instrument, offers=instruments, required=required)


SINCE = Field("since", "Năm bắt đầu, khi có ghi", "First year, when given", accept=year, required=False)


def later(a: Answers, text: str) -> str:
    """A year that does not lie before `since`."""
    text = year(a, text)
    if a.text("since") and text < a.text("since"):
        raise Refusal(
            f"{text} trước năm bắt đầu {a.text('since')}.", f"{text} is before the first year {a.text('since')}."
        )
    return text


UNTIL = Field("until", "Đến hết năm", "Last year", accept=later)
FIGURE_YEAR = Field("year", "Năm của số liệu", "Year of the data", accept=year, required=False)
_USES = {
    "fuel": "nhiên liệu đổi ra TOE / a fuel, to oil equivalent",
    "electricity": "điện đổi ra TOE / electricity, to oil equivalent",
    "energy": "một TOE bằng bao nhiêu / what one tonne of oil equivalent is",
    "grid": "phát thải của lưới điện / emissions of the grid",
}


# -- records that are added to


def _fees(a: Answers) -> Mapping[str, str]:
    return {key: f"{fee.name.vi} / {fee.name.en}" for key, fee in policy(a).fees.items()}


def _circulars(a: Answers) -> dict[str, EnergyNorm]:
    return {norm.instrument: norm for norm in policy(a).energy_norms.circulars}


def _named(a: Answers) -> Mapping[str, str]:
    """The circulars with the numbers they are known by."""
    known = instruments(a)
    return {key: known.get(key, key) for key in _circulars(a)}


def _new_circular(a: Answers, text: str) -> str:
    found = known_instrument(a, text)
    if found in _circulars(a):
        raise Refusal(f"“{found}” đã có trong energy_norms.", f"“{found}” is among the energy norms.")
    return found


_NEW_FACTOR = new_id(lambda a: set(a.facts.factors), "grid-2024")
_FUEL = Field(
    "fuel",
    "Nhiên liệu nào: mã chung cho cách tính theo tấn và theo lít, như diesel",
    "Which fuel: one id for its factors by mass and by volume, like diesel",
    accept=pattern("[a-z0-9]+(?:-[a-z0-9]+)*", "chữ thường không dấu, như fine-coal", "plain letters, like fine-coal"),
    only=lambda a: a.text("use") == "fuel",
)
_STATUS = Field(
    "status",
    "Hiệu lực; bỏ qua: chưa rõ",
    "Validity; left out: not known",
    choices=vocabulary("instrument-status"),
    required=False,
)

POLICY_KINDS: dict[str, Kind] = {
    "factor": Kind(
        "một hệ số: đổi nhiên liệu, điện ra TOE, phát thải của lưới điện",
        "a conversion factor: fuel or electricity to oil equivalent, emissions of the grid",
        (
            _NEW_FACTOR,
            Field("use", "Hệ số của gì", "What it is a factor of", choices=lambda _: _USES),
            _FUEL,
            NAME_VI,
            NAME_EN,
            *FIGURE,
            Field("unit", "Đơn vị, như toe/t hoặc t/MWh", "Unit, like toe/t or t/MWh", accept=UNIT.accept),
            Field(
                "year",
                "Tính cho năm nào",
                "Year it was worked out for",
                accept=year,
                only=lambda a: a.text("use") == "grid",
            ),
            law("Văn bản quy định hệ số", "The legal text that sets it", required=False),
            _STATUS,
            VALID_FROM,
            SOURCE,
        ),
        records_policy.factor_lines,
        in_file("factors.yml"),
        fills=("factors.yml",),
    ),
    "fee": Kind(
        "một loại phí với mức đầu tiên",
        "a fee with its first rate",
        (
            new_id(lambda a: set(policy(a).fees), "wastewater"),
            law("Văn bản quy định", "The legal text"),
            NAME_VI,
            NAME_EN,
            *FIGURE,
            Field("unit", "Đơn vị, như VND/kg", "Unit, like VND/kg", accept=UNIT.accept),
            VALID_FROM,
            ONE_SOURCE,
        ),
        records_policy.fee_lines,
        lambda a: within(policy(a), "fees"),
        fills=("Policy.fees",),
    ),
    "rate": Kind(
        "một mức nữa của loại phí đã có",
        "one more rate of a fee",
        (
            Field("fee", "Loại phí", "Fee", choices=_fees, positional=True, opens=True),
            *FIGURE,
            Field("unit", "Đơn vị, như VND/kg", "Unit, like VND/kg", accept=UNIT.accept),
            VALID_FROM,
            ONE_SOURCE,
        ),
        lambda a: records_policy.rate_lines(a, policy(a).fees[a.text("fee")].instrument),
        lambda a: within(policy(a).fees[a.text("fee")], "rates"),
        fills=("Fee.rates",),
    ),
    "energy-norm": Kind(
        "một thông tư định mức năng lượng",
        "a circular with energy norms",
        (
            Field(
                "instrument",
                "Thông tư: mã, số hoặc tên",
                "The circular: id, number or name",
                accept=_new_circular,
                offers=instruments,
                positional=True,
                opens=True,
            ),
            Field("industry-vi", "Ngành, như thông tư gọi", "Industry in Vietnamese"),
            Field("industry-en", "Ngành, tiếng Anh", "Industry in English"),
            Field(
                "sector",
                "Những ngành của cẩm nang",
                "Sectors of the handbook",
                choices=sectors,
                many=True,
                required=False,
            ),
            SOURCE,
        ),
        records_policy.energy_norm_lines,
        lambda a: within(policy(a).energy_norms, "circulars"),
        fills=("EnergyNorms.circulars",),
    ),
    "norm-period": Kind(
        "một giai đoạn áp dụng của thông tư định mức",
        "a period of an energy-norm circular",
        (
            Field("circular", "Thông tư: mã, số hoặc tên", "The circular", choices=_named, positional=True, opens=True),
            SINCE,
            UNTIL,
        ),
        records_policy.period_lines,
        lambda a: within(_circulars(a)[a.text("circular")], "periods"),
        fills=("EnergyNorm.periods",),
    ),
    "rule": Kind(
        "một số kỹ thuật mà văn bản quy định cho mọi ngành",
        "a technical figure that a legal text sets for all industries",
        (
            law("Văn bản quy định", "The legal text"),
            *FIGURE,
            UNIT,
            QUALIFIER,
            VALID_FROM,
            FIGURE_YEAR,
            ONE_SOURCE,
        ),
        records_figures.what_lines,
        lambda a: within(policy(a), "technical_rules"),
        fills=("Policy.technical_rules",),
    ),
}
