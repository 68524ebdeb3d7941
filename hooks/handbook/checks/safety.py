"""What a page may not carry: markup that runs, restyles or loads something from elsewhere, and what a word processor
leaves behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..corpus import Corpus
from ..diagnostics import Diagnostic, Fix, check
from ..pages import Page

# fmt: off
ALLOWED_TAGS = frozenset({
    "a", "abbr", "b", "bdi", "br", "caption", "cite", "code", "dd", "del", "details", "dfn", "div", "dl", "dt", "em",
    "figcaption", "figure", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "small", "span",
    "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var",
    "wbr",
})
# fmt: on
"""HTML that only says what text is. Everything else runs, loads, asks for input or changes the look."""

_TAG = re.compile(r"<(?P<name>[^\W\d_][\w-]*)(?P<attributes>(?:\s[^<>]*)?)/?>")
_ATTRIBUTE = re.compile(r"(?<![\w-])(?P<name>style|srcset|on[a-z]+)[ \t]*=", re.I)
_ATTRIBUTE_LIST = re.compile(r"\{:?[^{}\n]*=[^{}\n]*\}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_BULLET = re.compile(r"^(?P<indent>[ \t]*)(?P<sign>[•·▪◦‣⁃\uf0b7\uf0a7][ \t\xa0]*|[–—][\t\xa0]+|o\t)(?=\S)", re.M)
_ROW = re.compile(r"^[^\s|][^\n|]*\S\t+\S[^\n|]*\n[^\s|][^\n|]*\S?\t+\S", re.M)


@check("P21")
def markup(corpus: Corpus) -> Iterator[Diagnostic]:
    """HTML that describes text only; nothing that runs or has a look of its own."""
    for page in corpus.pages.values():
        text = page.masked.text
        for tag in _TAG.finditer(text) if "<" in text else ():
            if tag["name"].lower() not in ALLOWED_TAGS:
                span = page.source.span(tag.start(), tag.end("name"))
                yield Diagnostic("P21", span, {"problem": "tag", "text": tag["name"]})
            yield from _attributes(page, tag["attributes"], tag.start("attributes"))
        for attributes in _ATTRIBUTE_LIST.finditer(text) if "{" in text else ():
            yield from _attributes(page, attributes.group(), attributes.start())


def _attributes(page: Page, text: str, start: int) -> Iterator[Diagnostic]:
    bare = _QUOTED.sub(lambda quoted: " " * len(quoted.group()), text)
    for found in _ATTRIBUTE.finditer(bare):
        span = page.source.span(start + found.start("name"), start + found.end("name"))
        yield Diagnostic("P21", span, {"problem": "attribute", "text": found["name"]})


@check("L14")
def loads(corpus: Corpus) -> Iterator[Diagnostic]:
    """Pictures stand beside the page: nothing is fetched from another site."""
    for page in corpus.pages.values():
        for link in page.links:
            loaded = link.kind == "image" or (link.kind == "html" and re.match(r"<img\b", link.span.text, re.I))
            if loaded and corpus.resolve(page, link.target).external:
                yield Diagnostic("L14", link.target_span, {"target": link.target})


@check("P22")
def pasted(corpus: Corpus) -> Iterator[Diagnostic]:
    """Bullets and tables of a word processor, which Markdown reads as one long paragraph."""
    for page in corpus.pages.values():
        text, last = page.masked.text, None
        for bullet in _BULLET.finditer(text):
            before = text[: bullet.start()].rpartition("\n")[0].rpartition("\n")[2].strip()
            begins = not before or last == bullet.start()
            span = page.source.span(bullet.start("sign"), bullet.end("sign"))
            fix = Fix(span, "- ", safe=True) if begins else None
            last = text.find("\n", bullet.end()) + 1 if begins else None
            yield Diagnostic("P22", span, {"problem": "bullet", "text": bullet["sign"].strip()}, fix)
        for row in _ROW.finditer(text) if "\t" in text else ():
            yield Diagnostic("P22", page.source.span(row.start(), row.end()), {"problem": "table"})
