"""What a new record needs to be told: by flags, or asked for at a terminal. Vietnamese first, English second."""

from __future__ import annotations

import datetime
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from ..corpus import Corpus
from ..facts import Facts
from ..models import Sector
from ..text import nearest, slug
from .draft import Refusal

Value = str | list[str] | None

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_LISTED = 40
"""More choices than these are not listed when asking."""


@dataclass
class Answers:
    """What is known so far, by name of field."""

    corpus: Corpus
    values: dict[str, Value] = field(default_factory=dict)

    @property
    def facts(self) -> Facts:
        return self.corpus.facts

    @property
    def topic(self) -> Sector:
        """The sector named by the field `sector`."""
        return self.facts.topics[self.text("sector")]

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def many(self, name: str) -> list[str]:
        value = self.values.get(name)
        return value if isinstance(value, list) else []


Choices = Callable[[Answers], Mapping[str, str]]
Accept = Callable[[Answers, str], str]
"""Returns the value as it is to be written, or raises Refusal."""


@dataclass(frozen=True)
class Field:
    """One question. `name` is also the flag; `choices` gives the allowed words with what they mean."""

    name: str
    vi: str
    en: str
    accept: Accept | None = None
    choices: Choices | None = None
    offers: Choices | None = None
    """Answers shown when asking, without being the only ones."""
    positional: bool = False
    required: bool = True
    many: bool = False

    @property
    def flag(self) -> str:
        return self.name.upper() if self.positional else f"--{self.name}"


def complete(fields: Sequence[Field], answers: Answers, given: Mapping[str, Value]) -> None:
    """Put a valid value for every field into `answers`: from `given`, else asked for when there is a terminal.

    Raises Refusal for a value that cannot be, and for required ones that are missing where nobody can be asked.
    """
    interactive = sys.stdin is not None and sys.stdin.isatty()
    missing: list[Field] = []
    for item in fields:
        raw = given.get(item.name)
        if raw not in (None, []):
            answers.values[item.name] = _checked(item, answers, raw)
        elif interactive and not missing:
            answers.values[item.name] = _ask(item, answers)
        elif item.required:
            missing.append(item)
            if item.name == "sector":
                break  # what may follow depends on it
    if missing:
        raise Refusal(_list_missing(missing, answers, 0), _list_missing(missing, answers, 1))


def _list_missing(missing: Sequence[Field], answers: Answers, lang: int) -> str:
    lines = ["Còn thiếu:" if lang == 0 else "Missing:"]
    for item in missing:
        words = ""
        if item.offers and (names := list(item.offers(answers))) and len(names) <= _LISTED:
            words = f" ({', '.join(names)})"
        if item.choices and (item.name == "sector" or "sector" not in {m.name for m in missing}):
            names = list(item.choices(answers))
            words = f" ({', '.join(names)})" if len(names) <= _LISTED else ""
        lines.append(f"  {item.flag}  {item.vi if lang == 0 else item.en}{words}")
    return "\n".join(lines)


def _checked(item: Field, answers: Answers, raw: Value) -> Value:
    if not item.many:
        return _one(item, answers, str(raw))
    parts = [raw] if isinstance(raw, str) else list(raw or [])
    return list(dict.fromkeys(_one(item, answers, part) for part in parts))


def _one(item: Field, answers: Answers, raw: str) -> str:
    text = unicodedata.normalize("NFC", re.sub(r"\s+", " ", raw)).strip()
    if not text:
        raise Refusal(f"{item.flag}: không được để trống.", f"{item.flag}: must not be empty.")
    if item.choices:
        allowed = item.choices(answers)
        found = meant(text, allowed)
        if found is None:
            raise not_one_of(item.flag, text, allowed)
        text = found
    return item.accept(answers, text) if item.accept else text


def meant(text: str, allowed: Mapping[str, str]) -> str | None:
    """The choice that `text` is the id of, the name in either language (accents or not), or the first words of one
    name only.
    """
    if text in allowed:
        return text
    typed = slug(text)
    names = {word: [slug(name) for name in (word, *meaning.split(" / "))] for word, meaning in allowed.items()}
    if not typed:
        return None
    same = [word for word, known in names.items() if typed in known]
    begins = [word for word, known in names.items() if any(name.startswith(f"{typed}-") for name in known)]
    return next((found[0] for found in (same, begins) if len(found) == 1), None)


def not_one_of(what: str, text: str, allowed: Mapping[str, str]) -> Refusal:
    near = nearest(text.casefold(), allowed)
    vi, en = f"{what}: không có “{text}”.", f"{what}: there is no “{text}”."
    if near:
        vi, en = f"{vi} Có phải “{near}”?", f"{en} Did you mean “{near}”?"
    if len(allowed) <= _LISTED:
        vi, en = f"{vi} Chọn một trong: {', '.join(allowed)}.", f"{en} One of: {', '.join(allowed)}."
    return Refusal(vi, en)


def _ask(item: Field, answers: Answers) -> Value:
    """Ask until the answer will do. Enter leaves out what is not required. Raises EOFError, KeyboardInterrupt."""
    print(f"\n{item.vi}\n{item.en}")
    shown, numbered = item.choices or item.offers, []
    if shown and len(allowed := shown(answers)) <= _LISTED:
        numbered = list(allowed) if item.choices else []
        for place, (word, meaning) in enumerate(allowed.items(), 1):
            print(f"  {place:>2}. {word:<24} {meaning}" if numbered else f"  {word:<24} {meaning}")
    if numbered:
        print("  (gõ số, tên hoặc mã / type its number, name or id)")
    if item.many:
        print("  (nhiều mục: cách nhau bằng dấu phẩy / several: separated by commas)")
    if not item.required:
        print("  (Enter: bỏ qua / skip)")
    while True:
        line = input("> ").strip()
        if not line and not item.required:
            return [] if item.many else None
        parts = [part for part in line.split(",") if part.strip()] if item.many else [line]
        parts = [_numbered(part.strip(), numbered) for part in parts or [""]]
        try:
            return _checked(item, answers, parts if item.many else parts[0])
        except Refusal as refusal:
            print(f"{refusal.vi}\n{refusal.en}")


def _numbered(text: str, listed: Sequence[str]) -> str:
    """The choice at the number that was typed, else what was typed."""
    return listed[int(text) - 1] if text.isdecimal() and 1 <= int(text) <= len(listed) else text


# -- what values have to look like


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
    try:
        if re.fullmatch(r"-?\d+(?:\.\d+)?", text):
            return str(Decimal(text))
    except InvalidOperation:
        pass
    better = text.replace(",", ".") if re.fullmatch(r"\d+,\d{1,2}", text) else "4.3, 1250"
    raise Refusal(
        f"“{text}”: viết số bằng dấu chấm thập phân, không có dấu ngăn hàng nghìn, như {better}.",
        f"“{text}”: write numbers with a decimal point and no separators, like {better}.",
    )


def not_said(text: str) -> bool:
    """Whether an answer says that the document does not say."""
    return slug(text) in ("none", "null", "khong", "khong-ro", "khong-ghi", "unknown")


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
            raise Refusal(f"“{text}”: {vi}.", f"“{text}”: {en}.")
        return text

    return accept


def unit(answers: Answers, text: str) -> str:
    """A unit of the registry, or several with slashes."""
    units = answers.facts.units
    if units.get(text) is None:
        parts = [part if part in units.atoms else nearest(part, units.atoms) or "" for part in text.split("/")]
        near = "/".join(parts) if all(parts) else ""
        vi, en = (f" Có phải “{near}”?", f" Did you mean “{near}”?") if near else ("", "")
        raise Refusal(
            f"Không có đơn vị “{text}”.{vi} Các đơn vị: docs/_data/units.yml.",
            f"There is no unit “{text}”.{en} The units: docs/_data/units.yml.",
        )
    return text
