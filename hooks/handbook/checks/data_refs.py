"""D: records refer to records that exist, in units that fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Any

from ..corpus import Corpus
from ..diagnostics import Diagnostic, Fix, check
from ..facts import DATA, Facts, walk
from ..models import Model, Quantity, Sector
from ..text import Span, nearest


@check("D05", "D07", "D08")
def references(corpus: Corpus) -> Iterator[Diagnostic]:
    """Every id names something: a unit, a source, a word of the vocabulary, a record of the same sector."""
    facts = corpus.facts
    sources = {*facts.sources, *facts.unread_sources}
    bases = {*sources, "judgement"}
    for reference in facts.references():
        kind, wanted = reference.kind, reference.id
        if kind == "term":
            continue  # cross-references of the glossary: T05
        if kind == "unit":
            if facts.units.atoms and facts.units.get(wanted) is None:
                yield _unknown("D05", reference.span, wanted, _nearest_unit(facts, wanted), "unit", ())
        elif kind in ("source", "basis"):
            known = bases if kind == "basis" else sources
            if wanted not in known:
                yield _unknown("D07", reference.span, wanted, facts.nearest_source(wanted), "source", ())
        elif facts.vocabulary is not None or kind == "instrument":
            index = facts.index(kind)
            if wanted not in index:
                words = () if kind in ("instrument", "sector") else tuple(index)
                yield _unknown("D08", reference.span, wanted, nearest(wanted, index), kind, words)
    for topic in facts.topics.values():
        yield from _inside(topic)
    if facts.method is not None:
        tasks = [task.id for step in facts.method.steps for task in step.tasks]
        for sheet in facts.method.worksheets.proposed:
            for position, wanted in enumerate(sheet.tasks):
                if wanted not in tasks:
                    yield _unknown("D08", sheet.span("tasks", position), wanted, nearest(wanted, tasks), "task", tasks)


def _inside(topic: Sector) -> Iterator[Diagnostic]:
    """References between the records of one sector."""
    steps, measures = {s.id for s in topic.steps}, {m.id for m in topic.measures}
    benchmarks = {b.id for b in topic.benchmarks}
    lists: list[tuple[Model, str, list[str], set[str], str]] = [
        *((m, "steps", m.steps, steps, "step") for m in topic.measures),
        *((w, "from", w.from_, steps, "step") for w in topic.wastes),
        *((c, "measures", c.measures, measures, "measure") for c in topic.cases),
        (topic, "start_here", topic.start_here, measures, "measure"),
        (topic, "self_check", topic.self_check, benchmarks, "benchmark"),
    ]
    for record, field, ids, known, kind in lists:
        for position, wanted in enumerate(ids):
            if wanted not in known:
                allowed = tuple(sorted(known)) if len(known) <= 20 else ()
                yield _unknown("D08", record.span(field, position), wanted, nearest(wanted, known), kind, allowed)


def _unknown(code: str, span: Span, wanted: str, near: str | None, kind: str, allowed: Iterable[str]) -> Diagnostic:
    words = list(allowed)
    args = {"id": wanted, "kind": kind, "allowed": words, "problem": "listed" if words else "other"}
    return Diagnostic(code, span, args, Fix(span, near) if near else None)


def _nearest_unit(facts: Facts, wanted: str) -> str | None:
    """Each part of a composite is mended on its own: `kwh/tonne` becomes `kWh/t`."""
    atoms = facts.units.atoms
    lower = {name.casefold(): a.id for a in atoms.values() for name in (*a.also, a.vi, a.en, a.id)}
    parts = []
    for part in wanted.split("/"):
        match = re.fullmatch(r"(\d[\d.]* )?(.*)", part.strip())
        assert match is not None
        name = match[2] if match[2] in atoms else lower.get(match[2].casefold()) or nearest(match[2], atoms)
        if name is None:
            return None
        parts.append((match[1] or "") + name)
    return "/".join(parts)


_CITING = {f"{DATA}/{name}.yml" for name in ("instruments", "policy", "finance", "institutions", "method")}
"""Files other than those of topics and terms whose records cite sources."""


@check("D13")
def unused_sources(corpus: Corpus) -> Iterator[Diagnostic]:
    """A source that neither a fact nor a page cites is no source of this handbook."""
    facts = corpus.facts
    used = {reference.id for reference in facts.references("source", "basis")}
    used |= {note.id for page in corpus.pages.values() for note in page.structure.notes}
    if facts.unread_topics or facts.unread_terms or any(p.span.path in _CITING for p in facts.problems):
        return  # what the unread files cite is not known
    for source_id, record in facts.sources.items():
        if source_id not in used:
            yield Diagnostic("D13", record.key_span(), {"id": source_id})


@check("D14")
def unique_records(corpus: Corpus) -> Iterator[Diagnostic]:
    """Ids are unique within a sector over steps, benchmarks, measures, cases and wastes; so are those of tasks."""
    for topic in corpus.facts.topics.values():
        yield from _twice(topic.steps, topic.benchmarks, topic.measures, topic.cases, topic.wastes)
    if (method := corpus.facts.method) is not None:
        yield from _twice(*(step.tasks for step in method.steps))


def _twice(*lists: Sequence[Any]) -> Iterator[Diagnostic]:
    first: dict[str, Any] = {}
    for record in chain.from_iterable(lists):
        if (before := first.setdefault(record.id, record)) is not record:
            place = before.span("id")
            yield Diagnostic("D14", record.span("id"), {"id": record.id, "first": place}, related=(place,))


@check("D06")
def validity(corpus: Corpus) -> Iterator[Diagnostic]:
    """A legal text is issued before it is in force, and in force before it ends."""
    for instrument in corpus.facts.instruments.values():
        dates = [(name, getattr(instrument, name)) for name in ("issued", "in_force", "ended")]
        given = [(name, value) for name, value in dates if value]
        for (_, before), (name, value) in pairwise(given):
            if value < before:
                yield Diagnostic("D06", instrument.span(name), {"kind": "period", "key": name})


_GROUPED = re.compile(r"[1-9]\d{0,2}\.\d{2}0")
"""A number as Vietnamese writes thousands, with a 0 at its end that no decimal needs: `1.250`."""


@check("D22")
def thousands(corpus: Corpus) -> Iterator[Diagnostic]:
    """Figures that read like thousands in Vietnamese, where the dot of the data files is a decimal point."""
    facts = corpus.facts
    for record in walk([*facts.topics.values(), *facts.chapters]):
        if isinstance(record, Quantity):
            for name in ("value", "min", "max", "before", "after"):
                number = getattr(record, name)
                if number is not None and number.as_tuple().exponent == -3:
                    span = record.span(name)
                    if _GROUPED.fullmatch(span.text):
                        plain = span.text.replace(".", "")
                        args = {"written": span.text, "read": number.normalize(), "meant": int(plain), "plain": plain}
                        yield Diagnostic("D22", span, args, Fix(span, plain))


@check("D19")
def benchmark_units(corpus: Corpus) -> Iterator[Diagnostic]:
    """The figures of a benchmark can be drawn on one scale."""
    units = corpus.facts.units
    for topic in corpus.facts.topics.values():
        for benchmark in topic.benchmarks:
            own = units.get(benchmark.unit)
            for point in benchmark.points:
                theirs = units.get(point.unit)
                if own and theirs and own.dimension != theirs.dimension:
                    args = {"unit": point.unit, "expected": benchmark.unit, "id": benchmark.id}
                    yield Diagnostic("D19", point.span("unit"), args, related=(benchmark.span("unit"),))
        for measure in topic.measures:
            yield from _months(corpus.facts, measure.payback)
        for case in topic.cases:
            yield from _months(corpus.facts, case.payback)


def _months(facts: Facts, payback: Quantity | None) -> Iterator[Diagnostic]:
    if payback and (unit := facts.units.get(payback.unit)) and unit.dimension != ("calendar",):
        yield Diagnostic("D19", payback.span("unit"), {"unit": payback.unit, "expected": "month", "id": "payback"})
