"""What a kind of record is, and the questions that several kinds ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeVar

from ..facts import DATA
from ..models import Model
from ..models_shared import Method, Policy
from ..pages import RESERVED_IDS
from ..text import nearest, slug
from ..yaml_source import Path
from .draft import Refusal
from .fields import Answers, Choices, Field, meant, not_one_of
from .values import identifier, pattern, year_or_none

COMMAND = "python3 scripts/dev.py new"
SHARED = "shared"
"""Instead of a sector: a source that several sectors use."""

Remarks = Callable[[Answers], list[tuple[str, str]]]


@dataclass(frozen=True)
class Spot:
    """Where a record is put: the list or mapping at `keys` of a data file; without keys the file itself.

    `order` names the keys beside the last of `keys`. `position` counts the records that stay before it; None: all.
    With `whole` the record is no entry of a list but the value of a key that is missing so far.
    """

    path: str
    keys: Path = ()
    order: tuple[str, ...] = ()
    position: int | None = None
    whole: bool = False


Place = Callable[[Answers], Spot]


@dataclass(frozen=True)
class Kind:
    """A kind of record. `fields` are asked for in this order; `lines` writes the record as YAML from the answers."""

    vi: str
    en: str
    fields: tuple[Field, ...]
    lines: Callable[[Answers], list[str]] = lambda _: []
    place: Place | None = None
    """None: no facts are written."""
    remarks: Remarks = lambda _: []
    """What else the editor should know or do (vi, en)."""
    fills: tuple[str, ...] = ()
    """Lists and mappings of the models it adds to, as `Model.field`, and whole files, as `name.yml`."""


# -- where records go


def within(record: Model, *keys: str, position: int | None = None, whole: bool = False) -> Spot:
    """The list or mapping under these keys of a record."""
    order = tuple(info.alias or name for name, info in type(record).model_fields.items())
    path = PurePosixPath(record.span().path).as_posix()
    return Spot(path, (*record.path, *keys), order, position, whole)


def in_topic(key: str, position: Callable[[Answers], int | None] = lambda _: None) -> Place:
    """Into a list or mapping of the file of the sector, or of the cross-cutting topic."""
    return lambda a: within(a.topic, key, position=position(a))


def in_file(name: str) -> Place:
    """To the end of a file that holds nothing but records of the kind."""
    return lambda _: Spot(f"{DATA}/{name}")


def in_own_file(folder: str) -> Place:
    return lambda a: Spot(f"{DATA}/{folder}/{a.text('id')}.yml")


Record = TypeVar("Record", bound=Model)


def readable(record: Record | None, name: str) -> Record:
    """The content of a data file; Refusal while there is none."""
    if record is None:
        raise Refusal(
            f"Chưa đọc được {DATA}/{name}: tệp chưa có hoặc đang có lỗi. Chạy check và sửa trước.",
            f"{DATA}/{name} is missing or has errors. Run check and mend it first.",
        )
    return record


def policy(a: Answers) -> Policy:
    return readable(a.facts.policy, "policy.yml")


def method(a: Answers) -> Method:
    return readable(a.facts.method, "method.yml")


# -- choices


def vocabulary(kind: str) -> Choices:
    return lambda a: {word_id: f"{word.vi} / {word.en}" for word_id, word in a.facts.index(kind).items()}


def topics(a: Answers) -> Mapping[str, str]:
    return {topic_id: f"{topic.name.vi} / {topic.name.en}" for topic_id, topic in a.facts.topics.items()}


def sectors(a: Answers) -> Mapping[str, str]:
    return {sector_id: f"{sector.name.vi} / {sector.name.en}" for sector_id, sector in a.facts.sectors.items()}


def steps(a: Answers) -> Mapping[str, str]:
    return {step.id: f"{step.name.vi} / {step.name.en}" for step in a.topic.steps}


def measures(a: Answers) -> Mapping[str, str]:
    return {measure.id: f"{measure.name.vi} / {measure.name.en}" for measure in a.topic.measures}


def instruments(a: Answers) -> Mapping[str, str]:
    """Legal texts by id, with the number and the names they may be called by."""
    return {i.id: " / ".join(filter(None, (i.number, i.name.vi, i.name.en))) for i in a.facts.instruments.values()}


# -- ids


def record_ids(a: Answers) -> set[str]:
    """Ids that are taken within a sector: its records, the headings of its pages, and what the build reserves."""
    topic = a.topic
    records = (topic.steps, topic.benchmarks, topic.measures, topic.cases, topic.wastes)
    pages = (page for page in a.corpus.pages.values() if page.topic_id == topic.id)
    return {
        *(record.id for group in records for record in group),
        *(heading.id for page in pages for heading in page.headings if heading.id),
        *reserved(a),
    }


def reserved(_: Answers) -> set[str]:
    return {anchor for anchors in RESERVED_IDS.values() for anchor in anchors}


def topic_ids(a: Answers) -> set[str]:
    return {*a.facts.topics, *a.facts.unread_topics}


def listed_on(kind: str, records: Callable[[Answers], Mapping[str, object]]) -> Callable[[Answers], set[str]]:
    """Ids that are taken among shared records: theirs, and everything on the page of this kind that lists them."""

    def taken(a: Answers) -> set[str]:
        pages = (page for page in a.corpus.pages.values() if page.kind == kind)
        return {*records(a), *(anchor for page in pages for anchor in a.corpus.anchors(page)), *RESERVED_IDS[kind]}

    return taken


def new_id(taken: Callable[[Answers], set[str]], example: str) -> Field:
    vi, en = f"Mã: chữ thường không dấu, gạch nối, như {example}", f"Id: plain letters and hyphens, like {example}"
    return Field("id", vi, en, accept=identifier(taken), positional=True)


# -- answers


def known_source(a: Answers, text: str) -> str:
    """The id of the source that is meant: by id or title."""
    sources = a.facts.sources
    found = text if text in sources else meant(text, {source_id: source.title for source_id, source in sources.items()})
    if found is None:
        near = a.facts.nearest_source(text)
        vi, en = (f" Có phải “{near}”?", f" Did you mean “{near}”?") if near else _titles(a, text)
        where = a.text("sector") if a.text("sector") in a.facts.topics else SHARED
        new = slug(text) or "MÃ"
        raise Refusal(
            f"Chưa có nguồn “{text}”.{vi} Thêm nguồn trước: {COMMAND} source {where} {new}",
            f"There is no source “{text}”.{en} Add it first: {COMMAND} source {where} {new}",
        )
    return found


def _titles(a: Answers, text: str) -> tuple[str, str]:
    """A few sources with all the words that were typed in their titles."""
    words = set(slug(text).split("-"))
    found = [i for i, source in a.facts.sources.items() if words <= set(slug(f"{i} {source.title}").split("-"))]
    listed = ", ".join(found[:5])
    return (f" Có các nguồn: {listed}.", f" There are: {listed}.") if found and words != {""} else ("", "")


def known_instrument(a: Answers, text: str) -> str:
    """The id of the legal text that is meant: by id, number or name."""
    known = instruments(a)
    found = meant(text, known)
    if found is None:
        near = nearest(text.casefold(), known)
        vi, en = (f" Có phải “{near}”?", f" Did you mean “{near}”?") if near else ("", "")
        raise Refusal(
            f"Chưa có văn bản “{text}”.{vi} Thêm văn bản trước: {COMMAND} instrument",
            f"There is no legal text “{text}”.{en} Add it first: {COMMAND} instrument",
        )
    return found


def sector_or_shared(a: Answers, text: str) -> str:
    if text != SHARED and text not in a.facts.topics:
        raise not_one_of("SECTOR", text, {**topics(a), SHARED: ""})
    return text


def _new_step(a: Answers, text: str) -> str:
    step_id, *names = text.split("=")
    if len(names) not in (0, 2) or not all(name.strip() for name in names):
        raise Refusal(f"“{text}”: viết MÃ hoặc MÃ=TÊN=NAME.", f"“{text}”: write ID or ID=TÊN=NAME.")
    identifier(reserved)(a, step_id.strip())
    return "=".join(part.strip() for part in (step_id, *names))


def address(_: Answers, text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/.]+\.\S+", text):
        raise Refusal(f"“{text}”: địa chỉ bắt đầu bằng https://", f"“{text}”: an address that begins with https://")
    return text


SECTOR = Field("sector", "Ngành", "Sector", choices=topics, positional=True, opens=True)
NAME_VI = Field("name-vi", "Tên tiếng Việt", "Name in Vietnamese")
NAME_EN = Field("name-en", "Tên tiếng Anh", "Name in English")
SOURCE = Field("source", "Nguồn tài liệu: mã hoặc tên", "Sources: id or title", accept=known_source, many=True)
ONE_SOURCE = Field("source", "Nguồn tài liệu: mã hoặc tên", "The source: id or title", accept=known_source)
YEAR = Field("year", "Năm của số liệu, hoặc none", "Year of the data, or none", accept=year_or_none)
VSIC = pattern(r"[A-Z]?\d{2,5}", 'mã VSIC, như "1103"', "a VSIC code, like 1103")


def new_steps(vi: str, en: str) -> Field:
    """Steps of a sector, or parts of a system, that is new itself."""
    vi, en = f"{vi}: MÃ hoặc MÃ=TÊN=NAME", f"{en}: ID or ID=TÊN=NAME"
    return Field("step", vi, en, accept=_new_step, many=True, required=False)


def listed(_: Answers) -> list[tuple[str, str]]:
    """What to do for records that the build shows nowhere by itself."""
    return [
        (
            "Trang không tự hiện mục này. Muốn người đọc thấy thì viết vào bài ở phần method/, cả hai bản.",
            "Pages do not show this entry by themselves. For readers write it into the texts of method/, both halves.",
        )
    ]
