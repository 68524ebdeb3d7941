"""What git knows: files changed since a commit, earlier texts of a file, the day of the last commit. Without git the
answer is that we do not know.
"""

from __future__ import annotations

import datetime
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MOST_VERSIONS = 200
"""Older versions of a file than these are not looked at."""


@dataclass(frozen=True)
class Change:
    """A file that differs from the base: `kind` is A (added), M (modified), D (deleted) or R (renamed from `old`)."""

    kind: str
    path: str
    old: str | None = None


def changes(root: Path, base: str) -> list[Change] | None:
    """Files of the project that differ from where this branch left `base`, those not committed yet included.

    Paths are from `root`. None when there is no git, no repository or no such commit. A `base` of zeros, which is what
    GitHub gives for the first push of a branch, stands for no base: nothing is known to have changed.
    """
    if not base.strip("0"):
        return []
    start = _git(root, "merge-base", base, "HEAD") or _git(root, "rev-parse", "--verify", f"{base}^{{commit}}")
    if start is None:
        return None
    listed = _git(root, "diff", "--relative", "--name-status", "-z", "-M", start.strip())
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    if listed is None or new is None:
        return None
    found = list(_name_status(listed))
    found += [Change("A", path) for path in new.split("\0") if path]
    return sorted(found, key=lambda change: change.path)


def _name_status(listed: str) -> Iterator[Change]:
    parts = iter(listed.split("\0"))
    for kind in parts:
        if not kind:
            return
        path = next(parts)
        if kind[0] in "RC":
            yield Change("R" if kind[0] == "R" else "A", next(parts), path)
        else:
            yield Change(kind[0] if kind[0] in "AD" else "M", path)


def versions(root: Path, path: str) -> Iterator[tuple[str, str]]:
    """(commit, text) of a file, newest first; a rename ends it. Nothing when git does not know the file."""
    log = _git(root, "log", f"--max-count={MOST_VERSIONS}", "--format=%H", "--", path)
    for commit in (log or "").split():
        text = _git(root, "show", f"{commit}:./{path}")
        if text is not None:
            yield commit, text


def removed_lines(root: Path, path: str) -> set[str]:
    """Lines of a file that some change took out, the one not committed yet included; empty when nothing is known.

    What a merge took out counts too: it is compared with the branch that was merged into.
    """
    options = ("--first-parent", "-m", "-p", "-U0", "--no-renames", "--no-color", "--no-ext-diff", "--format=")
    committed = _git(root, "log", *options, "--", path)
    if not committed:
        return set()  # no git, or a file it does not know
    now = _git(root, "diff", "-U0", "--no-renames", "--no-color", "--no-ext-diff", "HEAD", "--", path)
    lines = (committed + (now or "")).splitlines()
    return {line[1:] for line in lines if line.startswith("-") and not line.startswith("---")}


def day_of(root: Path) -> datetime.date | None:
    """Day of the commit that is checked out, the same however much of the history is there. None when git does not
    know the project: a folder unpacked inside another repository has no day of its own.
    """
    if not _git(root, "ls-files", "--", "mkdocs.yml"):
        return None
    day = _git(root, "log", "--max-count=1", "--format=%cs")
    return datetime.date.fromisoformat(day.strip()) if day and day.strip() else None


def _git(root: Path, *arguments: str) -> str | None:
    """What git prints, None when it fails or is not there."""
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotepath=off", *arguments],
            cwd=root,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=60,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
