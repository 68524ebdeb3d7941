"""Kinds of records that belong to no sector, and sources, which may."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from ..facts import DATA
from . import records, records_shared
from .draft import Refusal
from .fields import Answers, Field, date_or_none, number, pattern, year_or_none
from .kinds_base import (
    COMMAND,
    NAME_EN,
    NAME_VI,
    SHARED,
    SOURCE,
    Kind,
    address,
    in_file,
    in_own_file,
    in_topic,
    instruments,
    known_instrument,
    known_source,
    listed_on,
    new_id,
    sector_or_shared,
    vocabulary,
)

_REACH = {
    "any": "nhà máy ngành nào cũng có thể / plants of whatever industry",
    "sectors": "những ngành dẫn nó / the sectors that list it",
    "state": "cơ quan nhà nước / authorities",
}
_LEVELS = {
    "ministry": "trung ương / national",
    "province": "ở mỗi tỉnh / in every province",
    "centre": "trung tâm tư vấn / advises plants",
    "project": "dự án có thời hạn / for a time",
}


# -- sources, terms


def _source_place(a: Answers) -> tuple[str, str]:
    return (f"{DATA}/sources.yml", "") if a.text("sector") == SHARED else in_topic("sources")(a)


def _new_url(a: Answers, text: str) -> str:
    address(a, text)
    for source_id, source in a.facts.sources.items():
        if text.rstrip("/") in ((source.url or "").rstrip("/"), (source.seen_at or "").rstrip("/")):
            raise Refusal(
                f"Địa chỉ này đã có ở nguồn “{source_id}”: dùng mã ấy.",
                f"The source “{source_id}” has this address: use that id.",
            )
    return text


def _on_denied_host(a: Answers) -> list[tuple[str, str]]:
    if not records.is_denied(a, a.text("url")):
        return []
    return [
        (
            "Địa chỉ này là trang chia sẻ tài liệu: đã ghi vào seen_at, không hiện cho người đọc. Tìm được địa chỉ của "
            "nơi xuất bản thì thêm vào url.",
            "This address is on a document-sharing site: it went into seen_at and is not shown to readers. When you "
            "find the publisher's address, add it as url.",
        )
    ]


# -- legal texts


def _new_number(a: Answers, text: str) -> str:
    for instrument in a.facts.instruments.values():
        if instrument.number.casefold() == text.casefold():
            raise Refusal(
                f"Số “{text}” đã có ở văn bản “{instrument.id}”: dùng mã ấy.",
                f"The text “{instrument.id}” has the number “{text}”: that is the id to use.",
            )
    return text


def _to_be_listed(a: Answers) -> list[tuple[str, str]]:
    """A text for certain sectors is of no use before one of them names it."""
    if a.text("reach") != "sectors":
        return []
    return [
        (
            f"Gắn văn bản vào từng ngành nó áp dụng: {COMMAND} law NGÀNH {a.text('id')}",
            f"Put it to each sector it concerns: {COMMAND} law SECTOR {a.text('id')}",
        )
    ]


# -- units


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

SHARED_KINDS: dict[str, Kind] = {
    "term": Kind(
        "một thuật ngữ",
        "a glossary term",
        (
            new_id(lambda a: {*a.facts.terms, *a.facts.unread_terms}, "equalisation-tank"),
            Field("group", "Nhóm thuật ngữ", "Group of terms", choices=vocabulary("term-group")),
            Field("vi", "Thuật ngữ tiếng Việt", "The Vietnamese term"),
            Field("en", "Thuật ngữ tiếng Anh", "The English term"),
            Field("abbr-vi", "Viết tắt tiếng Việt", "Vietnamese abbreviation", required=False),
            Field("abbr-en", "Viết tắt tiếng Anh", "English abbreviation", required=False),
            Field("source", "Mã nguồn", "Ids of sources", accept=known_source, many=True, required=False),
        ),
        records.term_lines,
        in_own_file("terms"),
    ),
    "source": Kind(
        "một nguồn của ngành, hoặc nguồn dùng chung (shared)",
        "a source of a sector, or a shared one",
        (
            Field("sector", "Ngành, hoặc shared", "Sector, or shared", accept=sector_or_shared, positional=True),
            new_id(lambda a: {*a.facts.sources, *a.facts.unread_sources}, "campden-kwa-2012"),
            Field("title", "Tên tài liệu, như in trên đó", "Title, as printed"),
            Field("publisher", "Nơi xuất bản, hoặc none", "Publisher, or none"),
            Field("year", "Năm xuất bản, hoặc none", "Year of publication, or none", accept=year_or_none),
            Field("lang", "Ngôn ngữ, như vi", "Language, like vi", accept=pattern("[a-z]{2}", "như vi", "like vi")),
            Field("grade", "Hạng của tài liệu", "Grade of the document", choices=vocabulary("grade")),
            Field("access", "Đã xem thế nào", "How it was seen", choices=vocabulary("access"), required=False),
            Field("url", "Địa chỉ", "Address", accept=_new_url, required=False),
        ),
        records.source_lines,
        _source_place,
        _on_denied_host,
    ),
    "instrument": Kind(
        "một văn bản pháp luật, quy chuẩn hoặc tiêu chuẩn",
        "a legal text, technical regulation or standard",
        (
            new_id(listed_on("laws", lambda a: a.facts.instruments), "tt-19-2016-bct"),
            Field("number", "Số, như in trên văn bản", "Number, as printed", accept=_new_number),
            Field("kind", "Loại văn bản", "Kind of text", choices=vocabulary("instrument-kind")),
            Field("subject", "Chủ yếu nói về", "Mainly about", choices=vocabulary("law-subject")),
            Field("reach", "Áp dụng cho ai", "Whom it concerns", choices=lambda _: _REACH),
            NAME_VI,
            NAME_EN,
            Field("issuer-vi", "Nơi ban hành, tiếng Việt", "Issuer in Vietnamese"),
            Field("issuer-en", "Nơi ban hành, tiếng Anh", "Issuer in English"),
            Field(
                "issued",
                "Ngày ban hành: năm-tháng-ngày, hoặc none",
                "Day issued: year-month-day, or none",
                accept=date_or_none,
            ),
            Field(
                "status",
                "Hiệu lực, như đã kiểm chứng; bỏ qua: đã ban hành, chưa kiểm chứng",
                "Validity, as verified; left out: issued, not verified",
                choices=vocabulary("instrument-status"),
                required=False,
            ),
            SOURCE,
        ),
        records_shared.instrument_lines,
        in_file("instruments.yml"),
        _to_be_listed,
    ),
    "institution": Kind(
        "một cơ quan, trung tâm",
        "an institution",
        (
            new_id(listed_on("institutions", lambda a: a.facts.institutions), "vncpc"),
            Field("kind", "Cấp nào", "Level", choices=lambda _: _LEVELS),
            NAME_VI,
            NAME_EN,
            Field("abbr-vi", "Viết tắt tiếng Việt", "Vietnamese abbreviation", required=False),
            Field("abbr-en", "Viết tắt tiếng Anh", "English abbreviation", required=False),
            Field("website", "Trang web, như nguồn ghi", "Website, as a source shows it", address, required=False),
            SOURCE,
        ),
        records_shared.institution_lines,
        in_file("institutions.yml"),
    ),
    "fund": Kind(
        "một nguồn vốn",
        "a source of money",
        (
            new_id(listed_on("finance", lambda a: a.facts.finance), "vepf"),
            NAME_VI,
            NAME_EN,
            Field("abbr", "Viết tắt", "Abbreviation", required=False),
            Field(
                "status",
                "Còn hoạt động không; bỏ qua: chưa rõ",
                "Whether it is open; left out: not known",
                choices=vocabulary("finance-status"),
                required=False,
            ),
            Field(
                "instrument",
                "Văn bản làm căn cứ: mã, số hoặc tên",
                "Legal texts it rests on: id, number or name",
                accept=known_instrument,
                offers=instruments,
                many=True,
                required=False,
            ),
            SOURCE,
        ),
        records_shared.fund_lines,
        in_file("finance.yml"),
    ),
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
    ),
}
