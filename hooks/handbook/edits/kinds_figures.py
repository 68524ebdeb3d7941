"""Figures, and what else is added to the records of a sector or of a cross-cutting topic."""

from __future__ import annotations

from collections.abc import Mapping

from ..models import Case, Measure
from . import records_figures
from .draft import Refusal
from .fields import Answers, Field, meant, not_one_of
from .kinds_base import (
    NAME_EN,
    NAME_VI,
    ONE_SOURCE,
    SECTOR,
    YEAR,
    Kind,
    Spot,
    instruments,
    known_instrument,
    measures,
    sectors,
    vocabulary,
    within,
)
from .values import date_or_none, figure, number, one_figure, unit
from .yaml_edit import scalar

# -- questions about a figure

_SPLIT = (
    Field(
        "min",
        "Thấp nhất, khi là khoảng (thay cho --value)",
        "Least of a range (instead of --value)",
        number,
        silent=True,
    ),
    Field("max", "Cao nhất", "Most", number, silent=True),
)


def _whole(a: Answers) -> bool:
    return not a.text("min") and not a.text("max")


FIGURE = (
    *_SPLIT,
    Field("value", "Số, hoặc khoảng như 1.1 - 1.5", "The number, or a range like 1.1 - 1.5", one_figure, only=_whole),
)
CHANGE = Field(
    "value",
    "Số; khoảng như 1.1 - 1.5; hoặc trước và sau như 80 -> 74",
    "The number; a range like 1.1 - 1.5; or before and after like 80 -> 74",
    accept=figure,
)
UNIT = Field("unit", "Đơn vị, như kWh/t hoặc %", "Unit, like kWh/t or %", accept=unit)
QUALIFIER = Field(
    "qualifier",
    "Số ấy là chừng, ít nhất, nhiều nhất…? Bỏ qua: đúng số ấy",
    "Is it about, at least, up to that? Left out: just that",
    choices=vocabulary("qualifier"),
    required=False,
)
EVIDENCE = Field("evidence", "Loại số liệu", "Kind of evidence", choices=vocabulary("evidence"))
RESOURCE = Field("resource", "Tài nguyên", "Resource", choices=vocabulary("resource"))
VALID_FROM = Field(
    "valid-from",
    "Có hiệu lực từ ngày: năm-tháng-ngày",
    "Valid from: year-month-day",
    accept=date_or_none,
    required=False,
)


def _is_norm(a: Answers) -> bool:
    return a.text("evidence") in ("norm", "rule")


NORM = Field(
    "instrument",
    "Văn bản đặt định mức: mã, số hoặc tên",
    "The legal text that sets the norm: id, number or name",
    accept=known_instrument,
    offers=instruments,
    only=_is_norm,
)
NORM_FROM = Field("valid-from", VALID_FROM.vi, VALID_FROM.en, date_or_none, required=False, only=_is_norm)
NORM_TO = Field(
    "valid-to",
    "Hết hiệu lực sau ngày: năm-tháng-ngày",
    "Valid until: year-month-day",
    accept=date_or_none,
    required=False,
    only=_is_norm,
)


# -- records that are added to


def _benchmarks(a: Answers) -> Mapping[str, str]:
    return {record.id: f"{record.name.vi} / {record.name.en}" for record in a.topic.benchmarks}


def _cases(a: Answers) -> Mapping[str, str]:
    return {record.id: f"{record.name.vi} / {record.name.en}" for record in a.topic.cases}


def _without_payback(a: Answers) -> Mapping[str, str]:
    records = (*a.topic.measures, *a.topic.cases)
    return {r.id: f"{r.name.vi} / {r.name.en}" for r in records if r.payback is None}


def _without_cost(a: Answers) -> Mapping[str, str]:
    return {r.id: f"{r.name.vi} / {r.name.en}" for r in a.topic.cases if r.cost is None}


def _without_output(a: Answers, text: str) -> str:
    """A sector that does not say yet what leaves its last step."""
    found = meant(text, sectors(a))
    if found is None:
        raise not_one_of("SECTOR", text, sectors(a))
    if a.facts.sectors[found].product.output is not None:
        raise Refusal(
            f"“{found}” đã có product.output: sửa dòng ấy trong tệp của ngành.",
            f"“{found}” has a product.output: change that line in the file of the sector.",
        )
    return found


def _benchmark(a: Answers) -> Spot:
    return within(next(r for r in a.topic.benchmarks if r.id == a.text("benchmark")), "points")


def _measure(a: Answers, *keys: str) -> Spot:
    return within(next(r for r in a.topic.measures if r.id == a.text("measure")), *keys)


def _case(a: Answers, *keys: str, whole: bool = False) -> Spot:
    return within(next(r for r in a.topic.cases if r.id == a.text("case")), *keys, whole=whole)


def _payback(a: Answers) -> Spot:
    records: list[Measure | Case] = [*a.topic.measures, *a.topic.cases]
    return within(next(r for r in records if r.id == a.text("record")), "payback", whole=True)


def _not_called(a: Answers, text: str) -> str:
    """A name that the sector is not known by yet."""
    if text in a.topic.aliases[a.text("lang")]:
        raise Refusal(f"“{text}” đã có trong aliases.", f"“{text}” is among the aliases.")
    return text


_LANGUAGES = {"vi": "tiếng Việt / Vietnamese", "en": "tiếng Anh / English"}
LANG = Field("lang", "Thứ tiếng", "Language", choices=lambda _: _LANGUAGES)
_IN_CASE = Field("case", "Điển hình", "Case", choices=_cases, positional=True, opens=True)
_MONTHS = Field("unit", "Đơn vị; bỏ qua: tháng", "Unit; left out: months", accept=unit, required=False)

FIGURE_KINDS: dict[str, Kind] = {
    "point": Kind(
        "một số nữa của mức chuẩn đã có",
        "one more figure of a benchmark",
        (
            SECTOR,
            Field("benchmark", "Mức chuẩn", "Benchmark", choices=_benchmarks, positional=True, opens=True),
            *FIGURE,
            Field("unit", "Đơn vị; bỏ qua: của mức chuẩn", "Unit; left out: the benchmark's", unit, required=False),
            QUALIFIER,
            EVIDENCE,
            NORM,
            NORM_FROM,
            NORM_TO,
            YEAR,
            ONE_SOURCE,
        ),
        records_figures.point_lines,
        _benchmark,
        fills=("Benchmark.points",),
    ),
    "saving": Kind(
        "một số tiết kiệm của giải pháp đã có",
        "a saving of a measure",
        (
            SECTOR,
            Field("measure", "Giải pháp", "Measure", choices=measures, positional=True, opens=True),
            RESOURCE,
            *_SPLIT,
            Field("value", CHANGE.vi, CHANGE.en, figure, only=_whole),
            UNIT,
            QUALIFIER,
            EVIDENCE,
            YEAR,
            ONE_SOURCE,
        ),
        records_figures.saving_lines,
        lambda a: _measure(a, "saves"),
        fills=("Measure.saves",),
    ),
    "result": Kind(
        "một kết quả của điển hình đã có",
        "a result of a case",
        (SECTOR, _IN_CASE, RESOURCE, CHANGE, UNIT, QUALIFIER, EVIDENCE, YEAR, ONE_SOURCE),
        records_figures.result_lines,
        lambda a: _case(a, "results"),
        fills=("Case.results",),
    ),
    "payback": Kind(
        "thời gian hoàn vốn của giải pháp hay điển hình",
        "the payback of a measure or case",
        (
            SECTOR,
            Field(
                "record",
                "Giải pháp hay điển hình chưa có thời gian hoàn vốn",
                "Measure or case without a payback",
                choices=_without_payback,
                positional=True,
                opens=True,
            ),
            *FIGURE,
            _MONTHS,
            QUALIFIER,
            EVIDENCE,
            YEAR,
            ONE_SOURCE,
        ),
        records_figures.payback_lines,
        _payback,
    ),
    "cost": Kind(
        "vốn đã bỏ ra ở một điển hình",
        "what a case cost",
        (
            SECTOR,
            Field(
                "case",
                "Điển hình chưa ghi vốn",
                "Case that says no cost yet",
                choices=_without_cost,
                positional=True,
                opens=True,
            ),
            *FIGURE,
            Field("unit", "Đơn vị, như million VND", "Unit, like million VND", accept=unit),
            QUALIFIER,
            EVIDENCE,
            YEAR,
            ONE_SOURCE,
        ),
        records_figures.cost_lines,
        lambda a: _case(a, "cost", whole=True),
    ),
    "output": Kind(
        "thứ ra khỏi công đoạn cuối, khi đơn vị sản phẩm đếm thứ khác",
        "what leaves the last step, when the unit of product counts something else",
        (
            Field("sector", "Ngành", "Sector", _without_output, offers=sectors, positional=True, opens=True),
            NAME_VI,
            NAME_EN,
        ),
        records_figures.output_lines,
        lambda a: within(a.topic.product, "output", whole=True),
    ),
    "alias": Kind(
        "một tên gọi khác của ngành hay hệ thống",
        "another name of a sector or system",
        (SECTOR, LANG, Field("name", "Tên gọi khác", "The other name", accept=_not_called)),
        lambda a: [f"- {scalar(a.text('name'))}"],
        lambda a: within(a.topic, "aliases", a.text("lang")),
    ),
}
