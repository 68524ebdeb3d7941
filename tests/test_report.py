"""What editors, GitHub and programs are given; and the command line around it."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook import __main__ as command
from handbook import checks, report
from handbook.diagnostics import Diagnostic, Fix
from handbook.text import Source

VI = Source("docs/vi/a.md", "# Tiêu đề\n\nXem [giải pháp](mesures.md) của xưởng.\n")
EN = Source("docs/en/a.md", "See it.\n")
DATA = Source("docs/_data/sectors/a.yml", "id: b\n")


def finding(text: str = "mesures.md", code: str = "L01", fix: str | None = "measures.md") -> Diagnostic:
    start = VI.text.index(text)
    span = VI.span(start, start + len(text))
    return Diagnostic(code, span, {"target": text, "code": "T02"}, Fix(span, fix) if fix is not None else None)


WARNING = Diagnostic("P13", EN.span(0, 3), {"kind": "crlf"})


def test_terminal_shows_place_line_caret_and_fix() -> None:
    text = report.terminal([finding()])
    assert text == (
        "docs/vi/a.md:3:17: error L01 [page-not-found] Không tìm thấy trang `mesures.md`.\n"
        "    3 | Xem [giải pháp](mesures.md) của xưởng.\n"
        "      |                 ^^^^^^^^^^\n"
        "      = sửa: thay `mesures.md` bằng `measures.md`\n"
        "\n"
        "1 lỗi trong 1 tệp. Giải thích một mã: python3 scripts/dev.py explain L01\n"
    )


def test_terminal_gives_the_hint_without_a_fix_and_related_places() -> None:
    diagnostic = Diagnostic("L01", EN.span(0, 3), {"target": "x.md"}, related=(VI.span(11),))
    lines = report.terminal([diagnostic]).splitlines()
    assert lines[3].startswith("      = how to mend: Write the path")
    assert lines[4] == "      = see: docs/vi/a.md:3"


def test_language_of_the_page_or_the_one_asked_for() -> None:
    assert "Windows line ends" in report.terminal([WARNING])
    assert "kiểu Windows" in report.terminal([WARNING], "vi")
    assert "Mã" not in report.terminal([finding()], "en")
    assert Diagnostic("D16", DATA.span(0)).lang == "vi"


def test_color_only_when_asked_for() -> None:
    assert "\033[" not in report.terminal([finding()])
    assert "\033[31m" in report.terminal([finding()], color=True)


def test_nothing_found() -> None:
    assert report.terminal([]) == "Không có lỗi nào.\n"
    assert not report.has_errors([WARNING])
    assert report.has_errors([WARNING, finding()])


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_caret_stands_under_the_word_whatever_the_letters(form: str) -> None:
    """Columns of a terminal: marks take none, wide characters two, tabs stay tabs."""
    line = unicodedata.normalize(form, "\tnước 水 đây: ") + "sai"
    source = Source("docs/vi/a.md", line)
    text, padding, width = report.excerpt(line, source.span(len(line) - 3, len(line)))
    assert text == line
    assert padding == "\t" + " " * report.columns("nước 水 đây: ")
    assert (report.columns("nước 水 đây: "), width) == (14 - 1 + 1, 3) or width == 3


def test_width_of_text() -> None:
    assert report.columns("nước") == report.columns(unicodedata.normalize("NFD", "nước")) == 4
    assert report.columns("水") == 2


@given(st.text(alphabet="aớ水 \u0301", max_size=400), st.integers(0, 400), st.integers(0, 50))
def test_excerpt_of_a_long_line_holds_the_finding(line: str, start: int, length: int) -> None:
    source = Source("docs/vi/a.md", line)
    start = min(start, len(line))
    text, padding, width = report.excerpt(line, source.span(start, min(len(line), start + length)))
    assert len(text) <= report.WIDTH + 2
    assert width >= 1
    assert report.columns(padding) <= report.columns(text)


def test_github_escapes_and_orders_by_weight() -> None:
    lines = report.github([WARNING, finding()]).splitlines()
    assert lines[0].startswith("::error file=docs/vi/a.md,line=3,col=17,title=L01 page-not-found::Không tìm thấy")
    assert "%0A" in lines[0]
    assert lines[1].startswith("::warning file=docs/en/a.md,line=1,col=1,title=P13 line-ends::")


def test_github_annotates_ten_and_counts_the_rest() -> None:
    lines = report.github([finding() for _ in range(13)]).splitlines()
    assert sum(line.startswith("::error") for line in lines) == 10
    assert "Và 3 mục nữa" in lines[10]


def test_summary_is_one_table_with_every_finding() -> None:
    odd = Diagnostic("L01", VI.span(0, 1), {"target": "a|b<c>"})
    text = report.summary([finding(), odd, WARNING])
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    assert len(rows) == 3
    assert all(row.replace("\\|", "").count("|") == 4 for row in rows)
    assert "<c>" not in text


def test_json() -> None:
    (item,) = json.loads(report.as_json([finding()]))
    assert (item["code"], item["slug"], item["severity"]) == ("L01", "page-not-found", "error")
    assert (item["path"], item["line"], item["column"], item["end_column"]) == ("docs/vi/a.md", 3, 17, 27)
    assert item["fix"] == {
        "path": "docs/vi/a.md",
        "line": 3,
        "column": 17,
        "end_line": 3,
        "end_column": 27,
        "text": "measures.md",
        "safe": False,
    }


# -- command line --------------------------------------------------------------------------------------------


def break_a_link(site: Path) -> None:
    page = site / "docs/vi/index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("glossary/index.md", "glosary/index.md"), encoding="utf-8")


def test_check_exits_by_errors(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["check", "--root", str(site)]) == 0
    assert capsys.readouterr().out == "Không có lỗi nào.\n"
    break_a_link(site)
    assert command.main(["check", "--root", str(site)]) == 1
    assert "docs/vi/index.md:8:" in capsys.readouterr().out


def test_check_can_be_limited_to_families(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    break_a_link(site)
    assert command.main(["check", "--root", str(site), "--family", "T,n"]) == 0
    assert command.main(["check", "--root", str(site), "--family", "l", "--format", "json"]) == 1
    assert [item["code"] for item in json.loads(capsys.readouterr().out.split("\n", 1)[1])] == ["L01"]


def test_github_format_writes_the_step_summary(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    break_a_link(site)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    assert command.main(["check", "--root", str(site), "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::error file=docs/vi/index.md")
    assert "L01" in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_wrong_commands(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["chek"]) == 2
    assert "explain" in capsys.readouterr().err
    assert command.main([]) == 2
    assert command.main(["help"]) == 0
    assert command.main(["explain", "X99"]) == 2
    assert "L01  page-not-found" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        command.main(["check", "--root", str(tmp_path / "nowhere")])


def test_explain(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    assert command.main(["explain", "anchor-not-found", "--root", str(project)]) == 0
    out = capsys.readouterr().out
    assert "Liên kết đến mục không có" in out and "Link to a section that does not exist" in out


def test_our_own_mistakes_are_owned_up_to(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("oh")

    monkeypatch.setattr(command, "run_all", fail)
    assert command.main(["check", "--root", str(site)]) == 3
    err = capsys.readouterr().err
    assert "RuntimeError: oh" in err and "Traceback" not in err
    assert command.main(["check", "--root", str(site), "--debug"]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_suppressions_of_other_families_are_left_alone(site: Path) -> None:
    from handbook.corpus import load

    page = site / "docs/vi/index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n<!-- handbook: ignore T02 lý do -->\n", encoding="utf-8")
    assert [d.code for d in checks.run_all(load(site))] == ["P17"]
    assert checks.run_all(load(site), ["L", "P"]) == []
