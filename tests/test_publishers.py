"""Publishers go by one name in each language, and names and glosses in another language say so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handbook.checks import run_all
from handbook.corpus import Corpus, load
from handbook.exports import export
from handbook.facts import Facts
from handbook.publishers import bodies, english_name
from handbook.render import Renderer

PUBLISHERS = "Báo Điển Hình: {en: Điển Hình newspaper, also: [BĐH]}\n"
SOURCES = """
one: {title: Bài báo, publisher: Báo Điển Hình, year: 2020, lang: vi, grade: primary}
two: {title: An article, publisher: Báo Điển Hình; Elsevier, year: 2020, lang: en, grade: primary}
three: {title: A book, publisher: Elsevier, year: 2020, lang: en, grade: primary}
four: {title: Bài của hãng, publisher: Soha, year: 2020, lang: vi, grade: primary}
five: {title: Ein Buch, publisher: Brauwelt, year: 2020, lang: de, grade: primary}
six: {title: An English title, publisher: shea.cn, year: 2020, lang: zh, title_lang: en, grade: primary}
seven: {title: Không rõ nơi nào, publisher: null, year: 2020, lang: vi, grade: primary}
eight: {title: Sách, publisher: Nguyễn Văn Mẫu, year: 2020, lang: vi, grade: primary}
"""


@pytest.fixture
def corpus(site: Path) -> Corpus:
    data = site / "docs" / "_data"
    (data / "publishers.yml").write_text(PUBLISHERS, encoding="utf-8", newline="\n")
    (data / "sources.yml").write_text(SOURCES, encoding="utf-8", newline="\n")
    return load(site)


def row(corpus: Corpus, lang: str, source_id: str) -> str:
    page = next(p for p in corpus.pages.values() if (p.lang, p.key) == (lang, "sources/index"))
    text = Renderer(corpus).render(page)
    return text.split(f'<li id="src-{source_id}">')[1].split("</li>")[0]


@pytest.mark.parametrize(
    ("source_id", "vi", "en"),
    [
        ("one", "Báo Điển Hình, 2020", "Điển Hình newspaper, 2020"),
        ("two", 'Báo Điển Hình; <span lang="en">Elsevier</span>, 2020', "Điển Hình newspaper; Elsevier, 2020"),
        ("three", '<span lang="en">Elsevier</span>, 2020', "Elsevier, 2020"),
        ("four", "Soha, 2020", "Soha, 2020"),
        ("five", '<span lang="de">Brauwelt</span>, 2020', '<span lang="de">Brauwelt</span>, 2020'),
        ("six", '<span lang="en">shea.cn</span>, 2020', "shea.cn, 2020"),
        ("seven", "không ghi nơi công bố, 2020", "publisher not stated, 2020"),
        ("eight", "Nguyễn Văn Mẫu, 2020", '<span lang="vi">Nguyễn Văn Mẫu</span>, 2020'),
    ],
)
def test_each_language_has_its_name(corpus: Corpus, source_id: str, vi: str, en: str) -> None:
    assert row(corpus, "vi", source_id).startswith(vi)
    assert row(corpus, "en", source_id).startswith(en)


def test_the_title_is_in_the_language_it_is_written_in(corpus: Corpus) -> None:
    assert 'tiếng Trung: <cite lang="en">An English title</cite>' in row(corpus, "vi", "six")
    assert "Chinese: <cite>An English title</cite>" in row(corpus, "en", "six")


def test_open_data_has_both_names(corpus: Corpus) -> None:
    rows = {r["id"]: r for r in json.loads(export(corpus)["sources.json"])}
    assert (rows["two"]["publisher"], rows["two"]["publisher_en"]) == (
        "Báo Điển Hình; Elsevier",
        "Điển Hình newspaper; Elsevier",
    )
    assert (rows["seven"]["publisher"], rows["seven"]["publisher_en"]) == (None, None)


def test_other_spellings_are_offered_the_listed_one(site: Path, corpus: Corpus) -> None:
    data = site / "docs" / "_data" / "sources.yml"
    data.write_text(SOURCES.replace("publisher: Soha", "publisher: Elsevier; BĐH"), encoding="utf-8", newline="\n")
    found = [d for d in run_all(load(site)) if d.code == "D26"]
    assert [(d.span.text, d.fix and d.fix.text) for d in found] == [("Elsevier; BĐH", "Elsevier; Báo Điển Hình")]


def test_every_vietnamese_publisher_of_the_handbook_has_an_english_name(project: Path) -> None:
    facts = Facts.load(project)
    assert english_name(facts, "Bộ Công Thương") == "Ministry of Industry and Trade"  # from its record
    used = {body for source in facts.sources.values() for body in bodies(source.publisher or "")}
    assert {name for name in facts.publishers if name not in used} == set()
    spelled = [form for publisher in facts.publishers.values() for form in publisher.also]
    assert len(spelled) == len(set(spelled))


# -- glosses in prose and blocks


@pytest.fixture
def note(site: Path):
    """Render the page `note` in one language; the other half says something else."""

    def note(body: str, lang: str = "en", other: str = "Nothing.") -> str:
        halves = {lang: body, ("vi" if lang == "en" else "en"): other}
        for code, text in halves.items():
            front = "---\ntitle: Ghi chép\ndescription: Trang thêm.\n---\n\n# Ghi chép {#note}\n\n"
            (site / "docs" / code / "note.md").write_text(front + text + "\n", encoding="utf-8", newline="\n")
        corpus = load(site)
        page = next(p for p in corpus.pages.values() if (p.lang, p.key) == (lang, "note"))
        return Renderer(corpus).render(page)

    return note


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("the department (Sở Công Thương).", 'the department (<span lang="vi">Sở Công Thương</span>).'),
        ("a part (CPI, hợp phần sạch).", 'a part (<span lang="vi">CPI, hợp phần sạch</span>).'),
        ("content (chữ bột, the price).", 'content (<span lang="vi">chữ bột</span>, the price).'),
        ("noodles (*bánh phở khô*).", 'noodles (<span lang="vi">*bánh phở khô*</span>).'),
        ("we ate *bánh phở khô* there.", 'we ate <span lang="vi">*bánh phở khô*</span> there.'),
        ("they say “làng nghề” here.", 'they say “<span lang="vi">làng nghề</span>” here.'),
        ('they say "làng nghề" here.', 'they say "<span lang="vi">làng nghề</span>" here.'),
    ],
)
def test_glosses_say_their_language(note, written: str, shown: str) -> None:
    assert shown in note(written)


@pytest.mark.parametrize(
    "written",
    [
        "Decision (889/QĐ-TTg) and (not in the case of bia hơi) and (Dong Nai).",
        "`code (Sở Công Thương)` stays.",
        "```\n(Sở Công Thương)\n```",
        '<span lang="vi">Bộ (Sở Công Thương)</span> says it itself.',
        '<a href="https://example.org/(nước)" title="(Sở Công Thương)">x</a>',
        '!!! note "Sở Công Thương"\n\n    Text.',
    ],
)
def test_what_is_no_gloss_stays(note, written: str) -> None:
    assert written in note(written)


def test_english_words_on_a_vietnamese_page(note) -> None:
    """Those the English page has too; what Vietnamese has borrowed looks English and is not."""
    text = note("Thử cốc (jar test), phèn (crom), mẫu (filter cake).", "vi", other="A jar test of chrome.")
    assert '(<span lang="en">jar test</span>)' in text
    assert "(crom)" in text
    assert "(filter cake)" in text
