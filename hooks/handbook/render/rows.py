"""A table that becomes one card a row on phones. Explicit roles keep it a table for screen readers there too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .context import attribute


@dataclass(frozen=True)
class Row:
    """The cells of one row, the header first, and attributes of the row itself; both HTML."""

    cells: Sequence[str]
    attributes: str = ""


def rows_table(caption: str, columns: Sequence[str], rows: Iterable[Row | Sequence[str]]) -> str:
    """All arguments are HTML. The first cell of a row is its header; `caption` is for screen readers."""
    head = "".join(f'<th scope="col" role="columnheader">{column}</th>' for column in columns)
    parts = [
        f'<table class="hb hb-rows" role="table"><caption class="hb-vh">{caption}</caption>',
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>',
        '<tbody role="rowgroup">',
        *(_row(columns, row if isinstance(row, Row) else Row(row)) for row in rows),
        "</tbody></table>",
    ]
    return "\n".join(parts)


def _row(columns: Sequence[str], row: Row) -> str:
    header, *rest = row.cells
    # on phones each cell is a grid of two: the column's name and one element with all that belongs to it
    tail = "".join(
        f'<td role="cell" data-k="{attribute(column)}"><div>{cell}</div></td>'
        for column, cell in zip(columns[1:], rest, strict=True)
    )
    return f'<tr role="row"{row.attributes}><th scope="row" role="rowheader">{header}</th>{tail}</tr>'


def chart_row(name: str, sub: str, cell: str) -> str:
    """One figure of a chart: its name with what stands below, and the plot."""
    below = f'<span class="hb-sub"> {sub}</span>' if sub else ""
    return f'<tr role="row"><th scope="row" role="rowheader">{name}{below}</th><td role="cell">{cell}</td></tr>'


def chart_group(mark: str, title: str, rows: Sequence[str] = ()) -> str:
    """A group of figures; its header is the legend of the mark."""
    head = f'<th colspan="2" scope="rowgroup" role="rowheader">{mark}{title}</th>'
    body = "\n".join([f'<tbody role="rowgroup"><tr class="hb-kind" role="row">{head}</tr>', *rows])
    return f"{body}</tbody>"


def chart_words(words: str) -> str:
    """A row of small text over the whole width."""
    return f'<tr class="hb-kind" role="row"><td colspan="2" role="cell"><span class="hb-sub">{words}</span></td></tr>'
