"""The facts of `docs/_data`, loaded, typed and located. What could not be read is in `Facts.problems`, never an
exception.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from . import models as m
from . import models_addresses as ma
from . import models_shared as ms
from . import models_tools as mt
from .strays import is_plain
from .text import Source, Span, nearest, nfc_offset
from .units import Atom, Units
from .yaml_source import YamlDocument, read_yaml

M = TypeVar("M", bound=m.Model)

DATA = "docs/_data"


@dataclass(frozen=True)
class Problem:
    """Something wrong with a data file. `kind` is one of the kinds below; `args` fill the message.

    `yaml-syntax`, `yaml-duplicate-key`, `yaml-key`, `yaml-cycle`, `yaml-depth` (detail) · `encoding`, `bom`,
    `crlf`, `nul`, `size`,
    `nfc` · `empty-file` · `missing` (key) · `unknown-key` (key, allowed) · `value` (key, value, allowed) · `shape`,
    `order`,
    `period`, `seen` (key) · `file-name` (id, name) · `duplicate-id` (id, first)
    """

    kind: str
    span: Span
    args: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reference:
    """An id in a record that names another record: `kind` is a key of `Facts.index`."""

    record: m.Model
    field: str
    kind: str
    id: str
    keys: tuple[str | int, ...]

    @property
    def span(self) -> Span:
        return self.record.span(*self.keys)


@dataclass
class Facts:
    """All facts. Mappings keep the order of the files; `sectors` and `utilities` are ordered by group, then by name."""

    units: Units = field(default_factory=lambda: Units({}))
    vocabulary: m.Vocabulary | None = None
    labels: dict[str, m.Word] = field(default_factory=dict)
    fields: dict[str, m.FieldText] = field(default_factory=dict)
    """What the fields of the open data mean, by `field` or, where a table means something else by it, `table.field`."""
    sectors: dict[str, m.Sector] = field(default_factory=dict)
    utilities: dict[str, m.Utility] = field(default_factory=dict)
    terms: dict[str, m.Term] = field(default_factory=dict)
    instruments: dict[str, m.Instrument] = field(default_factory=dict)
    sources: dict[str, m.SourceRecord] = field(default_factory=dict)
    factors: dict[str, m.Factor] = field(default_factory=dict)
    examples: dict[str, m.Example] = field(default_factory=dict)
    """Numbers of worked examples by page key: `sectors/brewing/benchmarks`."""
    policy: ms.Policy | None = None
    finance: dict[str, ms.Fund] = field(default_factory=dict)
    institutions: dict[str, ms.Institution] = field(default_factory=dict)
    publishers: dict[str, ms.Publisher] = field(default_factory=dict)
    method: ms.Method | None = None
    redirects: ma.Redirects = field(default_factory=ma.Redirects)
    search: ma.SearchWords = field(default_factory=ma.SearchWords)
    calculators: dict[str, mt.Calculator] = field(default_factory=dict)
    documents: list[YamlDocument] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    first_seen: dict[tuple[str, str], Span] = field(default_factory=dict)
    missing_topics: set[str] = field(default_factory=set)
    """Ids of topics that have pages, but no file here."""

    @classmethod
    def load(cls, root: Path) -> Facts:
        """Read `root/docs/_data`."""
        return _Loader(root).load()

    @property
    def topics(self) -> dict[str, m.Sector]:
        """Sectors and cross-cutting topics together: everything with steps, measures and cases."""
        return {**self.sectors, **self.utilities}

    @property
    def chapters(self) -> list[m.Model]:
        """Records of what belongs to no sector: policy, finance, institutions, method."""
        single = [record for record in (self.policy, self.method) if record is not None]
        return [*single, *self.finance.values(), *self.institutions.values()]

    # -- files that are there but could not be read: what they hold is not unknown, only unread

    @property
    def read_topics(self) -> set[str]:
        """Ids (file names) of sectors and utilities, valid or not."""
        return self._stems("sectors", "utilities")

    @property
    def unread_topics(self) -> set[str]:
        """Ids of sectors and utilities without a valid record."""
        return (self.read_topics | self.missing_topics) - set(self.topics)

    @property
    def unread_terms(self) -> set[str]:
        return self._stems("terms") - set(self.terms)

    @property
    def unread_sources(self) -> set[str]:
        """Ids under `sources` in files whose record is not valid."""
        found: set[str] = set()
        holders = tuple(f"{DATA}/{name}" for name in ("sources.yml", "sectors/", "utilities/"))
        for document in self.documents:
            value, path = document.value, document.source.path
            if isinstance(value, dict) and path.startswith(holders):
                own = value if path == f"{DATA}/sources.yml" else value.get("sources")
                found |= set(own) if isinstance(own, dict) else set()
        return found - set(self.sources)

    def nearest_source(self, wanted: str) -> str | None:
        """A source id that `wanted` is a slip of the pen for; one with other digits (a year) is another document."""
        near = nearest(wanted, {*self.sources, *self.unread_sources}, 0.85)
        letters = [re.sub(r"\d", "", text) for text in (wanted, near or "")]
        return near if letters[0] != letters[1] else None

    def _stems(self, *folders: str) -> set[str]:
        prefixes = tuple(f"{DATA}/{folder}/" for folder in folders)
        return {Path(d.source.path).stem for d in self.documents if d.source.path.startswith(prefixes)}

    def index(self, kind: str) -> Mapping[str, Any]:
        """Records or words of a kind that ids may refer to."""
        if kind in ("source", "instrument", "term"):
            return getattr(self, f"{kind}s")
        if kind == "basis":
            return {"judgement": None, **self.sources}
        if kind == "unit":
            return self.units.atoms
        if kind == "sector":
            return {**dict.fromkeys(self._stems("sectors")), **self.sectors}
        if self.vocabulary is None:
            return {}
        return getattr(self.vocabulary, kind.replace("-", "_"))

    def references(self, *kinds: str) -> Iterator[Reference]:
        """Every reference in every record, or those of some `kinds`, except those inside one sector (steps, measures):
        see `checks/data_refs.py`.
        """
        for record in self.records():
            if record.refs:
                yield from _references(record, kinds)

    def records(self) -> Iterator[m.Model]:
        """Every record, those inside other records included."""
        kinds = (self.topics, self.terms, self.instruments, self.sources, self.factors, self.examples, self.calculators)
        for top in kinds:
            for record in top.values():
                yield from walk(record)
        for record in self.chapters:
            yield from walk(record)

    def label(self, key: str, lang: str, **args: Any) -> str:
        """A text of the site itself (`labels.yml`) in `lang`; the key where an editor has removed it or its braces."""
        word = self.labels.get(key)
        if word is None:
            return key
        try:
            return word[lang].format(**args)
        except (KeyError, IndexError, ValueError):
            return word[lang]

    def word(self, kind: str, word_id: str, lang: str) -> str:
        """What readers see for a word of the vocabulary; the id itself while it is unknown."""
        word = self.index(kind).get(word_id)
        return word[lang] if word is not None else word_id


def walk(value: Any) -> Iterator[m.Model]:
    """`value` and every record inside it, a record before those it holds."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, m.Model):
            yield item
            waiting += [child for name, _ in reversed(m.nested_fields(type(item))) if (child := getattr(item, name))]
        elif isinstance(item, list):
            waiting += reversed(item)
        elif isinstance(item, dict):
            waiting += reversed(item.values())


def _references(record: m.Model, kinds: tuple[str, ...]) -> Iterator[Reference]:
    for name, kind in type(record).refs.items():
        if kind == "measure" or (kinds and kind not in kinds):
            continue
        value = getattr(record, name)
        items = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for index, item in items:
            if item is not None:
                keys = (name,) if index is None else (name, index)
                yield Reference(record, name, kind, item, keys)


class _Loader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.facts = Facts()

    def load(self) -> Facts:
        facts = self.facts
        units = self._mapping("units.yml", m.UnitRecord)
        facts.units = Units(
            {
                k: Atom(k, u.dimension, u.factor, u.vi, u.en, tuple(u.also), u.tight, tuple(u.metric))
                for k, u in units.items()
            }
        )
        facts.vocabulary = self._single("vocabulary.yml", m.Vocabulary)
        facts.labels = self._mapping("labels.yml", m.Word)
        facts.fields = self._mapping("fields.yml", m.FieldText)
        facts.factors = self._mapping("factors.yml", m.Factor)
        facts.examples = self._mapping("examples.yml", m.Example)
        facts.policy = self._single("policy.yml", ms.Policy)
        facts.finance = self._mapping("finance.yml", ms.Fund)
        facts.institutions = self._mapping("institutions.yml", ms.Institution)
        facts.publishers = self._mapping("publishers.yml", ms.Publisher)
        facts.method = self._single("method.yml", ms.Method)
        facts.redirects = self._single("redirects.yml", ma.Redirects) or facts.redirects
        facts.search = self._single("search.yml", ma.SearchWords) or facts.search
        facts.calculators = self._mapping("calculators.yml", mt.Calculator)
        facts.sources = self._mapping("sources.yml", m.SourceRecord)
        for source_id, record in facts.sources.items():
            facts.first_seen["source", source_id] = record.key_span()
        for record in self._list("instruments.yml", m.Instrument):
            self._add("instrument", facts.instruments, record.id, record)
        facts.terms = dict(self._folder("terms", m.Term))
        facts.sectors = self._sorted(self._folder("sectors", m.Sector))
        facts.utilities = self._sorted(self._folder("utilities", m.Utility))
        for topic in facts.topics.values():
            for source_id, source in topic.sources.items():
                self._add("source", facts.sources, source_id, source)
        return facts

    def _sorted(self, items: dict[str, M]) -> dict[str, M]:
        groups = list(self.facts.index("group"))
        rank = {group: index for index, group in enumerate(groups)}
        return dict(sorted(items.items(), key=lambda kv: (rank.get(kv[1].group, 99), kv[0])))  # type: ignore[attr-defined]

    def _add(self, kind: str, index: dict[str, Any], record_id: str, record: m.Model) -> None:
        if record_id in index:
            first = self.facts.first_seen.get((kind, record_id)) or index[record_id].span()
            self._problem(
                "duplicate-id",
                record.span("id") if "id" in type(record).model_fields else record.key_span(),
                id=record_id,
                first=first,
            )
            return
        index[record_id] = record
        self.facts.first_seen[kind, record_id] = record.span()

    def _read(self, file: Path) -> YamlDocument | None:
        source = Source.read(file, self.root)
        worst = [kind for kind in ("encoding", "size", "nul") if kind in source.defects][:1]  # one is enough said
        for kind in worst or source.defects:
            self._problem(kind, source.span(source.defects[kind]))
        offset = nfc_offset(source.text)
        if offset is not None:
            self._problem("nfc", source.span(offset, offset + 1))
        document = read_yaml(source)
        self.facts.documents.append(document)
        if source.conflict:
            self._problem("conflict", source.span(*source.conflict))
        if source.unreadable or source.conflict:
            return None  # what is left of such a file says nothing
        for problem in document.problems:
            self._problem(f"yaml-{problem.kind}", problem.span, detail=problem.detail)
        if document.value is None:
            if not document.problems and not source.defects.get("size"):
                self._problem("empty-file", source.span(0))
            return None
        if any(problem.kind in ("cycle", "depth") for problem in document.problems):
            return None
        return document

    def _folder(self, name: str, model: type[M]) -> dict[str, M]:
        found: dict[str, M] = {}
        for file in sorted((self.root / DATA / name).glob("*.yml")):
            if not is_plain(file.name):
                continue  # a finding of its own: nothing can refer to a record of this name
            document = self._read(file)
            record = self._validate(document, model) if document else None
            if record is None:
                continue
            if record.id != file.stem:  # type: ignore[attr-defined]
                self._problem("file-name", record.span("id"), id=record.id, name=file.stem)  # type: ignore[attr-defined]
            found[file.stem] = record
        return found

    def _file(self, name: str) -> YamlDocument | None:
        file = self.root / DATA / name
        return self._read(file) if file.is_file() else None

    def _single(self, name: str, model: type[M]) -> M | None:
        document = self._file(name)
        return self._validate(document, model) if document else None

    def _mapping(self, name: str, model: type[M]) -> dict[str, M]:
        document = self._file(name)
        if document is None or not self._is(document, dict):
            return {}
        pairs = ((key, self._validate(document, model, (key,))) for key in document.value)
        return {key: record for key, record in pairs if record is not None}

    def _list(self, name: str, model: type[M]) -> list[M]:
        document = self._file(name)
        if document is None or not self._is(document, list):
            return []
        records = (self._validate(document, model, (index,)) for index in range(len(document.value)))
        return [record for record in records if record is not None]

    def _is(self, document: YamlDocument, kind: type) -> bool:
        if isinstance(document.value, kind):
            return True
        self._problem("value", document.span(()), key="", value=document.source.path, allowed=[kind.__name__])
        return False

    def _validate(self, document: YamlDocument, model: type[M], path: tuple[str | int, ...] = ()) -> M | None:
        value = document.value
        for key in path:
            value = value[key]
        try:
            record = model.model_validate(value)
        except ValidationError as error:
            for item in error.errors(include_url=False):
                self._schema_problem(document, model, path, item)
            return None
        record.locate(document, path)
        return record

    def _schema_problem(self, document: YamlDocument, model: type[m.Model], path: tuple[Any, ...], item: Any) -> None:
        where = (*path, *(part for part in item["loc"] if part != "[key]"))
        key = ".".join(str(part) for part in where)
        kind, span = item["type"], document.span(where)
        if kind == "missing":
            self._problem("missing", document.span(where[:-1]), key=key)
        elif kind == "extra_forbidden":
            self._problem(
                "unknown-key", document.key_span(where), key=str(where[-1]), allowed=_fields_at(model, item["loc"][:-1])
            )
        elif kind == "value_error":
            self._problem(str(item["ctx"]["error"]), span, key=key)
        else:
            context = item.get("ctx", {})
            named = f"model_{context['class_name']}" if kind == "model_type" else kind
            allowed = context.get("expected") or context.get("pattern") or named
            self._problem("value", span, key=key, value=str(item["input"])[:60], allowed=[str(allowed)])

    def _problem(self, kind: str, span: Span, **args: Any) -> None:
        self.facts.problems.append(Problem(kind, span, args))


def _fields_at(model: type[m.Model], loc: tuple[Any, ...]) -> list[str]:
    """Keys allowed in the record at `loc` below `model`: walks the annotations by field name."""
    current: Any = model
    for part in loc:
        if isinstance(part, int):
            continue
        fields = getattr(current, "model_fields", None)
        if fields is None:
            return []
        found = next((f for n, f in fields.items() if part in (n, f.alias)), None)
        if found is None:  # a key of a mapping such as sources: stay with its value model
            continue
        current = _model_in(found.annotation)
    return [f.alias or n for n, f in getattr(current, "model_fields", {}).items()]


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, m.Model):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if (found := _model_in(argument)) is not None:
            return found
    return None
