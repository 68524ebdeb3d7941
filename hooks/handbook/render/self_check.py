"""The self-check: a form for a few figures of the plant, and the facts it is compared with.

Everything is worked out in the browser (`self-check.js`); nothing is sent. Fields have no names and the button works
only once the script runs, so a browser without script cannot put the figures into an address either.
"""

from __future__ import annotations

from html import escape
from itertools import groupby

from ..models import Local, Sector
from . import check_data
from .check_inputs import Checkable, Input, checkable, inputs
from .context import Context, attribute, inline, one_line
from .facets import option
from .navigation import sectors_in_order

PERIODS = {"month": 12, "quarter": 4, "year": 1}
"""Periods to choose from -> how many of them make a year."""


def self_check(ctx: Context) -> str:
    """The form of the topic of the page; a sentence where no published figure can be compared with."""
    topic = ctx.topic
    checks = checkable(topic, ctx.facts, ctx.corpus.anchors(ctx.page))
    if not checks:
        return f'<p class="hb hb-sub">{ctx.label("check-none")}</p>'
    resources = {word: Local(vi=w.vi, en=w.en) for word, w in ctx.facts.index("resource").items()}
    entries = inputs(topic, ctx.facts.units, checks, resources)
    title = attribute(ctx.label("check-title", name=topic.name[ctx.lang]))
    return "\n".join(
        [
            f'<section class="hb hb-check" aria-label="{title}" data-sector="{topic.id}" data-search-exclude>',
            '<form autocomplete="off" novalidate>',
            f"<p><strong>{ctx.label('check-start')}</strong></p>",
            _periods(ctx),
            _outputs(ctx, entries, checks),
            *(_fuels(ctx, entry, checks) if entry.fuels else _input(ctx, entry, checks) for entry in entries),
            _choice(ctx, checks),
            f'<details class="hb-check__prices"><summary>{ctx.label("check-prices")}</summary><div></div></details>',
            f'<button type="submit" class="hb-btn" disabled>{ctx.label("check-compare")}</button>',
            f'<p class="hb-sub">{ctx.label("check-private")} '
            f'<button type="button" class="hb-plain" data-clear hidden>{ctx.label("check-clear")}</button></p>',
            "</form>",
            '<div class="hb-check__out">',
            f'<p class="hb-sub hb-check__empty">{ctx.label("check-empty")}</p>',
            _by_hand(ctx, checks),
            "</div>",
            f'<script type="application/json">{check_data.data(ctx, topic, checks, entries)}</script>',
            "</section>",
        ]
    )


def _periods(ctx: Context) -> str:
    options = "".join(
        option(key, ctx.label(f"check-{key}"), f' data-times="{times}"') for key, times in PERIODS.items()
    )
    return f"<label>{ctx.label('check-period')}<select data-period>{options}</select></label>"


def _outputs(ctx: Context, entries: list[Input], checks: list[Checkable]) -> str:
    """What the plant counts its output in, where there is a choice: it decides what the form asks for at first."""
    divisors = [entry for entry in entries if entry.divides]
    if len(divisors) < 2:
        return ""
    ticked = {check.below for check in checks if check.ticked}
    options = "".join(option(d.id, _output(ctx, d), " selected" if d.id in ticked else "") for d in divisors)
    return f"<label>{ctx.label('check-output')}<select data-output>{options}</select></label>"


def _output(ctx: Context, entry: Input) -> str:
    """Name and unit: `Da thành phẩm (m²)`, but `Nghìn viên gạch`."""
    name, unit = one_line(entry.name[ctx.lang]), ctx.unit(entry.units[0])
    words = unit.casefold().split()
    return name if name.casefold().split()[: len(words)] == words else f"{name} ({unit})"


def _input(ctx: Context, entry: Input, checks: list[Checkable]) -> str:
    """A number and its unit. What is not needed for the ticked benchmarks is hidden."""
    hint = ctx.label("check-divides" if entry.divides else "check-total")
    name = one_line(entry.name[ctx.lang])
    return (
        f'<div class="hb-check__in" data-in="{entry.id}"{_hidden(entry, checks)}>'
        f'<label><b>{name}</b> <span class="hb-sub">{hint}</span>'
        '<input type="text" inputmode="decimal" spellcheck="false"></label>'
        f"{_unit_select(ctx, entry.units, name)}<output></output></div>"
    )


def _unit_select(ctx: Context, units: tuple[str, ...], name: str) -> str:
    options = "".join(option(u, ctx.unit(u)) for u in units)
    label = attribute(f"{ctx.label('check-unit')}: {name}")
    return f'<select aria-label="{label}">{options}</select>'


def _hidden(entry: Input, checks: list[Checkable]) -> str:
    return "" if any(c.ticked for c in checks if entry.id == c.below or entry.id in c.above) else " hidden"


def _fuels(ctx: Context, entry: Input, checks: list[Checkable]) -> str:
    """A list of fuels; its rows are made by the script from one template."""
    own = any(entry.id in check.above and check.own for check in checks)
    name = one_line(entry.name[ctx.lang]) if own else ctx.label("check-fuels")
    return (
        f'<fieldset class="hb-check__fuels" data-in="{entry.id}"{_hidden(entry, checks)}><legend>{name} '
        f'<span class="hb-sub">{ctx.label("check-fuels-hint")}</span></legend><div></div>'
        f'<button type="button" class="hb-plain">{ctx.label("check-add-fuel")}</button></fieldset>'
    )


def _choice(ctx: Context, checks: list[Checkable]) -> str:
    """Which benchmarks to work out: ticking one shows the inputs it needs."""
    boxes = "".join(
        f'<label><input type="checkbox" value="{c.benchmark.id}"{" checked" if c.ticked else ""}> '
        f"{ctx.text(c.benchmark.name)}</label>"
        for c in checks
    )
    number = ctx.number(len(checks))
    # a reader who misses a field sees whether there is anything to compare it with
    about = ", ".join(dict.fromkeys(inline(ctx.facts.word("resource", c.benchmark.resource, ctx.lang)) for c in checks))
    return (
        f'<details class="hb-check__choice"><summary>{ctx.label("check-choose", n=number)}</summary>{boxes}</details>'
        f'<p class="hb-sub">{ctx.label("check-about", what=about)}</p>'
    )


def _by_hand(ctx: Context, checks: list[Checkable]) -> str:
    """How to do it without script: divide, then look at the charts. Shown only where there is none."""
    items = "".join(
        f'<li><a href="#{c.benchmark.id}">{ctx.text(c.benchmark.name)}</a></li>' for c in checks if c.ticked
    )
    return f'<div class="hb-check__hand"><p>{ctx.label("check-by-hand")}</p><ul>{items}</ul></div>'


# -- the page of all sectors


def all_self_checks(ctx: Context) -> str:
    """The sectors that can be compared, by group: links to their self-checks, and a choice that opens one here."""
    sectors = [s for s in sectors_in_order(ctx.corpus, ctx.lang) if _has_check(ctx, s)]
    if not sectors:
        return f'<p class="hb hb-sub">{ctx.label("check-none")}</p>'
    groups = [(group, list(members)) for group, members in groupby(sectors, key=lambda s: s.group)]
    choice = "".join(
        f'<optgroup label="{attribute(ctx.word("group", group))}">'
        + "".join(option(s.id, escape(s.name[ctx.lang], quote=False)) for s in members)
        + "</optgroup>"
        for group, members in groups
    )
    lists = "".join(
        f'<div><p class="hb-k">{ctx.word("group", group)}</p><ul>{"".join(_link(ctx, s) for s in members)}</ul></div>'
        for group, members in groups
    )
    return "\n".join(
        [
            f'<div class="hb hb-checks" data-search-exclude data-failed="{attribute(ctx.label("check-failed"))}">',
            f"<label>{ctx.label('check-pick')}<select disabled>"
            f'<option value="">{ctx.label("check-pick-none")}</option>{choice}</select></label>',
            '<p class="hb-sub" role="status"></p>',
            f'<nav aria-label="{attribute(ctx.label("check-links"))}">{lists}</nav>',
            "</div>",
        ]
    )


def _has_check(ctx: Context, sector: Sector) -> bool:
    page = ctx.corpus.shown(ctx.lang, ctx.corpus.topic_key(sector.id, "benchmarks"))
    if page is None or "self-check" not in ctx.corpus.anchors(page):
        return False
    return bool(checkable(sector, ctx.facts, ctx.corpus.anchors(page)))


def _link(ctx: Context, sector: Sector) -> str:
    url = ctx.topic_url("benchmarks", "self-check", sector.id)
    name = escape(sector.name[ctx.lang], quote=False)
    return f'<li><a href="{attribute(url)}" data-sector="{sector.id}">{name}</a></li>'
