"""Tables of what belongs to no sector: policy, finance, institutions, method.

Whatever their files hold of statements and figures comes out in two tables of their own, with the place of each in its
file; the other tables hold the records round them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from .. import models_shared as ms
from ..corpus import Corpus
from ..facts import walk
from ..model_base import Model
from .columns import Column, Item, of_model
from .table import Rows, Table

# -- rows


def _inside(kind: type[Model]) -> Rows:
    """Every record of a kind, wherever in the files it stands."""

    def rows(corpus: Corpus) -> Iterator[Item]:
        for chapter in corpus.facts.chapters:
            for record in walk(chapter):
                if isinstance(record, kind):
                    yield Item(corpus, record)

    return rows


def _programmes(corpus: Corpus) -> Iterator[Item]:
    if (policy := corpus.facts.policy) is not None:
        for programme_id, programme in policy.programmes.items():
            yield Item(corpus, programme, parent=programme_id)


def _parts(corpus: Corpus) -> Iterator[Item]:
    for outer in _programmes(corpus):
        for part in outer.record.parts:
            yield Item(corpus, part, parent=outer.parent)


def _provincial(corpus: Corpus) -> Iterator[Item]:
    if (policy := corpus.facts.policy) is not None:
        for number, programme in enumerate(policy.provincial, 1):
            yield Item(corpus, programme, number=number)


def _fees(corpus: Corpus) -> Iterator[Item]:
    if (policy := corpus.facts.policy) is not None:
        for fee_id, fee in policy.fees.items():
            yield Item(corpus, fee, parent=fee_id)


def _funds(corpus: Corpus) -> Iterator[Item]:
    for fund_id, fund in corpus.facts.finance.items():
        yield Item(corpus, fund, parent=fund_id)


def _institutions(corpus: Corpus) -> Iterator[Item]:
    for institution_id, institution in corpus.facts.institutions.items():
        yield Item(corpus, institution, parent=institution_id)


def _tasks(corpus: Corpus) -> Iterator[Item]:
    if (method := corpus.facts.method) is not None:
        for step in method.steps:
            for task in step.tasks:
                yield Item(corpus, task, parent=step)


# -- columns that are no field of a record


def _file(item: Item) -> str:
    return PurePosixPath(item.record.span().path).stem


def _place(item: Item) -> str:
    """Keys and positions that lead to the record: `programmes.strategy-2009-2020.targets.0`."""
    return ".".join(str(key) for key in item.record.path)


def _periods(item: Item) -> list[str]:
    """As intervals of ISO 8601; one without a first year is open at that end."""
    return [f"{period.since or '..'}/{period.until}" for period in item.record.periods]


def _phone(item: Item) -> str | None:
    """Of a contact; no other statement has one."""
    return getattr(item.record, "phone", None)


_FILES = ("policy", "finance", "institutions", "method")
_WHERE = (
    Column("file", "string", _file, "file", values=_FILES, required=True),
    Column("place", "string", _place, "place", required=True),
)


def _id() -> Column:
    return Column("id", "string", lambda item: item.parent, "id", required=True)


def _year(name: str) -> Column:
    """Years that only targets have."""
    return Column(name, "integer", lambda item: getattr(item.record, name, None), name)


CHAPTERS: tuple[Table, ...] = (
    Table("programmes", (_id(), *of_model(ms.Programme, skip=("gaps",))), ("id",), _programmes),
    Table(
        "programme-parts",
        (
            Column("programme", "string", lambda i: i.parent, "programme", to="programmes", required=True),
            *of_model(ms.Part),
        ),
        ("programme", "number"),
        _parts,
    ),
    Table(
        "provincial-programmes",
        (
            Column("row", "integer", lambda item: item.number, "row", required=True),
            *of_model(ms.ProvincialProgramme),
        ),
        ("row",),
        _provincial,
    ),
    Table("guidelines", tuple(of_model(ms.Guideline)), ("sector",), _inside(ms.Guideline)),
    Table(
        "energy-norms",
        (*of_model(ms.EnergyNorm), Column("periods", "list", _periods, "periods")),
        ("instrument",),
        _inside(ms.EnergyNorm),
    ),
    Table("fees", (_id(), *of_model(ms.Fee)), ("id",), _fees),
    Table("funds", (_id(), *of_model(ms.Fund)), ("id",), _funds),
    Table("institutions", (_id(), *of_model(ms.Institution)), ("id",), _institutions),
    Table(
        "tasks",
        (
            *of_model(ms.Task),
            Column("step", "string", lambda i: i.parent.id, "step", required=True),
            *of_model(
                ms.AssessmentStep,
                skip=("id", "number", "seen", "source", "output", "contents", "contents_sources"),
                of=lambda i: i.parent,
                rename={"name": "step_name"},
            ),
        ),
        ("id",),
        _tasks,
    ),
    Table(
        "statements",
        (*_WHERE, *of_model(ms.Statement), Column("phone", "string", _phone, "phone")),
        ("file", "place"),
        _inside(ms.Statement),
    ),
    Table(
        "chapter-figures",
        (*_WHERE, *of_model(ms.Figure), _year("since"), _year("by")),
        ("file", "place"),
        _inside(ms.Figure),
    ),
)
