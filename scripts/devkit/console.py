"""Talking to the person at the terminal, and running programs for them."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

SECONDS_TO_STOP = 10


class Stop(Exception):
    """Nothing more can be done; `vi` and `en` say what is missing and how to mend it."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi = vi
        self.en = en


def use_utf8() -> None:
    """Print Vietnamese also where the console would choose a narrower encoding (Windows, redirected output)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def say(vi: str, en: str) -> None:
    """Print a message in both languages, on stderr: stdout belongs to the command (`check --format json > file`)."""
    print(f"{vi}\n{en}", file=sys.stderr, flush=True)


def run(command: Sequence[str | Path], env: Mapping[str, str], cwd: Path = ROOT) -> int:
    """Run a program in the foreground and return its exit code; it is gone when this returns or raises.

    On Ctrl-C the terminal tells the program too, so it gets time to stop by itself.
    """
    with terminate_like_interrupt(), subprocess.Popen([str(part) for part in command], env=dict(env), cwd=cwd) as child:
        try:
            return child.wait()
        except KeyboardInterrupt:
            _stop(child, patient=True)
            raise
        except BaseException:
            _stop(child, patient=False)
            raise


def lines_of(command: Sequence[str | Path], env: Mapping[str, str]) -> Iterator[str]:
    """Yield what a program prints (both streams, line by line); raises CalledProcessError when it fails."""
    arguments = [str(part) for part in command]
    with (
        terminate_like_interrupt(),
        subprocess.Popen(
            arguments,
            env=dict(env),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
        ) as child,
    ):
        try:
            for line in child.stdout or ():
                yield line.rstrip()
        except BaseException:
            _stop(child, patient=False)
            raise
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, arguments)


@contextmanager
def terminate_like_interrupt() -> Iterator[None]:
    """Turn a termination signal into SystemExit, so that half-made folders are removed and no child stays behind."""

    def leave(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(child: subprocess.Popen[str] | subprocess.Popen[bytes], patient: bool) -> None:
    try:
        if patient:
            child.wait(SECONDS_TO_STOP)
            return
    except (KeyboardInterrupt, subprocess.TimeoutExpired):
        pass
    child.terminate()
    try:
        child.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        child.kill()
