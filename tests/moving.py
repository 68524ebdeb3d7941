"""A site some years on: published once, and since then pages, sections and records have moved or retired."""

from __future__ import annotations

from pathlib import Path

from handbook.edits.move import move_heading, move_id, move_page
from handbook.edits.publish import publish
from handbook.edits.retire import retire

WORDS = {"vi": ("Hướng dẫn", "Xem"), "en": ("Guide", "See")}


def move_about(root: Path) -> None:
    """Add three pages to the tiny site at `root`, publish it, then move as much as there is.

    `/one/` moves with its section, `/two/` retires, a section of `/three/` goes to another page; a measure, a term and
    a source get other ids.
    """
    for lang, (title, word) in WORDS.items():
        for name in ("one", "two", "three"):
            text = (
                f"---\ntitle: {title} {name}\ndescription: {word} {name}.\n---\n\n# {title} {{#{name}}}\n\n"
                f"{word} [1](one.md#first-one).\n\n## {word} {{#first-{name}}}\n\n{word}.\n"
            )
            (root / f"docs/{lang}/{name}.md").write_text(text, encoding="utf-8", newline="\n")
    publish(root)
    move_page(root, "one", "guides/deep/one")
    move_heading(root, "guides/deep/one", "first-one", "begin")
    move_id(root, "ice-making", "tank-cover", "tank-lid")
    move_id(root, "terms", "wastewater", "waste-water")
    move_id(root, "sources", "sample-survey-2020", "survey-2020")
    retire(root, "two", "guides/deep/one", {"vi": "Đã gộp.", "en": "Merged."})
    for lang in WORDS:
        three, one = root / f"docs/{lang}/three.md", root / f"docs/{lang}/guides/deep/one.md"
        text = three.read_text(encoding="utf-8").replace("{#first-three}", "{#second}")
        three.write_text(text, encoding="utf-8", newline="\n")
        text = one.read_text(encoding="utf-8") + "\n## 3 {#third}\n\n3.\n"
        one.write_text(text, encoding="utf-8", newline="\n")
    move_heading(root, "three", "first-three", "guides/deep/one#third")
