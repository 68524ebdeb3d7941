"""Put labels on open pull requests by the files they change: language, facts, program.

Needs GitHub's `gh`, which is on its machines, and GH_TOKEN.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable

LABELS = {
    "tiếng Việt": (("docs/vi/",), "1F7A63"),
    "English": (("docs/en/",), "2B5C8A"),
    "dữ liệu / facts": (("docs/_data/",), "8A5A00"),
    "chương trình / program": (("hooks/", "scripts/", "tests/", "overrides/", ".github/", ".ci/"), "6B6B6B"),
}
"""Label -> (beginnings of the paths it is for, colour)."""

Gh = Callable[..., str]


def gh(*arguments: str) -> str:
    return subprocess.run(["gh", *arguments], check=True, capture_output=True, encoding="utf-8").stdout


def labels_for(paths: Iterable[str]) -> list[str]:
    """Labels of a change of these files."""
    changed = list(paths)
    return [label for label, (starts, _) in LABELS.items() if any(path.startswith(starts) for path in changed)]


def label_all(run: Gh = gh) -> dict[int, list[str]]:
    """Add what is missing to every open pull request; returns number -> labels added. None is ever taken off."""
    for label, (_, color) in LABELS.items():
        run("label", "create", label, "--force", "--color", color)
    added: dict[int, list[str]] = {}
    for request in json.loads(run("pr", "list", "--state", "open", "--limit", "100", "--json", "number,files,labels")):
        there = {label["name"] for label in request["labels"]}
        missing = [label for label in labels_for(file["path"] for file in request["files"]) if label not in there]
        if missing:
            run("pr", "edit", str(request["number"]), "--add-label", ",".join(missing))
            added[request["number"]] = missing
    return added


if __name__ == "__main__":
    for number, labels in label_all().items():
        print(f"#{number}: {', '.join(labels)}", file=sys.stdout)
