"""Texts new pages and records start from (`scaffold.toml`), with prompts where an editor has to write."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from ..facts import Facts
from ..models import Benchmark, Case, Measure, Sector, Step, Utility
from ..models_shared import AssessmentStep, Task
from .yaml_edit import scalar

_BOLD = re.compile(r"\*\*([^*$\n]+)\*\*")


@cache
def _texts() -> dict[str, Any]:
    with Path(__file__).with_name("scaffold.toml").open("rb") as file:
        return tomllib.load(file)


def prompt(key: str) -> tuple[str, str]:
    """(Vietnamese, English) prompt for a text of the data."""
    pair = _texts()["prompts"][key]
    return pair["vi"], pair["en"]


def lead_ins(lang: str, other: str) -> list[tuple[str, str]]:
    """What the texts print in bold, in both languages: `Đo gì`, `What to meter`."""
    templates = [entry for kind in ("pages", "sections") for entry in _texts()[kind].values()]
    found = ([_BOLD.findall(entry[name]) for name in (lang, other)] for entry in templates)
    return [(own.rstrip(".:"), theirs.rstrip(".:")) for pair in found for own, theirs in zip(*pair, strict=True)]


def prose(lang: str, title: str, anchor: str) -> str:
    """A page of prose that stands in neither language yet; an empty title is a prompt."""
    entry = _texts()["pages"]["prose"]
    words = title or prompt("title")[("vi", "en").index(lang)]
    return _fill(entry[lang], title=scalar(words), name=words, id=anchor).strip("\n") + "\n"


def page(name: str, topic: Sector, lang: str, sections: Sequence[str]) -> str:
    """One of the five pages of a sector."""
    entry = _texts()["pages"][name]
    title = topic.name[lang] + (f": {entry['suffix'][lang]}" if "suffix" in entry else "")
    body = "\n\n".join(section.strip("\n") for section in sections)
    text = _fill(entry[lang], title=scalar(title), name=topic.name[lang], id=topic.id, sections=body)
    return text.strip("\n") + "\n"


def pages(facts: Facts, topic: Sector, lang: str) -> dict[str, str]:
    """All pages of a topic by name, with a section for every fact: five of a sector, `index` of a cross-cutting one."""
    if isinstance(topic, Utility):
        return {"index": _utility(facts, topic, lang)}
    benchmarks = [benchmark_section(b, lang) for b in topic.benchmarks]
    if any(point.evidence == "norm" for b in topic.benchmarks for point in b.points):
        benchmarks.append(_section("norms", lang))
    process = [step_section(step, lang) for step in topic.steps]
    if topic.wastes:
        process.append(_section("wastes", lang))
    sections = {
        "index": [],
        "process": process,
        "benchmarks": benchmarks,
        "measures": _measure_groups(facts, topic, lang),
        "cases": [case_section(case, lang) for case in topic.cases],
    }
    return {name: page(name, topic, lang, parts) for name, parts in sections.items()}


def _utility(facts: Facts, topic: Utility, lang: str) -> str:
    closing = [name for name in ("cases", "laws", "gaps") if getattr(topic, name)]
    parts = {name: [_section(name, lang)] for name in closing}
    if topic.cases:
        parts["cases"] += [case_section(case, lang, 3) for case in topic.cases]
    sections = {
        "benchmarks": [benchmark_section(b, lang, 3) for b in topic.benchmarks],
        "measures": [measure_section(facts, m, lang) for m in topic.measures],
        "closing": [section for name in closing for section in parts[name]],
    }
    words = {name: "\n\n".join(text.strip("\n") for text in texts) for name, texts in sections.items()}
    template = _texts()["pages"]["utility"][lang]
    text = _fill(template, title=scalar(topic.name[lang]), name=topic.name[lang], id=topic.id, **words)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def _measure_groups(facts: Facts, topic: Sector, lang: str) -> list[str]:
    parts: list[str] = []
    for step in topic.steps:
        if measures := [m for m in topic.measures if m.steps[0] == step.id]:
            parts += [group_section(step, lang), *(measure_section(facts, m, lang) for m in measures)]
    return parts


def step_section(step: Step, lang: str) -> str:
    return _section("step", lang, name=step.name[lang], id=step.id)


def benchmark_section(benchmark: Benchmark, lang: str, level: int = 2) -> str:
    return _section("benchmark", lang, marks="#" * level, name=benchmark.name[lang], id=benchmark.id)


def case_section(case: Case, lang: str, level: int = 2) -> str:
    return _section("case", lang, marks="#" * level, name=case.name[lang], id=case.id, source=case.sources[0])


def cases_section(lang: str) -> str:
    """The heading that gathers the cases on the page of a cross-cutting topic."""
    return _section("cases", lang)


def listing(anchor: str, lang: str) -> str:
    """The heading with this reserved id, under which the build lists wastes, laws or gaps."""
    return _section(anchor, lang)


def method_page(step: AssessmentStep, lang: str) -> str:
    """The page of a step of the method, with a section for each task."""
    entry = _texts()["pages"]["method"]
    tasks = "\n\n".join(task_section(task, lang).strip("\n") for task in step.tasks)
    title = scalar(f"{entry['step'][lang]} {step.number}: {step.name[lang]}")
    text = _fill(entry[lang], title=title, name=step.name[lang], id=step.id, number=str(step.number), tasks=tasks)
    return text.strip("\n") + "\n"


def task_section(task: Task, lang: str) -> str:
    return _section("task", lang, name=task.name[lang], id=task.id, number=str(task.number))


def programme_section(programme_id: str, name: str, lang: str) -> str:
    return _section("programme", lang, name=name, id=programme_id)


def below_programme(anchor: str, suffix: str, name: str, lang: str) -> str:
    """The heading under which the build shows targets, parts, results, related projects or gaps of a programme."""
    word = _texts()["sections"]["below-programme"]["words"][suffix][lang]
    return _section("below-programme", lang, word=word, name=name, id=anchor)


def group_section(step: Step, lang: str) -> str:
    """The heading that gathers the measures of a step."""
    return _section("group", lang, name=step.name[lang], id=step.id)


def measure_section(facts: Facts, measure: Measure, lang: str) -> str:
    """A measure with all its labelled parts; the labels are those of the vocabulary."""
    labels = {part: word[lang] for part, word in facts.index("measure-part").items()}
    return _section("measure", lang, name=measure.name[lang], id=measure.id, **labels)


def _section(kind: str, lang: str, **words: str) -> str:
    return _fill(_texts()["sections"][kind][lang], **words)


def _fill(template: str, **words: str) -> str:
    return Template(template).substitute(words)
