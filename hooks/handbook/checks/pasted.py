"""What comes along with words pasted from elsewhere, and signs that are nearly but not quite Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..corpus import Corpus
from ..diagnostics import Diagnostic, Fix, check
from ..pages import Page
from ..text import Source, Span

_BULLET = re.compile(r"^(?P<indent>[ \t]*)(?P<sign>[•·▪◦‣⁃\uf0b7\uf0a7][ \t\xa0]*|[–—][ \t\xa0]+|o\t)(?=\S)", re.M)
_ROW = re.compile(r"^[^\s|][^\n|]*\S\t+\S[^\n|]*\n[^\s|][^\n|]*\S?\t+\S", re.M)
_NUMBERED = re.compile(r"^(?P<indent>[ \t]*)(?P<sign>\d{1,2}\)[ \t\xa0]+)(?=\S)", re.M)
_CHECKBOX = re.compile(r"-[ \t]*\[[ \t]*\][ \t]*(?=[^\s(\[:])")
_ITEM = re.compile(r"\n(?P<sign>(?:[-*+]|1\.)[ \t]+)(?=\S)")
_IS_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+\.)[ \t\[]|[ \t]*(?:\||>|#|!!!|\?\?\?)|[ \t]")
_INDENT = re.compile(r"[ \t]+")
_BOX = re.compile(r"^[ \t]*(?P<sign>!{1,2}[ \t]*(?=(?:example|note|warning|tip|info)\b)|!{4,})[^\n]*", re.M | re.I)

_TARGET = r"(?:(?:\.{1,2}/)*[\w%./-]+\.(?:md|pdf|png|jpe?g|webp|svg|csv)(?:#[\w-]+)?|https?://[^\s()\[\]]+|term:[\w-]+)"
_GAP = re.compile(rf"\](?P<gap>[ \t]+)\({_TARGET}\)")
_SWAPPED = re.compile(rf"\((?P<text>[^()\[\]\n]+)\)\[(?P<target>{_TARGET})\]")
_OPEN = re.compile(rf"\[(?P<text>[^\[\]\n]+)\]\((?P<target>{_TARGET})(?=[^\S\n]*$|[ \t]+(?![\"')])[^()\n]*$)", re.M)

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
_TCVN3 = re.compile(r"[^\W\d_]*[A-Za-z][µ¸¶·¹¨©ª«¬]\S*|[®§][^\W\d_]+")
_VNI = re.compile(r"[^\W\d_]*(?:[AEIOUYaeiouyöôÖÔ][øûïØÛÏ]|[ñÑ][aeiouyöôAEIOUY])[^\W\d_]*")
_OLD_SIGNS = re.compile("[µ¸¶·¹¨©ª«¬®§øûïñØÛÏÑ]")
"""Letters at least one of which is in every word that the two patterns before find."""
_OLD_WORDS = 3
"""This many words of one line that only an old font makes sense of: a foreign name has one or two."""


@check("P22")
def almost_markdown(corpus: Corpus) -> Iterator[Diagnostic]:
    """Lists, boxes and tables as word processors write them, which the reader sees as one long paragraph."""
    for page in corpus.pages.values():
        if page.damaged:
            continue
        text = page.masked.text
        yield from _lines(page, _BULLET, "bullet", "- ")
        yield from _lines(page, _NUMBERED, "numbered", None)
        for box in _CHECKBOX.finditer(text):
            if box.group() != "- [ ] " and not text[text.rfind("\n", 0, box.start()) + 1 : box.start()].strip():
                span = page.source.span(*box.span())
                yield Diagnostic("P22", span, _pasted("checkbox", box.group()), Fix(span, "- [ ] ", safe=True))
        yield from _glued_lists(page)
        for start in page.masked.indented:
            if indent := _INDENT.match(page.source.text, start):
                span = page.source.span(indent.start(), indent.end())
                yield Diagnostic("P22", span, _pasted("indent", ""), Fix(span, ""))
        for box in _BOX.finditer(text) if "!" in text else ():
            span = page.source.span(box.start("sign"), box.end("sign"))
            yield Diagnostic("P22", span, _pasted("box", box["sign"]), Fix(span, "!!! "))
        for row in _ROW.finditer(text) if "\t" in text else ():
            yield Diagnostic("P22", page.source.span(row.start(), row.end()), _pasted("table", ""))


def _pasted(problem: str, text: str) -> dict[str, str]:
    return {"problem": problem, "text": text.strip()}


def _lines(page: Page, pattern: re.Pattern[str], problem: str, better: str | None) -> Iterator[Diagnostic]:
    """Lines that begin with a sign which makes no list: one finding for each run of them, on its first line."""
    text, runs = page.masked.text, list[list[re.Match[str]]]()
    for sign in pattern.finditer(text):
        before = text[: sign.start()].rpartition("\n")[0].rpartition("\n")[2].strip()
        if runs and text.find("\n", runs[-1][-1].end()) + 1 == sign.start():
            runs[-1].append(sign)
        elif not before or sign["sign"][0] not in "–—":  # a dash in a sentence may happen to begin a line
            runs.append([sign])
    for run in runs:
        first, last = run[0], run[-1]
        span = page.source.span(first.start("sign"), first.end("sign"))
        follows = text[: first.start()].rpartition("\n")[0].rpartition("\n")[2].strip()
        whole = page.source.span(first.start("sign"), last.end("sign") + 1)  # the sign and what it stands before
        fix = None if follows else Fix(whole, pattern.sub(lambda sign: _list_sign(sign, better), whole.text), safe=True)
        yield Diagnostic("P22", span, _pasted(problem, first["sign"]), fix)


def _list_sign(sign: re.Match[str], better: str | None) -> str:
    return sign["indent"] + (better or sign["sign"].replace(")", ".").replace("\xa0", " "))


def _glued_lists(page: Page) -> Iterator[Diagnostic]:
    """A list right below a line of text: without an empty line between them it is part of that paragraph."""
    text = page.masked.text
    for item in _ITEM.finditer(text):
        line = text[text.rfind("\n", 0, item.start()) + 1 : item.start()]
        if not line.strip() or _IS_ITEM.match(line):
            continue
        paragraph = text[text.rfind("\n\n", 0, item.start()) + 1 : item.start()].splitlines()
        if not any(_IS_ITEM.match(earlier) for earlier in paragraph):
            span = page.source.span(item.start("sign"), item.end("sign"))
            fix = Fix(page.source.span(item.start("sign"), item.start("sign")), "\n", safe=True)
            yield Diagnostic("P22", span, _pasted("glued", item["sign"]), fix)


@check("L16")
def almost_links(corpus: Corpus) -> Iterator[Diagnostic]:
    """Brackets that are one space or one sign away from a link."""
    for page in corpus.pages.values():
        text = page.masked.text
        for found in _GAP.finditer(text) if "] " in text or "]\t" in text else ():
            span = page.source.span(found.start(), found.end())
            fix = Fix(span, span.text.replace(found["gap"], "", 1), safe=True)
            yield Diagnostic("L16", span, {"problem": "gap", "text": _short(span)}, fix)
        for found in _SWAPPED.finditer(text) if ")[" in text else ():
            span = page.source.span(found.start(), found.end())
            fix = Fix(span, f"[{found['text']}]({found['target']})", safe=True)
            yield Diagnostic("L16", span, {"problem": "swapped", "text": _short(span)}, fix)
        for found in _OPEN.finditer(text):
            span = page.source.span(found.start(), found.end())
            end = page.source.span(found.end(), found.end())
            yield Diagnostic("L16", span, {"problem": "open", "text": _short(span)}, Fix(end, ")"))


def _short(span: Span) -> str:
    return " ".join(span.text.split())[:60]


@check("P25", "P26")
def letters(corpus: Corpus) -> Iterator[Diagnostic]:
    """Letters of before Unicode, and signs nobody sees (told alone: in such a font they are letters)."""
    texts = [(page.source, page.masked.text) for page in corpus.pages.values()]
    texts += [(document.source, document.source.text) for document in corpus.facts.documents]
    for source, text in texts:
        if source.unreadable or source.text.isascii():
            continue
        old = list(_old_fonts(source, text))
        yield from old
        if not old:
            yield from _invisible(source)


def _invisible(source: Source) -> Iterator[Diagnostic]:
    """Soft hyphens and zero-width spaces from web pages and PDFs: a word with one is never found."""
    if places := list(_INVISIBLE.finditer(source.text)):
        first = places[0]
        fix = Fix(source.span(0, len(source.text)), _INVISIBLE.sub("", source.text), safe=True)
        args = {"count": len(places), "word": _around(source.text, first)}
        yield Diagnostic("P25", source.span(first.start(), first.end()), args, fix)


def _around(text: str, sign: re.Match[str]) -> str:
    """The word a sign stands in, without the sign."""
    before, after = text[: sign.start()].rpartition("\n")[2], text[sign.end() :].partition("\n")[0]
    left, right = re.search(r"\S*\Z", before), re.match(r"\S*", after)
    return _INVISIBLE.sub("", (left.group() if left else "") + (right.group() if right else ""))[:40] or "…"


def _old_fonts(source: Source, text: str) -> Iterator[Diagnostic]:
    """Vietnamese typed for the font .VnTime (TCVN3) or VNI-Times: it looks right in that font only."""
    if len(_OLD_SIGNS.findall(text)) < _OLD_WORDS:
        return
    for kind, pattern in (("TCVN3", _TCVN3), ("VNI", _VNI)):
        lines: dict[int, list[re.Match[str]]] = {}
        for word in pattern.finditer(text):
            lines.setdefault(text.rfind("\n", 0, word.start()), []).append(word)
        for words in lines.values():
            if len(words) >= _OLD_WORDS:
                span = source.span(words[0].start(), words[-1].end())
                yield Diagnostic("P26", span, {"font": kind, "text": _short(span)})
