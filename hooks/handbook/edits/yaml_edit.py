"""YAML changed as text: what an editor wrote stays as it is, comments, order and layout included."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import yaml

from ..text import Source
from ..yaml_source import YamlDocument, read_yaml
from .draft import Refusal

WIDTH = 110
"""A pair of texts longer than this takes a line for each language."""


def scalar(text: str) -> str:
    """`text` as it may stand anywhere in YAML, also between brackets: in quotes only when it has to be."""
    probe = read_yaml(Source("", f"{{a: {text}, b: c}}"))
    plain = not probe.problems and probe.value == {"a": text, "b": "c"} and "#" not in text
    return text if plain else json.dumps(text, ensure_ascii=False)


def local(key: str, vi: str, en: str) -> list[str]:
    """Lines of a text in both languages under `key`."""
    line = f"{key}: {{vi: {scalar(vi)}, en: {scalar(en)}}}"
    return [line] if len(line) <= WIDTH else [f"{key}:", f"  vi: {scalar(vi)}", f"  en: {scalar(en)}"]


def words(items: Sequence[str]) -> str:
    """A list on one line."""
    return f"[{', '.join(scalar(item) for item in items)}]"


def item(lines: Sequence[str]) -> list[str]:
    """The lines of a record as one item of a list."""
    return [("- " if index == 0 else "  ") + line for index, line in enumerate(lines)]


def insert_item(document: YamlDocument, key: str, lines: Sequence[str], position: int, order: Sequence[str]) -> str:
    """The text of `document` with a record put into the list (or mapping) under the top-level `key`.

    `lines` are those of the record, an item of a list with its dash; `position` counts the records that stay before it.
    `order` names the top-level keys in the order a missing key is put in. Raises Refusal for a list on one line.
    """
    root = document.root
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise _layout(document, key)
    pairs = [(k.value, k, v) for k, v in root.value if isinstance(k, yaml.ScalarNode)]
    found = next(((k, v) for name, k, v in pairs if name == key), None)
    if found is None:
        return _new_key(document, pairs, key, lines, order)
    key_node, value = found
    children = _children(value)
    if not children:
        return _first_child(document, key, key_node, value, lines)
    if value.flow_style:
        raise _layout(document, key)
    return _among(document, key_node, value, children, lines, position)


def append_entry(document: YamlDocument, lines: Sequence[str]) -> str:
    """The text of a file that is one mapping or one list, with an entry more at its end.

    `lines` are those of the entry: under its key, or with its dash. Raises Refusal for a mapping or list on one line.
    """
    text, root = document.source.text, document.root
    if root is None:
        return text.rstrip("\n") + "\n" * bool(text.strip()) + _block(lines, 0)
    if not isinstance(root, (yaml.MappingNode, yaml.SequenceNode)) or root.flow_style:
        raise _layout(document, "")
    children = _children(root)
    return _among(document, root, root, children, lines, len(children))


def _among(
    document: YamlDocument,
    key_node: yaml.Node,
    value: yaml.Node,
    children: list[yaml.Node],
    lines: Sequence[str],
    position: int,
) -> str:
    text, column = document.source.text, value.start_mark.column
    ends = [_with_own_comments(text, _line_end(text, _content_end(document, child)), column) for child in children]
    spaced = len(ends) > 1 and not text[ends[-2] :].split("\n", 2)[1].strip()
    block = _block(lines, column)
    if position == 0:
        at = _line_end(text, document.node_span(key_node).end)
        return _insert_lines(text, at, block + "\n" * spaced)
    return _insert_lines(text, ends[min(position, len(ends)) - 1], "\n" * spaced + block)


def _first_child(document: YamlDocument, key: str, key_node: yaml.Node, value: yaml.Node, lines: Sequence[str]) -> str:
    """Put the first record under a key that has none: `key: []`, `key: {}` or `key:`."""
    text, span = document.source.text, document.node_span(value)
    if span.text.strip() not in ("", "[]", "{}", "~", "null"):
        raise _layout(document, key)
    colon = text.index(":", document.node_span(key_node).end) + 1
    if span.end > colon:
        text = text[:colon] + text[span.end :]
    return _insert_lines(text, _line_end(text, colon), _block(lines, 2))


def _new_key(
    document: YamlDocument,
    pairs: Sequence[tuple[str, yaml.Node, yaml.Node]],
    key: str,
    lines: Sequence[str],
    order: Sequence[str],
) -> str:
    text = document.source.text
    before = order[: order.index(key)]
    ends = [_content_end(document, v) or document.node_span(k).end for name, k, v in pairs if name in before]
    starts = [document.node_span(k).start for _, k, _ in pairs[1:]]
    spaced = any(text[:start].endswith("\n\n") for start in starts)
    block = "\n" * spaced + f"{key}:\n" + _block(lines, 2)
    return _insert_lines(text, _line_end(text, max(ends)) if ends else len(text), block)


def _children(value: yaml.Node) -> list[yaml.Node]:
    if isinstance(value, yaml.SequenceNode):
        return list(value.value)
    if isinstance(value, yaml.MappingNode):
        return [child for _, child in value.value]
    return []


def _content_end(document: YamlDocument, node: yaml.Node) -> int:
    """Where the last sign of a value stands; the marks of block collections run on into what follows."""
    if isinstance(node, (yaml.MappingNode, yaml.SequenceNode)) and node.value and not node.flow_style:
        last = node.value[-1]
        if isinstance(last, tuple):
            key, value = last
            return max(_content_end(document, value), document.node_span(key).end)
        return _content_end(document, last)
    span = document.node_span(node)
    return span.start + len(span.text.rstrip())


def _line_end(text: str, offset: int) -> int:
    """End of the line at `offset`, before its line feed."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def _with_own_comments(text: str, end: int, column: int) -> int:
    """Comments right below a record and indented deeper than its dash belong to it."""
    while match := re.compile(r"\n( *)#[^\n]*").match(text, end):
        if len(match[1]) <= column:
            break
        end = match.end()
    return end


def _block(lines: Sequence[str], column: int) -> str:
    return "".join(f"{' ' * column}{line}\n" if line else "\n" for line in lines)


def _insert_lines(text: str, at: int, block: str) -> str:
    """Put whole lines after the line that ends at `at`."""
    rest = text[at:].removeprefix("\n")
    return f"{text[:at]}\n{block}{rest}" if at else block + rest


def _layout(document: YamlDocument, key: str) -> Refusal:
    path, name = document.source.path, key or document.source.path
    return Refusal(
        f"Chưa thêm được vào `{name}` trong {path}: danh sách viết liền một dòng. Viết mỗi mục một dòng rồi chạy lại.",
        f"Nothing was added to `{name}` in {path}: the list is on one line. Give each entry its line and run again.",
    )
