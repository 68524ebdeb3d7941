"""Kinds that write pages only: a page of prose in both languages, the half of one that is missing."""

from __future__ import annotations

from collections.abc import Mapping

from . import translation
from .fields import Answers, Field
from .kinds_base import Kind
from .values import identifier

_TOP = "top"


def _chapters(a: Answers) -> Mapping[str, str]:
    """Parts of the site a page of prose may stand in: folders with a page of their own, and the top."""
    heads = {page.key: page.title for lang in ("en", "vi") for page in a.corpus.of(lang)}
    folders = {key.removesuffix("/index"): title for key, title in heads.items() if key.endswith("/index")}
    chapters = {
        name: title
        for name, title in sorted(folders.items())
        if name not in (*translation.TOPICS, "index") and "/" not in name
    }
    return {**chapters, _TOP: "ngoài các phần / in none of them"}


def page_key(a: Answers) -> str:
    """Key of the new page: `training/first-audit`."""
    chapter = a.text("chapter")
    return a.text("id") if chapter == _TOP else f"{chapter}/{a.text('id')}"


def _taken(a: Answers) -> set[str]:
    prefix = "" if a.text("chapter") == _TOP else f"{a.text('chapter')}/"
    keys = {page.key for page in a.corpus.pages.values()}
    return {key.removeprefix(prefix).split("/")[0] for key in keys if key.startswith(prefix)}


PAGE_KINDS: dict[str, Kind] = {
    "page": Kind(
        "một trang bài viết ở hai thứ tiếng",
        "a page of prose in both languages",
        (
            Field("chapter", "Trong phần nào", "In which part", choices=_chapters, positional=True, opens=True),
            Field(
                "id",
                "Tên trong địa chỉ: chữ thường không dấu, gạch nối, như first-audit",
                "Name in the address: plain letters and hyphens, like first-audit",
                accept=identifier(_taken),
                positional=True,
            ),
            Field("title-vi", "Tên trang tiếng Việt", "Vietnamese title"),
            Field("title-en", "Tên trang tiếng Anh", "English title"),
        ),
    ),
    "translation": Kind(
        "nửa còn thiếu của một trang",
        "the missing half of a page",
        (
            Field(
                "page",
                "Trang: đường dẫn của bản đã có, hay của bản còn thiếu",
                "The page: path of the half that exists, or of the missing one",
                accept=translation.page_key,
                offers=translation.waiting,
                positional=True,
            ),
            Field("title-vi", "Tên trang tiếng Việt, nếu còn thiếu", "Vietnamese title, if missing", required=False),
            Field("title-en", "Tên trang tiếng Anh, nếu còn thiếu", "English title, if missing", required=False),
        ),
    ),
}
