"""The command line: `python -m handbook COMMAND`."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from . import LANGUAGES, exports, external, history, permalinks, progress, report, schema
from . import review as reviews
from .checks import REFUSED_BY_RELEASE, run_all
from .corpus import DOCS, load
from .edits import Refusal, fixes, publish, retire
from .edits import move as moves
from .edits import new as records
from .edits import stamp as stamps
from .explain import explanation
from .messages import find
from .messages import load as load_messages

Command = Callable[[list[str]], int]

_SORRY = """\
Chương trình kiểm tra gặp lỗi của chính nó, không phải do bài viết của bạn: {error}
Xin báo lại kèm câu lệnh vừa chạy; thêm --debug vào lệnh để lấy chi tiết cho người sửa.
The checker itself failed, not your text: {error}
Please report it with the command you ran; add --debug to get the details for whoever mends it.
"""
_NO_ROOT = """\
Không thấy thư mục docs trong {root}. Chạy lệnh ở thư mục gốc của cẩm nang, hoặc thêm --root ĐƯỜNG-DẪN.
There is no docs folder in {root}. Run this in the handbook's own folder, or add --root PATH.
"""
_NO_CODE = """\
Không có mã “{name}”. Các mã đang dùng:
There is no code “{name}”. The codes are:
"""


def check(arguments: list[str]) -> int:
    """kiểm tra nội dung / check the content"""
    parser = _parser("check", check)
    parser.add_argument(
        "--lang", choices=("vi", "en"), help="ngôn ngữ của thông báo / language of the messages (default: the page's)"
    )
    parser.add_argument("--format", choices=("terminal", "github", "json"), default="terminal")
    parser.add_argument("--family", metavar="L,T", help="chỉ các nhóm này / only these families: L T B N P D A")
    parser.add_argument(
        "--changed",
        metavar="BASE",
        help="tệp khác với nhánh này xếp trước, bỏ cảnh báo ở tệp khác / files that differ from this branch first, no "
        "warnings about others",
    )
    parser.add_argument(
        "--release", action="store_true", help="như trước khi ra ấn bản: không được thiếu bản nào / as for an edition"
    )
    options = parser.parse_args(arguments)
    root = _root(options.root)
    families = {letter.strip().upper()[:1] for letter in options.family.split(",")} - {""} if options.family else None
    corpus = load(root)
    found = run_all(corpus, families)
    if options.changed:
        found = report.changed_first(found, {change.path for change in _changes(root, options.changed)})
    if options.format == "json":
        print(report.as_json(found, options.lang), end="")
    elif options.format == "github":
        print(report.github(found, options.lang), end="")
        if target := os.environ.get("GITHUB_STEP_SUMMARY"):
            with Path(target).open("a", encoding="utf-8", newline="\n") as file:
                file.write(report.summary(found, options.lang or "vi"))
                if options.lang is None:
                    file.write(f"<details><summary>English</summary>\n\n{report.summary(found, 'en')}\n</details>\n")
    else:
        color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        print(report.terminal(found, options.lang, color), end="")
    unready = options.release and [diagnostic for diagnostic in found if diagnostic.code in REFUSED_BY_RELEASE]
    if unready:
        codes = ", ".join(sorted({diagnostic.code for diagnostic in unready}))
        print(f"Chưa ra ấn bản được: còn {codes}. / Not ready for an edition: {codes}.", file=sys.stderr)
    unpublished = len(permalinks.unpublished(corpus)) if options.release else 0
    if unpublished:
        print(
            f"Chưa ra ấn bản được: {unpublished} địa chỉ chưa ghi vào sổ; chạy publish. / "
            f"Not ready for an edition: {unpublished} addresses are not in the ledger; run publish.",
            file=sys.stderr,
        )
    return 1 if unready or unpublished or report.has_errors(found) else 0


def explain(arguments: list[str]) -> int:
    """giải thích một mã / explain a code"""
    parser = _parser("explain", explain)
    parser.add_argument("code", metavar="CODE", help="L02 | anchor-not-found")
    options = parser.parse_args(arguments)
    message = find(options.code)
    if message is None:
        codes = "".join(
            f"  {m.code}  {m.slug:<26} {m['vi'].title} / {m['en'].title}\n" for m in load_messages().values()
        )
        print(_NO_CODE.format(name=options.code) + codes, end="", file=sys.stderr)
        return 2
    print(explanation(message, Path(options.root).resolve()), end="")
    return 0


def new(arguments: list[str]) -> int:
    """thêm ngành, giải pháp, thuật ngữ, nguồn… / add a sector, measure, term, source…"""
    root, kind, given = records.command(arguments, _parser("new", new))
    try:
        written = records.new(_root(root), kind, given)
    except EOFError:
        raise KeyboardInterrupt from None
    print(records.told(written), end="")
    return 0


def fix(arguments: list[str]) -> int:
    """tự sửa những lỗi sửa được chắc chắn / mend what can be mended safely"""
    parser = _parser("fix", fix)
    parser.add_argument("what", nargs="*", metavar="CODE|PATH", help="chỉ mã hoặc tệp này / only these codes or files")
    parser.add_argument(
        "--unsafe", action="store_true", help="cả các đề nghị cần người xem lại / also fixes a person has to look at"
    )
    parser.add_argument("--dry-run", action="store_true", help="chỉ cho xem, không ghi / show only, write nothing")
    options = parser.parse_args(arguments)
    root = _root(options.root)
    codes, paths = fixes.select(root, options.what)
    result = fixes.fix(root, codes, paths, options.unsafe, options.dry_run)
    print(fixes.told(result, options.dry_run), end="")
    return 1 if result.dropped else 0


def move(arguments: list[str]) -> int:
    """đổi địa chỉ trang, mục, mã: sửa mọi liên kết, giữ địa chỉ cũ / another address, old ones kept"""
    options = moves.command(arguments, _parser("move", move))
    print(moves.run(_root(options.root), options), end="")
    return 0


def retire_page(arguments: list[str]) -> int:
    """ngừng một trang: địa chỉ còn mở, báo trang thay thế / retire a page, its address stays"""
    parser = _parser("retire", retire_page)
    parser.add_argument("page", metavar="PAGE", help="policy/old-guide")
    parser.add_argument("--replaced-by", metavar="PAGE", help="trang thay thế / the page that stands in for it")
    for lang in LANGUAGES:
        parser.add_argument(f"--why-{lang}", default="", metavar="…", help=f"một câu lý do / a sentence why ({lang})")
    parser.add_argument("--dry-run", action="store_true", help="chỉ cho xem, không ghi / show only, write nothing")
    options = parser.parse_args(arguments)
    why = {"vi": options.why_vi, "en": options.why_en}
    result = retire.retire(_root(options.root), options.page, options.replaced_by, why, dry_run=options.dry_run)
    print(moves.told(result, options.dry_run), end="")
    return 0


def publish_addresses(arguments: list[str]) -> int:
    """ghi mọi địa chỉ vào sổ để giữ mãi / write down every address, to be kept for good"""
    parser = _parser("publish", publish_addresses)
    parser.add_argument("--dry-run", action="store_true", help="chỉ cho xem, không ghi / show only, write nothing")
    options = parser.parse_args(arguments)
    print(publish.told(publish.publish(_root(options.root), dry_run=options.dry_run), options.dry_run), end="")
    return 0


def review(arguments: list[str]) -> int:
    """tóm tắt một thay đổi cho người duyệt / sum up a change for reviewers"""
    parser = _parser("review", review)
    parser.add_argument("base", nargs="?", default="origin/main", help="so với nhánh này / compared with this branch")
    parser.add_argument("--out", type=Path, metavar="FILE", help="ghi thêm vào tệp / append to this file")
    options = parser.parse_args(arguments)
    root = _root(options.root)
    found = _changes(root, options.base)
    corpus = load(root)
    diagnostics = report.changed_first(run_all(corpus), {change.path for change in found})
    text = reviews.review(corpus, found, diagnostics)
    if options.out:
        with options.out.open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
    else:
        print(text, end="")
    return 0


def stamp(arguments: list[str]) -> int:
    """ghi nhận hai bản đã khớp / note that both halves say the same"""
    parser = _parser("stamp", stamp)
    parser.add_argument("pages", nargs="*", metavar="PAGE[#SECTION]", help="sectors/brewing/measures#water-meters")
    parser.add_argument("--all", action="store_true", help="mọi trang / every page")
    parser.add_argument(
        "--cosmetic", action="store_true", help="chỉ sửa câu chữ, ý không đổi / wording changed, meaning did not"
    )
    options = parser.parse_args(arguments)
    done = stamps.stamp(_root(options.root), options.pages, cosmetic=options.cosmetic, everything=options.all)
    print(stamps.told(done), end="")
    return 1 if done.left else 0


def status(arguments: list[str]) -> int:
    """hai thứ tiếng khớp nhau đến đâu / how far the two languages agree"""
    parser = _parser("status", status)
    parser.add_argument("--json", action="store_true", help="cho chương trình khác đọc / for other programs")
    parser.add_argument("--diff", action="store_true", help="kèm phần đã đổi, nếu git còn giữ / with what changed")
    options = parser.parse_args(arguments)
    corpus = load(_root(options.root))
    items = progress.progress(corpus)
    print(progress.as_json(items) if options.json else progress.as_text(items), end="")
    for pair in (pair for item in items for pair in item.behind) if options.diff and not options.json else ():
        print(f"\n{progress.section_diff(corpus, pair) or f'{pair.key}#{pair.section}: không có lịch sử / no history'}")
    return 0


def urls(arguments: list[str]) -> int:
    """địa chỉ bên ngoài, một dòng một địa chỉ / addresses outside the site, one a line"""
    parser = _parser("urls", urls)
    parser.add_argument("--report", type=Path, metavar="LYCHEE.json", help="nói cái nào hỏng / say which are dead")
    options = parser.parse_args(arguments)
    places = external.addresses(load(_root(options.root)))
    if options.report:
        print(external.report(places, external.read_lychee(options.report)), end="")
    else:
        print("\n".join(places))
    return 0


def write_schema(arguments: list[str]) -> int:
    """ghi lược đồ dữ liệu cho trình soạn thảo / write the JSON Schemas for editors"""
    parser = _parser("schema", write_schema)
    parser.add_argument("--check", action="store_true", help="chỉ so, không ghi / compare only, write nothing")
    options = parser.parse_args(arguments)
    root = _root(options.root)
    changed = schema.outdated(root)
    if not options.check:
        schema.write(root)
    for path in changed:
        print(path.relative_to(root).as_posix())
    return 1 if changed and options.check else 0


def export(arguments: list[str]) -> int:
    """ghi dữ liệu mở vào một thư mục / write the open data into a folder"""
    parser = _parser("export", export)
    parser.add_argument("folder", metavar="DIR", type=Path)
    parser.add_argument(
        "--site-url",
        default="",
        metavar="URL",
        help="địa chỉ của trang, cho các liên kết / the site's address, for links",
    )
    options = parser.parse_args(arguments)
    corpus = load(_root(options.root))
    corpus.site_url = options.site_url
    for path in exports.write(corpus, options.folder):
        print(path.as_posix())
    return 0


COMMANDS: dict[str, Command] = {
    "check": check,
    "explain": explain,
    "export": export,
    "fix": fix,
    "move": move,
    "new": new,
    "publish": publish_addresses,
    "retire": retire_page,
    "review": review,
    "schema": write_schema,
    "stamp": stamp,
    "status": status,
    "urls": urls,
}


def _parser(name: str, command: Command) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"handbook {name}", description=command.__doc__, allow_abbrev=False)
    parser.add_argument("--root", default=".", help="thư mục gốc của cẩm nang / the handbook's folder")
    return parser


def _changes(root: Path, base: str) -> list[history.Change]:
    found = history.changes(root, base)
    if found is None:
        raise Refusal(
            f"git không so được với “{base}”. Kiểm tra tên nhánh (git branch -a), hoặc bỏ tùy chọn này.",
            f"git cannot compare with “{base}”. Check the name of the branch (git branch -a), or leave the option out.",
        )
    return found


def _root(text: str) -> Path:
    root = Path(text).resolve()
    if not (root / DOCS).is_dir():
        print(_NO_ROOT.format(root=root), end="", file=sys.stderr)
        raise SystemExit(2)
    return root


def usage() -> str:
    lines = [f"  {name:<9} {command.__doc__}" for name, command in COMMANDS.items()]
    return "\n".join(["handbook LỆNH / COMMAND", "", *lines, "", "handbook LỆNH --help", ""])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 1 for findings, 2 for a wrong command, 3 for a mistake of our own."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a Windows console may be set to a code page
    debug = "--debug" in given
    given = [argument for argument in given if argument != "--debug"]
    name, *rest = given or ["help"]
    command = COMMANDS.get(name)
    if command is None:
        asked = name in ("help", "-h", "--help")
        print(usage(), end="", file=sys.stdout if asked else sys.stderr)
        return 0 if asked and given else 2
    try:
        return command(rest)
    except Refusal as refusal:
        print(f"{refusal.vi}\n{refusal.en}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nĐã dừng, không ghi gì. / Stopped, nothing was written.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # the reader (head, less) has seen enough
        return 0
    except Exception as error:
        print(_SORRY.format(error=f"{type(error).__name__}: {error}"), end="", file=sys.stderr)
        if debug:
            traceback.print_exc()
        return 3


if __name__ == "__main__":
    sys.exit(main())
