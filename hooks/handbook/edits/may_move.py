"""What may move where: names of pages and sections as editors type them, and why some have to stay."""

from __future__ import annotations

import re
from dataclasses import replace

from .. import LANGUAGES
from ..corpus import Corpus
from ..pages import RESERVED_IDS, Page, page_url
from ..render.navigation import TABS
from ..text import nearest, slug
from .draft import Refusal
from .record_ids import standing

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*\Z")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
FREE_KINDS = ("page", "method")
"""Kinds of pages whose address means nothing to the build."""


def key_of(name: str) -> str:
    """The key of a page an editor names by key, address or path: `docs/vi/about.md`, `/en/about/`, `about`."""
    key = name.replace("\\", "/").removeprefix("./").removeprefix("docs/").removesuffix(".md").strip("/")
    for lang in LANGUAGES:
        key = key.removeprefix(f"{lang}/")
    return key or "index"


def existing(corpus: Corpus, name: str) -> str:
    """The key of a page that stands in a language at least; raises Refusal when there is none."""
    key = key_of(name)
    found = next((k for k in (key, f"{key}/index") if any(corpus.page(lang, k) for lang in LANGUAGES)), None)
    if found is None:
        raise no_page(corpus, key)
    return found


def no_page(corpus: Corpus, key: str) -> Refusal:
    """That there is no such page, with the name most like it."""
    near = nearest(key, {page.key for page in corpus.pages.values()})
    return Refusal(
        f"Không có trang “{key}”." + (f" Có phải {near}?" if near else ""),
        f"There is no page “{key}”." + (f" Did you mean {near}?" if near else ""),
    )


def check_new_page(corpus: Corpus, page: Page, new: str) -> None:
    """Raise Refusal unless `page` can have the key `new`."""
    if not _KEY.match(new):
        better = "/".join(filter(None, map(slug, new.split("/"))))
        raise Refusal(
            f"“{new}” chưa phải địa chỉ: chữ thường không dấu, số, gạch nối và dấu /. Dùng được: {better}",
            f"“{new}” is no address: plain lower-case letters, digits, hyphens and / only. This would do: {better}",
        )
    check_free(corpus, page)
    there = next((p for lang in LANGUAGES if (p := corpus.page_at(lang, page_url(new)))), None)
    if there and (there.key != page.key or new == page.key):
        raise Refusal(f"Đã có trang ở địa chỉ ấy: {there.path}.", f"There is a page at that address: {there.path}.")
    taken = next((p for lang in LANGUAGES if (p := corpus.moved(lang, new))), None)
    if taken and taken.key != page.key:
        raise Refusal(
            f"Địa chỉ “{new}” trước là của trang {taken.key}; người đã lưu nó phải đến đúng đó. Chọn địa chỉ khác.",
            f"The address “{new}” was that of {taken.key}, and those who kept it must get there. Choose another.",
        )
    if replace(page, key=new).kind != page.kind or replace(page, key=new).topic_id:
        raise Refusal(
            f"Ở “{new}”, trang sẽ thành loại trang khác (ngành, danh mục…). Chọn địa chỉ khác.",
            f"At “{new}” the page would become one of another kind (a sector, a listing …). Choose another address.",
        )


def check_free(corpus: Corpus, page: Page) -> None:
    """Raise Refusal for a page whose address the build itself relies on."""
    if corpus.topic(page) is not None:
        raise Refusal(
            f"“{page.key}” đi cùng dữ liệu của {page.topic_id}: trang của ngành và hệ thống có địa chỉ cố định.",
            f"“{page.key}” goes with the facts of {page.topic_id}: pages of sectors and systems have fixed addresses.",
        )
    if page.kind not in FREE_KINDS or page.key in TABS:
        raise Refusal(
            f"“{page.key}” là trang máy dựng theo địa chỉ này, nên địa chỉ cố định.",
            f"“{page.key}” is a page the build makes by this address, so the address is fixed.",
        )


def check_still_opens(corpus: Corpus, key: str) -> None:
    """Raise Refusal when the address of a key is a page, or leads to one, already."""
    if any(page_url(key) == page.url for page in corpus.pages.values()) or corpus.moved("vi", key):
        raise Refusal(f"Địa chỉ của “{key}” vẫn mở được.", f"The address of “{key}” still opens.")


def check_id(new: str) -> None:
    """Raise Refusal for what is no id."""
    if _ID.match(new):
        return
    better = slug(new)
    vi, en = (f" Dùng được: {better}", f" This would do: {better}") if better else ("", "")
    raise Refusal(
        f"“{new}” chưa phải mã: chỉ chữ thường không dấu, số và gạch nối.{vi}",
        f"“{new}” is no id: plain lower-case letters, digits and hyphens only.{en}",
    )


def check_heading(corpus: Corpus, pages: list[Page], old: str, place: tuple[str, str]) -> None:
    """Raise Refusal unless the section `old` of a page (its halves are `pages`) can have the id in `place`."""
    key, new = place
    page = pages[0]
    if key != page.key:
        raise Refusal(
            f"Mục “{old}” vẫn ở trang {page.key}. Chuyển mục sang {key} ở cả hai thứ tiếng trước, rồi chạy lại lệnh.",
            f"The section “{old}” still stands on {page.key}. Move it to {key} in both languages first, then run this.",
        )
    check_id(new)
    if old in RESERVED_IDS[page.kind] or new in RESERVED_IDS[page.kind]:
        fixed = old if old in RESERVED_IDS[page.kind] else new
        raise Refusal(f"“{fixed}” là mã máy dùng trên trang này.", f"“{fixed}” is an id the build uses on this page.")
    if owner := standing(corpus, page, old):
        raise Refusal(
            f"“{old}” là mã của dữ liệu. Đổi cả dữ liệu: python3 scripts/dev.py move id {owner} {old} {new}",
            f"“{old}” is the id of a record. Change it there too: python3 scripts/dev.py move id {owner} {old} {new}",
        )
    for other in pages:
        check_anchor_free(corpus, other, new, (page.key, old))


def check_anchor_free(corpus: Corpus, page: Page, new: str, old: tuple[str, str]) -> None:
    """Raise Refusal when `new` is taken on `page`, or is the old address of something other than `old`."""
    if new in corpus.anchors(page):
        raise Refusal(f"Trang {page.path} đã có mục “{new}”.", f"{page.path} has a section “{new}” already.")
    now = corpus.aliases(page).get(new)
    if now and (now[0].key, now[1]) != old:
        raise Refusal(
            f"“{new}” trước là mã của {now[0].key}#{now[1]}; người đã lưu nó phải đến đúng đó. Chọn mã khác.",
            f"“{new}” was the id of {now[0].key}#{now[1]}, and those who kept it must get there. Choose another.",
        )


def check_done(corpus: Corpus, pages: list[Page], old: str, place: tuple[str, str]) -> None:
    """Raise Refusal unless the change has been made by hand, and only what leads to it is missing."""
    key, new = place
    names = sorted({anchor for page in pages for anchor in corpus.anchors(page)})
    if any(old in corpus.aliases(page) for page in pages):
        raise Refusal(f"Mã “{old}” vẫn mở được.", f"The id “{old}” still opens.")
    targets = [page for lang in LANGUAGES if (page := corpus.page(lang, key))]
    if not _ID.match(old) or not all(new in corpus.anchors(page) for page in targets):
        near = nearest(old, names)
        raise Refusal(
            f"Trang {pages[0].key} không có mục “{old}”." + (f" Có phải {near}?" if near else ""),
            f"The page {pages[0].key} has no section “{old}”." + (f" Did you mean {near}?" if near else ""),
        )
