"""Glosses in the other language, `(Sở Công Thương)` on an English page, say so to screen readers and hyphenation.

Editors write the gloss in brackets, in quotation marks or in italics, and nothing else: its letters tell the language.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from ..languages import is_english, is_vietnamese
from .context import Context

_OPAQUE = (
    r"^[ \t>]*(?P<fence>```|~~~)[^\n]*\n(?:.*\n)*?[ \t>]*(?P=fence)[ \t]*$"  # code between fences
    r"|(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`)"  # code in a line
    r"|<!--(?:.|\n)*?-->"
    r"|<(?P<code>script|style|pre|code|svg)\b(?:.|\n)*?</(?P=code)>"
    r"|<(?P<said>\w+)\b[^<>]*\slang=(?:.|\n)*?</(?P=said)>"  # what already says its language
    r"|<[A-Za-z/][^<>]*>"
    r"|\]\([^()\s]*(?:\s\"[^\"]*\")?\)"  # where a link leads
    r"|\{[^{}\n]*\}|^[ \t]*(?:!!!|\?\?\?|===)[^\n]*$"  # attributes, titles of boxes and tabs
)
_GLOSS = (
    r"(?<=\()(?P<bracket>[^()<>\[\]`\n]+)(?=\))"
    r"|(?<=[“])(?P<quoted>[^“”<>\[\]`\n]+)(?=[”])"
    r'|(?<=[\s(]")(?P<typed>[^"<>\[\]`\n]+)(?=")'
    r"|(?<![*\w])\*(?![\s*])(?P<italic>[^*<>\[\]`\n]+)(?<!\s)\*(?![*\w])"
)
_PLACES = re.compile(f"{_OPAQUE}|{_GLOSS}", re.M)
_GLOSSES = re.compile(_GLOSS, re.M)
_KINDS = ("bracket", "quoted", "typed", "italic")
_PIECES = re.compile(r"([,;:]\s+)")


def mark_glosses(ctx: Context, text: str) -> str:
    """`text` (Markdown with HTML) with the glosses of the other language in `<span lang>`."""
    if ctx.lang == "en":
        return _marked(text, "vi", is_vietnamese)
    other = ctx.corpus.shown("en", ctx.page.key)
    if other is None:
        return text
    words = other.masked.text.lower()

    def english(piece: str) -> bool:
        """English alone: the English page has the same words. That leaves out what Vietnamese has borrowed."""
        return is_english(piece) and bool(re.search(rf"(?<!\w){re.escape(piece.strip().lower())}(?!\w)", words))

    return _marked(text, "en", english)


def _marked(text: str, lang: str, is_foreign: Callable[[str], bool]) -> str:
    def gloss(match: re.Match[str]) -> str:
        kind = match.lastgroup or ""
        if kind not in _KINDS:
            return match[0]
        if foreign(match[kind]):
            return span(match[0])
        if kind == "italic":
            return match[0]
        return "".join(span(part) if foreign(part) else part for part in _PIECES.split(match[0]))

    def foreign(written: str) -> bool:
        return is_foreign(html.unescape(written))

    def span(written: str) -> str:
        return f'<span lang="{lang}">{written}</span>'

    candidates = (match[match.lastgroup or 0] for match in _GLOSSES.finditer(text))
    if not any(foreign(part) for written in candidates for part in _PIECES.split(written)):
        return text  # no need to tell text from code and tags
    return _PLACES.sub(gloss, text)
