"""The fact strip under the heading of a measure, and the short forms of a saving that other blocks show."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from html import unescape

from ..models import Case, Measure, Quantity, Saving
from .context import PLANNED, Context, attribute, inline
from .metric import in_metric
from .svg import percent

_STRENGTH = ("measured", "survey", "norm", "claimed", "expected", "modelled", "potential")


def measure_strip(ctx: Context, measure: Measure) -> str:
    """What the measure saves, what it costs, where it belongs and who applied it, each with its source."""
    saves = "".join(_saving(ctx, saving) for saving in measure.saves) or _no_figure(ctx, measure)
    rows = [
        (ctx.label("step" if ctx.topic.product else "part"), _steps(ctx, measure)),
        (ctx.label("type"), ctx.word("measure-type", measure.type)),
        (ctx.label("cost"), cost(ctx, measure)),
        (ctx.label("payback"), _payback(ctx, measure)),
        *_cases(ctx, measure),
        *_other_sources(ctx, measure),
    ]
    return (
        '<section class="hb hb-strip" data-search-exclude><dl>\n'
        f'<div class="hb-saves"><dt>{ctx.label("saves")}</dt>\n{saves}</div>\n'
        + "".join(f"<div><dt>{term}</dt><dd>{value}</dd></div>\n" for term, value in rows)
        + "</dl></section>"
    )


# -- savings


def _saving(ctx: Context, saving: Saving) -> str:
    note = f" {ctx.text(saving.note)}" if saving.note else ""
    more = computed(ctx, saving)
    return (
        f"<dd>{figure_of(ctx, saving)}\n{_bar(ctx, saving)}"
        + (f'<span class="hb-sub">{more}</span>\n' if more else "")
        + f'<span class="hb-sub">{ctx.provenance(saving)}{note}</span></dd>\n'
    )


def figure_of(ctx: Context, saving: Saving) -> str:
    """The figure, large, and of what: `30–50% nước rửa bồn`."""
    what = saved(ctx, saving)
    return f'<span class="hb-fig">{large(ctx, saving)}</span>' + (f" <b>{what}</b>" if what else "")


def large(ctx: Context, saving: Saving) -> str:
    """Number large, unit small: `hơn 1,2 <small>tỷ đồng/năm</small>`."""
    gap, unit = ctx.gap(saving.unit), unit_of(ctx, saving)
    return ctx.qualified(saving) + (f"{gap}<small>{unit}</small>" if gap else unit)


def unit_of(ctx: Context, saving: Saving) -> str:
    """The unit; when it divides by something that `of` names, with that: `hl/hl bia`."""
    return ctx.unit(saving.unit) + (f" {ctx.text(saving.of)}" if _of_divides(ctx, saving) else "")


def _of_divides(ctx: Context, saving: Saving) -> bool:
    """Whether `of` is what the unit divides by (`hl/hl` of beer) and not what is saved (`t/year` of coal)."""
    unit = ctx.facts.units.get(saving.unit)
    if saving.of is None or unit is None or len(unit.parts) < 2:
        return False
    return unit.parts[-1][1].dimension not in ("time", "calendar")


def saved(ctx: Context, saving: Saving) -> str:
    """What is saved: the words of the data, or the resource. Money needs no more words than its unit."""
    if saving.of and not _of_divides(ctx, saving):
        return ctx.text(saving.of)
    return "" if saving.resource == "money" else ctx.inline_word("resource", saving.resource)


def plain_sides(ctx: Context, quantity: Quantity) -> tuple[str, str]:
    """What `before` and `after` are called, as plain text: `trước`, `sau`, or the names in the data."""
    before, after = quantity.before_label, quantity.after_label
    return (
        before[ctx.lang] if before else ctx.facts.label("before", ctx.lang),
        after[ctx.lang] if after else ctx.facts.label("after", ctx.lang),
    )


def change_percent(quantity: Quantity) -> Decimal | None:
    """By how many per cent `after` is above (+) or below (−) `before`; None for other shapes and for no change."""
    if quantity.before is None or quantity.after is None or not quantity.before:
        return None
    exact = (quantity.after - quantity.before) * 100 / quantity.before
    rounded = exact.quantize(Decimal(1) if abs(exact) >= 1 else Decimal("0.1"), ROUND_HALF_UP)
    return rounded or None


def change_words(ctx: Context, quantity: Quantity) -> tuple[Decimal, str] | None:
    """(change, its size in words): `52%`, or `3,5 điểm %` between two shares, where per cent would mislead."""
    unit = ctx.facts.units.get(quantity.unit)
    if quantity.before is not None and quantity.after is not None and unit and unit.dimension == ("ratio",):
        points = quantity.after - quantity.before
        return (points, ctx.label("points", number=ctx.number(abs(points)))) if points else None
    value = change_percent(quantity)
    return None if value is None else (value, f"{ctx.number(abs(value))}%")


def change(ctx: Context, quantity: Quantity) -> str:
    """`giảm 52%, tính từ hai số này`; empty when there is nothing to work out."""
    found = change_words(ctx, quantity)
    if found is None:
        return ""
    value, size = found
    return ctx.label("computed-decrease" if value < 0 else "computed-increase", percent=size)


def computed(ctx: Context, quantity: Quantity) -> str:
    """What is worked out of a figure: its amount in metric units, and the change between two."""
    return "; ".join(filter(None, [in_metric(ctx, quantity), change(ctx, quantity)]))


def _bar(ctx: Context, saving: Saving) -> str:
    """A bar on a 0 to 100 % track: solid up to what is sure, hatched up to the most, an arrow if it may be more."""
    unit = ctx.facts.units.get(saving.unit)
    if unit is None or unit.dimension != ("ratio",) or (saving.resource == "money" and saving.of is None):
        return ""
    if saving.before is not None or not all(0 <= number <= 100 for number in saving.numbers):
        return ""
    low, high = (saving.numbers * 2)[:2]
    if saving.qualifier in ("up-to", "under"):
        low = Decimal(0)
    pieces = [_line("v", 0, float(low))] if low else []
    if high > low:
        pieces.append(_line("o", float(low), float(high)))
    if saving.qualifier in ("over", "at-least"):
        pieces.append(f'<svg x="{percent(float(high))}" y="6" overflow="visible"><path d="M2-6l8 6-8 6z"/></svg>')
    return f'<svg class="hb-bar" aria-hidden="true">{"".join(pieces)}</svg>\n'


def _line(kind: str, start: float, end: float) -> str:
    begin = f' x1="{percent(start)}"' if start else ""
    return f'<line class="{kind}"{begin} x2="{percent(end)}" y1="6" y2="6"/>'


def _no_figure(ctx: Context, measure: Measure) -> str:
    product = ctx.topic.product
    if measure.resources and product:
        words = [inline(ctx.facts.word("resource", resource, ctx.lang)) for resource in measure.resources]
        advice = ctx.label("measure-it-yourself", resources=", ".join(words), product=product.name[ctx.lang])
    else:
        advice = ctx.label("measure-it-yourself-generic")
    return f'<dd><b>{ctx.label("no-published-figure")}</b> <span class="hb-sub">{advice}</span></dd>\n'


def evidence_rank(ctx: Context, saving: Saving) -> int:
    """0 for what was measured, more for weaker evidence; figures of weak sources come after all others."""
    source = ctx.source(saving.source)
    strength = _STRENGTH.index(saving.evidence) if saving.evidence in _STRENGTH else len(_STRENGTH)
    return strength + (len(_STRENGTH) + 1 if source is not None and source.grade == "weak" else 0)


def first_saving(measure: Measure) -> Saving | None:
    """The saving to show when there is room for one: the first in the data, which editors put in order of meaning."""
    return measure.saves[0] if measure.saves else None


def saving_words(ctx: Context, measure: Measure) -> str:
    """`đến 30% nước máy rửa chai, nguồn nêu`, or that no figure was published. HTML, without the source mark."""
    saving = first_saving(measure)
    if saving is None:
        return ctx.label("no-saving-short")
    what, figure = saved(ctx, saving), ctx.qualified(saving) + ctx.gap(saving.unit) + unit_of(ctx, saving)
    words = figure
    if what:
        key = "saving-with" if ctx.gap(saving.unit) else "saving-of"
        words = ctx.label(key, figure=unescape(figure), what=unescape(what))
    return f"{words}, {ctx.word('evidence', saving.evidence)}"


def short_saving(ctx: Context, measure: Measure) -> str:
    """The words of the first saving with its source mark, as small text."""
    saving = first_saving(measure)
    if saving is None:
        return f'<span class="hb-sub hb-none">{saving_words(ctx, measure)}</span>'
    return f'<span class="hb-sub">{saving_words(ctx, measure)}{ctx.cite(saving.source)}</span>'


# -- the other rows


def cost(ctx: Context, measure: Measure) -> str:
    """Cost class, and whether that is a judgement or the word of a source."""
    return f"{ctx.word('cost-class', measure.cost)} {cost_basis(ctx, measure)}"


def cost_basis(ctx: Context, measure: Measure) -> str:
    judged = measure.cost_basis == "judgement"
    mark = "" if judged else ctx.cite(measure.cost_basis)
    return f'<span class="hb-sub">{ctx.label("our-judgement" if judged else "says-source")}{mark}</span>'


def _steps(ctx: Context, measure: Measure) -> str:
    steps = {step.id: step for step in ctx.topic.steps}
    known = [steps[step_id] for step_id in measure.steps if step_id in steps]
    return ", ".join(ctx.topic_link(ctx.text(step.name), "process", step.id) for step in known)


def _payback(ctx: Context, measure: Measure) -> str:
    if measure.payback is None:
        return f'<span class="hb-none">{ctx.label("no-payback")}</span>'
    return f'<b>{ctx.figure(measure.payback)}</b> <span class="hb-sub">{ctx.provenance(measure.payback)}</span>'


def _other_sources(ctx: Context, measure: Measure) -> list[tuple[str, str]]:
    """Sources that describe the measure and stand at none of its figures."""
    figures = [*measure.saves, *filter(None, [measure.payback])]
    marked = {figure.source for figure in figures} | {measure.cost_basis}
    others = [source for source in measure.sources if source not in marked]
    if not others:
        return []
    return [(ctx.label("other-sources" if figures else "described-in"), ctx.cite(*others))]


def is_planned(case: Case) -> bool:
    """Whether nothing was carried out, or a case reports only what could or should be reached."""
    return case.planned or (bool(case.results) and all(result.evidence in PLANNED for result in case.results))


def _cases(ctx: Context, measure: Measure) -> list[tuple[str, str]]:
    cases = [case for case in ctx.topic.cases if measure.id in case.measures]
    applied = [_case(ctx, case) for case in cases if not is_planned(case)]
    proposed = [_case(ctx, case) for case in cases if is_planned(case)]
    rows = []
    if applied or ctx.topic.product:  # measures of a cross-cutting system have their cases with the sectors
        rows.append((ctx.label("applied-at"), "; ".join(applied) or _no_case(ctx)))
    if proposed:
        rows.append((ctx.label("proposed-at"), "; ".join(proposed)))
    return rows


def _case(ctx: Context, case: Case) -> str:
    return ctx.topic_link(ctx.text(case.name), "cases", case.id) + (f" ({case.year})" if case.year else "")


def _no_case(ctx: Context) -> str:
    contribute = ctx.corpus.shown(ctx.lang, "contribute/index")
    link = f' <a href="{attribute(ctx.url(contribute.key))}">{ctx.label("send-case")}</a>' if contribute else ""
    return f'<span class="hb-none">{ctx.label("no-case")}{link}</span>'
