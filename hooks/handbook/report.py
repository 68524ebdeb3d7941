"""Findings as text for people (terminal), for GitHub (annotations and step summary) and for programs (JSON)."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from .diagnostics import Diagnostic, Severity
from .messages import render, severity
from .text import Span

WIDTH = 100
"""Columns of source shown round a finding: a paragraph is one long line."""
ANNOTATIONS = 10
"""GitHub shows no more than this many of a kind."""

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}

_WORDS = {
    "vi": {
        "fix": "sửa: thay `{old}` bằng `{new}`",
        "insert": "sửa: thêm `{new}`",
        "delete": "sửa: xóa `{old}`",
        "hint": "cách sửa: {hint}",
        "see": "xem thêm: {place}",
        "none": "Không có lỗi nào.",
        "errors": "{n} lỗi",
        "warnings": "{n} cảnh báo",
        "infos": "{n} lưu ý",
        "files": "trong {n} tệp",
        "explain": "Giải thích một mã: python3 scripts/dev.py explain {code}",
        "rest": "Và {n} mục nữa trong bảng tóm tắt.",
        "heading": "Kiểm tra nội dung",
        "place": "Chỗ",
        "code": "Mã",
        "what": "Nội dung",
    },
    "en": {
        "fix": "fix: replace `{old}` by `{new}`",
        "insert": "fix: add `{new}`",
        "delete": "fix: delete `{old}`",
        "hint": "how to mend: {hint}",
        "see": "see: {place}",
        "none": "No findings.",
        "errors": "{n} error(s)",
        "warnings": "{n} warning(s)",
        "infos": "{n} note(s)",
        "files": "in {n} file(s)",
        "explain": "About a code: python3 scripts/dev.py explain {code}",
        "rest": "And {n} more in the summary.",
        "heading": "Content checks",
        "place": "Place",
        "code": "Code",
        "what": "Finding",
    },
}


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(severity(diagnostic) is Severity.ERROR for diagnostic in diagnostics)


def changed_first(diagnostics: Iterable[Diagnostic], changed: Collection[str]) -> list[Diagnostic]:
    """Findings in the `changed` files, then the errors of other files, each in the order given.

    An error elsewhere may come from the change (a link to a heading that is gone), so none is left out.
    """
    everything = list(diagnostics)
    first = [d for d in everything if d.span.path in changed]
    return first + [d for d in everything if d.span.path not in changed and severity(d) is Severity.ERROR]


# -- terminal ------------------------------------------------------------------------------------------------


def terminal(diagnostics: Sequence[Diagnostic], lang: str | None = None, color: bool = False) -> str:
    """Every finding with its source line and a caret, then one line of counts.

    Each is in the language of its page, or in `lang`. What is merely to be known comes first and takes a line each, so
    that what must be mended stands at the end, where the eye is.
    """
    notes = [d for d in diagnostics if severity(d) is Severity.INFO]
    blocks = [
        _block(diagnostic, lang, color) for diagnostic in diagnostics if severity(diagnostic) is not Severity.INFO
    ]
    known = "\n".join(_block(diagnostic, lang, color).split("\n", 1)[0] for diagnostic in notes)
    return "\n\n".join([*filter(None, [known]), *blocks, summary_line(diagnostics, lang or "vi")]) + "\n"


def _block(diagnostic: Diagnostic, lang: str | None, color: bool) -> str:
    rendered = render(diagnostic, lang)
    level, span = rendered.message.severity, diagnostic.span
    words = _WORDS[lang or diagnostic.lang]

    def paint(text: str, code: str) -> str:
        return f"\033[{code}m{text}\033[0m" if color else text

    head = f"{span.path}:{span.line}:{span.column}"
    name = f"{rendered.message.code} [{rendered.message.slug}]"
    lines = [f"{paint(head, '1')}: {paint(f'{level} {name}', _COLOURS[level])} {rendered.text}"]
    source = span.source.line(span.line)
    margin = f"{span.line:>5} | "
    if source.strip():
        shown, before, width = excerpt(source, span)
        lines += [f"{margin}{shown}", f"{'':>5} | {before}{paint('^' * width, _COLOURS[level])}"]
    mending = _fix_words(diagnostic, words) or words["hint"].format(hint=rendered.hint)
    lines.append(f"{'':>5} = {mending}")
    for place in diagnostic.related:
        lines.append(f"{'':>5} = {words['see'].format(place=f'{place.path}:{place.line}')}")
    return "\n".join(lines)


def _fix_words(diagnostic: Diagnostic, words: dict[str, str]) -> str:
    """What to replace by what; empty where there is no fix, or one of several lines or of spaces, which nobody sees."""
    fix = diagnostic.fix
    if fix is None or "\n" in fix.span.text or not f"{fix.span.text}{fix.text}".strip():
        return ""
    old, new = _short(fix.span.text), _short(fix.text)
    key = "insert" if not old else "delete" if not new else "fix"
    return words[key].format(old=old, new=new)


def _mending(diagnostic: Diagnostic, hint: str, words: dict[str, str]) -> list[str]:
    """The fix, for those who cannot run it, and the hint."""
    fix = _fix_words(diagnostic, words)
    return [f"{fix[:1].upper()}{fix[1:]}.", hint] if fix else [hint]


def _short(text: str) -> str:
    """One line of at most 60 characters."""
    line = text.strip().split("\n", 1)[0]
    return line if line == text.strip() and len(line) <= 60 else f"{line[:60]}…"


def excerpt(line: str, span: Span) -> tuple[str, str, int]:
    """(text, padding, carets): at most `WIDTH` columns of `line` round the span, and where the carets stand below it.

    Padding and carets count columns of the terminal: combining marks take none, East Asian wide characters two.
    """
    start = span.column - 1
    end = min(len(line), start + max(1, len(span.text.split("\n", 1)[0])))
    left = 0
    if len(line) > WIDTH:
        left = max(0, min(start - WIDTH // 3, len(line) - WIDTH))
    right = min(len(line), left + WIDTH)
    prefix = "…" if left else ""
    text = prefix + line[left:right] + ("…" if right < len(line) else "")
    padding = "".join("\t" if c == "\t" else " " * columns(c) for c in prefix + line[left:start])
    return text, padding, max(1, columns(line[start : min(end, right)]))


def columns(text: str) -> int:
    """Columns `text` takes in a terminal."""
    wide = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    return wide - sum(1 for c in text if unicodedata.combining(c))


def summary_line(diagnostics: Sequence[Diagnostic], lang: str) -> str:
    """`3 lỗi, 1 cảnh báo trong 2 tệp. …`"""
    words = _WORDS[lang]
    if not diagnostics:
        return words["none"]
    count = Counter(severity(diagnostic) for diagnostic in diagnostics)
    keys = ((Severity.ERROR, "errors"), (Severity.WARNING, "warnings"), (Severity.INFO, "infos"))
    parts = [words[key].format(n=count[level]) for level, key in keys if count[level]]
    files = words["files"].format(n=len({d.span.path for d in diagnostics}))
    return f"{', '.join(parts)} {files}. {words['explain'].format(code=by_weight(diagnostics)[0].code)}"


def by_weight(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Errors first, else in the order given."""
    return sorted(diagnostics, key=lambda diagnostic: _RANK[severity(diagnostic)])


# -- GitHub --------------------------------------------------------------------------------------------------


def github(diagnostics: Sequence[Diagnostic], lang: str | None = None) -> str:
    """Workflow commands that put the worst findings on their lines; the step summary has all of them."""
    ordered = by_weight(diagnostics)
    lines = []
    for diagnostic in ordered[:ANNOTATIONS]:
        rendered, span = render(diagnostic, lang), diagnostic.span
        command = {Severity.ERROR: "error", Severity.WARNING: "warning"}.get(rendered.message.severity, "notice")
        title = f"{rendered.message.code} {rendered.message.slug}"
        place = f"file={_property(span.path)},line={span.line},col={span.column},title={_property(title)}"
        mending = _mending(diagnostic, rendered.hint, _WORDS[lang or diagnostic.lang])
        lines.append(f"::{command} {place}::{_data(chr(10).join([rendered.text, *mending]))}")
    words = _WORDS[lang or "vi"]
    if len(ordered) > ANNOTATIONS:
        lines.append(words["rest"].format(n=len(ordered) - ANNOTATIONS))
    return "\n".join([*lines, summary_line(diagnostics, lang or "vi")]) + "\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(diagnostics: Sequence[Diagnostic], lang: str | None = None) -> str:
    """All findings as a Markdown table, for the step summary or a pull request."""
    words = _WORDS[lang or "vi"]
    lines = [f"## {words['heading']}", "", summary_line(diagnostics, lang or "vi"), ""]
    if diagnostics:
        lines += [f"| {words['place']} | {words['code']} | {words['what']} |", "|---|---|---|"]
        for diagnostic in by_weight(diagnostics):
            rendered, span = render(diagnostic, lang), diagnostic.span
            what = "<br>".join([rendered.text, *_mending(diagnostic, rendered.hint, _WORDS[lang or diagnostic.lang])])
            cells = (f"`{span.path}:{span.line}`", f"{diagnostic.code}", what)
            lines.append("| " + " | ".join(cell(text) for text in cells) + " |")
    return "\n".join(lines) + "\n"


def cell(text: str) -> str:
    """Text of one table cell: no bar and no HTML of its own."""
    safe = text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ").replace("<br>", "\0")
    return safe.replace("<", "&lt;").replace("\0", "<br>")


# -- programs ------------------------------------------------------------------------------------------------


def as_json(diagnostics: Sequence[Diagnostic], lang: str | None = None) -> str:
    """A list of objects; lines and columns count from 1, columns in characters."""
    return json.dumps([_object(diagnostic, lang) for diagnostic in diagnostics], ensure_ascii=False, indent=2) + "\n"


def _object(diagnostic: Diagnostic, lang: str | None) -> dict[str, Any]:
    rendered = render(diagnostic, lang)
    fix = diagnostic.fix
    return {
        "code": diagnostic.code,
        "slug": rendered.message.slug,
        "severity": str(rendered.message.severity),
        **_place(diagnostic.span),
        "message": rendered.text,
        "hint": rendered.hint,
        "fix": {**_place(fix.span), "text": fix.text, "safe": fix.safe} if fix else None,
        "related": [_place(place) for place in diagnostic.related],
    }


def _place(span: Span) -> dict[str, Any]:
    end_line, end_column = span.source.position(span.end)
    return {"path": span.path, "line": span.line, "column": span.column, "end_line": end_line, "end_column": end_column}
