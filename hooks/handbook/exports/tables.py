"""The tables of the open data: what a row of each is, and how they refer to each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from urllib.parse import urljoin

from .. import DEFAULT_LANGUAGE, LANGUAGES
from .. import models as m
from ..corpus import Corpus
from ..publishers import publisher_name
from ..units import Unit
from .chapters import CHAPTERS
from .columns import Column, Item, of_model
from .table import Link, Rows, Table

# -- rows


def _topics(corpus: Corpus) -> Iterator[Item]:
    for topic in corpus.facts.topics.values():
        yield Item(corpus, topic, topic)


def _inside(field: str) -> Rows:
    """The records under `field` of every sector."""

    def rows(corpus: Corpus) -> Iterator[Item]:
        for topic in corpus.facts.topics.values():
            for number, record in enumerate(getattr(topic, field), 1):
                yield Item(corpus, record, topic, topic, number)

    return rows


def _below(field: str, *names: str) -> Rows:
    """The records under `names` of every record under `field` of every sector."""

    def rows(corpus: Corpus) -> Iterator[Item]:
        for outer in _inside(field)(corpus):
            found = [getattr(outer.record, name) for name in names]
            flat = [x for value in found if value for x in (value if isinstance(value, list) else [value])]
            for number, record in enumerate(flat, 1):
                yield Item(corpus, record, outer.topic, outer.record, number)

    return rows


def _shared(name: str) -> Rows:
    """Records that belong to no sector; `parent` is their id."""

    def rows(corpus: Corpus) -> Iterator[Item]:
        for record_id, record in getattr(corpus.facts, name).items():
            yield Item(corpus, record, parent=record_id)

    return rows


def _requirements(corpus: Corpus) -> Iterator[Item]:
    for instrument in corpus.facts.instruments.values():
        for number, ask in enumerate(instrument.asks, 1):
            yield Item(corpus, ask, parent=instrument, number=number)


def _units(corpus: Corpus) -> Iterator[Item]:
    """Every unit of the registry, then every composite that a figure uses."""
    units = corpus.facts.units
    used = {r.id for r in corpus.facts.references() if r.kind == "unit" and not isinstance(r.record, m.ExampleValue)}
    for unit_id in (*units.atoms, *sorted(used - set(units.atoms))):
        if unit := units.get(unit_id):
            yield Item(corpus, unit)


def _words(corpus: Corpus) -> Iterator[Item]:
    vocabulary = corpus.facts.vocabulary
    for name, info in m.Vocabulary.model_fields.items():
        words = getattr(vocabulary, name, None)
        if isinstance(words, dict):
            for word_id, word in words.items():
                yield Item(corpus, word, parent=(info.alias or name, word_id))


# -- columns that are no field of a record

_SECTOR = Column("sector", "string", lambda item: item.topic and item.topic.id, "sector", to="sectors", required=True)
_PUBLISHED = Column(
    "published", "boolean", lambda i: i.topic and i.corpus.has_pages(i.topic.id), "published", required=True
)


def _parent(name: str) -> Column:
    return Column(name, "string", lambda item: item.parent.id, name, required=True)


def _number(name: str = "number") -> Column:
    return Column(name, "integer", lambda item: item.number, name, required=True)


def _id() -> Column:
    return Column("id", "string", lambda item: item.parent, "id", required=True)


def _publisher_en(item: Item) -> str | None:
    return item.record.publisher and publisher_name(item.corpus.facts, item.record.publisher, "en")


def _pages(find: Callable[[Item], tuple[str, str]]) -> Iterator[Column]:
    """Address of the place on the site, in each language; `find` gives the key of the page and the anchor."""
    for lang in LANGUAGES:

        def get(item: Item, lang: str = lang) -> str | None:
            return _address(item.corpus, lang, *find(item))

        yield Column(f"page_{lang}", "string", get, "page", lang=lang)


def _on(page: str) -> Callable[[Item], tuple[str, str]]:
    """The record's own anchor on a page of its sector; only the page for the overview."""

    def find(item: Item) -> tuple[str, str]:
        assert item.topic is not None
        record = item.parent if isinstance(item.parent, m.Benchmark) else item.record
        return item.corpus.topic_key(item.topic.id, page), "" if page == "index" else record.id

    return find


def _address(corpus: Corpus, lang: str, key: str, anchor: str) -> str | None:
    page = corpus.page(lang, key)
    if page is None or (anchor and anchor not in corpus.anchors(page)):
        return None
    folder = "" if lang == DEFAULT_LANGUAGE else f"{lang}/"
    return urljoin(corpus.site_url, folder + page.url + (f"#{anchor}" if anchor else ""))


def _term_halves() -> Iterator[Column]:
    """Both halves of a concept, each field in one language beside the other."""
    for pair in zip(*map(_term_half, LANGUAGES), strict=True):
        yield from pair


def _term_half(lang: str) -> Iterator[Column]:
    def half(item: Item) -> m.TermHalf:
        return item.record.half(lang)

    def avoided(field: str) -> Callable[[Item], list[str]]:
        return lambda item: [getattr(entry, field) for entry in half(item).discouraged]

    for column in of_model(m.TermHalf, of=half):
        yield replace(column, name=f"{column.name}_{lang}", lang=lang)
    yield Column(f"discouraged_{lang}", "list", avoided("form"), "discouraged", lang=lang)
    yield Column(f"discouraged_reason_{lang}", "list", avoided("reason"), "discouraged_reason", lang=lang)


PRODUCT_COLUMNS = {"unit": "product_unit", "name": "product_name", "output": "product_output"}


def _product(item: Item) -> m.Product | None:
    return item.record.product


def _factor(item: Item) -> Decimal:
    """Base units in one of this unit; to twelve digits, because factors such as 1/24 are not exact."""
    return Decimal(f"{item.record.factor:.12g}")


def _unit_columns() -> Iterator[Column]:
    def also(item: Item) -> list[str]:
        unit: Unit = item.record
        return list(unit.parts[0][1].also) if len(unit.parts) == 1 else []

    yield Column("id", "string", lambda i: i.record.id, "id", required=True)
    for lang in LANGUAGES:
        yield Column(f"name_{lang}", "string", lambda i, lang=lang: i.record.spelling(lang), "name", lang=lang)
    yield Column("also", "list", also, "also")
    yield Column("dimension", "string", lambda i: "/".join(i.record.dimension), "dimension", required=True)
    yield Column("factor", "number", _factor, "factor", required=True)
    yield Column("composite", "boolean", lambda i: len(i.record.parts) > 1, "composite", required=True)


def _pay(item: Item) -> str:
    return "cost" if item.record is item.parent.cost else "payback"


_OF_MEASURE = Link(("sector", "measure"), "measures", ("sector", "id"))
_OF_CASE = Link(("sector", "case"), "cases", ("sector", "id"))

TABLES: tuple[Table, ...] = (
    Table(
        "sectors",
        (
            *of_model(m.Sector, skip=("gaps",)),
            Column(
                "kind",
                "string",
                lambda i: "utility" if isinstance(i.record, m.Utility) else "sector",
                "kind",
                values=("sector", "utility"),
                required=True,
            ),
            *of_model(m.Product, of=_product, optional=True, rename=PRODUCT_COLUMNS),
            _PUBLISHED,
            *_pages(_on("index")),
        ),
        ("id",),
        _topics,
    ),
    Table(
        "steps",
        (_SECTOR, _number(), *of_model(m.Step), _PUBLISHED, *_pages(_on("process"))),
        ("sector", "id"),
        _inside("steps"),
    ),
    Table(
        "benchmarks",
        (
            _SECTOR,
            *of_model(
                m.Benchmark,
                of=lambda item: item.parent,
                rename={"id": "benchmark", "unit": "benchmark_unit", "note": "benchmark_note"},
            ),
            _number("point"),
            *of_model(m.Point),
            _PUBLISHED,
            *_pages(_on("benchmarks")),
        ),
        ("sector", "benchmark", "point"),
        _below("benchmarks", "points"),
    ),
    Table(
        "measures",
        (_SECTOR, *of_model(m.Measure), _PUBLISHED, *_pages(_on("measures"))),
        ("sector", "id"),
        _inside("measures"),
    ),
    Table(
        "savings",
        (_SECTOR, _parent("measure"), _number(), *of_model(m.Saving)),
        ("sector", "measure", "number"),
        _below("measures", "saves"),
        (_OF_MEASURE,),
    ),
    Table(
        "paybacks",
        (_SECTOR, _parent("measure"), *of_model(m.Quantity)),
        ("sector", "measure"),
        _below("measures", "payback"),
        (_OF_MEASURE,),
    ),
    Table(
        "cases",
        (_SECTOR, *of_model(m.Case), _PUBLISHED, *_pages(_on("cases"))),
        ("sector", "id"),
        _inside("cases"),
    ),
    Table(
        "results",
        (_SECTOR, _parent("case"), _number(), *of_model(m.Result)),
        ("sector", "case", "number"),
        _below("cases", "results"),
        (_OF_CASE,),
    ),
    Table(
        "case-costs",
        (
            _SECTOR,
            _parent("case"),
            Column("figure", "string", _pay, "figure", values=("cost", "payback"), required=True),
            *of_model(m.Quantity),
        ),
        ("sector", "case", "figure"),
        _below("cases", "cost", "payback"),
        (_OF_CASE,),
    ),
    Table("wastes", (_SECTOR, *of_model(m.Waste)), ("sector", "id"), _inside("wastes")),
    Table("laws", (_SECTOR, _number(), *of_model(m.Law)), ("sector", "number"), _inside("laws")),
    Table(
        "gaps",
        (
            _SECTOR,
            _number(),
            *(Column(f"text_{la}", "string", lambda i, la=la: i.record[la], "text", lang=la) for la in LANGUAGES),
        ),
        ("sector", "number"),
        _inside("gaps"),
    ),
    Table(
        "terms",
        (*of_model(m.Term, skip=("autolink",)), *_term_halves(), *_pages(lambda i: ("glossary/index", i.record.id))),
        ("id",),
        _shared("terms"),
    ),
    Table(
        "sources",
        # `seen_at` tells where a copy was read: for those who check, never for those who read
        (
            _id(),
            *of_model(m.SourceRecord, skip=("seen_at",)),
            Column("publisher_en", "string", _publisher_en, "publisher_en", lang="en"),
            *_pages(lambda i: ("sources/index", f"src-{i.parent}")),
        ),
        ("id",),
        _shared("sources"),
    ),
    Table(
        "instruments",
        (*of_model(m.Instrument), *_pages(lambda i: ("policy/laws", i.record.id))),
        ("id",),
        _shared("instruments"),
    ),
    Table(
        "requirements",
        (
            Column("instrument", "string", lambda i: i.parent.id, "instrument", to="instruments", required=True),
            _number(),
            *of_model(m.Ask),
        ),
        ("instrument", "number"),
        _requirements,
    ),
    Table("factors", (_id(), *of_model(m.Factor)), ("id",), _shared("factors")),
    Table("units", tuple(_unit_columns()), ("id",), _units),
    Table(
        "vocabulary",
        (
            Column("list", "string", lambda item: item.parent[0], "list", required=True),
            Column("id", "string", lambda item: item.parent[1], "id", required=True),
            *of_model(m.Word),
        ),
        ("list", "id"),
        _words,
    ),
    *CHAPTERS,
)
"""Every table, in the order readers see them."""
