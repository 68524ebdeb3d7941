"""`handbook new translation`: the missing half of a page, laid out after the one that exists."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from awaiting import OTHER, PROSE, add_prose, leave_out, write
from conftest import BASE
from handbook.__main__ import main
from handbook.checks import run_all
from handbook.corpus import Corpus, load
from handbook.diagnostics import Severity
from handbook.edits.mirror import Mirror
from handbook.messages import render, severity
from handbook.pages import read_page
from handbook.text import Source

PROMPT = re.compile(r"(?:VIẾT|WRITE):[^\n\"*{\[\]|]*")
PAGES = sorted(file.relative_to(BASE / "docs/vi").with_suffix("").as_posix() for file in BASE.glob("docs/vi/**/*.md"))

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(site: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `handbook new translation` on the tiny site: (exit code, stdout, stderr)."""

    def command(*arguments: str) -> tuple[int, str, str]:
        code = main(["new", "--root", str(site), "translation", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def found(root: Path) -> list[tuple[str, str, object]]:
    return [(d.span.path, d.code, d.args) for d in run_all(load(root)) if severity(d) is not Severity.INFO]


def filled(text: str, lang: str, number: Iterator[int] | None = None) -> str:
    """The text with every prompt replaced, each by other words."""
    number = number or count()
    words = {"vi": "Lời biên tập viên viết thay cho dòng mẫu", "en": "Words an editor wrote instead of a prompt"}[lang]

    def write_words(match: re.Match[str]) -> str:
        n = next(number)
        letters = "".join(chr(97 + n // 26**place % 26) for place in range(3))
        return f"{words} {letters}" + (" " if match.group().endswith(" ") else "")

    return PROMPT.sub(write_words, text)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("key", PAGES)
def test_prompts_are_all_that_is_left_to_do(key: str, lang: str, run: Run, site: Path) -> None:
    """Take a half away, lay it out anew, fill it in: clean, and built like the half that was there."""
    old = read_page(Source("", leave_out(site, lang, key)), lang, key)
    kept = site / f"docs/{OTHER[lang]}/{key}.md"
    code, out, err = run(key)
    assert (code, err) == (0, "")
    path = f"docs/{lang}/{key}.md"
    assert "status" not in kept.read_text(encoding="utf-8")
    assert kept.read_text(encoding="utf-8") == (BASE / f"docs/{OTHER[lang]}/{key}.md").read_text(encoding="utf-8")
    assert {(where, code) for where, code, _ in found(site)} == {(path, "P19")}
    listed = re.findall(rf"^  {path}:\d+  (?:VIẾT|WRITE):", out, re.M)
    assert len(listed) == len(found(site))
    text = (site / path).read_text(encoding="utf-8")
    write(site, path, filled(text, lang))
    assert found(site) == []
    new = load(site).page(lang, key)
    assert [(h.level, h.id) for h in new.headings] == [(h.level, h.id) for h in old.headings]
    assert new.meta.keys() == old.meta.keys()
    assert [link.target for link in new.links if link.kind != "term"] == [
        link.target for link in load(site).page(OTHER[lang], key).links if link.kind != "term"
    ]


def test_parts_that_both_halves_must_have_are_there_already(run: Run, site: Path) -> None:
    add_prose(site)
    words = PROSE["docs/vi/note.md"] + (
        "\n1. Đo [nước thải](term:wastewater) trong 3 ngày: 1.250,5 kWh/t, 30–50%[^sample-survey-2020].\n"
        "2. [x] Xong.\n\n| Việc | Số |\n|---|--:|\n| Đậy bể | 1.250 |\n\n"
        '!!! note "Nhớ 5 kg"\n\n    Chữ thụt vào.\n\n```sh\nls -l  # giữ nguyên\n```\n\n'
        "<!-- handbook: ignore N02 chỉ cho bản này -->\n\n![Sơ đồ](assets/plan.txt)\n"
    )
    write(site, "docs/vi/note.md", words)
    assert run("docs/en/note.md", "--title-en", "Notes")[0] == 0
    text = (site / "docs/en/note.md").read_text(encoding="utf-8")
    assert text.startswith("---\ntitle: Notes\ndescription:") and "\n# Notes {#note}\n" in text
    assert "\n## WRITE: “Phần một…” {#one}\n" in text
    assert "**8%** [^sample-survey-2020]" in text and '<span id="spot"></span>WRITE: ' in text
    assert "[WRITE: “giải pháp…”](sectors/ice-making/measures.md#tank-cover)" in text
    assert re.search(r"^1\. WRITE: “Đo nước thải trong…” \[wastewater\]\(term:wastewater\) \*\*1,250\.5", text, re.M)
    assert "**30–50%** [^sample-survey-2020]" in text and "\n2. [x] WRITE: “Xong…”" in text
    assert "\n|---|--:|\n" in text and "| 1,250 |" in text and "| WRITE: “Đậy bể…” |" in text
    assert '\n!!! note "WRITE: “Nhớ…” **5 kg**"\n\n    WRITE: “Chữ thụt vào…”\n' in text
    assert "\nls -l  # giữ nguyên\n" in text and "handbook: ignore" not in text
    assert "![WRITE: “Sơ đồ…”](assets/plan.txt)" in text


def test_parts_of_a_measure_have_their_labels_in_the_other_language(run: Run, site: Path) -> None:
    leave_out(site, "en", "sectors/ice-making/measures")
    run("sectors/ice-making/measures")
    text = (site / "docs/en/sectors/ice-making/measures.md").read_text(encoding="utf-8")
    for word in load(site).facts.index("measure-part").values():
        assert f"**{word.en}**" in text and word.vi not in text
    assert "### Cover the freezing tank {#tank-cover}" in text


@pytest.mark.parametrize("name", ["docs/vi/note.md", "docs\\en\\note.md", "/en/note/", "note"])
def test_the_page_may_be_named_by_either_half(name: str, run: Run, site: Path) -> None:
    add_prose(site)
    code, out, _ = run(name)
    assert code == 0 and "docs/en/note.md  (mới / new)" in out
    assert "dòng status" in out and out.index("dòng status") < out.index("The status line")
    assert "stamp note" in out


def test_a_page_that_was_not_declared_as_awaited(run: Run, site: Path) -> None:
    (site / "docs/vi/sectors/ice-making/cases.md").unlink()
    code, out, _ = run("sectors/ice-making/cases")
    assert code == 0 and "status" not in out
    assert {code for _, code, _ in found(site)} == {"P19"}


def test_both_halves_of_a_page_of_prose(run: Run, site: Path) -> None:
    code, out, _ = run("sources/how-to-cite", "--title-vi", "Trích dẫn", "--title-en", "How to cite")
    assert code == 0 and "sources/index.md" in out
    assert {code for _, code, _ in found(site)} == {"P19"}
    for lang, title in (("vi", "Trích dẫn"), ("en", "How to cite")):
        path = f"docs/{lang}/sources/how-to-cite.md"
        text = (site / path).read_text(encoding="utf-8")
        assert f"# {title} {{#how-to-cite}}" in text
        write(site, path, filled(text, lang))
    assert found(site) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("index",), "has both halves"),
        (("sectors/snow/measures",), "new sector"),
        (("train/x",), "glossary, sources"),
        (("Trang mới",), "training/first-audit"),
        ((), "PAGE"),
    ],
)
def test_what_cannot_be_is_refused(arguments: tuple[str, ...], words: str, run: Run, site: Path) -> None:
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    code, _, err = run(*arguments)
    assert code == 2 and words in err
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_it_asks_and_offers_what_is_missing(
    run: Run, site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    add_prose(site)

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal("index\nother\n\n\n"))
    code, out, _ = run()
    assert code == 0
    assert re.search(r"^  note +chưa có bản tiếng Anh / no English$", out, re.M)
    assert re.search(r"^  other +chưa có bản tiếng Việt / no Vietnamese$", out, re.M)
    assert "đã có đủ hai bản" in out and "docs/vi/other.md  (mới / new)" in out


def test_the_checks_name_the_command(run: Run, site: Path) -> None:
    add_prose(site)
    (site / "docs/en/glossary/index.md").unlink()
    hints = {d.code: render(d, lang).hint for d in run_all(load(site)) for lang in ("vi", "en")}
    assert "new translation docs/en/glossary/index.md" in hints["B01"]
    assert re.search(r"new translation docs/(?:en/note|vi/other)\.md", hints["B10"])


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page_of_the_handbook_can_be_laid_out(lang: str, project: Path) -> None:
    """On a ninth of the real pages: a half laid out and filled in brings no error in."""
    corpus = load(project)
    keys = [k for (at, k), page in corpus.pages.items() if at == lang and corpus.counterpart(page)][::9]
    before = {(d.span.path, d.code) for d in run_all(corpus)}
    pages, number = dict(corpus.pages), count()
    for key in keys:
        rest = {at: page for at, page in corpus.pages.items() if at != (lang, key)}
        text = Mirror(Corpus(project, corpus.facts, rest, corpus.assets), corpus.page(OTHER[lang], key)).text()
        pages[lang, key] = read_page(Source(f"docs/{lang}/{key}.md", filled(text, lang, number)), lang, key)
    after = run_all(Corpus(project, corpus.facts, pages, corpus.assets))
    wrong = [(d.span.path, d.span.line, d.code, d.args) for d in after if severity(d) is Severity.ERROR]
    assert [finding for finding in wrong if (finding[0], finding[2]) not in before] == []
