"""Files below `docs/` that nobody will read as meant: in the wrong place, of the wrong kind or name, or far too big."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from . import LANGUAGES
from .text import slug

MAX_ASSET_BYTES = 2_000_000
"""A picture or download beyond this makes readers on a phone wait, and stays in the history of the project for good."""

PAGE, DATA = ".md", "_data"
_ASSETS = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".pdf", ".csv", ".txt"})
_ASSET_FOLDERS = (*LANGUAGES, "assets")
_DATA_LEDGERS = ("permalinks.txt", "translations.txt")
_DATA_FOLDERS = ("schema", "conversion")
"""Folders of data that the site does not read: the machine writes one, the other is the record of a collection."""

_PLAIN = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*\Z")
_COPY = re.compile(
    r"(?:copy of |bản sao của )?(?P<name>.*?)(?:[ _]*\(\d+\)|[ _-]+(?:copy|bản sao|sao chép)(?: \(\d+\))?)?\Z", re.I
)
_LEFT_BY_MACHINES = re.compile(r"\.|~\$|(?:thumbs\.db|desktop\.ini)\Z", re.I)
"""Names that programs leave behind unasked and that never reach the project or the site."""


@dataclass(frozen=True)
class Stray:
    """`path` from `docs/`. `problem` is `place`, `type`, `size`, `name`, `folder` or `copy`; `better` is the path it
    should have (or the file it is a copy of), empty when nobody can tell; `size` is in bytes.
    """

    path: str
    problem: str
    better: str = ""
    size: int = 0


def is_plain(path: PurePosixPath | str) -> bool:
    """Whether every part of a path is in small plain letters, digits, hyphens, underscores and dots."""
    return all(_PLAIN.match(part) for part in PurePosixPath(path).parts)


def page_key(path: PurePosixPath, taken: Collection[str]) -> str | None:
    """Key of the page at `path` below its language. One that differs by capitals only has the key it should have; None
    when the name is no name of a page, or its key is among those `taken` by others.
    """
    key = path.with_suffix("").as_posix()
    if is_plain(key):
        return key
    small = key.lower()
    return small if is_plain(small) and small not in taken else None


def strays(docs: Path, read: Collection[str]) -> Iterator[Stray]:
    """What is wrong with each file below `docs`, one thing each; `read` are the data files (paths from `docs`) that
    records were read from. Of a folder with a wrong name only the first file is told.
    """
    files = {file.relative_to(docs).as_posix(): file for file in sorted(docs.rglob("*")) if file.is_file()}
    folders: set[str] = set()
    for name, file in files.items():
        path = PurePosixPath(name)
        if any(_LEFT_BY_MACHINES.match(part) for part in path.parts):
            continue
        stray = _stray(path, file, files, read)
        if stray and stray.problem == "folder":
            if stray.path in folders:
                continue
            folders.add(stray.path)
        if stray:
            yield stray


def _stray(path: PurePosixPath, file: Path, files: Collection[str], read: Collection[str]) -> Stray | None:
    name, in_data = path.as_posix(), path.parts[0] == DATA
    if name == "LICENSE" or (in_data and (path.parts[1] in _DATA_FOLDERS or name.partition("/")[2] in _DATA_LEDGERS)):
        return None
    if problem := _type(path, in_data):
        return Stray(name, problem)
    if twin := _twin(path, files):
        return Stray(name, "copy", twin)
    if path.parts[0] in (*_ASSET_FOLDERS, DATA) and not is_plain("/".join(path.parent.parts[1:])):
        return Stray(path.parent.as_posix(), "folder", _plain(path.parent))
    if not in_data and path.parts[0] not in (LANGUAGES if path.suffix == PAGE else _ASSET_FOLDERS):
        return Stray(name, "place")
    if not is_plain(path.name):
        return Stray(name, "name", _plain(path))
    if in_data:
        return None if name in read else Stray(name, "place")
    size = 0 if path.suffix == PAGE else file.stat().st_size
    return Stray(name, "size", size=size) if size > MAX_ASSET_BYTES else None


def _type(path: PurePosixPath, in_data: bool) -> str | None:
    """`type` for what is no page, picture, download or data file, and for a page or data file that got a second end."""
    suffix = path.suffix.lower()
    wanted = {".yml"} if in_data else {PAGE, *_ASSETS}
    doubled = suffix != PAGE and PurePosixPath(path.stem).suffix.lower() in (PAGE, ".yml", ".yaml")
    return "type" if suffix not in wanted or doubled else None


def _twin(path: PurePosixPath, files: Collection[str]) -> str | None:
    """The file this one is a copy of, by its name: `measures (1).md`, `Copy of measures.md`."""
    found = _COPY.match(path.stem)
    twin = path.with_name(f"{found['name']}{path.suffix}").as_posix() if found and found["name"] else ""
    return twin if twin != path.as_posix() and twin in files else None


def _plain(path: PurePosixPath) -> str:
    """`path` with each name as it should be."""
    *folders, name = path.parts
    stem, dot, suffix = name.rpartition(".")
    last = f"{slug(stem)}.{suffix.lower()}" if dot and slug(stem) else slug(name)
    first, *rest = [*folders, last]
    return "/".join([first, *(part if _PLAIN.match(part) else slug(part) for part in rest)])
