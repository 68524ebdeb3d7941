"""Changes to files below `docs/`: held in memory, tried out on a copy, then written all or none."""

from __future__ import annotations

import difflib
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from ..checks import run_all
from ..corpus import DOCS, Corpus, load
from ..diagnostics import Diagnostic, Severity
from ..messages import severity
from ..text import Source

_TEXT = (".md", ".yml", ".txt")
"""What the checks read; of every other file they only ask whether it is there."""


class Refusal(Exception):
    """Nothing was written; `vi` and `en` say why and what to do instead."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi, self.en = vi, en


class Draft:
    """New texts of files of the project at `root`, by path from there with `/`. Use it in a `with`: it keeps a copy."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._old: dict[str, bytes | None] = {}
        self._new: dict[str, str] = {}
        self._gone: set[str] = set()
        self._unsynced: set[str] = set()
        self._copy: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Draft:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._copy is not None:
            self._copy.cleanup()

    # -- texts

    def text(self, path: str) -> str:
        """The text of a file as it would be, with LF line ends; empty when there is none."""
        if path in self._new:
            return self._new[path]
        old = None if path in self._gone else self._bytes(path)
        return "" if old is None else Source.from_bytes(path, old).text

    def source(self, path: str) -> Source:
        return Source(path, self.text(path))

    def put(self, path: str, text: str) -> None:
        """Let the file at `path` have this text."""
        self._bytes(path)
        self._new[path] = text
        self._gone.discard(path)
        self._unsynced.add(path)

    def remove(self, path: str) -> None:
        """Let there be no file at `path`."""
        self._bytes(path)
        self._new.pop(path, None)
        self._gone.add(path)
        self._unsynced.add(path)

    def reset(self, texts: dict[str, str]) -> None:
        """Let exactly these files be changed, and no others."""
        for path in self._new.keys() - texts.keys():
            del self._new[path]
            self._unsynced.add(path)
        for path, text in texts.items():
            self.put(path, text)

    @property
    def texts(self) -> dict[str, str]:
        return dict(self._new)

    def is_new(self, path: str) -> bool:
        """Whether there is no such file yet."""
        return self._bytes(path) is None

    def is_gone(self, path: str) -> bool:
        """Whether the file at `path` is to be taken away."""
        return path in self._gone

    @property
    def changed(self) -> list[str]:
        """Paths of the files that writing would create, change or take away, sorted."""
        changed = {path for path, text in self._new.items() if text.encode("utf-8") != self._old[path]}
        return sorted(changed | {path for path in self._gone if self._old[path] is not None})

    def _bytes(self, path: str) -> bytes | None:
        if path not in self._old:
            file = self.root / path
            self._old[path] = file.read_bytes() if file.is_file() else None
        return self._old[path]

    def diff(self) -> str:
        """A unified diff of all changes; carriage returns are shown as ␍."""
        blocks = []
        for path in self.changed:
            old = (self._old[path] or b"").decode("utf-8", "replace").replace("\r", "␍")
            before = "/dev/null" if self._old[path] is None else f"a/{path}"
            after = "/dev/null" if path in self._gone else f"b/{path}"
            lines = difflib.unified_diff(_lines(old), _lines(self._new.get(path, "")), before, after)
            blocks += [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]
        return "".join(blocks)

    # -- trying out

    def trial(self) -> tuple[Corpus, list[Diagnostic]]:
        """The corpus as it would be after writing, and every finding in it."""
        if self._copy is None:
            self._copy = tempfile.TemporaryDirectory(prefix="handbook-")
            _mirror(self.root, Path(self._copy.name))
        copy = Path(self._copy.name)
        for path in self._unsynced:
            file, old = copy / path, self._old[path]
            text = self._new.get(path)
            if text is None and (old is None or path in self._gone):
                file.unlink(missing_ok=True)
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode("utf-8") if text is not None else old or b"")
        self._unsynced.clear()
        corpus = load(copy)
        return corpus, run_all(corpus)

    # -- writing

    def write(self) -> list[str]:
        """Write all changes and return their paths. On an error every file is as it was, and Refusal says why."""
        paths = self.changed
        for path in paths:
            file = self.root / path
            if (file.read_bytes() if file.is_file() else None) != self._old[path]:
                raise Refusal(
                    f"Chưa ghi gì: {path} vừa bị chương trình khác sửa. Chạy lại lệnh.",
                    f"Nothing was written: {path} has just been changed by another program. Run the command again.",
                )
        folders = self._missing_folders(paths)
        temporary: dict[str, Path] = {}
        done: list[str] = []
        try:
            for path in paths:
                if path not in self._gone:
                    temporary[path] = self._temporary(path)
            for path in paths:
                if path in self._gone:
                    (self.root / path).unlink()
                else:
                    os.replace(temporary[path], (self.root / path).resolve())
                done.append(path)
        except BaseException as error:
            self._undo(done, temporary.values(), folders)
            if isinstance(error, OSError):
                raise Refusal(
                    f"Không ghi được, mọi tệp còn nguyên như cũ: {error}",
                    f"Writing failed, every file is as it was: {error}",
                ) from error
            raise
        self._clear_folders()
        return paths

    def _clear_folders(self) -> None:
        """Folders left empty by files taken away go with them, as git has no empty folders either."""
        for path in self._gone:
            for folder in Path(path).parents:
                if folder == Path(DOCS) or not (self.root / folder).is_dir() or any((self.root / folder).iterdir()):
                    break
                (self.root / folder).rmdir()

    def _temporary(self, path: str) -> Path:
        """A file beside the real one with the new text: moving it into place is a single step."""
        file = (self.root / path).resolve()
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f".{file.name}.{os.getpid()}.tmp")
        try:
            beside.write_bytes(self._new[path].encode("utf-8"))
            if file.is_file():
                shutil.copymode(file, beside)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        return beside

    def _missing_folders(self, paths: Iterable[str]) -> list[Path]:
        """Folders that writing will create, deepest first."""
        parents = {parent for path in paths for parent in (self.root / path).parents if not parent.exists()}
        return sorted(parents, key=lambda folder: len(folder.parts), reverse=True)

    def _undo(self, done: list[str], temporary: Iterable[Path], folders: list[Path]) -> None:
        for file in temporary:
            file.unlink(missing_ok=True)
        for path in done:
            old = self._old[path]
            if old is None:
                (self.root / path).unlink(missing_ok=True)
            else:
                (self.root / path).write_bytes(old)
        for folder in folders:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


def _lines(text: str) -> list[str]:
    """Lines with their ends; only a line feed ends one."""
    return [line for line in text.replace("\n", "\n\0").split("\0") if line]


def _mirror(root: Path, target: Path) -> None:
    """Copy what the checks read; of other files an empty stand-in is enough."""
    for file in (root / DOCS).rglob("*"):
        if not file.is_file():
            continue
        twin = target / file.relative_to(root)
        twin.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix in _TEXT:
            shutil.copyfile(file, twin)
        else:
            twin.touch()


def errors(found: Iterable[Diagnostic]) -> Counter[tuple[str, str]]:
    """How many errors of each (path, code) there are."""
    return Counter((d.span.path, d.code) for d in found if severity(d) is Severity.ERROR)
