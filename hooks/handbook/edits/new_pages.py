"""The pages of a new topic, the section of a new record, and the heading a list of the data is shown under."""

from __future__ import annotations

from .. import LANGUAGES
from ..corpus import DOCS, Corpus
from ..models import Benchmark, Case, Measure, Sector, Step, Utility
from ..pages import RESERVED_IDS, UTILITY_GROUPS, Page
from . import scaffold
from .draft import Draft, Refusal
from .fields import Answers
from .kinds_base import COMMAND
from .kinds_topic import LISTED, SECTIONS
from .page_edit import add_in_group, add_section

_WHOLE = ("sector", "utility", "pages")
KINDS_WITH_PAGES = frozenset((*_WHOLE, *SECTIONS, *LISTED))
Remarks = list[tuple[str, str]]


def write(draft: Draft, corpus: Corpus, topic: Sector, kind: str, answers: Answers, remarks: Remarks) -> None:
    """Put into the draft what the pages of both languages need; pages that are not there are named in `remarks`."""
    if kind in _WHOLE:
        _whole(draft, corpus, topic)
    elif kind in LISTED:
        _heading(draft, corpus, topic, *LISTED[kind], remarks)
    elif not (kind == "step" and isinstance(topic, Utility)):  # the parts of a system have no sections
        _record(draft, corpus, topic, kind, answers.text("id"), remarks)


def _whole(draft: Draft, corpus: Corpus, topic: Sector) -> None:
    if corpus.has_pages(topic.id):
        first = f"{DOCS}/vi/{corpus.topic_key(topic.id, 'index')}.md"
        raise Refusal(
            f"“{topic.id}” đã có trang: {first}. Thêm từng mục: {COMMAND} measure, …",
            f"“{topic.id}” has pages: {first}. Add single entries: {COMMAND} measure, …",
        )
    for lang in LANGUAGES:
        for name, text in scaffold.pages(corpus.facts, topic, lang).items():
            draft.put(f"{DOCS}/{lang}/{corpus.topic_key(topic.id, name)}.md", text)


def _heading(draft: Draft, corpus: Corpus, topic: Sector, name: str, anchor: str, remarks: Remarks) -> None:
    """The heading under which the build lists what is new, on the page `name`, where no page of the topic has it."""
    for lang in LANGUAGES:
        page = _page(corpus, topic, name, lang, remarks)
        own = (p for p in corpus.of(lang) if p.topic_id == topic.id)
        if page is None or any(heading.id == anchor for p in own for heading in p.headings):
            continue
        steps = [step.id for step in topic.steps]
        order = [*steps, anchor] if page.kind == "sector-process" else RESERVED_IDS[page.kind]
        draft.put(page.path, add_section(page, scaffold.listing(anchor, lang), anchor, order))


def _page(corpus: Corpus, topic: Sector, name: str, lang: str, remarks: Remarks) -> Page | None:
    """A page of the topic that can be added to; where there is none, the remarks say how to make it."""
    page = corpus.page(lang, corpus.topic_key(topic.id, name))
    if page is not None and not page.damaged:
        return page
    path = f"{DOCS}/{lang}/{corpus.topic_key(topic.id, name)}.md"
    make = f"{COMMAND} translation {path}" if corpus.has_pages(topic.id) else f"{COMMAND} pages {topic.id}"
    remarks.append(
        (
            f"Chưa có trang {path}: mục này mới chỉ có dữ liệu. Tạo trang: {make}",
            f"There is no page {path}: only facts were written. Make it: {make}",
        )
    )
    return None


def _record(draft: Draft, corpus: Corpus, topic: Sector, kind: str, record_id: str, remarks: Remarks) -> None:
    """The section of a record."""
    key = SECTIONS[kind]
    name = "process" if kind == "step" else key
    record = next(r for r in getattr(topic, key) if r.id == record_id)
    for lang in LANGUAGES:
        page = _page(corpus, topic, name, lang, remarks)
        if page is None:
            continue
        if isinstance(topic, Utility):
            draft.put(page.path, _in_utility(corpus, topic, page, key, record, lang))
        elif isinstance(record, Measure):
            draft.put(page.path, _with_measure(corpus, topic, record, lang))
        else:
            order = [r.id for r in getattr(topic, key)]
            draft.put(page.path, add_section(page, _section(record, lang), record.id, order))


def _section(record: Step | Benchmark | Case, lang: str) -> str:
    if isinstance(record, Step):
        return scaffold.step_section(record, lang)
    if isinstance(record, Benchmark):
        return scaffold.benchmark_section(record, lang)
    return scaffold.case_section(record, lang)


def _in_utility(
    corpus: Corpus, topic: Utility, page: Page, key: str, record: Benchmark | Measure | Case, lang: str
) -> str:
    """The page of a cross-cutting topic with the record under the heading of its kind, made where it is missing."""
    if isinstance(record, Measure):
        section = scaffold.measure_section(corpus.facts, record, lang)
    elif isinstance(record, Benchmark):
        section = scaffold.benchmark_section(record, lang, 3)
    else:
        section = scaffold.case_section(record, lang, 3)
    group = next((h for h in page.headings if h.id == UTILITY_GROUPS[key]), None)
    if group is not None:
        return add_in_group(page, group, section, record.id, [r.id for r in getattr(topic, key)])
    if isinstance(record, Case):
        section = scaffold.cases_section(lang).strip("\n") + "\n\n" + section.strip("\n")
    return add_section(page, section, UTILITY_GROUPS[key], [*UTILITY_GROUPS.values(), "laws", "gaps"])


def _with_measure(corpus: Corpus, topic: Sector, measure: Measure, lang: str) -> str:
    """The measures page with the measure in the group of its first step, which is made where it is missing."""
    page = corpus.page(lang, corpus.topic_key(topic.id, "measures"))
    assert page is not None
    section = scaffold.measure_section(corpus.facts, measure, lang)
    step = next(s for s in topic.steps if s.id == measure.steps[0])
    group = next((h for h in page.headings if h.id == f"at-{step.id}"), None)
    if group is not None:
        return add_in_group(page, group, section, measure.id, [m.id for m in topic.measures])
    whole = scaffold.group_section(step, lang).strip("\n") + "\n\n" + section.strip("\n")
    return add_section(page, whole, f"at-{step.id}", [f"at-{s.id}" for s in topic.steps])
