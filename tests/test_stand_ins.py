"""The page that stands in for a half not written yet: its words, its anchors, and what readers get of it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from awaiting import OTHER, add_prose, leave_out, write
from built_site import HtmlPage, Site, run_build
from conftest import ROOT, build_site
from handbook import exports, permalinks, search
from handbook.checks import run_all
from handbook.corpus import Corpus, load
from handbook.edits.publish import publish
from handbook.render import Renderer
from handbook.render.navigation import navigation

URL = "https://sxsh.example/"
AWAITED = (
    ("en", "sectors/ice-making/measures"),
    ("en", "glossary/index"),
    ("en", "note"),
    ("vi", "sectors/ice-making/process"),
    ("vi", "other"),
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site with halves awaited in both directions."""
    folder = build_site(tmp_path_factory.mktemp("awaiting") / "site")
    for lang, key in AWAITED:
        if (folder / f"docs/{lang}/{key}.md").is_file():
            leave_out(folder, lang, key)
    add_prose(folder)
    write(folder, "docs/_data/redirects.yml", "pages:\n  old-note: note\nanchors:\n  note:\n    tiny: small\n")
    return folder


@pytest.fixture(scope="module")
def corpus(root: Path) -> Corpus:
    return load(root)


def shown(corpus: Corpus, lang: str, key: str) -> str:
    page = corpus.shown(lang, key)
    assert page is not None
    return Renderer(corpus).render(page)


def test_it_stands_where_a_half_is_awaited_and_nowhere_else(corpus: Corpus) -> None:
    assert set(corpus.stand_ins) == set(AWAITED)
    for (lang, key), page in corpus.stand_ins.items():
        assert corpus.page(lang, key) is None and corpus.shown(lang, key) is page
        assert page.original is corpus.page(OTHER[lang], key)
        assert (page.lang, page.url) == (lang, page.original.url)
        assert page not in corpus.listed(lang) and page not in corpus.pages.values()


def test_a_page_without_a_word_about_it_has_none(site: Path) -> None:
    (site / "docs/en/sectors/ice-making/measures.md").unlink()
    assert load(site).stand_ins == {}
    assert "B01" in {d.code for d in run_all(load(site))}


def test_links_and_anchors_hold_in_the_checks(corpus: Corpus) -> None:
    assert {d.code for d in run_all(corpus)} == {"B10"}
    for page in corpus.stand_ins.values():
        assert corpus.anchors(page) == corpus.anchors(page.original)
    other = corpus.page("en", "other")
    assert corpus.resolve(other, "note.md#small").page is corpus.shown("en", "note")
    assert corpus.resolve(other, "note.md#smal").suggestion == "note.md#small"
    assert corpus.resolve(other, "old-note.md#tiny").problem == "moved"


@pytest.mark.parametrize(("lang", "key"), AWAITED)
def test_it_says_so_and_leads_to_the_other_half(corpus: Corpus, lang: str, key: str) -> None:
    text = shown(corpus, lang, key)
    other = OTHER[lang]
    up = "../" * len(corpus.shown(lang, key).url.strip("/").split("/"))
    target = ("../" if lang == "en" else "") + up + ("en/" if other == "en" else "") + corpus.shown(lang, key).url
    link = re.search(r'<a href="([^"]+)" hreflang="(..)" lang="(..)" rel="alternate">([^<]+)</a>', text)
    assert link is not None
    assert link.groups() == (target, other, other, corpus.page(other, key).title)
    assert corpus.facts.label("stand-in", lang) in text


def test_names_come_from_the_data_or_from_other_pages(corpus: Corpus) -> None:
    page = corpus.shown("en", "sectors/ice-making/measures")
    assert page.title == "Ice making: measures"
    assert [(h.id, h.text) for h in page.headings[1:]] == [
        ("at-freezing", "Freezing"),
        ("tank-cover", "Cover the freezing tank"),
    ]
    text = shown(corpus, "en", "sectors/ice-making/measures")
    assert "### Cover the freezing tank {#tank-cover}" in text
    assert 'class="hb hb-strip"' in text and 'id="ref-sample-survey-2020"' in text
    assert corpus.facts.label("stand-in-facts", "en") in text
    assert corpus.shown("en", "glossary/index").title == "Glossary"
    assert '<h4 id="wastewater">' in shown(corpus, "en", "glossary/index")


def test_words_of_the_other_half_are_marked_as_its_language(corpus: Corpus) -> None:
    text = shown(corpus, "en", "note")
    assert "# Ghi chép của tổ {#note lang=vi}" in text
    assert "Phần một" not in text and "Chỗ nhỏ" not in text and "Bể nào hở" not in text
    for anchor in ("one", "small", "spot", "tiny"):
        assert f'id="{anchor}"' in text, anchor
    assert corpus.facts.label("stand-in-facts", "en") not in text
    assert corpus.shown("en", "note").meta["title_lang"] == "vi"
    assert corpus.shown("en", "glossary/index").meta["title_lang"] == "en"


def test_usual_words_of_a_section_come_from_pages_of_its_kind(site: Path) -> None:
    for lang, word in (("vi", "Sơ đồ thử"), ("en", "Trial map")):
        text = (site / f"docs/{lang}/sectors/ice-making/process.md").read_text(encoding="utf-8")
        (site / f"docs/{lang}/sectors/snow").mkdir()
        changed = re.sub(r"## [^\n]*\{#process-map\}", f"## {word} {{#process-map}}", text)
        write(site, f"docs/{lang}/sectors/snow/process.md", changed)
    leave_out(site, "en", "sectors/ice-making/process")
    page = load(site).shown("en", "sectors/ice-making/process")
    assert [h.text for h in page.headings if h.id == "process-map"] == ["Trial map"]


def test_what_closes_a_section_stays_when_the_next_heading_goes(tmp_path: Path) -> None:
    folder = build_site(tmp_path / "site", ROOT / "tests/sites/finder")
    text = (folder / "docs/vi/utilities/compressed-air.md").read_text(encoding="utf-8")
    more = "## Mất ở đâu {#losses}\n\nChữ.\n\n## Đi một vòng {#walk-round}\n\nChữ.\n\n## Measures"
    write(folder, "docs/vi/utilities/compressed-air.md", text.replace("## Measures", more))
    leave_out(folder, "en", "utilities/compressed-air")
    site = load(folder)
    page, text = site.shown("en", "utilities/compressed-air"), shown(site, "en", "utilities/compressed-air")
    assert site.generated_ids(page) == {"network"}
    assert {anchor for anchor in site.anchors(page) if not re.search(rf'(?:id="|{{#){anchor}\b', text)} == set()
    assert text.index("{#losses lang=vi}") < text.index('id="network"') < text.index('<div id="walk-round"')


def test_navigation_has_it_in_its_place(corpus: Corpus) -> None:
    assert "sectors/ice-making/measures.md" in json.dumps(navigation(corpus, "en"))
    assert "sectors/ice-making/process.md" in json.dumps(navigation(corpus, "vi"))


def test_nothing_of_it_is_published_found_or_exported(root: Path, corpus: Corpus, tmp_path: Path) -> None:
    lines = permalinks.addresses(corpus)
    assert not [line for line in lines if line.startswith(("/note/", "/other/", "/glossary/"))]
    assert {key for _, key in AWAITED} == set(publish(root, dry_run=True).one_sided)
    search.write(corpus, tmp_path)
    found = (tmp_path / "search/en.json").read_text(encoding="utf-8")
    assert "note/" not in found and "ice-making/measures" not in found and "en/other/" in found
    exports.write(corpus, tmp_path)
    rows = json.loads(next(tmp_path.rglob("measures.json")).read_text(encoding="utf-8").splitlines()[1].rstrip(","))
    assert rows["page_vi"].endswith("measures/#tank-cover") and rows["page_en"] is None


# -- built


@pytest.fixture(scope="module")
def built(root: Path, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(_build(root, project, tmp_path_factory.mktemp("built")), URL)


def _build(root: Path, project: Path, out: Path, **options: str) -> Path:
    copy = out / "project"
    shutil.copytree(root, copy)
    shutil.copyfile(project / "mkdocs.yml", copy / "mkdocs.yml")
    for name in ("hooks", "overrides"):
        shutil.copytree(project / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    result = run_build(copy, out / "site", **options)
    assert result.returncode == 0, result.stdout[-4000:]
    return out / "site"


def html_of(site: Site, lang: str, key: str) -> HtmlPage:
    folder = "" if lang == "vi" else f"{lang}/"
    return site.pages[f"{folder}{key.removesuffix('index').rstrip('/')}/index.html"]


def text_of(site: Site, page: HtmlPage) -> str:
    return (site.folder / page.path).read_text(encoding="utf-8")


@pytest.mark.site
@pytest.mark.parametrize(("lang", "key"), AWAITED)
def test_readers_get_an_honest_page(built: Site, corpus: Corpus, lang: str, key: str) -> None:
    page, written = html_of(built, lang, key), html_of(built, OTHER[lang], key)
    text = text_of(built, page)
    assert page.lang == lang and written.lang == OTHER[lang]
    assert '<meta name="robots" content="noindex">' in text
    assert "noindex" not in text_of(built, written)
    assert corpus.facts.label("stand-in", lang) in text
    links = re.findall(r'<a href="([^"]+)" hreflang="(..)" lang="(..)" rel="alternate">', text)
    found = [(built.local(page, url), *languages) for url, *languages in links]
    assert found == [((written.path, ""), OTHER[lang], OTHER[lang])]
    assert corpus.anchors(corpus.shown(lang, key)) <= set(page.ids)
    for one, there in ((page, written), (written, page)):
        switch = re.search(r'<a class="hb-language" href="([^"]+)"', text_of(built, one))
        assert switch is not None and built.local(one, switch[1]) == (there.path, "")
    assert page.alternates.keys() - {"x-default"} == written.alternates.keys() - {"x-default"} == {OTHER[lang]}


@pytest.mark.site
def test_every_link_of_the_site_leads_somewhere(built: Site) -> None:
    assert built.dead_links() == []
    assert {path: page.unbalanced for path, page in built.pages.items() if page.unbalanced} == {}
    for page in built.pages.values():
        assert len(page.ids) == len(set(page.ids)), page.path
    moved = built.pages["en/old-note/index.html"]
    assert built.local(moved, next(t.value for t in moved.targets if t.tag == "a")) == ("en/note/index.html", "")


@pytest.mark.site
def test_search_engines_and_search_pass_it_over(built: Site, corpus: Corpus) -> None:
    tree = ElementTree.parse(built.folder / "sitemap.xml")
    listed = {node.text for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    named = {node.get("href") for node in tree.iter("{http://www.w3.org/1999/xhtml}link")}
    for lang, key in AWAITED:
        page, written = html_of(built, lang, key), html_of(built, OTHER[lang], key)
        assert built.address(page.path) not in listed | named
        assert built.address(written.path) in listed
        for file in (built.folder / "search").rglob("*.json"):
            assert f'"{page.path.removesuffix("index.html")}"' not in file.read_text(encoding="utf-8"), file


@pytest.mark.site
def test_navigation_marks_it_quietly(built: Site, corpus: Corpus) -> None:
    mark = '<small class="hb-elsewhere">'
    text = re.sub(r"\s+", " ", text_of(built, built.pages["en/sectors/ice-making/index.html"]))
    entry = re.search(r'<a href="measures/" class="md-nav__link">(.*?)</a>', text)
    assert entry is not None and f"Measures {mark}in Vietnamese</small>" in entry[1]
    other = re.search(r'<a href="cases/" class="md-nav__link">(.*?)</a>', text)
    assert other is not None and mark not in other[1]
    assert re.search(r'<span lang="vi"> ?Ghi chép ?</span> <small class="hb-elsewhere">in Vietnamese', text)
    assert "md-status" not in text_of(built, html_of(built, "vi", "note"))


@pytest.mark.site
def test_nobody_is_offered_to_edit_it(root: Path, project: Path, tmp_path: Path) -> None:
    site = Site(_build(root, project, tmp_path, REPO_URL="https://github.com/example/handbook"), URL)
    edits = {path for path, page in site.pages.items() for target in page.targets if target.rel == "edit"}
    assert "note/index.html" in edits and "en/note/index.html" not in edits and "other/index.html" not in edits


@pytest.mark.site
@pytest.mark.parametrize(("module", "variables"), [("properdocs", {}), ("mkdocs", {"OFFLINE": "true"})])
def test_other_ways_to_build_have_it_too(
    module: str, variables: dict[str, str], root: Path, project: Path, tmp_path: Path
) -> None:
    folder = _build(root, project, tmp_path, module=module, **variables)
    name = "en/note.html" if variables else "en/note/index.html"
    text = (folder / name).read_text(encoding="utf-8")
    assert 'content="noindex"' in text and 'hreflang="vi" lang="vi" rel="alternate"' in text
    target = re.search(r'<a href="([^"]+)" hreflang="vi" lang="vi" rel="alternate">', text)
    assert target is not None and target[1] == ("../note.html" if variables else "../../note/")
