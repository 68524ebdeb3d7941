"""What a table of the open data is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..corpus import Corpus
from .columns import Column, Item

Rows = Callable[[Corpus], Iterator[Item]]


@dataclass(frozen=True)
class Link:
    """Columns that together name a row of another table."""

    fields: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table; `key` are the columns that tell its rows apart."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Rows
    links: tuple[Link, ...] = ()

    @property
    def references(self) -> tuple[Link, ...]:
        return (*(Link((c.name,), c.to, ("id",)) for c in self.columns if c.to), *self.links)
