"""What a page may not carry: markup that runs, restyles or loads something from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..corpus import Corpus
from ..diagnostics import Diagnostic, check
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
            if loaded and link.target.startswith("data:"):
                yield Diagnostic("L14", link.target_span, {"target": f"{link.target[:30]}…", "problem": "inside"})
            elif loaded and corpus.resolve(page, link.target).external:
                yield Diagnostic("L14", link.target_span, {"target": link.target})
