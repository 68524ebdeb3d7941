"""Which language a short text is written in, told from its letters: names, titles and glosses, not whole pages."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W\d_]+")

_TONES = "\u0300\u0301\u0303\u0309\u0323"
# Letters of Vietnamese alone: no other language of the sources has đ, ơ, ư, a hook, a dot below (on these vowels), a
# tone on â, ê, ô, ă, or a tilde on e, i, u, y. Accents shared with French, Spanish or Portuguese say nothing.
_ONLY_VIETNAMESE = re.compile("[đơưăảạẩẫậấầẳẵặắằẻẽẹểễệếềỉĩịỏọổỗộốồởỡợớờủũụửữựứừỷỹỵ]")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|ch|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"(?:uyê|oai|oay|oeo|uây|uyu|ươi|ươu|uôi|iêu|yêu|iê|yê|uô|ươ|oa|oă|oe|oo|uâ|uê|uy|ia|ya|ua|ưa"
    r"|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)
_SCRIPTS = {
    "zh": "CJK", "ja": "CJK HIRAGANA KATAKANA", "ko": "HANGUL", "ru": "CYRILLIC", "bg": "CYRILLIC", "uk": "CYRILLIC",
    "th": "THAI", "hi": "DEVANAGARI", "ar": "ARABIC", "fa": "ARABIC", "he": "HEBREW", "el": "GREEK", "km": "KHMER",
    "lo": "LAO",
}  # fmt: skip


def words(text: str) -> list[str]:
    """The words of `text`: runs of letters."""
    return WORD.findall(unicodedata.normalize("NFC", text))


def has_vietnamese_letters(text: str) -> bool:
    """Whether some letter of `text` is used in Vietnamese only."""
    return bool(_ONLY_VIETNAMESE.search(unicodedata.normalize("NFC", text).lower()))


def is_syllable(word: str) -> bool:
    """Whether `word` could be one syllable of Vietnamese; short English words such as `an` can be, too."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if c not in _TONES)
    return bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", plain)))


def is_vietnamese(text: str) -> bool:
    """Whether all of `text` is Vietnamese: syllables and abbreviations only, with Vietnamese marks on some of them.

    A name inside a text of another language does not make it Vietnamese: `a plant in Sơn La` is not.
    """
    if text.isascii():
        return False
    found = words(text)
    marked = sum(_has_mark(word) for word in found)
    return 3 * marked >= len(found) > 0 and all(
        is_syllable(word) or (word.isupper() and len(word) > 1) for word in found
    )


def is_english(text: str) -> bool:
    """Whether `text` has no Vietnamese mark and a common word that is no syllable of Vietnamese: `jar test`.

    Words taken into Vietnamese, such as `crom`, look the same: say so of a text only when English uses it as well.
    """
    found = words(text) if text.isascii() else []
    return any(w.islower() and len(w) > 2 and not is_syllable(w) for w in found)


def fits(title: str, lang: str) -> bool:
    """Whether a title can be in the language `lang`, as far as its letters tell; short titles always can.

    Told apart: Vietnamese from the rest, and languages that are not written with Latin letters.
    """
    found = words(title)
    if lang in _SCRIPTS:
        return any(unicodedata.name(c, "").startswith(tuple(_SCRIPTS[lang].split())) for word in found for c in word)
    if lang == "vi":
        return any(map(_has_mark, found)) or sum(word.islower() for word in found) < 2
    return not (has_vietnamese_letters(title) and 2 * sum(map(_has_mark, found)) > len(found) > 2)


def _has_mark(word: str) -> bool:
    return any(c in "đĐ" or unicodedata.combining(c) for c in unicodedata.normalize("NFD", word))
