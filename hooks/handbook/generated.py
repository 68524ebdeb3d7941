"""Ids the build adds to a page: those of the listings under its reserved headings. Links may point at them."""

from __future__ import annotations

from collections.abc import Iterator

from .facts import Facts
from .pages import Page


def generated_ids(facts: Facts, page: Page, written: frozenset[str]) -> Iterator[str]:
    """Every such id of `page`; `written` are the topics that have pages."""
    ids = {heading.id for heading in page.headings}
    if page.kind == "utility" and "losses" in ids and page.topic_id in facts.utilities:
        yield from (step.id for step in facts.utilities[page.topic_id].steps if step.kind != "site")
    if page.kind == "glossary" and "all-terms" in ids:
        yield from facts.terms
    if page.kind == "sources" and "all-sources" in ids:
        yield from (f"src-{source_id}" for source_id in facts.sources)
    if page.kind == "laws" and "all-laws" in ids:
        yield from facts.instruments
        yield from {f"subject-{instrument.subject}" for instrument in facts.instruments.values()}
    yield from _chapter_ids(facts, page.kind, ids, written)


def _chapter_ids(facts: Facts, kind: str, ids: set[str | None], written: frozenset[str]) -> Iterator[str]:
    """Ids of what the policy pages list: funds, fees, institutions, norms of a sector, tasks of a programme."""
    if kind == "energy-norms" and "norms-by-sector" in ids:
        for topic in (topic for topic in facts.topics.values() if topic.id in written):
            if any(point.evidence == "norm" for benchmark in topic.benchmarks for point in benchmark.points):
                yield f"norms-{topic.id}"
    if kind == "finance" and "all-funds" in ids:
        yield from facts.finance
        yield from {f"funds-{fund.status}" for fund in facts.finance.values()}
    if kind == "finance" and "fees" in ids and facts.policy:
        yield from (f"fee-{fee_id}" for fee_id in facts.policy.fees)
    if kind == "institutions" and "all-institutions" in ids:
        yield from facts.institutions
        yield from {f"institutions-{record.kind}" for record in facts.institutions.values()}
    if kind == "programmes" and facts.policy:
        for programme_id, programme in facts.policy.programmes.items():
            if f"{programme_id}-parts" in ids:
                yield from programme.part_ids(programme_id)
