"""`handbook move`: another address for a page, a section or a record, in both languages, with all that names it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from .. import LANGUAGES, report
from ..corpus import Corpus
from ..diagnostics import Diagnostic
from ..messages import severity
from ..pages import RESERVED_IDS, Page, page_url
from ..permalinks import addresses, lost
from ..render.navigation import TABS
from ..text import nearest, slug
from ..translations import LEDGER as TRANSLATIONS
from .draft import Draft, Refusal, errors
from .moves import REDIRECTS, Changes, Moves, move_files, moved_path, redirected, redirects_text, rewrite
from .moves import translations_text as translated
from .record_ids import rename_record, standing

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*\Z")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
FREE_KINDS = ("page", "method")
"""Kinds of pages whose address means nothing to the build."""


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
            raise _no_page(corpus, old)
        if not done:
            _check_new_page(corpus, pages[0], new)
        elif any(page_url(old) == page.url for page in corpus.pages.values()) or corpus.moved("vi", old):
            raise Refusal(f"Địa chỉ của “{old}” vẫn mở được.", f"The address of “{old}” still opens.")
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
        key = _existing(corpus, name)
        to_key, _, anchor = new.rpartition("#")
        place = (_existing(corpus, to_key) if to_key else key), anchor
        pages = [page for lang in LANGUAGES if (page := corpus.page(lang, key))]
        here = [page for page in pages if old in corpus.anchors(page)]
        changes = Changes(draft)
        if here:
            _check_heading(corpus, pages, old, place)
            for page in pages:
                for heading in page.headings:
                    if heading.id == old and heading.id_span:
                        changes.replace(heading.id_span, anchor)
        else:
            _check_done(corpus, pages, old, place)
        moves = Moves(places={(key, old): place})
        rewrite(corpus, moves, changes)
        return carry_out(draft, corpus, before, moves, changes, dry_run)


def move_id(root: Path, topic: str, old: str, new: str, *, dry_run: bool = False) -> Moved:
    """Give a record another id. `topic` is a sector or cross-cutting system, or the file of shared records: `terms`,
    `sources`, `instruments`, `finance`, `institutions`.
    """
    with Draft(root) as draft:
        corpus, before = draft.trial()
        if not _ID.match(new):
            raise _bad_id(new)
        changes = Changes(draft)
        moves = rename_record(corpus, topic, old, new, changes)
        rewrite(corpus, moves, changes)
        return carry_out(draft, corpus, before, moves, changes, dry_run)


def carry_out(
    draft: Draft, corpus: Corpus, before: list[Diagnostic], moves: Moves, changes: Changes, dry_run: bool = False
) -> Moved:
    """Make the changes, try them out, and write them all; raises Refusal, with nothing written, if an error comes up
    or an address would be lost.
    """
    changes.apply()
    for path, new_path in changes.renamed.items():
        draft.put(new_path, draft.text(path))
        draft.remove(path)
    move_files(corpus, moves, draft)
    new_redirects = redirects_text(redirected(corpus.facts.redirects, moves))
    if corpus.facts.redirects.pages or corpus.facts.redirects.anchors or len(new_redirects.splitlines()) > 4:
        draft.put(REDIRECTS, new_redirects)
    after, found = draft.trial()
    _refuse_worse(corpus, before, after, found, moves)
    ledger = translated(corpus, after, moves)
    if ledger is not None:
        draft.put(TRANSLATIONS, ledger)
    result = Moved(list(_lines(draft, changes, moves)), draft.diff() if dry_run else "")
    if not dry_run:
        draft.write()
    return result


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


# -- what can be moved where


def key_of(name: str) -> str:
    """The key of a page an editor names by key, address or path: `docs/vi/about.md`, `/en/about/`, `about`."""
    key = name.replace("\\", "/").removeprefix("./").removeprefix("docs/").removesuffix(".md").strip("/")
    for lang in LANGUAGES:
        key = key.removeprefix(f"{lang}/")
    return key or "index"


def _existing(corpus: Corpus, name: str) -> str:
    key = key_of(name)
    found = next((k for k in (key, f"{key}/index") if any(corpus.page(lang, k) for lang in LANGUAGES)), None)
    if found is None:
        raise _no_page(corpus, key)
    return found


def _no_page(corpus: Corpus, key: str) -> Refusal:
    near = nearest(key, {page.key for page in corpus.pages.values()})
    return Refusal(
        f"Không có trang “{key}”." + (f" Có phải {near}?" if near else ""),
        f"There is no page “{key}”." + (f" Did you mean {near}?" if near else ""),
    )


def _check_new_page(corpus: Corpus, page: Page, new: str) -> None:
    if not _KEY.match(new):
        better = "/".join(filter(None, map(slug, new.split("/"))))
        raise Refusal(
            f"“{new}” chưa phải địa chỉ: chữ thường không dấu, số, gạch nối và dấu /. Dùng được: {better}",
            f"“{new}” is no address: plain lower-case letters, digits, hyphens and / only. This would do: {better}",
        )
    check_free(corpus, page)
    there = next((p for lang in LANGUAGES if (p := corpus.page_at(lang, page_url(new)))), None)
    if there:
        raise Refusal(f"Đã có trang ở địa chỉ ấy: {there.path}.", f"There is a page at that address: {there.path}.")
    taken = next((p for lang in LANGUAGES if (p := corpus.moved(lang, new))), None)
    if taken and taken.key != page.key:
        raise Refusal(
            f"Địa chỉ “{new}” trước là của trang {taken.key}; người đã lưu nó phải đến đúng trang ấy. Chọn địa chỉ khác.",
            f"The address “{new}” was that of {taken.key}, and those who kept it must get there. Choose another.",
        )
    if replace(page, key=new).kind != page.kind or replace(page, key=new).topic_id:
        raise Refusal(
            f"Ở “{new}”, trang sẽ thành loại trang khác (ngành, danh mục…). Chọn địa chỉ khác.",
            f"At “{new}” the page would become one of another kind (a sector, a listing …). Choose another address.",
        )


def check_free(corpus: Corpus, page: Page) -> None:
    """Raise Refusal for a page whose address the build itself relies on."""
    if corpus.topic(page) is not None:
        raise Refusal(
            f"“{page.key}” đi cùng dữ liệu của {page.topic_id}: trang của ngành và hệ thống có địa chỉ cố định.",
            f"“{page.key}” goes with the facts of {page.topic_id}: pages of sectors and systems have fixed addresses.",
        )
    if page.kind not in FREE_KINDS or page.key in TABS:
        raise Refusal(
            f"“{page.key}” là trang máy dựng theo địa chỉ này, nên địa chỉ cố định.",
            f"“{page.key}” is a page the build makes by this address, so the address is fixed.",
        )


def _bad_id(new: str) -> Refusal:
    better = slug(new)
    vi, en = (f" Dùng được: {better}", f" This would do: {better}") if better else ("", "")
    return Refusal(
        f"“{new}” chưa phải mã: chỉ chữ thường không dấu, số và gạch nối.{vi}",
        f"“{new}” is no id: plain lower-case letters, digits and hyphens only.{en}",
    )


def _check_heading(corpus: Corpus, pages: list[Page], old: str, place: tuple[str, str]) -> None:
    key, new = place
    page = pages[0]
    if key != page.key:
        raise Refusal(
            f"Mục “{old}” vẫn ở trang {page.key}. Chuyển mục sang {key} ở cả hai thứ tiếng trước, rồi chạy lại lệnh.",
            f"The section “{old}” still stands on {page.key}. Move it to {key} in both languages first, then run this.",
        )
    if not _ID.match(new):
        raise _bad_id(new)
    if old in RESERVED_IDS[page.kind] or new in RESERVED_IDS[page.kind]:
        fixed = old if old in RESERVED_IDS[page.kind] else new
        raise Refusal(f"“{fixed}” là mã máy dùng trên trang này.", f"“{fixed}” is an id the build uses on this page.")
    if owner := standing(corpus, page, old):
        raise Refusal(
            f"“{old}” là mã của dữ liệu. Đổi cả dữ liệu: python3 scripts/dev.py move id {owner} {old} {new}",
            f"“{old}” is the id of a record. Change it there too: python3 scripts/dev.py move id {owner} {old} {new}",
        )
    for other in pages:
        check_anchor_free(corpus, other, new, (page.key, old))


def check_anchor_free(corpus: Corpus, page: Page, new: str, old: tuple[str, str]) -> None:
    """Raise Refusal when `new` is taken on `page`, or is the old address of something other than `old`."""
    if new in corpus.anchors(page):
        raise Refusal(f"Trang {page.path} đã có mục “{new}”.", f"{page.path} has a section “{new}” already.")
    now = corpus.aliases(page).get(new)
    if now and (now[0].key, now[1]) != old:
        raise Refusal(
            f"“{new}” trước là mã của {now[0].key}#{now[1]}; người đã lưu nó phải đến đúng đó. Chọn mã khác.",
            f"“{new}” was the id of {now[0].key}#{now[1]}, and those who kept it must get there. Choose another.",
        )


def _check_done(corpus: Corpus, pages: list[Page], old: str, place: tuple[str, str]) -> None:
    """The change has been made by hand: only what leads to it is missing."""
    key, new = place
    names = sorted({anchor for page in pages for anchor in corpus.anchors(page)})
    if any(old in corpus.aliases(page) for page in pages):
        raise Refusal(f"Mã “{old}” vẫn mở được.", f"The id “{old}” still opens.")
    targets = [page for lang in LANGUAGES if (page := corpus.page(lang, key))]
    if not _ID.match(old) or not all(new in corpus.anchors(page) for page in targets):
        near = nearest(old, names)
        raise Refusal(
            f"Trang {pages[0].key} không có mục “{old}”." + (f" Có phải {near}?" if near else ""),
            f"The page {pages[0].key} has no section “{old}”." + (f" Did you mean {near}?" if near else ""),
        )


# -- in words


def _lines(draft: Draft, changes: Changes, moves: Moves) -> Iterator[tuple[str, str]]:
    changed = set(draft.changed)
    for path in sorted(changed):
        for span, new in changes.by_path.get(path, {}).values():
            yield f"{path}:{span.line}", f"{' '.join(span.text.split())} → {' '.join(new.split())}"
        if path in changes.by_path and not draft.is_gone(path):
            continue
        if draft.is_gone(path):
            yield path, "đã chuyển / moved away"
        else:
            yield path, "mới / new" if draft.is_new(path) else "viết lại / written again"


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
