"""Columns of the open data, worked out from the models: a new field of a record is exported without another word."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from .. import LANGUAGES
from ..corpus import Corpus
from ..facts import Facts
from ..models import Local, LocalList, Model, Sector

_TYPES = {str: "string", int: "integer", Decimal: "number", bool: "boolean", datetime.date: "date"}
_TABLES = {"source": "sources", "instrument": "instruments", "unit": "units", "sector": "sectors"}
"""Kinds of references that lead to a table of their own; other kinds are lists of the vocabulary."""
_NOT_WORDS = ("basis", "measure", "term", *_TABLES)


@dataclass(frozen=True)
class Item:
    """One row to be: a record with its sector, the record round it, and its place among its siblings (from 1)."""

    corpus: Corpus
    record: Any
    topic: Sector | None = None
    parent: Any = None
    number: int = 0


@dataclass(frozen=True)
class Column:
    """One column. `get` gives None, str, int, Decimal, bool, date, or a list of str for the type `list`."""

    name: str
    type: str
    get: Callable[[Item], Any]
    doc: str
    """Key of its description in `fields.yml`; two columns of one text in two languages share it."""
    description: str = ""
    """English description in the model, for want of one in `fields.yml`."""
    lang: str = ""
    words: str = ""
    """List of the vocabulary its values come from."""
    values: tuple[str, ...] = ()
    """The values it may have, when they are no list of the vocabulary."""
    to: str = ""
    """Table whose `id` it names."""
    required: bool = False

    def allowed(self, facts: Facts) -> list[str]:
        """Every value a cell may have; empty when that is open."""
        return list(facts.index(self.words)) if self.words else list(self.values)


def describe(facts: Facts, table: str, column: Column, lang: str, *, with_language: bool = True) -> str:
    """What the column holds, in `lang`, and in which language it is written; empty while nobody has said it."""
    text = facts.fields.get(f"{table}.{column.doc}") or facts.fields.get(column.doc)
    said = text.vi if text and lang == "vi" else (text and text.en) or (column.description if lang == "en" else "")
    if said and column.lang and with_language:
        return facts.label(f"field-in-{column.lang}", lang, text=said)
    return said or ""


def of_model(
    model: type[Model],
    *,
    skip: tuple[str, ...] = (),
    rename: dict[str, str] | None = None,
    of: Callable[[Item], Any] = lambda item: item.record,
    optional: bool = False,
) -> Iterator[Column]:
    """Columns for the fields of `model` that hold plain values; those that hold records have tables of their own.

    `of` finds the record in an item; with `optional` it may be missing.
    """
    for field, info in model.model_fields.items():
        plain, many, words = _plain(info.annotation)
        if field in skip or plain is None:
            continue
        name = (rename or {}).get(field, info.alias or field)
        kind = model.refs.get(field, "")
        for lang in LANGUAGES if plain in (Local, LocalList) else ("",):
            yield Column(
                name=f"{name}_{lang}" if lang else name,
                type="list" if many else _TYPES.get(plain, "string"),
                get=_getter(of, field, lang),
                doc=name,
                description=info.description or "",
                lang=lang,
                words=kind if kind not in _NOT_WORDS else "",
                values=words,
                to="" if many else _TABLES.get(kind, ""),
                required=info.is_required() and not many and not optional and not _is_optional(info.annotation),
            )


def _plain(annotation: Any) -> tuple[type | None, bool, tuple[str, ...]]:
    """(type of one value, whether there are several, the words of a Literal); no type when it is another record."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _plain(arguments[0])
    if origin in (Union, UnionType):
        return _plain(next(a for a in arguments if a is not type(None)))
    if origin is list:
        plain, _, words = _plain(arguments[0])
        return plain, True, words
    if origin is Literal:
        return str, False, arguments
    if annotation in (Local, LocalList):
        return annotation, annotation is LocalList, ()
    return (annotation, False, ()) if annotation in _TYPES else (None, False, ())


def _is_optional(annotation: Any) -> bool:
    return type(None) in get_args(annotation)


def _getter(of: Callable[[Item], Any], field: str, lang: str) -> Callable[[Item], Any]:
    def get(item: Item) -> Any:
        record = of(item)
        value = getattr(record, field) if record is not None else None
        if not lang or value is None:
            return value
        return [text[lang] for text in value] if isinstance(value, list) else value[lang]

    return get
