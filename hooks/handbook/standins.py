"""The page that stands in for a half which is not written yet: same address, same anchors, words from the data alone.

Its Markdown is a skeleton: a title and every heading of the written half, under the same id. What a record, a label or
other pages of the kind name in the reader's language is called so; everything else keeps its words, marked as the other
language. `render` adds the note for readers and what the data have to show, and takes the empty headings away.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from .facts import Facts
from .markdown import Heading
from .model_base import Local
from .models import Word
from .pages import RECORDS, RESERVED_IDS, Page, read_page
from .text import Source

Name = Local | Word
Words = Mapping[tuple[str, str], str]
"""(kind of page, heading id) -> what written pages of the reader's language call that heading."""


def stand_ins(facts: Facts, pages: Mapping[tuple[str, str], Page]) -> dict[tuple[str, str], Page]:
    """(lang, key) -> the page that stands in there, for every page that declares its other half as awaited."""
    awaited = [page for page in pages.values() if page.awaits and (page.awaits, page.key) not in pages]
    words = {lang: _usual_words(pages.values(), lang) for lang in {page.awaits for page in awaited}}
    return {(page.awaits, page.key): _stand_in(facts, page, page.awaits, words[page.awaits]) for page in awaited}


def _stand_in(facts: Facts, written: Page, lang: str, words: Words) -> Page:
    """The page at the address of `written` in `lang`."""
    text = skeleton(facts, written, lang, words)
    page = read_page(Source(f"docs/{lang}/{written.key}.md", text), lang, written.key)
    page.original = written
    return page


def wording(
    facts: Facts, pages: Mapping[tuple[str, str], Page], written: Page, lang: str
) -> tuple[str | None, list[str | None]]:
    """(title, headings) of `written` in `lang`, each None where neither the data nor other pages name it."""
    return _wording(facts, written, lang, _usual_words(pages.values(), lang))


def _wording(facts: Facts, written: Page, lang: str, words: Words) -> tuple[str | None, list[str | None]]:
    names = _names(facts, written)
    title = _title(facts, written, lang, names)
    said = (_words(written, heading, lang, names, words) for heading in written.headings)
    return title, [
        text or (title if heading.level == 1 else None) for heading, text in zip(written.headings, said, strict=True)
    ]


def skeleton(facts: Facts, written: Page, lang: str, words: Words) -> str:
    """Front matter (`title`, `description`, `original`: the language it is written in) and headings."""
    title, headings = _wording(facts, written, lang, words)
    front = {
        "title": title or written.title,
        "description": facts.label("stand-in-about", lang),
        "original": written.lang,
        "title_lang": lang if title else written.lang,
    }
    pairs = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items())
    blocks = ["\n".join(["---", *pairs, "---"])]
    if not written.headings:
        blocks.append(_heading(1, None, title, written.title, written.lang))
    for number, (heading, said) in enumerate(zip(written.headings, headings, strict=True)):
        blocks.append(_heading(heading.level, heading.id, said, heading.text, written.lang))
        blocks += [f'<div id="{anchor}" class="hb-anchor"></div>' for anchor in _anchors(written, number)]
    return "\n\n".join(blocks) + "\n"


def _anchors(written: Page, number: int) -> Iterator[str]:
    """Ids of other things than headings below heading `number`, those above the first one included."""
    starts = [heading.span.start for heading in written.headings]
    first = starts[number] if number else 0
    last = starts[number + 1] if number + 1 < len(starts) else len(written.source.text)
    return (anchor for anchor, span in written.structure.ids if first <= span.start < last)


def _words(written: Page, heading: Heading, lang: str, names: Mapping[str, Name], words: Words) -> str | None:
    """What a heading is called in `lang`, None where neither the data nor other pages of the kind say so."""
    if name := names.get(heading.id or ""):
        return name[lang]
    if written.topic_id is not None or heading.id in RESERVED_IDS.get(written.kind, ()):
        return words.get((written.kind, heading.id or ""))
    return None


def _heading(level: int, anchor: str | None, said: str | None, own: str, own_lang: str) -> str:
    """A heading line; its own words, with their language, where nothing is `said` instead."""
    attributes = f"#{anchor}" if anchor else "#top" if level == 1 else ""
    if said is None:
        attributes = f"{attributes} lang={own_lang}".strip()
    return f"{'#' * level} {said or own}" + (f" {{{attributes}}}" if attributes else "")


def _title(facts: Facts, written: Page, lang: str, names: Mapping[str, Name]) -> str | None:
    """The title in `lang`, None where the data have none."""
    topic = facts.topics.get(written.topic_id or "")
    if topic is not None:
        if written.kind in ("sector-index", "utility"):
            return topic.name[lang]
        label = facts.label(f"nav-{written.kind.removeprefix('sector-')}", lang)
        return f"{topic.name[lang]}: {label[:1].lower()}{label[1:]}"
    first = written.headings[0].id if written.headings else None
    if name := names.get(first or ""):
        return name[lang]
    folder, _, rest = written.key.partition("/")
    if rest in ("", "index") and f"nav-{folder}" in facts.labels:
        return facts.label(f"nav-{folder}", lang)
    return None


def _names(facts: Facts, page: Page) -> dict[str, Name]:
    """Heading id -> name of the record that stands under it on `page`, in both languages."""
    names: dict[str, Name] = {f"calculator-{key}": item.name for key, item in facts.calculators.items()}
    if topic := facts.topics.get(page.topic_id or ""):
        if page.kind in ("sector-index", "utility"):
            names[topic.id] = topic.name
        names |= {f"at-{step.id}": step.name for step in topic.steps}
        names |= {r.id: r.name for field in RECORDS.get(page.kind, ()) for r in getattr(topic, field)}
    if page.kind == "method" and facts.method:
        for step in facts.method.steps:
            names |= {record.id: record.name for record in (step, *step.tasks)}
        names |= {option.type: facts.index("measure-type")[option.type] for option in facts.method.option_classes}
    if page.kind == "programmes" and facts.policy:
        names |= {key: programme.name for key, programme in facts.policy.programmes.items()}
    return names


def _usual_words(pages: Iterable[Page], lang: str) -> Words:
    """What most written pages of a kind call a heading."""
    count: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for page in pages:
        if page.lang == lang:
            for heading in page.headings:
                if heading.id:
                    count[page.kind, heading.id][heading.text] += 1
    return {at: max(found, key=lambda text: (found[text], text)) for at, found in count.items()}
