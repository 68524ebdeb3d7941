"""What can be found: pages, their sections, and the concepts of the glossary, each with its names and its text.

The text is what editors wrote, not what the build inserts: navigation, fact strips and lists of sources would make
every page match everything. Facts that have a name (a law, a step, a waste) are added where the reader sees them.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..corpus import Corpus
from ..markdown import Heading
from ..models import Instrument, Sector, Term
from ..models_shared import Fund, Institution
from ..pages import RECORDS, Page
from .plain import plain

KIND_OF = {"steps": "step", "benchmarks": "benchmark", "measures": "measure", "cases": "case"}
"""List of a topic -> kind of its entries."""


@dataclass(frozen=True)
class Entry:
    """One thing to find. `id` is its anchor, empty for a whole page.

    `kind` is `sector`, `term`, `law`, the kind of a record (`measure`), or empty. `names` are what else it is called;
    the id of a record or term counts as one too, without being listed. `asked` is what people type for it
    (`search.yml`).
    """

    id: str
    title: str
    kind: str = ""
    names: tuple[str, ...] = ()
    text: str = ""
    asked: tuple[str, ...] = ()


@dataclass
class IndexedPage:
    """A page with its entries; the first is the page itself."""

    key: str
    url: str
    entries: list[Entry] = field(default_factory=list)


def indexed_pages(corpus: Corpus, lang: str) -> list[IndexedPage]:
    """Every page of a language, in the order of addresses. `url` is below the site's root, not the language's."""
    folder = "" if lang == "vi" else f"{lang}/"
    pages = sorted(corpus.listed(lang), key=lambda page: page.key)
    return [
        IndexedPage(page.key, folder + corpus.address(page), [_asked(corpus, page, e) for e in _entries(corpus, page)])
        for page in pages
    ]


def _asked(corpus: Corpus, page: Page, entry: Entry) -> Entry:
    """An entry with what people type for it, in both languages: many mix them."""
    words = corpus.facts.search.places.get(f"{page.key}#{entry.id}" if entry.id else page.key)
    if words is None:
        return entry
    return replace(entry, asked=tuple(w for w in _others(entry.title, *words.vi, *words.en) if w not in entry.names))


def _entries(corpus: Corpus, page: Page) -> Iterator[Entry]:
    topic = corpus.topic(page)
    first = next((h for h in page.headings if h.level == 1), None)
    lead = _text(page, first) if first else ""
    about = str(page.meta.get("description") or "")
    if topic is not None and page.kind in ("sector-index", "utility"):
        other = topic.name.en if page.lang == "vi" else topic.name.vi
        codes = [f"VSIC {code}" for code in topic.vsic]
        names = (topic.name[page.lang], other, topic.id.replace("-", " "), *topic.aliases.vi, *topic.aliases.en, *codes)
        yield Entry("", page.title, "sector", _others(page.title, *names), _sentences(about, lead))
    else:
        yield Entry("", page.title, "", (), _sentences(about, lead))
    for heading in page.headings:
        if heading is not first and heading.id:
            yield _section(corpus, page, topic, heading)
    if topic is not None and page.kind == "utility":
        yield from _parts(corpus, page, topic)
    if page.kind == "glossary":
        for term_id, term in sorted(corpus.facts.terms.items()):
            yield _term(term_id, term, page.lang)
    listed = corpus.generated_ids(page)
    if page.kind == "laws":
        yield from (_law(i, page.lang) for i in corpus.facts.instruments.values() if i.id in listed)
    if page.kind == "finance":
        yield from (_support(key, fund, page.lang) for key, fund in corpus.facts.finance.items() if key in listed)
    if page.kind == "institutions":
        yield from (_support(key, one, page.lang) for key, one in corpus.facts.institutions.items() if key in listed)


def _section(corpus: Corpus, page: Page, topic: Sector | None, heading: Heading) -> Entry:
    text, title, kind, names = _text(page, heading), plain(heading.text), "", ()
    if topic is not None:
        fields = RECORDS.get(page.kind, ())
        found = [(KIND_OF[name], r) for name in fields for r in getattr(topic, name) if r.id == heading.id]
        if found:
            kind, record = found[0]
            text = _sentences(*_facts_of(record, kind, page.lang), text)
        elif heading.id in ("laws", "norms"):
            kind = "law"
            names, facts = _laws(corpus, topic, heading.id, page.lang)
            text = _sentences(*facts, text)
        elif heading.id == "wastes":
            text = _sentences(", ".join(waste.name[page.lang] for waste in topic.wastes), text)
    elif instrument := corpus.facts.instruments.get(heading.id or ""):
        kind, names = "law", (instrument.name[page.lang], instrument.number)
    return Entry(heading.id or "", title, kind, _others(title, *names), text)


def _parts(corpus: Corpus, page: Page, topic: Sector) -> Iterator[Entry]:
    """The parts of a cross-cutting system, which stand in its map only."""
    for step in topic.steps:
        if step.kind != "site" and step.id in corpus.generated_ids(page):
            yield Entry(step.id, step.name[page.lang], "step", (), _sentences(*_facts_of(step, "step", page.lang)))


def _facts_of(record: object, kind: str, lang: str) -> Iterator[str]:
    """What the reader sees of a record besides the prose, as far as it is made of names."""
    if kind == "case":
        yield record.where[lang]  # type: ignore[attr-defined]
        yield record.what[lang]  # type: ignore[attr-defined]
    elif kind == "step":
        yield ", ".join(item[lang] for item in (*record.inputs, *record.loses))  # type: ignore[attr-defined]


def _laws(corpus: Corpus, topic: Sector, section: str, lang: str) -> tuple[tuple[str, ...], list[str]]:
    """(names and numbers, lines) of the legal texts shown under `#laws` or `#norms`."""
    if section == "laws":
        ids = [law.instrument for law in topic.laws]
    else:
        ids = [point.instrument for benchmark in topic.benchmarks for point in benchmark.points if point.instrument]
    found = [corpus.facts.instruments[i] for i in dict.fromkeys(ids) if i in corpus.facts.instruments]
    lines = []
    for instrument in found:
        name = instrument.name[lang]
        number = "" if (instrument.number or "") in name else f" ({instrument.number})"
        lines.append(f"{name}{number}: {instrument.title[lang]}")
    if any(page.kind == "laws" for page in corpus.of(lang)):
        return tuple(i.name[lang] for i in found), lines  # who types the bare number wants the text's own card
    return tuple(name for i in found for name in (i.name[lang], i.number) if name), lines


def _term(term_id: str, term: Term, lang: str) -> Entry:
    half, other = term.half(lang), term.half("en" if lang == "vi" else "vi")
    names = [half.abbr, other.preferred, other.abbr, *half.admitted, *other.admitted]
    names += [wrong.form for wrong in (*half.discouraged, *other.discouraged)]
    legal = term.legal[lang] if term.legal else ""
    return Entry(term_id, half.preferred, "term", _others(half.preferred, *names), _sentences(half.definition, legal))


def _law(instrument: Instrument, lang: str) -> Entry:
    """A legal text where its card stands."""
    other = "en" if lang == "vi" else "vi"
    asks = (ask.what[lang] for ask in instrument.asks)
    text = _sentences(instrument.title[lang], *asks, instrument.note[lang] if instrument.note else "")
    name = instrument.name[lang]
    names = (instrument.number, instrument.name[other], instrument.title[lang])
    return Entry(instrument.id, name, "law", _others(name, *names), text)


def _support(record_id: str, record: Fund | Institution, lang: str) -> Entry:
    """A fund or an institution where its card stands."""
    if isinstance(record, Fund):
        abbr, said = record.abbr, [*record.terms, *record.apply, *record.contact, *record.basis]
    else:
        abbr, said = record.abbr and record.abbr[lang], [*record.contact, *record.facts]
    role = [record.role[lang]] if isinstance(record, Institution) else []
    text = _sentences(*role, *(one.what[lang] for one in said))
    name, other = record.name[lang], record.name["en" if lang == "vi" else "vi"]
    return Entry(record_id, name, "", _others(name, abbr, other), text)


def _others(title: str, *names: str | None) -> tuple[str, ...]:
    """Names other than the title, each once."""
    return tuple(name for name in dict.fromkeys(names) if name and name != title)


def _text(page: Page, heading: Heading) -> str:
    return html.unescape(plain(page.source.text[heading.span.end : heading.end]))


def _sentences(*parts: str) -> str:
    """Parts one after another, each with a full stop."""
    return " ".join(part if part.endswith((".", "!", "?", ":")) else part + "." for part in parts if part)
