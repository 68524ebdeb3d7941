"""Keep one open issue with a label up to date: `one_issue.py LABEL TITLE REPORT.md`.

An empty report closes the issue. Needs GitHub's `gh`, which is on its machines, and GH_TOKEN.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

Gh = Callable[..., str]
"""Run `gh` with these arguments and return what it prints."""


def gh(*arguments: str) -> str:
    return subprocess.run(["gh", *arguments], check=True, capture_output=True, encoding="utf-8").stdout


def update(label: str, title: str, report: Path, run: Gh = gh) -> str:
    """Open, change or close the issue, whichever it takes, and say what was done."""
    run("label", "create", label, "--force", "--color", "B0413E")
    listed = json.loads(run("issue", "list", "--label", label, "--state", "open", "--json", "number"))
    numbers = sorted(str(issue["number"]) for issue in listed)
    if not report.read_text(encoding="utf-8").strip():
        for number in numbers:
            run("issue", "close", number, "--comment", "Không còn gì. / Nothing left.")
        return f"closed {len(numbers)}"
    if numbers:
        run("issue", "edit", numbers[0], "--title", title, "--body-file", str(report))
        return f"changed #{numbers[0]}"
    run("issue", "create", "--title", title, "--label", label, "--body-file", str(report))
    return "created"


def main(arguments: Sequence[str]) -> int:
    label, title, report = arguments
    print(update(label, title, Path(report)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
