"""Kinds of records that belong to no sector, and sources, which may."""

from __future__ import annotations

from ..publishers import BETWEEN, bodies
from . import records, records_shared
from .draft import Refusal
from .fields import Answers, Field
from .kinds_base import (
    COMMAND,
    NAME_EN,
    NAME_VI,
    SHARED,
    SOURCE,
    Kind,
    Spot,
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
from .values import date_or_none, not_said, pattern, year_or_none
from .yaml_edit import scalar, words

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


def _source_place(a: Answers) -> Spot:
    return in_file("sources.yml")(a) if a.text("sector") == SHARED else in_topic("sources")(a)


def _new_url(a: Answers, text: str) -> str:
    address(a, text)
    for source_id, source in a.facts.sources.items():
        if text.rstrip("/") in ((source.url or "").rstrip("/"), (source.seen_at or "").rstrip("/")):
            raise Refusal(
                f"Địa chỉ này đã có ở nguồn “{source_id}”: dùng mã ấy.",
                f"The source “{source_id}” has this address: use that id.",
            )
    return text


def _one_name(a: Answers, text: str) -> str:
    """A publisher as `publishers.yml` spells it."""
    spelled = {form: name for name, publisher in a.facts.publishers.items() for form in publisher.also}
    return BETWEEN.join(spelled.get(body, body) for body in bodies(text))


def _new_publisher(a: Answers, text: str) -> str:
    for name, publisher in a.facts.publishers.items():
        if text in (name, *publisher.also):
            raise Refusal(
                f"“{text}” đã có trong publishers.yml, tên dùng trong nguồn là “{name}”.",
                f"“{text}” is in publishers.yml; sources call it “{name}”.",
            )
    return text


def _publisher_lines(a: Answers) -> list[str]:
    english = [f"en: {scalar(a.text('en'))}"] if a.text("en") else []
    also = [f"also: {words(a.many('also'))}"] if a.many("also") else []
    if not english and not also:
        raise Refusal(
            "Nhà xuất bản chỉ cần ghi khi có tên tiếng Anh khác hoặc có cách viết khác: ghi --en hoặc --also.",
            "A publisher needs an entry only with another English name or other spellings: give --en or --also.",
        )
    return [f"{scalar(a.text('name'))}: {{{', '.join(english + also)}}}"]


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
    """A number no other text has; `null` for a draft, which has none."""
    if not_said(text):
        return "null"
    for instrument in a.facts.instruments.values():
        if (instrument.number or "").casefold() == text.casefold():
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
            Field(
                "source",
                "Nguồn tài liệu: mã hoặc tên",
                "Sources: id or title",
                accept=known_source,
                many=True,
                required=False,
            ),
        ),
        records.term_lines,
        in_own_file("terms"),
        fills=("terms/",),
    ),
    "source": Kind(
        "một nguồn của ngành, hoặc nguồn dùng chung (shared)",
        "a source of a sector, or a shared one",
        (
            Field(
                "sector",
                "Ngành, hoặc shared",
                "Sector, or shared",
                accept=sector_or_shared,
                positional=True,
                opens=True,
            ),
            new_id(lambda a: {*a.facts.sources, *a.facts.unread_sources}, "campden-kwa-2012"),
            Field("title", "Tên tài liệu, như in trên đó", "Title, as printed"),
            Field("publisher", "Nơi xuất bản, hoặc none", "Publisher, or none", accept=_one_name),
            Field("year", "Năm xuất bản, hoặc none", "Year of publication, or none", accept=year_or_none),
            Field("lang", "Ngôn ngữ, như vi", "Language, like vi", accept=pattern("[a-z]{2}", "như vi", "like vi")),
            Field("grade", "Hạng của tài liệu", "Grade of the document", choices=vocabulary("grade")),
            Field("access", "Đã xem thế nào", "How it was seen", choices=vocabulary("access"), required=False),
            Field("url", "Địa chỉ", "Address", accept=_new_url, required=False),
        ),
        records.source_lines,
        _source_place,
        _on_denied_host,
        fills=("sources.yml", "Sector.sources"),
    ),
    "publisher": Kind(
        "tên một nơi xuất bản: tên tiếng Anh, các cách viết khác",
        "the name of a publisher: in English, and other spellings of it",
        (
            Field("name", "Tên, như nguồn ghi", "Name, as sources have it", accept=_new_publisher, positional=True),
            Field("en", "Tên trên trang tiếng Anh", "Its name on English pages", required=False),
            Field(
                "also",
                "Cách viết khác, không dùng trong nguồn",
                "Other spellings, not for sources",
                many=True,
                separator=";",
                required=False,
            ),
        ),
        _publisher_lines,
        in_file("publishers.yml"),
        fills=("publishers.yml",),
    ),
    "instrument": Kind(
        "một văn bản pháp luật, quy chuẩn hoặc tiêu chuẩn",
        "a legal text, technical regulation or standard",
        (
            new_id(listed_on("laws", lambda a: a.facts.instruments), "tt-19-2016-bct"),
            Field(
                "number", "Số, như in trên văn bản; dự thảo: none", "Number, as printed; of a draft: none", _new_number
            ),
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
        fills=("instruments.yml",),
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
        fills=("institutions.yml",),
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
        fills=("finance.yml",),
    ),
}
