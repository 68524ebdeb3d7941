"""How a table is written: CSV for programs, CSV for Vietnamese Excel, JSON, and CSL-JSON for reference managers."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..facts import Facts
from .columns import Column

LIST = "|"
"""Stands between the values of a list in a CSV cell; no text of the facts contains it."""

Rows = list[list[Any]]

_MISREAD = re.compile(r"[=+@\t\r-].*|0\d+|\d+(?:[-./:, ]+\d+)+", re.S)
"""Text that Excel would take for a formula, a date or a number: `0125`, `54-55`, `2.5`."""
_FORMULA_LIMIT = 255
"""Characters Excel allows between quotes in a formula."""


@dataclass(frozen=True)
class Format:
    """One way to write tables: where the files stand, and what a reading program must be told about them."""

    folder: str
    suffix: str
    mediatype: str
    write: Callable[[list[Column], Rows], bytes]
    dialect: dict[str, Any]
    decimal: str = "."

    def path(self, table: str) -> str:
        return f"{self.folder}{table}.{self.suffix}"


def _csv(columns: list[Column], rows: Rows) -> bytes:
    return _delimited(columns, rows, ",", "\n", _plain).encode("utf-8")


def _excel(columns: list[Column], rows: Rows) -> bytes:
    return _delimited(columns, rows, ";", "\r\n", _for_excel).encode("utf-8-sig")


def _delimited(columns: list[Column], rows: Rows, delimiter: str, end: str, cell: Callable[[Any], str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    writer.writerow([column.name for column in columns])
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return LIST.join(value)
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _for_excel(value: Any) -> str:
    text = _plain(value)
    if isinstance(value, Decimal):
        return text.replace(".", ",")
    if isinstance(value, str | list) and _MISREAD.fullmatch(text):
        quoted = text.replace('"', '""')
        return f'="{quoted}"' if len(quoted) <= _FORMULA_LIMIT else f"'{text}"
    return text


def _json(columns: list[Column], rows: Rows) -> bytes:
    """An array with one object a line; numbers keep the digits of the data."""
    names = [json.dumps(column.name) for column in columns]
    lines = (", ".join(f"{n}: {_value(v)}" for n, v in zip(names, row, strict=True)) for row in rows)
    return ("[\n" + ",\n".join(f"{{{line}}}" for line in lines) + "\n]\n").encode("utf-8")


def _value(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if value is None or isinstance(value, bool | int | list):
        return json.dumps(value, ensure_ascii=False)
    return json.dumps(str(value), ensure_ascii=False)


CSV = Format("", "csv", "text/csv", _csv, {"delimiter": ","})
JSON = Format("", "json", "application/json", _json, {})
EXCEL = Format("excel-vi/", "csv", "text/csv", _excel, {"delimiter": ";"}, decimal=",")
FORMATS = (CSV, EXCEL, JSON)


def csl(facts: Facts) -> bytes:
    """All sources as CSL-JSON items; `document` is the standard's type for what is not known more closely."""
    items = []
    for source_id, source in facts.sources.items():
        item: dict[str, Any] = {"id": source_id, "type": "document", "title": source.title, "language": source.lang}
        if source.publisher:
            item["publisher"] = source.publisher
        if source.year:
            item["issued"] = {"date-parts": [[source.year]]}
        if source.url:
            item["URL"] = source.url
        items.append(json.dumps(item, ensure_ascii=False))
    return ("[\n" + ",\n".join(items) + "\n]\n").encode("utf-8")


def renamed(facts: Facts) -> bytes:
    """What has another address, as `redirects.yml` has it: `{"pages": {old: new}, "anchors": {page: {old: new}}}`.

    A new anchor on another page is `page#anchor`.
    """
    return (json.dumps(facts.redirects.model_dump(), indent=1, sort_keys=True) + "\n").encode("utf-8")
