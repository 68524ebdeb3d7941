"""Dictionary order: Vietnamese letters in their own order, tones after letters; English by folded letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ..text import fold

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""Huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries."""
_ASCII = {"ă": "aw", "â": "aa", "đ": "dd", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw"}
"""How each letter is typed (Telex): a readable ASCII name for it."""

Key = tuple[tuple[tuple[int, ...], int], ...]


@lru_cache(maxsize=8192)
def sort_key(text: str, lang: str) -> Key:
    """Compares syllable by syllable, letters before tone: `ba, bà, bả, bạ, băng, bê`. Digits come first."""
    words = re.split(r"\W+", unicodedata.normalize("NFC", text.casefold() if lang == "vi" else fold(text)))
    return tuple(_syllable(word) for word in words if word)


def _syllable(word: str) -> tuple[tuple[int, ...], int]:
    decomposed = unicodedata.normalize("NFD", word)
    tone = next((_TONES[c] for c in decomposed if c in _TONES), 0)
    letters = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    return tuple(_RANK[c] + 100 if c in _RANK else ord(c) % 100 for c in letters), tone


def initial(text: str, lang: str) -> str:
    """The letter a word stands under: `Đ`, `Ơ`, `C`; `0–9` for anything that is no letter."""
    first = unicodedata.normalize("NFD", text.casefold() if lang == "vi" else fold(text))
    letter = unicodedata.normalize("NFC", "".join(c for c in first if c not in _TONES))[:1]
    return letter.upper() if letter in _RANK else "0–9"


def letter_id(letter: str) -> str:
    """An ASCII id for the group of a letter: `letter-a`, `letter-dd`, `letter-0`."""
    low = letter.lower()
    return f"letter-{_ASCII.get(low, low) if low in _RANK else '0'}"
