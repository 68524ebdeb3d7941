"""The lines of data of new records that belong to no sector; prompts stand where an editor has to write."""

from __future__ import annotations

from .draft import Refusal
from .fields import Answers
from .scaffold import prompt
from .yaml_edit import item, local, scalar, words


def instrument_lines(a: Answers) -> list[str]:
    """A legal text. Without a word on its validity it is issued, not verified: never in force by default."""
    issued = [f"issued: {a.text('issued')}"] if a.text("issued") != "null" else []
    ask = [*local("what", *prompt("ask")), f"source: {a.many('source')[0]}"]
    return item(
        [
            f"id: {a.text('id')}",
            f"number: {'null' if a.text('number') == 'null' else scalar(a.text('number'))}",
            f"kind: {a.text('kind')}",
            f"subject: {a.text('subject')}",
            f"reach: {a.text('reach')}",
            *local("name", a.text("name-vi"), a.text("name-en")),
            *local("title", *prompt("instrument")),
            *local("issuer", a.text("issuer-vi"), a.text("issuer-en")),
            *issued,
            f"status: {a.text('status') or 'unverified'}",
            "asks:",
            *(f"  {line}" for line in item(ask)),
            f"sources: {words(a.many('source'))}",
        ]
    )


def institution_lines(a: Answers) -> list[str]:
    abbr = [a.text(f"abbr-{lang}") for lang in ("vi", "en")]
    if any(abbr) and not all(abbr):
        raise Refusal(
            "Ghi cả --abbr-vi và --abbr-en (giống nhau cũng được), hoặc bỏ cả hai.",
            "Give both --abbr-vi and --abbr-en (they may be the same), or neither.",
        )
    website = a.text("website")
    lines = [
        f"kind: {a.text('kind')}",
        *local("name", a.text("name-vi"), a.text("name-en")),
        *(local("abbr", *abbr) if all(abbr) else []),
        *local("role", *prompt("role")),
        *([f"website: {scalar(website)}"] if website else []),
        f"sources: {words(a.many('source'))}",
    ]
    return [f"{a.text('id')}:", *(f"  {line}" for line in lines)]


def fund_lines(a: Answers) -> list[str]:
    """A source of money. Without a word on it, whether it is open is not known."""
    abbr, instruments = a.text("abbr"), a.many("instrument")
    term = [*local("what", *prompt("term-of-fund")), f"sources: {words(a.many('source'))}"]
    lines = [
        *local("name", a.text("name-vi"), a.text("name-en")),
        *([f"abbr: {scalar(abbr)}"] if abbr else []),
        f"status: {a.text('status') or 'unknown'}",
        *([f"instruments: {words(instruments)}"] if instruments else []),
        "terms:",
        *(f"  {line}" for line in item(term)),
    ]
    return [f"{a.text('id')}:", *(f"  {line}" for line in lines)]


def unit_lines(a: Answers) -> list[str]:
    """A unit, on one line as the registry has them."""
    also = f", also: {words(a.many('also'))}" if a.many("also") else ""
    spelled = f"vi: {scalar(a.text('vi'))}, en: {scalar(a.text('en'))}{also}"
    return [f"{scalar(a.text('id'))}: {{dimension: {a.text('dimension')}, factor: {a.text('factor')}, {spelled}}}"]
