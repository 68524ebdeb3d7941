"""How text is cut into words to search by. `words.js` does the same in the browser; both are tested on one table."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ..text import fold

_WORD = re.compile(r"(?:[^\W_]|(?<=[0-9])[.,](?=[0-9]))+")
"""Letters and digits; a comma or dot only inside a number."""

_Y = re.compile(r"(?<=^[bcdghklmnprstvx])y$|(?<=^[cghknpt]h)y$")
"""A syllable of consonants and y is also written with i: kỹ thuật, kĩ thuật."""
_PLURAL = (
    (re.compile(r"(?<=[a-z]{2})ies$"), "y"),
    (re.compile(r"(?<=ss|sh|ch)es$"), ""),
    (re.compile(r"(?<=[a-z]{2}[^siu])s$"), ""),
)
_SPELLING = (
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|er|ing|ation)$)"), "iz"),
    (re.compile(r"lys(?=(?:e|ed|er|ing)$)"), "lyz"),
    (re.compile(r"(?<=[a-z]{2})our(?=(?:ed|ing|less|ful|ant)?$)"), "or"),
    (re.compile(r"(?<=el)l(?=(?:ed|ing|er)$)"), ""),
    (re.compile(r"(?<=fib|lit|met|ent)re$"), "er"),
    (re.compile(r"^sulph"), "sulf"),
    (re.compile(r"^alumini"), "alumin"),
    (re.compile(r"^mould"), "mold"),
    (re.compile(r"^grey"), "gray"),
    (re.compile(r"^licence"), "license"),
    (re.compile(r"(?<=^program)me$|(?<=^catalog)ue$"), ""),
)
"""British to American spelling. It only has to map both ways of writing a word to one key, not to be right English."""


def words(text: str) -> list[str]:
    """The keys of the words of `text`, in order."""
    return [key(word) for word in _WORD.findall(unicodedata.normalize("NFC", text))]


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """The key of a word: no marks, capitals or plural, kỹ as ki; CO₂ as co2, 2,5 as 2.5, 08 as 8."""
    plain = fold(unicodedata.normalize("NFKC", word)).replace(",", ".")
    if plain.isdigit():
        return plain.lstrip("0") or "0"
    plain = _Y.sub("i", plain)
    for pattern, other in _PLURAL:
        shorter = pattern.sub(other, plain)
        if shorter != plain:
            plain = shorter
            break
    if len(plain) > 4 or plain == "grey":
        for pattern, other in _SPELLING:
            plain = pattern.sub(other, plain)
    return plain
