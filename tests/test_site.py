"""The real site, really built: what the checks believe is what readers get."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from built_site import HtmlPage, Site, run_build
from conftest import BASE, build_site, damage
from handbook import permalinks
from handbook.corpus import Corpus, load
from handbook.pages import Page
from handbook.render.moved import redirect_pages
from handbook.terms import TermIndex
from moving import move_about

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("site")]

URL = "https://sxsh.example/"
FINDING = re.compile(r"WARNING +- +docs/\S+:\d+:\d+ [A-Z]\d\d \S")
OWN_IDS = re.compile(r"(?:def|ref|letter|group|sources|fields|calc|code)-|top\Z|__")
"""Ids the build makes for itself: no link in the content may rely on them."""


@pytest.fixture(scope="session")
def built(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    out = tmp_path_factory.mktemp("built") / "site"
    result = run_build(project, out)
    assert result.returncode == 0, result.stdout[-4000:]
    return Site(out, URL)


@pytest.fixture(scope="session")
def corpus(project: Path) -> Corpus:
    return load(project)


def html_of(site: Site, page: Page) -> HtmlPage:
    folder = "" if page.lang == "vi" else f"{page.lang}/"
    return site.pages[f"{folder}{page.url}index.html"]


def page_of(site: Site, corpus: Corpus, path: str) -> Page:
    return next(page for page in corpus.pages.values() if html_of(site, page).path == path)


# -- the site itself


def test_every_page_is_built(built: Site, corpus: Corpus) -> None:
    expected = {html_of(built, page).path for page in (*corpus.pages.values(), *corpus.stand_ins.values())}
    expected |= {path for path, _ in redirect_pages(corpus)}
    assert set(built.pages) == expected | {"404.html", "en/404.html"}


def test_no_link_points_nowhere(built: Site) -> None:
    assert built.dead_links() == []


def test_every_page_leads_to_how_it_is_cited(built: Site) -> None:
    """But no page that only leads on, and not the one that says that nothing is here."""
    for path, page in built.pages.items():
        html = (built.folder / path).read_text(encoding="utf-8")
        links = {built.local(page, t.value) for t in page.targets if t.value.endswith("#cite-page") and not t.article}
        folder = "en/" if page.lang == "en" else ""
        expected = {(f"{folder}data/index.html", "cite-page")} if "hb-edition" in html and "404" not in path else set()
        assert links == expected, path


def test_ids_are_unique(built: Site) -> None:
    doubled = {path: [i for i in page.ids if page.ids.count(i) > 1] for path, page in built.pages.items()}
    assert {path: ids for path, ids in doubled.items() if ids} == {}


def test_tags_are_balanced(built: Site) -> None:
    assert {path: page.unbalanced for path, page in built.pages.items() if page.unbalanced} == {}


def test_nothing_comes_from_another_host(built: Site) -> None:
    assert built.foreign_resources() == []


def test_only_what_is_meant_is_published(built: Site) -> None:
    private = re.compile(r"_data|LICENSE|\.(?:yml|md|gz)\Z")
    assert [path for path in built.files if private.search(path)] == []


def test_languages_are_declared(built: Site, corpus: Corpus) -> None:
    for page in corpus.pages.values():
        html = html_of(built, page)
        assert html.lang == page.lang
        addresses = {"vi": f"{URL}{page.url}", "en": f"{URL}en/{page.url}"}
        written = {lang: url for lang, url in addresses.items() if corpus.page(lang, page.key)}
        assert html.alternates == written | ({"x-default": written["vi"]} if "vi" in written else {}), html.path
        assert ' lang=""' not in (built.folder / html.path).read_text(encoding="utf-8"), html.path


def test_the_language_switch_leads_to_the_same_page(built: Site, corpus: Corpus) -> None:
    for page in corpus.pages.values():
        other = corpus.counterpart(page)
        if other is None:
            continue
        html = html_of(built, page)
        text = (built.folder / html.path).read_text(encoding="utf-8")
        link = re.search(r'<a class="hb-language" href="([^"]+)" hreflang="(..)" lang="(..)">', text)
        assert link is not None
        assert built.local(html, link[1]) == (html_of(built, other).path, "")
        assert link[2] == link[3] == other.lang


def test_missing_pages_speak_both_languages(built: Site) -> None:
    for path, first, second in (("404.html", "vi", "en"), ("en/404.html", "en", "vi")):
        text = (built.folder / path).read_text(encoding="utf-8")
        parts = re.findall(r'<section lang="(..)" class="hb-missing">\s*<(h[12])', text)
        assert parts == [(first, "h1"), (second, "h2")]
        assert built.pages[path].lang == first
        assert '<meta name="robots" content="noindex">' in text
        skip = re.search(r'<a href="#([^"]+)" class="md-skip">', text)
        assert skip is not None and skip[1] in built.pages[path].article_ids
        switch = re.search(r'<a class="hb-language" href="([^"]+)" hreflang="(..)"', text)
        assert switch is not None and switch[2] == second
        assert built.local(built.pages[path], switch[1]) == ("en/index.html" if second == "en" else "index.html", "")


def test_sitemap_lists_every_page(built: Site, corpus: Corpus) -> None:
    tree = ElementTree.parse(built.folder / "sitemap.xml")
    found = [node.text for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert sorted(found) == sorted(built.address(html_of(built, page).path) for page in listed(corpus))


def listed(corpus: Corpus) -> list[Page]:
    return [page for lang in ("vi", "en") for page in corpus.listed(lang)]


def test_home_page_of_each_language(built: Site) -> None:
    assert "<title>Cẩm nang sản xuất sạch hơn</title>" in (built.folder / "index.html").read_text(encoding="utf-8")
    assert "<title>Cleaner Production Handbook</title>" in (built.folder / "en/index.html").read_text(encoding="utf-8")


# -- the model against the engine, both ways


def test_every_anchor_the_checks_believe_in_exists(built: Site, corpus: Corpus) -> None:
    for page in corpus.pages.values():
        ids = set(html_of(built, page).ids)
        assert (corpus.anchors(page) | corpus.aliases(page).keys()) - ids == set(), page.path


def test_every_address_to_be_published_exists(built: Site, corpus: Corpus) -> None:
    """The ledger's own reckoning, and every line of the ledger there is, in both languages."""
    lines = {*permalinks.addresses(corpus), *permalinks.read_ledger(corpus.root).lines}
    assert len(lines) > 1000
    assert missing_addresses(built, lines) == []


def missing_addresses(site: Site, lines: Iterable[str]) -> list[str]:
    """Addresses that a reader of the built site would not find. A page that sends on keeps what follows `#`."""
    missing = []
    for line in lines:
        url, anchor = permalinks.split(line)
        for folder in ("", "en/"):
            page = site.pages.get(f"{folder}{url}index.html")
            if page is not None and (sent_on := [t for t in page.targets if t.tag == "a"]) and not page.article_ids:
                page = site.pages.get((site.local(page, sent_on[0].value) or ("", ""))[0])
            if page is None or (anchor and anchor not in page.ids):
                missing.append(folder + line)
    return missing


def test_every_anchor_in_a_page_was_seen(built: Site, corpus: Corpus) -> None:
    for page in corpus.pages.values():
        ids = {i for i in html_of(built, page).article_ids if not OWN_IDS.match(i)}
        assert ids <= corpus.anchors(page) | corpus.aliases(page).keys(), page.path


def test_links_are_those_the_checks_saw(built: Site, corpus: Corpus) -> None:
    """Links and images of the Markdown itself, outside what the build inserts, as (file, fragment) or address."""
    for page in corpus.pages.values():
        html = html_of(built, page)
        targets = [t for t in html.targets if t.article and not t.block and t.rel != "edit"]
        found = {built.local(html, t.value) or t.value for t in targets}
        seen = {_expected(built, corpus, page, link.target) for link in page.links if link.kind != "term"}
        assert found == seen, page.path


def _expected(site: Site, corpus: Corpus, page: Page, target: str) -> tuple[str, str] | str:
    resolution = corpus.resolve(page, target)
    assert resolution.problem is None, (page.path, target)
    if resolution.external:
        return target
    if resolution.page is None:
        found = site.local(html_of(site, page), target)
        assert found is not None
        return found
    return html_of(site, resolution.page).path, resolution.anchor or ""


def test_notes_are_those_the_checks_saw(built: Site, corpus: Corpus) -> None:
    for page in corpus.pages.values():
        html = html_of(built, page)
        listed = {i.removeprefix("ref-") for i in html.article_ids if i.startswith("ref-")}
        marked = {t.value.removeprefix("#ref-") for t in html.targets if t.value.startswith("#ref-")}
        assert listed == marked
        assert {note.id for note in page.structure.notes} <= listed, page.path


def test_terms_are_those_the_checks_saw(built: Site, corpus: Corpus) -> None:
    index = TermIndex(corpus)
    for page in corpus.pages.values():
        html = html_of(built, page)
        explicit = [link.target for link in page.links if link.kind == "term"]
        used = {use.term_id for use in index.uses(page)}
        assert set(explicit) <= set(html.terms) <= used, page.path
        assert all(html.terms.count(term) >= explicit.count(term) for term in explicit)


def test_no_unfinished_mark_is_left(built: Site) -> None:
    for path in built.pages:
        text = re.sub(r"<code>.*?</code>", "", (built.folder / path).read_text(encoding="utf-8"), flags=re.S)
        if "/contribute/checks/" in f"/{path}":
            text = re.sub(r'<p class="hb-sub">.*?</p>', "", text, flags=re.S)  # how to mend shows the marks themselves
        assert not re.search("[\ue000-\uf8ff]|\\[\\^|\\]\\(term:|\\{#", text), path


def test_search_index_does_not_repeat_blocks(built: Site) -> None:
    """Definitions, source lists and fact strips stand elsewhere: none of their text may be found on every page."""
    entries = json.loads((built.folder / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    assert not [e["location"] for e in entries if "Nguồn của trang này" in e["text"] or "Xem mục từ" in e["text"]]


# -- other ways to build


def test_another_build_gives_the_same_bytes(project: Path, built: Site, tmp_path: Path) -> None:
    """With the other engine, ProperDocs, and another seed for all that Python orders by chance; only the pages for what
    is missing name the engine.
    """
    result = run_build(project, tmp_path / "again", module="properdocs", PYTHONHASHSEED="1")
    assert result.returncode == 0, result.stdout[-4000:]
    again = Site(tmp_path / "again", URL)
    assert again.files == built.files
    engine = re.compile(rb'<meta name="generator" content="[^"]*">')

    def written(site: Site, path: str) -> bytes:
        content = (site.folder / path).read_bytes()
        return engine.sub(b"", content) if "404" in path else content

    assert [path for path in built.files if written(built, path) != written(again, path)] == []


def project_at(root: Path, project: Path) -> Path:
    """Make the folder `root`, which has docs/, a project that can be built."""
    shutil.copyfile(project / "mkdocs.yml", root / "mkdocs.yml")
    for name in ("hooks", "overrides"):
        shutil.copytree(project / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    return root


REPOSITORY = "https://github.com/example/handbook"


@pytest.fixture(scope="session")
def extended(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real site with the files of one sector more, published below a path, with a repository behind it."""
    root = tmp_path_factory.mktemp("extended") / "project"
    shutil.copytree(project / "docs", root / "docs")
    for lang in ("vi", "en"):
        pages = f"docs/{lang}/sectors/ice-making"
        shutil.copytree(BASE / pages, root / pages)
    data = (BASE / "docs/_data/sectors/ice-making.yml").read_text(encoding="utf-8")
    data = re.sub(r"^laws:\n(?:  .*\n)+", "", data, flags=re.M)
    (root / "docs/_data/sectors/ice-making.yml").write_text(data, encoding="utf-8", newline="\n")
    for lang in ("vi", "en"):
        overview = root / "docs" / lang / "sectors" / "ice-making" / "index.md"
        text = re.sub(r"^## [^\n]*\{#laws\}\n(?:(?!## ).*\n?)*", "", overview.read_text(encoding="utf-8"), flags=re.M)
        overview.write_text(text, encoding="utf-8", newline="\n")
    url, out = "https://x.example/sub/", root.parent / "site"
    result = run_build(project_at(root, project), out, SITE_URL=url, REPO_URL=REPOSITORY)
    assert result.returncode == 0, result.stdout[-4000:]
    return Site(out, url)


def test_site_works_below_a_path(extended: Site) -> None:
    assert extended.dead_links() == []
    assert extended.pages["en/about/index.html"].alternates["vi"] == f"{extended.url}about/"
    assert f"<loc>{extended.url}en/about/</loc>" in (extended.folder / "sitemap.xml").read_text(encoding="utf-8")


def test_edit_links_need_a_repository(built: Site, extended: Site) -> None:
    assert not [t for page in built.pages.values() for t in page.targets if t.rel == "edit"]
    assert not [t for page in built.pages.values() for t in page.targets if "issues/new" in t.value]
    targets = extended.pages["en/about/index.html"].targets
    assert [t.value for t in targets if t.rel == "edit"] == [f"{REPOSITORY}/edit/main/docs/en/about.md"]
    assert f"{REPOSITORY}/issues/new?template=page-error.yml&page=about&lang=en" in [t.value for t in targets]
    assert extended.foreign_resources() == []


def test_another_sector_is_only_files(extended: Site) -> None:
    for path, name in (("sectors/index.html", "Sản xuất nước đá"), ("en/sectors/index.html", "Ice making")):
        text = (extended.folder / path).read_text(encoding="utf-8")
        assert re.search(rf'<li data-k="[^"]*\b3530\b[^"]*"><a href="ice-making/">{name}</a>', text)
    measures = extended.pages["sectors/ice-making/measures/index.html"]
    navigation = {extended.local(measures, t.value) for t in measures.targets if not t.article}
    assert ("sectors/ice-making/cases/index.html", "") in navigation


@pytest.fixture
def small(project: Path, tmp_path: Path) -> Path:
    """The tiny site as a project of its own."""
    return project_at(build_site(tmp_path / "small"), project)


@pytest.fixture
def moved(small: Path) -> Path:
    """The tiny site after it was published and much of it has moved, or retired."""
    move_about(small)
    return small


@pytest.mark.parametrize("url", [URL, "https://x.example/sub/"])
def test_everything_published_still_answers(moved: Path, tmp_path: Path, url: str) -> None:
    for lang in ("vi", "en"):  # a link by an old address is only a warning: the engine must not stumble over it
        file = moved / f"docs/{lang}/three.md"
        file.write_text(file.read_text(encoding="utf-8") + "\n[1](one.md#first-one)\n", encoding="utf-8")
    result = run_build(moved, tmp_path / "out", SITE_URL=url)
    assert result.returncode == 0, result.stdout[-4000:]
    site, corpus = Site(tmp_path / "out", url), load(moved)
    assert site.dead_links() == []
    assert {"/one/", "/one/#first-one", "/two/#first-two"} <= permalinks.read_ledger(moved).lines.keys()
    assert missing_addresses(site, permalinks.read_ledger(moved).lines) == []
    assert missing_addresses(site, permalinks.addresses(corpus)) == []
    for lang, folder in (("vi", ""), ("en", "en/")):
        page = site.pages[f"{folder}one/index.html"]
        assert page.lang == lang
        links = {target.value for target in page.targets if target.tag == "link" and target.rel == "canonical"}
        assert links == {f"{url}{folder}guides/deep/one/"}
        html = (site.folder / page.path).read_text(encoding="utf-8")
        assert 'content="0; url=../guides/deep/one/"' in html
    sitemap = (site.folder / "sitemap.xml").read_text(encoding="utf-8")
    assert f"{url}guides/deep/one/" in sitemap and f"{url}en/three/" in sitemap
    assert f"{url}one/" not in sitemap and f"{url}two/" not in sitemap and f"{url}en/two/" not in sitemap
    noindex = [p for p in site.pages if 'content="noindex"' in (site.folder / p).read_text(encoding="utf-8")]
    assert [p for p in noindex if not p.endswith("404.html")] == [
        f"{folder}{name}/index.html" for folder in ("en/", "") for name in ("one", "two")
    ]
    assert "first-two" in site.pages["two/index.html"].ids
    others = [page for path, page in site.pages.items() if "two/" not in path]
    assert not [t for page in others for t in page.targets if "two/index.html" in (site.local(page, t.value) or ())]


def test_old_addresses_without_a_server(moved: Path, tmp_path: Path) -> None:
    result = run_build(moved, tmp_path / "out", OFFLINE="1")
    assert result.returncode == 0, result.stdout[-4000:]
    for folder, up in (("", ""), ("en/", "../")):
        html = (tmp_path / "out" / f"{folder}one.html").read_text(encoding="utf-8")
        assert f'<script src="{up}assets/javascripts/moved.js" data-to="guides/deep/one.html"></script>' in html
    assert (tmp_path / "out/assets/javascripts/moved.js").is_file()


def test_a_redirect_never_overwrites_a_page(small: Path, tmp_path: Path) -> None:
    (small / "docs/_data/redirects.yml").write_text("pages: {glossary/index: sources/index}\n", encoding="utf-8")
    assert "A04" in run_build(small, tmp_path / "strict").stdout
    assert run_build(small, tmp_path / "out", strict=False).returncode == 0
    assert 'id="all-terms"' in (tmp_path / "out/glossary/index.html").read_text(encoding="utf-8")


def test_every_page_says_which_edition_it_belongs_to(small: Path, tmp_path: Path) -> None:
    day = "1756684800"
    for name, variables in (("plain", {}), ("edition", {"EDITION": "1.4.0", "SOURCE_DATE_EPOCH": day})):
        assert run_build(small, tmp_path / name, **variables).returncode == 0
    words = {
        "plain": {"vi": "Bản đang làm", "en": "Working copy"},
        "edition": {"vi": "Ấn bản 1.4.0, ngày 01/09/2025", "en": "Edition 1.4.0 of 1 September 2025"},
    }
    for name, said in words.items():
        for path, page in Site(tmp_path / name, URL).pages.items():
            html = (tmp_path / name / path).read_text(encoding="utf-8")
            assert f'<div class="hb-edition">{said[page.lang]}.' in html, path
            printed = html.partition('<footer class="hb hb-foot">')[2].partition("</footer>")[0]
            assert "404.html" in path or said[page.lang] in printed, path


def test_the_tiny_site_builds(small: Path, tmp_path: Path) -> None:
    result = run_build(small, tmp_path / "out")
    assert result.returncode == 0, result.stdout[-4000:]
    assert Site(tmp_path / "out", URL).dead_links() == []


MEASURES = "docs/vi/sectors/ice-making/measures.md"
SECTOR = "docs/_data/sectors/ice-making.yml"
BREAKAGES = {
    "yaml error": (SECTOR, "id: ice-making", "id: [ice-making"),
    "front matter": (MEASURES, "title:", "title: a: b:"),
    "duplicate id": (MEASURES, "{#tank-cover}", "{#at-freezing}"),
    "unknown term": (MEASURES, "Nắp gỗ hai lớp giữ lạnh", "Nắp [gỗ](term:wood) giữ lạnh"),
    "unknown source": (MEASURES, "giữ lạnh cho bể.", "giữ lạnh cho bể[^nobody]."),
    "other language": (MEASURES, "Nắp gỗ", "[Nắp](../../../en/sectors/ice-making/measures.md) gỗ"),
    "page not there": (MEASURES, "Nắp gỗ", "[Nắp](nothing.md) gỗ"),
}


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_broken_site_fails_on_its_line(small: Path, tmp_path: Path, name: str) -> None:
    path, old, new = BREAKAGES[name]
    text = (small / path).read_text(encoding="utf-8")
    assert old in text
    (small / path).write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    _assert_fails(small, tmp_path / "out")


@pytest.mark.parametrize(
    ("path", "how"),
    [
        *((MEASURES, how) for how in ("nfd", "utf-16", "truncated", "empty", "delete")),
        *((SECTOR, how) for how in ("nfd", "utf-16", "truncated", "empty", "delete")),
        *((f"docs/_data/{name}.yml", "truncated") for name in ("labels", "vocabulary", "units", "instruments")),
    ],
)
def test_a_damaged_file_fails(small: Path, tmp_path: Path, path: str, how: str) -> None:
    damage(small / path, how)
    _assert_fails(small, tmp_path / "out")


def test_the_preview_shows_what_is_open_on_the_page(small: Path, tmp_path: Path) -> None:
    file = small / MEASURES
    text = file.read_text(encoding="utf-8").replace("Nắp gỗ", "[Nắp](nothing.md) gỗ", 1)
    file.write_text(text, encoding="utf-8", newline="\n")
    run_build(small, tmp_path / "preview", strict=False, PREVIEW="1")
    run_build(small, tmp_path / "plain", strict=False)
    page = "sectors/ice-making/measures/index.html"
    line = text[: text.index("[Nắp]")].count("\n") + 1
    shown = (tmp_path / "preview" / page).read_text(encoding="utf-8")
    assert f"<code>{MEASURES}:{line}</code> <b>L01</b>" in shown
    assert "1 điều cần xem trên trang này" in shown
    other = (tmp_path / "preview/sectors/ice-making/index.html").read_text(encoding="utf-8")
    for html in (other, (tmp_path / "plain" / page).read_text(encoding="utf-8")):
        assert "hb-findings" not in html


def test_line_ends_of_windows_change_nothing(small: Path, tmp_path: Path) -> None:
    run_build(small, tmp_path / "unix")
    for file in (small / "docs").rglob("*.md"):
        damage(file, "crlf")
    assert run_build(small, tmp_path / "windows").returncode == 0
    pages = Site(tmp_path / "unix", URL).pages
    assert len(pages) > 2
    for path in pages:
        assert (tmp_path / "unix" / path).read_bytes() == (tmp_path / "windows" / path).read_bytes()


def _assert_fails(root: Path, out: Path) -> None:
    out.mkdir()
    (out / "index.html").write_text("an earlier site", encoding="utf-8")
    result = run_build(root, out)
    assert result.returncode == 1, result.stdout[-2000:]
    assert FINDING.search(result.stdout), result.stdout[-2000:]
    assert "Traceback" not in result.stdout
    assert [file.name for file in out.iterdir()] == ["index.html"], "a failed build must not touch what was there"
