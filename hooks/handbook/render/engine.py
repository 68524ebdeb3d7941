"""Puts a page together: blocks under their headings, terms, source marks, and the lists that close the page.

All positions come from the parsed source, so every insertion is an `Edit` of the page's own text; nothing is searched
for in what has already been rendered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..markdown import Heading
from ..pages import RECORDS, Page
from . import (
    calculators,
    case_card,
    case_library,
    chart,
    check_help,
    coverage,
    editions,
    energy_norms,
    factors,
    finder,
    foreign,
    glossary,
    halves,
    home,
    instruments,
    listings,
    measure_index,
    method,
    moved,
    norms,
    notes,
    open_data,
    overview,
    process_map,
    programmes,
    self_check,
    stand_in,
    strip,
    support,
    utilities,
)
from . import terms as term_marks
from .context import Context

Block = Callable[[Context], str]
RecordBlock = Callable[[Context, Any], str]

LISTINGS: dict[tuple[str, str], Block] = {
    ("home", "find-sector"): home.find_sector,
    ("home", "find-resource"): home.find_resource,
    ("finder", "finder"): finder.finder,
    ("case-library", "all-cases"): case_library.all_cases,
    ("self-check", "self-check"): self_check.all_self_checks,
    ("self-check", "factors"): factors.fuel_factors,
    ("self-check", "grid-factors"): factors.grid_factors,
    ("catalogue", "all-sectors"): listings.catalogue,
    ("utilities-index", "all-utilities"): utilities.all_utilities,
    ("glossary", "all-terms"): glossary.all_terms,
    ("sources", "all-sources"): listings.all_sources,
    ("open-data", "data-files"): open_data.data_files,
    ("open-data", "data-fields"): open_data.data_fields,
    ("open-data", "editions"): editions.editions,
    ("method-index", "all-steps"): method.all_steps,
    ("status", "translations"): halves.status,
    ("check-codes", "all-checks"): check_help.all_checks,
    ("coverage", "coverage"): coverage.coverage,
    ("laws", "all-laws"): instruments.all_laws,
    ("laws", "not-seen"): programmes.not_seen,
    ("factors", "factors"): factors.fuel_factors,
    ("factors", "grid-factors"): factors.grid_factors,
    ("energy-norms", "norms-by-sector"): energy_norms.by_sector,
    ("energy-norms", "norm-circulars"): energy_norms.circulars,
    ("energy-norms", "technical-rules"): energy_norms.technical_rules,
    ("finance", "all-funds"): support.all_funds,
    ("finance", "fees"): support.fees,
    ("institutions", "all-institutions"): support.all_institutions,
    ("provinces", "provincial-programmes"): programmes.provincial,
    ("programmes", "guidelines"): programmes.guidelines,
}
SECTOR_BLOCKS: dict[tuple[str, str], Block] = {
    ("sector-index", "start-here"): overview.start_here,
    ("sector-index", "key-figures"): overview.key_figures,
    ("sector-index", "laws"): norms.laws,
    ("sector-index", "gaps"): overview.gaps,
    ("sector-process", "process-map"): process_map.process_map,
    ("sector-process", "wastes"): process_map.wastes,
    ("sector-benchmarks", "self-check"): self_check.self_check,
    ("sector-benchmarks", "norms"): norms.norms,
    ("sector-benchmarks", "gaps"): overview.gaps,
    ("utility", "start-here"): overview.start_here,
    ("utility", "laws"): norms.laws,
    ("utility", "gaps"): overview.gaps,
}
"""(page kind, reserved heading id) -> what stands under it. Sector blocks need the facts of the page's topic."""

CLOSING_BLOCKS: dict[tuple[str, str], Block] = {("utility", "losses"): utilities.parts}
"""The same for what closes a section, below its words."""

RECORD_BLOCKS: dict[str, RecordBlock] = {
    "steps": process_map.step_panel,
    "benchmarks": chart.benchmark_chart,
    "measures": strip.measure_strip,
    "cases": case_card.case_card,
}
"""List of a topic -> the block of one record, under the heading with its id."""

END_BLOCKS: dict[str, Block] = {"home": home.counts}
"""Page kind -> what closes the page."""


_TASK = re.compile(r"^[ \t]*[-*+][ \t]+(\[ \])(?=[ \t])", re.M)


@dataclass(frozen=True)
class Edit:
    """Replace `[start, end)` of the page's source by `text`."""

    start: int
    end: int
    text: str


def render_page(ctx: Context, *, lenient: bool = False) -> str:
    """The body of the page of `ctx` with everything the build adds.

    Raises LookupError for broken facts unless `lenient`.
    """
    uses = term_marks.linked_uses(ctx)
    edits = [
        *_block_edits(ctx, lenient),
        *(Edit(*term_marks.button(use)) for use in uses),
        *(Edit(note.span.start, note.span.end, ctx.cite(note.id)) for note in ctx.page.structure.notes),
        *(Edit(*match.span(1), '<span class="hb-tick"></span>') for match in _TASK.finditer(ctx.page.masked.text)),
        *(Edit(*change) for change in (*moved.heading_aliases(ctx), *moved.link_changes(ctx))),
    ]
    parts = [moved.block_aliases(ctx, _apply(ctx.page, edits))]
    if end_block := END_BLOCKS.get(ctx.page.kind):
        parts.append(_run(ctx, lambda: end_block(ctx), lenient))
    parts += [moved.moved_places(ctx), term_marks.popovers(ctx, uses)]
    text = notes.number_sources(ctx, "\n\n".join(part for part in parts if part) + "\n")
    return foreign.mark_glosses(ctx, text)


def _block_edits(ctx: Context, lenient: bool) -> Iterator[Edit]:
    page = ctx.page
    first = next((h for h in page.headings if h.level == 1), None)
    blocks = {heading: list(_heading_edits(ctx, heading, lenient)) for heading in page.headings}
    filled = {heading for heading, edits in blocks.items() if any(edit.text for edit in edits)}
    if page.original is not None and first is not None:
        yield _below(first, stand_in.note(ctx, page.original, facts=bool(filled)))
    if first is not None:
        yield from _title_edits(ctx, first, lenient)
    for edits in blocks.values():
        yield from edits
    if page.original is not None:  # last: what closes a section goes above the heading that follows it
        yield from (Edit(*change) for change in stand_in.empty_headings(ctx, filled))


def _heading_edits(ctx: Context, heading: Heading, lenient: bool) -> Iterator[Edit]:
    if block := _block_for(ctx, heading):
        yield _below(heading, _run(ctx, block, lenient))
    closing = CLOSING_BLOCKS.get((ctx.page.kind, heading.id or ""))
    if closing and ctx.corpus.topic(ctx.page):
        yield _closing(heading, _run(ctx, partial(closing, ctx), lenient))


def _title_edits(ctx: Context, title: Heading, lenient: bool) -> Iterator[Edit]:
    if title.id is None and "\n" not in title.span.text:
        yield Edit(title.span.end, title.span.end, " {#top}")
    if ctx.page.retired:
        yield _below(title, moved.retired_note(ctx))
    if ctx.behind:
        yield _below(title, halves.behind_note(ctx))
    if ctx.corpus.topic(ctx.page) is None:
        return
    if ctx.page.kind.startswith("sector-"):
        yield _below(title, _run(ctx, lambda: overview.sector_pages(ctx), lenient))
    if ctx.page.kind in ("sector-measures", "utility"):
        yield _closing(title, _run(ctx, lambda: measure_index.measure_index(ctx), lenient))


def _block_for(ctx: Context, heading: Heading) -> Callable[[], str] | None:
    if heading.id is None:
        return None
    key = (ctx.page.kind, heading.id)
    if key in LISTINGS:
        return lambda: LISTINGS[key](ctx)
    if programme := programmes.block_for(ctx, heading.id):
        return programme
    if block := method.block_for(ctx, heading.id) or calculators.block_for(ctx, heading.id):
        return block
    topic = ctx.corpus.topic(ctx.page)
    if topic is None:
        return None
    if key in SECTOR_BLOCKS:
        return lambda: SECTOR_BLOCKS[key](ctx)
    for field in RECORDS.get(ctx.page.kind, ()):
        record = next((r for r in getattr(topic, field) if r.id == heading.id), None)
        if record is not None:
            return partial(RECORD_BLOCKS[field], ctx, record)
    return None


def _below(heading: Heading, html: str) -> Edit:
    return Edit(heading.span.end, heading.span.end, f"\n\n{html}\n" if html else "")


def _closing(heading: Heading, html: str) -> Edit:
    """Below the words of a section, above the next heading of any level."""
    return Edit(heading.end, heading.end, f"{html}\n\n" if html else "")


def _run(ctx: Context, block: Callable[[], str], lenient: bool) -> str:
    try:
        return block()
    except LookupError:
        if not lenient:
            raise
        return f'<p class="hb hb-note">{ctx.label("block-unavailable")}</p>'


def _apply(page: Page, edits: list[Edit]) -> str:
    """The body of the page with `edits` made; an edit that begins inside an earlier one is dropped."""
    text = page.source.text
    position = _body_start(page)
    parts: list[str] = []
    for edit in sorted(edits, key=lambda e: e.start):
        if edit.start < position:
            continue
        parts += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*parts, text[position:]]).strip("\n")


def _body_start(page: Page) -> int:
    """Offset after the line that closes the front matter."""
    if page.masked.front is None:
        return 0
    line_end = page.source.text.find("\n", page.masked.front[1])
    return line_end + 1 if line_end >= 0 else len(page.source.text)
