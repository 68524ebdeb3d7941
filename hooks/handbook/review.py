"""What a reviewer wants to know of a change, as Markdown in both languages: pages, findings, translation, facts.

Made for the summary of a pull request, and the same on an editor's own machine.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from . import report
from .corpus import Corpus
from .diagnostics import Diagnostic
from .history import Change
from .pages import Page, page_url
from .translations import LEDGER, Pair, State, all_pairs

_KINDS = {
    "A": "mới / new",
    "M": "sửa / changed",
    "D": "xóa / deleted",
    "R": "đổi tên / renamed",
}
_NEWER = {
    State.VI_BEHIND: "tiếng Việt cũ hơn / Vietnamese behind",
    State.EN_BEHIND: "tiếng Anh cũ hơn / English behind",
    State.UNCONFIRMED: "chưa đối chiếu / not compared",
}
MOST, MOST_NAMES = 60, 6
"""Longer tables and lists of names are cut: the summary of a pull request is for people."""


def review(corpus: Corpus, changes: Sequence[Change], diagnostics: Sequence[Diagnostic]) -> str:
    """The summary of a change: `changes` since the base, `diagnostics` with those of changed files first."""
    changed = {change.path for change in changes}
    pages = [page for page in corpus.pages.values() if page.path in changed]
    shown = _pages_of_facts(corpus, changed)
    parts = [
        "# Thay đổi / Changes",
        *_changed_pages(corpus, changes),
        *_facts(corpus, shown, changed),
        *_translation(corpus, {page.key for page in pages}),
        report.summary(diagnostics, "vi"),
        "<details><summary>Findings in English</summary>\n",
        report.summary(diagnostics, "en"),
        "</details>",
    ]
    return "\n".join(parts) + "\n"


def _changed_pages(corpus: Corpus, changes: Sequence[Change]) -> Iterator[str]:
    rows: dict[str, dict[str, str]] = {}
    for change in changes:
        lang, key = _page_of(change.path)
        if lang:
            rows.setdefault(key, {})[lang] = _KINDS[change.kind]
    yield "\n## Trang / Pages\n"
    if not rows:
        yield "Không có trang nào đổi. / No page changes.\n"
        return
    yield "| Trang / Page | vi | en |\n|---|---|---|"
    for key, sides in sorted(rows.items())[:MOST]:
        page = corpus.page("vi", key) or corpus.page("en", key)
        cells = [f"{report.cell(page.title if page else key)}<br>`/{page_url(key)}` `/en/{page_url(key)}`"]
        yield f"| {' | '.join(cells + [sides.get(lang, '–') for lang in ('vi', 'en')])} |"
    if len(rows) > MOST:
        yield f"| … và {len(rows) - MOST} trang nữa / and {len(rows) - MOST} more | | |"
    yield ""


def _page_of(path: str) -> tuple[str, str]:
    """(lang, key) of a page's path; two empty texts for other files."""
    parts = path.split("/", 2)
    if len(parts) == 3 and parts[0] == "docs" and parts[1] in ("vi", "en") and path.endswith(".md"):
        return parts[1], parts[2].removesuffix(".md")
    return "", ""


def _pages_of_facts(corpus: Corpus, changed: Collection[str]) -> dict[str, list[str]]:
    """Changed files of facts -> keys of the pages of their topic."""
    found: dict[str, list[str]] = {}
    for path in sorted(changed):
        folder, _, name = path.removeprefix("docs/_data/").rpartition("/")
        if not path.startswith("docs/_data/") or not path.endswith(".yml"):
            continue
        topic_id = name.removesuffix(".yml") if folder in ("sectors", "utilities") else ""
        found[path] = sorted({page.key for page in corpus.of("vi") if topic_id and page.topic_id == topic_id})
    return found


def _facts(corpus: Corpus, shown: dict[str, list[str]], changed: Collection[str]) -> Iterator[str]:
    if not shown:
        return
    yield "\n## Dữ liệu / Facts\n"
    yield "Hai thứ tiếng cùng đọc các tệp này; xem lại trang dùng chúng. / Both languages read these files.\n"
    for path, keys in shown.items():
        pages = ", ".join(f"`/{page_url(key)}`" for key in keys)
        yield f"- `{path}`" + (f": {pages}" if pages else "")
    yield ""


def _translation(corpus: Corpus, keys: Collection[str]) -> Iterator[str]:
    open_pairs = [
        (vi, pair) for vi, _, pairs in all_pairs(corpus) for pair in pairs if vi.key in keys and pair.state in _NEWER
    ]
    yield "\n## Hai thứ tiếng / Both languages\n"
    awaited = [page for page in corpus.pages.values() if page.key in keys and corpus.counterpart(page) is None]
    if not open_pairs and not awaited:
        yield "Mọi mục của các trang này đều khớp. / Every section of these pages agrees.\n"
        return
    for page in awaited:
        yield f"- `{page.path}`: chưa có bản kia / its other half is missing"
    for key in sorted({pair.key for _, pair in open_pairs})[:MOST]:
        for state, words in _NEWER.items():
            if names := [f"`{pair.section}`" for _, pair in open_pairs if pair.key == key and pair.state is state]:
                more = f", … ({len(names)})" if len(names) > MOST_NAMES else ""
                yield f"- `{key}`: {words}: {', '.join(names[:MOST_NAMES])}{more}"
    if open_pairs:
        yield from _ready_to_paste(open_pairs)


def _ready_to_paste(open_pairs: list[tuple[Page, Pair]]) -> Iterator[str]:
    pages = sorted({page.key for page, _ in open_pairs})
    yield "\nĐọc xong, thấy hai bản cùng ý thì chạy / once both halves say the same, run:\n"
    yield f"```\npython3 scripts/dev.py stamp --cosmetic {' '.join(pages[:MOST])}\n```\n"
    yield "<details><summary>Hoặc dán các dòng này vào / or paste these lines into"
    yield f"<code>{LEDGER}</code></summary>\n\n```"
    for _, pair in open_pairs:
        yield f"{pair.key}#{pair.section} {pair.marks.vi} {pair.marks.en}"
    yield "```\n</details>\n"
