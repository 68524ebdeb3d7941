"""Declaring a half of a page of a small site as still to be written."""

from __future__ import annotations

from pathlib import Path

OTHER = {"vi": "en", "en": "vi"}


def leave_out(root: Path, lang: str, key: str) -> str:
    """Take the half in `lang` away and let the other say that it is awaited; returns what stood there."""
    missing, kept = (root / f"docs/{name}/{key}.md" for name in (lang, OTHER[lang]))
    text = missing.read_text(encoding="utf-8")
    missing.unlink()
    declared = kept.read_text(encoding="utf-8").replace("---\n", f"---\nstatus: awaiting-{lang}\n", 1)
    kept.write_text(declared, encoding="utf-8", newline="\n")
    return text


def write(root: Path, path: str, text: str) -> None:
    (root / path).write_text(text, encoding="utf-8", newline="\n")


PROSE = {
    "docs/vi/note.md": """\
---
title: Ghi chép
description: Một trang văn xuôi chỉ có tiếng Việt.
status: awaiting-en
---

# Ghi chép của tổ {#note}

Bể nào hở thì đậy trước.

## Phần một {#one}

Xem [giải pháp](sectors/ice-making/measures.md#tank-cover): tiết kiệm 8% điện[^sample-survey-2020].

### Chỗ nhỏ {#small}

<span id="spot"></span>Còn [trang kia](other.md#there) thì mới có tiếng Anh.
""",
    "docs/en/other.md": """\
---
title: Other things
description: A page of prose in English only.
status: awaiting-vi
---

# Other things {#other}

See [note](note.md#small), [spot](note.md#spot) and [steps](sectors/ice-making/process.md#freezing).

## Over there {#there}

Words.
""",
}
"""Two pages of prose, each in one language, that link to each other."""


def add_prose(root: Path) -> None:
    for path, text in PROSE.items():
        write(root, path, text)
