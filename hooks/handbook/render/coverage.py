"""What the handbook covers and what it does not: per topic the pages, figures, sources, gaps and the last review."""

from __future__ import annotations

from collections import Counter
from html import escape

from ..corpus import Corpus
from ..facts import walk
from ..models import Quantity, Sector
from .context import Context, attribute
from .home import by_group
from .listings import filter_box, filter_key
from .navigation import sectors_in_order, utilities_in_order

GRADES = ("primary", "secondary", "weak")


def coverage(ctx: Context) -> str:
    """Every topic whose facts exist, also those without pages; the sums of all stand first."""
    sectors = sectors_in_order(ctx.corpus, ctx.lang)
    utilities = utilities_in_order(ctx.corpus, ctx.lang)
    groups = [(ctx.word("group", group), list(members)) for group, members in by_group(sectors)]
    groups.append((ctx.label("nav-utilities"), list(utilities)))
    sets = [
        f'<section class="hb-set"><h3>{name}</h3>\n<ul class="hb-cat">\n'
        + "\n".join(_row(ctx, topic) for topic in members)
        + "\n</ul></section>"
        for name, members in groups
        if members
    ]
    return "\n".join(
        [
            f"<p>{_sums(ctx, [*sectors, *utilities])}</p>",
            '<div class="hb hb-list" data-hb-filter data-search-exclude>',
            filter_box(ctx, "filter-sectors"),
            *sets,
            "</div>",
        ]
    )


def figures_of(topic: Sector) -> list[Quantity]:
    """Every figure of a topic, wherever it stands."""
    return [record for record in walk(topic) if isinstance(record, Quantity)]


def pages_of(corpus: Corpus, topic: Sector, lang: str) -> int:
    """How many pages of a topic are written in a language."""
    return sum(page.topic_id == topic.id for page in corpus.listed(lang))


def _sums(ctx: Context, topics: list[Sector]) -> str:
    figures = [figure for topic in topics for figure in figures_of(topic)]
    return ctx.label(
        "coverage-sums",
        written=ctx.number(sum(bool(pages_of(ctx.corpus, topic, ctx.lang)) for topic in topics)),
        topics=ctx.number(len(topics)),
        figures=ctx.number(len(figures)),
        sourced=ctx.number(sum(figure.source in ctx.facts.sources for figure in figures)),
        gaps=ctx.number(sum(len(topic.gaps) for topic in topics)),
        reviewed=ctx.number(sum(topic.reviewed is not None for topic in topics)),
    )


def _row(ctx: Context, topic: Sector) -> str:
    name = escape(topic.name[ctx.lang], quote=False)
    key = ctx.corpus.topic_key(topic.id, "index")
    if ctx.corpus.shown(ctx.lang, key):
        name = f'<a href="{attribute(ctx.url(key))}">{name}</a>'
    names = (topic.name.vi, topic.name.en, *topic.aliases.vi, *topic.aliases.en, topic.id)
    lines = "".join(f'<p class="hb-sub">{line}</p>' for line in (_there(ctx, topic), _figures(ctx, topic)))
    return f'<li data-k="{filter_key(*names)}">{name}<p>{_state(ctx, topic)}</p>{lines}{_gaps(ctx, topic)}</li>'


def _state(ctx: Context, topic: Sector) -> str:
    vi, en = (pages_of(ctx.corpus, topic, lang) for lang in ("vi", "en"))
    if not vi and not en:
        return ctx.label("coverage-no-pages")
    pages = ctx.label("coverage-pages", vi=ctx.number(vi), en=ctx.number(en))
    if topic.reviewed is None:
        return f"{pages} {ctx.label('coverage-not-reviewed')}"
    return f"{pages} {ctx.label('coverage-reviewed', day=ctx.date(topic.reviewed))}"


def _there(ctx: Context, topic: Sector) -> str:
    known = sum(bool(measure.saves) for measure in topic.measures)
    here = sum(case.country == "VN" for case in topic.cases)
    return ctx.label(
        "coverage-there",
        measures=ctx.number(len(topic.measures)),
        known=ctx.number(known),
        benchmarks=ctx.number(len(topic.benchmarks)),
        cases=ctx.number(len(topic.cases)),
        here=ctx.number(here),
    )


def _figures(ctx: Context, topic: Sector) -> str:
    figures = figures_of(topic)
    records = [ctx.facts.sources.get(figure.source) for figure in figures]
    grades = Counter(record.grade for record in records if record)
    parts = [ctx.label(f"coverage-{grade}", n=ctx.number(grades[grade])) for grade in GRADES if grades[grade]]
    if missing := sum(record is None for record in records):
        parts.append(ctx.label("coverage-no-source", n=ctx.number(missing)))
    return f"{ctx.label('coverage-figures', n=ctx.number(len(figures)))} {', '.join(parts)}."


def _gaps(ctx: Context, topic: Sector) -> str:
    if not topic.gaps:
        return f'<p class="hb-sub">{ctx.label("coverage-no-gaps")}</p>'
    items = "".join(f"<li>{ctx.text(gap)}</li>" for gap in topic.gaps)
    summary = ctx.label("coverage-gaps", n=ctx.number(len(topic.gaps)))
    return f'<details class="hb-more"><summary>{summary}</summary><ul>{items}</ul></details>'
