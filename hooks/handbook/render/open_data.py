"""The page of the open data: which files there are, and what every field of them means."""

from __future__ import annotations

from html import escape
from itertools import groupby

from .. import DEFAULT_LANGUAGE
from ..exports import (
    CSL,
    CSV,
    EXCEL,
    FOLDER,
    JSON,
    PACKAGE,
    RENAMED,
    TABLES,
    Column,
    Table,
    describe,
    export,
    table_rows,
)
from .context import Context
from .rows import rows_table


def data_files(ctx: Context) -> str:
    """Every table with its rows and files, then the files that hold no table of their own."""
    files = export(ctx.corpus)
    columns = ("data-table", "data-rows", "data-csv", "data-excel", "data-json")
    rows = [
        (
            f'<a href="#fields-{table.name}">{ctx.label(f"table-{table.name}")}</a> '
            f'<span class="hb-sub">{ctx.label(f"rows-{table.name}")}</span>',
            ctx.number(len(table_rows(ctx.corpus, table))),
            *(_file(ctx, files, form.path(table.name)) for form in (CSV, EXCEL, JSON)),
        )
        for table in TABLES
    ]
    others = (
        (CSL, "rows-csl"),
        (RENAMED, "rows-renamed"),
        (PACKAGE, "rows-package"),
        (EXCEL.folder + PACKAGE, "rows-package-excel"),
    )
    listed = [f"<li>{_file(ctx, files, path, path)}: {ctx.label(label)}</li>" for path, label in others]
    return "\n".join(
        [
            rows_table(ctx.label("data-files-caption"), [ctx.label(column) for column in columns], rows),
            f'<p class="hb hb-after">{ctx.label("data-other")}</p>',
            '<ul class="hb">',
            *listed,
            "</ul>",
        ]
    )


def _file(ctx: Context, files: dict[str, bytes], path: str, text: str | None = None) -> str:
    """Link to a file, which stands once for all languages, with its size."""
    page = ctx.page.url if ctx.lang == DEFAULT_LANGUAGE else f"{ctx.lang}/{ctx.page.url}"
    href = f"{'../' * page.count('/')}{FOLDER}/{path}"
    size = ctx.label("data-kilobytes", n=ctx.number(max(1, round(len(files[path]) / 1000))))
    return f'<a href="{href}">{text}</a> ({size})' if text else f'<a href="{href}">{size}</a>'


def data_fields(ctx: Context) -> str:
    """For each table: name, type and meaning of its fields; the two languages of one text share a row."""
    sections = []
    for table in TABLES:
        name = ctx.label(f"table-{table.name}")
        fields = [_field(ctx, table, list(columns)) for _, columns in groupby(table.columns, key=_together)]
        sections += [
            f'<section class="hb-set"><h3 id="fields-{table.name}">{name} <code>{table.name}</code></h3>',
            '<ul class="hb-cat">',
            *fields,
            "</ul></section>",
        ]
    return "\n".join(['<div class="hb hb-list">', *sections, "</div>"])


def _together(column: Column) -> tuple[str, str]:
    return column.doc, column.type


def _field(ctx: Context, table: Table, columns: list[Column]) -> str:
    first = columns[0]
    names = ", ".join(f"<code>{column.name}</code>" for column in columns)
    kind = ctx.label(f"data-type-{first.type}") + (f", {ctx.label('data-required')}" if first.required else "")
    says = [escape(describe(ctx.facts, table.name, first, ctx.lang, with_language=False), quote=False)]
    if first.words:
        says.append(ctx.label("data-words", list=first.words))
    if first.to:
        says.append(f'<a href="#fields-{first.to}">{ctx.label("data-refers", table=first.to)}</a>')
    meaning = " ".join(f"{text}." for text in says if text)
    return f'<li>{names} <span class="hb-sub">{kind}</span><p>{meaning}</p></li>'
