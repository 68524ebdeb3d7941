"""JSON Schemas of the data files, made from the models: an editor's program completes and checks while typing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from . import models as m
from . import models_addresses as ma
from . import models_shared as ms
from . import models_tools as mt
from .facts import DATA, Facts

FOLDER = f"{DATA}/schema"

_KINDS: dict[str, Any] = {
    "sector": m.Sector,
    "utility": m.Utility,
    "term": m.Term,
    "instruments": list[m.Instrument],
    "sources": dict[m.Id, m.SourceRecord],
    "units": dict[str, m.UnitRecord],
    "vocabulary": m.Vocabulary,
    "labels": dict[m.Id, m.Word],
    "fields": dict[str, m.FieldText],
    "factors": dict[m.Id, m.Factor],
    "examples": dict[str, m.Example],
    "policy": ms.Policy,
    "finance": dict[m.Id, ms.Fund],
    "institutions": dict[m.Id, ms.Institution],
    "publishers": dict[str, ms.Publisher],
    "method": ms.Method,
    "redirects": ma.Redirects,
    "search": ma.SearchWords,
    "calculators": dict[m.Id, mt.Calculator],
}
_OPEN = ("unit", "source", "basis", "measure", "term", "instrument", "sector")
"""Kinds of references that are checked by `handbook check` only: too many words, or composed of several."""


def schemas(facts: Facts) -> dict[str, str]:
    """Text of every schema by file name; the allowed words come from the vocabulary."""
    return {f"{name}.json": _text(kind, facts) for name, kind in _KINDS.items()}


def _text(kind: Any, facts: Facts) -> str:
    schema = TypeAdapter(kind).json_schema(by_alias=True)
    definitions = schema.get("$defs", {})
    named = {model.__name__: model for model in _models(m.Model)}
    for name, definition in definitions.items():
        _words(definition, named.get(name), facts)
    if isinstance(kind, type):
        _words(schema, named.get(kind.__name__), facts)
    _without_titles(schema)
    return (
        json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}, ensure_ascii=False, indent=1)
        + "\n"
    )


def _models(base: type[m.Model]) -> list[type[m.Model]]:
    return [base, *(found for child in base.__subclasses__() for found in _models(child))]


def _words(definition: dict[str, Any], model: type[m.Model] | None, facts: Facts) -> None:
    """Put the words of the vocabulary on the fields that take one."""
    if model is None:
        return
    for field, kind in model.refs.items():
        index = [] if kind in _OPEN else list(facts.index(kind))
        alias = model.model_fields[field].alias or field
        shape = definition.get("properties", {}).get(alias)
        if index and shape:
            for part in (shape, *shape.get("anyOf", ()), shape.get("items", {})):
                if part.get("type") == "string":
                    part["enum"] = index


def _without_titles(value: Any) -> None:
    """Pydantic's generated titles repeat the key; models keep theirs out too, their description says more."""
    if isinstance(value, dict):
        if isinstance(value.get("title"), str):
            del value["title"]
        for item in value.values():
            _without_titles(item)
    elif isinstance(value, list):
        for item in value:
            _without_titles(item)


def outdated(root: Path) -> list[Path]:
    """Schema files that differ from what the models say, are missing, or belong to nothing."""
    folder = root / FOLDER
    wanted = schemas(Facts.load(root))
    changed = [
        folder / name
        for name, text in wanted.items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]
    return changed + [file for file in sorted(folder.glob("*.json")) if file.name not in wanted]


def write(root: Path) -> None:
    """Bring `docs/_data/schema` in step with the models and the vocabulary."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    wanted = schemas(Facts.load(root))
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    for file in folder.glob("*.json"):
        if file.name not in wanted:
            file.unlink()
