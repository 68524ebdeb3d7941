"""Where each word stands, written so that it compresses well."""

from __future__ import annotations

from collections import defaultdict

from .entries import Entry
from .words import words

LIMIT = 170_000
"""Characters `places` may have (about 85 kB in brotli): beyond it the places of the commonest words are left out."""

_STEP = 90
_FIRST, _ESCAPED = ord("#"), ord("\\")


def postings(entries: list[Entry]) -> tuple[list[str], list[str]]:
    """(words in code point order, places of each): the numbers of the entries whose text has a word the names have not.

    Places are the distances from one entry to the next, one character each: `#` is 1, `$` is 2, ...; `~` adds 90. No
    places mean that the word is so common that it says little: it may stand anywhere.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        named = {word for name in (entry.title, *entry.names) for word in words(name)}
        for word in sorted(set(words(entry.text)) - named):
            if len(word) > 1 and "." not in word:
                found[word].append(number)
    places = {word: _distances(numbers) for word, numbers in found.items()}
    size = sum(map(len, places.values()))
    for word in sorted(places, key=lambda w: (-len(found[w]), w)):
        if size <= LIMIT and len(found[word]) <= len(entries) / 2:
            break
        size -= len(places[word])
        places[word] = ""
    ordered = sorted(places)
    return ordered, [places[word] for word in ordered]


def _distances(numbers: list[int]) -> str:
    parts, before = [], -1
    for number in numbers:
        steps, rest = divmod(number - before - 1, _STEP)
        code = _FIRST + rest
        parts.append("~" * steps + chr(code + (code >= _ESCAPED)))
        before = number
    return "".join(parts)
