"""Every code of the checks with what it means, why it matters, how to mend it and a line that is reported."""

from __future__ import annotations

from html import escape
from itertools import groupby

from ..explain import example_of, plain
from ..messages import Message, load
from .context import Context
from .listings import filter_box, filter_key

FAMILIES = ("L", "T", "B", "N", "P", "D", "A")


def anchor(code: str) -> str:
    """Id of a code on the page: `code-l02`."""
    return f"code-{code.lower()}"


def all_checks(ctx: Context) -> str:
    """The codes by family, in the language of the page."""
    messages = sorted(load().values(), key=lambda message: (FAMILIES.index(message.code[0]), message.code))
    sets = []
    for family, members in groupby(messages, key=lambda message: message.code[0]):
        items = "\n".join(_entry(ctx, message) for message in members)
        title = ctx.label(f"check-family-{family.lower()}")
        sets.append(
            f'<section class="hb-set"><h3>{family}: {title}</h3>\n<ul class="hb-cat">\n{items}\n</ul></section>'
        )
    return "\n".join(['<div class="hb hb-list" data-hb-filter>', filter_box(ctx, "filter-checks"), *sets, "</div>"])


def _entry(ctx: Context, message: Message) -> str:
    text = message[ctx.lang]
    key = filter_key(message.code, message.slug, message["vi"].title, message["en"].title, text.why)
    example = example_of(message.code, ctx.corpus.root)
    shown = f"<p><code>{escape(example[1])}</code></p>" if len(example) > 1 and example[1] else ""
    return (
        f'<li id="{anchor(message.code)}" data-k="{key}"><b>{message.code}</b> {escape(text.title, quote=False)} '
        f'<span class="hb-sub">({ctx.label(f"check-severity-{message.severity}")})</span>'
        f"<p>{escape(text.why, quote=False)}</p>"
        f'<p class="hb-sub">{ctx.label("check-help-mend")} {escape(plain(text.hint), quote=False)}</p>{shown}</li>'
    )
