"""The measure finder: every measure of every topic in one list, whole and grouped without script, filtered with it."""

from __future__ import annotations

from html import escape

from ..models import Measure, Quantity, Saving, Sector
from .context import Context, inline, one_line
from .facets import (
    PICKS,
    acts_on,
    chips,
    data,
    form,
    option,
    pick_chips,
    picks,
    sector_select,
    select,
    source_link,
    topics_in_order,
)
from .rows import Row, rows_table
from .strip import computed, evidence_rank, is_planned, saved, unit_of

LIMITS = (6, 12, 24, 36)
"""Payback times to choose from, in months."""
_KNOWN = "known"


def finder(ctx: Context) -> str:
    """The form and the list, grouped by topic; within a topic what is measured stands first."""
    topics = [topic for topic in topics_in_order(ctx.corpus, ctx.lang) if topic.measures]
    everything = [(topic, measure) for topic in topics for measure in topic.measures]
    present = {pick for _, measure in everything for pick in picks(acts_on(measure))}
    fields = [
        sector_select(ctx, topics),
        _step_select(ctx, topics),
        select(ctx, "cost", "cost", _words(ctx, "cost-class")),
        _payback_select(ctx, [measure for _, measure in everything]),
        select(ctx, "type", "type", _words(ctx, "measure-type")),
        pick_chips(ctx, "saves", present),
        chips(
            ctx.label("find-only"),
            [("figure", "1", ctx.label("find-figure")), ("vn", "1", ctx.label("find-vietnam"))],
        ),
    ]
    return "\n".join(
        [
            f'<div class="hb hb-find"{data(flat=ctx.label("finder-caption-found"), saves=ctx.label("saves"))} '
            "data-search-exclude>",
            form(ctx, "find-measures", fields, len(everything), "finder"),
            *(_topic_section(ctx, topic) for topic in topics),
            f'<p class="hb-sub">{ctx.label("finder-cost-judgement")}</p>',
            "</div>",
        ]
    )


# -- the form


def _words(ctx: Context, kind: str) -> list[str]:
    return [option(word, ctx.word(kind, word)) for word in ctx.facts.index(kind)]


def _step_select(ctx: Context, topics: list[Sector]) -> str:
    """The steps that have measures, by topic; the script shows those of the chosen topic only."""
    groups = []
    for topic in topics:
        used = {step_id for measure in topic.measures for step_id in measure.steps}
        steps = "".join(option(step.id, ctx.text(step.name)) for step in topic.steps if step.id in used)
        groups.append(f'<optgroup label="{escape(topic.name[ctx.lang])}"{data(sector=topic.id)}>{steps}</optgroup>')
    return select(ctx, "step", "step", groups)


def _payback_select(ctx: Context, measures: list[Measure]) -> str:
    """Few sources say how soon a measure pays back: the form says how few."""
    known = sum(1 for measure in measures if measure.payback)
    options = [option(str(limit), ctx.label("find-payback-within", n=limit)) for limit in LIMITS]
    options.append(option(_KNOWN, ctx.label("find-payback-known")))
    note = ctx.label("find-payback-few", known=ctx.number(known), all=ctx.number(len(measures)))
    unknown = data(unknown=ctx.label("finder-unknown", n="{n}"))
    return select(ctx, "payback", "payback", options, f'<span class="hb-sub">{note}</span>', unknown)


# -- the list


def _topic_section(ctx: Context, topic: Sector) -> str:
    ranked = sorted(topic.measures, key=lambda measure: measure_rank(ctx, measure))
    columns = [ctx.label(key) for key in ("finder-measure", "saves", "payback", "cost")]
    name = escape(topic.name[ctx.lang], quote=False)
    rows = [Row(_cells(ctx, topic, measure), facts(ctx, topic, measure)) for measure in ranked]
    table = rows_table(ctx.label("finder-caption", name=topic.name[ctx.lang]), columns, rows)
    title = f'<h3>{name} <span class="hb-sub">{ctx.number(len(rows))}</span></h3>'
    return f'<section class="hb-set">{title}\n{table}</section>'


def measure_rank(ctx: Context, measure: Measure) -> int:
    """The rank of its best saving; measures without a figure come last."""
    return min((evidence_rank(ctx, saving) for saving in measure.saves), default=99)


def facts(ctx: Context, topic: Sector, measure: Measure) -> str:
    """The attributes a row is filtered and ordered by.

    `data-resource` names the picks the measure acts on; a pick with a figure carries the rank of its best evidence:
    `water:0 heat`. `data-k` are the names of its resources, which it is found by.
    """
    return data(
        sector=topic.id,
        step=measure.steps,
        resource=_resources(ctx, measure),
        type=measure.type,
        cost=measure.cost,
        payback=paid_back_within(measure.payback),
        rank=str(measure_rank(ctx, measure)) if measure.saves else None,
        figure="1" if measure.saves else None,
        vn="1" if _in_vietnam(topic, measure) else None,
        k="; ".join(dict.fromkeys(ctx.word("resource", resource) for resource in acts_on(measure))),
    )


def _resources(ctx: Context, measure: Measure) -> list[str]:
    words = []
    for pick in picks(acts_on(measure)):
        ranks = [evidence_rank(ctx, saving) for saving in measure.saves if saving.resource in PICKS[pick]]
        words.append(f"{pick}:{min(ranks)}" if ranks else pick)
    return words


def paid_back_within(payback: Quantity | None) -> list[str]:
    """The choices of the payback filter that hold for sure: `over a year` is within no limit, but known."""
    if payback is None:
        return []
    open_ended = payback.qualifier in ("over", "at-least")
    return [*(str(n) for n in LIMITS if not open_ended and max(payback.numbers) <= n), _KNOWN]


def _in_vietnam(topic: Sector, measure: Measure) -> bool:
    """Whether a plant in Vietnam has done it; what was only proposed does not count."""
    return any(c.country == "VN" and measure.id in c.measures and not is_planned(c) for c in topic.cases)


def _cells(ctx: Context, topic: Sector, measure: Measure) -> list[str]:
    steps = {step.id: one_line(inline(step.name[ctx.lang])) for step in topic.steps}
    place = "; ".join(steps[step_id] for step_id in measure.steps if step_id in steps)
    link = ctx.topic_link(ctx.text(measure.name), "measures", measure.id, topic.id)
    judged = measure.cost_basis == "judgement"
    stated = "" if judged else f"{source_link(ctx, measure.cost_basis, ctx.label('says-source'))} "
    kind = f'<span class="hb-sub">{stated}{ctx.word("measure-type", measure.type)}</span>'
    return [
        f'{link} <span class="hb-sub">{escape(topic.name[ctx.lang], quote=False)}: {place}</span>',
        "".join(_saving(ctx, saving) for saving in best_of_each(ctx, measure)) or _none(ctx, "no-saving-short"),
        _payback(ctx, measure.payback) if measure.payback else _none(ctx, "no-payback"),
        f"{ctx.word('cost-class', measure.cost)} {kind}",
    ]


def best_of_each(ctx: Context, measure: Measure) -> list[Saving]:
    """The best saving of each resource, the best of all first."""
    best: dict[str, Saving] = {}
    for saving in sorted(measure.saves, key=lambda saving: evidence_rank(ctx, saving)):
        best.setdefault(saving.resource, saving)
    return list(best.values())


def _saving(ctx: Context, saving: Saving) -> str:
    figure = ctx.qualified(saving) + ctx.gap(saving.unit) + unit_of(ctx, saving)
    words = f"<b>{figure}</b> {saved(ctx, saving)} {_where_from(ctx, saving, computed(ctx, saving))}"
    return f"<p{data(of=picks([saving.resource]) or 'other')}>{words}</p>"


def _payback(ctx: Context, payback: Quantity) -> str:
    return f"<b>{ctx.figure(payback)}</b> {_where_from(ctx, payback)}"


def _where_from(ctx: Context, quantity: Quantity, computed: str = "") -> str:
    """Evidence, scope, year, what was worked out, and the grade, which leads to the source."""
    source = ctx.source(quantity.source)
    parts = [ctx.text(quantity.scope), ctx.year(quantity), computed]
    if source:
        grade = ctx.label("find-source", grade=ctx.facts.word("grade", source.grade, ctx.lang))
        parts.append(source_link(ctx, quantity.source, grade))
    words = "; ".join(filter(None, parts))
    return f'<span class="hb-sub">{ctx.evidence(quantity)} {words}</span>'


def _none(ctx: Context, key: str) -> str:
    return f'<span class="hb-none">{ctx.label(key)}</span>'
