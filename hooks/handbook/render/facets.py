"""What the measure finder and the case library share: what can be picked, and the controls of their forms.

`finder.js` reads the same names everywhere: a control called `cost` is compared with the words in `data-cost` of each
entry, so a new filter is one control and one attribute.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from ..corpus import Corpus
from ..models import Measure, Sector
from .context import Context, attribute
from .navigation import sectors_in_order, utilities_in_order

PICKS: dict[str, tuple[str, ...]] = {
    "water": ("water",),
    "wastewater": ("wastewater",),
    "electricity": ("electricity", "cooling", "energy"),
    "heat": ("heat", "fuel", "energy"),
    "material": ("material", "product", "packaging"),
    "chemicals": ("chemicals",),
    "waste": ("solid-waste", "hazardous-waste"),
    "air": ("air-emissions", "ghg"),
}
"""What a reader picks -> the resources of the vocabulary behind it. Energy of no stated kind is both heat and power."""

Option = tuple[str, str]
"""(value, HTML) of one choice."""


def topics_in_order(corpus: Corpus, lang: str) -> list[Sector]:
    """Sectors and then cross-cutting topics that have pages, by group and name."""
    topics = [*sectors_in_order(corpus, lang), *utilities_in_order(corpus, lang)]
    return [topic for topic in topics if corpus.has_pages(topic.id)]


def picks(resources: Iterable[str]) -> list[str]:
    """The picks that stand for any of `resources`, in the order of `PICKS`."""
    wanted = set(resources)
    return [pick for pick, members in PICKS.items() if wanted.intersection(members)]


def acts_on(measure: Measure) -> list[str]:
    """Resources of the vocabulary, from its figures and from its own list; some twice."""
    return [*(saving.resource for saving in measure.saves), *measure.resources]


# -- attributes of an entry


def data(**words: object) -> str:
    """` data-cost="low" data-step="mashing lautering"`: attributes of an entry, those without words left out."""
    shown = {name: " ".join(value) if isinstance(value, list) else str(value or "") for name, value in words.items()}
    return "".join(f' data-{name}="{attribute(text)}"' for name, text in shown.items() if text)


# -- controls


def form(ctx: Context, title: str, fields: Iterable[str], count: int, noun: str) -> str:
    """The form, with the number of entries below; `noun` is the beginning of the keys of its labels."""
    states = ("all", "some", "none", "near", "apart")
    texts = {key: ctx.label(f"{noun}-{key}", n="{n}", all="{all}", missing="{missing}") for key in states}
    folded = {"all": ctx.label("find-filters"), "some": ctx.label("find-filters-set", n="{n}")}
    return "\n".join(
        [
            f'<form role="search" autocomplete="off" aria-label="{attribute(ctx.label(title))}">',
            '<div class="hb-find__fields">',
            f'<label>{ctx.label("find-words")}<input type="search" name="words" spellcheck="false" '
            f'placeholder="{attribute(ctx.label("filter-hint"))}"></label>',
            f'<button type="button" aria-expanded="false" aria-controls="fields-find"{data(**folded)}>'
            f"{folded['all']}</button>",
            '<div id="fields-find" class="hb-find__more">',
            *fields,
            "</div></div>",
            f'<p><span role="status"{data(**texts)}>{texts["all"].replace("{n}", ctx.number(count))}</span> '
            f'<button type="button" class="hb-find__apart"{data(all=texts["apart"])} hidden></button> '
            f'<span class="hb-sub">{ctx.label(f"{noun}-order")}</span> '
            f'<button type="reset" hidden>{ctx.label("find-reset")}</button></p>',
            "</form>",
        ]
    )


def select(ctx: Context, name: str, label: str, options: Iterable[str], extra: str = "", attributes: str = "") -> str:
    """A choice of one, or of all. `extra` is HTML after the control, inside its label."""
    body = "".join(options)
    first = f'<option value="">{ctx.label("find-all")}</option>'
    return f'<label>{ctx.label(label)}<select name="{name}"{attributes}>{first}{body}</select>{extra}</label>'


def option(value: str, html: str, attributes: str = "") -> str:
    return f'<option value="{value}"{attributes}>{html}</option>'


def chips(title: str, boxes: Sequence[tuple[str, str, str]]) -> str:
    """Boxes to tick: (name, value, HTML) each. Those of one name widen the choice, names narrow it."""
    labels = "".join(
        f'<label class="hb-chip"><input type="checkbox" name="{name}" value="{value}"> {html}</label>'
        for name, value, html in boxes
    )
    return f'<fieldset><legend class="hb-k">{title}</legend>{labels}</fieldset>'


def pick_chips(ctx: Context, title: str, present: set[str]) -> str:
    """The picks that lead to something."""
    return chips(ctx.label(title), [("resource", p, ctx.label(f"pick-{p}")) for p in PICKS if p in present])


def sector_select(ctx: Context, topics: Sequence[Sector]) -> str:
    """Topics by group; other names of a topic are searched as well as its name."""
    groups = []
    for group, members in groupby(topics, key=lambda topic: topic.group):
        options = "".join(_topic_option(ctx, topic) for topic in members)
        groups.append(f'<optgroup label="{attribute(ctx.word("group", group))}">{options}</optgroup>')
    return select(ctx, "sector", "find-sector", groups)


def _topic_option(ctx: Context, topic: Sector) -> str:
    return option(topic.id, escape(topic.name[ctx.lang], quote=False), data(k=_other_names(topic, ctx.lang)))


def _other_names(topic: Sector, lang: str) -> str:
    """The names a topic has besides its own in this language, in both languages: `nước trái cây; fruit drinks`."""
    names = dict.fromkeys((topic.name.vi, topic.name.en, *topic.aliases.vi, *topic.aliases.en))
    return escape("; ".join(name for name in names if name != topic.name[lang]))


# -- sources


def source_link(ctx: Context, source_id: str, html: str) -> str:
    """`html` as a link to the entry of a source in the list of all sources, where that page exists."""
    page = ctx.corpus.shown(ctx.lang, "sources/index")
    if page is None or f"src-{source_id}" not in ctx.corpus.anchors(page):
        return html
    return f'<a href="{attribute(ctx.url(page.key, f"src-{source_id}"))}">{html}</a>'
