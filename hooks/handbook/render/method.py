"""The assessment method: its steps and tasks on the pages of the chapter, the classes of options."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ..models_shared import AssessmentStep, OptionClass, Task
from .context import Context, attribute
from .facets import topics_in_order


def block_for(ctx: Context, heading_id: str) -> Callable[[], str] | None:
    """What stands under a heading of the chapter whose id is a step, a task or a class of options; else None."""
    method = ctx.facts.method
    if method is None or ctx.page.kind != "method":
        return None
    for step in method.steps:
        if step.id == heading_id:
            return partial(_step, ctx, step)
        for task in step.tasks:
            if task.id == heading_id:
                return partial(_task, ctx, task)
    for option in method.option_classes:
        if option.type == heading_id:
            return partial(_class, ctx, option)
    return None


def all_steps(ctx: Context) -> str:
    """Every step with its result and its tasks, each a link to its section. Empty without the facts."""
    method = ctx.facts.method
    if method is None:
        return ""
    items = []
    for step in method.steps:
        key = f"method/{step.id}"
        tasks = "".join(f'<li value="{task.number}">{_link(ctx, key, task.id, task)}</li>' for task in step.tasks)
        items.append(
            f"<li>{_link(ctx, key, None, step)}<p>{ctx.label('method-output')} {ctx.text(step.output)}</p>"
            f"<ol>{tasks}</ol></li>"
        )
    return "\n".join(['<div class="hb" data-search-exclude><ol class="hb-steps">', *items, "</ol></div>"])


def _link(ctx: Context, key: str, anchor: str | None, record: AssessmentStep | Task) -> str:
    name = ctx.text(record.name)
    page = ctx.corpus.shown(ctx.lang, key)
    return f'<a href="{attribute(ctx.url(key, anchor))}">{name}</a>' if page else name


def _step(ctx: Context, step: AssessmentStep) -> str:
    count = len(ctx.facts.method.steps) if ctx.facts.method else 0
    head = ctx.label("method-step", number=step.number, count=count)
    output = f"{ctx.label('method-output')} {ctx.text(step.output)}"
    return f'<p class="hb hb-note" data-search-exclude><b>{head}{ctx.cite(step.source or "")}</b> {output}</p>'


def _task(ctx: Context, task: Task) -> str:
    words = ctx.label("method-task", number=task.number)
    words += ctx.cite(task.source) if task.source else f" {ctx.label('method-usual-name')}"
    return f'<p class="hb hb-sub" data-search-exclude>{words}</p>'


def _class(ctx: Context, option: OptionClass) -> str:
    """Code, other Vietnamese names in use with their sources, how many measures of the handbook are of the class."""
    parts = [ctx.label("method-code", code=option.code) + ctx.cite(*option.code_sources)]
    if not option.code_sources:
        parts[0] += f" {ctx.label('method-own-code')}"
    if ctx.lang == "vi" and option.variants:
        names = ", ".join(f"{v.form}{ctx.cite(v.source) if v.source else ''}" for v in option.variants)
        parts.append(f"{ctx.label('also-called')} {names}")
    count = sum(m.type == option.type for topic in topics_in_order(ctx.corpus, ctx.lang) for m in topic.measures)
    if count and ctx.corpus.shown(ctx.lang, "measures/index"):
        url = f"{ctx.url('measures/index')}?type={option.type}"
        parts.append(f'<a href="{attribute(url)}">{ctx.count("method-measures", count)}</a>')
    return f'<p class="hb hb-sub" data-search-exclude>{" · ".join(parts)}</p>'
