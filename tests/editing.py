"""What the tests of the editors' tools share: a site before and after, its mistakes, and prompts filled in."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.__main__ import main
from handbook.checks import run_all
from handbook.corpus import Corpus, load
from handbook.diagnostics import Severity
from handbook.messages import severity
from handbook.render import Renderer

PROMPT = re.compile(r"(?:VIẾT|WRITE):[^\n\"*{\[]*")
SECTOR = "docs/_data/sectors/ice-making.yml"
SOURCE = ("--source", "sample-survey-2020")
NAMES = ("--name-vi", "Tên thử", "--name-en", "Trial name")

Run = Callable[..., tuple[int, str, str]]


def new_command(site: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `handbook new` on `site`: (exit code, stdout, stderr)."""

    def command(*arguments: str) -> tuple[int, str, str]:
        code = main(["new", "--root", str(site), *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def snapshot(root: Path) -> dict[str, bytes]:
    return {f.relative_to(root).as_posix(): f.read_bytes() for f in sorted(root.rglob("*")) if f.is_file()}


def mistakes(root: Path) -> list[tuple[str, int, str, object]]:
    """Everything found that is more than a remark."""
    found = run_all(load(root))
    return [(d.span.path, d.span.line, d.code, d.args) for d in found if severity(d) is not Severity.INFO]


def fill(root: Path) -> int:
    """Replace every prompt as an editor would: with words of its own each time. Returns how many there were."""
    count = 0

    def words(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        name = chr(97 + count // 26 % 26) + chr(97 + count % 26)
        return f"Văn bản {name} do biên tập viên viết thay cho dòng mẫu ở chỗ này"

    for file in sorted([*root.rglob("*.md"), *root.rglob("*.yml")]):
        text = file.read_text(encoding="utf-8")
        if PROMPT.search(text):
            file.write_text(PROMPT.sub(words, text), encoding="utf-8", newline="\n")
    return count


def check_all_filled(root: Path) -> Corpus:
    assert {code for _, _, code, _ in mistakes(root)} <= {"P19", "D13"}, mistakes(root)
    assert fill(root)
    assert mistakes(root) == []
    corpus = load(root)
    renderer = Renderer(corpus)
    for page in corpus.pages.values():
        renderer.render(page)
    return corpus


def refuse_write(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let the file system fail at the write with this number, counted from 0."""
    calls, replace = iter(range(100)), os.replace

    def unreliable(source: Path, target: Path) -> None:
        if next(calls) == number:
            raise OSError("no space left")
        replace(source, target)

    monkeypatch.setattr(os, "replace", unreliable)
