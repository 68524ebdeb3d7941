"""Kinds of records of a sector or of a cross-cutting topic, and these themselves."""

from __future__ import annotations

from . import records
from .draft import Refusal
from .fields import Answers, Field, number, pattern, unit
from .kinds_base import (
    NAME_EN,
    NAME_VI,
    SECTOR,
    SOURCE,
    VSIC,
    YEAR,
    Kind,
    in_own_file,
    in_topic,
    instruments,
    known_instrument,
    measures,
    new_id,
    new_steps,
    record_ids,
    sectors,
    steps,
    topic_ids,
    vocabulary,
)

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
    ),
    "utility": Kind(
        "một hệ thống dùng chung và trang của nó ở hai thứ tiếng",
        "a cross-cutting system and its page in both languages",
        (new_id(topic_ids, "compressed-air"), NAME_VI, NAME_EN, new_steps("Bộ phận theo thứ tự", "Parts in order")),
        records.utility_lines,
        in_own_file("utilities"),
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
        in_topic("steps"),
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
            Field("value", "Giá trị", "Value", accept=number, required=False),
            Field("min", "Thấp nhất (khi là khoảng)", "Least (of a range)", accept=number, required=False),
            Field("max", "Cao nhất", "Most", accept=number, required=False),
            Field("evidence", "Loại số liệu", "Kind of evidence", choices=vocabulary("evidence")),
            YEAR,
            SOURCE,
            Field("better", "Chiều nào tốt", "Which way is better", choices=lambda _: _BETTER, required=False),
        ),
        records.benchmark_lines,
        in_topic("benchmarks"),
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
        in_topic("measures"),
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
        in_topic("cases"),
    ),
    "waste": Kind(
        "một dòng thải của ngành",
        "a waste stream of a sector",
        (
            Field("sector", "Ngành", "Sector", choices=sectors, positional=True),
            new_id(record_ids, "spent-grain"),
            NAME_VI,
            NAME_EN,
            Field("from", "Từ công đoạn nào", "Steps it comes from", choices=steps, many=True),
        ),
        records.waste_lines,
        in_topic("wastes"),
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
    ),
    "gap": Kind(
        "điều đã tìm mà không thấy",
        "what was looked for and not found",
        (SECTOR,),
        records.gap_lines,
        in_topic("gaps"),
    ),
}

SECTIONS = {"step": "steps", "benchmark": "benchmarks", "measure": "measures", "case": "cases"}
"""Kinds whose records have a section each on a page, with the list they stand in."""

LISTED = {"waste": ("process", "wastes"), "law": ("index", "laws"), "gap": ("index", "gaps")}
"""Kinds that the build lists under one heading: the page of a sector, and the heading."""
