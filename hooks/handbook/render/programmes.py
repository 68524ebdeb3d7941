"""Strategies and programmes: under a heading `<programme>-targets` the build shows the targets of that programme."""

from __future__ import annotations

from collections.abc import Callable

from ..models import Local
from ..models_shared import Part, Programme, Target
from .context import Context
from .norms import instrument_link, state
from .rows import rows_table
from .statements import block, statement, statements

KIND = "programmes"
"""Kind of the pages that speak of programmes."""


def block_for(ctx: Context, heading_id: str) -> Callable[[], str] | None:
    """What stands under a heading: the id is that of a programme, alone or with one of the suffixes of `_BLOCKS`."""
    policy = ctx.facts.policy
    if ctx.page.kind != KIND or policy is None:
        return None
    for programme_id, programme in policy.programmes.items():
        suffix = heading_id.removeprefix(programme_id)
        if suffix != heading_id and suffix in _BLOCKS:
            return lambda: _BLOCKS[suffix](ctx, programme_id, programme)
    return None


def _summary(ctx: Context, _: str, programme: Programme) -> str:
    """The decision, its period and state, and the goal."""
    instrument = ctx.facts.instruments.get(programme.instrument)
    lines = []
    if instrument is not None:
        issued = f" ({ctx.label('issued-on', date=ctx.date(instrument.issued))})" if instrument.issued else ""
        lines.append(f"<p>{instrument_link(ctx, instrument)}{issued} {state(ctx, instrument)}</p>")
    goal = f"<b>{ctx.label('programme-goal')}</b> {ctx.text(programme.goal)}{ctx.cite(*programme.goal_sources)}"
    return "\n".join(['<div class="hb hb-programme">', *lines, f"<p>{goal}</p>", "</div>"])


def _targets(ctx: Context, _: str, programme: Programme) -> str:
    columns = [ctx.label(key) for key in ("target-what", "target-value", "target-by")]
    rows = [(_target(ctx, t), f"<b>{ctx.figure(t)}</b>{ctx.cite(t.source)}", _by(t)) for t in programme.targets]
    table = rows_table(ctx.label("targets-caption", name=programme.name[ctx.lang]), columns, rows)
    return f'<div class="hb hb-wide">\n{table}\n</div>'


def _target(ctx: Context, target: Target) -> str:
    note = f'<span class="hb-sub">{ctx.text(target.note)}</span>' if target.note else ""
    return ctx.text(target.what) + note


def _by(target: Target) -> str:
    return f"{target.since}–{target.by}" if target.since else str(target.by)


def _parts(ctx: Context, programme_id: str, programme: Programme) -> str:
    """The numbered projects or tasks, each with what in the handbook serves it."""
    items = [
        f'<li id="{programme.part_id(programme_id, part)}"><p><b>{part.number}.</b> {ctx.text(part.name)}</p>'
        f"{_served(ctx, part)}</li>"
        for part in programme.parts
    ]
    key = "parts-served" if any(part.served_by for part in programme.parts) else "parts-from"
    cited = f'<p class="hb-sub">{ctx.label(key)}{ctx.cite(*programme.part_sources)}</p>'
    return "\n".join(['<div class="hb">', '<ol role="list" class="hb-parts">', *items, "</ol>", cited, "</div>"])


def _served(ctx: Context, part: Part) -> str:
    links = ", ".join(served_link(ctx, target) for target in part.served_by)
    return f'<p class="hb-sub">{ctx.label("served-by")} {links}</p>' if links else ""


def served_link(ctx: Context, target: str) -> str:
    """A page or a place on it, by its title or heading."""
    key, _, anchor = target.partition("#")
    page = ctx.corpus.shown(ctx.lang, key)
    if page is None:
        return target
    heading = next((h for h in page.headings if h.id == anchor), None) if anchor else None
    name = heading.text if heading else page.title
    if anchor and heading is None and anchor in ctx.facts.instruments:
        name = ctx.facts.instruments[anchor].name[ctx.lang]
    return ctx.page_link(name, key, anchor or None)


def _results(ctx: Context, _: str, programme: Programme) -> str:
    return block(statements(ctx, programme.results))


def _related(ctx: Context, _: str, programme: Programme) -> str:
    return block(statements(ctx, programme.related))


def _gaps(ctx: Context, _: str, programme: Programme) -> str:
    return _gap_list(ctx, programme.gaps)


def not_seen(ctx: Context) -> str:
    """What was looked for on policy and law and not found."""
    return _gap_list(ctx, ctx.facts.policy.gaps if ctx.facts.policy else [])


def _gap_list(ctx: Context, gaps: list[Local]) -> str:
    items = "".join(f"<li>{ctx.text(gap)}</li>" for gap in gaps)
    return f'<ul role="list" class="hb hb-none hb-said">{items}</ul>' if items else ""


_BLOCKS: dict[str, Callable[[Context, str, Programme], str]] = {
    "": _summary,
    "-targets": _targets,
    "-parts": _parts,
    "-results": _results,
    "-related": _related,
    "-gaps": _gaps,
}


# -- provinces, guidelines


def provincial(ctx: Context) -> str:
    """The programmes of provinces that a source shows, by province, with the targets they set."""
    policy = ctx.facts.policy
    columns = [ctx.label(key) for key in ("province", "province-programme", "province-targets")]
    rows = []
    for programme in policy.provincial if policy else ():
        number = ", ".join(filter(None, [programme.number, ctx.date(programme.issued) if programme.issued else None]))
        sub = f'<span class="hb-sub">{number}</span>' if number else ""
        targets = "<br>".join(
            f"{ctx.text(t.what)}: <b>{ctx.figure(t)}</b> ({_by(t)}){ctx.cite(t.source)}" for t in programme.targets
        )
        none = f'<span class="hb-none">{ctx.label("no-targets-seen")}</span>'
        name = f"{ctx.text(programme.name)}{ctx.cite(*programme.sources)}{sub}"
        rows.append((ctx.text(programme.province), name, targets or none))
    return rows_table(ctx.label("provinces-caption"), columns, rows)


def guidelines(ctx: Context) -> str:
    """The earlier sector guidelines that were seen themselves, with the page of that sector here."""
    policy = ctx.facts.policy
    if policy is None:
        return ""
    known = policy.guidelines
    columns = [ctx.label(key) for key in ("guideline-of", "guideline-edition", "guideline-here")]
    rows = []
    for guideline in known.confirmed:
        edition = [ctx.text(guideline.edition), ctx.text(guideline.issuer)]
        edition.append(ctx.label("guideline-pages", n=guideline.pages) if guideline.pages else "")
        edition.append(ctx.label("guideline-updated") if guideline.updated_2020 else "")
        note = f'<span class="hb-sub">{ctx.text(guideline.note)}</span>' if guideline.note else ""
        sector = ctx.facts.sectors.get(guideline.sector)
        here = ctx.page_link(ctx.text(sector.name), f"sectors/{guideline.sector}/index") if sector else ""
        words = "; ".join(filter(None, edition))
        rows.append((ctx.text(guideline.name), f"{words}{ctx.cite(*guideline.sources)}{note}", here))
    said = "".join(f"<li>{statement(ctx, s)}</li>" for s in (known.claim, known.series, known.update))
    return "\n".join(
        [
            f'<ul role="list" class="hb hb-said">{said}</ul>',
            rows_table(ctx.label("guidelines-caption"), columns, rows),
            f'<p class="hb hb-note">{ctx.text(known.warning)}</p>',
        ]
    )
