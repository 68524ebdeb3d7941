"""Kinds of records of programmes: national and provincial ones, their targets and parts, sector guidelines."""

from __future__ import annotations

from collections.abc import Mapping

from ..models_shared import Programme, ProvincialProgramme
from ..text import slug
from . import records_figures, records_policy
from .fields import Answers, Field
from .kinds_base import (
    NAME_EN,
    NAME_VI,
    ONE_SOURCE,
    SOURCE,
    Kind,
    new_id,
    policy,
    sectors,
    within,
)
from .kinds_figures import FIGURE, QUALIFIER, UNIT
from .kinds_policy import SINCE, UNTIL, later, law
from .values import date_or_none, pattern

_PARTS = {"task": "nhiệm vụ / tasks", "project": "dự án, đề án / projects"}
_YES_NO = {"yes": "có / yes", "no": "không / no"}


def _pair(name: str, vi: str, en: str) -> tuple[Field, Field]:
    """A text in both languages that may be left out; the second half is asked for when the first is there."""
    return (
        Field(f"{name}-vi", f"{vi}, tiếng Việt", f"{en} in Vietnamese", required=False),
        Field(f"{name}-en", f"{vi}, tiếng Anh", f"{en} in English", only=lambda a: bool(a.text(f"{name}-vi"))),
    )


def programmes(a: Answers) -> Mapping[str, str]:
    return {key: f"{p.name.vi} / {p.name.en}" for key, p in policy(a).programmes.items()}


def _with_targets(a: Answers) -> dict[str, Programme | ProvincialProgramme]:
    """Programmes by id; those of the provinces, which have none, by province and last year."""
    found: dict[str, Programme | ProvincialProgramme] = dict(policy(a).programmes)
    for number, programme in enumerate(policy(a).provincial, 1):
        name = f"{slug(programme.province.en)}-{programme.until}"
        found[f"{name}-{number}" if name in found else name] = programme
    return found


def _programme(a: Answers) -> Programme:
    return policy(a).programmes[a.text("programme")]


def _target_lines(a: Answers) -> list[str]:
    record = _with_targets(a)[a.text("programme")]
    return records_figures.target_lines(a, record.instrument if isinstance(record, Programme) else "")


def _next_part(a: Answers) -> int:
    return max((part.number for part in _programme(a).parts), default=0) + 1


PROGRAMME_KINDS: dict[str, Kind] = {
    "programme": Kind(
        "một chiến lược, chương trình quốc gia",
        "a national strategy or programme",
        (
            new_id(lambda a: set(policy(a).programmes), "scp-2021-2030"),
            law("Quyết định ban hành", "The decision"),
            NAME_VI,
            NAME_EN,
            SINCE,
            UNTIL,
            Field(
                "parts",
                "Các phần đánh số của nó gọi là gì; bỏ qua: nhiệm vụ",
                "What its numbered parts are called; left out: tasks",
                choices=lambda _: _PARTS,
                required=False,
            ),
            SOURCE,
        ),
        records_policy.programme_lines,
        lambda a: within(policy(a), "programmes"),
        fills=("Policy.programmes",),
    ),
    "target": Kind(
        "một chỉ tiêu của chương trình quốc gia hay của tỉnh",
        "a target of a national or provincial programme",
        (
            Field(
                "programme",
                "Chương trình",
                "Programme",
                choices=lambda a: {key: f"{p.name.vi} / {p.name.en}" for key, p in _with_targets(a).items()},
                positional=True,
                opens=True,
            ),
            SINCE,
            Field("by", "Đạt vào năm", "To be reached by", accept=later),
            *FIGURE,
            UNIT,
            QUALIFIER,
            law(
                "Văn bản nêu chỉ tiêu; bỏ qua: quyết định của chương trình",
                "Its legal text; left out: the decision",
                required=False,
            ),
            ONE_SOURCE,
        ),
        _target_lines,
        lambda a: within(_with_targets(a)[a.text("programme")], "targets"),
        fills=("Programme.targets", "ProvincialProgramme.targets"),
    ),
    "programme-part": Kind(
        "một nhiệm vụ hay dự án đánh số của chương trình",
        "a numbered task or project of a programme",
        (
            Field("programme", "Chương trình", "Programme", choices=programmes, positional=True, opens=True),
            NAME_VI,
            NAME_EN,
        ),
        lambda a: records_policy.part_lines(a, _next_part(a)),
        lambda a: within(_programme(a), "parts"),
        fills=("Programme.parts",),
    ),
    "province": Kind(
        "chương trình, kế hoạch của một tỉnh",
        "the programme or plan of a province",
        (
            Field("province-vi", "Tỉnh, thành phố", "Province in Vietnamese"),
            Field("province-en", "Tên tỉnh viết trong bản tiếng Anh", "Province as English writes it"),
            NAME_VI,
            NAME_EN,
            Field("number", "Số quyết định, khi nguồn ghi", "Number of the decision, when shown", required=False),
            Field(
                "issued",
                "Ngày ban hành: năm-tháng-ngày",
                "Day issued: year-month-day",
                accept=date_or_none,
                required=False,
            ),
            SINCE,
            UNTIL,
            SOURCE,
        ),
        records_policy.province_lines,
        lambda a: within(policy(a), "provincial"),
        fills=("Policy.provincial",),
    ),
    "guideline": Kind(
        "một tài liệu hướng dẫn ngành đã thấy tận bìa hoặc mục lục",
        "a sector guideline whose cover or contents were seen",
        (
            Field("sector", "Ngành", "Sector", choices=sectors, positional=True, opens=True),
            NAME_VI,
            NAME_EN,
            *_pair("issuer", "Nơi ban hành, khi thấy ghi", "Issuer, when shown"),
            *_pair("edition", "Phiên bản, khi thấy ghi", "Edition, when shown"),
            Field(
                "pages",
                "Số trang",
                "Number of pages",
                accept=pattern(r"[1-9]\d{0,3}", "một số nguyên, như 67", "a whole number, like 67"),
                required=False,
            ),
            Field(
                "updated",
                "Có trong bảy tài liệu cập nhật năm 2020 không",
                "Is it among the seven updated in 2020",
                choices=lambda _: _YES_NO,
            ),
            SOURCE,
        ),
        records_policy.guideline_lines,
        lambda a: within(policy(a).guidelines, "confirmed"),
        fills=("Guidelines.confirmed",),
    ),
}
