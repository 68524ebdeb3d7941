"""Slips of the hand that stop a YAML file from being read. The reader notices most of them a line or two too late."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINES_BACK = 3
"""How many lines above the place where reading stopped are looked at."""

_SPACES = "\u00a0\u2000-\u200a\u202f\u3000"
_SLIPS = (
    ("slip-tab", re.compile(r"^ *(?P<at>\t+)")),
    ("slip-nbsp", re.compile(rf"^[ -]*(?P<at>[{_SPACES}]+)|:(?P<after>[{_SPACES}]+)")),
    ("slip-quotes", re.compile(r"(?:[:{,\[]|^ *-) *(?P<at>[“”„‘’])")),
    ("slip-colon", re.compile(r"^ *(?:- )?(?P<at>[a-z_]+:(?!//)[^\s:][^:\n]*)$")),
    ("slip-sign", re.compile(r"(?:: +|^ *- +)(?P<at>[%@`])")),
)
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|(?<![^\s:{\[,])'(?:[^']|'')*'")


@dataclass(frozen=True)
class Slip:
    """What was done (`slip-…`, the `detail` of a problem) and where."""

    kind: str
    start: int
    end: int


def find_slip(text: str, at: int) -> Slip | None:
    """The slip that made reading of `text` stop at `at`; None when nothing usual is found on the lines before."""
    end = text.find("\n", at)
    begin = text.rfind("\n", 0, at) + 1
    end = len(text) if end < 0 else end
    for _ in range(_LINES_BACK + 1):
        line = text[begin:end]
        for kind, pattern in _SLIPS:
            if found := pattern.search(line):
                group = "at" if found["at"] is not None else "after"
                return Slip(kind, begin + found.start(group), begin + found.end(group))
        if (opened := _left_open(line)) is not None:
            return Slip("slip-bracket", begin + opened, end)
        if begin == 0:
            return None
        end = begin - 1
        begin = text.rfind("\n", 0, end) + 1
    return None


def _left_open(line: str) -> int | None:
    """Where a line of the form `key: {vi: …, en: …}` opens a bracket or quotation mark that it never closes."""
    bare = _QUOTED.sub(lambda quoted: "x" * len(quoted.group()), line)
    start = bare.find("{")
    if start < 0 or line.lstrip().startswith("#"):
        return None
    quote = bare.find('"', start)
    if quote >= 0:
        return quote
    return start if bare.count("{") > bare.count("}") else None
