"""Another id for a record: where the data and the pages name it, and which anchors change with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from ..corpus import Corpus
from ..model_base import Model
from ..models import Sector
from ..pages import Page
from .draft import Refusal
from .fields import not_one_of
from .moves import Changes, Moves
from .yaml_edit import scalar

SHARED = {
    "terms": "term",
    "sources": "source",
    "instruments": "instrument",
    "finance": "finance",
    "institutions": "institution",
}
"""Shared records by the name of their file or folder -> kind of the references to them."""
_ANCHOR = {"sources": "src-{}"}
"""How the anchor of a record is made from its id, where it is not the id itself."""
_KINDS = {"glossary": "terms", "sources": "sources", "laws": "instruments"}
_KINDS |= {name: name for name in ("finance", "institutions")}
"""Kind of the page that lists shared records -> which."""
_LISTS = ("steps", "benchmarks", "measures", "cases")


def rename_record(corpus: Corpus, name: str, old: str, new: str, changes: Changes) -> Moves:
    """Note every change of the record's id and of references to it; returns the anchors that change with it.

    Raises Refusal when there is no such record, or `new` is taken.
    """
    facts = corpus.facts
    if name in SHARED:
        return _rename_shared(corpus, name, old, new, changes)
    topic = facts.topics.get(name)
    if name in facts.unread_topics:
        raise Refusal(
            f"Dữ liệu của “{name}” đang có lỗi. Chạy check và sửa trước.",
            f"The data of “{name}” cannot be read. Run check and mend it first.",
        )
    if topic is None:
        raise not_one_of("TOPIC", name, {**dict.fromkeys(SHARED, ""), **dict.fromkeys(facts.topics, "")})
    return _rename_in_topic(corpus, topic, old, new, changes)


def standing(corpus: Corpus, page: Page, anchor: str) -> str | None:
    """What `move id` calls the home of the record that an anchor of a page belongs to; None when it is no record."""
    topic = corpus.topic(page)
    if topic is not None:
        plain = anchor.removeprefix("at-")
        return topic.id if any(plain == record.id for name in _LISTS for record in getattr(topic, name)) else None
    shared = _KINDS.get(page.kind)
    return shared if shared and any(anchor == _anchor(shared, i) for i in _index(corpus, shared)) else None


def _anchor(name: str, record_id: str) -> str:
    return _ANCHOR.get(name, "{}").format(record_id)


def _index(corpus: Corpus, name: str) -> dict[str, Model]:
    return getattr(corpus.facts, name)


# -- records of a topic


def _rename_in_topic(corpus: Corpus, topic: Sector, old: str, new: str, changes: Changes) -> Moves:
    ids = {record.id: name for name in (*_LISTS, "wastes") for record in getattr(topic, name)}
    if ids.get(old) not in _LISTS:
        raise not_one_of(topic.id, old, dict.fromkeys((i for i, name in ids.items() if name in _LISTS), ""))
    if new in ids:
        raise _taken(new)
    for name in _LISTS:
        for record in getattr(topic, name):
            if record.id == old:
                changes.replace(record.span("id"), new)
    for record, key, names in _references(topic, ids[old]):
        for position, wanted in enumerate(names):
            if wanted == old:
                changes.replace(record.span(key, position), scalar(new))
    anchors = {old: new} | ({f"at-{old}": f"at-{new}"} if ids[old] == "steps" else {})
    moves = Moves()
    for page in corpus.pages.values():
        if page.topic_id == topic.id:
            _rename_anchors(corpus, page, anchors, moves, changes)
    return moves


def _references(topic: Sector, kind: str) -> Iterator[tuple[Model, str, list[str]]]:
    """(record, key, ids) of what names steps, measures or benchmarks inside a topic."""
    if kind == "steps":
        yield from ((measure, "steps", measure.steps) for measure in topic.measures)
        yield from ((waste, "from", waste.from_) for waste in topic.wastes)
    if kind == "measures":
        yield from ((case, "measures", case.measures) for case in topic.cases)
        yield topic, "start_here", topic.start_here
    if kind == "benchmarks":
        yield topic, "self_check", topic.self_check


def _rename_anchors(corpus: Corpus, page: Page, anchors: dict[str, str], moves: Moves, changes: Changes) -> None:
    for old, new in anchors.items():
        if old not in corpus.anchors(page):
            continue
        now = corpus.aliases(page).get(new)
        if new in corpus.anchors(page) or (now and (now[0].key, now[1]) != (page.key, old)):
            raise _taken(new)
        moves.places[page.key, old] = (page.key, new)
        for heading in page.headings:
            if heading.id == old and heading.id_span:
                changes.replace(heading.id_span, new)


def _taken(new: str) -> Refusal:
    return Refusal(
        f"Mã “{new}” đã có, hoặc trước là mã của thứ khác. Chọn mã khác.",
        f"The id “{new}” is taken, or was once that of something else. Choose another.",
    )


# -- shared records


def _rename_shared(corpus: Corpus, name: str, old: str, new: str, changes: Changes) -> Moves:
    facts, records = corpus.facts, _index(corpus, name)
    if old not in records:
        raise not_one_of(name, old, dict.fromkeys(records, ""))
    if new in records:
        raise _taken(new)
    record = records[old]
    own = "id" in type(record).model_fields
    changes.replace(record.span("id") if own else record.key_span(), new)
    if name == "terms":
        path = PurePosixPath(record.span().path)
        changes.renamed[path.as_posix()] = path.with_name(f"{new}.yml").as_posix()
    kinds = (SHARED[name], "basis") if name == "sources" else (SHARED[name],)
    for reference in facts.references():
        if reference.kind in kinds and reference.id == old:
            changes.replace(reference.span, scalar(new))
    moves = Moves()
    for page in corpus.pages.values():
        if name == "terms":
            for link in page.links:
                if link.kind == "term" and link.target == old:
                    changes.replace(link.target_span, new)
        if name == "sources":
            for note in page.structure.notes:
                if note.id == old:
                    changes.replace(note.span, f"[^{new}]")
        if _KINDS.get(page.kind) == name:
            _rename_anchors(corpus, page, {_anchor(name, old): _anchor(name, new)}, moves, changes)
    return moves
