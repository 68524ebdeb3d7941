"""What the sources say, outside the sectors: statements with their figures, and the lines of a card."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..models import Instrument
from ..models_shared import Contact, Figure, Statement
from .context import Context
from .norms import instrument_link


def statement(ctx: Context, said: Statement) -> str:
    """The sentence with its sources; below it the figures it does not give itself, each with its kind of evidence."""
    text = ctx.text(said.what)
    inside = [f for f in said.figures if not f.what and not f.note and ctx.amount(f) in text]
    evidence = "".join(f" {mark}" for mark in dict.fromkeys(ctx.evidence(figure) for figure in inside))
    sources = [*said.sources, *(figure.source for figure in inside)]
    below = [_figure(ctx, figure, said.sources) for figure in said.figures if figure not in inside]
    if isinstance(said, Contact) and said.phone:
        below.append(_phone(ctx, said.phone))
    if said.note:
        below.append(ctx.text(said.note))
    lines = "".join(f'<span class="hb-sub">{line}</span>' for line in below)
    return f"{text}{_place(ctx, said)}{evidence}{ctx.cite(*sources)}{lines}"


def _phone(ctx: Context, number: str) -> str:
    """A link that dials; written as numbers are in the country the page's language is at home in."""
    words = re.sub(r"\A\+84 ", "0", number) if ctx.lang == "vi" else number
    return f'{ctx.label("contact-phone")}: <a href="tel:{number.replace(" ", "")}">{words}</a>'


def statements(ctx: Context, said: Iterable[Statement]) -> str:
    """A list of statements; empty when there is none."""
    items = "".join(f"<li>{statement(ctx, one)}</li>" for one in said)
    return f'<ul role="list" class="hb-said">{items}</ul>' if items else ""


def block(html: str) -> str:
    """A list as a block of its own."""
    return f'<div class="hb">{html}</div>' if html else ""


def _place(ctx: Context, said: Statement) -> str:
    """The legal text that says it, when the statement names one."""
    instrument = ctx.facts.instruments.get(said.instrument or "")
    return f" ({instrument_link(ctx, instrument)})" if instrument else ""


def _figure(ctx: Context, figure: Figure, cited: Sequence[str]) -> str:
    """What, number, kind of evidence and year; its source where the statement does not cite it already."""
    what = f"{ctx.text(figure.what)}: " if figure.what else ""
    about = ctx.evidence(figure) + (f" {ctx.year(figure)}" if figure.year else "")
    note = f". {ctx.text(figure.note)}" if figure.note else ""
    return f"{what}<b>{ctx.figure(figure)}</b> {about}{note}{ctx.cite(*{figure.source} - set(cited))}"


def links(ctx: Context, instruments: Sequence[str]) -> str:
    """Names of legal texts, each leading to its card."""
    found = (ctx.facts.instruments.get(i) for i in instruments)
    return "; ".join(instrument_link(ctx, i) if isinstance(i, Instrument) else "" for i in found if i)


def card(head: str, rows: Iterable[tuple[str, str]], attributes: str = "") -> str:
    """A record: its head (with the heading that carries the id), then label and HTML of each line."""
    lines = "".join(f"<dt>{label}</dt><dd>{html}</dd>" for label, html in rows if html)
    return f'<article class="hb-record"{attributes}>{head}<dl class="hb-rest">{lines}</dl></article>'


def title(ctx: Context, record_id: str, html: str, aside: str = "") -> str:
    """The heading of a card with its link, and what stands beside it."""
    anchor = f'<a class="headerlink" href="#{record_id}" title="{ctx.label("permalink")}">¶</a>'
    return f'<header><h4 id="{record_id}">{html}{anchor}</h4>{aside}</header>'
