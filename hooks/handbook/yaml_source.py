"""YAML with positions: plain Python values, and where each one stands in its file.

Only what the data files need: mappings, sequences, and scalars read as text, integer, decimal, date, true/false or null.
`yes`, `no`, `on`, `12:30` and `010` stay text, because nobody who writes them means a boolean or base-8 number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from .text import Source, Span

Path = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"-?(?:0|[1-9]\d*)\Z")
_FLOAT = re.compile(r"-?\d+\.\d+\Z")
_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")
_MAX_DEPTH = 30


@dataclass(frozen=True)
class YamlProblem:
    """One thing wrong with the YAML itself. `kind` is `syntax`, `duplicate-key`, `cycle`, `depth` or `key`."""

    kind: str
    span: Span
    detail: str = ""


@dataclass
class YamlDocument:
    """`value` of a YAML text, the span of every value in `spans` (by path) and of every key in `keys`."""

    source: Source
    value: Any = None
    spans: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, Span] = field(default_factory=dict)
    problems: list[YamlProblem] = field(default_factory=list)

    def span(self, path: Path) -> Span:
        """Where the value at `path` stands; the nearest enclosing value when it is not there."""
        while path and path not in self.spans:
            path = path[:-1]
        return self.spans.get(path) or self.source.span(0)

    def key_span(self, path: Path) -> Span:
        """Where the key at `path` stands, else the value."""
        return self.keys.get(path) or self.span(path)


def read_yaml(source: Source, start: int = 0, end: int | None = None) -> YamlDocument:
    """Read the YAML in `source.text[start:end]`. Never raises: what is wrong is in `problems`."""
    document = YamlDocument(source)
    text = source.text[start:end]
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = start + (_offset(text, mark) if mark else 0)
        document.problems.append(YamlProblem("syntax", source.span(min(at, len(source.text))), error.problem or ""))
        return document
    except (yaml.YAMLError, RecursionError) as error:
        at = start + int(getattr(error, "position", 0) or 0)
        document.problems.append(YamlProblem("syntax", source.span(min(at, len(source.text))), str(error).split("\n")[0]))
        return document
    if node is not None:
        _Builder(document, text, start).build(node, (), ())
    return document


def _offset(text: str, mark: yaml.Mark) -> int:
    # libyaml counts `mark.index` in characters, but not in all versions after a byte-order mark: line and column are safe.
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: mark.line]) + mark.column


class _Builder:
    def __init__(self, document: YamlDocument, text: str, shift: int) -> None:
        self.document = document
        starts = [0]
        for line in text.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        self.starts = starts
        self.shift = shift
        self.length = len(document.source.text)

    def span(self, node: yaml.Node) -> Span:
        start, end = (
            min(self.shift + self.starts[min(mark.line, len(self.starts) - 1)] + mark.column, self.length)
            for mark in (node.start_mark, node.end_mark)
        )
        return self.document.source.span(start, max(start, end))

    def build(self, node: yaml.Node, path: Path, parents: tuple[int, ...]) -> Any:
        self.document.spans[path] = self.span(node)
        if id(node) in parents or len(parents) > _MAX_DEPTH:
            kind = "cycle" if id(node) in parents else "depth"
            self.document.problems.append(YamlProblem(kind, self.span(node)))
            return None
        parents = (*parents, id(node))
        if isinstance(node, yaml.MappingNode):
            value: Any = self._mapping(node, path, parents)
        elif isinstance(node, yaml.SequenceNode):
            value = [self.build(child, (*path, index), parents) for index, child in enumerate(node.value)]
        else:
            value = _scalar(node)
        if not path:
            self.document.value = value
        return value

    def _mapping(self, node: yaml.MappingNode, path: Path, parents: tuple[int, ...]) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or key_node.value == "<<":
                self.document.problems.append(YamlProblem("key", self.span(key_node)))
                continue
            key = key_node.value
            if key in result:
                self.document.problems.append(YamlProblem("duplicate-key", self.span(key_node), key))
                continue
            self.document.keys[(*path, key)] = self.span(key_node)
            result[key] = self.build(value_node, (*path, key), parents)
        return result


def _scalar(node: yaml.ScalarNode) -> Any:
    text = node.value
    if node.style in ("'", '"', "|", ">"):
        return text
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "false", "False"):
        return text.lower() == "true"
    if _INT.match(text):
        return int(text)
    if _FLOAT.match(text):
        return Decimal(text)
    if _DATE.match(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text
