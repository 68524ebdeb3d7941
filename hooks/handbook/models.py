"""Typed models of `docs/_data`: the one place that says what a fact looks like.

Field descriptions become the help of the generated JSON Schema, so they are written for editors. Rules that need other
records (does this source exist?) are not here but in `checks/data.py`.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints, model_validator

from .model_base import Id, LangCode, Local, LocalList, Model, Text, Year
from .model_base import nested_fields as nested_fields

# -- figures -------------------------------------------------------------------------------------------------


def _check_order(record: Quantity | Factor) -> None:
    """Raise ValueError naming what is the wrong way round: `order` of the range, or `period` of validity."""
    if record.min is not None and record.max is not None and record.min >= record.max:
        raise ValueError("order")
    if record.valid_from and record.valid_to and record.valid_from > record.valid_to:
        raise ValueError("period")


class Quantity(Model):
    """One figure: exactly one of `value`, `min` with `max`, `before` with `after`. A range never joins two things."""

    refs: ClassVar[dict[str, str]] = {
        "unit": "unit", "qualifier": "qualifier", "evidence": "evidence", "source": "source",
        "instrument": "instrument",
    }  # fmt: skip

    value: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    before: Decimal | None = None
    after: Decimal | None = None
    before_label: Local | None = Field(
        None, description="What `before` is, when not the state before the measure (an internal norm)"
    )
    after_label: Local | None = None
    unit: Text = Field(description="Unit from units.yml; composites with a slash, e.g. kWh/t")
    qualifier: str | None = Field(None, description="about | up-to | over | at-least | under")
    evidence: str = Field(description="measured | survey | norm | expected | potential | modelled | claimed")
    scope: Local | None = Field(None, description="Where and for what the figure holds")
    year: Year | None = Field(None, description="Year of the data; null when the source does not say")
    source: Id = Field(description="Id of the source where the figure was seen")
    instrument: Id | None = Field(None, description="For a norm: the legal text that sets it")
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> Quantity:
        given = {name for name in ("value", "min", "max", "before", "after") if getattr(self, name) is not None}
        if given not in ({"value"}, {"min", "max"}, {"before", "after"}):
            raise ValueError("shape")
        _check_order(self)
        return self

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers of the figure: one value, (min, max) or (before, after)."""
        return tuple(n for n in (self.value, self.min, self.max, self.before, self.after) if n is not None)


class Point(Quantity):
    """One figure of a benchmark."""

    label: Local | None = Field(None, description="Name of the row in the chart; without it the scope is the name")
    key: Local | None = Field(None, description="Show this figure on the sector's overview, under this label")
    compare_first: bool = Field(False, description="The self-check compares with it unless the reader chooses another")
    note: Local | None = None


class Saving(Quantity):
    """What a measure saves. `of` says of what: '% of tank-cleaning water'."""

    refs: ClassVar[dict[str, str]] = {**Quantity.refs, "resource": "resource"}
    resource: str
    of: Local | None = None
    note: Local | None = None


class Result(Saving):
    """What a case reached."""


# -- a sector, or a cross-cutting topic ----------------------------------------------------------------------


class Step(Model):
    refs: ClassVar[dict[str, str]] = {"uses": "resource", "main_loss": "resource", "basis": "basis"}
    id: Id
    name: Local
    kind: Literal["process", "utility", "site"] = Field(
        "process", description="utility serves all steps; site is the whole plant"
    )
    inputs: list[Local] = Field([], description="Materials that go in (energy and water go under uses)")
    uses: list[str] = Field([], description="Resources the step uses: water, heat, electricity, chemicals, ...")
    loses: list[Local] = Field([], description="What leaves the step without being product")
    main_loss: str | None = Field(
        None, description="The resource lost most here, if this is one of the plant's main losses"
    )
    basis: str = Field(description="judgement, or the id of the source that shows inputs and losses")


class Benchmark(Model):
    refs: ClassVar[dict[str, str]] = {"resource": "resource", "unit": "unit"}
    id: Id
    resource: str
    name: Local
    unit: Text
    per: Local | None = Field(None, description="What the unit divides by, in words: hl of beer")
    amount: Local | None = Field(None, description="What is divided, as the self-check asks for it")
    better: Literal["lower", "higher", "none"] = "lower"
    points: list[Point] = Field(min_length=1)
    note: Local | None = None


class Measure(Model):
    refs: ClassVar[dict[str, str]] = {
        "type": "measure-type", "cost": "cost-class", "cost_basis": "basis", "sources": "source",
    }  # fmt: skip
    id: Id
    name: Local
    steps: list[Id] = Field(min_length=1)
    type: str
    cost: str = Field(description="Cost class by the rule in vocabulary.yml")
    cost_basis: str = Field("judgement", description="judgement, or the id of the source that states the cost")
    saves: list[Saving] = []
    resources: list[str] = Field([], description="Resources it acts on, when no figure says so")
    payback: Quantity | None = Field(None, description="In months, only when a source says it")
    sources: list[Id] = Field(min_length=1)


class Case(Model):
    refs: ClassVar[dict[str, str]] = {"sources": "source"}
    id: Id
    name: Local
    where: Local
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    year: Year | None = None
    measures: list[Id] = []
    planned: bool = Field(False, description="Chosen or proposed, not carried out as far as the source tells")
    what: Local
    results: list[Result] = []
    cost: Quantity | None = None
    payback: Quantity | None = None
    note: Local | None = None
    sources: list[Id] = Field(min_length=1)


class Waste(Model):
    id: Id
    name: Local
    from_: list[Id] = Field(alias="from")
    note: Local | None = None


class Law(Model):
    refs: ClassVar[dict[str, str]] = {"instrument": "instrument"}
    instrument: Id
    note: Local | None = Field(None, description="What it means for this sector")


class SourceRecord(Model):
    """A document a figure was seen in. `url` is the publisher's; a copy elsewhere is `seen_at` and not shown."""

    refs: ClassVar[dict[str, str]] = {"grade": "grade", "access": "access"}
    title: Text
    publisher: Text | None = Field(description="As publishers.yml spells it; null when not shown")
    year: Year | None = Field(description="null when not shown")
    lang: LangCode
    title_lang: LangCode | None = Field(None, description="Of the title, where it is not that of the document")
    grade: str
    access: str = "excerpt"
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    seen_at: Text | None = None
    note: Local | None = None


class Product(Model):
    refs: ClassVar[dict[str, str]] = {"unit": "unit"}
    unit: Text
    name: Local
    output: Local | None = Field(None, description="What leaves the last step, when the unit counts something else")


class Sector(Model):
    refs: ClassVar[dict[str, str]] = {"group": "group", "start_here": "measure"}
    id: Id
    name: Local
    aliases: LocalList = LocalList()
    group: str
    vsic: list[Annotated[str, StringConstraints(pattern=r"^[A-Z]?\d{2,5}$")]] = Field(
        description="VSIC codes of the sector"
    )
    product: Product
    steps: list[Step] = Field(min_length=1)
    benchmarks: list[Benchmark] = []
    measures: list[Measure] = []
    cases: list[Case] = []
    wastes: list[Waste] = []
    laws: list[Law] = []
    start_here: list[Id] = Field([], description="Measures to begin with, for the overview")
    self_check: list[Id] = Field([], description="Benchmarks the self-check begins with, one output; else by rule")
    gaps: list[Local] = Field([], description="What was looked for and not found: shown to the reader")
    reviewed: datetime.date | None = Field(None, description="Day another than the writer last read all its pages")
    sources: dict[Id, SourceRecord] = {}


class Utility(Sector):
    """A cross-cutting topic (steam, compressed air, ...): a sector without product, group and VSIC."""

    group: str = "utilities"
    vsic: list[str] = []
    product: Product | None = None  # type: ignore[assignment]


# -- shared records ------------------------------------------------------------------------------------------


class Discouraged(Model):
    form: Text
    reason: Text = Field(description="Why, in the language of the form")


class TermHalf(Model):
    """One language of a concept."""

    preferred: Text
    abbr: Text | None = None
    admitted: list[Text] = Field([], description="Other correct forms")
    discouraged: list[Discouraged] = []
    definition: Text


class Term(Model):
    """One concept, both languages side by side. The file name is the id."""

    refs: ClassVar[dict[str, str]] = {"group": "term-group", "see": "term", "sources": "source"}
    id: Id
    group: str
    vi: TermHalf
    en: TermHalf
    see: list[Id] = []
    legal: Local | None = None
    sources: list[Id] = []
    seen: list[Literal["definition", "pair", "vi", "en"]] = Field(
        [], description="What the sources show; empty: usual usage, not yet confirmed"
    )
    autolink: bool = Field(True, description="false: common words that would be underlined too often")

    def half(self, lang: str) -> TermHalf:
        return self.vi if lang == "vi" else self.en


class Ask(Model):
    refs: ClassVar[dict[str, str]] = {"source": "source"}
    article: Text | None = None
    what: Local
    source: Id | None = None


class Instrument(Model):
    """A legal text, norm or standard, with its validity as far as known."""

    refs: ClassVar[dict[str, str]] = {
        "kind": "instrument-kind", "subject": "law-subject", "status": "instrument-status", "sectors": "sector",
        "replaces": "instrument", "replaced_by": "instrument", "amended_by": "instrument", "sources": "source",
    }  # fmt: skip
    id: Id
    number: Text | None = Field(description="As printed: 19/2016/TT-BCT, QCVN 40:2025/BTNMT; null for a draft")
    kind: str
    subject: str = Field(description="What it is mainly about: the group it stands in on the page of laws")
    reach: Literal["any", "sectors", "state"] = Field(
        "sectors", description="any: plants of whatever industry, as the text names them; sectors: those that list it "
        "or that it lists; state: authorities, no duty of plants was seen",
    )  # fmt: skip
    sectors: list[Id] = Field([], description="Sectors it concerns besides those whose file lists it")
    name: Local = Field(description="Short name readers know: Thông tư 19/2016/TT-BCT")
    title: Local = Field(description="What it is about")
    issuer: Local
    issued: datetime.date | None = None
    in_force: datetime.date | None = None
    ended: datetime.date | None = Field(None, description="Last day of validity or of the period it sets")
    status: str
    replaces: list[Id] = []
    replaced_by: list[Id] = []
    amended_by: list[Id] = []
    note: Local | None = None
    asks: list[Ask] = []
    sources: list[Id] = Field(min_length=1)


class Word(Model):
    """One entry of a vocabulary."""

    vi: Text
    en: Text
    rule: Local | None = None
    topics: list[Id] = Field([], description="Term groups: only these sectors' pages link the terms by themselves")

    def __getitem__(self, lang: str) -> str:
        return self.vi if lang == "vi" else self.en


class Vocabulary(Model):
    """Every closed list of words, with both languages: the allowed values and what readers see."""

    resource: dict[Id, Word]
    measure_type: dict[Id, Word] = Field(alias="measure-type")
    cost_class: dict[Id, Word] = Field(alias="cost-class")
    evidence: dict[Id, Word]
    qualifier: dict[Id, Word]
    grade: dict[Id, Word]
    access: dict[Id, Word]
    instrument_kind: dict[Id, Word] = Field(alias="instrument-kind")
    instrument_status: dict[Id, Word] = Field(alias="instrument-status")
    law_subject: dict[Id, Word] = Field(alias="law-subject")
    finance_status: dict[Id, Word] = Field(alias="finance-status")
    group: dict[Id, Word]
    term_group: dict[Id, Word] = Field(alias="term-group")
    measure_part: dict[Id, Word] = Field(alias="measure-part")
    denied_hosts: list[Text] = Field(alias="denied-hosts")


class UnitRecord(Model):
    dimension: Id
    factor: Decimal
    vi: Text
    en: Text
    also: list[Text] = []
    tight: bool = False
    metric: list[Text] = Field([], description="What readers are told it is in metric units, the smaller one first")


class Factor(Model):
    """A conversion factor: energy in a fuel or a kilowatt-hour, or what the grid emits for one."""

    refs: ClassVar[dict[str, str]] = {
        "unit": "unit", "instrument": "instrument", "status": "instrument-status", "sources": "source",
    }  # fmt: skip
    use: Literal["fuel", "electricity", "energy", "grid"] = Field(
        description="fuel, electricity: to oil equivalent; energy: what a tonne of that is; grid: CO2 of electricity"
    )
    fuel: Id | None = Field(None, description="Which fuel: factors by mass and by volume of one fuel share it")
    name: Local
    value: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    unit: Text
    year: Year | None = Field(None, description="Year the factor was worked out for")
    instrument: Id | None = Field(None, description="The legal text that sets it")
    status: str | None = Field(None, description="Validity, as far as known")
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    sources: list[Id] = Field(min_length=1)
    note: Local | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> Factor:
        given = {name for name in ("value", "min", "max") if getattr(self, name) is not None}
        if given not in ({"value"}, {"min", "max"}) or (self.use == "fuel") != (self.fuel is not None):
            raise ValueError("shape")
        _check_order(self)
        return self

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The value, or (min, max)."""
        return tuple(n for n in (self.value, self.min, self.max) if n is not None)


class FieldText(Model):
    """What a field of the open data holds, for those who read the tables."""

    vi: Text
    en: Text | None = Field(None, description="Only where the English description in the models does not serve readers")


class ExampleValue(Model):
    """One number of a worked example. With `formula` it is worked out from the others: `water * 10 / beer`."""

    refs: ClassVar[dict[str, str]] = {"unit": "unit"}
    value: Decimal
    unit: Text | None = None
    formula: Text | None = Field(None, description="Names of other values, numbers, + - * / ** ( ), sqrt, npv, irr")


class Example(Model):
    """Numbers of the worked examples of a page, or of a chapter. The plant is invented, the sums are checked."""

    values: dict[Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")], ExampleValue] = Field(min_length=1)
