"""Every code has a case that shows it, on its line; a case without expectation is clean."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest

from conftest import BASE, CASES, build_site
from handbook import messages, report
from handbook.checks import SUPPRESSION_CODE, run_all
from handbook.corpus import load
from handbook.diagnostics import registered_codes

CODES = registered_codes() | {SUPPRESSION_CODE}
FOLDERS = sorted(folder for folder in CASES.iterdir() if folder.is_dir() and folder != BASE)
OWN_NAME = re.compile(r"(?P<code>[A-Z]\d\d)-[a-z0-9-]+\Z")
FREE_NAME = re.compile(r"(?:ok|breakage)-[a-z0-9-]+\Z")
EXPECT = re.compile(r"(?:<!--|#)[ \t]*expect:(?P<codes>(?:[ \t]+[A-Z]\d\d)+)")

Found = tuple[str, int, str]
"""(path, line, code)."""


def expectations(case: Path) -> Counter[Found]:
    """What a case says will be found: marks above the bad lines, and the lines of `expect.txt`."""
    wanted: Counter[Found] = Counter()
    for file in [*case.rglob("*.md"), *case.rglob("*.yml")]:
        lines = file.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            if match := EXPECT.search(line):
                below = next(n for n in range(number, len(lines)) if not EXPECT.search(lines[n])) + 1
                wanted.update((file.relative_to(case).as_posix(), below, code) for code in match["codes"].split())
    if (case / "expect.txt").is_file():
        for line in (case / "expect.txt").read_text(encoding="utf-8").splitlines():
            place, code = line.split()
            path, _, number = place.rpartition(":")
            wanted[path, int(number), code] += 1
    return wanted


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_case(case: Path, tmp_path: Path) -> None:
    """Exactly the expected findings, nothing else; and each can be written in both languages and every format."""
    diagnostics = run_all(load(build_site(tmp_path / "site", case)))
    assert Counter((d.span.path, d.span.line, d.code) for d in diagnostics) == expectations(case)
    for lang in (None, "vi", "en"):
        for text in (
            report.terminal(diagnostics, lang),
            report.github(diagnostics, lang),
            report.as_json(diagnostics, lang),
        ):
            assert "\0" not in text
    for diagnostic in diagnostics:
        for lang in ("vi", "en"):
            text = messages.load()[diagnostic.code][lang]
            for template in (text.message(diagnostic.args), text.hint):
                named = {name for _, name, _, _ in Formatter().parse(template) if name}
                assert named <= diagnostic.args.keys(), template


def test_the_tiny_site_is_clean(site: Path) -> None:
    assert [(d.span.path, d.span.line, d.code, d.args) for d in run_all(load(site))] == []


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_has_a_case(code: str) -> None:
    cases = [folder for folder in FOLDERS if folder.name.startswith(f"{code}-")]
    assert cases, f"no folder tests/cases/{code}-…"


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_case_is_named_after_what_it_shows(case: Path) -> None:
    """`<CODE>-<slug>` expects that code; `ok-…` expects nothing; `breakage-…` expects something."""
    codes = {code for _, _, code in expectations(case)}
    own = OWN_NAME.match(case.name)
    if own:
        assert own["code"] in CODES
        assert own["code"] in codes
        return
    assert FREE_NAME.match(case.name), "call it <CODE>-<slug>, ok-<slug> or breakage-<slug>"
    assert bool(codes) != case.name.startswith("ok-")


def test_fixes_mend(tmp_path: Path) -> None:
    """Where a case's finding has a fix, the finding is gone once all fixes of that code are made."""
    for case in FOLDERS:
        own = OWN_NAME.match(case.name)
        if not own:
            continue
        root = build_site(tmp_path / case.name, case)
        fixes = [d.fix for d in run_all(load(root)) if d.code == own["code"] and d.fix]
        for fix in sorted(fixes, key=lambda fix: -fix.span.start):
            file = root / fix.span.path
            text = file.read_text(encoding="utf-8").replace("\r\n", "\n").removeprefix("\ufeff")
            changed = text[: fix.span.start] + fix.text + text[fix.span.end :]
            file.write_text(changed, encoding="utf-8", newline="\n")
        left = {(d.span.path, d.span.start) for d in run_all(load(root)) if d.code == own["code"] and d.fix}
        assert not left, case.name


PIECES = [
    "[",
    "]",
    "](",
    "[a][b]",
    "[^x]",
    "{#",
    "}",
    "```\n",
    "<!--",
    "---\n",
    "\t",
    "\n\n    ",
    ": ",
    "- ",
    "&a ",
    "*a",
    "null",
    "[]",
    "{}",
    "'",
    '"',
    "|",
    ">",
    "\0",
    "\r\n",
    "\ufeff",
    "\u0301",
    "🧊",
    "term:",
    "99%",
    "# ",
    "!!! example\n",
    "<a href='",
    "1e999",
    "-1",
    "2020-13-45",
    "true",
    "<<: *b",
    "\u2028",
]


@pytest.mark.parametrize("seed", range(40))
def test_no_damage_breaks_the_checker(seed: int, site: Path) -> None:
    """Whatever is cut out of a file or typed into it: findings perhaps, an exception never."""
    chance = random.Random(seed)
    files = sorted([*site.rglob("*.md"), *site.rglob("*.yml")])
    for _ in range(chance.randint(1, 3)):
        file = chance.choice(files)
        text = file.read_text(encoding="utf-8")
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice([0, 0, 1, 5, 60]))
        file.write_text(text[:start] + chance.choice(PIECES) + text[end:], encoding="utf-8", newline="")
    found = run_all(load(site))
    assert report.terminal(found) and report.github(found) and report.as_json(found) and report.summary(found)
