"""The project's own Python environment in `.venv`, made from `requirements.lock`."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
from collections import deque
from pathlib import Path

from devkit.console import ROOT, Stop, lines_of, say
from devkit.turn import take_turn

LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
STAMP_NAME = ".lock-stamp"


def child_environment() -> dict[str, str]:
    """The environment every program of the project runs in."""
    return {
        **os.environ,
        # Both spellings: the theme and ProperDocs each print a notice about MkDocs' future on every run.
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(ROOT / "hooks"),
    }


def python_of(venv: Path) -> Path:
    """The interpreter inside an environment."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def expected_stamp(lock: Path) -> str:
    """What an environment made now from `lock` would be stamped with: lock hash, Python version, platform."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    return f"{digest} {platform.python_implementation()} {platform.python_version()} {sys.platform}\n"


def is_fresh(venv: Path, lock: Path) -> bool:
    """True when `venv` was completed from exactly this lock by exactly this Python."""
    stamp = venv / STAMP_NAME
    if not stamp.is_file() or not python_of(venv).exists():
        return False
    return stamp.read_text(encoding="utf-8") == expected_stamp(lock)


def ensure_environment(venv: Path = VENV, lock: Path = LOCK) -> Path:
    """Return the environment's interpreter, building the environment anew when it is absent, half made or outdated.

    Always from scratch: a package that left the lock must not linger and hide a missing dependency. The stamp is
    written last, so an interrupted build is never taken for a complete one.
    """
    if not is_fresh(venv, lock):
        _check_means(venv)
        with take_turn(venv.with_name(f"{venv.name}.lock"), _say_waiting):
            if not is_fresh(venv, lock):
                _build(venv, lock)
    return python_of(venv)


def _build(venv: Path, lock: Path) -> None:
    say(
        "Đang chuẩn bị môi trường (.venv); lần đầu mất khoảng một phút.",
        "Setting up the environment (.venv); the first time takes about a minute.",
    )
    _create(venv)
    _install(venv, lock)
    (venv / STAMP_NAME).write_text(expected_stamp(lock), encoding="utf-8", newline="\n")


def _say_waiting() -> None:
    say(
        "Một cửa sổ khác đang chuẩn bị môi trường; chờ nó xong.",
        "Another window is setting up the environment; waiting for it.",
    )


def _check_means(venv: Path) -> None:
    if Path(sys.prefix).resolve() == venv.resolve():
        raise Stop(
            "Môi trường .venv cần làm lại, nhưng lệnh đang chạy bằng chính nó. Gõ `deactivate` rồi chạy lại.",
            "The environment .venv must be rebuilt, but this command runs inside it. Type `deactivate`, then retry.",
        )
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        apt = f"sudo apt install python{version}-venv"
        raise Stop(
            f"Bản Python này thiếu mô-đun {', '.join(missing)}. Trên Debian/Ubuntu: {apt}\n"
            "Trên máy khác: cài Python từ python.org.",
            f"This Python lacks the module {', '.join(missing)}. On Debian/Ubuntu: {apt}\n"
            "Elsewhere: install Python from python.org.",
        )


def _create(venv: Path) -> None:
    try:
        if venv.is_dir() and not venv.is_symlink():
            shutil.rmtree(venv)
        else:
            venv.unlink(missing_ok=True)
        made = subprocess.run(
            [sys.executable, "-m", "venv", str(venv)], capture_output=True, encoding="utf-8", errors="replace"
        )
    except OSError as error:
        raise Stop(
            f"Không xóa hay tạo được thư mục {venv.name}: {error}\nĐóng các cửa sổ đang dùng nó rồi chạy lại.",
            f"The folder {venv.name} could not be removed or made: {error}\nClose whatever uses it and run this again.",
        ) from error
    if made.returncode:
        reason = (made.stderr or made.stdout).strip()
        raise Stop(f"Không tạo được {venv.name}:\n{reason}", f"{venv.name} could not be made (reason above).")


def _install(venv: Path, lock: Path) -> None:
    total = len(re.findall(r"^\S+==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    command = [python_of(venv), "-m", "pip", "install", "--require-hashes", "--no-input", "--progress-bar", "off"]
    command += ["--disable-pip-version-check", "--requirement", lock]
    last_words: deque[str] = deque(maxlen=12)
    progress = _Progress(total)
    try:
        for line in lines_of(command, child_environment()):
            last_words.append(line)
            if line.startswith("Collecting "):
                progress.step(re.split(r"[=<> ]", line.removeprefix("Collecting "), maxsplit=1)[0])
            elif line.startswith("Installing collected "):
                progress.finish()
    except subprocess.CalledProcessError as error:
        progress.finish()
        print("\n".join(last_words), file=sys.stderr)
        raise Stop(
            "Không cài được thư viện (dòng cuối của pip ở trên). Kiểm tra mạng và proxy rồi chạy lại lệnh này.",
            "The libraries could not be installed (pip's last lines are above). Check the network and proxy, then run "
            "this again.",
        ) from error


class _Progress:
    """A counter on one line of a terminal; every tenth step on a line of its own anywhere else (CI logs)."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.count = 0
        self.live = sys.stderr.isatty()
        self.open_line = False

    def step(self, name: str) -> None:
        self.count += 1
        text = f"  tải / downloading {self.count}/{self.total} {name}"
        if self.live:
            print(f"\r{text:<70}", end="", file=sys.stderr, flush=True)
            self.open_line = True
        elif self.count % 10 == 0:
            print(text, file=sys.stderr, flush=True)

    def finish(self) -> None:
        if self.open_line:
            print(file=sys.stderr)
            self.open_line = False
        if self.count:
            print("  cài đặt / installing …", file=sys.stderr, flush=True)
            self.count = 0
