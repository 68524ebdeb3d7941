"""Source marks: numbered once per page in reading order, over prose and blocks, with one list at the end."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from babel import Locale

from ..models import SourceRecord
from .context import CITE, Context

_NARROW = "\u202f"
"""A space that never breaks: without it a year and the mark after it are read as one number."""

_MARK = re.compile(f"{CITE[0]}([^{CITE[1]}]*){CITE[1]}")


def number_sources(ctx: Context, text: str) -> str:
    """`text` with every mark of `Context.cite` turned into a number, and the list of these sources after it."""
    numbers: dict[str, int] = {}

    def mark(match: re.Match[str]) -> str:
        source_id = match[1]
        number = numbers.setdefault(source_id, len(numbers) + 1)
        name = ctx.label("source-mark", number=number)
        return f'{_NARROW}<a class="hb-src" href="#ref-{escape(source_id)}" aria-label="{name}">{number}</a>'

    text = _MARK.sub(mark, text)
    return f"{text}\n{_source_list(ctx, numbers)}\n" if numbers else text


def _source_list(ctx: Context, numbers: dict[str, int]) -> str:
    rows = [
        f'<li id="ref-{escape(source_id)}">{number}. {_entry(ctx, source_id)}</li>'
        for source_id, number in numbers.items()
    ]
    heading = f'<p class="hb-refs__title">{ctx.label("sources-of-page")}</p>'
    body = "\n".join(rows)
    return f'<div class="hb hb-refs hb-sources" data-search-exclude>\n{heading}\n<ol>\n{body}\n</ol>\n</div>'


def _entry(ctx: Context, source_id: str) -> str:
    record = ctx.source(source_id)
    if record is None:
        return ctx.label("source-unknown", id=source_id)
    return describe(ctx, record)


def describe(ctx: Context, record: SourceRecord) -> str:
    """`Publisher, year, grade, language: Title`, the title linked where the original has a public address."""
    facts = [
        ctx.publisher_html(record),
        str(record.year) if record.year else ctx.label("no-year"),
        ctx.word("grade", record.grade),
    ]
    if record.lang != ctx.lang:
        facts.append(escape(language_name(record.lang, ctx.lang)))
    title_lang = record.title_lang or record.lang
    lang = f' lang="{title_lang}"' if title_lang != ctx.lang else ""
    title = escape(record.title, quote=False)
    if record.url:
        linked = f'<a href="{escape(record.url)}"{lang}>{title}</a>'
    else:
        linked = f"<cite{lang}>{title}</cite> ({ctx.label('no-public-address')})"
    return f"{', '.join(facts)}: {linked}"


@lru_cache
def language_name(code: str, lang: str) -> str:
    """Name of a language as it stands inside a sentence of `lang`: `tiếng Anh`, `English`."""
    name = Locale(lang).languages.get(code, code)
    return name[:1].lower() + name[1:] if lang == "vi" else name
