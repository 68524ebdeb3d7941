"""The Data Package that says what is in the files: fields, keys, licence, sources (datapackage.org, version 2)."""

from __future__ import annotations

import hashlib
import json
from typing import Any
from urllib.parse import urljoin

from ..corpus import Corpus
from ..facts import Facts
from .columns import Column, describe
from .formats import LIST, Format
from .tables import Table

PACKAGE = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def package(corpus: Corpus, resources: list[dict[str, Any]], folder: str) -> bytes:
    """Descriptor of the files of one folder below `data/`, which the paths of `resources` are relative to."""
    facts = corpus.facts
    descriptor: dict[str, Any] = {
        "$schema": _PROFILE,
        "name": "-".join(["cleaner-production-handbook", *folder.strip("/").split("/")]).strip("-"),
        **_both("title", *(facts.label("open-data-title", lang) for lang in ("en", "vi"))),
        **_both("description", *(facts.label("open-data-description", lang) for lang in ("en", "vi"))),
    }
    if corpus.site_url:
        descriptor["homepage"] = urljoin(corpus.site_url, "data/")
    if corpus.edition.number:
        descriptor["version"] = corpus.edition.number
    descriptor |= {
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0 International",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "contributors": [{"title": "Cleaner Production Handbook contributors", "roles": ["publisher"]}],
        "sources": [{"title": facts.label("open-data-sources", "en")}],
        "resources": resources,
    }
    return (json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def resource(facts: Facts, table: Table, form: Format, content: bytes, name: str) -> dict[str, Any]:
    """One table in one format."""
    return {
        "name": name,
        "type": "table",
        "path": form.path(table.name).removeprefix(form.folder),
        **_both("title", *(facts.label(f"table-{table.name}", lang) for lang in ("en", "vi"))),
        **_both("description", *(facts.label(f"rows-{table.name}", lang) for lang in ("en", "vi"))),
        "format": form.suffix,
        "mediatype": form.mediatype,
        "encoding": "utf-8",
        **({"dialect": form.dialect} if form.dialect else {}),
        # validators do not measure JSON they read as tables, and would report a mismatch
        **(_checksum(content) if form.suffix == "csv" else {}),
        "schema": _schema(facts, table, form),
    }


def plain_file(path: str, title: str, content: bytes, mediatype: str) -> dict[str, Any]:
    """A JSON file that is no table."""
    name = path.removesuffix(".json").replace(".", "-")
    return {
        "name": name,
        "path": path,
        "title": title,
        "format": "json",
        "mediatype": mediatype,
        "encoding": "utf-8",
        **_checksum(content),
    }


def _checksum(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}


def _schema(facts: Facts, table: Table, form: Format) -> dict[str, Any]:
    return {
        "fields": [_field(facts, table, column, form) for column in table.columns],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {"fields": list(link.fields), "reference": {"resource": link.table, "fields": list(link.to)}}
            for link in table.references
        ],
    }


def _field(facts: Facts, table: Table, column: Column, form: Format) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type}
    if column.type == "list":
        field["delimiter"] = LIST
    if column.type == "number" and form.decimal != ".":
        field["decimalChar"] = form.decimal
    field |= _both("description", *(describe(facts, table.name, column, lang) for lang in ("en", "vi")))
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.type == "string" and (allowed := column.allowed(facts)):
        constraints["enum"] = allowed
    return {**field, "constraints": constraints} if constraints else field


def _both(name: str, english: str, vietnamese: str) -> dict[str, str]:
    """A text in both languages: the standard knows one, so the other has a property of its own."""
    return {name: english, f"{name}_vi": vietnamese}
