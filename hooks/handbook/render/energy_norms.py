"""The page of energy norms: the values by sector, the circulars, and technical rules for boilers and pipes."""

from __future__ import annotations

from ..models_shared import EnergyNorm
from .context import Context
from .facets import topics_in_order
from .norms import instrument_link, norm_row, older, state
from .rows import rows_table
from .statements import statement


def by_sector(ctx: Context) -> str:
    """The norms of every sector that has any, with period and validity; earlier periods last."""
    parts = []
    columns = [ctx.label(key) for key in ("norm-for", "norm-value", "norm-period", "norm-instrument")]
    for topic in topics_in_order(ctx.corpus, ctx.lang):
        found = [(b, p) for b in topic.benchmarks for p in b.points if p.evidence == "norm"]
        if not found:
            continue
        past = older(point for _, point in found)
        marked = sorted(((b, p, any(p is old for old in past)) for b, p in found), key=lambda item: item[2])
        name = ctx.text(topic.name)
        link = ctx.topic_link(name, "benchmarks", "norms", topic.id)
        rows = [norm_row(ctx, topic.id, *item) for item in marked]
        parts += [
            f'<section class="hb-set"><h3 id="norms-{topic.id}">{link}</h3>',
            rows_table(ctx.label("norms-of", name=name), columns, rows),
            "</section>",
        ]
    return "\n".join(['<div class="hb hb-list">', *parts, "</div>"])


def circulars(ctx: Context) -> str:
    """Which circular sets norms for which industry, from which size, for which years, and whether it still holds."""
    policy = ctx.facts.policy
    if policy is None:
        return ""
    columns = [ctx.label(key) for key in ("norm-industry", "norm-scope", "norm-period", "norm-instrument")]
    rows = [_circular(ctx, norm) for norm in policy.energy_norms.circulars]
    overview = f'<p class="hb">{statement(ctx, policy.energy_norms.overview)}</p>'
    return overview + "\n" + rows_table(ctx.label("circulars-caption"), columns, rows)


def _circular(ctx: Context, norm: EnergyNorm) -> tuple[str, str, str, str]:
    scope = ctx.text(norm.scope)
    if norm.threshold:
        of = f" ({ctx.text(norm.threshold.scope)})" if norm.threshold.scope else ""
        scope += f" {ctx.label('norm-from-size', figure=ctx.figure(norm.threshold))}{of}"
    periods = "; ".join(
        ctx.label("period-between", start=p.since, end=p.until) if p.since else ctx.label("period-until", end=p.until)
        for p in norm.periods
    )
    none = f'<span class="hb-none">{ctx.label("period-unseen")}</span>'
    instrument = ctx.facts.instruments.get(norm.instrument)
    named = f"{instrument_link(ctx, instrument)} {state(ctx, instrument)}" if instrument else norm.instrument
    note = f'<span class="hb-sub">{ctx.text(norm.note)}</span>' if norm.note else ""
    return (ctx.text(norm.industry), scope + ctx.cite(*norm.sources), periods or none, named + note)


def technical_rules(ctx: Context) -> str:
    """Rules for equipment, which hold for every industry."""
    policy = ctx.facts.policy
    columns = [ctx.label(key) for key in ("rule-for", "norm-value", "norm-instrument")]
    rows = []
    for rule in policy.technical_rules if policy else ():
        instrument = ctx.facts.instruments.get(rule.instrument or "")
        note = f'<span class="hb-sub">{ctx.text(rule.note)}</span>' if rule.note else ""
        named = f"{instrument_link(ctx, instrument)} {state(ctx, instrument)}" if instrument else ""
        rows.append((ctx.text(rule.what) + note, f"<b>{ctx.figure(rule)}</b>{ctx.cite(rule.source)}", named))
    return rows_table(ctx.label("rules-caption"), columns, rows)
