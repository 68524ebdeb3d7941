"""The lines of data of new records of the method and of the calculators and examples."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ..arithmetic import agrees, evaluate
from .draft import Refusal
from .fields import Answers
from .records_policy import entry, names, sources
from .scaffold import prompt
from .yaml_edit import item, local, scalar, words


def concept_lines(a: Answers) -> list[str]:
    kind = [f"kind: {a.text('kind')}"] if a.text("kind") else []
    return item([f"id: {a.text('id')}", *kind, *local("what", *prompt("statement")), sources(a)])


def question_lines(a: Answers) -> list[str]:
    return item([f"id: {a.text('id')}", *local("what", *prompt("question")), sources(a)])


def _seen(a: Answers) -> list[str]:
    """Whether the wording was seen: with its source, or as the usual one."""
    source = a.text("source")
    return ["seen: true", f"source: {source}"] if source else ["seen: false"]


def step_lines(a: Answers, number: int, first_task: int) -> list[str]:
    tasks: list[str] = []
    for place, task in enumerate(a.many("task")):
        task_id, *given = task.split("=")
        lines = [f"id: {task_id}", f"number: {first_task + place}"]
        tasks += item([*lines, *local("name", *(given or prompt("task"))), "seen: false"])
    return item(
        [
            f"id: {a.text('id')}",
            f"number: {number}",
            *names(a, "name"),
            *_seen(a),
            *local("output", *prompt("step-output")),
            "tasks:",
            *(f"  {line}" for line in tasks),
        ]
    )


def task_lines(a: Answers, number: int) -> list[str]:
    return item([f"id: {a.text('id')}", f"number: {number}", *names(a, "name"), *_seen(a)])


def named_lines(a: Answers, number: int | None = None) -> list[str]:
    """A record with an id, a name and what else was asked for: types, tasks, languages seen, a source."""
    lists = {"types": "type", "tasks": "task", "seen": "seen"}
    return item(
        [
            f"id: {a.text('id')}",
            *([f"number: {number}"] if number else []),
            *names(a, "name"),
            *(f"{key}: {words(a.many(name))}" for key, name in lists.items() if a.many(name)),
            *([f"source: {a.text('source')}"] if a.text("source") else []),
        ]
    )


def class_lines(a: Answers) -> list[str]:
    what = local("what", *prompt("option-class"))
    return item([f"type: {a.text('type')}", f"code: {scalar(a.text('code'))}", *what, f"source: {a.text('source')}"])


def criterion_lines(a: Answers) -> list[str]:
    formula = local("formula", *prompt("formula"))
    return item([f"id: {a.text('id')}", *names(a, "name"), *formula, f"source: {a.text('source')}"])


# -- calculators and examples


def worked_out(formula: str, values: Mapping[str, Decimal], most: int = 6) -> str:
    """The result of a formula with three digits at least and `most` decimals at most. Refusal when it cannot be."""
    try:
        exact = evaluate(formula, values)
    except ValueError as error:
        known = ", ".join(values)
        raise Refusal(
            f"“{formula}”: không hiểu “{error}”. Dùng số, + - * / ** ( ) và các tên: {known}.",
            f"“{formula}”: “{error}” is not understood. Use numbers, + - * / ** ( ) and the names: {known}.",
        ) from error
    places = min(most, max(0, 2 - exact.adjusted())) if exact else 0
    rounded = exact.quantize(Decimal(1).scaleb(-places))
    text = f"{rounded:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if agrees(Decimal(text), exact) else f"{rounded:f}"


def example_value(a: Answers, values: Mapping[str, Decimal]) -> list[str]:
    """One number, on one line as the file has them."""
    formula = a.text("formula")
    value = worked_out(formula, values) if formula else a.text("value")
    unit = f", unit: {scalar(a.text('unit'))}" if a.text("unit") else ""
    worked = f", formula: {scalar(formula)}" if formula else ""
    return [f"{a.text('name')}: {{value: {value}{unit}{worked}}}"]


def input_lines(a: Answers) -> list[str]:
    return [
        f"{a.text('name')}:",
        *(f"  {line}" for line in names(a, "name")),
        f"  unit: {scalar(a.text('unit'))}",
        f"  example: {a.text('example')}",
    ]


def result_lines(a: Answers, values: Mapping[str, Decimal]) -> list[str]:
    return [
        f"{a.text('name')}:",
        *(f"  {line}" for line in names(a, "name")),
        *(f"  {line}" for line in _result(a.text("unit"), a.text("formula"), values)),
    ]


def _result(unit: str, formula: str, values: Mapping[str, Decimal]) -> list[str]:
    example = worked_out(formula, values, 3)
    digits = len(example.partition(".")[2])
    lines = [f"unit: {scalar(unit)}", f"formula: {scalar(formula)}", f"example: {example}"]
    return [*lines, f"digits: {digits}"] if digits else lines


def calculator_lines(a: Answers) -> list[str]:
    """A calculator with its inputs and its first result."""
    values: dict[str, Decimal] = {}
    inputs: list[str] = []
    for text in a.many("input"):
        name, unit, example = text.split("=")
        values[name] = Decimal(example)
        own = [*local("name", *prompt("input")), f"unit: {scalar(unit)}", f"example: {example}"]
        inputs += [f"{name}:", *(f"  {line}" for line in own)]
    name, unit, formula = a.text("result").split("=")
    result = [*local("name", *prompt("output")), *_result(unit, formula, values)]
    seen = [sources(a)] if a.many("source") else []
    lines = [
        *names(a, "name"),
        "inputs:",
        *(f"  {line}" for line in inputs),
        "results:",
        f"  {name}:",
        *(f"    {line}" for line in result),
        *local("note", *prompt("calculator")),
        *seen,
    ]
    return entry(a, lines)
