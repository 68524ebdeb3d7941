"""`handbook new translation`: the half of a page that is still missing, or both halves of a page of prose."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .. import LANGUAGES
from ..corpus import DOCS, Corpus
from . import scaffold
from .draft import Draft, Refusal
from .fields import Answers
from .may_move import key_of
from .mirror import Mirror

Remarks = list[tuple[str, str]]

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*\Z")
_STATUS = re.compile(r"^status:[^\n]*\n", re.M)
TOPICS = ("sectors", "utilities")
"""Folders whose pages follow from the data."""


def waiting(a: Answers) -> Mapping[str, str]:
    """Pages that lack a half, by key, with the language that is missing."""
    words = {"vi": "chưa có bản tiếng Anh / no English", "en": "chưa có bản tiếng Việt / no Vietnamese"}
    pages = (page for page in a.corpus.pages.values() if a.corpus.counterpart(page) is None and not page.damaged)
    return {page.key: words[page.lang] for page in pages}


def page_key(a: Answers, text: str) -> str:
    """The key of the page an editor names by key, address or path of either half; Refusal when it cannot be."""
    key = key_of(text)
    key = next((k for k in (key, f"{key}/index") if any(a.corpus.page(lang, k) for lang in LANGUAGES)), key)
    there = [page for lang in LANGUAGES if (page := a.corpus.page(lang, key))]
    if len(there) == len(LANGUAGES):
        paths = " + ".join(page.path for page in there)
        raise Refusal(
            f"“{key}” đã có đủ hai bản: {paths}. Xem bản nào cũ hơn: python3 scripts/dev.py status",
            f"“{key}” has both halves: {paths}. To see which is behind: python3 scripts/dev.py status",
        )
    if there and there[0].damaged:
        raise Refusal(
            f"{there[0].path} đang hỏng. Chạy check và sửa trước.",
            f"{there[0].path} is damaged. Run check and mend it first.",
        )
    if not there:
        _check_new(a.corpus, key)
    return key


def _check_new(corpus: Corpus, key: str) -> None:
    """Raise Refusal unless a page of prose can have this key."""
    if not _KEY.match(key):
        raise Refusal(
            f"“{key}” chưa phải tên trang: chữ thường không dấu, số, gạch nối, như training/first-audit.",
            f"“{key}” is no name of a page: plain lower-case letters, digits, hyphens, like training/first-audit.",
        )
    folder = key.split("/")[0]
    if folder in TOPICS:
        raise Refusal(
            "Trang của ngành đi theo dữ liệu: python3 scripts/dev.py new sector, hoặc new pages.",
            "The pages of a sector follow its facts: python3 scripts/dev.py new sector, or new pages.",
        )
    folders = sorted({other.split("/")[0] for _, other in corpus.pages if "/" in other} - {*TOPICS})
    if "/" in key and folder not in folders:
        raise Refusal(
            f"Không có phần “{folder}”. Các phần: {', '.join(folders)}.",
            f"There is no part “{folder}”. The parts: {', '.join(folders)}.",
        )


def write(draft: Draft, corpus: Corpus, key: str, answers: Answers, remarks: Remarks) -> None:
    """Put the missing half of the page `key` into the draft, or both; the page that awaited it awaits it no longer.

    Says what to do next.
    """
    there = next((page for lang in LANGUAGES if (page := corpus.page(lang, key))), None)
    titles = {lang: answers.text(f"title-{lang}") for lang in LANGUAGES}
    if there is None:
        folder, _, name = key.removesuffix("/index").rpartition("/")
        for lang in LANGUAGES:
            draft.put(f"{DOCS}/{lang}/{key}.md", scaffold.prose(lang, titles[lang], name))
        menu = f"{folder}/index.md" if folder else "index.md"
        remarks.append(
            (
                f"Trang mới tự vào thanh điều hướng. Đặt liên kết đến nó ở {menu} hai bản để người đọc tìm thấy.",
                f"The new page is in the navigation by itself. Link to it from {menu} in both languages.",
            )
        )
        return
    mirror = Mirror(corpus, there, titles["en" if there.lang == "vi" else "vi"])
    draft.put(f"{DOCS}/{mirror.lang}/{key}.md", mirror.text())
    if there.awaits and there.masked.front:
        start, end = there.masked.front
        text = there.source.text
        draft.put(there.path, text[:start] + _STATUS.sub("", text[start:end] + "\n")[:-1] + text[end:])
        remarks.append(
            (
                f"Đã bỏ dòng status trong {there.path}: bản kia đã có tệp. Chưa muốn viết ngay thì xóa tệp mới và "
                f"ghi lại dòng ấy.",
                f"The status line of {there.path} is gone, as the other half has its file. To leave it for later, "
                f"delete the new file and put the line back.",
            )
        )
    remarks.append(
        (
            f"Mỗi chỗ {mirror.mark} bắt đầu bằng mấy chữ đầu của đoạn gốc trong {there.path}. Viết lại đoạn ấy; giữ "
            "nguyên liên kết, nguồn [^…], số đậm và mã mục, đặt vào đúng chỗ trong câu. Viết xong và hai bản cùng ý "
            f"thì ghi nhận: python3 scripts/dev.py stamp {key}",
            f"Each {mirror.mark} begins with the first words of its passage in {there.path}. Write that passage anew; "
            "keep links, sources [^…], figures in bold and ids, and put them where they belong in your sentences. When "
            f"both halves say the same, note it: python3 scripts/dev.py stamp {key}",
        )
    )
