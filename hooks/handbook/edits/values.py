"""What values of a new record have to look like; what is wrong with others, in both languages."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal

from ..text import nearest, slug
from .draft import Refusal
from .fields import Accept, Answers

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_NUMBER = r"-?\d+(?:\.\d+)?"
_NO_UNIT = (
    "Đơn vị ghép như kWh/t thì từng phần phải có trong docs/_data/units.yml. Thêm một đơn vị: "
    "python3 scripts/dev.py new unit",
    "Of one like kWh/t each part must be in docs/_data/units.yml. To add a unit: python3 scripts/dev.py new unit",
)
_COMMA = r"(?<!\d)(?:0,\d+|\d+,(?:\d{1,2}|\d{4,}))(?!\d)"
"""A comma that can only be a decimal one: three digits behind it may be thousands."""
_RANGE = re.compile(rf"({_NUMBER})\s*(?:-|–|đến|to)\s*({_NUMBER})")
_CHANGE = re.compile(rf"({_NUMBER})\s*(?:->|→|=>)\s*({_NUMBER})")


def identifier(taken: Callable[[Answers], set[str]]) -> Accept:
    """A new id: plain letters, not taken."""

    def accept(answers: Answers, text: str) -> str:
        if not _ID.match(text):
            better = slug(text)
            vi, en = f" Dùng được: {better}" if better else "", f" This would do: {better}" if better else ""
            raise Refusal(
                f"“{text}” chưa phải mã: chỉ chữ thường không dấu, số và gạch nối.{vi}",
                f"“{text}” is no id: plain lower-case letters, digits and hyphens only.{en}",
            )
        if text in taken(answers):
            raise Refusal(
                f"Mã “{text}” đã có rồi. Sửa mục ấy, hoặc chọn mã khác.",
                f"The id “{text}” is taken. Change that entry, or choose another id.",
            )
        return text

    return accept


def number(_: Answers, text: str) -> str:
    """A number as data files write it: a dot for decimals, no separators."""
    if re.fullmatch(_NUMBER, text):
        _check_thousands(text)
        return str(Decimal(text))
    better = text.replace(",", ".") if re.fullmatch(_COMMA, text) else "4.3, 1250"
    raise Refusal(
        f"“{text}”: viết số bằng dấu chấm thập phân, không có dấu ngăn hàng nghìn, như {better}.",
        f"“{text}”: write numbers with a decimal point and no separators, like {better}.",
    )


def figure(a: Answers, text: str) -> str:
    """A number, a range (`1.1 - 1.5`) or a change (`80 -> 74`), written in one way each."""
    for form, sign in ((_RANGE, "-"), (_CHANGE, "->")):
        if match := form.fullmatch(text):
            if sign == "-" and Decimal(match[1]) >= Decimal(match[2]):
                raise Refusal(
                    f"“{text}”: khoảng thì số nhỏ viết trước. Trước và sau khi làm thì viết {match[1]} -> {match[2]}.",
                    f"“{text}”: the smaller number of a range comes first. Before and after is written "
                    f"{match[1]} -> {match[2]}.",
                )
            _check_thousands(match[1], match[2])
            return f"{match[1]} {sign} {match[2]}"
    better = _with_points(text)
    if better != text and (_RANGE.fullmatch(better) or _CHANGE.fullmatch(better)):
        raise Refusal(
            f"“{text}”: viết số bằng dấu chấm thập phân: {better}.",
            f"“{text}”: write numbers with a decimal point: {better}.",
        )
    return number(a, text)


def _check_thousands(*numbers: str) -> None:
    """Raise Refusal for `1.250`, which a Vietnamese reads as 1250 and the data as 1.25."""
    for text in numbers:
        if re.fullmatch(r"-?[1-9]\d{0,2}\.\d{2}0", text):
            whole, part = text.replace(".", ""), text.rstrip("0").rstrip(".")
            raise Refusal(
                f"“{text}”: trong dữ liệu dấu chấm là dấu thập phân. Là {whole} thì viết {whole}, là "
                f"{part.replace('.', ',')} thì viết {part}.",
                f"“{text}”: in the data a dot is a decimal point. Write {whole}, or {part}.",
            )


def one_figure(a: Answers, text: str) -> str:
    """The same without a change: where nothing is before or after."""
    text = figure(a, text)
    if "->" in text:
        raise Refusal(f"“{text}”: một số, hoặc một khoảng.", f"“{text}”: one number, or a range.")
    return text


def _with_points(text: str) -> str:
    return re.sub(_COMMA, lambda match: match[0].replace(",", "."), text)


def not_said(text: str) -> bool:
    """Whether an answer says that the document does not say."""
    return slug(text) in ("none", "null", "khong", "khong-ro", "khong-ghi", "unknown")


def year(_: Answers, text: str) -> str:
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return text
    raise Refusal(f"“{text}”: một năm, như 2030.", f"“{text}”: a year, like 2030.")


def year_or_none(_: Answers, text: str) -> str:
    """A year, or `null` where the document does not say."""
    if not_said(text):
        return "null"
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return text
    raise Refusal(f"“{text}”: một năm như 2012, hoặc none.", f"“{text}”: a year like 2012, or none.")


def date_or_none(_: Answers, text: str) -> str:
    """A day as data files write it, or `null` where the document does not say."""
    if not_said(text):
        return "null"
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text) and datetime.date.fromisoformat(text).year >= 1900:
            return text
    except ValueError:
        pass
    better = "2025-12-31"
    if match := re.fullmatch(r"(\d\d?)[/.-](\d\d?)[/.-](\d{4})", text):
        better = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    raise Refusal(
        f"“{text}”: viết ngày kiểu năm-tháng-ngày, như {better}, hoặc none.",
        f"“{text}”: a date is written year-month-day, like {better}, or none.",
    )


def pattern(expression: str, vi: str, en: str) -> Accept:
    """A value of a given form, described in both languages."""

    def accept(_: Answers, text: str) -> str:
        if not re.fullmatch(expression, text):
            better = slug(text)
            near = (f" Gõ “{better}”?", f" Type “{better}”?") if re.fullmatch(expression, better) else ("", "")
            raise Refusal(f"“{text}”: {vi}.{near[0]}", f"“{text}”: {en}.{near[1]}")
        return text

    return accept


def unit(answers: Answers, text: str) -> str:
    """A unit of the registry, or several with slashes."""
    units = answers.facts.units
    if units.get(text) is None:
        forms = {form.casefold(): u.id for u in units.atoms.values() for form in (u.id, u.vi, u.en, *u.also)}
        parts = [_unit_near(part.strip(), forms, units.atoms) for part in text.split("/")]
        near = "/".join(parts) if all(parts) else ""
        vi, en = (f"Có phải “{near}”?", f"Did you mean “{near}”?") if near else _NO_UNIT
        raise Refusal(f"Không có đơn vị “{text}”. {vi}", f"There is no unit “{text}”. {en}")
    return text


def _unit_near(part: str, forms: Mapping[str, str], atoms: Collection[str]) -> str:
    """The unit that a part is another spelling of, or a slip of the pen for; empty when nobody can tell."""
    return part if part in atoms else forms.get(part.casefold()) or nearest(part, atoms) or ""
