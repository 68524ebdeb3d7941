"""The home page: which sector, which resource, and what is in the handbook."""

from __future__ import annotations

from html import escape
from itertools import groupby

from ..models import Sector
from .context import Context
from .facets import PICKS, acts_on, picks, topics_in_order
from .navigation import sectors_in_order


def published_sectors(ctx: Context) -> list[Sector]:
    """Sectors that have an overview page in the page's language, by group and name."""
    sectors = sectors_in_order(ctx.corpus, ctx.lang)
    return [sector for sector in sectors if ctx.corpus.shown(ctx.lang, f"sectors/{sector.id}/index")]


def by_group(sectors: list[Sector]) -> list[tuple[str, list[Sector]]]:
    """(group id, its sectors), in the order of the vocabulary."""
    return [(group, list(members)) for group, members in groupby(sectors, key=lambda s: s.group)]


def find_sector(ctx: Context) -> str:
    """The sectors by group: one list on wide screens, folded groups on phones."""
    groups = by_group(published_sectors(ctx))
    only = " open" if len(groups) == 1 else ""
    return "\n".join(
        [
            '<div class="hb hb-groups">',
            *(
                f'<details class="hb-group"{only}>'
                f"<summary>{ctx.word('group', group)} <span>({len(members)})</span></summary>"
                f"<ul>{''.join(_link(ctx, sector) for sector in members)}</ul></details>"
                for group, members in groups
            ),
            "</div>",
        ]
    )


def _link(ctx: Context, sector: Sector) -> str:
    url, name = ctx.url(f"sectors/{sector.id}/index"), escape(sector.name[ctx.lang], quote=False)
    return f'<li><a href="{url}">{name}</a></li>'


def find_resource(ctx: Context) -> str:
    """The resources that measures act on, each a link to the finder. Empty while there is no finder."""
    if ctx.corpus.shown(ctx.lang, "measures/index") is None:
        return ""
    measures = [measure for topic in topics_in_order(ctx.corpus, ctx.lang) for measure in topic.measures]
    present = {pick for m in measures for pick in picks(acts_on(m))}
    url = ctx.url("measures/index")
    items = [f'<li><a href="{url}?resource={p}">{ctx.label(f"pick-{p}")}</a></li>' for p in PICKS if p in present]
    return f'<ul class="hb hb-picks">{"".join(items)}</ul>' if items else ""


def counts(ctx: Context) -> str:
    """How much there is, counted from the facts of topics that have pages."""
    topics = topics_in_order(ctx.corpus, ctx.lang)
    measures = [measure for topic in topics for measure in topic.measures]
    cases = [case for topic in topics for case in topic.cases]
    rows = [
        (len(measures), _measures(ctx, sum(1 for m in measures if m.saves), len(measures))),
        (len(cases), ctx.label("count-cases", here=sum(1 for c in cases if c.country == "VN"))),
        (len(ctx.facts.sources), ctx.label("count-sources")),
    ]
    cells = "\n".join(f"<div><b>{ctx.number(n)}</b> <span>{text}</span></div>" for n, text in rows if n)
    return f'<div class="hb hb-count">\n{cells}\n</div>' if cells else ""


def _measures(ctx: Context, known: int, total: int) -> str:
    return ctx.label("count-measures", known=ctx.number(known), unknown=ctx.number(total - known))
