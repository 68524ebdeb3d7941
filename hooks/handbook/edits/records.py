"""The lines of data of a new record, made from the answers; prompts stand where an editor has to write."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from .fields import Answers
from .records_figures import shape
from .scaffold import prompt
from .values import not_said
from .yaml_edit import item, local, scalar, words


def sector_lines(a: Answers) -> list[str]:
    return [
        "# yaml-language-server: $schema=../schema/sector.json",
        f"id: {a.text('id')}",
        *local("name", a.text("name-vi"), a.text("name-en")),
        *_aliases(),
        f"group: {a.text('group')}",
        f"vsic: {json.dumps(a.many('vsic'))}",
        "product:",
        f"  unit: {scalar(a.text('product-unit'))}",
        *(f"  {line}" for line in local("name", *prompt("product"))),
        *_lists(a, "process"),
    ]


def utility_lines(a: Answers) -> list[str]:
    return [
        "# yaml-language-server: $schema=../schema/utility.json",
        f"id: {a.text('id')}",
        *local("name", a.text("name-vi"), a.text("name-en")),
        *_aliases(),
        *_lists(a, "utility"),
    ]


def _aliases() -> list[str]:
    pair = zip(("vi", "en"), prompt("aliases"), strict=True)
    return ["aliases:", *(f"  {lang}: {words([text])}" for lang, text in pair)]


def _lists(a: Answers, kind: str) -> list[str]:
    """The steps that were named, each of this kind, and the whole plant; the other lists are still empty."""
    steps, lines = [step.split("=") for step in a.many("step")], ["", "steps:"]
    for step_id, *names in steps:
        vi, en = names or prompt("part" if kind == "utility" else "step")
        lines += [f"  {line}" for line in item(_step(step_id, vi, en, kind))]
    if "whole-site" not in {step[0] for step in steps}:
        lines += [f"  {line}" for line in item(_step("whole-site", "Toàn nhà máy", "Whole site", "site"))]
    for key in ("benchmarks", "measures", "cases", "gaps"):
        lines += ["", f"{key}: []"]
    return lines


def _step(step_id: str, vi: str, en: str, kind: str) -> list[str]:
    lines = [f"id: {step_id}", *local("name", vi, en), f"kind: {kind}"]
    if kind != "site":
        lines += ["inputs:", *(f"  {line}" for line in _text_item("inputs"))]
    return [*lines, "loses:", *(f"  {line}" for line in _text_item("loses")), "basis: judgement"]


def _text_item(key: str) -> list[str]:
    vi, en = prompt(key)
    return [f"- {{vi: {scalar(vi)}, en: {scalar(en)}}}"]


def step_lines(a: Answers) -> list[str]:
    return item(_step(a.text("id"), a.text("name-vi"), a.text("name-en"), a.text("kind")))


def flow_lines(a: Answers) -> list[str]:
    return [f"- {{vi: {scalar(a.text('name-vi'))}, en: {scalar(a.text('name-en'))}}}"]


def measure_lines(a: Answers) -> list[str]:
    lines = [
        f"id: {a.text('id')}",
        *local("name", a.text("name-vi"), a.text("name-en")),
        f"steps: {words(a.many('step'))}",
        f"type: {a.text('type')}",
        f"cost: {a.text('cost')}",
    ]
    if resources := a.many("resource"):
        lines.append(f"resources: {words(resources)}")
    return item([*lines, f"sources: {words(a.many('source'))}"])


def benchmark_lines(a: Answers) -> list[str]:
    point = [
        *shape(a),
        f"unit: {scalar(a.text('unit'))}",
        f"evidence: {a.text('evidence')}",
        *local("scope", *prompt("scope")),
        f"year: {a.text('year')}",
        f"source: {a.many('source')[0]}",
    ]
    return item(
        [
            f"id: {a.text('id')}",
            f"resource: {a.text('resource')}",
            *local("name", a.text("name-vi"), a.text("name-en")),
            f"unit: {scalar(a.text('unit'))}",
            f"better: {a.text('better') or 'lower'}",
            "points:",
            *(f"  {line}" for line in item(point)),
        ]
    )


def case_lines(a: Answers) -> list[str]:
    country = [f"country: {a.text('country')}"] if a.text("country") else []
    lines = [
        f"id: {a.text('id')}",
        *local("name", a.text("name-vi"), a.text("name-en")),
        *local("where", *prompt("where")),
        *country,
        f"year: {a.text('year')}",
        f"measures: {words(a.many('measure'))}",
        *local("what", *prompt("what")),
        f"sources: {words(a.many('source'))}",
    ]
    return item(lines)


def waste_lines(a: Answers) -> list[str]:
    names = local("name", a.text("name-vi"), a.text("name-en"))
    return item([f"id: {a.text('id')}", *names, f"from: {words(a.many('from'))}"])


def law_lines(a: Answers) -> list[str]:
    return item([f"instrument: {a.text('instrument')}", *local("note", *prompt("law"))])


def gap_lines(_: Answers) -> list[str]:
    vi, en = prompt("gap")
    return item([f"vi: {scalar(vi)}", f"en: {scalar(en)}"])


def term_lines(a: Answers) -> list[str]:
    lines = ["# yaml-language-server: $schema=../schema/term.json", f"id: {a.text('id')}", f"group: {a.text('group')}"]
    for lang, definition in zip(("vi", "en"), prompt("definition"), strict=True):
        lines += [f"{lang}:", f"  preferred: {scalar(a.text(lang))}"]
        if abbr := a.text(f"abbr-{lang}"):
            lines.append(f"  abbr: {scalar(abbr)}")
        lines.append(f"  definition: {scalar(definition)}")
    return [*lines, "see: []", f"sources: {words(a.many('source'))}", "seen: []"]


def source_lines(a: Answers) -> list[str]:
    url = a.text("url")
    lines = [
        f"title: {scalar(a.text('title'))}",
        f"publisher: {'null' if not_said(a.text('publisher')) else scalar(a.text('publisher'))}",
        f"year: {a.text('year')}",
        f"lang: {a.text('lang')}",
        f"grade: {a.text('grade')}",
        f"access: {a.text('access') or 'excerpt'}",
    ]
    if url:
        lines.append(f"{'seen_at' if is_denied(a, url) else 'url'}: {scalar(url)}")
    return [f"{a.text('id')}:", *(f"  {line}" for line in lines)]


def is_denied(a: Answers, url: str) -> bool:
    """Whether an address is on a site that passes on copies of other people's documents."""
    host = (urlsplit(url).hostname or "").casefold()
    hosts = a.facts.vocabulary.denied_hosts if a.facts.vocabulary else []
    return any(host == denied or host.endswith(f".{denied}") for denied in hosts)
