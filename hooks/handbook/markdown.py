"""What a Markdown page contains, with positions: headings, links, images, notes, ids. Read from the masked text,
not rendered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .text import HEADING_START, Masked, Source, Span

LinkKind = Literal["inline", "reference", "image", "html", "auto", "term"]


@dataclass(frozen=True)
class Heading:
    """`id` is None when the heading has no `{#id}`. `end` is where its section ends (the next heading of any level)."""

    level: int
    text: str
    id: str | None
    span: Span
    id_span: Span | None
    end: int


@dataclass(frozen=True)
class Link:
    """A link or image. `target` is as written (`term:` links keep the id only); `span` covers it all,
    `target_span` the target
    (of a reference link: in its definition)."""

    kind: LinkKind
    text: str
    target: str
    span: Span
    target_span: Span


@dataclass(frozen=True)
class Note:
    """A source mark `[^id]`."""

    id: str
    span: Span


@dataclass(frozen=True)
class Structure:
    """All that `parse` found. `ids` are explicit ids other than those of headings; `undefined` are `[text][ref]`
    without `[ref]:`.
    """

    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    notes: tuple[Note, ...]
    note_definitions: tuple[Note, ...]
    ids: tuple[tuple[str, Span], ...]
    undefined: tuple[tuple[str, Span], ...]
    tables: tuple[Span, ...]


# The patterns that run over all of a page begin with a plain character: see the note on masking in `text.py`.
_HEADING = re.compile(
    rf"(?P<mark>{HEADING_START}#{{0,5}})"
    r"(?P<text>[^#\n](?:\\.|[^\\\n])*?)??(?:[ \t]*\{(?P<attrs>[^{}\n]*)\})?[ \t]*#*[ \t]*$",
    re.M,
)
_BAR = re.compile(r"\n(?:=+|-+)[ \t]*$", re.M)
_SETEXT = re.compile(r"(?:\A|\n[ \t]*\n)(?P<text> {0,3}[^\s>#|\-*+\d][^\n|]*)\n(?P<bar>=+|-+)[ \t]*$", re.M)
_ATTRS = re.compile(r"\{:?[ ]*(?P<attrs>[^{}\n]*?#[^{}\n]*)\}")
_ATTR_ID = re.compile(r"(?:^|\s):?#(?P<id>[^\s#.}]+)")
_WORDY_ID = re.compile(r"[ ]*:?#(?P<id>[^\s#.=}]+(?:[ ]+[^\s#.=}]+)+)[ ]*")
"""Words with spaces for an id, all of which an editor means by it."""
_TEXT = r"(?P<text>(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*\])*)\]"
_INLINE = re.compile(
    r"\[(?<!\\\[)" + _TEXT + r"\([ \t\n]*(?P<target><[^<>\n]*>|(?:[^\s()\\]|\\.|\([^\n()]*\)|[ \t]+(?![\s\"')]))*)"
    r"(?:[ \t\n]+(?:\"[^\"]*\"|'[^']*'))?[ \t\n]*\)"
)
_DEFINITION = re.compile(r"^ {0,3}\[(?P<ref>[^\^\]\n][^\]\n]*)\]:[ \t]*\n?[ \t]*(?P<target><[^>\n]*>|\S+)", re.M)
_NOTE_DEFINITION = re.compile(r"^ {0,3}\[\^(?P<id>[^\]\n]+)\]:", re.M)
_NOTE = re.compile(r"\[(?<!\\\[)\^(?P<id>[^\]\n]+)\]")
_REFERENCE = re.compile(r"\[(?<![\\\]]\[)(?![ xX]\] )" + _TEXT + r"[ ]?\[(?P<ref>[^\^\]\n][^\]\n]*|)\](?![(\[])")
_SHORT = re.compile(r"(?<![\\\]!])!?\[(?P<ref>[^\^\]\[\n][^\]\[\n]*)\](?![\[(:])")
_AUTO = re.compile(r"<(?P<target>(?:https?|mailto):[^<>\s]+)>")
_HTML = re.compile(r"<[a-zA-Z][\w-]*\b[^<>]*>")
_HTML_ATTR = re.compile(
    r"\b(?P<name>href|src|id|name)[ \t]*=[ \t]*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\"'>]+))"
)
_TABLE = re.compile(r"(?:\|[ \t]*:?-|:-|-)-*:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$", re.M)

EXAMPLE_BLOCK = re.compile(
    r"^(?P<indent>[ \t]*)(?:!!!|\?\?\?\+?)[ \t]+example\b[^\n]*\n(?:(?:(?P=indent)(?: {4}|\t)[^\n]*)?\n)*", re.M
)
"""A worked example: an admonition of the kind `example`, whose plant is invented."""


def example_blocks(text: str) -> list[tuple[int, int]]:
    """Spans of the worked examples in masked text."""
    if "!!!" not in text and "???" not in text:
        return []
    return [match.span() for match in EXAMPLE_BLOCK.finditer(text)]


def parse(source: Source, masked: Masked) -> Structure:
    """Read the structure of a page. Never raises."""
    text = masked.text
    defining = "]:" in text
    definitions = {m["ref"].casefold(): m for m in _DEFINITION.finditer(text)} if defining else {}
    note_definitions = list(_NOTE_DEFINITION.finditer(text)) if defining else []
    links: list[Link] = []
    undefined: list[tuple[str, Span]] = []
    links.extend(_inline_links(source, text, 0, len(text)))
    for match in _REFERENCE.finditer(text):
        ref = match["ref"] or match["text"]
        definition = definitions.get(ref.casefold())
        span = source.span(match.start() - _has_bang(text, match.start(), ("\\", "]")), match.end())
        if definition is None:
            undefined.append((ref, span))
        else:
            links.append(_reference(source, match, definition, span))
    for match in _SHORT.finditer(text) if definitions else ():
        if definition := definitions.get(match["ref"].casefold()):
            links.append(_reference(source, match, definition, source.span(match.start(), match.end())))
    for match in _AUTO.finditer(text):
        span = source.span(match.start("target"), match.end("target"))
        links.append(Link("auto", match["target"], match["target"], span, span))
    html_links, ids = _html(source, text)
    links.extend(html_links)
    headings = tuple(_headings(source, text))
    heading_ids = {heading.id_span.start for heading in headings if heading.id_span}
    for match in _ATTRS.finditer(text):
        for found in _ATTR_ID.finditer(match["attrs"]):
            start = match.start("attrs") + found.start("id")
            if start not in heading_ids:
                ids.append((found["id"], source.span(start, start + len(found["id"]))))
    return Structure(
        headings=headings,
        links=tuple(sorted(links, key=lambda link: link.span.start)),
        notes=tuple(_notes(source, text, note_definitions)),
        note_definitions=tuple(Note(m["id"], source.span(m.start(), m.end())) for m in note_definitions),
        ids=tuple(ids),
        undefined=tuple(undefined),
        tables=tuple(_tables(source, text)),
    )


def _has_bang(text: str, at: int, escapes: tuple[str, ...] = ("\\",)) -> bool:
    """Whether an exclamation mark stands before `at`, with none of `escapes` before it."""
    return text[at - 1 : at] == "!" and text[max(0, at - 2) : at - 1] not in escapes


def _inline_links(source: Source, text: str, start: int, end: int) -> Iterator[Link]:
    for match in _INLINE.finditer(text, start, end):
        target = match["target"].strip("<>")
        at = match.start("target") + (1 if match["target"].startswith("<") else 0)
        image = _has_bang(text, match.start())
        kind: LinkKind = "image" if image else "inline"
        if target.startswith("term:"):
            kind, target, at = "term", target[5:], at + 5
        span = source.span(match.start() - image, match.end())
        yield Link(kind, match["text"], target, span, source.span(at, at + len(target)))
        yield from _inline_links(source, text, match.start("text"), match.end("text"))  # an image inside a link


def _reference(source: Source, match: re.Match[str], definition: re.Match[str], span: Span) -> Link:
    kind: LinkKind = "image" if span.text.startswith("!") else "reference"
    target = definition["target"].strip("<>")
    at = definition.start("target") + (1 if definition["target"].startswith("<") else 0)
    return Link(kind, match.groupdict().get("text") or match["ref"], target, span, source.span(at, at + len(target)))


def _html(source: Source, text: str) -> tuple[list[Link], list[tuple[str, Span]]]:
    links: list[Link] = []
    ids: list[tuple[str, Span]] = []
    for tag in _HTML.finditer(text):
        for attr in _HTML_ATTR.finditer(tag.group()):
            group = next(g for g in ("a", "b", "c") if attr[g] is not None)
            span = source.span(tag.start() + attr.start(group), tag.start() + attr.end(group))
            if attr["name"] in ("href", "src"):
                links.append(Link("html", "", attr[group], source.span(tag.start(), tag.end()), span))
            elif attr["name"] == "id" or tag.group().startswith("<a "):
                ids.append((attr[group], span))
    return links, ids


def _notes(source: Source, text: str, note_definitions: list[re.Match[str]]) -> Iterator[Note]:
    """Source marks; `[^id]:` is one too, unless it begins a line and so would be a definition."""
    definitions = {match.end() - 1 for match in note_definitions}
    for match in _NOTE.finditer(text):
        if match.end() not in definitions:
            yield Note(match["id"], source.span(match.start(), match.end()))


def _tables(source: Source, text: str) -> Iterator[Span]:
    """The line of each table that stands between its head and its rows."""
    for match in _TABLE.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        if not text[start : match.start()].strip(" \t"):
            yield source.span(start, match.end())


def _headings(source: Source, text: str) -> Iterator[Heading]:
    found = []
    for match in _HEADING.finditer(text):
        attrs = match["attrs"] or ""
        attr = _WORDY_ID.fullmatch(attrs) or _ATTR_ID.search(attrs)
        at = match.start("attrs") + attr.start("id") if attr else 0
        id_span = source.span(at, at + len(attr["id"])) if attr else None
        title = source.text[match.start("text") : match.end("text")].strip() if match["text"] else ""
        found.append(
            (len(match["mark"]), title, attr["id"] if attr else None, match.start("mark"), match.end(), id_span)
        )
    for match in _SETEXT.finditer(text) if _BAR.search(text) else ():
        level = 1 if match["bar"][0] == "=" else 2
        found.append((level, match["text"].strip(), None, match.start("text"), match.end(), None))
    found.sort(key=lambda item: item[3])
    for index, (level, title, heading_id, start, end, id_span) in enumerate(found):
        section_end = found[index + 1][3] if index + 1 < len(found) else len(text)
        yield Heading(level, title, heading_id, source.span(start, end), id_span, section_end)
