"""What is read out of a Markdown page, with positions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.markdown import Structure
from handbook.pages import read_page
from handbook.text import Source

PIECES = [
    "[",
    "]",
    "(",
    ")",
    "![",
    "](",
    "][",
    "]: ",
    "[^a]",
    "{#id}",
    "# ",
    "\n",
    "\n\n",
    "    ",
    "- ",
    "|",
    "---",
    "```",
    "`",
    "<a href='",
    "'>",
    "\\",
    "term:x",
    "x.md#y",
    "<!--",
    "-->",
    "*",
    " ",
    "chữ",
    "!!! note\n",
    "> ",
    "=",
    "{",
    "}",
    '"',
    "https://a.b",
]


def structure(text: str) -> Structure:
    return read_page(Source("docs/vi/a.md", text), "vi", "a").structure


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
def test_any_text_can_be_parsed_and_spans_lie_inside(text: str) -> None:
    page = read_page(Source("docs/vi/a.md", text), "vi", "a")
    spans = [link.span for link in page.links] + [link.target_span for link in page.links]
    spans += [heading.span for heading in page.headings] + [note.span for note in page.structure.notes]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    assert all(a < b for a, b in page.paragraphs)
    assert [s.heading for s in page.sections] == list(page.headings)
    for link in page.links:
        assert link.target in link.target_span.text or link.kind == "term"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[a](b.md)", [("inline", "b.md")]),
        ("[a](<b c.md>)", [("inline", "b c.md")]),
        ('[a](b.md "Title")', [("inline", "b.md")]),
        ("[a\nb](c.md)", [("inline", "c.md")]),
        ("[a [b] c](d.md)", [("inline", "d.md")]),
        ("[a](b_(c).md)", [("inline", "b_(c).md")]),
        ("[a \\] b](c.md)", [("inline", "c.md")]),
        ("![a](b.png)", [("image", "b.png")]),
        ("[![a](b.png)](c.md)", [("inline", "c.md"), ("image", "b.png")]),
        ("[a](term:wastewater)", [("term", "wastewater")]),
        ("[a][r]\n\n[r]: b.md", [("reference", "b.md")]),
        ("[R][]\n\n[r]: b.md", [("reference", "b.md")]),
        ("[r]\n\n[r]: <b.md>", [("reference", "b.md")]),
        ("<https://a.b>", [("auto", "https://a.b")]),
        ("<a class=x href='b.md'>", [("html", "b.md")]),
        ("<img src=b.png>", [("html", "b.png")]),
        ("- [ ] [a](b.md)", [("inline", "b.md")]),
        ("| [a](b.md) |", [("inline", "b.md")]),
        ("\\[a](b.md)", []),
        ("`[a](b.md)`", []),
        ("[a] (b.md)", []),
        ("a[^b] [^c]", []),
    ],
)
def test_links(text: str, links: list[tuple[str, str]]) -> None:
    assert [(link.kind, link.target) for link in structure(text).links] == links


@pytest.mark.parametrize(
    ("text", "undefined"),
    [
        ("[a][b]", ["b"]),
        ("[a][]", ["a"]),
        ("[a]", []),
        ("- [x] [a](b.md)", []),
        ("- [ ] [a] b", []),
        ("[a][b](c)", []),
        ("\\[a][b]", []),
    ],
)
def test_undefined_references(text: str, undefined: list[str]) -> None:
    assert [ref for ref, _ in structure(text).undefined] == undefined


def test_the_target_of_a_reference_is_where_it_is_defined() -> None:
    (link,) = structure("[a][r]\n\n[r]: b.md").links
    assert (link.span.line, link.target_span.line, link.target_span.text) == (1, 3, "b.md")


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("# A {#a}", [(1, "A", "a")]),
        ("## A b {#a .c}", [(2, "A b", "a")]),
        ("### A ###", [(3, "A", None)]),
        ("Title\n=====", [(1, "Title", None)]),
        ("Title\n-----", [(2, "Title", None)]),
        ("```\n# no\n```", []),
        ("| a | b |\n|---|---|", []),
    ],
)
def test_headings(text: str, headings: list[tuple[int, str, str | None]]) -> None:
    assert [(h.level, h.text, h.id) for h in structure(text).headings] == headings


def test_sections_end_at_the_next_heading() -> None:
    page = read_page(Source("docs/vi/a.md", "# A {#a}\n\nx\n\n## B {#b}\n\ny\n"), "vi", "a")
    assert [page.source.text[s.start : s.end].strip() for s in page.sections] == ["x", "y"]
    assert page.section_at(page.source.text.index("y")).heading.id == "b"
    assert page.section_at(0).heading.id == "a"


def test_ids_that_are_not_headings() -> None:
    assert [anchor for anchor, _ in structure('<span id="a"></span>\n\nText\n{: #b }\n\n# C {#c}').ids] == [
        "b",
        "a",
    ] or [anchor for anchor, _ in structure('<span id="a"></span>\n\nText\n{: #b }\n\n# C {#c}').ids] == ["a", "b"]


def test_notes_and_their_definitions() -> None:
    found = structure("a[^x], b[^y].\n\n[^x]: own")
    assert [note.id for note in found.notes] == ["x", "y"]
    assert [note.id for note in found.note_definitions] == ["x"]


def test_paragraphs_and_list_items() -> None:
    page = read_page(Source("docs/vi/a.md", "one\ntwo\n\n- a\n- b\n  more\n\n1. c\n"), "vi", "a")
    assert [page.source.text[a:b].strip() for a, b in page.paragraphs] == ["one\ntwo", "- a", "- b\n  more", "1. c"]
