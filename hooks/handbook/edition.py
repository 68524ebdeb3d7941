"""Which state of the handbook a build shows, so that a printed sheet can be cited: an edition, or the working copy."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass
from pathlib import Path

from .history import day_of

SOURCE_DATE = "SOURCE_DATE_EPOCH"
"""Where builds without git are told their day (reproducible-builds.org): seconds since 1970."""


@dataclass(frozen=True)
class Edition:
    """`number` is that of the edition, empty for the working copy; `day` that of the last change, None when unknown.

    Neither comes from the clock, so that one state of the project always gives the same pages.
    """

    number: str = ""
    day: datetime.date | None = None


def edition_of(root: Path, number: str = "") -> Edition:
    """The state of the project at `root`. The day is the one `SOURCE_DATE_EPOCH` gives, else that of git."""
    return Edition(number, _told_day() or day_of(root))


def _told_day() -> datetime.date | None:
    told = os.environ.get(SOURCE_DATE, "")
    try:
        return datetime.datetime.fromtimestamp(int(told), datetime.UTC).date() if told.isdecimal() else None
    except (OverflowError, OSError, ValueError):
        return None
