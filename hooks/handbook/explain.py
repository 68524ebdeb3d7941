"""`handbook explain CODE`: what a code means, why it matters and how to mend it, in both languages, with an example."""

from __future__ import annotations

import re
from pathlib import Path

from .messages import Message

_LABELS = {"vi": ("Vì sao", "Cách sửa"), "en": ("Why", "How to mend")}
_EXPECT = re.compile(r"(?:<!--|#)\s*expect:\s*(?P<code>\w+)")
_PLACEHOLDER = re.compile(r"(?<!\{)\{(?P<name>\w+)\}(?!\})")


def explanation(message: Message, root: Path) -> str:
    """The help of a code; the example comes from its case below `root/tests/cases`, when that is there."""
    lines = [f"{message.code} [{message.slug}] {message.severity}", ""]
    for lang, (why, how) in _LABELS.items():
        text = message[lang]
        lines += [text.title, f"  {why}: {text.why}", f"  {how}: {plain(text.hint)}", ""]
    if example := example_of(message.code, root):
        lines += ["Ví dụ bị báo / An example that is reported:", *(f"    {line}" for line in example), ""]
    return "\n".join(lines)


def plain(template: str) -> str:
    """A template without arguments: `{{#id}}` as `{#id}`, `{target}` as `…`."""
    return _PLACEHOLDER.sub("…", template).replace("{{", "{").replace("}}", "}").replace("{…}", "…")


def example_of(code: str, root: Path) -> list[str]:
    """The file and the line that the first case of the code shows; empty when there is none."""
    for folder in sorted((root / "tests" / "cases").glob(f"{code}-*")):
        for file in sorted([*folder.rglob("*.md"), *folder.rglob("*.yml")]):
            lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
            for index, line in enumerate(lines):
                match = _EXPECT.search(line)
                if match and match["code"] == code and index + 1 < len(lines):
                    following = next((k for k in range(index + 1, len(lines)) if not _EXPECT.search(lines[k])), index)
                    return [f"{file.relative_to(folder).as_posix()}:", lines[following].strip()]
    return []
