"""N: worked examples. Their numbers stand in `examples.yml`, and what is worked out from others is worked out again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..arithmetic import agrees, evaluate
from ..corpus import Corpus
from ..diagnostics import Diagnostic, check
from ..markdown import example_blocks
from ..models import Example, Model
from ..pages import Page
from ..units import Unit, format_number

_SMALL = 20
"""Bare whole numbers up to here are counts (`six rinses`) and need no record."""


@check("N03")
def arithmetic(corpus: Corpus) -> Iterator[Diagnostic]:
    """Every value with a formula equals what the formula gives, at the precision it is written with."""
    for example in corpus.facts.examples.values():
        values = {name: item.value for name, item in example.values.items()}
        for name, item in example.values.items():
            if item.formula is not None:
                yield from _formula(item, "value", name, item.formula, item.value, values)
    for calculator in corpus.facts.calculators.values():
        values = {name: item.example for name, item in calculator.inputs.items()}
        for name, result in calculator.results.items():
            yield from _formula(result, "example", name, result.formula, result.example, values)
            values[name] = result.example


def _formula(
    record: Model, key: str, name: str, formula: str, stated: Decimal, values: dict[str, Decimal]
) -> Iterator[Diagnostic]:
    try:
        exact = evaluate(formula, values)
    except ValueError as error:
        args = {"problem": "formula", "name": name, "part": str(error)}
        yield Diagnostic("N03", record.span("formula"), args)
        return
    if not agrees(stated, exact):
        args = {"name": name, "stated": stated, "exact": Decimal(f"{exact:.6g}"), "formula": formula}
        yield Diagnostic("N03", record.span(key), args, related=(record.span("formula"),))


@check("N04")
def recorded(corpus: Corpus) -> Iterator[Diagnostic]:
    """Every number of an example block is a value of the page's record in `examples.yml`, or a fact of the subject."""
    unread = corpus.facts.unread_topics
    for page in corpus.pages.values():
        blocks = example_blocks(page.masked.text)
        if not blocks or page.damaged or page.topic_id in unread:
            continue
        chapter = page.key.split("/")[0]
        example = corpus.facts.examples.get(page.key) or corpus.facts.examples.get(chapter)
        known = _known(corpus, page, example)
        for start, end in blocks:
            for item in corpus.facts.units.find(page.masked.text[start:end], page.lang):
                missing = [value for value in item.values if not _has(known, item.unit, value)]
                if missing:
                    span = page.source.span(start + item.start, start + item.end)
                    args = {"number": format_number(missing[0], page.lang), "page": page.key}
                    yield Diagnostic("N04", span, args)


@dataclass(frozen=True)
class _Known:
    """The numbers a block may use, without their signs: a minus sign is no part of the number that is found."""

    plain: set[Decimal]
    measured: set[tuple[Decimal, tuple[str, ...]]]
    """In base units, with the dimension of what stands above the slash."""


def _known(corpus: Corpus, page: Page, example: Example | None) -> _Known:
    units = corpus.facts.units
    known: list[tuple[Decimal, Unit | None]] = []
    if example is not None:
        known += [(item.value, units.get(item.unit) if item.unit else None) for item in example.values.values()]
    if topic := corpus.topic(page):
        known += [(n, units.get(p.unit)) for b in topic.benchmarks for p in b.points for n in p.numbers]
    return _Known(
        {abs(number) for number, _ in known},
        {(abs(number) * unit.factor, unit.dimension[:1]) for number, unit in known if unit is not None},
    )


def _has(known: _Known, unit: Unit | None, value: Decimal) -> bool:
    if unit is None:
        return value in known.plain or (value == value.to_integral() and value <= _SMALL)
    return (value * unit.factor, unit.dimension[:1]) in known.measured
