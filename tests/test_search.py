"""The search index: words, places, names and texts; what it holds and what it leaves out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, build_site
from handbook import LANGUAGES, search
from handbook.corpus import Corpus, load
from handbook.search.entries import Entry, IndexedPage, indexed_pages
from handbook.search.plain import plain
from handbook.search.postings import LIMIT, postings
from handbook.search.words import words
from handbook.text import tone_key
from moving import move_about

FOLDING = yaml.safe_load((ROOT / "tests/search/folding.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "keys"), FOLDING["words"], ids=lambda value: str(value)[:30])
def test_words(text: str, keys: list[str]) -> None:
    assert words(text) == keys


def test_accents_count_where_the_tone_stands_does_not() -> None:
    assert [pair for pair in FOLDING["toned"]["same"] if tone_key(pair[0]) != tone_key(pair[1])] == []
    assert [pair for pair in FOLDING["toned"]["different"] if tone_key(pair[0]) == tone_key(pair[1])] == []


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Bể [kỵ khí](term:uasb-reactor) và [điển hình](cases.md#a).", "Bể kỵ khí và điển hình."),
        ("Giảm **30%** nước[^habeco-2012], *đo được*.", "Giảm 30% nước, đo được."),
        ("1. Một\n2. Hai\n\n- [ ] Ba\n", "Một Hai Ba"),
        ('!!! example "Nhà máy A"\n\n    Dùng 3 m³.\n', "Nhà máy A. Dùng 3 m³."),
        ("| A | B |\n|---|--:|\n| 1 | 2 |\n", "A · B · 1 · 2"),
        ("a <!-- ẩn --> b", "a b"),
        ("## Tên {#id}\n", "## Tên"),
        ("\\*sao\\*", "*sao*"),
    ],
)
def test_plain_text(markdown: str, text: str) -> None:
    assert plain(markdown) == text


def places(written: str) -> list[int]:
    """The reverse of what `postings` writes; the browser's side is `index.js`."""
    numbers, at = [], -1
    for character in written:
        code = ord(character)
        if character == "~":
            at += 90
        else:
            at += code - (code > ord("\\")) - 34
            numbers.append(at)
    return numbers


@given(st.sets(st.integers(0, 1500), max_size=40))
def test_places_survive(numbers: set[int]) -> None:
    entries = [Entry("", "tên", text="nước" if i in numbers else "") for i in range(4 * max(numbers, default=0) + 100)]
    found = dict(zip(*postings(entries), strict=True))
    assert places(found.get("nuoc", "")) == sorted(numbers)
    assert not any(c in written for written in found.values() for c in '"\\ ')


def test_a_word_of_a_name_has_no_places_and_a_common_one_is_left_open() -> None:
    entries = [
        Entry("", "Nước", text="nước thải chung"),
        Entry("", "Bia", text="chung"),
        Entry("", "Vải", text="chung"),
    ]
    assert dict(zip(*postings(entries), strict=True)) == {"chung": "", "thai": "#"}


def test_what_people_type_is_told_from_names_and_takes_no_word_from_the_text() -> None:
    entry = Entry("", "Nước", "sector", ("water",), "nước thải màu", asked=("nước thải",))
    index = search.index([IndexedPage("a", "a/", [entry])], ["là gì"])
    assert index["pages"] == [["a", "a/", [["", "Nước", "sector", "water", "?nước thải"]]]]
    assert index["words"] == "mau thai"
    assert index["questions"] == ["là gì"]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load(ROOT)


@pytest.fixture(scope="module")
def folder(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("search")
    search.write(corpus, target)
    return target / "search"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_index_matches_texts(folder: Path, corpus: Corpus, lang: str) -> None:
    index = json.loads((folder / f"{lang}.json").read_text(encoding="utf-8"))
    assert len(index["words"].split(" ")) == len(index["places"].split(" "))
    assert index["words"].split(" ") == sorted(index["words"].split(" "))
    assert len(index["places"]) <= LIMIT * 1.1
    assert {key for key, *_ in index["pages"]} == {page.key for page in corpus.of(lang)}
    for key, url, entries in index["pages"]:
        texts = json.loads((folder / lang / f"{key}.json").read_text(encoding="utf-8"))
        assert len(texts) == len(entries)
        assert url.startswith("en/") == (lang == "en")
        assert [entry[0] for entry in entries].count("") == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_anchors_exist_once(corpus: Corpus, lang: str) -> None:
    for page in indexed_pages(corpus, lang):
        ids = [entry.id for entry in page.entries]
        assert len(ids) == len(set(ids)), page.key
        assert set(ids) - {""} <= corpus.anchors(corpus.page(lang, page.key)), page.key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_place_people_ask_for_can_be_found(corpus: Corpus, lang: str) -> None:
    entries = {(p.key, entry.id): entry for p in indexed_pages(corpus, lang) for entry in p.entries}
    assert corpus.facts.search.places
    for place, asked in corpus.facts.search.places.items():
        key, _, anchor = place.partition("#")
        entry = entries[key, anchor]
        assert {*asked.vi, *asked.en} <= {entry.title, *entry.names, *entry.asked}, place


def test_no_word_that_asks_is_a_word_to_find(corpus: Corpus) -> None:
    asking = {tuple(words(text)) for lang in LANGUAGES for text in corpus.facts.search.questions[lang]}
    names = {
        tuple(words(name)) for topic in corpus.facts.topics.values() for name in (*topic.aliases.vi, topic.name.vi)
    }
    terms = {tuple(words(term.half(lang).preferred)) for term in corpus.facts.terms.values() for lang in LANGUAGES}
    assert asking & (names | terms) == set()


def test_words_people_type_move_with_their_page(tmp_path: Path) -> None:
    root = build_site(tmp_path / "site")
    file = root / "docs/_data/search.yml"
    text = "# Words.\nplaces:\n  one: {vi: [một]}\n  one#first-one: {vi: [đầu]}\n"
    file.write_text(text, encoding="utf-8", newline="\n")
    move_about(root)
    wanted = "# Words.\nplaces:\n  guides/deep/one: {vi: [một]}\n  guides/deep/one#begin: {vi: [đầu]}\n"
    assert file.read_text(encoding="utf-8") == wanted


def test_no_markup_is_left(corpus: Corpus) -> None:
    for lang in LANGUAGES:
        for page in indexed_pages(corpus, lang):
            if page.key.startswith("contribute/"):
                continue  # these pages show editors the marks themselves, as code
            for entry in page.entries:
                for text in (entry.title, entry.text):
                    assert not any(mark in text for mark in ("](", "{#", "[^", "**", "<div", "term:")), (page.key, text)


def test_stub_holds_no_pages(folder: Path) -> None:
    assert (folder / "search_index.json").stat().st_size < 200


def test_writing_twice_gives_the_same(folder: Path, corpus: Corpus, tmp_path: Path) -> None:
    search.write(corpus, tmp_path)
    for file in (f for f in folder.rglob("*") if f.is_file()):
        assert file.read_bytes() == (tmp_path / "search" / file.relative_to(folder)).read_bytes()
