"""Text with positions: reading bytes, masking, folding."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handbook.text import Source, fold, mask, nearest, nfc_offset, slug, tone_key

PIECES = [*"ab \n\t`~-#<>!*[](){}:.'\"\\|&%1đ", "---\n", "```", "<!--", "-->", "\n\n    "]
MARKDOWN = st.lists(st.sampled_from(PIECES), max_size=80).map("".join)


@given(st.one_of(st.text(), MARKDOWN))
@example("---\ntitle: x\n---\n```\n")
@example("<script>\n</script>")
def test_mask_keeps_length_and_line_ends(text: str) -> None:
    masked = mask(text)
    assert len(masked.text) == len(text)
    assert [i for i, c in enumerate(masked.text) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]
    assert all(m in (c, " ") for m, c in zip(masked.text, text, strict=True))


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("---\ntitle: x\n---\nafter", "title"),
        ("a\n\n```\ncode\n```\nafter", "code"),
        ("a\n\n~~~~ md\n```\ncode\n~~~~\nafter", "code"),
        ("- item\n\n    ```\n    code\n    ```\n\nafter", "code"),
        ("> ```\n> code\n> ```\n\nafter", "code"),
        ("use `code` after", "code"),
        ("use ``a ` code`` after", "code"),
        ("a <!-- code\nmore --> after", "code"),
        ("<style>code</style> after", "code"),
        ("text\n\n    code\n\nafter", "code"),
        ("<!-- code --> after", "code"),
    ],
)
def test_code_comments_and_front_matter_are_hidden(text: str, hidden: str) -> None:
    assert hidden not in mask(text).text
    assert "after" in mask(text).text


@pytest.mark.parametrize(
    "text",
    ["- item\n\n    prose", '!!! note "N"\n\n    prose', "1. item\n\n    prose", "a \\`prose` b", "`a\n\nprose` b"],
)
def test_prose_that_looks_like_code_is_kept(text: str) -> None:
    assert "prose" in mask(text).text


@pytest.mark.parametrize(
    ("text", "kind"), [("---\ntitle: x\n", "front"), ("a\n\n```\nb", "fence"), ("a <!-- b", "comment")]
)
def test_what_is_never_closed_is_named(text: str, kind: str) -> None:
    assert [name for name, _ in mask(text).unclosed] == [kind]


@given(st.binary(max_size=300))
def test_any_bytes_can_be_read(data: bytes) -> None:
    source = Source.from_bytes("a.md", data)
    assert "\r" not in source.text and "\0" not in source.text
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        assert "encoding" in source.defects
        assert source.unreadable


def test_defects_and_where_they_begin() -> None:
    source = Source.from_bytes("a.md", b"\xef\xbb\xbfm\xe1\xbb\x99t\r\nhai")
    assert (source.text, source.defects) == ("một\nhai", {"bom": 0, "crlf": 3})
    assert Source.from_bytes("a.md", "một".encode("utf-16")).defects["encoding"] == 0
    assert Source.from_bytes("a.md", b"ab\0c").defects == {"nul": 2}


@given(st.text(alphabet="ab\nđ"), st.integers(0, 60))
def test_positions_count_characters(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    line, column = Source("a.md", text).position(offset)
    before = text[:offset].split("\n")
    assert (line, column) == (len(before), len(before[-1]) + 1)
    assert Source("a.md", text).line(line) == text.split("\n")[line - 1]


def test_line_beyond_the_file_is_empty() -> None:
    assert Source("a.md", "x").line(9) == ""


def test_folding_and_tone_placement() -> None:
    assert fold("Điều kiện Đường") == "dieu kien duong"
    assert tone_key("hoà") == tone_key("hòa") == tone_key("HÒA") == tone_key(unicodedata.normalize("NFD", "hoà"))
    assert tone_key("hoa") != tone_key("hòa")
    assert tone_key("bể điều hoà") == tone_key("bể điều hòa")


@given(st.text(max_size=40))
def test_tone_key_is_stable(text: str) -> None:
    assert tone_key(text) == tone_key(unicodedata.normalize("NFD", text)) or tone_key(text) == tone_key(
        unicodedata.normalize("NFC", text)
    )


@given(st.text())
def test_nfc_offset_is_none_exactly_for_nfc(text: str) -> None:
    assert (nfc_offset(text) is None) == unicodedata.is_normalized("NFC", text)


def test_slug_and_nearest() -> None:
    assert slug("Thu hồi nhiệt (hơi) từ nồi Đun") == "thu-hoi-nhiet-hoi-tu-noi-dun"
    assert slug("—") == ""
    assert nearest("electricty", ["electricity", "heat"]) == "electricity"
    assert nearest("xyz", ["electricity", "heat"]) is None
