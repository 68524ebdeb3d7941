"""The words of the checks: `messages.toml`, and how a diagnostic becomes a sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from . import LANGUAGES
from .diagnostics import Diagnostic, Severity
from .text import Span
from .units import format_number

_MOST = 12
"""Longer lists of allowed words are cut: nobody reads them."""


@dataclass(frozen=True)
class Text:
    """One language of a message. `messages` are its variants; one without variants is called `other`."""

    title: str
    messages: Mapping[str, str]
    hints: Mapping[str, str]
    why: str

    @property
    def hint(self) -> str:
        """The general hint; a variant of the message may have one of its own."""
        return self.hints["other"]

    def hint_for(self, args: Mapping[str, Any]) -> str:
        return self.hints.get(str(args.get("problem") or args.get("kind") or "other")) or self.hint

    def message(self, args: Mapping[str, Any]) -> str:
        """The template for these arguments: `problem` or `kind` names the variant."""
        variant = str(args.get("problem") or args.get("kind") or "other")
        return self.messages.get(variant) or self.messages.get("other") or next(iter(self.messages.values()))


@dataclass(frozen=True)
class Message:
    """What the handbook knows about a code."""

    code: str
    slug: str
    severity: Severity
    texts: Mapping[str, Text]

    def __getitem__(self, lang: str) -> Text:
        return self.texts[lang]


@dataclass(frozen=True)
class Rendered:
    """A diagnostic in words."""

    message: Message
    text: str
    hint: str


@cache
def load() -> dict[str, Message]:
    """Every message by code. Raises KeyError or ValueError when the file lacks something: a test reads it all."""
    with Path(__file__).with_name("messages.toml").open("rb") as file:
        table = tomllib.load(file)
    return {code: _message(code, entry) for code, entry in table.items()}


def _message(code: str, entry: dict[str, Any]) -> Message:
    texts = {lang: _text(entry[lang]) for lang in LANGUAGES}
    return Message(code, entry["slug"], Severity(entry["severity"]), texts)


def _text(entry: dict[str, Any]) -> Text:
    return Text(entry["title"], _variants(entry["message"]), _variants(entry["hint"]), entry["why"])


def _variants(words: str | dict[str, str]) -> Mapping[str, str]:
    return words if isinstance(words, dict) else {"other": words}


_YAML_WORDS = {
    "did not find expected ',' or": ("thiếu dấu phẩy, hoặc ngoặc chưa đóng", "a comma or a closing bracket is missing"),
    "did not find expected": (
        "dòng thụt vào không khớp với các dòng trên",
        "the indentation does not match the lines above",
    ),
    "mapping values are not allowed": (
        "có dấu hai chấm thừa, cần ngoặc kép",
        "a colon too many: put the text in quotes",
    ),
    "found character that cannot start": ("có phím Tab hoặc ký tự lạ", "a Tab or a sign that cannot stand here"),
    "found unexpected end of stream": ("ngoặc kép chưa đóng", "a quotation mark is never closed"),
    "could not find expected ':'": ("thiếu dấu hai chấm", "a colon is missing"),
    "found undefined alias": ("dấu * ở đầu: đặt trong ngoặc kép", "text that begins with *: put it in quotes"),
    "slip-tab": ("dòng thụt vào bằng phím Tab", "the line is indented by a Tab"),
    "slip-nbsp": ("dấu cách ở đây là dấu cách cứng chép từ Word, Zalo", "the space here is a hard one, pasted along"),
    "slip-quotes": ("ngoặc kép cong “ ” thay cho ngoặc kép thẳng", "curly quotation marks instead of straight ones"),
    "slip-colon": ("thiếu dấu cách sau dấu hai chấm", "no space after the colon"),
    "slip-sign": ("giá trị mở đầu bằng dấu này phải đặt trong ngoặc kép", "a value that begins so must be in quotes"),
    "slip-bracket": ("mở ngoặc ở đây mà không đóng ở cuối dòng", "opened here and not closed at the end of the line"),
    "found a tab": ("dòng thụt vào bằng phím Tab", "the line is indented by a Tab"),
    "not-a-mapping": ("không phải các dòng khóa: giá trị", "no lines of the form key: value"),
}
"""What the YAML reader says, by its beginning, in the words of editors."""


def _yaml_words(detail: str, lang: str) -> str:
    found = next((words for start, words in _YAML_WORDS.items() if detail.startswith(start)), None)
    return found[LANGUAGES.index(lang)] if found else detail


def find(name: str) -> Message | None:
    """The message with this code (any case) or slug."""
    messages = load()
    return messages.get(name.upper()) or next((m for m in messages.values() if m.slug == name.lower()), None)


def severity(diagnostic: Diagnostic) -> Severity:
    return load()[diagnostic.code].severity


def render(diagnostic: Diagnostic, lang: str | None = None) -> Rendered:
    """The diagnostic in the language of what it is about, or in `lang`."""
    lang = lang or diagnostic.lang
    message = load()[diagnostic.code]
    text = message[lang]
    args = _Arguments({key: show(value, lang) for key, value in diagnostic.args.items()})
    if "detail" in args:
        args["detail"] = _yaml_words(args["detail"], lang)
    return Rendered(
        message, text.message(diagnostic.args).format_map(args).strip(), text.hint_for(diagnostic.args).format_map(args)
    )


class _Arguments(dict[str, str]):
    """A placeholder without a value must not stop the report."""

    def __missing__(self, key: str) -> str:
        return "…"


def show(value: Any, lang: str) -> str:
    """An argument as text: places as `file:line`, numbers as the language writes them, lists cut after a dozen."""
    if isinstance(value, Span):
        return f"{value.path}:{value.line}"
    if isinstance(value, Decimal):
        return format_number(value, lang)
    if isinstance(value, dict):
        return str(value[lang])
    if isinstance(value, (list, tuple)):
        shown = ", ".join(show(item, lang) for item in value[:_MOST])
        return f"{shown}, …" if len(value) > _MOST else shown
    return str(value)
