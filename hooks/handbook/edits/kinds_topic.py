"""Kinds of records of a sector or of a cross-cutting topic, and these themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from . import records
from .draft import Refusal
from .fields import Answers, Field
from .kinds_base import (
    NAME_EN,
    NAME_VI,
    SECTOR,
    SOURCE,
    VSIC,
    YEAR,
    Kind,
    Spot,
    in_own_file,
    in_topic,
    instruments,
    known_instrument,
    measures,
    method,
    new_id,
    new_steps,
    policy,
    record_ids,
    sectors,
    steps,
    topic_ids,
    topics,
    vocabulary,
    within,
)
from .kinds_figures import FIGURE
from .kinds_programmes import programmes
from .values import pattern, unit

_KINDS_OF_STEP = {
    "process": "công đoạn / process",
    "utility": "phụ trợ / utility",
    "site": "toàn nhà máy / whole plant",
}
_BETTER = {"lower": "thấp tốt hơn / lower", "higher": "cao tốt hơn / higher", "none": "không nói được / neither"}


def _not_listed(a: Answers, text: str) -> str:
    """A legal text that the sector does not name yet."""
    found = known_instrument(a, text)
    if any(law.instrument == found for law in a.topic.laws):
        raise Refusal(
            f"“{found}” đã có trong laws của “{a.topic.id}”. Sửa mục ấy.",
            f"“{found}” is among the laws of “{a.topic.id}”. Change that entry.",
        )
    return found


def _step_position(a: Answers) -> int:
    """After the step that was named, else after the last of its kind."""
    if after := a.text("after"):
        return next(index for index, step in enumerate(a.topic.steps) if step.id == after) + 1
    order = list(_KINDS_OF_STEP)
    return sum(1 for step in a.topic.steps if order.index(step.kind) <= order.index(a.text("kind")))


def _measure_position(a: Answers) -> int:
    """After the last measure of the same step."""
    own = a.many("step")[0]
    return _after_last(a.topic.measures, lambda measure: measure.steps[0] == own)


def _case_position(a: Answers) -> int | None:
    """After the last case of the same country."""
    country = a.text("country")
    return _after_last(a.topic.cases, lambda case: case.country == country) if country else None


def _after_last(records: Sequence, fits: Callable[..., bool]) -> int:
    """After the last record that fits, else after all."""
    return max((index + 1 for index, record in enumerate(records) if fits(record)), default=len(records))


_FLOWS = {
    "inputs": "nguyên liệu đi vào / what goes in",
    "loses": "thứ mất đi / what is lost",
}


def _flow(a: Answers) -> Spot:
    return within(next(step for step in a.topic.steps if step.id == a.text("step")), a.text("list"))


_CHAPTERS = {
    "policy": "phần chính sách / policy",
    "guidelines": "ngành chưa thấy tài liệu hướng dẫn / sectors without a guideline",
    "method": "phần phương pháp / the method",
}


def _with_gaps(a: Answers) -> Mapping[str, str]:
    """Sectors and systems, chapters and programmes: whatever says what was not found."""
    return {**topics(a), **_CHAPTERS, **(programmes(a) if a.facts.policy else {})}


def _gaps(a: Answers) -> Spot:
    name = a.text("sector")
    if name in a.facts.topics:
        return within(a.topic, "gaps")
    if name == "method":
        return within(method(a), "gaps")
    if name == "policy":
        return within(policy(a), "gaps")
    if name == "guidelines":
        return within(policy(a).guidelines, "not_found")
    return within(policy(a).programmes[name], "gaps")


TOPIC_KINDS: dict[str, Kind] = {
    "sector": Kind(
        "một ngành và mười trang của nó",
        "a sector and its ten pages",
        (
            new_id(topic_ids, "brewing"),
            NAME_VI,
            NAME_EN,
            Field("group", "Nhóm ngành", "Group of sectors", choices=vocabulary("group")),
            Field("vsic", "Mã ngành VSIC", "VSIC codes", accept=VSIC, many=True),
            Field("product-unit", "Đơn vị sản phẩm, như t hoặc hl", "Unit of product, like t or hl", accept=unit),
            new_steps("Công đoạn theo thứ tự", "Steps in their order"),
        ),
        records.sector_lines,
        in_own_file("sectors"),
        fills=("sectors/",),
    ),
    "utility": Kind(
        "một hệ thống dùng chung và trang của nó ở hai thứ tiếng",
        "a cross-cutting system and its page in both languages",
        (new_id(topic_ids, "compressed-air"), NAME_VI, NAME_EN, new_steps("Bộ phận theo thứ tự", "Parts in order")),
        records.utility_lines,
        in_own_file("utilities"),
        fills=("utilities/",),
    ),
    "pages": Kind("mười trang của ngành đã có dữ liệu", "the ten pages of a sector with facts", (SECTOR,)),
    "step": Kind(
        "một công đoạn",
        "a process step",
        (
            SECTOR,
            new_id(record_ids, "wort-boiling"),
            NAME_VI,
            NAME_EN,
            Field("kind", "Loại", "Kind", choices=lambda _: _KINDS_OF_STEP),
            Field("after", "Đứng sau công đoạn nào", "The step it follows", choices=steps, required=False),
        ),
        records.step_lines,
        in_topic("steps", _step_position),
        fills=("Sector.steps",),
    ),
    "flow": Kind(
        "một thứ đi vào hay mất đi ở công đoạn đã có",
        "something that goes into a step, or is lost there",
        (
            SECTOR,
            Field("step", "Công đoạn", "Step", choices=steps, positional=True, opens=True),
            Field("list", "Đi vào hay mất đi", "In or lost", choices=lambda _: _FLOWS, positional=True),
            NAME_VI,
            NAME_EN,
        ),
        records.flow_lines,
        _flow,
        fills=("Step.inputs", "Step.loses"),
    ),
    "benchmark": Kind(
        "một mức chuẩn với số đầu tiên",
        "a benchmark with its first figure",
        (
            SECTOR,
            new_id(record_ids, "water-use"),
            NAME_VI,
            NAME_EN,
            Field("resource", "Tài nguyên", "Resource", choices=vocabulary("resource")),
            Field("unit", "Đơn vị, như kWh/t", "Unit, like kWh/t", accept=unit),
            *FIGURE,
            Field("evidence", "Loại số liệu", "Kind of evidence", choices=vocabulary("evidence")),
            YEAR,
            SOURCE,
            Field("better", "Chiều nào tốt", "Which way is better", choices=lambda _: _BETTER, required=False),
        ),
        records.benchmark_lines,
        in_topic("benchmarks"),
        fills=("Sector.benchmarks",),
    ),
    "measure": Kind(
        "một giải pháp",
        "a measure",
        (
            SECTOR,
            new_id(record_ids, "wort-vapour-recompression"),
            NAME_VI,
            NAME_EN,
            Field("step", "Công đoạn, chính trước", "Steps, the main one first", choices=steps, many=True),
            Field("type", "Loại giải pháp", "Type of measure", choices=vocabulary("measure-type")),
            Field("cost", "Mức chi phí", "Class of cost", choices=vocabulary("cost-class")),
            Field(
                "resource",
                "Tài nguyên nó tác động",
                "Resources it acts on",
                choices=vocabulary("resource"),
                many=True,
                required=False,
            ),
            SOURCE,
        ),
        records.measure_lines,
        in_topic("measures", _measure_position),
        fills=("Sector.measures",),
    ),
    "case": Kind(
        "một điển hình",
        "a case",
        (
            SECTOR,
            new_id(record_ids, "plant-a"),
            NAME_VI,
            NAME_EN,
            Field(
                "country",
                "Mã nước hai chữ hoa, như VN",
                "Country code of two capitals, like VN",
                accept=pattern("[A-Z]{2}", "hai chữ hoa, như VN", "two capitals, like VN"),
                required=False,
            ),
            YEAR,
            Field("measure", "Các giải pháp đã làm", "Measures it took", choices=measures, many=True, required=False),
            SOURCE,
        ),
        records.case_lines,
        in_topic("cases", _case_position),
        fills=("Sector.cases",),
    ),
    "waste": Kind(
        "một dòng thải của ngành",
        "a waste stream of a sector",
        (
            Field("sector", "Ngành", "Sector", choices=sectors, positional=True, opens=True),
            new_id(record_ids, "spent-grain"),
            NAME_VI,
            NAME_EN,
            Field("from", "Từ công đoạn nào", "Steps it comes from", choices=steps, many=True),
        ),
        records.waste_lines,
        in_topic("wastes"),
        fills=("Sector.wastes",),
    ),
    "law": Kind(
        "một văn bản áp dụng cho ngành",
        "a legal text that concerns a sector",
        (
            SECTOR,
            Field(
                "instrument",
                "Văn bản: mã, số hoặc tên",
                "The text: id, number or name",
                accept=_not_listed,
                offers=instruments,
                positional=True,
            ),
        ),
        records.law_lines,
        in_topic("laws"),
        fills=("Sector.laws",),
    ),
    "gap": Kind(
        "điều đã tìm mà không thấy",
        "what was looked for and not found",
        (Field("sector", "Ngành, hoặc phần", "Sector, or chapter", choices=_with_gaps, positional=True, opens=True),),
        records.gap_lines,
        _gaps,
        fills=("Sector.gaps", "Policy.gaps", "Method.gaps", "Programme.gaps", "Guidelines.not_found"),
    ),
}

SECTIONS = {"step": "steps", "benchmark": "benchmarks", "measure": "measures", "case": "cases"}
"""Kinds whose records have a section each on a page, with the list they stand in."""

LISTED = {"waste": ("process", "wastes"), "law": ("index", "laws"), "gap": ("index", "gaps")}
"""Kinds that the build lists under one heading: the page of a sector, and the heading."""
