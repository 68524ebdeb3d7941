"""The process map of a sector, the panel of one step, and the table of waste streams."""

from __future__ import annotations

import re

from ..models import Measure, Step
from .context import Context
from .rows import rows_table
from .strip import cost, short_saving


def process_map(ctx: Context) -> str:
    """Every step in order: what goes in on the left, what is lost on the right, utilities apart."""
    steps = ctx.topic.steps
    main = [step for step in steps if step.kind == "process"]
    flow = "\n".join(_node(ctx, step, f"{number}. ") for number, step in enumerate(main, 1))
    parts = ['<section class="hb-process" data-search-exclude>']
    if main:
        parts += ['<ol role="list" class="hb hb-map">', flow, _end(ctx), "</ol>"]
    for kind, title in (("utility", "map-utilities"), ("site", "map-site")):
        nodes = [_node(ctx, step) for step in steps if step.kind == kind]
        if nodes:
            parts.append(f"<p><strong>{ctx.label(title)}</strong></p>")
            parts += ['<ul role="list" class="hb hb-map hb-map--apart">', *nodes, "</ul>"]
    parts += [f'<p class="hb-sub">{_closing(ctx)}</p>', "</section>"]
    return "\n".join(part for part in parts if part)


def _node(ctx: Context, step: Step, number: str = "") -> str:
    marks = (("hb-main-loss", step.main_loss), ("hb-aside", step.kind != "process"))
    classes = " ".join(name for name, on in marks if on)
    name = ctx.topic_link(f"{number}{ctx.text(step.name)}", "process", step.id)
    if not name.startswith("<a "):
        name = f"<b>{name}</b>"
    opening = f'<li class="{classes}">' if classes else "<li>"
    box = f'<div class="hb-map__step">{name}<span class="hb-n">{_count(ctx, step)}</span></div>'
    return f"{opening}{box}\n<dl>{in_out(ctx, step)}</dl></li>"


def _count(ctx: Context, step: Step) -> str:
    number = len(ctx.corpus.step_measures(ctx.topic, step))
    if not number:
        return ctx.label("no-measure-here")
    return ctx.topic_link(ctx.count("measures", number), "measures", f"at-{step.id}")


def in_out(ctx: Context, step: Step, judged: str = "") -> str:
    """The `dl` content of a step: in, lost. A side about which nothing is known is left out.

    `judged` follows what is a judgement, where that is not said once for the whole block.
    """
    uses = ", ".join(ctx.inline_word("resource", use) for use in step.uses)
    goes_in = "; ".join(filter(None, [", ".join(ctx.text(item) for item in step.inputs), uses]))
    lost = ", ".join(ctx.text(loss) for loss in step.loses)
    mark = judged if step.basis == "judgement" else ctx.cite(step.basis)
    label = ctx.label("step-lost")
    if step.main_loss:
        label = ctx.label("step-main-loss", resource=ctx.inline_word("resource", step.main_loss))
    if judged or not lost:
        goes_in += mark
    left = f'<div class="hb-in"><dt>{ctx.label("step-in")}</dt><dd>{goes_in}</dd></div>'
    right = f'<div class="hb-out{" hb-main" if step.main_loss else ""}"><dt>{label}</dt><dd>{lost}{mark}</dd></div>'
    return (left if step.inputs or step.uses else "") + (right if lost or step.main_loss else "")


def _end(ctx: Context) -> str:
    product = ctx.topic.product
    if product is None:
        return ""
    words = ctx.label("map-product", product=product_word(ctx))
    return f'<li class="hb-end"><div class="hb-map__step">{words}</div></li>'


def product_word(ctx: Context) -> str:
    """What leaves the last step: `bia` from the unit `hl bia`, unless the data names it."""
    product = ctx.topic.product
    assert product is not None, "cross-cutting topics have no product"
    if product.output is not None:
        return product.output[ctx.lang]
    name, unit = product.name[ctx.lang], ctx.facts.units.get(product.unit)
    if unit is None:
        return name
    spellings = {unit.id, unit.spelling(ctx.lang), *(word for _, atom in unit.parts for word in atom.also)}
    heads = "|".join(re.escape(word) for word in sorted(spellings, key=len, reverse=True))
    return re.sub(rf"^(?:{heads})\s+(?:of\s+)?(?=\S)", "", name)


def _closing(ctx: Context) -> str:
    topic = ctx.topic
    counted = sum(len(ctx.corpus.step_measures(topic, step)) for step in topic.steps)
    overlap = [ctx.label("map-overlap", n=ctx.number(len(topic.measures)))] if counted != len(topic.measures) else []
    return " ".join([*overlap, ctx.label("map-judgement")])


def step_panel(ctx: Context, step: Step) -> str:
    """Under the heading of a step: in, lost, and its measures with cost class and best saving."""
    measures = ctx.corpus.step_measures(ctx.topic, step)
    both = in_out(ctx, step, f' <span class="hb-sub">{ctx.label("our-judgement")}</span>')
    parts = ['<section class="hb hb-step">', f'<dl class="hb-facts">{both}</dl>' if both else ""]
    if measures:
        items = [_measure(ctx, measure) for measure in measures]
        title = f'<p class="hb-k" data-search-exclude>{ctx.label("step-measures")}</p>'
        parts += [title, '<ul role="list" class="hb-steplist" data-search-exclude>', *items, "</ul>"]
    else:
        parts.append(f'<p class="hb-sub hb-none">{ctx.label("step-no-measures")}</p>')
    return "\n".join(part for part in [*parts, "</section>"] if part)


def _measure(ctx: Context, measure: Measure) -> str:
    link = ctx.topic_link(ctx.text(measure.name), "measures", measure.id)
    return f'<li>{link} <span class="hb-sub">{cost(ctx, measure)}; {short_saving(ctx, measure)}</span></li>'


def wastes(ctx: Context) -> str:
    """The waste streams: where each comes from and what is worth knowing. Empty when the data has none."""
    steps = {step.id: step for step in ctx.topic.steps}
    rows = []
    for waste in ctx.topic.wastes:
        note = f'<span class="hb-sub">{ctx.text(waste.note)}</span>' if waste.note else ""
        origin = (ctx.topic_link(ctx.text(steps[i].name), "process", i) for i in waste.from_ if i in steps)
        rows.append((f"<b>{ctx.text(waste.name)}</b>{note}", ", ".join(origin)))
    columns = [ctx.label(key) for key in ("waste", "waste-from")]
    return rows_table(ctx.label("wastes-caption"), columns, rows) if rows else ""
