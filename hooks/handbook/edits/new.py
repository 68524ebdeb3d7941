"""`handbook new KIND …`: the facts of a record and its sections on the pages of both languages."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from .. import report
from ..corpus import Corpus
from ..diagnostics import Diagnostic
from ..facts import DATA
from ..schema import FOLDER, schemas
from ..yaml_source import read_yaml
from . import new_chapter_pages, new_pages, translation
from .draft import Draft, Refusal, errors
from .fields import Answers, Value, ask_one, at_terminal, complete, meant, not_one_of
from .kinds import GROUPS, KINDS
from .kinds_pages import PAGE_KINDS, page_key
from .yaml_edit import append_entry, insert_item, insert_key

Given = Mapping[str, Value]
"""Values by name of field, as they were typed."""
PROMPT_CODE = "P19"
_SHOWN = 100
"""Prompts beyond these are only counted: check shows them all."""


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
        if kind in PAGE_KINDS:
            key = answers.text("page") or page_key(answers)
            translation.write(draft, corpus, key, answers, remarks)
        else:
            _facts(draft, kind, answers)
        after, found = draft.trial()
        if len(after.facts.problems) > len(corpus.facts.problems):
            raise _would_break(before, found)  # what cannot be read has no pages either
        facts = draft.texts
        _pages(draft, after, kind, answers, remarks)
        if draft.texts != facts:
            found = draft.trial()[1]
        started = {path for path in draft.changed if draft.is_new(path)} if kind in PAGE_KINDS else set()
        if errors(_without_prompts(found, started)) - errors(_without_prompts(before)):
            raise _would_break(before, found)
        remarks += KINDS[kind].remarks(answers)
        files = [(path, draft.is_new(path)) for path in draft.changed]
        draft.write()
    changed = {path for path, _ in files}
    return Written(files, [d for d in found if d.code == PROMPT_CODE and d.span.path in changed], remarks)


def _pages(draft: Draft, corpus: Corpus, kind: str, answers: Answers, remarks: list[tuple[str, str]]) -> None:
    """What the pages of both languages, and the schemas, need for the record whose facts are in the draft."""
    topic = corpus.facts.topics.get(answers.text("sector") or answers.text("id"))
    if kind in new_pages.KINDS_WITH_PAGES and topic is not None:
        new_pages.write(draft, corpus, topic, kind, answers, remarks)
    elif kind in new_chapter_pages.WRITERS:
        new_chapter_pages.WRITERS[kind](draft, corpus, answers, remarks)
    elif kind == "word":
        for name, text in schemas(corpus.facts).items():
            if not draft.is_new(f"{FOLDER}/{name}"):
                draft.put(f"{FOLDER}/{name}", text)


def _answers(corpus: Corpus, kind: str, given: Given) -> Answers:
    if str(given.get("sector")) in corpus.facts.unread_topics:
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
    spot = place(answers)
    path = spot.path
    if any(p.span.path == path and p.kind not in _DEFECTS for p in answers.facts.problems):
        raise Refusal(
            f"{path} đang có lỗi nên chưa thêm được. Chạy check và sửa trước.",
            f"{path} cannot be read, so nothing can be added. Run check and mend it first.",
        )
    if draft.is_new(path) and path.count("/") == DATA.count("/") + 1:
        name = PurePosixPath(path).stem
        draft.put(path, f"# yaml-language-server: $schema=schema/{name}.json\n")
    document = read_yaml(draft.source(path))
    if spot.whole:
        draft.put(path, insert_key(document, spot.keys, lines, spot.order))
    elif spot.keys:
        draft.put(path, insert_item(document, spot.keys, lines, spot.position, spot.order))
    else:
        draft.put(path, append_entry(document, lines))


# -- the command line


def command(arguments: list[str], parser: argparse.ArgumentParser) -> tuple[str, str, Given]:
    """(root, kind, given) from the arguments of `handbook new`; argparse ends the program when they make no sense.

    At a terminal the kind is asked for when it is left out. Raises KeyboardInterrupt; Refusal for a kind that is none.
    """
    arguments = _with_kind(arguments)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _listing()
    kinds = parser.add_subparsers(dest="kind of record", metavar="KIND")
    for name, kind in KINDS.items():
        sub = kinds.add_parser(name, description=f"{kind.vi} / {kind.en}", allow_abbrev=False)
        for item in kind.fields:
            help_text = f"{item.vi} / {item.en}".replace("%", "%%")
            if item.positional:
                sub.add_argument(item.name, nargs="?", help=help_text)
            elif item.many:
                sub.add_argument(item.flag, action="append", metavar="…", help=f"{help_text} (+)")
            else:
                sub.add_argument(item.flag, metavar="…", help=help_text)
    options = vars(parser.parse_args(arguments))
    record = options["kind of record"]
    given = {item.name: options.get(item.name.replace("-", "_")) for item in KINDS[record].fields}
    return options["root"], record, given


def _listing(numbered: bool = False) -> str:
    """Every kind under the heading of its group, with a line in each language."""
    lines, place = list[str](), 0
    for (vi, en), kinds in GROUPS.items():
        lines += ["", f"{vi} / {en}"]
        for name, kind in kinds.items():
            place += 1
            number = f"{place:>3}. " if numbered else "  "
            lines += [f"{number}{name:<17} {kind.vi}", f"{' ' * len(number)}{'':<17} {kind.en}"]
    return "\n".join(lines)


def _with_kind(arguments: list[str]) -> list[str]:
    """The arguments with the name of the kind that is meant: as it is typed, described, or answered when asked."""
    if {"-h", "--help"} & {*arguments}:
        return arguments
    known = {name: f"{kind.vi} / {kind.en}" for name, kind in KINDS.items()}
    after_root = [index + 1 for index, word in enumerate(arguments) if word == "--root"]
    words = (i for i, word in enumerate(arguments) if not word.startswith("-") and i not in after_root)
    place = next(words, None)
    if place is not None:
        found = meant(arguments[place], known)
        if found is None:
            raise not_one_of("KIND", arguments[place], known)
        return [*arguments[:place], found, *arguments[place + 1 :]]
    if not at_terminal():
        raise Refusal(
            f"Thêm gì? Ghi tên loại sau lệnh: {', '.join(KINDS)}.", f"Add what? Name a kind: {', '.join(KINDS)}."
        )
    print(_listing(numbered=True))
    try:
        found = ask_one("Thêm gì? Gõ số, tên hoặc mấy chữ của tên.", "Add what? Number, name or words of it.", known)
    except EOFError:
        raise KeyboardInterrupt from None
    return [*arguments, found]


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
