"""The language of a short text is told from its letters: titles, publishers, glosses."""

from __future__ import annotations

import pytest

from handbook.languages import fits, has_vietnamese_letters, is_english, is_syllable, is_vietnamese


@pytest.mark.parametrize(
    ("text", "vietnamese"),
    [
        ("Sở Công Thương", True),
        ("CPI, hợp phần Sản xuất sạch hơn trong công nghiệp", True),
        ("đến năm 2020", True),
        ("Tết", True),
        ("a plant in Sơn La", False),
        ("Trọng Nguyên tea", False),
        ("Decision 889/QĐ-TTg", False),
        ("R. Löwe", False),
        ("Dong Nai", False),
        ("an in to", False),
        ("2020", False),
        ("", False),
    ],
)
def test_vietnamese_is_all_of_a_text_or_none_of_it(text: str, vietnamese: bool) -> None:
    assert is_vietnamese(text) is vietnamese


def test_decomposed_letters_are_the_same_letters() -> None:
    assert is_vietnamese("Sơ\u0309 Công Thương")
    assert has_vietnamese_letters("nươ\u0301c")


@pytest.mark.parametrize("word", ["nghiệp", "quy", "chuẩn", "giờ", "Thuỷ", "thủy", "khuyến", "đường", "ương", "uống"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["process", "frame", "boiler", "steam", "Wärme", "zinc"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("text", "english"),
    [("jar test", True), ("stenter", True), ("CIP", False), ("Sprinkman", False), ("nước thải", False), ("an", False)],
)
def test_english_needs_a_common_word(text: str, english: bool) -> None:
    assert is_english(text) is english


@pytest.mark.parametrize(
    ("title", "lang", "fitting"),
    [
        ("Tiết kiệm nước trong nhà máy", "vi", True),
        ("Tiết kiệm nước trong nhà máy", "en", False),
        ("Tiết kiệm nước trong nhà máy", "pt", False),
        ("First brick plant launched in Quảng Trị", "en", True),
        ("Decree 06/2022/NĐ-CP", "en", True),
        ("Biogás con aroma a café en Centroamérica", "es", True),
        ("Process of recycling paper", "vi", False),
        ("TCVN ISO 50001:2019", "vi", True),
        ("COD, BOD là gì?", "vi", True),
        ("Flushing and rinsing", "zh", False),
        ("电镀行业清洁生产", "zh", True),
        ("排水基準を改正", "ja", True),
        ("Използване на енергия", "bg", True),
        ("Energy use", "bg", False),
    ],
)
def test_titles_fit_their_language(title: str, lang: str, fitting: bool) -> None:
    assert fits(title, lang) is fitting
