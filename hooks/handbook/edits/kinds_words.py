"""Kinds of records that are words: of the vocabulary, of the site itself, of the open data and of the search."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter

from ..exports import TABLES
from ..facts import DATA
from ..models import Vocabulary, Word
from .draft import Refusal
from .fields import Answers, Field
from .kinds_base import Kind, Spot, readable, within
from .kinds_figures import LANG
from .may_move import existing
from .scaffold import prompt
from .values import identifier
from .yaml_edit import local, scalar

PARTS = "measure-part"
"""The labelled parts that every measure has: a new one would be missing in all of them."""


def _vocabulary(a: Answers) -> Vocabulary:
    return readable(a.facts.vocabulary, "vocabulary.yml")


def lists() -> dict[str, str]:
    """Lists of the vocabulary that hold words: key in the file -> field of the model."""
    fields = Vocabulary.model_fields.items()
    return {info.alias or name: name for name, info in fields if "Word" in str(info.annotation)}


def _words(a: Answers, name: str) -> Mapping[str, Word]:
    return getattr(_vocabulary(a), lists()[name])


_LISTS = {
    "resource": "tài nguyên",
    "measure-type": "loại giải pháp",
    "cost-class": "mức chi phí",
    "evidence": "loại số liệu",
    "qualifier": "chừng, ít nhất, nhiều nhất",
    "grade": "hạng của nguồn",
    "access": "đã xem nguồn thế nào",
    "instrument-kind": "loại văn bản",
    "instrument-status": "hiệu lực của văn bản",
    "law-subject": "văn bản chủ yếu nói về",
    "finance-status": "nguồn vốn còn hoạt động không",
    "group": "nhóm ngành",
    "term-group": "nhóm thuật ngữ",
}


def _first_words(a: Answers, name: str) -> str:
    words = ", ".join(word.vi for word in list(_words(a, name).values())[:2])
    return f"{_LISTS.get(name, name)} / {words}…"


def _lists(a: Answers) -> Mapping[str, str]:
    """What may be added to: what the list is for, and its first words."""
    return {name: _first_words(a, name) for name in lists() if name != PARTS}


def _word_lines(a: Answers) -> list[str]:
    """A word, with its rule where the others of the list have one."""
    pair = [f"vi: {scalar(a.text('vi'))}", f"en: {scalar(a.text('en'))}"]
    if not any(word.rule for word in _words(a, a.text("list")).values()):
        return [f"{a.text('id')}: {{{', '.join(pair)}}}"]
    return [f"{a.text('id')}:", *(f"  {line}" for line in (*pair, *local("rule", *prompt("rule"))))]


def _new_host(a: Answers, text: str) -> str:
    host = re.sub(r"^https?://(?:www\.)?|/.*$", "", text.casefold())
    if not re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", host):
        raise Refusal(f"“{text}”: tên miền như scribd.com.", f"“{text}”: a domain like scribd.com.")
    if host in _vocabulary(a).denied_hosts:
        raise Refusal(f"“{host}” đã có trong denied-hosts.", f"“{host}” is among the denied hosts.")
    return host


# -- labels


def _braces(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _well_formed(_: Answers, text: str) -> str:
    try:
        _braces(text)
    except ValueError as error:
        raise Refusal(f"“{text}”: dấu {{ }} chưa khép đúng.", f"“{text}”: the braces {{ }} do not match.") from error
    return text


def _same_braces(a: Answers, text: str) -> str:
    wanted = _braces(a.text("vi"))
    if _braces(_well_formed(a, text)) != wanted:
        names = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "∅"
        raise Refusal(
            f"“{text}”: phải có đúng các chữ trong ngoặc như bản tiếng Việt: {names}.",
            f"“{text}”: needs the words in braces that the Vietnamese has: {names}.",
        )
    return text


# -- fields of the open data


def _new_field(a: Answers, text: str) -> str:
    """A column, or `table.column` for what it means in one table, that has no text yet."""
    columns = {column.doc for table in TABLES for column in table.columns}
    own = {f"{table.name}.{column.doc}" for table in TABLES for column in table.columns}
    if text in a.facts.fields:
        raise Refusal(
            f"“{text}” đã có trong fields.yml. Một bảng hiểu khác thì viết BẢNG.CỘT.",
            f"“{text}” is in fields.yml. For what it means in one table write TABLE.COLUMN.",
        )
    if text not in columns | own:
        tables = sorted(name for name in own if name.split(".")[1] == text.split(".")[-1])
        vi, en = (f" Có: {', '.join(tables)}.", f" There are: {', '.join(tables)}.") if tables else ("", "")
        raise Refusal(
            f"Dữ liệu mở không có cột “{text}”.{vi} Viết CỘT hoặc BẢNG.CỘT, tên cột không có _vi, _en.",
            f"The open data has no column “{text}”.{en} Write COLUMN or TABLE.COLUMN, without _vi or _en.",
        )
    return text


def _field_lines(a: Answers) -> list[str]:
    english = f", en: {scalar(a.text('en'))}" if a.text("en") else ""
    return [f"{a.text('name')}: {{vi: {scalar(a.text('vi'))}{english}}}"]


# -- search

QUESTIONS = "questions"
"""Instead of a place: words that ask and name nothing."""


def _place(a: Answers, text: str) -> str:
    """A page, or a section of one, as the search file writes it."""
    if text == QUESTIONS:
        return text
    name, mark, anchor = text.strip().partition("#")
    key = existing(a.corpus, name.removesuffix("/"))
    pages = [page for lang in ("vi", "en") if (page := a.corpus.page(lang, key))]
    if mark and not all(anchor in a.corpus.anchors(page) for page in pages):
        raise Refusal(f"Trang “{key}” không có mục “{anchor}”.", f"The page “{key}” has no section “{anchor}”.")
    return f"{key}{mark}{anchor}"


def _not_searched(a: Answers, text: str) -> str:
    search, place = a.facts.search, a.text("place")
    known = search.questions if place == QUESTIONS else search.places.get(place)
    if known and text in known[a.text("lang")]:
        raise Refusal(f"“{text}” đã có ở chỗ này.", f"The place has “{text}” already.")
    return text


def _search_spot(a: Answers) -> Spot:
    place = a.text("place")
    keys = (QUESTIONS,) if place == QUESTIONS else ("places", place)
    return Spot(f"{DATA}/search.yml", (*keys, a.text("lang")), (QUESTIONS, "places", "vi", "en"))


_ID = "Mã: chữ thường không dấu, gạch nối"
_ID_EN = "Id: plain letters and hyphens"

WORD_KINDS: dict[str, Kind] = {
    "word": Kind(
        "một từ dùng chung: nhóm ngành, tài nguyên, loại giải pháp, loại văn bản…",
        "a word of the vocabulary: group of sectors, resource, type of measure, kind of legal text…",
        (
            Field("list", "Danh sách", "List", choices=_lists, positional=True, opens=True),
            Field("id", _ID, _ID_EN, identifier(lambda a: set(_words(a, a.text("list")))), positional=True),
            Field("vi", "Từ tiếng Việt", "The Vietnamese word"),
            Field("en", "Từ tiếng Anh", "The English word"),
        ),
        _word_lines,
        lambda a: within(_vocabulary(a), a.text("list")),
        lambda _: [
            (
                "Từ mới dùng được ngay trong dữ liệu, và hiện ở mọi bộ lọc, bảng có danh sách ấy.",
                "Data may use the word at once, and it shows in every filter and table with that list.",
            )
        ],
        tuple(f"Vocabulary.{name}" for key, name in lists().items() if key != PARTS),
    ),
    "denied-host": Kind(
        "một trang chia sẻ tài liệu không được dẫn",
        "a document-sharing site that must not be linked",
        (Field("host", "Tên miền, như scribd.com", "Domain, like scribd.com", accept=_new_host, positional=True),),
        lambda a: [f"- {a.text('host')}"],
        lambda a: within(_vocabulary(a), "denied-hosts"),
    ),
    "label": Kind(
        "một dòng chữ của chính trang web",
        "a text of the site itself",
        (
            Field(
                "id",
                f"{_ID}, như filter-none",
                f"{_ID_EN}, like filter-none",
                identifier(lambda a: set(a.facts.labels)),
                positional=True,
            ),
            Field("vi", "Chữ tiếng Việt", "The Vietnamese text", accept=_well_formed),
            Field("en", "Chữ tiếng Anh", "The English text", accept=_same_braces),
        ),
        lambda a: [f"{a.text('id')}: {{vi: {scalar(a.text('vi'))}, en: {scalar(a.text('en'))}}}"],
        lambda _: Spot(f"{DATA}/labels.yml"),
        lambda _: [
            (
                "Dòng chữ chỉ hiện khi chương trình hỏi đến mã ấy; chỉ đổi lời thì sửa dòng đã có.",
                "The text shows only where the program asks for its id; to change wording, edit the line there is.",
            )
        ],
        ("labels.yml",),
    ),
    "field": Kind(
        "nghĩa của một cột dữ liệu mở",
        "what a column of the open data means",
        (
            Field("name", "Cột, hoặc BẢNG.CỘT", "Column, or TABLE.COLUMN", accept=_new_field, positional=True),
            Field("vi", "Nghĩa, tiếng Việt", "What it means, in Vietnamese"),
            Field(
                "en",
                "Nghĩa, tiếng Anh; bỏ qua: như mô tả có sẵn trong chương trình",
                "In English; left out: the description the models have",
                required=False,
            ),
        ),
        _field_lines,
        lambda _: Spot(f"{DATA}/fields.yml"),
        fills=("fields.yml",),
    ),
    "search-word": Kind(
        "cách người đọc gõ khi tìm một trang hay một mục",
        "what readers type who look for a page or section",
        (
            Field(
                "place",
                "Trang, hoặc TRANG#MỤC; questions: chữ chỉ để hỏi, như “bao nhiêu”",
                "Page, or PAGE#SECTION; questions: words that only ask, like “how much”",
                accept=_place,
                positional=True,
                opens=True,
            ),
            LANG,
            Field("word", "Chữ họ gõ", "What they type", accept=_not_searched),
        ),
        lambda a: [f"- {scalar(a.text('word'))}"],
        _search_spot,
        fills=("SearchWords.places",),
    ),
}
