"""Typed models of what belongs to no sector: `policy.yml`, `finance.yml`, `institutions.yml`, `method.yml`.

Figures are those of `models.Quantity`; whatever a source says in words is a `Statement`, with its sources. Texts of the
handbook itself (`own` in the descriptions) name no source.
"""

from __future__ import annotations

import datetime
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints, model_validator

from .model_base import Id, Local, LocalList, Model, Text, Year
from .models import Quantity

Phone = Annotated[str, StringConstraints(pattern=r"^\+\d{1,3}(?: \d{2,4})+$")]
"""A telephone number with the code of its country, in groups."""

# -- what sources say ----------------------------------------------------------------------------------------


class Figure(Quantity):
    """A figure outside the sectors: one of a target, a fee, a term of a loan, a result."""

    what: Local | None = Field(None, description="What the figure is, when the statement round it does not say so")
    note: Local | None = None


class Statement(Model):
    """Something the sources say, with the figures in it."""

    refs: ClassVar[dict[str, str]] = {"instrument": "instrument", "sources": "source"}
    what: Local
    instrument: Id | None = Field(None, description="The legal text that says it")
    article: Text | None = None
    figures: list[Figure] = []
    sources: list[Id] = Field(min_length=1)
    note: Local | None = None


class Contact(Statement):
    """How somebody can be reached in public, as a source shows it: no names of persons, no addresses of theirs."""

    phone: Phone | None = Field(None, description="With the codes of today: +84 24 3942 9734")


# -- policy --------------------------------------------------------------------------------------------------


class Target(Figure):
    """What a programme wants to reach, and by when."""

    what: Local
    since: Year | None = Field(None, description="First year of the period, when the programme names one")
    by: Year = Field(description="Last year of the period: the year of the target")

    @model_validator(mode="after")
    def _forward(self) -> Target:
        if self.since is not None and self.since > self.by:
            raise ValueError("period")
        return self


class Part(Model):
    """One of the numbered projects or tasks of a programme."""

    number: int
    name: Local
    served_by: list[Text] = Field(
        [], description="What in the handbook serves it: keys of pages, with #anchor where one place is meant"
    )


class Programme(Model):
    """A national strategy or programme."""

    refs: ClassVar[dict[str, str]] = {"instrument": "instrument", "goal_sources": "source", "part_sources": "source"}
    instrument: Id
    name: Local
    since: Year | None = None
    until: Year
    goal: Local
    goal_sources: list[Id] = Field(min_length=1)
    targets: list[Target] = []
    part_kind: Literal["project", "task"] | None = Field(None, description="What its numbered parts are called")
    parts: list[Part] = []
    part_sources: list[Id] = []
    results: list[Statement] = Field([], description="What is reported to have been reached")
    related: list[Statement] = Field([], description="Projects beside the programme, and how it is carried out")
    gaps: list[Local] = []

    def part_id(self, programme_id: str, part: Part) -> str:
        """Anchor of a project or task: `scp-2021-2030-task-4`."""
        return f"{programme_id}-{self.part_kind or 'part'}-{part.number}"

    def part_ids(self, programme_id: str) -> list[str]:
        return [self.part_id(programme_id, part) for part in self.parts]


class ProvincialProgramme(Model):
    refs: ClassVar[dict[str, str]] = {"sources": "source"}
    province: Local
    name: Local
    number: Text | None = Field(None, description="Number of the decision, when a source shows it")
    issued: datetime.date | None = None
    since: Year | None = None
    until: Year
    targets: list[Target] = []
    sources: list[Id] = Field(min_length=1)


class Guideline(Model):
    """A sector guideline on cleaner production that was seen itself: its cover or its contents."""

    refs: ClassVar[dict[str, str]] = {"sector": "sector", "sources": "source"}
    sector: Id
    name: Local = Field(description="What it covers")
    issuer: Local | None = Field(None, description="Absent when no excerpt shows it")
    edition: Local | None = Field(None, description="Absent when no excerpt shows a date")
    pages: int | None = None
    updated_2020: bool = Field(description="Among the seven handbooks reviewed and updated in 2020")
    sources: list[Id] = Field(min_length=1)
    note: Local | None = None


class Guidelines(Model):
    claim: Statement
    series: Statement
    confirmed: list[Guideline]
    update: Statement
    contents: Statement
    materials: list[Statement] = []
    not_found: list[Local] = Field([], description="Fields for which one was searched without a hit")
    warning: Local = Field(description="What must not be read into the list; own")


class Fee(Model):
    """An environmental fee: who pays how much."""

    refs: ClassVar[dict[str, str]] = {"instrument": "instrument"}
    instrument: Id
    name: Local
    formula: Local | None = None
    rates: list[Figure] = Field(min_length=1)
    note: Local | None = None


class NormPeriod(Model):
    since: Year | None = None
    until: Year


class EnergyNorm(Model):
    """A circular with energy norms. The norms themselves stand with their sectors."""

    refs: ClassVar[dict[str, str]] = {"instrument": "instrument", "sectors": "sector", "sources": "source"}
    instrument: Id
    industry: Local
    sectors: list[Id] = []
    scope: Local
    threshold: Figure | None = Field(None, description="Plants from this size up")
    periods: list[NormPeriod] = Field([], description="Empty when not seen")
    sources: list[Id] = Field(min_length=1)
    note: Local | None = None


class EnergyNorms(Model):
    overview: Statement
    circulars: list[EnergyNorm]


class Policy(Model):
    """`policy.yml`."""

    programmes: dict[Id, Programme]
    provincial: list[ProvincialProgramme] = []
    guidelines: Guidelines
    fees: dict[Id, Fee]
    energy_norms: EnergyNorms
    technical_rules: list[Figure] = []
    gaps: list[Local] = Field([], description="What was looked for and not found: shown to the reader")


# -- finance, institutions -----------------------------------------------------------------------------------


class Fund(Model):
    """A source of money for cleaner production: a fund, a bank's line, a programme of the State."""

    refs: ClassVar[dict[str, str]] = {"status": "finance-status", "instruments": "instrument"}
    name: Local
    abbr: Text | None = None
    status: str
    instruments: list[Id] = Field([], description="Legal texts it rests on")
    basis: list[Statement] = Field([], description="What else it rests on, and who runs it")
    terms: list[Statement] = []
    apply: list[Statement] = Field([], description="How to apply, as far as the sources show it")
    website: Text | None = Field(None, description="Only where a source shows it")
    contact: list[Contact] = Field([], description="Where to ask, each as a source shows it, with its year")
    note: Local | None = None


class Institution(Model):
    refs: ClassVar[dict[str, str]] = {"sources": "source"}
    kind: Literal["ministry", "province", "centre", "project"] = Field(
        description="ministry: national level; province: in every province; centre: advises plants; project: for a time"
    )
    name: Local
    abbr: Local | None = None
    role: Local
    website: Text | None = Field(None, description="Only where a source shows it")
    contact: list[Contact] = Field([], description="Public addresses, each as a source shows it, with its year")
    facts: list[Statement] = []
    sources: list[Id] = Field(min_length=1)
    note: Local | None = None


# -- publishers of the sources --------------------------------------------------------------------------------


class Publisher(Model):
    """`publishers.yml`: one body that published sources, under its name as sources and Vietnamese pages have it."""

    en: Text | None = Field(None, description="Its name on English pages; left out where both languages have one name")
    also: list[Text] = Field([], description="Other spellings, not to be used in sources")


# -- the assessment method -----------------------------------------------------------------------------------


class Seen(Model):
    """A wording of the method: seen in a source, or the usual one without a source."""

    refs: ClassVar[dict[str, str]] = {"source": "source"}
    seen: bool = Field(description="false: usual wording, seen in no source")
    source: Id | None = None

    @model_validator(mode="after")
    def _seen_somewhere(self) -> Seen:
        if self.seen != (self.source is not None):
            raise ValueError("seen")
        return self


class Concept(Statement):
    id: Id
    kind: Literal["definition", "contrast", "example"]


class Question(Statement):
    """`what` is the question."""

    id: Id


class Variant(Model):
    """Another Vietnamese wording in use."""

    refs: ClassVar[dict[str, str]] = {"source": "source"}
    form: Text
    source: Id | None = None


class Task(Seen):
    id: Id
    number: int
    name: Local


class AssessmentStep(Seen):
    id: Id
    number: int
    name: Local
    variants: list[Variant] = []
    output: Local = Field(description="What there is when the step is done; own")
    contents: LocalList = Field(LocalList(), description="What the step holds, by `contents_sources`")
    contents_sources: list[Id] = []
    tasks: list[Task] = Field(min_length=1)

    refs: ClassVar[dict[str, str]] = {**Seen.refs, "contents_sources": "source"}


class OptionGroup(Model):
    refs: ClassVar[dict[str, str]] = {"types": "measure-type", "source": "source"}
    id: Id
    name: Local
    types: list[Id]
    seen: list[Literal["vi", "en"]] = Field(description="Languages in which the source shows the name")
    source: Id


class OptionClass(Model):
    """A class of options: a measure type of the vocabulary, which has its name."""

    refs: ClassVar[dict[str, str]] = {
        "type": "measure-type", "source": "source", "code_sources": "source", "vietnamese_sources": "source",
    }  # fmt: skip
    type: Id
    code: Text
    code_sources: list[Id] = Field([], description="Where the code was seen; empty: proposed here")
    what: Local
    source: Id = Field(description="Where the class was seen in English")
    vietnamese_sources: list[Id] = Field([], description="Where a Vietnamese name was seen")
    variants: list[Variant] = []
    examples: list[Statement] = []


class Worksheet(Model):
    """A worksheet of this handbook: own proposal, no form of an official guide."""

    id: Id
    number: int
    name: Local
    tasks: list[Id] = Field(min_length=1)


class Worksheets(Model):
    status: Local = Field(description="Where the list comes from; own")
    seen: list[Statement] = Field([], description="Forms that were seen in sources")
    proposed: list[Worksheet]


class Screening(Model):
    refs: ClassVar[dict[str, str]] = {"source": "source"}
    id: Id
    name: Local
    seen: list[Literal["vi", "en"]]
    source: Id


class Criterion(Model):
    """A measure of economic feasibility."""

    refs: ClassVar[dict[str, str]] = {"source": "source"}
    id: Id
    name: Local
    formula: Local
    rule: Local | None = None
    source: Id


class TechnicalItem(Model):
    refs: ClassVar[dict[str, str]] = {"source": "source"}
    id: Id
    name: Local
    source: Id


class Feasibility(Model):
    technical: list[TechnicalItem]
    economic: list[Criterion]
    environmental: Statement
    threshold: Statement


class Tool(Model):
    """A method that serves the assessment: material flow cost accounting, energy audit."""

    name: Local
    about: list[Statement]
    link: Local = Field(description="How it serves a cleaner production assessment; own")


class Method(Model):
    """`method.yml`: the assessment in six steps and 18 tasks."""

    concepts: list[Concept]
    questions: list[Question]
    claim: Statement
    origin: Local = Field(description="Where the layout comes from, as far as known; own")
    steps: list[AssessmentStep]
    unseen: Statement = Field(description="What was seen of the tasks whose titles were not")
    practice: list[Statement] = Field([], description="Commitment, duration")
    other_schemes: list[Statement] = []
    option_groups: list[OptionGroup]
    option_classes: list[OptionClass]
    worksheets: Worksheets
    screening: list[Screening]
    feasibility: Feasibility
    flow_cost_accounting: Tool
    energy_audit: Tool
    management_links: list[Statement] = []
    worked_example: Statement
    gaps: list[Local] = []
