"""Between MkDocs (or ProperDocs) and the handbook: its events in, calls of the `handbook` package out.

The i18n plugin builds the site once per language, so every event comes once per language too; one `_Build` holds what
all languages of a build share. Nothing else is remembered.
"""

from __future__ import annotations

import logging
import re
import sys
from pathlib import Path
from urllib.parse import urlencode, urljoin

from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import write_file

_HOOKS = str(Path(__file__).resolve().parent)
if _HOOKS not in sys.path:  # MkDocs takes the folder off the path again once this file is loaded
    sys.path.append(_HOOKS)

from handbook import DEFAULT_LANGUAGE, LANGUAGES, exports, messages, offline, panel, search  # noqa: E402
from handbook.checks import run_all  # noqa: E402
from handbook.corpus import load  # noqa: E402
from handbook.diagnostics import Diagnostic, Severity  # noqa: E402
from handbook.edition import edition_of  # noqa: E402
from handbook.pages import Page, page_url  # noqa: E402
from handbook.render import Renderer, edition_words  # noqa: E402
from handbook.render.moved import redirect_pages  # noqa: E402
from handbook.render.navigation import navigation  # noqa: E402

log = logging.getLogger("mkdocs.plugins.handbook")
# The i18n plugin tells at length what it sets for each language, the whole navigation included.
logging.getLogger("mkdocs.plugins.mkdocs_static_i18n").setLevel(logging.WARNING)

_NOT_FOUND = "404.html"
_THEME_ALTERNATE = re.compile(r'\s*<link rel="alternate" href="[^"]*" hreflang="[^"]*">')
"""The theme's links to other languages: relative, and its script fetches a sitemap, which is not there, below each."""

_UNUSED = re.compile(
    r'<meta name="generator"[^>]*>|<link rel="(?:prev|next)"[^>]*>|<script>var target=[^<]*"__tabbed_"[^<]*</script>'
)
"""What the theme puts on every page and nothing here needs: its name, neighbours, the script of tabs inside the
text.
"""

_PERMALINK = re.compile(r'<a class="headerlink" href="[^"]*" title=("[^"]*")(?=>)')
"""The mark beside a heading. `title` is for the mouse; the name that screen readers give it is missing."""

_TITLE_PERMALINK = re.compile(r'<a class="headerlink"[^>]*>[^<]*</a>(?=</h1>)')
"""The one beside the title: it leads to where the page begins anyway, and would be the first stop of the keyboard."""

_INDENT = re.compile(r"\n\s+")
"""Indentation of the templates, a hundredth of a page's weight; it means something inside `<pre>` only."""


class _Build:
    """One build of the whole site. `not_found` keeps the 404 page of the default language while others are built."""

    def __init__(self, root: Path, *, strict: bool) -> None:
        self.corpus = load(root)
        found = run_all(self.corpus)
        self.found_on = panel.by_page(self.corpus, found)
        errors = _report(found)
        if errors and strict:
            raise PluginError(f"{errors} lỗi, trang chưa được dựng / {errors} errors, nothing was built")
        if not self.corpus.facts.labels:
            raise PluginError("docs/_data/labels.yml: không đọc được / cannot be read")
        self.renderer = Renderer(self.corpus, lenient=bool(errors))
        self.not_found = ""


_build: _Build


def _report(diagnostics: list[Diagnostic]) -> int:
    """Log the errors as warnings (which `--strict` counts), and return how many there are."""
    errors = [found for found in diagnostics if messages.severity(found) is Severity.ERROR]
    for found in errors:
        span = found.span
        log.warning("%s:%d:%d %s %s", span.path, span.line, span.column, found.code, messages.render(found).text)
    return len(errors)


def _language(config) -> str:
    return config.plugins["i18n"].current_language or DEFAULT_LANGUAGE


def _page(page) -> Page | None:
    """The corpus's page behind a page of MkDocs."""
    return _source(page.file)


def _source(file) -> Page | None:
    lang, _, path = file.src_uri.partition("/")
    return _build.corpus.shown(lang, path.removesuffix(".md"))


def on_config(config):
    global _build
    i18n = config.plugins["i18n"]
    if not i18n.building:
        root = Path(config.config_file_path).parent
        _build = _Build(root, strict=config.strict)
        _build.corpus.site_url = config.site_url or ""
        _build.corpus.repo_url = (config.repo_url or "").rstrip("/")
        _build.corpus.edition = edition_of(root, str(config.extra.get("edition") or ""))
        _build.corpus.offline = bool(config.extra.get("offline"))
    if _build.corpus.offline:
        config.use_directory_urls = False
        config.extra_javascript = []  # main.html loads the plain script, before the theme's own
    for language in i18n.config.languages:
        language.nav = navigation(_build.corpus, language.locale)
    if not config.repo_url:
        config.edit_uri = None
    config.mdx_configs["toc"]["permalink_title"] = _build.corpus.facts.label("permalink", _language(config))
    return config


def _announce_stand_ins(files, config):
    """Before the i18n plugin sorts the files by language: those of awaited halves, as if they were there."""
    for page in _build.corpus.stand_ins.values():
        path = page.path.removeprefix("docs/")
        files.append(File(path, config.docs_dir, config.site_dir, config.use_directory_urls))
    return files


@event_priority(-150)
def _complete_files(files, config):
    """After it, which has made each file anew: stand-ins get their text. Retired pages stand in no navigation, and
    MkDocs must not miss them there.
    """
    for file in files:
        source = _source(file)
        if source is not None and source.retired:
            file.inclusion = InclusionLevel.NOT_IN_NAV
        if source is not None and source.original is not None:
            file.generated_by = "handbook"  # so that nobody is offered to edit it
            file.content_string = source.source.text
    return files


on_files = CombinedEvent(_announce_stand_ins, _complete_files)


def on_page_markdown(markdown, page, config, files):
    source = _page(page)
    if source is None:
        return markdown
    if source.kind in ("home", "finder", "case-library"):  # one list over the whole width
        page.meta["hide"] = ["navigation", "toc"]
    if _build.corpus.offline and config.site_url:
        page.canonical_url = _absolute(config, source.lang, source.key)  # where it is published, not the file
    text = _build.renderer.render(source)
    if config.extra.get("preview"):
        box = panel.panel(source, _build.found_on.get(source.path, ()))
        return f"{box}\n\n{text}" if box else text
    return text


def on_env(env, config, files):
    """What templates may say: `label("key")` for a text of the site, `exists("cases/index")` for a page of it,
    `place("data/index", "cite-page")` for the address of a place on one, from the root of the site and empty when there
    is none, `alternates(page)` for a page's address in each language, `edition` for the state of the handbook.
    """
    lang, facts = _language(config), _build.corpus.facts
    env.trim_blocks = env.lstrip_blocks = True  # lines that hold only template tags leave nothing behind
    env.globals["label"] = lambda key, in_lang=lang, **args: facts.label(key, in_lang, **args)
    env.globals["language_of_page"] = lang
    env.globals["exists"] = lambda key: _build.corpus.shown(lang, key) is not None
    env.globals["place"] = lambda key, anchor: _place(lang, key, anchor)
    env.globals["edition"] = edition_words(_build.corpus, lang)
    env.globals["default_language"] = DEFAULT_LANGUAGE
    env.globals["alternates"] = lambda page: _alternates(_page(page), config) if page else []
    env.globals["report_address"] = lambda page: _report_address(_page(page), config)
    env.globals["sitemap"] = lambda: [
        (_absolute(config, source.lang, source.key), _alternates(source, config))
        for language in LANGUAGES
        for source in _build.corpus.listed(language)
    ]
    return env


def _place(lang: str, key: str, anchor: str) -> str:
    page = _build.corpus.shown(lang, key)
    if page is None or anchor not in _build.corpus.anchors(page):
        return ""
    folder = "" if lang == DEFAULT_LANGUAGE else f"{lang}/"
    return f"{folder}{_build.corpus.address(page)}#{anchor}"


def _alternates(source: Page | None, config) -> list[tuple[str, str]]:
    """(language, absolute address) of every language a page is written in."""
    if source is None:
        return []
    return [(lang, _absolute(config, lang, source.key)) for lang in LANGUAGES if _build.corpus.page(lang, source.key)]


def _report_address(source: Page | None, config) -> str:
    """The form for reporting an error, with page and language filled in; empty while the project has no home."""
    if source is None or not config.repo_url:
        return ""
    fields = {"template": "page-error.yml", "page": source.key, "lang": source.lang}
    return f"{config.repo_url.rstrip('/')}/issues/new?{urlencode(fields)}"


def _absolute(config, lang: str, key: str) -> str:
    folder = "" if lang == DEFAULT_LANGUAGE else f"{lang}/"
    return urljoin(config.site_url, folder + page_url(key))


def on_post_page(output, page, config):
    output = _UNUSED.sub("", _THEME_ALTERNATE.sub("", output))
    output = _PERMALINK.sub(r"\g<0> aria-label=\1", _TITLE_PERMALINK.sub("", output))
    return output if "<pre" in output else _INDENT.sub("\n", output)


def on_post_template(output_content, template_name, config):
    """Every language writes the same 404.html: give each its own, and leave the default language's at the root."""
    if template_name != _NOT_FOUND:
        return output_content
    output_content = _THEME_ALTERNATE.sub("", output_content)
    lang = _language(config)
    if lang == DEFAULT_LANGUAGE:
        _build.not_found = output_content
    else:
        write_file(output_content.encode("utf-8"), str(Path(config.site_dir, lang, _NOT_FOUND)))
    return _build.not_found


@event_priority(-150)
def on_post_build(config):
    """After the last language: the compressed sitemap goes, because it carries the time of the build; the theme's
    search index gives way to the handbook's own.
    """
    if not config.plugins["i18n"].building:
        Path(config.site_dir, "sitemap.xml.gz").unlink(missing_ok=True)
        search.write(_build.corpus, Path(config.site_dir))
        exports.write(_build.corpus, Path(config.site_dir, exports.FOLDER))
        _write_redirects(Path(config.site_dir))
        if _build.corpus.offline:
            offline.write(_build.corpus, Path(config.site_dir))


def _write_redirects(site_dir: Path) -> None:
    """The pages at old addresses; one that a page of the site already stands at is left alone."""
    for path, html in redirect_pages(_build.corpus):
        file = site_dir / path
        if not file.exists():
            write_file(html.encode("utf-8"), str(file))
