"""What is open on a page, as HTML for the page itself: shown to editors under `serve`, never published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import PurePosixPath

from .corpus import Corpus
from .diagnostics import Diagnostic, Severity
from .facts import DATA
from .messages import render
from .pages import Page

_WORDS = {
    "vi": ("{n} điều cần xem trên trang này", "Chỉ hiện khi xem thử, không có trên trang công bố."),
    "en": ("{n} to look at on this page", "Shown in the preview only, not on the published site."),
}


def by_page(corpus: Corpus, diagnostics: Iterable[Diagnostic]) -> Mapping[str, Sequence[Diagnostic]]:
    """Findings by path of the page they are shown on: those of a topic's facts stand on its Vietnamese overview, also
    when the facts cannot be read, and what belongs to no page (or to one with a wrong name) stands on the Vietnamese
    home page.
    """
    pages = {page.path for page in corpus.pages.values()}
    home = corpus.page("vi", "index")
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    for diagnostic in diagnostics:
        path = diagnostic.span.path
        if (path not in pages or diagnostic.code == "P24") and (shown := _overview(corpus, path) or home):
            path = shown.path
        found[path].append(diagnostic)
    return found


def _overview(corpus: Corpus, path: str) -> Page | None:
    """The page that stands for a data file: of a sector or cross-cutting topic its overview."""
    file = PurePosixPath(path)
    keys = {f"{DATA}/sectors": f"sectors/{file.stem}/index", f"{DATA}/utilities": f"utilities/{file.stem}"}
    key = keys.get(file.parent.as_posix())
    return corpus.page("vi", key) if key else None


def panel(page: Page, diagnostics: Sequence[Diagnostic]) -> str:
    """A box with every finding: place, what is wrong, how to mend it. Empty when there is none."""
    if not diagnostics:
        return ""
    title, note = _WORDS[page.lang]
    items = "\n".join(_item(page, diagnostic) for diagnostic in diagnostics)
    worst = "error" if any(render(d).message.severity is Severity.ERROR for d in diagnostics) else "warning"
    return (
        f'<aside class="hb hb-findings hb-findings--{worst}" aria-labelledby="hb-findings">\n'
        f'<p id="hb-findings"><b>{title.format(n=len(diagnostics))}</b> <small>{note}</small></p>\n'
        f"<ul>\n{items}\n</ul>\n</aside>"
    )


def _item(page: Page, diagnostic: Diagnostic) -> str:
    rendered = render(diagnostic, page.lang)
    span = diagnostic.span
    place = f"{span.path}:{span.line}"
    return (
        f"<li><code>{escape(place)}</code> <b>{rendered.message.code}</b> {_line(rendered.text)} "
        f"<span>{_line(rendered.hint)}</span></li>"
    )


def _line(text: str) -> str:
    return escape(" ".join(text.split()))
