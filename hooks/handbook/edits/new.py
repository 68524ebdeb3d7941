"""`handbook new KIND …`: the facts of a record and its sections on the pages of both languages."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .. import report
from ..corpus import Corpus
from ..diagnostics import Diagnostic
from ..models import Sector
from ..yaml_source import read_yaml
from . import new_pages, translation
from .draft import Draft, Refusal, errors
from .fields import Answers, Value, complete
from .kinds import KINDS
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
        if kind in new_pages.KINDS_WITH_PAGES:
            topic = after.facts.topics.get(answers.text("sector") or answers.text("id"))
            if topic is None:
                raise _would_break(before, found)
            new_pages.write(draft, after, topic, kind, answers, remarks)
            after, found = draft.trial()
        started = {path for path in draft.changed if draft.is_new(path)} if kind == "translation" else set()
        if errors(_without_prompts(found, started)) - errors(_without_prompts(before)):
            raise _would_break(before, found)
        remarks += KINDS[kind].remarks(answers)
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


_DEFECTS = ("bom", "crlf", "nfc")
"""What `fix` mends in a file that can be read all the same."""


def _facts(draft: Draft, kind: str, answers: Answers) -> None:
    place, lines = KINDS[kind].place, KINDS[kind].lines(answers)
    if place is None:
        return
    path, key = place(answers)
    if any(p.span.path == path and p.kind not in _DEFECTS for p in answers.facts.problems):
        raise Refusal(
            f"{path} đang có lỗi nên chưa thêm được. Chạy check và sửa trước.",
            f"{path} cannot be read, so nothing can be added. Run check and mend it first.",
        )
    document = read_yaml(draft.source(path))
    if key:
        draft.put(path, insert_item(document, key, lines, _position(kind, key, answers), _KEYS))
    else:
        draft.put(path, append_entry(document, lines))


def _position(kind: str, key: str, answers: Answers) -> int:
    """How many records of its kind stay before the new one."""
    topic = answers.topic
    if kind == "step":
        return _step_position(topic, answers.text("after"), answers.text("kind"))
    if kind == "measure":
        own = answers.many("step")[0]
        return _after_last(topic.measures, lambda m: m.steps[0] == own)
    if kind == "case" and (country := answers.text("country")):
        return _after_last(topic.cases, lambda c: c.country == country)
    return len(getattr(topic, key))


def _step_position(topic: Sector, after: str, kind: str) -> int:
    if after:
        return next(index for index, step in enumerate(topic.steps) if step.id == after) + 1
    order = ("process", "utility", "site")
    return sum(1 for step in topic.steps if order.index(step.kind) <= order.index(kind))


def _after_last(records: Sequence, fits: Callable[..., bool]) -> int:
    """After the last record that fits, else after all."""
    return max((index + 1 for index, record in enumerate(records) if fits(record)), default=len(records))


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
