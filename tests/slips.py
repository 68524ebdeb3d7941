"""Slips of the finger in a query, always the same for the same words."""

from __future__ import annotations

from handbook.text import fold


def without_accents(typed: str) -> str | None:
    """The query as typed without a Vietnamese keyboard; None if it has no accents."""
    plain = fold(typed)
    return plain if plain != typed else None


def swapped(typed: str) -> str | None:
    """The query with two letters inside its longest word swapped; None if no word has four letters."""
    words = fold(typed).split()
    longest = max((word for word in words if word.isalpha()), key=len, default="")
    middle = len(longest) // 2
    if len(longest) < 4 or longest[middle - 1] == longest[middle]:
        return None
    slip = longest[: middle - 1] + longest[middle] + longest[middle - 1] + longest[middle + 1 :]
    return " ".join(slip if word == longest else word for word in words)


def joined(typed: str) -> str | None:
    """The query with its first two words run together; None if it has only one or numbers among them."""
    words = fold(typed).split()
    if len(words) < 2 or not (words[0] + words[1]).isalpha():
        return None
    return " ".join([words[0] + words[1], *words[2:]])
