"""P: files as they come from other programs: half merged, in the wrong place, of the wrong kind, name or size."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import PurePosixPath

from ..corpus import DOCS, Corpus, file_span
from ..diagnostics import Diagnostic, check
from ..strays import MAX_ASSET_BYTES, Stray

_MEGABYTE = Decimal(1_000_000)


@check("P23")
def half_merged(corpus: Corpus) -> Iterator[Diagnostic]:
    """No page holds the lines git leaves where two people changed the same words."""
    for page in corpus.pages.values():
        if page.source.conflict:
            yield Diagnostic("P23", page.source.span(*page.source.conflict))


@check("P24")
def strays(corpus: Corpus) -> Iterator[Diagnostic]:
    """Every file below docs is a page, a picture or download of one, or a data file, under a plain name."""
    sources = {page.path: page.source for page in corpus.pages.values()}
    for stray in corpus.strays:
        path = f"{DOCS}/{stray.path}"
        span = sources[path].span(0) if path in sources else file_span(corpus, path)
        yield Diagnostic("P24", span, _words(stray))


def _words(stray: Stray) -> dict[str, object]:
    path = PurePosixPath(stray.path)
    size = (stray.size / _MEGABYTE).quantize(Decimal("0.1"))
    return {
        "problem": stray.problem,
        "name": path.name,
        "suffix": "".join(path.suffixes[-2:]) if len(path.suffixes) > 1 else path.suffix or path.name,
        "better": f"{DOCS}/{stray.better}" if stray.better else "…",
        "size": size,
        "most": MAX_ASSET_BYTES / _MEGABYTE,
    }
