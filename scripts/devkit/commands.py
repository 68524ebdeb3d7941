"""The commands of `scripts/dev.py`."""

from __future__ import annotations

import os
import socket
import tempfile
from pathlib import Path

from devkit.browser import VARIABLE, ensure_browser
from devkit.console import ROOT, Stop, run, say, use_utf8
from devkit.edition import notes, pack, version_of, write_checksums
from devkit.environment import child_environment, ensure_environment
from devkit.site import publish

ENGINES = ("mkdocs", "properdocs")

USAGE = """\
Cẩm nang sản xuất sạch hơn / Cleaner Production Handbook

  python3 scripts/dev.py LỆNH      Windows: py scripts\\dev.py LỆNH

  serve [--port N]    xem trang tại http://127.0.0.1:8000, tự cập nhật khi sửa
                      preview the site, reloads as you edit
  check               kiểm tra nội dung: liên kết, thuật ngữ, số liệu, hai ngôn ngữ
                      check the content: links, terms, figures, both languages
  explain MÃ / CODE   giải thích một mã lỗi / explain the code of a finding
  new LOẠI / KIND     thêm ngành, giải pháp, thuật ngữ, nguồn, văn bản, …: hỏi rồi viết sẵn hai bản
                      add a sector, measure, term, source, legal text, …: asks, then drafts both languages
  fix [--dry-run]     tự sửa những lỗi sửa được chắc chắn / mend what can be mended safely
  test [pytest …]     chạy mọi kiểm thử / run every test
  build [--out DIR]   dựng trang vào site/; --offline: bản đọc được khi không có mạng, mở index.html là xem
        [--offline]   build the site into site/; --offline: a copy to read without a server, open index.html
  stamp PAGE          ghi nhận hai bản đã đối chiếu / note that both languages say the same
  status              bản nào đã cũ, còn thiếu / which half is behind or missing
  move, retire        đổi địa chỉ trang, mục, mã; ngừng một trang: liên kết đổi theo, địa chỉ cũ vẫn mở được
                      another address for a page, section or id; retire a page: links follow, old addresses open
  publish             ghi địa chỉ mới vào sổ, để giữ mãi / enter new addresses in the ledger, to be kept for good
  edition vX.Y.Z      đóng gói một ấn bản vào dist/, có mã kiểm / freeze an edition into dist/ with checksums
  fmt                 sửa định dạng mã Python / format the Python code
  lint                soát mã Python / lint the Python code

Lệnh khác được chuyển cho chương trình `handbook`; `check --help` liệt kê tùy chọn.
Any other command goes to the `handbook` program; `check --help` lists its options.
"""


def run_command(arguments: list[str]) -> int:
    """Run one command line and return its exit code; 2 when something it needs is missing, 130 after Ctrl-C."""
    use_utf8()
    try:
        return _dispatch(arguments)
    except Stop as stop:
        say(stop.vi, stop.en)
        return 2
    except OSError as error:
        say(f"Hệ điều hành báo lỗi: {error}", f"The operating system reports: {error}")
        return 2
    except KeyboardInterrupt:
        return 130


def _dispatch(arguments: list[str]) -> int:
    name, *rest = arguments or ["help"]
    if name in ("help", "-h", "--help"):
        print(USAGE, end="")
        return 0
    commands = {"serve": serve, "build": build, "edition": edition, "test": test, "fmt": fmt, "lint": lint}
    if name in commands:
        return commands[name](rest)
    return _python("-m", "handbook", *arguments)


def serve(arguments: list[str]) -> int:
    """Serve the site with live reload on 127.0.0.1."""
    port, rest = take_option(arguments, "--port")
    number = _port_number(port or "8000")
    _check_free(number)
    python = ensure_environment()
    env = {**child_environment(), "PREVIEW": "1"}
    return run([python, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{number}", *rest], env)


def build(arguments: list[str], version: str = "") -> int:
    """Build the site strictly into `site/`, or the folder after `--out`; a failed build leaves the old one. With a
    `version`, every page says that it belongs to that edition.

    `--offline`: pages link to files and run from a folder, without a server. `--engine properdocs`: with the fork that
    carries MkDocs 1 on.
    """
    out, rest = take_option(arguments, "--out")
    engine, rest = take_option(rest, "--engine")
    engine = engine or ENGINES[0]
    if engine not in ENGINES:
        raise Stop(f"Sau --engine dùng {' hoặc '.join(ENGINES)}.", f"After --engine use {' or '.join(ENGINES)}.")
    python = ensure_environment()
    env = child_environment()
    if "--offline" in rest:
        rest = [argument for argument in rest if argument != "--offline"]
        env["OFFLINE"] = "1"
    if version:
        env["EDITION"] = version

    def generate(folder: Path) -> int:
        return run([python, "-m", engine, "build", "--strict", "--site-dir", folder, *rest], env)

    code = publish(Path(out) if out else ROOT / "site", generate)
    if code:
        say("Dựng trang không thành; trang cũ còn nguyên.", "The build failed; the earlier site is untouched.")
    return code


def edition(arguments: list[str]) -> int:
    """Freeze an edition into `dist/`, or the folder after `--out`: the site, a copy to read without a server, the open
    data, their checksums and notes. Refused while a page lacks one of its languages or an address is not published.
    """
    out, rest = take_option(arguments, "--out")
    if len(rest) != 1:
        raise Stop("Cho biết số ấn bản, như: edition v1.0.0", "Say which edition, as in: edition v1.0.0")
    version = version_of(rest[0])
    target = Path(out) if out else ROOT / "dist"
    if target.exists() and any(target.iterdir()):
        raise Stop(
            f"{target} không trống. Chọn thư mục khác với --out.", f"{target} is not empty. Choose another --out."
        )
    if code := _python("-m", "handbook", "check", "--release"):
        return code
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="edition-", dir=target) as holder:
        for name, options in (("site", []), ("offline", ["--offline"])):
            if code := build(["--out", str(Path(holder, name)), *options], version):
                return code
            pack(Path(holder, name), target / f"handbook-{version}-{name}.zip", f"handbook-{version}-{name}")
        pack(Path(holder, "site", "data"), target / f"handbook-{version}-data.zip", f"handbook-{version}-data")
    write_checksums(target)
    (target / "NOTES.md").write_text(notes(version), encoding="utf-8", newline="\n")
    return 0


def test(arguments: list[str]) -> int:
    """Run pytest on all tests, or on what the arguments (pytest's own) select."""
    python = ensure_environment()
    env = child_environment()
    if not any("not browser" in argument for argument in arguments):
        env[VARIABLE] = ensure_browser(python, env)
    return run([python, "-m", "pytest", "-n", "auto", "--dist", "loadgroup", *arguments], env)


def fmt(arguments: list[str]) -> int:
    """Sort imports, apply safe fixes and format; non-zero when something is left to mend by hand."""
    fixed = _python("-m", "ruff", "check", "--fix", *(arguments or ["."]))
    return _python("-m", "ruff", "format", *(arguments or ["."])) or fixed


def lint(arguments: list[str]) -> int:
    """Report what `fmt` would change and what ruff finds, changing nothing."""
    found = _python("-m", "ruff", "check", *(arguments or ["."]))
    return _python("-m", "ruff", "format", "--check", *(arguments or ["."])) or found


def take_option(arguments: list[str], name: str) -> tuple[str | None, list[str]]:
    """Split `--name VALUE` or `--name=VALUE` off a list of arguments; the rest goes to the program behind."""
    for index, argument in enumerate(arguments):
        if argument.startswith(f"{name}="):
            return argument.partition("=")[2], arguments[:index] + arguments[index + 1 :]
        if argument == name:
            if index + 1 == len(arguments):
                raise Stop(f"Sau {name} cần một giá trị.", f"{name} needs a value.")
            return arguments[index + 1], arguments[:index] + arguments[index + 2 :]
    return None, arguments


def _python(*arguments: str) -> int:
    return run([ensure_environment(), *arguments], child_environment())


def _port_number(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise Stop(f"Cổng `{text}` không hợp lệ (1 đến 65535).", f"`{text}` is not a port (1 to 65535).")


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        if os.name != "nt":
            # Accept a port whose last server has just stopped; on Windows this option would accept a busy one.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            other = port + 1 if port < 65535 else port - 1
            raise Stop(
                f"Không dùng được cổng {port} (chương trình khác đang dùng?). Chọn cổng khác: "
                f"python3 scripts/dev.py serve --port {other}",
                f"Port {port} cannot be used (is another program using it?). Choose another: "
                f"python3 scripts/dev.py serve --port {other}",
            ) from error
