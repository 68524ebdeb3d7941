"""`handbook move`: another address for a page, a section or a record, in both languages, with all that names it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .. import LANGUAGES, report
from ..corpus import Corpus
from ..diagnostics import Diagnostic
from ..messages import severity
from ..permalinks import addresses, lost
from ..translations import LEDGER as TRANSLATIONS
from .draft import Draft, Refusal, errors
from .may_move import check_done, check_heading, check_id, check_new_page, check_still_opens, existing, key_of, no_page
from .moves import REDIRECTS, Changes, Moves, move_files, moved_path, redirected, redirects_text, rewrite
from .moves import translations_text as translated
from .record_ids import rename_record


@dataclass
class Moved:
    """What was done: (path, what) a line each; `diff` is filled on a trial run, `remarks` are (vi, en)."""

    lines: list[tuple[str, str]] = field(default_factory=list)
    diff: str = ""
    remarks: list[tuple[str, str]] = field(default_factory=list)


# -- the three kinds


def move_page(root: Path, old: str, new: str, *, dry_run: bool = False) -> Moved:
    """Give the page `old` the key `new`. When the files have been renamed already, all the rest is done.

    Raises Refusal when the address is not free, is made up wrongly, or means something to the build.
    """
    with Draft(root) as draft:
        corpus, before = draft.trial()
        old, new = key_of(old), key_of(new)
        pages = [page for lang in LANGUAGES if (page := corpus.page(lang, old))]
        done = not pages and any(corpus.page(lang, new) for lang in LANGUAGES)
        if not pages and not done:
            raise no_page(corpus, old)
        if done:
            check_still_opens(corpus, old)
        else:
            check_new_page(corpus, pages[0], new)
        moves = Moves(files={old: new})
        changes = Changes(draft)
        rewrite(corpus, moves, changes)
        return carry_out(draft, corpus, before, moves, changes, dry_run)


def move_heading(root: Path, name: str, old: str, new: str, *, dry_run: bool = False) -> Moved:
    """Give the section `old` of a page the id `new`. When the heading has been changed already, or cut out and put on
    another page (`new` is `page#id`), all the rest is done.
    """
    with Draft(root) as draft:
        corpus, before = draft.trial()
        key = existing(corpus, name)
        to_key, _, anchor = new.rpartition("#")
        place = (existing(corpus, to_key) if to_key else key), anchor
        pages = [page for lang in LANGUAGES if (page := corpus.page(lang, key))]
        here = [page for page in pages if old in corpus.anchors(page)]
        changes = Changes(draft)
        if here:
            check_heading(corpus, pages, old, place)
            for page in pages:
                for heading in page.headings:
                    if heading.id == old and heading.id_span:
                        changes.replace(heading.id_span, anchor)
        else:
            check_done(corpus, pages, old, place)
        moves = Moves(places={(key, old): place})
        rewrite(corpus, moves, changes)
        return carry_out(draft, corpus, before, moves, changes, dry_run)


def move_id(root: Path, topic: str, old: str, new: str, *, dry_run: bool = False) -> Moved:
    """Give a record another id. `topic` is a sector or cross-cutting system, or the file of shared records: `terms`,
    `sources`, `instruments`, `finance`, `institutions`.
    """
    with Draft(root) as draft:
        corpus, before = draft.trial()
        check_id(new)
        changes = Changes(draft)
        moves = rename_record(corpus, topic, old, new, changes)
        rewrite(corpus, moves, changes)
        return carry_out(draft, corpus, before, moves, changes, dry_run)


def carry_out(
    draft: Draft,
    corpus: Corpus,
    before: list[Diagnostic],
    moves: Moves,
    changes: Changes,
    dry_run: bool,
    expected: frozenset[str] = frozenset(),
) -> Moved:
    """Make the changes, try them out, and write them all; raises Refusal, with nothing written, if an error other than
    the `expected` codes comes up or an address would be lost.
    """
    _refuse_unreadable(corpus, moves, changes)
    changes.apply()
    for path, new_path in changes.renamed.items():
        draft.put(new_path, draft.text(path))
        draft.remove(path)
    move_files(corpus, moves, draft)
    redirects = redirected(corpus.facts.redirects, moves)
    if redirects.pages or redirects.anchors or not draft.is_new(REDIRECTS):
        draft.put(REDIRECTS, redirects_text(redirects))
    after, found = draft.trial()
    _refuse_worse(corpus, before, after, [d for d in found if d.code not in expected], moves)
    ledger = translated(corpus, after, moves)
    if ledger is not None:
        draft.put(TRANSLATIONS, ledger)
    result = Moved(list(_lines(draft, changes, moves)), draft.diff() if dry_run else "")
    if not dry_run:
        draft.write()
    return result


def _refuse_unreadable(corpus: Corpus, moves: Moves, changes: Changes) -> None:
    """Writing a file again whose bytes are no text would lose what is left of it."""
    for page in corpus.pages.values():
        if page.source.unreadable and (page.path in changes.by_path or page.key in moves.files):
            raise Refusal(
                f"{page.path} đang hỏng, chưa đổi gì. Chạy check và sửa tệp ấy trước.",
                f"{page.path} is damaged, nothing was changed. Run check and mend that file first.",
            )


def _refuse_worse(
    corpus: Corpus, before: list[Diagnostic], after: Corpus, found: list[Diagnostic], moves: Moves
) -> None:
    had = errors(before)
    for diagnostic in before:
        path = moved_path(corpus, moves, diagnostic)
        if path != diagnostic.span.path and severity(diagnostic) == "error":
            had[path, diagnostic.code] += 1
    more = errors(found) - had
    if worst := [d for d in found if (d.span.path, d.code) in more]:
        raise Refusal(
            f"Không ghi gì, vì sẽ sinh lỗi:\n{report.terminal(worst, 'vi')}",
            f"Nothing was written, because it would bring errors in:\n{report.terminal(worst, 'en')}",
        )
    gone = sorted({line for line, _, _ in lost(after, addresses(corpus))})
    if gone:
        raise Refusal(
            f"Không ghi gì, vì sẽ mất địa chỉ: {', '.join(gone)}",
            f"Nothing was written, because addresses would be lost: {', '.join(gone)}",
        )


# -- in words


def _lines(draft: Draft, changes: Changes, moves: Moves) -> Iterator[tuple[str, str]]:
    changed = set(draft.changed)
    for path in sorted(changed):
        for _, (span, new) in sorted(changes.by_path.get(path, {}).items()):
            yield f"{path}:{span.line}", f"{_short(span.text)} → {_short(new)}"
        if path in changes.by_path and not draft.is_gone(path):
            continue
        if draft.is_gone(path):
            yield path, "đã chuyển / moved away"
        else:
            yield path, "mới / new" if draft.is_new(path) else "viết lại / written again"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def told(result: Moved, dry_run: bool) -> str:
    """The result for the terminal, in both languages."""
    lines = [result.diff] if result.diff else []
    lines += [f"{path}  {what}" for path, what in result.lines]
    for vi, en in result.remarks:
        lines += ["", vi, en]
    files = len({path.partition(":")[0] for path, _ in result.lines})
    vi, en = ("Sẽ đổi", "Would change") if dry_run else ("Đã đổi", "Changed")
    lines.append(f"{vi} {files} tệp. / {en} {files} file(s).")
    return "\n".join(lines) + "\n"


# -- the command line


def command(arguments: list[str], parser: argparse.ArgumentParser) -> argparse.Namespace:
    """What was asked for; argparse ends the program when it makes no sense."""
    kinds = parser.add_subparsers(dest="what", required=True, metavar="page|heading|id")
    for name, text, words in (
        ("page", "một trang / a page", ("OLD", "NEW")),
        ("heading", "một mục của trang / a section of a page", ("PAGE", "OLD", "NEW")),
        ("id", "mã của một bản ghi / the id of a record", ("TOPIC", "OLD", "NEW")),
    ):
        sub = kinds.add_parser(name, help=text, description=text, allow_abbrev=False)
        for word in words:
            sub.add_argument(word.lower(), metavar=word)
        sub.add_argument("--dry-run", action="store_true", help="chỉ cho xem, không ghi / show only, write nothing")
    return parser.parse_args(arguments)


def run(root: Path, options: argparse.Namespace) -> str:
    """Do what was asked for, and say what was done."""
    if options.what == "page":
        result = move_page(root, options.old, options.new, dry_run=options.dry_run)
    elif options.what == "heading":
        result = move_heading(root, options.page, options.old, options.new, dry_run=options.dry_run)
    else:
        result = move_id(root, options.topic, options.old, options.new, dry_run=options.dry_run)
    return told(result, options.dry_run)
