"""The card of one case: where, what was done, what came of it, what it cost."""

from __future__ import annotations

from ..models import Case, Quantity, Result
from . import svg
from .context import PLANNED, Context, attribute, frame, one_line
from .metric import in_metric
from .strip import change, change_words, computed, is_planned, large, plain_sides, saved, unit_of

_FULL, _SHORTEST = 56.0, 20.0
"""Length of the longer of two bars in per cent, as far as its label leaves room, and what it is at least."""
_CHARACTER, _GAP = 2.4, 3.0
"""Width of a label's character and of the gap before it, in per cent of the narrowest card (a phone)."""
_SHORT_LABEL = 12
"""Characters of a bar's label that fit beside it on a phone; longer ones move to the row header."""


def case_card(ctx: Context, case: Case) -> str:
    """Results that were measured before and after become bars; what is only planned never does."""
    bars, figures = drawn_and_written(case)
    parts = [
        '<article class="hb hb-case">',
        f'<header><span class="hb-sub">{place(ctx, case)}</span>{evidence(ctx, case)}</header>',
        f"<p>{ctx.text(case.what)}</p>",
        before_after(ctx, bars),
        _figures(ctx, figures, case),
        _facts(ctx, case),
        f'<p class="hb-sub">{_sources(ctx, case, bool(bars))}</p>',
        "</article>",
    ]
    return "\n".join(part for part in parts if part)


def drawn_and_written(case: Case) -> tuple[list[Result], list[Result]]:
    """Results that become bars (measured before and after), and the others."""
    drawn = [r for r in case.results if r.before is not None and r.evidence not in PLANNED]
    return drawn, [r for r in case.results if r not in drawn]


def place(ctx: Context, case: Case) -> str:
    """`Việt Nam: Thanh Hóa; 2005`. HTML."""
    where = ctx.text(case.where)
    if case.country and (country := ctx.country(case.country)) not in where:
        where = f"{country}: {where}"
    return f"{where}; {case.year or ctx.label('no-year')}"


def evidence(ctx: Context, case: Case) -> str:
    """Kinds of evidence of the results, framed; that there is none, or that all is planned."""
    if not case.results:
        return frame(ctx.label("case-only-chosen" if case.planned else "case-not-measured"), said=True)
    if is_planned(case):
        word = ctx.facts.word("evidence", case.results[0].evidence, ctx.lang)
        return frame(ctx.label("case-planned", evidence=word), said=True)
    return f"<span>{' '.join(dict.fromkeys(ctx.evidence(result) for result in case.results))}</span>"


# -- before and after


def before_after(ctx: Context, results: list[Result], *, cited: bool = True) -> str:
    """Results as pairs of bars; `cited` puts source marks on them. Empty without results."""
    if not results:
        return ""
    rows = "\n".join(_bar_row(ctx, result, cited) for result in results)
    caption = ctx.label("case-compared" if all(result.before_label for result in results) else "case-before-after")
    return (
        f'<table class="hb-ba" role="table" data-search-exclude><caption class="hb-k">{caption}</caption>\n'
        f'<tbody role="rowgroup">\n{rows}\n</tbody></table>'
    )


def what_of(ctx: Context, result: Result) -> str:
    """What the row is about, as a label: `Nước`, `Tiền điện`."""
    what = saved(ctx, result) or ctx.word("resource", result.resource)
    return what[:1].upper() + what[1:]


def _bar_row(ctx: Context, result: Result, cited: bool) -> str:
    assert result.before is not None and result.after is not None
    before, after = ctx.number(result.before), ctx.number(result.after)
    names = plain_sides(ctx, result)
    before_word, after_word = (one_line(name) for name in names)
    found = change_words(ctx, result)
    percent = f" ({'+' if found[0] > 0 else '−'}{found[1]})" if found else ""
    short = max(len(before_word), len(after_word)) <= _SHORT_LABEL
    said_before, said_after = (f"{word} " if short else "" for word in (before_word, after_word))
    unit = unit_of(ctx, result)
    labels = (f"{said_before}{before}", f"{said_after}{after}{percent}")
    longest = max(abs(result.before), abs(result.after)) or 1
    full = min(_FULL, max(_SHORTEST, 100 - _GAP - _CHARACTER * max(map(len, labels))))
    before_at, after_at = (float(abs(n) / longest) * full for n in (result.before, result.after))
    spoken = "; ".join(filter(None, [f"{before_word} {before}", f"{after_word} {after} {unit}", change(ctx, result)]))
    sub = [in_metric(ctx, result), ctx.text(result.note)]
    if not short:
        sub.insert(0, ctx.label("case-hollow", before=names[0], after=names[1]))
    below = "; ".join(filter(None, [ctx.text(result.scope), *sub]))
    mark = ctx.cite(result.source) if cited else ""
    return (
        f'<tr role="row"><th scope="row" role="rowheader">{what_of(ctx, result)}, {unit}{mark}'
        + (f'<br><span class="hb-sub">{below}</span>' if below else "")
        + f'</th><td role="cell"><svg role="img" aria-label="{attribute(spoken)}">'
        + f'<rect class="b" x="0" y="4" width="{svg.percent(before_at)}" height="13"/>'
        + f'<text x="{svg.percent(before_at)}" y="11" dx="8">{labels[0]}</text>'
        + f'<rect class="a" x="0" y="25" width="{svg.percent(after_at)}" height="13"/>'
        + f'<text class="after" x="{svg.percent(after_at)}" y="32" dx="8">{labels[1]}</text>'
        + "</svg></td></tr>"
    )


# -- single figures, money, links


def _figures(ctx: Context, results: list[Result], case: Case) -> str:
    if not results:
        return ""
    mixed = len({ctx.evidence(result) for result in case.results}) > 1
    items = "\n".join(_figure(ctx, result, mixed) for result in results)
    key = "case-figures-planned" if is_planned(case) else "case-figures"
    title = f'<p class="hb-k" data-search-exclude>{ctx.label(key)}</p>'
    return f'{title}\n<dl class="hb-keys" data-search-exclude>\n{items}\n</dl>'


def _figure(ctx: Context, result: Result, mixed: bool) -> str:
    sub = "; ".join(filter(None, [ctx.text(result.scope), ctx.year(result), computed(ctx, result)]))
    note = ctx.text(result.note)
    if sub and note:  # a note is a sentence, or goes on where the scope stops
        sub += ". " if note[:1].isupper() else "; "
    kind = f"{ctx.evidence(result)} " if mixed else ""
    return (
        f'<div><dt>{what_of(ctx, result)}</dt><dd class="hb-fig">{large(ctx, result)}</dd>'
        f'<dd class="hb-sub">{kind}{sub}{note}{ctx.cite(result.source)}</dd></div>'
    )


def _facts(ctx: Context, case: Case) -> str:
    measures = {measure.id: measure for measure in ctx.topic.measures}
    links = [ctx.topic_link(ctx.text(measures[i].name), "measures", i) for i in case.measures if i in measures]
    items = [(ctx.label("case-cost"), _money(ctx, case.cost)), (ctx.label("case-payback"), _money(ctx, case.payback))]
    if links:
        items.append((ctx.label("case-measures"), ", ".join(links)))
    return (
        '<dl class="hb-facts" data-search-exclude>'
        + "".join(f"<div><dt>{term}</dt><dd>{value}</dd></div>" for term, value in items)
        + "</dl>"
    )


def _money(ctx: Context, quantity: Quantity | None) -> str:
    if quantity is None:
        return f'<span class="hb-none">{ctx.label("not-published")}</span>'
    return f'<b>{ctx.figure(quantity)}</b> <span class="hb-sub">{ctx.provenance(quantity)}</span>'


def _sources(ctx: Context, case: Case, computed: bool) -> str:
    named = []
    for source_id in case.sources:
        source = ctx.source(source_id)
        words = [] if source is None else [ctx.publisher_html(source)]
        if source is not None and source.grade != "primary":
            words.append(ctx.word("grade", source.grade))
        named.append(", ".join(words) + ctx.cite(source_id))
    parts = [f"{ctx.label('described-in')}: {'; '.join(named)}.", ctx.text(case.note)]
    if computed:
        parts.append(ctx.label("percent-computed"))
    return " ".join(filter(None, parts))
