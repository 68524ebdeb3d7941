"""Text with positions: bytes to text, masked Markdown, and the folded keys words are compared on."""

from __future__ import annotations

import difflib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

MAX_BYTES = 2_000_000
"""A hand-written page or data file is never this long; beyond it we report instead of reading."""

_TONES = {"\u0300": "ˋ", "\u0301": "ˊ", "\u0303": "˜", "\u0309": "ˀ", "\u0323": "˙"}
"""Signs that no text is written with: `có` must not become the key of `CO2`."""


_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: [^\n]*)?$", re.M)


@dataclass(eq=False)
class Source:
    """One file as text. `path` is relative to the project root, with `/`.

    `text` has LF line ends and no byte-order mark; `defects` names what was wrong with the bytes:
    `encoding`, `bom`, `crlf`, `nul`, `size` (each with the offset in `text` where it was first seen).
    """

    path: str
    text: str = ""
    defects: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path, root: Path) -> Source:
        """Read `file`; never raises for bad content, only for a file that cannot be opened at all."""
        path = file.relative_to(root).as_posix()
        if file.stat().st_size > MAX_BYTES:
            return cls(path, "", {"size": 0})
        return cls.from_bytes(path, file.read_bytes())

    @classmethod
    def from_bytes(cls, path: str, data: bytes) -> Source:
        defects: dict[str, int] = {}
        if data.startswith(b"\xef\xbb\xbf"):
            data, defects["bom"] = data[3:], 0
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            text = data.decode("utf-8", "replace")
            defects["encoding"] = len(data[: error.start].decode("utf-8", "replace"))
        if "\r" in text:
            defects["crlf"] = text.index("\r")
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if "\0" in text:
            defects["nul"] = text.index("\0")
            text = text.replace("\0", "\ufffd")
        return cls(path, text, defects)

    @property
    def unreadable(self) -> bool:
        """The bytes are no text, or too many: what was read says little."""
        return bool({"encoding", "nul", "size"} & self.defects.keys())

    @cached_property
    def conflict(self) -> tuple[int, int] | None:
        """Place of the first line git has left where two people changed the same words; None when there is none."""
        found = _CONFLICT.search(self.text) if "<<<<<<<" in self.text or ">>>>>>>" in self.text else None
        return found.span() if found else None

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(m.end() for m in re.finditer("\n", self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """(line, column), both from 1; the column counts characters, not bytes."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Text of line `number` (from 1), without its line end; empty beyond the file."""
        if not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start : end if end >= 0 else len(self.text)]

    def span(self, start: int, end: int | None = None) -> Span:
        return Span(self, start, start if end is None else end)


@dataclass(frozen=True, eq=False)
class Span:
    """A stretch `[start, end)` of a source, in characters."""

    source: Source
    start: int
    end: int

    @property
    def path(self) -> str:
        return self.source.path

    @property
    def line(self) -> int:
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.position(self.start)[1]

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]


# -- masking -------------------------------------------------------------------------------------------------

# A pattern that begins with a plain character is found many times faster than one that begins with a condition, so
# what must stand before a character is asked right after it: `x(?<!yx)` is `(?<!y)x`.

HEADING_START = r"#(?:(?<=^#)|(?<=^ #)|(?<=^  #)|(?<=^   #))"
"""Pattern (for `re.M`) of the sign a heading begins with, after at most three spaces."""

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_FENCE = re.compile(
    r"^(?P<lead>[ \t]*(?:>[ \t]*)*(?:(?:[-*+]|\d+\.)[ \t]+)?)(?P<mark>`{3,}|~{3,})(?P<info>[^\n]*)$", re.M
)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_INLINE = re.compile(r"(`(?<![\\`]`)`*)(?!`)((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`)", re.S)
_RAW = re.compile(r"<(?P<tag>script|style)(?P<rest>\b.+?)(?=</(?P=tag)\s*>)", re.S | re.I)
"""What stands in a script or style; the name of the tag stays to be seen."""
_INDENTED_LINES = r"((?:(?: {4}|\t)[^\n]*(?:\n|\Z))+)"
_INDENTED = re.compile(r"\n[ \t]*\n" + _INDENTED_LINES)
_INDENTED_FROM_START = re.compile(r"(?:\A|\n[ \t]*\n)" + _INDENTED_LINES)
_CONTAINER = re.compile(r"^(?: {0,3}(?:[-*+]|\d+[.)])[ \t]| {0,3}(?:!!!|\?\?\?\+?|///)| {4}|\t)")


@dataclass(frozen=True)
class Masked:
    """`text` has the length of the original with everything that is not prose blanked by spaces (line ends stay).

    `front` is the span of the YAML between the `---` lines, or None. `unclosed` lists (kind, offset) of a front matter,
    code fence or comment that is opened and never closed; `indented` are the offsets of blocks that are code only
    because their lines are indented.
    """

    text: str
    front: tuple[int, int] | None
    unclosed: tuple[tuple[str, int], ...]
    indented: tuple[int, ...] = ()


def blank(text: str) -> str:
    """`text` with every character but the line ends replaced by a space."""
    return "\n".join(" " * len(line) for line in text.split("\n"))


def mask(text: str) -> Masked:
    """Blank front matter, code (fenced, indented, inline), comments, what is in scripts and styles out of Markdown."""
    unclosed: list[tuple[str, int]] = []
    front = None
    written = text
    if match := _FRONT.match(text):
        front = (match.start(1), match.end(1))
        text = blank(match.group()) + text[match.end() :]
    elif re.match(r"---[ \t]*\n", text):
        unclosed.append(("front", 0))
    text = _mask_fences(text, unclosed)
    text = _COMMENT.sub(lambda m: blank(m.group()), text)
    if (start := text.find("<!--")) >= 0:
        unclosed.append(("comment", start))
    text = _RAW.sub(lambda m: f"<{m['tag']}>{blank(m['rest'][1:])}", text)
    indented: list[int] = []
    text = _mask_indented(text, written, indented)
    text = _INLINE.sub(lambda m: blank(m.group()), text)
    return Masked(text, front, tuple(unclosed), tuple(indented))


def _mask_fences(text: str, unclosed: list[tuple[str, int]]) -> str:
    if "```" not in text and "~~~" not in text:
        return text
    position = 0
    while match := _FENCE.search(text, position):
        mark = match["mark"]
        if mark[0] == "`" and "`" in match["info"]:  # an inline code span that starts a line
            position = match.end()
            continue
        close = re.compile(rf"^[ \t]*(?:>[ \t]*)*{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$", re.M)
        end = close.search(text, match.end())
        if end is None:
            unclosed.append(("fence", match.start("mark")))
            return text[: match.start("mark")] + blank(text[match.start("mark") :])
        text = text[: match.start("mark")] + blank(text[match.start("mark") : end.end()]) + text[end.end() :]
        position = end.end()
    return text


def _mask_indented(text: str, written: str, found: list[int]) -> str:
    """Blank indented code, unless the block continues a list item, an admonition or an indented block.

    Lines that are indented only because what stood there is blanked already (a comment) are no code. `found` takes the
    offset of each block.
    """

    def replace(match: re.Match[str]) -> str:
        before = text[: match.start(1)].rstrip()
        last = before.rsplit("\n\n", 1)[-1]
        if any(_CONTAINER.match(line) for line in last.split("\n")):
            return match.group()
        end = match.start(1)
        for line in match.group(1).splitlines(keepends=True):
            if not written.startswith(("    ", "\t"), end):
                break
            end += len(line)
        if text[match.start(1) : end].strip():
            found.append(match.start(1))
        return text[match.start() : match.start(1)] + blank(text[match.start(1) : end]) + text[end : match.end()]

    pattern = _INDENTED_FROM_START if text.startswith(("    ", "\t")) else _INDENTED
    return pattern.sub(replace, text)


# -- keys to compare words on --------------------------------------------------------------------------------


def nfc_offset(text: str) -> int | None:
    """Offset of the first character that is not in NFC, or None when all of `text` is."""
    if unicodedata.is_normalized("NFC", text):
        return None
    normal = unicodedata.normalize("NFC", text)
    for index, (ours, theirs) in enumerate(zip(text, normal, strict=False)):
        if ours != theirs:
            return index
    return min(len(text), len(normal))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without any mark, đ as d: what people type without a Vietnamese keyboard."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return plain.replace("đ", "d")


@lru_cache(maxsize=65536)
def tone_key(word: str) -> str:
    """Lower case NFC with the tone moved to the end of each word, so that `hoà` equals `hòa`."""
    if word.isascii():
        return word.casefold()
    words = []
    for part in re.split(r"(\W+)", unicodedata.normalize("NFC", word.casefold())):
        letters = unicodedata.normalize("NFD", part)
        tones = "".join(_TONES[c] for c in letters if c in _TONES)
        words.append(unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES)) + tones)
    return "".join(words)


def nearest(word: str, options: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The option most like `word`, or None when none is like it."""
    found = difflib.get_close_matches(word, list(options), 1, cutoff)
    return found[0] if found else None


def slug(text: str) -> str:
    """A permanent id made of `text`: ASCII, lower case, hyphens; empty when nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
