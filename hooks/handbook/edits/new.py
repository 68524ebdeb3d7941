"""`handbook new KIND …`: the facts of a record and its sections on the pages of both languages."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .. import LANGUAGES, report
from ..corpus import DOCS, Corpus
from ..diagnostics import Diagnostic
from ..models import Benchmark, Case, Measure, Sector, Step, Utility
from ..pages import UTILITY_GROUPS, Page
from ..yaml_source import read_yaml
from . import scaffold, translation
from .draft import Draft, Refusal, errors
from .fields import Answers, Value, complete
from .kinds import COMMAND, KINDS, LISTS, SHARED, file_of
from .page_edit import add_in_group, add_section
from .records import is_denied
from .yaml_edit import append_entry, insert_item

Given = Mapping[str, Value]
"""Values by name of field, as they were typed."""
PROMPT_CODE = "P19"
_SHOWN = 100
"""Prompts beyond these are only counted: check shows them all."""
_KEYS = tuple(f.alias or name for name, f in Sector.model_fields.items())


@dataclass(frozen=True)
class Written:
    """What `new` did: files (with whether each is new), prompts that are still to be replaced, and remarks (vi, en)."""

    files: list[tuple[str, bool]]
    prompts: list[Diagnostic]
    remarks: list[tuple[str, str]] = field(default_factory=list)


def new(root: Path, kind: str, given: Given) -> Written:
    """Write a new record of `kind` from `given` (by name of field), asking for the rest at a terminal.

    Raises Refusal when something given cannot be or would bring errors in; nothing is written then.
    """
    with Draft(root) as draft:
        corpus, before = draft.trial()
        answers = _answers(corpus, kind, given)
        remarks: list[tuple[str, str]] = []
        if kind == "translation":
            translation.write(draft, corpus, answers, remarks)
        else:
            _facts(draft, kind, answers)
        after, found = draft.trial()
        if kind in LISTS or kind in ("sector", "pages"):
            topic = after.facts.topics.get(answers.text("sector") or answers.text("id"))
            if topic is None:
                raise _would_break(before, found)
            _pages(draft, after, topic, kind, answers, remarks)
            after, found = draft.trial()
        started = {path for path in draft.changed if draft.is_new(path)} if kind == "translation" else set()
        if errors(_without_prompts(found, started)) - errors(_without_prompts(before)):
            raise _would_break(before, found)
        if kind == "source" and is_denied(answers, answers.text("url")):
            remarks.append(_DENIED)
        files = [(path, draft.is_new(path)) for path in draft.changed]
        draft.write()
    changed = {path for path, _ in files}
    return Written(files, [d for d in found if d.code == PROMPT_CODE and d.span.path in changed], remarks)


def _answers(corpus: Corpus, kind: str, given: Given) -> Answers:
    if given.get("sector") in corpus.facts.unread_topics:
        raise Refusal(
            f"Dữ liệu của “{given['sector']}” đang có lỗi nên chưa thêm được. Chạy check và sửa trước.",
            f"The data of “{given['sector']}” cannot be read, so nothing can be added. Run check and mend it first.",
        )
    answers = Answers(corpus)
    complete(KINDS[kind].fields, answers, given)
    return answers


_DENIED = (
    "Địa chỉ này là trang chia sẻ tài liệu: đã ghi vào seen_at, không hiện cho người đọc. Tìm được địa chỉ của nơi "
    "xuất bản thì thêm vào url.",
    "This address is on a document-sharing site: it went into seen_at and is not shown to readers. When you find the "
    "publisher's address, add it as url.",
)


def _without_prompts(found: Sequence[Diagnostic], started: Collection[str] = ()) -> list[Diagnostic]:
    """Findings that a change must not bring in; of the files `started` everything is for the editor to do."""
    return [d for d in found if d.code != PROMPT_CODE and d.span.path not in started]


def _would_break(before: Sequence[Diagnostic], found: Sequence[Diagnostic]) -> Refusal:
    """Say which errors the change would bring in."""
    more = errors(_without_prompts(found)) - errors(_without_prompts(before))
    worst = [d for d in found if (d.span.path, d.code) in more]
    return Refusal(
        f"Không ghi gì, vì sẽ sinh lỗi:\n{report.terminal(worst, 'vi')}",
        f"Nothing was written, because it would bring errors in:\n{report.terminal(worst, 'en')}",
    )


# -- facts


def _facts(draft: Draft, kind: str, answers: Answers) -> None:
    if kind == "pages":
        return
    path, lines = file_of(kind, answers), KINDS[kind].lines(answers)
    if kind in ("sector", "term"):
        draft.put(path, "\n".join(lines) + "\n")
        return
    document = read_yaml(draft.source(path))
    if kind == "source" and answers.text("sector") == SHARED:
        draft.put(path, append_entry(document, lines))
    elif kind == "source":
        draft.put(path, insert_item(document, "sources", lines, len(answers.topic.sources), _KEYS))
    else:
        key = LISTS[kind]
        draft.put(path, insert_item(document, key, lines, _position(kind, answers), _KEYS))


def _position(kind: str, answers: Answers) -> int:
    """How many records of its kind stay before the new one."""
    topic = answers.topic
    if kind == "step":
        return _step_position(topic, answers.text("after"), answers.text("kind"))
    if kind == "measure":
        own = answers.many("step")[0]
        return _after_last(topic.measures, lambda m: m.steps[0] == own)
    if kind == "case" and (country := answers.text("country")):
        return _after_last(topic.cases, lambda c: c.country == country)
    return len(topic.cases if kind == "case" else topic.benchmarks)


def _step_position(topic: Sector, after: str, kind: str) -> int:
    if after:
        return next(index for index, step in enumerate(topic.steps) if step.id == after) + 1
    order = ("process", "utility", "site")
    return sum(1 for step in topic.steps if order.index(step.kind) <= order.index(kind))


def _after_last(records: Sequence, fits: Callable[..., bool]) -> int:
    """After the last record that fits, else after all."""
    return max((index + 1 for index, record in enumerate(records) if fits(record)), default=len(records))


# -- pages


def _pages(
    draft: Draft, corpus: Corpus, topic: Sector, kind: str, answers: Answers, remarks: list[tuple[str, str]]
) -> None:
    """Whole pages for a topic, one section for a record; the parts of a cross-cutting topic have no sections."""
    if kind in ("sector", "pages"):
        if corpus.has_pages(topic.id):
            first = f"{DOCS}/vi/{corpus.topic_key(topic.id, 'index')}.md"
            raise Refusal(
                f"“{topic.id}” đã có trang: {first}. Thêm từng mục: {COMMAND} measure, …",
                f"“{topic.id}” has pages: {first}. Add single entries: {COMMAND} measure, …",
            )
        for lang in LANGUAGES:
            for name, text in scaffold.pages(corpus.facts, topic, lang).items():
                draft.put(f"{DOCS}/{lang}/{corpus.topic_key(topic.id, name)}.md", text)
        return
    if kind == "step" and isinstance(topic, Utility):
        return
    key = LISTS[kind]
    name = "process" if kind == "step" else key
    record = next(r for r in getattr(topic, key) if r.id == answers.text("id"))
    for lang in LANGUAGES:
        page = corpus.page(lang, corpus.topic_key(topic.id, name))
        if page is None or page.damaged:
            path = f"{DOCS}/{lang}/{corpus.topic_key(topic.id, name)}.md"
            make = f"{COMMAND} translation {path}" if corpus.has_pages(topic.id) else f"{COMMAND} pages {topic.id}"
            remarks.append(
                (
                    f"Chưa có trang {path}: mục này mới chỉ có dữ liệu. Tạo trang: {make}",
                    f"There is no page {path}: only facts were written. Make it: {make}",
                )
            )
        elif isinstance(topic, Utility):
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


# -- the command line


def command(arguments: list[str], parser: argparse.ArgumentParser) -> tuple[str, str, Given]:
    """(root, kind, given) from the arguments of `handbook new`; argparse ends the program when they make no sense."""
    kinds = parser.add_subparsers(dest="record", required=True, metavar="KIND")
    for name, kind in KINDS.items():
        sub = kinds.add_parser(
            name, help=f"{kind.vi} / {kind.en}", description=f"{kind.vi} / {kind.en}", allow_abbrev=False
        )
        for item in kind.fields:
            help_text = f"{item.vi} / {item.en}".replace("%", "%%")
            if item.positional:
                sub.add_argument(item.name, nargs="?", help=help_text)
            elif item.many:
                sub.add_argument(item.flag, action="append", metavar="…", help=f"{help_text} (+)")
            else:
                sub.add_argument(item.flag, metavar="…", help=help_text)
    options = vars(parser.parse_args(arguments))
    given = {item.name: options[item.name.replace("-", "_")] for item in KINDS[options["record"]].fields}
    return options["root"], options["record"], given


def told(written: Written) -> str:
    """What was written and what is left to do, in both languages."""
    lines = ["Đã ghi / Written:"]
    lines += [f"  {path}{'  (mới / new)' if is_new else ''}" for path, is_new in written.files]
    for vi, en in written.remarks:
        lines += ["", vi, en]
    if written.prompts:
        lines += ["", f"Còn phải viết / Still to write ({len(written.prompts)}):"]
        lines += [f"  {d.span.path}:{d.span.line}  {d.span.text.strip()}" for d in written.prompts[:_SHOWN]]
        if rest := len(written.prompts) - _SHOWN:
            lines += [f"  … ({rest})"] if rest > 0 else []
    check = "python3 scripts/dev.py check"
    lines += ["", f"Viết xong thì chạy / When done, run: {check}"]
    return "\n".join(lines) + "\n"
