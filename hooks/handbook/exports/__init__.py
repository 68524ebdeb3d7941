"""Open data: every fact of the handbook as CSV, JSON and CSL-JSON, described by a Data Package.

The bytes depend on the corpus alone (its `site_url` and `edition` included). Nothing of `seen_at` leaves the house.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from ..corpus import Corpus
from ..edition import Edition
from .columns import Column, describe
from .descriptor import PACKAGE, package, plain_file, resource
from .formats import CSV, EXCEL, FORMATS, JSON, LIST, csl, renamed
from .tables import TABLES, Table

__all__ = [
    "CSL", "CSV", "EXCEL", "FOLDER", "JSON", "LIST", "PACKAGE", "RENAMED", "TABLES", "Column", "Table", "describe",
    "export", "table_rows", "write",
]  # fmt: skip

FOLDER = "data"
"""Folder of the files below the root of the site."""
CSL = "sources.csl.json"
RENAMED = "renamed.json"


def export(corpus: Corpus) -> dict[str, bytes]:
    """Every file by its path below `data/`: `benchmarks.csv`, `excel-vi/benchmarks.csv`, `datapackage.json`, …"""
    return dict(_export(corpus, corpus.site_url, corpus.edition))


@lru_cache(maxsize=1)
def _export(corpus: Corpus, _site_url: str, _edition: Edition) -> dict[str, bytes]:
    """The files of the last corpus are kept: pages of both languages show their sizes before a build writes them."""
    files: dict[str, bytes] = {}
    resources: dict[str, list[dict[str, Any]]] = {form.folder: [] for form in FORMATS}
    for table in TABLES:
        rows = table_rows(corpus, table)
        for form in FORMATS:
            content = form.write(list(table.columns), rows)
            files[form.path(table.name)] = content
            name = f"{table.name}-json" if form is JSON else table.name
            resources[form.folder].append(resource(corpus.facts, table, form, content, name))
    files[CSL] = csl(corpus.facts)
    files[RENAMED] = renamed(corpus.facts)
    resources[CSV.folder] += [
        plain_file(CSL, corpus.facts.label("rows-csl", "en"), files[CSL], "application/vnd.citationstyles.csl+json"),
        plain_file(RENAMED, corpus.facts.label("rows-renamed", "en"), files[RENAMED], "application/json"),
    ]
    for folder, listed in resources.items():
        files[folder + PACKAGE] = package(corpus, listed, folder)
    return files


def table_rows(corpus: Corpus, table: Table) -> list[list[Any]]:
    """The cells of every row, in the order of `table.columns`."""
    return [[column.get(item) for column in table.columns] for item in table.rows(corpus)]


def write(corpus: Corpus, folder: Path) -> list[Path]:
    """Write every file below `folder` and return their paths, in order."""
    written = []
    for path, content in sorted(export(corpus).items()):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        written.append(target)
    return written
