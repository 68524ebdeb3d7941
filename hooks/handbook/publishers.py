"""Names of those who published the sources: one spelling each, and what English pages call them."""

from __future__ import annotations

from .facts import Facts
from .languages import fits, has_vietnamese_letters
from .models import SourceRecord

BETWEEN = "; "
"""Stands between the bodies that published a source together."""


def bodies(publisher: str) -> list[str]:
    """Who is named in the `publisher` of a source, in order."""
    return publisher.split(BETWEEN)


def english_name(facts: Facts, body: str) -> str | None:
    """English name of a body: from `publishers.yml`, or of the institution or fund so called; None if nobody gives it.

    What has a record of its own need not be named twice.
    """
    known = facts.publishers.get(body)
    if known is not None and known.en:
        return known.en
    records = (*facts.institutions.values(), *facts.finance.values())
    return next((record.name.en for record in records if record.name.vi == body), None)


def publisher_name(facts: Facts, publisher: str, lang: str) -> str:
    """`publisher` of a source as pages in `lang` have it; a body without an English name keeps its own."""
    if lang == "vi":
        return publisher
    return BETWEEN.join(english_name(facts, body) or body for body in bodies(publisher))


def name_language(facts: Facts, body: str, record: SourceRecord, lang: str) -> str:
    """Language of a body's name as a page in `lang` has it; empty where it is that of the page, or none.

    A name that is listed has a form for each page. Any other is taken to be in the language of the document's title,
    unless its letters say Vietnamese.
    """
    if english_name(facts, body):
        return ""
    own = "vi" if has_vietnamese_letters(body) else record.title_lang or record.lang
    if own == lang or not fits(body, own) or (own == "vi" and not has_vietnamese_letters(body)):
        return ""  # `Soha`, `HEPZA`, Latin letters at a document in Chinese: read as the page is
    return own
