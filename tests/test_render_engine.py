"""What the engine adds to a page: blocks, terms, source marks, listings."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from handbook.corpus import Corpus, load
from handbook.pages import Page
from handbook.render import Renderer, overview
from handbook.render.collation import initial, letter_id, sort_key
from handbook.render.context import Context
from handbook.render.listings import filter_key
from handbook.render.navigation import navigation

MEASURES = "sectors/ice-making/measures"


def page_of(corpus: Corpus, lang: str, key: str) -> Page:
    page = corpus.page(lang, key)
    assert page is not None
    return page


def rendered(corpus: Corpus, key: str, lang: str = "vi") -> str:
    return Renderer(corpus).render(page_of(corpus, lang, key))


@pytest.fixture
def write(site: Path):
    """Write an extra page `note.md` of the tiny site and render it."""

    def write(body: str, lang: str = "vi") -> str:
        front = "---\ntitle: Ghi chép\ndescription: Trang thêm.\n---\n\n"
        (site / "docs" / lang / "note.md").write_text(front + body, encoding="utf-8", newline="\n")
        return rendered(load(site), "note", lang)

    return write


def test_rendering_is_pure(tiny: Corpus) -> None:
    for page in tiny.pages.values():
        before = page.source.text
        assert Renderer(tiny).render(page) == Renderer(tiny).render(page)
        assert page.source.text == before


def test_front_matter_stays_out(tiny: Corpus) -> None:
    for page in tiny.pages.values():
        assert Renderer(tiny).render(page).startswith("# ")


@pytest.mark.parametrize(
    ("key", "heading", "block"),
    [
        (MEASURES, "{#tank-cover}", '<section class="hb hb-strip"'),
        ("sectors/ice-making/benchmarks", "{#electricity-use}", '<table class="hb hb-chart"'),
        ("sectors/ice-making/cases", "{#sample-plant}", '<article class="hb hb-case"'),
        ("index", "{#find-sector}", '<div class="hb hb-groups"'),
        ("sectors/index", "{#all-sectors}", '<div class="hb hb-list"'),
        ("glossary/index", "{#all-terms}", '<div class="hb hb-list hb-glossary"'),
        ("sources/index", "{#all-sources}", '<div class="hb hb-list"'),
    ],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_block_follows_its_heading(tiny: Corpus, lang: str, key: str, heading: str, block: str) -> None:
    text = rendered(tiny, key, lang)
    after = text.split(heading + "\n", 1)[1].lstrip("\n")
    assert after.startswith(block)


def test_pages_of_the_sector_stand_under_every_title(tiny: Corpus) -> None:
    for name in ("index", "process", "benchmarks", "measures", "cases"):
        text = rendered(tiny, f"sectors/ice-making/{name}")
        assert text.split("\n\n", 2)[1].startswith('<nav class="hb hb-pages"')


def test_blocks_have_no_blank_line(tiny: Corpus) -> None:
    """A blank line would end the HTML block, and Markdown would read the rest."""
    for page in tiny.pages.values():
        text = Renderer(tiny).render(page)
        for match in re.finditer(r"^<(nav|section|div|table|article|dl|ul|ol)\b[^\n]*\bclass=\"hb", text, re.M):
            block = text[match.start() :].split("\n\n", 1)[0]
            tag = match[1]
            assert len(re.findall(rf"<{tag}\b", block)) == block.count(f"</{tag}>"), block[:200]


def test_a_title_without_id_is_the_top(write) -> None:
    assert write("# Ghi chép\n\nMột câu.\n").startswith("# Ghi chép {#top}\n")
    assert write("# Ghi chép {#my-note}\n\nMột câu.\n").startswith("# Ghi chép {#my-note}\n")


def test_checklist_items_get_a_box(write) -> None:
    text = write("# A {#a}\n\n- [ ] Nhìn van.\n    - [ ] Nhìn phớt.\n\nChữ [ ] thường, `- [ ]` mã.\n")
    assert '- <span class="hb-tick"></span> Nhìn van.\n    - <span class="hb-tick"></span> Nhìn phớt.' in text
    assert "Chữ [ ] thường, `- [ ]` mã." in text


# -- terms


def test_explicit_terms_share_one_definition(write) -> None:
    text = write("# A {#a}\n\nXả [nước bẩn đi](term:wastewater), rồi [nước thải](term:wastewater).\n")
    assert text.count('popovertarget="def-wastewater"') == 2
    assert text.count('id="def-wastewater"') == 1
    assert '<button class="hb-term" type="button" popovertarget="def-wastewater">nước bẩn đi</button>' in text
    assert '<a href="../glossary/#wastewater">' in text
    assert '<span class="hb-sub" lang="en">wastewater</span>' in text


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("Đo nước thải, rồi ghi.", '<span class="hb-keep"><button…>nước thải</button>,</span> rồi'),
        ("Dòng bẩn (nước thải) ra cống.", '<span class="hb-keep">(<button…>nước thải</button>)</span> ra'),
        ("Đo [nước bẩn](term:wastewater).", 'Đo <span class="hb-keep"><button…>nước bẩn</button>.</span>'),
        ("Đo nước thải mỗi ca.", "Đo <button…>nước thải</button> mỗi"),
    ],
)
def test_punctuation_stays_with_the_word(write, body: str, kept: str) -> None:
    """The browser may break a line on either side of a button: a comma must not begin the next one."""
    text = re.sub(r"<button[^>]*>", "<button…>", write(f"# A {{#a}}\n\n{body}\n"))
    assert kept in text


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("Công ty Nước thải Việt Nam đo mỗi ca.", 0),
        ("Công ty Nước thải Việt Nam. Nước thải đo mỗi ca.", 1),
        ("**Đo gì.** Nước thải ra cống.", 1),
        ("(Nước thải ra cống.)", 1),
    ],
)
def test_a_proper_name_is_no_use_of_the_term(write, body: str, count: int) -> None:
    assert write(f"# A {{#a}}\n\n{body}\n").count("hb-term") == count


def test_the_first_plain_use_is_linked(write) -> None:
    text = write("# A {#a}\n\nGiảm nước thải. Đo nước thải.\n")
    assert text.count("hb-term") == 1
    assert text.index("hb-term") < text.index("Đo nước thải")


def test_a_plain_use_after_an_explicit_one_stays_plain(write) -> None:
    assert write("# A {#a}\n\nGiảm [nước thải](term:wastewater). Đo nước thải.\n").count("hb-term") == 1


@pytest.mark.parametrize(
    "body",
    [
        "## Nước thải {#b}\n",
        "[nước thải](https://example.org/)\n",
        "`nước thải`\n",
        "| a | b |\n|---|---|\n| nước thải | 1 |\n",
        "```\nnước thải\n```\n",
        "<!-- nước thải -->\n",
        '!!! example "Ví dụ: nước thải"\n\n    Chữ.\n',
        "1. **Nước thải.** Chữ.\n",
    ],
)
def test_terms_are_left_alone(write, body: str) -> None:
    assert "hb-term" not in write(f"# A {{#a}}\n\n{body}")


def test_a_term_that_does_not_exist_is_left_as_written(write) -> None:
    assert "[x](term:nothing)" in write("# A {#a}\n\n[x](term:nothing)\n")


# -- sources


def test_sources_are_numbered_in_reading_order(site: Path) -> None:
    file = site / "docs" / "vi" / f"{MEASURES}.md"
    text = file.read_text(encoding="utf-8")
    (site / "docs" / "_data" / "sources.yml").write_text(
        'first: {title: "Một <b>", publisher: "A & B", year: null, lang: vi, grade: weak}\n'
        "second: {title: Two, publisher: C, year: 2001, lang: en, grade: primary, url: 'https://example.org/2'}\n",
        encoding="utf-8",
    )
    text = text.replace("## Làm đông", "Chữ[^first].\n\n## Làm đông")
    text = text.replace("giữ lạnh cho bể.", "giữ lạnh[^second][^first].")
    file.write_text(text, encoding="utf-8", newline="\n")
    result = rendered(load(site), MEASURES)
    assert re.findall(r'href="#ref-([a-z0-9-]+)"', result)[:2] == ["first", "sample-survey-2020"]
    assert re.findall(r'<li id="ref-([a-z0-9-]+)">(\d+)\.', result) == [
        ("first", "1"),
        ("sample-survey-2020", "2"),
        ("second", "3"),
    ]
    assert result.count("hb-sources") == 1
    assert "\ue000" not in result
    assert "[^" not in result
    assert "A &amp; B, không ghi năm, nguồn yếu: <cite>Một &lt;b&gt;</cite> (bản gốc chưa có" in result
    second = '<span lang="en">C</span>, 2001, nguồn gốc, tiếng Anh: <a href="https://example.org/2" lang="en">Two</a>'
    assert second in result


def test_a_page_without_sources_has_no_list(write) -> None:
    assert "hb-sources" not in write("# A {#a}\n\nMột câu.\n")


def test_marks_in_code_are_code(write) -> None:
    assert "`[^x]`" in write("# A {#a}\n\nViết `[^x]`.\n")


def test_an_unknown_source_is_named(write) -> None:
    assert "không có nguồn mang mã nothing" in write("# A {#a}\n\nChữ[^nothing].\n")


# -- listings


def test_glossary_entries_carry_their_ids(tiny: Corpus) -> None:
    text, english = rendered(tiny, "glossary/index"), rendered(tiny, "glossary/index", "en")
    assert re.findall(r'<h4 id="([a-z-]+)">', text) == ["wastewater", "cleaner-production"]
    assert re.findall(r'<h4 id="([a-z-]+)">', english) == ["cleaner-production", "wastewater"]
    assert '<span class="hb-avoid">nước bẩn</span>: không nói rõ là nước đã qua sử dụng.' in text
    assert 'data-k="nuoc thai wastewater xa ban dirty water"' in text


def test_glossary_defines_a_concept_in_both_languages(tiny: Corpus) -> None:
    half = tiny.facts.terms["wastewater"].half
    for lang in ("vi", "en"):
        text = unescape(rendered(tiny, "glossary/index", lang))
        entry = text[text.index('id="wastewater"') :].split("</article>")[0]
        assert all(half(each).definition in entry and half(each).preferred in entry for each in ("vi", "en"))


def test_every_source_is_listed_once(tiny: Corpus) -> None:
    ids = re.findall(r'<li id="src-([a-z0-9-]+)"', rendered(tiny, "sources/index"))
    assert sorted(ids) == sorted(tiny.facts.sources)


def test_navigation_follows_the_corpus(tiny: Corpus) -> None:
    tabs = navigation(tiny, "vi")
    assert [next(iter(tab)) for tab in tabs] == ["Trang chủ", "Ngành", "Tra cứu"]
    assert tabs[2]["Tra cứu"] == [{"Thuật ngữ": "glossary/index.md"}, {"Nguồn": "sources/index.md"}]
    sectors = tabs[1]["Ngành"]
    assert sectors[0] == "sectors/index.md"
    ice = sectors[1]["Thực phẩm và đồ uống"][0]["Sản xuất nước đá"]
    assert ice[0] == "sectors/ice-making/index.md"
    assert [next(iter(entry)) for entry in ice[1:]] == [
        "Quy trình và tổn thất",
        "Mức chuẩn và tự đánh giá",
        "Giải pháp",
        "Điển hình",
    ]


def test_a_page_of_no_tab_is_still_reachable(site: Path) -> None:
    (site / "docs" / "vi" / "extra.md").write_text("---\ntitle: Thêm\n---\n# Thêm {#extra}\n", encoding="utf-8")
    assert navigation(load(site), "vi")[-1] == {"Thêm": "extra.md"}


def test_pages_below_a_tab_follow_the_links_of_its_page(site: Path) -> None:
    policy = site / "docs" / "vi" / "policy"
    policy.mkdir()
    for name in ("laws", "finance", "circular", "who"):
        text = f"---\ntitle: Trang {name}\n---\n# Trang {name} {{#top}}\n"
        (policy / f"{name}.md").write_text(text, encoding="utf-8")
    links = "[quy định](laws.md#top), [ai làm gì](who.md), lại [quy định](laws.md), [chưa có](none.md)"
    text = f"---\ntitle: Chính sách\n---\n# Chính sách {{#top}}\n\n{links}\n"
    (policy / "index.md").write_text(text, encoding="utf-8")
    tab = next(tab for tab in navigation(load(site), "vi") if "Chính sách và hỗ trợ" in tab)
    files = [next(iter(entry.values())) for entry in tab["Chính sách và hỗ trợ"][1:]]
    assert files == [f"policy/{name}.md" for name in ("laws", "who", "circular", "finance")]


def test_vietnamese_order() -> None:
    words = ["bể", "đá", "bạ", "băng", "da", "bà", "ba", "bả", "ăn", "bê", "ao", "bã", "bá", "ba lan"]
    ordered = ["ao", "ăn", "ba", "ba lan", "bà", "bả", "bã", "bá", "bạ", "băng", "bê", "bể", "da", "đá"]
    assert sorted(words, key=lambda word: sort_key(word, "vi")) == ordered


def test_letters() -> None:
    letters = {word: initial(word, "vi") for word in ("Đun hoa", "ống", "ướt", "áp suất", "ăn mòn", "5S")}
    assert "".join(letters.values()) == "ĐÔƯAĂ0–9"
    assert initial("éclair", "en") == "E"
    assert [letter_id(letter) for letter in ("Đ", "A", "0–9")] == ["letter-dd", "letter-a", "letter-0"]


def test_filter_keys_are_plain() -> None:
    assert filter_key("Nước thải", None, "nước <b>", "Đ") == "nuoc thai &lt;b&gt; d"


# -- broken facts


def test_broken_facts_leave_a_note_only_when_asked(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Context) -> str:
        raise LookupError("facts that the checks have reported")

    monkeypatch.setattr(overview, "sector_pages", broken)
    corpus = load(site)
    page = page_of(corpus, "vi", "sectors/ice-making/process")
    with pytest.raises(LookupError):
        Renderer(corpus).render(page)
    assert "hb-note" in Renderer(corpus, lenient=True).render(page)
