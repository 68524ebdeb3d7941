"""Markdown as the words a reader sees, for the search index."""

from __future__ import annotations

import re

_STEPS = (
    (re.compile(r"<!--.*?-->", re.S), " "),
    (re.compile(r"^[ \t]*(?:!!!|\?\?\?\+?)[ \t]*[\w-]*(?:[ \t]+\"([^\"\n]*)\")?[ \t]*$", re.M), r"\1."),
    (re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$", re.M), ""),
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[\^[^\]\n]+\](?::[^\n]*)?"), ""),
    (re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?:<[^>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)[^)\n]*\)"), r"\1"),
    (re.compile(r"\[([^\]\n]+)\]\[[^\]\n]*\]"), r"\1"),
    (re.compile(r"\{:?[^{}\n]*[#.=][^{}\n]*\}"), ""),
    (re.compile(r"</?[a-zA-Z][^<>]*>"), " "),
    (re.compile(r"^[ \t]*(?:>[ \t]*)*(?:[-*+]|\d+[.)])[ \t]+(?:\[[ xX]\][ \t]+)?", re.M), ""),
    (re.compile(r"(?<!\\)(\*\*|__|\*|`+)(?=\S)(.+?)(?<=[^\s\\])\1", re.S), r"\2"),
    (re.compile(r"[ \t]*\|[ \t]*"), " · "),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|-])"), r"\1"),
    (re.compile(r"[ \t]*\n[ \t]*\n\s*"), " "),
    (re.compile(r"\s+"), " "),
    (re.compile(r"(?:\s*·)+\s*"), " · "),
)


def plain(markdown: str) -> str:
    """`markdown` as one line of text: no marks, link targets, source notes or table rules."""
    for pattern, replacement in _STEPS:
        markdown = pattern.sub(replacement, markdown)
    return markdown.strip(" ·")
