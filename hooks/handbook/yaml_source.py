"""YAML with positions: plain Python values, and where each one stands in its file.

Only what the data files need: mappings, sequences, and scalars read as text, integer, decimal, date, true/false or
null.
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
from .yaml_slips import find_slip

Path = tuple[str | int, ...]

_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"-?(?:0|[1-9]\d*)\Z")
_FLOAT = re.compile(r"-?\d+\.\d+\Z")
_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")
_MAX_DEPTH = 30


class _Loader(_PARSER):  # type: ignore[misc]
    """Composes nodes without working out their tags, half of the time it takes: `_scalar` reads the values."""

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: object) -> str:
        return ""

    def descend_resolver(self, current_node: yaml.Node | None, current_index: object) -> None:
        """Nothing depends on where a node stands."""

    def ascend_resolver(self) -> None:
        """Nothing depends on where a node stands."""


@dataclass(frozen=True)
class YamlProblem:
    """One thing wrong with the YAML itself. `kind` is `syntax`, `duplicate-key`, `cycle`, `depth` or `key`."""

    kind: str
    span: Span
    detail: str = ""


@dataclass
class YamlDocument:
    """`value` of a YAML text. Places are looked up by path when asked for: few of many thousand values ever are."""

    source: Source
    value: Any = None
    problems: list[YamlProblem] = field(default_factory=list)
    root: yaml.Node | None = None
    shift: int = 0
    """Where the YAML begins in the source."""

    def span(self, path: Path) -> Span:
        """Where the value at `path` stands; the nearest enclosing value when it is not there."""
        node = self._find(path)[0]
        return self.node_span(node) if node is not None else self.source.span(0)

    def key_span(self, path: Path) -> Span:
        """Where the key at `path` stands, else the value."""
        _, key, depth = self._find(path)
        return self.node_span(key) if key is not None and depth == len(path) else self.span(path)

    def path_at(self, offset: int) -> Path | None:
        """Path of the scalar value at `offset` of the source; None between values (in a comment, in a key)."""
        node, path = self.root, ()
        while isinstance(node, (yaml.MappingNode, yaml.SequenceNode)):
            if isinstance(node, yaml.MappingNode):
                children = [(key.value, value) for key, value in node.value]
            else:
                children = list(enumerate(node.value))
            inside = ((key, child) for key, child in children if self._covers(child, offset))
            key, node = next(inside, (None, None))
            path = (*path, key)
        return path if node is not None and self._covers(node, offset) else None

    def _covers(self, node: yaml.Node, offset: int) -> bool:
        return node.start_mark.index <= offset - self.shift < node.end_mark.index

    def node_span(self, node: yaml.Node) -> Span:
        length = len(self.source.text)
        start = min(self.shift + node.start_mark.index, length)
        return self.source.span(start, min(max(start, self.shift + node.end_mark.index), length))

    def _find(self, path: Path) -> tuple[yaml.Node | None, yaml.Node | None, int]:
        """(value node, its key node, how many parts of the path were found)."""
        node, key = self.root, None
        for depth, part in enumerate(path):
            if isinstance(node, yaml.MappingNode):
                pair = next((p for p in node.value if isinstance(p[0], yaml.ScalarNode) and p[0].value == part), None)
                if pair is None:
                    return node, key, depth
                key, node = pair
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                key, node = None, node.value[part]
            else:
                return node, key, depth
        return node, key, len(path)


def read_yaml(source: Source, start: int = 0, end: int | None = None) -> YamlDocument:
    """Read the YAML in `source.text[start:end]`. Never raises: what is wrong is in `problems`."""
    document = YamlDocument(source, shift=start)
    text = source.text[start:end]
    try:
        document.root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        index = mark.index if mark else 0
        if slip := find_slip(text, index):
            place, detail = source.span(start + slip.start, start + slip.end), slip.kind
        else:
            place, detail = source.span(min(start + index, len(source.text))), error.problem or ""
        document.problems.append(YamlProblem("syntax", place, detail))
        return document
    except (yaml.YAMLError, RecursionError) as error:
        at = start + int(getattr(error, "position", 0) or 0)
        document.problems.append(
            YamlProblem("syntax", source.span(min(at, len(source.text))), str(error).split("\n")[0])
        )
        return document
    if document.root is not None:
        document.value = _build(document, document.root, ())
    return document


def _build(document: YamlDocument, node: yaml.Node, parents: tuple[int, ...]) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if id(node) in parents or len(parents) > _MAX_DEPTH:
        kind = "cycle" if id(node) in parents else "depth"
        document.problems.append(YamlProblem(kind, document.node_span(node)))
        return None
    parents = (*parents, id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_build(document, child, parents) for child in node.value]
    return _mapping(document, node, parents)


def _mapping(document: YamlDocument, node: yaml.Node, parents: tuple[int, ...]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode) or key_node.value == "<<":
            document.problems.append(YamlProblem("key", document.node_span(key_node)))
            continue
        key = key_node.value
        if key in result:
            document.problems.append(YamlProblem("duplicate-key", document.node_span(key_node), key))
            continue
        result[key] = _build(document, value_node, parents)
    return result


def _scalar(node: yaml.ScalarNode) -> Any:
    text = node.value
    if node.style in ("'", '"', "|", ">"):
        return text
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "false", "False"):
        return text.lower() == "true"
    if text[0] not in "-0123456789":
        return text
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
