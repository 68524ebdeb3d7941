"""Cross-cutting topics: the map of the parts of one system, and the list of all of them."""

from __future__ import annotations

from html import escape

from ..models import Measure, Sector, Step
from .context import Context, attribute
from .navigation import utilities_in_order
from .process_map import in_out
from .strip import saving_words


def parts(ctx: Context) -> str:
    """What goes into each part of the system and what is lost there; the whole site is no part."""
    nodes = [_node(ctx, step) for step in ctx.topic.steps if step.kind != "site"]
    if not nodes:
        return ""
    title = f"<p><strong>{ctx.label('parts-of-system')}</strong></p>"
    note = f'<p class="hb-sub">{ctx.label("map-judgement")}</p>'
    opening = '<section class="hb-process" data-search-exclude>'
    return "\n".join(
        [opening, title, '<ul role="list" class="hb hb-map hb-map--apart">', *nodes, "</ul>", note, "</section>"]
    )


def _node(ctx: Context, step: Step) -> str:
    """One part, with the id that the strips of its measures link to."""
    measures = ctx.corpus.step_measures(ctx.topic, step)
    count = ctx.count("measures", len(measures)) if measures else ctx.label("no-measure-here")
    mark = ' class="hb-main-loss"' if step.main_loss else ""
    box = f'<div class="hb-map__step"><b>{ctx.text(step.name)}</b><span class="hb-n">{count}</span></div>'
    return f'<li id="{step.id}"{mark}>{box}\n<dl>{in_out(ctx, step)}</dl></li>'


def all_utilities(ctx: Context) -> str:
    """The topics that have a page in this language, each with one line, what to do first and what there is."""
    topics = utilities_in_order(ctx.corpus, ctx.lang)
    rows = [_row(ctx, topic) for topic in topics if ctx.corpus.shown(ctx.lang, ctx.corpus.topic_key(topic.id, "index"))]
    if not rows:
        return f'<p class="hb hb-none">{ctx.label("no-utilities")}</p>'
    return "\n".join(['<div class="hb hb-list" data-search-exclude><ul class="hb-cat">', *rows, "</ul></div>"])


def _row(ctx: Context, topic: Sector) -> str:
    page = ctx.corpus.shown(ctx.lang, ctx.corpus.topic_key(topic.id, "index"))
    assert page is not None
    known = sum(bool(measure.saves) for measure in topic.measures)
    counts = [ctx.count("measures", len(topic.measures))] if topic.measures else []
    counts += [ctx.label("with-figure", n=ctx.number(known))] if known else []
    counts += [ctx.label("n-cases", n=ctx.number(len(topic.cases)))] if topic.cases else []
    lines = [_first(ctx, topic), " · ".join(counts)]
    return (
        f'<li><a href="{attribute(ctx.url(page.key))}">{escape(topic.name[ctx.lang], quote=False)}</a>'
        f"<p>{escape(str(page.meta.get('description', '')), quote=False)}</p>"
        + "".join(f'<p class="hb-sub">{line}</p>' for line in lines if line)
        + "</li>"
    )


def _first(ctx: Context, topic: Sector) -> str:
    """The first measure to begin with, and what it is known to save."""
    measures: dict[str, Measure] = {measure.id: measure for measure in topic.measures}
    first = next((measures[i] for i in topic.start_here if i in measures), None)
    if first is None:
        return ""
    link = ctx.topic_link(ctx.text(first.name), "measures", first.id, topic.id)
    return f"{ctx.label('do-first')} {link}; {saving_words(ctx, first)}"
