"""D: facts and pages fit together: every fact has its section, every section its fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from .. import DEFAULT_LANGUAGE, LANGUAGES
from ..corpus import Corpus, file_span
from ..diagnostics import Diagnostic, Fix, check
from ..models import Instrument, Measure, Sector, Utility
from ..pages import RECORDS, RESERVED_IDS, UTILITY_GROUPS
from ..text import Source, Span, nearest
from ..yaml_source import YamlDocument

_ADDRESS = re.compile(r"https?://([^\s/:\"'<>)\]]+)", re.I)


@check("D09")
def denied_hosts(corpus: Corpus) -> Iterator[Diagnostic]:
    """No address on a site that passes on copies of other people's documents, except under `seen_at`."""
    vocabulary = corpus.facts.vocabulary
    if vocabulary is None or not vocabulary.denied_hosts:
        return
    hosts = "|".join(re.escape(host) for host in vocabulary.denied_hosts)
    denied = cache(re.compile(rf"(?:.*\.)?(?:{hosts})\Z", re.I).match)  # the same few hosts come up over and over
    documents: list[tuple[Source, YamlDocument | None]] = [(page.source, None) for page in corpus.pages.values()]
    documents += [(document.source, document) for document in corpus.facts.documents]
    for source, document in documents:
        if not any(map(denied, set(_ADDRESS.findall(source.text)))):
            continue
        for match in _ADDRESS.finditer(source.text):
            if denied(match[1]) and not (document and _not_shown(document, match.start())):
                yield Diagnostic("D09", source.span(match.start(), match.end()), {"host": match[1]})


def _not_shown(document: YamlDocument, offset: int) -> bool:
    """Whether the offset is in a `seen_at` value or in no value at all (a comment)."""
    path = document.path_at(offset)
    return path is None or "seen_at" in path


def _records(topic: Sector) -> dict[str, Sequence[Any]]:
    """Records that have a section each, by the page of it; a cross-cutting topic has one page, under whatever name."""
    named = {"process": topic.steps, "benchmarks": topic.benchmarks, "measures": topic.measures, "cases": topic.cases}
    return {name: named[name] for name in RECORDS["utility"]} if isinstance(topic, Utility) else named


@check("D10", "D20")
def facts_without_section(corpus: Corpus) -> Iterator[Diagnostic]:
    """Steps, benchmarks, measures and cases each have a section on their page, in both languages.

    A topic none of whose pages is written yet is only counted (D20): its facts are collected before its prose.
    """
    for topic in corpus.facts.topics.values():
        if not corpus.has_pages(topic.id):
            paths = [f"docs/{lang}/{corpus.topic_key(topic.id, 'index')}.md" for lang in LANGUAGES]
            yield Diagnostic("D20", topic.span("id"), {"id": topic.id, "paths": paths})
            continue
        for name, records in _records(topic).items():
            key = corpus.topic_key(topic.id, name)
            pages = [page for lang in ("vi", "en") if (page := corpus.page(lang, key))]
            if not pages and records:
                path = f"docs/vi/{key}.md"
                args = {"id": topic.id, "paths": [path], "problem": "page"}
                yield Diagnostic("D10", topic.span("id"), args, related=(file_span(corpus, path),))
            for record in records:
                without = [p for p in pages if not p.damaged and record.id not in {h.id for h in p.headings}]
                if without:
                    args = {"id": record.id, "paths": [page.path for page in without]}
                    yield Diagnostic("D10", record.span("id"), args, related=tuple(p.source.span(0) for p in without))


@check("D23")
def pages_without_data(corpus: Corpus) -> Iterator[Diagnostic]:
    """The pages of a topic have its data file."""
    for topic in sorted(corpus.facts.missing_topics):
        page = min((p for p in corpus.pages.values() if p.topic_id == topic), key=lambda p: (p.lang != "vi", p.key))
        path = f"docs/_data/{page.key.split('/')[0]}/{topic}.yml"
        yield Diagnostic("D23", page.source.span(0), {"id": topic, "path": path}, related=(file_span(corpus, path),))


@check("D11", "D17")
def sections_without_fact(corpus: Corpus) -> Iterator[Diagnostic]:
    """`##` and `###` of the pages that hold the records of a topic are facts, groups or reserved ids."""
    for page in corpus.pages.values():
        topic = corpus.topic(page)
        if topic is None or page.kind not in RECORDS:
            continue
        facts = {record.id: record for name in RECORDS[page.kind] for record in getattr(topic, name)}
        groups = {f"at-{step.id}" for step in topic.steps} if page.kind == "sector-measures" else set()
        calculators = {f"calculator-{key}" for key in corpus.facts.calculators}
        allowed = {*facts, *groups, *calculators, *RESERVED_IDS[page.kind]}
        group = None
        for heading in page.headings:
            if heading.level not in (2, 3) or heading.id is None:
                continue
            if heading.level == 2:
                group = heading
            if heading.id not in allowed:
                assert heading.id_span is not None
                near = nearest(heading.id, allowed)
                fix = Fix(heading.id_span, near) if near else None
                yield Diagnostic("D11", heading.id_span, {"id": heading.id, "data": topic.span().path}, fix)
            record = facts.get(heading.id)
            if isinstance(record, Measure) and group and group.id in groups:
                step = group.id.removeprefix("at-")
                if step not in record.steps:
                    args = {"id": record.id, "step": step, "steps": record.steps}
                    yield Diagnostic("D17", heading.span, args, related=(record.span("steps"), group.span))


@check("D21")
def served_by(corpus: Corpus) -> Iterator[Diagnostic]:
    """What is said to serve a task of a programme exists, in both languages."""
    policy = corpus.facts.policy
    for programme in policy.programmes.values() if policy else ():
        for part in programme.parts:
            for position, target in enumerate(part.served_by):
                key, _, anchor = target.partition("#")
                missing = [lang for lang in LANGUAGES if not _is_there(corpus, lang, key, anchor)]
                if missing:
                    span = part.span("served_by", position)
                    near = nearest(key, {page.key for page in corpus.of(DEFAULT_LANGUAGE)})
                    fix = Fix(span, near) if near and near != key else None
                    yield Diagnostic("D21", span, {"target": target, "languages": missing}, fix)


@check("D24")
def searched_places(corpus: Corpus) -> Iterator[Diagnostic]:
    """What `search.yml` has words for exists, in both languages."""
    known = corpus.facts.search
    for place in known.places:
        key, _, anchor = place.partition("#")
        missing = [lang for lang in LANGUAGES if not _is_there(corpus, lang, key, anchor)]
        if missing:
            span, args = known.key_span("places", place), {"target": place, "languages": missing}
            yield Diagnostic("D24", span, args, _near_place(corpus, span, key, anchor))


def _near_place(corpus: Corpus, span: Span, key: str, anchor: str) -> Fix | None:
    """The place most like one that is not there, and not written yet."""
    pages = {page.key: page for page in corpus.of(DEFAULT_LANGUAGE)}
    if key in pages:
        near = nearest(anchor, corpus.anchors(pages[key]))
        found = f"{key}#{near}" if near else key
    else:
        found = nearest(key, pages) or ""
    return Fix(span, found) if found and found not in corpus.facts.search.places else None


def _is_there(corpus: Corpus, lang: str, key: str, anchor: str) -> bool:
    page = corpus.shown(lang, key)
    return page is not None and (not anchor or anchor in corpus.anchors(page))


@check("P20")
def utility_sections(corpus: Corpus) -> Iterator[Diagnostic]:
    """The page of a cross-cutting topic has the sections readers know from the others, and no record elsewhere."""
    for page in corpus.pages.values():
        topic = corpus.topic(page)
        if page.kind != "utility" or topic is None or page.damaged:
            continue
        by_id = {heading.id: heading for heading in page.headings}
        optional = {"cases": topic.cases, "laws": topic.laws, "gaps": topic.gaps}
        for anchor in RESERVED_IDS["utility"]:
            if anchor not in by_id and optional.get(anchor, True):
                yield Diagnostic("P20", page.source.span(0), {"id": anchor, "problem": "missing"})
        groups = {r.id: UTILITY_GROUPS[name] for name in RECORDS["utility"] for r in getattr(topic, name)}
        group = None
        for heading in page.headings:
            if heading.level == 2:
                group = heading.id
            wanted = groups.get(heading.id or "")
            if wanted and (heading.level != 3 or group != wanted):
                args = {"id": heading.id, "group": wanted, "problem": "place"}
                yield Diagnostic("P20", heading.span, args)


_ENDED = ("repealed", "period-ended")
_IN_FORCE = {
    "vi": re.compile(r"(?:đang|còn|đang có) hiệu lực|hiện hành|đang (?:được )?áp dụng", re.I),
    "en": re.compile(r"\bin force\b|\bcurrently\b|\bnow appl(?:y|ies)\b", re.I),
}
_NO_LONGER = {
    "vi": re.compile(r"không còn|hết hiệu lực|đã hết|thay thế|bãi bỏ|trước đây|đến hết|chưa|từng", re.I),
    "en": re.compile(r"\bno longer\b|\bnot\b|\bended\b|\breplace|\brepeal|\bformer|\bwas\b|\bwere\b|\buntil\b", re.I),
}
_SENTENCE_END = re.compile(r"[.!?](?:\[\^[^\]]*\])*\s|\n[ \t]*\n|\n[ \t]*(?:[-*+|]|\d+\.)\s")


@check("D12")
def ended_instruments(corpus: Corpus) -> Iterator[Diagnostic]:
    """No sentence says that a replaced or expired legal text is in force."""
    ended = {i.number: i for i in corpus.facts.instruments.values() if i.number and i.status in _ENDED}
    if not ended:
        return
    patterns = {number: re.compile(rf"(?<!\w){re.escape(number)}(?![\w/])") for number in ended}
    for page in corpus.pages.values():
        text = page.masked.text
        for match in (m for number in ended if number in text for m in patterns[number].finditer(text)):
            start = max((m.end() for m in _SENTENCE_END.finditer(text, 0, match.start())), default=0)
            stop = _SENTENCE_END.search(text, match.end())
            sentence = text[start : stop.start() if stop else len(text)]
            if _IN_FORCE[page.lang].search(sentence) and not _NO_LONGER[page.lang].search(sentence):
                instrument: Instrument = ended[match.group()]
                word = corpus.facts.index("instrument-status")[instrument.status]
                args = {"number": match.group(), "status": {"vi": word.vi, "en": word.en}}
                span = page.source.span(match.start(), match.end())
                yield Diagnostic("D12", span, args, related=(instrument.span("status"),))
