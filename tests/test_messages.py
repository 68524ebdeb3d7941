"""Every code has words in both languages, and an explanation."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest

from handbook import messages
from handbook.checks import SUPPRESSION_CODE
from handbook.diagnostics import Diagnostic, registered_codes
from handbook.explain import explanation, plain
from handbook.text import Source

MESSAGES = messages.load()


def test_codes_and_messages_are_the_same() -> None:
    assert set(MESSAGES) == registered_codes() | {SUPPRESSION_CODE}


def test_slugs_are_unique_and_well_formed() -> None:
    slugs = [message.slug for message in MESSAGES.values()]
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in slugs)


@pytest.mark.parametrize("code", MESSAGES)
def test_message_is_complete(code: str, project: Path) -> None:
    """Title, message, hint and reason in both languages; the two languages use the same placeholders and variants."""
    message = MESSAGES[code]
    vi, en = message["vi"], message["en"]
    for text in (vi, en):
        assert text.title and text.messages and text.hint and text.why
        assert not text.title.endswith(".")
        assert all(
            part.endswith((".", "…", ")", "}", "”", ">")) for part in (*text.messages.values(), text.hint, text.why)
        ), code
    assert vi.messages.keys() == en.messages.keys()
    for name in vi.messages:
        assert _placeholders(vi.messages[name]) == _placeholders(en.messages[name])
    assert re.search(r"[à-ỹđ]", vi.title + vi.hint), "Vietnamese is written with its marks"
    shown = explanation(message, project)
    assert vi.title in shown and en.title in shown and message.slug in shown
    assert "{{" not in shown


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_an_example_from_the_cases_is_shown(project: Path) -> None:
    assert "](../brewing/measures.md#x)" in explanation(MESSAGES["L01"], project)


@pytest.mark.parametrize(
    ("name", "code"), [("L02", "L02"), ("l02", "L02"), ("anchor-not-found", "L02"), ("nothing", None)]
)
def test_find(name: str, code: str | None) -> None:
    found = messages.find(name)
    assert (found.code if found else None) == code


def test_arguments_are_shown_in_the_language() -> None:
    place = Source("docs/vi/a.md", "một\nhai").span(4)
    assert messages.show(place, "vi") == "docs/vi/a.md:2"
    assert (messages.show(Decimal("1250.5"), "vi"), messages.show(Decimal("1250.5"), "en")) == ("1.250,5", "1,250.5")
    assert messages.show({"vi": "có", "en": "yes"}, "en") == "yes"
    assert messages.show([str(n) for n in range(14)], "vi").endswith("11, …")


def test_a_missing_argument_does_not_stop_the_report() -> None:
    rendered = messages.render(Diagnostic("L01", Source("docs/en/a.md", "x").span(0)))
    assert rendered.text == "There is no page `…`."


def test_language_follows_the_page() -> None:
    texts = {
        messages.render(Diagnostic("P12", Source(path, "x").span(0))).text for path in ("docs/en/a.md", "docs/vi/a.md")
    }
    assert texts == {MESSAGES["P12"]["vi"].messages["other"], MESSAGES["P12"]["en"].messages["other"]}


def test_plain() -> None:
    assert plain("xem {{#id}} và {target}") == "xem {#id} và …"
