"""The kinds of records: what has to be known about each, and where it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from ..facts import DATA
from ..pages import RESERVED_IDS
from . import records, translation
from .draft import Refusal
from .fields import Answers, Choices, Field, identifier, not_one_of, number, pattern, unit, year_or_none

COMMAND = "python3 scripts/dev.py new"
SHARED = "shared"
"""Instead of a sector: a source that several sectors use."""


@dataclass(frozen=True)
class Kind:
    """A kind of record. `fields` are asked for in this order; `lines` writes the record as YAML from the answers."""

    vi: str
    en: str
    fields: tuple[Field, ...]
    lines: Callable[[Answers], list[str]]


# -- choices and ids


def _vocabulary(kind: str) -> Choices:
    return lambda a: {word_id: f"{word.vi} / {word.en}" for word_id, word in a.facts.index(kind).items()}


def _topics(a: Answers) -> Mapping[str, str]:
    return {topic_id: f"{topic.name.vi} / {topic.name.en}" for topic_id, topic in a.facts.topics.items()}


def _steps(a: Answers) -> Mapping[str, str]:
    return {step.id: f"{step.name.vi} / {step.name.en}" for step in a.topic.steps}


def _measures(a: Answers) -> Mapping[str, str]:
    return {measure.id: f"{measure.name.vi} / {measure.name.en}" for measure in a.topic.measures}


def _sources(a: Answers) -> Mapping[str, str]:
    return {source_id: source.title for source_id, source in a.facts.sources.items()}


def _topic_ids(a: Answers) -> set[str]:
    return {*a.facts.topics, *a.facts.unread_topics}


def _term_ids(a: Answers) -> set[str]:
    return {*a.facts.terms, *a.facts.unread_terms}


def _source_ids(a: Answers) -> set[str]:
    return {*a.facts.sources, *a.facts.unread_sources}


def _record_ids(a: Answers) -> set[str]:
    """Ids that are taken within a sector: its records, the headings of its pages, and what the build reserves."""
    topic = a.topic
    records = (topic.steps, topic.benchmarks, topic.measures, topic.cases, topic.wastes)
    pages = (page for page in a.corpus.pages.values() if page.topic_id == topic.id)
    return {
        *(record.id for group in records for record in group),
        *(heading.id for page in pages for heading in page.headings if heading.id),
        *(anchor for anchors in RESERVED_IDS.values() for anchor in anchors),
    }


def _new_source(a: Answers, text: str) -> str:
    if text not in _sources(a):
        near = a.facts.nearest_source(text)
        vi, en = (f" Có phải “{near}”?", f" Did you mean “{near}”?") if near else ("", "")
        where = a.text("sector") or SHARED
        raise Refusal(
            f"Chưa có nguồn “{text}”.{vi} Thêm nguồn trước: {COMMAND} source {where} {text}",
            f"There is no source “{text}”.{en} Add it first: {COMMAND} source {where} {text}",
        )
    return text


def _sector_or_shared(a: Answers, text: str) -> str:
    if text != SHARED and text not in a.facts.topics:
        raise not_one_of("SECTOR", text, {**_topics(a), SHARED: ""})
    return text


def _new_step(a: Answers, text: str) -> str:
    step_id, *names = text.split("=")
    if len(names) not in (0, 2) or not all(name.strip() for name in names):
        raise Refusal(f"“{text}”: viết MÃ hoặc MÃ=TÊN=NAME.", f"“{text}”: write ID or ID=TÊN=NAME.")
    identifier(lambda _: {anchor for anchors in RESERVED_IDS.values() for anchor in anchors})(a, step_id.strip())
    return "=".join(part.strip() for part in (step_id, *names))


_SECTOR = Field("sector", "Ngành", "Sector", choices=_topics, positional=True)
_NAME_VI = Field("name-vi", "Tên tiếng Việt", "Name in Vietnamese")
_NAME_EN = Field("name-en", "Tên tiếng Anh", "Name in English")
_SOURCE = Field("source", "Mã nguồn", "Ids of the sources", accept=_new_source, many=True)


def _id(taken: Callable[[Answers], set[str]], example: str) -> Field:
    vi, en = f"Mã: chữ thường không dấu, gạch nối, như {example}", f"Id: plain letters and hyphens, like {example}"
    return Field("id", vi, en, accept=identifier(taken), positional=True)


def _new_url(a: Answers, text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/.]+\.\S+", text):
        raise Refusal(f"“{text}”: địa chỉ bắt đầu bằng https://", f"“{text}”: an address that begins with https://")
    for source_id, source in a.facts.sources.items():
        if text.rstrip("/") in ((source.url or "").rstrip("/"), (source.seen_at or "").rstrip("/")):
            raise Refusal(
                f"Địa chỉ này đã có ở nguồn “{source_id}”: dùng mã ấy.",
                f"The source “{source_id}” has this address: use that id.",
            )
    return text


_GROUP = Field("group", "Nhóm ngành", "Group of sectors", choices=_vocabulary("group"))
_VSIC = pattern(r"[A-Z]?\d{2,5}", 'mã VSIC, như "1103"', "a VSIC code, like 1103")
_KINDS_OF_STEP = {
    "process": "công đoạn / process",
    "utility": "phụ trợ / utility",
    "site": "toàn nhà máy / whole plant",
}
_BETTER = {"lower": "thấp tốt hơn / lower", "higher": "cao tốt hơn / higher", "none": "không nói được / neither"}
_YEAR = Field("year", "Năm của số liệu, hoặc none", "Year of the data, or none", accept=year_or_none)

KINDS: dict[str, Kind] = {
    "sector": Kind(
        "một ngành và mười trang của nó",
        "a sector and its ten pages",
        (
            _id(_topic_ids, "brewing"),
            _NAME_VI,
            _NAME_EN,
            _GROUP,
            Field("vsic", "Mã ngành VSIC", "VSIC codes", accept=_VSIC, many=True),
            Field("product-unit", "Đơn vị sản phẩm, như t hoặc hl", "Unit of product, like t or hl", accept=unit),
            Field(
                "step",
                "Công đoạn theo thứ tự: MÃ hoặc MÃ=TÊN=NAME",
                "Steps in their order: ID or ID=TÊN=NAME",
                accept=_new_step,
                many=True,
                required=False,
            ),
        ),
        records.sector_lines,
    ),
    "pages": Kind(
        "mười trang của ngành đã có dữ liệu", "the ten pages of a sector with facts", (_SECTOR,), lambda _: []
    ),
    "step": Kind(
        "một công đoạn",
        "a process step",
        (
            _SECTOR,
            _id(_record_ids, "wort-boiling"),
            _NAME_VI,
            _NAME_EN,
            Field("kind", "Loại", "Kind", choices=lambda _: _KINDS_OF_STEP),
            Field("after", "Đứng sau công đoạn nào", "The step it follows", choices=_steps, required=False),
        ),
        records.step_lines,
    ),
    "benchmark": Kind(
        "một mức chuẩn với số đầu tiên",
        "a benchmark with its first figure",
        (
            _SECTOR,
            _id(_record_ids, "water-use"),
            _NAME_VI,
            _NAME_EN,
            Field("resource", "Tài nguyên", "Resource", choices=_vocabulary("resource")),
            Field("unit", "Đơn vị, như kWh/t", "Unit, like kWh/t", accept=unit),
            Field("value", "Giá trị", "Value", accept=number, required=False),
            Field("min", "Thấp nhất (khi là khoảng)", "Least (of a range)", accept=number, required=False),
            Field("max", "Cao nhất", "Most", accept=number, required=False),
            Field("evidence", "Loại số liệu", "Kind of evidence", choices=_vocabulary("evidence")),
            _YEAR,
            _SOURCE,
            Field("better", "Chiều nào tốt", "Which way is better", choices=lambda _: _BETTER, required=False),
        ),
        records.benchmark_lines,
    ),
    "measure": Kind(
        "một giải pháp",
        "a measure",
        (
            _SECTOR,
            _id(_record_ids, "wort-vapour-recompression"),
            _NAME_VI,
            _NAME_EN,
            Field("step", "Công đoạn, chính trước", "Steps, the main one first", choices=_steps, many=True),
            Field("type", "Loại giải pháp", "Type of measure", choices=_vocabulary("measure-type")),
            Field("cost", "Mức chi phí", "Class of cost", choices=_vocabulary("cost-class")),
            Field(
                "resource",
                "Tài nguyên nó tác động",
                "Resources it acts on",
                choices=_vocabulary("resource"),
                many=True,
                required=False,
            ),
            _SOURCE,
        ),
        records.measure_lines,
    ),
    "case": Kind(
        "một điển hình",
        "a case",
        (
            _SECTOR,
            _id(_record_ids, "plant-a"),
            _NAME_VI,
            _NAME_EN,
            Field(
                "country",
                "Mã nước hai chữ hoa, như VN",
                "Country code of two capitals, like VN",
                accept=pattern("[A-Z]{2}", "hai chữ hoa, như VN", "two capitals, like VN"),
                required=False,
            ),
            _YEAR,
            Field("measure", "Các giải pháp đã làm", "Measures it took", choices=_measures, many=True, required=False),
            _SOURCE,
        ),
        records.case_lines,
    ),
    "term": Kind(
        "một thuật ngữ",
        "a glossary term",
        (
            _id(_term_ids, "equalisation-tank"),
            Field("group", "Nhóm thuật ngữ", "Group of terms", choices=_vocabulary("term-group")),
            Field("vi", "Thuật ngữ tiếng Việt", "The Vietnamese term"),
            Field("en", "Thuật ngữ tiếng Anh", "The English term"),
            Field("abbr-vi", "Viết tắt tiếng Việt", "Vietnamese abbreviation", required=False),
            Field("abbr-en", "Viết tắt tiếng Anh", "English abbreviation", required=False),
            Field("source", "Mã nguồn", "Ids of sources", accept=_new_source, many=True, required=False),
        ),
        records.term_lines,
    ),
    "source": Kind(
        "một nguồn của ngành, hoặc nguồn dùng chung (shared)",
        "a source of a sector, or a shared one",
        (
            Field("sector", "Ngành, hoặc shared", "Sector, or shared", accept=_sector_or_shared, positional=True),
            _id(_source_ids, "campden-kwa-2012"),
            Field("title", "Tên tài liệu, như in trên đó", "Title, as printed"),
            Field("publisher", "Nơi xuất bản, hoặc none", "Publisher, or none"),
            Field("year", "Năm xuất bản, hoặc none", "Year of publication, or none", accept=year_or_none),
            Field("lang", "Ngôn ngữ, như vi", "Language, like vi", accept=pattern("[a-z]{2}", "như vi", "like vi")),
            Field("grade", "Hạng của tài liệu", "Grade of the document", choices=_vocabulary("grade")),
            Field("access", "Đã xem thế nào", "How it was seen", choices=_vocabulary("access"), required=False),
            Field("url", "Địa chỉ", "Address", accept=_new_url, required=False),
        ),
        records.source_lines,
    ),
}

KINDS["translation"] = Kind(
    "nửa còn thiếu của một trang, hoặc cả hai nửa của một trang bài viết",
    "the missing half of a page, or both halves of a page of prose",
    (
        Field(
            "page",
            "Trang: đường dẫn của bản đã có, hay của bản còn thiếu",
            "The page: path of the half that exists, or of the missing one",
            accept=translation.page_key,
            offers=translation.waiting,
            positional=True,
        ),
        Field("title-vi", "Tên trang tiếng Việt, nếu còn thiếu", "Vietnamese title, if missing", required=False),
        Field("title-en", "Tên trang tiếng Anh, nếu còn thiếu", "English title, if missing", required=False),
    ),
    lambda _: [],
)

LISTS = {"step": "steps", "benchmark": "benchmarks", "measure": "measures", "case": "cases"}
"""Kinds that are an entry of a list in the sector's file, with its key."""


def file_of(kind: str, a: Answers) -> str:
    """Path of the data file the record goes into."""
    if kind == "sector":
        return f"{DATA}/sectors/{a.text('id')}.yml"
    if kind == "term":
        return f"{DATA}/terms/{a.text('id')}.yml"
    if kind == "source" and a.text("sector") == SHARED:
        return f"{DATA}/sources.yml"
    return PurePosixPath(a.topic.span().path).as_posix()
