"""YAML on one line (`{a: 1, b: [2]}`) written out over several lines, so that something can be put between."""

from __future__ import annotations

import re

import yaml

from ..text import Source
from ..yaml_source import Path, YamlDocument, read_yaml


def is_flow(node: yaml.Node | None) -> bool:
    """Whether a value is a filled list or mapping in brackets."""
    return isinstance(node, (yaml.MappingNode, yaml.SequenceNode)) and bool(node.flow_style) and bool(node.value)


def node_at(document: YamlDocument, path: Path) -> yaml.Node | None:
    """The value at `path`; None when there is none."""
    node, key_or_index = document.root, list(path)
    for part in key_or_index:
        if isinstance(node, yaml.MappingNode):
            node = next((v for k, v in node.value if isinstance(k, yaml.ScalarNode) and k.value == part), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
        else:
            return None
    return node


def with_word(document: YamlDocument, path: Path, word: str) -> YamlDocument | None:
    """The document with `word` at the end of the bracketed list at `path`; None when that is no list of plain words."""
    node = node_at(document, path)
    if not (is_flow(node) and isinstance(node, yaml.SequenceNode)):
        return None
    if not all(isinstance(child, yaml.ScalarNode) for child in node.value):
        return None
    at = document.node_span(node.value[-1]).end
    return _read(document, document.source.text[:at] + f", {word}" + document.source.text[at:])


def spread(document: YamlDocument, path: Path) -> YamlDocument | None:
    """The document with every bracketed value on the way to `path` over several lines, its own included.

    None when that cannot be done without losing something: comments between the brackets.
    """
    for depth in range(len(path) + 1):
        node = node_at(document, path[:depth])
        if node is None:
            break
        if is_flow(node):
            opened = _opened(document, path[:depth], node)
            if opened is None:
                return None
            document = opened
    return document


def _opened(document: YamlDocument, path: Path, node: yaml.Node) -> YamlDocument | None:
    """One bracketed value over several lines; None when the values would not stay the same."""
    text, span = document.source.text, document.node_span(node)
    line = text.rfind("\n", 0, span.start) + 1
    first = re.match(r"[ -]*", text[line:])
    assert first is not None
    indent = len(first.group())
    in_mapping = bool(path) and isinstance(path[-1], str)
    if in_mapping:
        before = text[: span.start].rstrip(" ")
        block = "".join(f"\n{' ' * (indent + 2)}{entry}" for entry in _entries(document, node))
    else:  # an item of a list goes on behind its dash
        before = text[: span.start]
        block = f"\n{' ' * (span.start - line)}".join(_entries(document, node))
    after = read_yaml(Source(document.source.path, before + block + text[span.end :]))
    same = not after.problems and after.value == document.value
    if not same or re.findall("#.*", after.source.text) != re.findall("#.*", text):
        return None
    return after


def _entries(document: YamlDocument, node: yaml.Node) -> list[str]:
    """Every entry of a bracketed value as one line."""
    if isinstance(node, yaml.SequenceNode):
        return [f"- {_line(document, child)}" for child in node.value]
    assert isinstance(node, yaml.MappingNode)
    return [f"{_line(document, key)}: {_line(document, value)}".rstrip() for key, value in node.value]


def _line(document: YamlDocument, node: yaml.Node) -> str:
    return re.sub(r" *\n *", " ", document.node_span(node).text).strip()


def _read(document: YamlDocument, text: str) -> YamlDocument:
    return read_yaml(Source(document.source.path, text))
