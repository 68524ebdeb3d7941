"""YAML changed as text: what an editor wrote stays as it is, comments, order and layout included."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import yaml

from ..text import Source
from ..yaml_source import Path, YamlDocument, read_yaml
from .draft import Refusal
from .yaml_flow import node_at, spread, with_word

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


def insert_item(
    document: YamlDocument, path: str | Path, lines: Sequence[str], position: int | None, order: Sequence[str]
) -> str:
    """The text of `document` with a record put into the list (or mapping) at `path`, a top-level key or a path.

    `lines` are those of the record, an item of a list with its dash; `position` counts the records that stay before it,
    None puts it at the end. `order` names the keys beside the last of `path` in the order a missing one is put in. A
    list in brackets is written over several lines first. Raises Refusal where that cannot be done.
    """
    path = (path,) if isinstance(path, str) else path
    name = ".".join(str(part) for part in path)
    word = lines[0].removeprefix("- ") if len(lines) == 1 and position is None else lines[0]
    if word != lines[0] and (longer := with_word(document, path, word)) is not None:
        return longer.source.text
    if document.root is None:
        for part in reversed(path):
            lines = [f"{part}:", *(f"  {line}" for line in lines)]
        return append_entry(document, lines)
    opened = spread(document, path)
    if opened is None:
        raise _layout(document, name)
    document = opened
    parent = node_at(document, path[:-1])
    if parent is None and len(path) > 1:  # the list stands in a part of the record that is missing too
        nested = [f"{path[-1]}:", *(f"  {line}" for line in lines)]
        return insert_item(document, path[:-1], nested, None, order)
    if not isinstance(parent, yaml.MappingNode):
        raise _layout(document, name)
    pairs = [(k.value, k, v) for k, v in parent.value if isinstance(k, yaml.ScalarNode)]
    found = next(((k, v) for key, k, v in pairs if key == path[-1]), None)
    if found is None:
        return _new_key(document, pairs, [f"{path[-1]}:", *(f"  {line}" for line in lines)], order, str(path[-1]))
    key_node, value = found
    children = _children(value)
    if not children:
        return _first_child(document, name, key_node, value, lines)
    return _among(document, key_node, value, children, lines, len(children) if position is None else position)


def insert_key(document: YamlDocument, path: Path, lines: Sequence[str], order: Sequence[str]) -> str:
    """The text of `document` with the key that ends `path`, which is not there yet, in the record it belongs to.

    `lines` are those of the key and its value; `order` names the keys of the record. Raises Refusal as above.
    """
    opened = spread(document, path[:-1])
    parent = node_at(opened, path[:-1]) if opened else None
    if opened is None or not isinstance(parent, yaml.MappingNode):
        raise _layout(document, ".".join(str(part) for part in path))
    pairs = [(k.value, k, v) for k, v in parent.value if isinstance(k, yaml.ScalarNode)]
    return _new_key(opened, pairs, lines, order, str(path[-1]))


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
    return _insert_lines(text, _line_end(text, colon), _block(lines, key_node.start_mark.column + 2))


def _new_key(
    document: YamlDocument,
    pairs: Sequence[tuple[str, yaml.Node, yaml.Node]],
    lines: Sequence[str],
    order: Sequence[str],
    key: str,
) -> str:
    """Put a key that is missing where `order` has it, as deep as the others stand."""
    text = document.source.text
    column = pairs[0][1].start_mark.column if pairs else 0
    before = order[: order.index(key)] if key in order else [name for name, _, _ in pairs]
    ends = [_content_end(document, v) or document.node_span(k).end for name, k, v in pairs if name in before]
    starts = [document.node_span(k).start for _, k, _ in pairs[1:]]
    spaced = any(text[:start].endswith("\n\n") for start in starts)
    at = _with_own_comments(text, _line_end(text, max(ends)), column) if ends else len(text)
    return _insert_lines(text, at, "\n" * spaced + _block(lines, column))


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
