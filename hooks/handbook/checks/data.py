"""D: data files as such: YAML, keys, values. The findings of `Facts.load`, as diagnostics."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from .. import LANGUAGES
from ..corpus import Corpus
from ..diagnostics import Diagnostic, Fix, check
from ..facts import DATA, Problem
from ..text import nearest

_CODES = {
    "yaml-syntax": "D01", "yaml-key": "D01", "yaml-duplicate-key": "D15", "yaml-cycle": "D18", "yaml-depth": "D18",
    "encoding": "P12", "bom": "P13", "crlf": "P13", "nul": "P14", "size": "P14", "empty-file": "P14", "nfc": "P07",
    "missing": "D02", "unknown-key": "D03", "value": "D04", "shape": "D06", "order": "D06", "period": "D06",
    "seen": "D06", "conflict": "P23",
    "file-name": "D16", "duplicate-id": "D14",
}  # fmt: skip

_EXPECTED = {
    r"^[a-z0-9]+(?:-[a-z0-9]+)*$": {
        "vi": "mã viết bằng chữ thường không dấu, số và gạch nối, như wort-boiling",
        "en": "an id in lower-case plain letters, digits and hyphens, like wort-boiling",
    },
    r"^https?://\S+$": {"vi": "địa chỉ bắt đầu bằng https://", "en": "an address that begins with https://"},
    r"^[A-Z]{2}$": {"vi": "mã nước hai chữ hoa, như VN", "en": "a country code of two capitals, like VN"},
    r"^[a-z]{2}$": {"vi": "mã ngôn ngữ hai chữ thường, như vi", "en": "a language code of two small letters, like vi"},
    r"^[A-Z]?\d{2,5}$": {"vi": 'mã ngành trong ngoặc kép, như "1103"', "en": 'a VSIC code in quotes, like "1103"'},
    "string_too_short": {"vi": "có chữ, không để trống", "en": "some text, not empty"},
    "string_type": {"vi": "chữ (số thì đặt trong ngoặc kép)", "en": "text (put a number in quotes)"},
    "int_": {"vi": "một số nguyên", "en": "a whole number"},
    "decimal_": {"vi": "một số, phần thập phân viết bằng dấu chấm", "en": "a number, with a dot for decimals"},
    "date": {"vi": "một ngày viết năm-tháng-ngày, như 2025-12-31", "en": "a date as year-month-day, like 2025-12-31"},
    "bool_": {"vi": "true hoặc false", "en": "true or false"},
    "list_type": {
        "vi": "một danh sách: mỗi mục một dòng bắt đầu bằng gạch nối",
        "en": "a list: one line with a hyphen for each",
    },
    "too_short": {"vi": "danh sách có ít nhất một mục", "en": "a list with at least one entry"},
    "dict_type": {"vi": "nhiều dòng dạng khóa: giá trị", "en": "lines of the form key: value"},
    "model_Local": {"vi": "hai thứ tiếng: {vi: …, en: …}", "en": "both languages: {vi: …, en: …}"},
    "model_": {"vi": "nhiều dòng dạng khóa: giá trị", "en": "lines of the form key: value"},
    "greater_than": {"vi": "năm từ 1900 đến 2100", "en": "a year from 1900 to 2100"},
    "less_than": {"vi": "năm từ 1900 đến 2100", "en": "a year from 1900 to 2100"},
    "list": {"vi": "một danh sách", "en": "a list"},
    "dict": {"vi": "nhiều dòng dạng khóa: giá trị", "en": "lines of the form key: value"},
}


@check(*sorted({*_CODES.values(), "T03"}))
def problems(corpus: Corpus) -> Iterator[Diagnostic]:
    """What could not be read, in the words of the messages."""
    found = [_diagnostic(problem) for problem in corpus.facts.problems]
    slips = [d for d in found if d.code == "D03" and d.fix]
    for diagnostic in found:
        if diagnostic.code != "D02" or not any(_explains(slip, diagnostic) for slip in slips):
            yield diagnostic


def _explains(slip: Diagnostic, missing: Diagnostic) -> bool:
    """Whether a key is missing only because it is misspelt: the fix of that other finding puts it there."""
    inside = slip.span.source is missing.span.source and missing.span.start <= slip.span.start < missing.span.end
    return inside and slip.fix is not None and slip.fix.text == missing.args["key"]


def _diagnostic(problem: Problem) -> Diagnostic:
    code = _CODES.get(problem.kind, "D04")
    args: dict[str, Any] = {"kind": problem.kind, "detail": "", "key": "", "value": "", "allowed": "", **problem.args}
    related = (args["first"],) if "first" in args else ()
    fix = None
    if code in ("D02", "D04") and _is_half(problem):
        code = "T03"
    if code == "D01" and args["detail"].startswith("slip-"):
        args["problem"], fix = args["detail"], _unslipped(problem)
    if code == "D03":
        args["problem"] = _cut_by(problem)
        if not args["problem"] and (near := nearest(args["key"].lower(), problem.args["allowed"])):
            fix = Fix(problem.span, near, safe=near == args["key"].lower())
    if code == "D04":
        number = str((args["allowed"] or ["?"])[0]).startswith("decimal_")
        args["allowed"], fix = _allowed(problem)
        args["problem"] = "number" if number else ""
        args["value"] = _shown(str(args["value"]))
    if code in ("D02", "D04", "T03"):
        args["key"] = _short(args["key"]) or {"vi": "tệp này", "en": "this file"}
    if code == "P07":
        source = problem.span.source
        fix = Fix(source.span(0, len(source.text)), unicodedata.normalize("NFC", source.text), safe=True)
    if code == "P13":
        source = problem.span.source
        fix = Fix(source.span(0, len(source.text)), source.text, safe=True)  # writing it again mends it
    if code == "D16":
        fix = Fix(problem.span, args["name"])
    return Diagnostic(code, problem.span, args, fix, related)


def _short(key: str) -> str:
    """`benchmarks.0.points.8.unit` -> `unit`: the finding stands at the record, and editors know its keys only."""
    parts = [part for part in key.split(".") if not part.isdigit()]
    return ".".join(parts[-2:] if parts[-1] in LANGUAGES else parts[-1:])


def _cut_by(problem: Problem) -> str:
    """What made half of a sentence look like a key: `quotes` (curly ones), a `comma`, or no `indent`; else empty."""
    span = problem.span
    line, rest = span.source.line(span.line), span.source.text[span.end :]
    if "{" in line[: span.column] and rest.lstrip(" ")[:1] in (",", "}"):
        return "quotes" if re.search("[“”„]", line) else "comma"
    return "indent" if span.column == 1 and re.match(r": *\n +title:", rest) else ""


def _unslipped(problem: Problem) -> Fix | None:
    """The line as it was meant, where there is no doubt."""
    span = problem.span
    match problem.args["detail"]:
        case "slip-nbsp":
            return Fix(span, " " * len(span.text), safe=True)
        case "slip-colon":
            return Fix(span, span.text.replace(":", ": ", 1), safe=True)
    return None


def _shown(value: str) -> Any:
    """A value as editors know it, not as Python prints it."""
    if value in ("None", ""):
        return {"vi": "(trống)", "en": "(empty)"}
    if value[0] in "[{":
        return {"vi": "(nhiều mục)", "en": "(several entries)"}
    return value.lower() if value in ("True", "False") else value


def _is_half(problem: Problem) -> bool:
    """One language of a glossary concept is missing or empty."""
    in_terms = problem.span.path.startswith(f"{DATA}/terms/")
    empty = problem.kind == "missing" or problem.args.get("value") in ("", "None")
    return in_terms and empty and problem.args.get("key", "").split(".")[0] in ("vi", "en")


def _with_point(value: str) -> str | None:
    """`4,3`, `1 250` and `1.250,5` as data files write them. Three digits after a comma alone may be thousands: nobody
    can tell.
    """
    if re.fullmatch(r"\d+,(?:\d\d?|\d{4,})", value):
        return value.replace(",", ".")
    if re.fullmatch(r"\d{1,3}(?:[ \xa0]\d{3})+(?:[.,]\d+)?", value):
        return re.sub(r"[ \xa0]", "", value).replace(",", ".")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d+", value):
        return value.replace(".", "").replace(",", ".")
    return None


def _allowed(problem: Problem) -> tuple[Any, Fix | None]:
    """What may stand there, in words; with a fix when the value is a slip of one of a few words."""
    expected = str((problem.args.get("allowed") or ["?"])[0])
    words = re.findall(r"'([^']+)'", expected)
    if words:
        near = nearest(str(problem.args.get("value", "")), words)
        return words, Fix(problem.span, near) if near else None
    if expected.startswith("decimal_") and (better := _with_point(str(problem.args.get("value", "")))):
        return _EXPECTED["decimal_"], Fix(problem.span, better, safe=True)
    for key, text in _EXPECTED.items():
        if expected == key or (key[0] != "^" and expected.startswith(key)):
            return text, None
    return [expected], None
