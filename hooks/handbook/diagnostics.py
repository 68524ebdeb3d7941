"""What a check finds, and the registry of checks. A diagnostic holds no text: `messages.toml` has it, per language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from .text import Span

if TYPE_CHECKING:
    from .corpus import Corpus


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Fix:
    """Replace the text of `span` by `text`. `safe`: the meaning cannot change, so a tool may do it unasked."""

    span: Span
    text: str
    safe: bool = False


@dataclass(frozen=True)
class Diagnostic:
    """`code` names the message; `args` fill its placeholders; `lang` is the language of the page or data it is
    about.
    """

    code: str
    span: Span
    args: dict[str, Any] = field(default_factory=dict)
    fix: Fix | None = None
    related: tuple[Span, ...] = ()

    @property
    def lang(self) -> str:
        return "en" if "docs/en/" in f"/{self.span.path}" else "vi"

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        return (self.span.path, *self.span.source.position(self.span.start), self.code)


Check = Callable[["Corpus"], Iterable[Diagnostic]]
_CHECKS: dict[str, tuple[Check, tuple[str, ...]]] = {}


def check(*codes: str) -> Callable[[Check], Check]:
    """Register a check: a generator over the corpus that yields diagnostics of these `codes` only."""

    def register(function: Check) -> Check:
        name = f"{function.__module__}.{function.__qualname__}"
        _CHECKS[name] = (function, codes)
        return function

    return register


def registered_codes() -> set[str]:
    """Every code some registered check may yield."""
    return {code for _, codes in _CHECKS.values() for code in codes}


def run(corpus: Corpus, families: Iterable[str] | None = None) -> list[Diagnostic]:
    """Run all registered checks (or those with a code in `families`, by first letter), sorted by place."""
    wanted = None if families is None else set(families)
    found: list[Diagnostic] = []
    for function, codes in _CHECKS.values():
        if wanted is None or any(code[0] in wanted for code in codes):
            found.extend(_only(function, codes, corpus))
    return sorted(found, key=lambda diagnostic: diagnostic.sort_key)


def _only(function: Check, codes: tuple[str, ...], corpus: Corpus) -> Iterator[Diagnostic]:
    for diagnostic in function(corpus):
        if diagnostic.code not in codes:
            raise AssertionError(f"{function.__qualname__} yielded {diagnostic.code} but registers {codes}")
        yield diagnostic
