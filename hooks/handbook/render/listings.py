"""Complete lists: the sector catalogue and the sources. Both are whole without script; the filter only hides rows."""

from __future__ import annotations

from collections import defaultdict
from html import escape

from ..models import Sector, SourceRecord
from ..pages import Page
from ..text import fold
from .collation import sort_key
from .context import Context
from .home import by_group, published_sectors
from .notes import describe


def filter_box(ctx: Context, label: str) -> str:
    """The search field over a list; `filter.js` brings it to life, and it is not shown where scripts do not run."""
    counted = {"all": ctx.label("filter-all", n="{n}"), "some": ctx.label("filter-some", n="{n}", all="{all}")}
    return (
        f'<form class="hb-filter" role="search"><label>{ctx.label(label)} '
        f'<input type="search" autocomplete="off" spellcheck="false" placeholder="{ctx.label("filter-hint")}"></label>'
        f'<output data-all="{counted["all"]}" data-some="{counted["some"]}" data-none="{ctx.label("filter-none")}">'
        "</output></form>"
    )


def filter_key(*words: str | None) -> str:
    """What the filter compares with: words without accents, each once."""
    return escape(" ".join(dict.fromkeys(fold(" ".join(word for word in words if word)).split())))


# -- sectors


def catalogue(ctx: Context) -> str:
    """All published sectors by group: name, one line, other names, VSIC codes, what there is."""
    groups = [
        f'<section class="hb-set"><h3 id="group-{group}">{ctx.word("group", group)}</h3>\n<ul class="hb-cat">\n'
        + "\n".join(_sector_row(ctx, sector) for sector in members)
        + "\n</ul></section>"
        for group, members in by_group(published_sectors(ctx))
    ]
    return "\n".join(['<div class="hb hb-list" data-hb-filter>', filter_box(ctx, "filter-sectors"), *groups, "</div>"])


def _sector_row(ctx: Context, sector: Sector) -> str:
    aliases = sector.aliases[ctx.lang]
    page = ctx.corpus.shown(ctx.lang, f"sectors/{sector.id}/index")
    line = str(page.meta.get("description", "")) if page else ""
    details = []
    if aliases:
        details.append(f"{ctx.label('also-called')} {escape(', '.join(aliases), quote=False)}")
    if sector.vsic:
        details.append(f"VSIC {escape(', '.join(sector.vsic))}")
    counts = [("n-steps", sum(s.kind == "process" for s in sector.steps)), ("n-benchmarks", len(sector.benchmarks))]
    counts += [("n-measures", len(sector.measures)), ("n-cases", len(sector.cases))]
    details.append(" · ".join(ctx.label(key, n=ctx.number(n)) for key, n in counts if n))
    names = (sector.name.vi, sector.name.en, *sector.aliases.vi, *sector.aliases.en, *sector.vsic, sector.id)
    return (
        f'<li data-k="{filter_key(*names)}">'
        f'<a href="{ctx.url(f"sectors/{sector.id}/index")}">{escape(sector.name[ctx.lang], quote=False)}</a>'
        f"<p>{escape(line, quote=False)}</p>"
        + "".join(f'<p class="hb-sub">{detail}</p>' for detail in details if detail)
        + "</li>"
    )


# -- sources


def all_sources(ctx: Context) -> str:
    """Every source once, under the one sector that uses it, or among those used in several places."""
    uses = source_uses(ctx)
    groups: dict[str, list[tuple[str, SourceRecord]]] = defaultdict(list)
    for source_id, record in ctx.facts.sources.items():
        groups[_group(ctx, uses.get(source_id, {}))].append((source_id, record))
    order = [*ctx.facts.topics, "several", "terms", "instruments", "unused"]
    sections = []
    for group in sorted(groups, key=order.index):
        members = sorted(groups[group], key=lambda m: (sort_key(ctx.publisher(m[1]), ctx.lang), m[1].title, m[0]))
        rows = [_source_row(ctx, source_id, record, uses.get(source_id, {}), group) for source_id, record in members]
        sections += [
            f'<section class="hb-set"><h3 id="sources-{group}">{_group_title(ctx, group)}</h3>',
            '<ul class="hb-refs hb-srcs" data-hb-rows>',
            *rows,
            "</ul></section>",
        ]
    box = filter_box(ctx, "filter-sources")
    return "\n".join(['<div class="hb hb-list" data-hb-filter>', box, *sections, "</div>"])


def _group_title(ctx: Context, group: str) -> str:
    topic = ctx.facts.topics.get(group)
    return escape(topic.name[ctx.lang], quote=False) if topic else ctx.label(f"sources-{group}")


def source_uses(ctx: Context) -> dict[str, dict[str, str]]:
    """For each source the places that use it: place -> address.

    A place is the id of a topic, `terms`, `instruments` or the key of a page.
    """
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for reference in ctx.facts.references():
        if reference.kind in ("source", "basis"):
            place = _place(reference.span.path)
            found[reference.id].setdefault(place, _address(ctx, place))
    for page in ctx.corpus.listed(ctx.lang):
        for note in page.structure.notes:
            place = page.topic_id if page.topic_id in ctx.facts.topics else page.key
            found[note.id].setdefault(str(place), _address(ctx, str(place), page))
    return found


def _place(path: str) -> str:
    """The place of a data file: `…/sectors/brewing.yml` -> `brewing`, `…/terms/cod.yml` -> `terms`."""
    folder, name = path.split("/")[-2:]
    return "terms" if folder == "terms" else name.removesuffix(".yml")


def _address(ctx: Context, place: str, page: Page | None = None) -> str:
    if place in ctx.facts.topics:
        key = ctx.corpus.topic_key(place, "index")
    else:
        key = page.key if page else {"terms": "glossary/index"}.get(place, "")
    return ctx.url(key) if ctx.corpus.shown(ctx.lang, key) else ""


def _group(ctx: Context, uses: dict[str, str]) -> str:
    topics = [place for place in uses if place in ctx.facts.topics]
    if len(topics) == 1:
        return topics[0]
    if topics:
        return "several"
    return next((place for place in ("terms", "instruments") if place in uses), "several" if uses else "unused")


def _source_row(ctx: Context, source_id: str, record: SourceRecord, uses: dict[str, str], group: str) -> str:
    details = [ctx.word("access", record.access)]
    if record.note:
        details.append(escape(record.note[ctx.lang].rstrip("."), quote=False))
    if elsewhere := {place: address for place, address in uses.items() if place != group}:
        places = ", ".join(_place_link(ctx, place, address) for place, address in elsewhere.items())
        details.append(f"{ctx.label('used-in' if group not in uses else 'also-used-in')} {places}")
    rest = ". ".join(_capital(detail) for detail in details)
    return f'<li id="src-{source_id}">{describe(ctx, record)}. {rest}.</li>'


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _place_link(ctx: Context, place: str, address: str) -> str:
    if place in ctx.facts.topics:
        name = ctx.facts.topics[place].name[ctx.lang]
    elif page := ctx.corpus.shown(ctx.lang, place):
        name = page.title
    else:
        name = ctx.facts.label(f"place-{place}", ctx.lang)
    text = escape(name, quote=False)
    return f'<a href="{address}">{text}</a>' if address else text
