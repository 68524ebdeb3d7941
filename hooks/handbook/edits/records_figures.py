"""The lines of data of a new figure, made from the answers; prompts stand where an editor has to write."""

from __future__ import annotations

from .draft import Refusal
from .fields import Answers
from .scaffold import prompt
from .yaml_edit import item, local, scalar


def shape(a: Answers) -> list[str]:
    """The numbers: one, a range, or before and after. Raises Refusal for half a range."""
    low, high, value = a.text("min"), a.text("max"), a.text("value")
    if bool(value) == bool(low or high) or bool(low) != bool(high):
        raise Refusal("Ghi --value, hoặc cả --min và --max.", "Give --value, or both --min and --max.")
    if low:
        return [f"min: {low}", f"max: {high}"]
    for sign, names in ((" -> ", ("before", "after")), (" - ", ("min", "max"))):
        if sign in value:
            return [f"{name}: {number}" for name, number in zip(names, value.split(sign), strict=True)]
    return [f"value: {value}"]


def figure(a: Answers, unit: str = "", evidence: str = "", *, scope: bool = False, instrument: str = "") -> list[str]:
    """A figure with its source. The rest are what it has when the answers say nothing."""
    text = {
        "qualifier": a.text("qualifier"),
        "evidence": a.text("evidence") or evidence,
        "year": a.text("year"),
        "source": a.text("source"),
        "instrument": a.text("instrument") or instrument,
        "valid_from": a.text("valid-from"),
        "valid_to": a.text("valid-to"),
    }
    lines = [*shape(a), f"unit: {scalar(a.text('unit') or unit)}"]
    for key, value in text.items():
        lines += [f"{key}: {value}"] if value and value != "null" else []
        if key == "evidence" and scope:
            lines += local("scope", *prompt("scope"))
    return lines


def point_lines(a: Answers) -> list[str]:
    benchmark = next(b for b in a.topic.benchmarks if b.id == a.text("benchmark"))
    return item(figure(a, benchmark.unit, scope=True))


def saving_lines(a: Answers) -> list[str]:
    return item([f"resource: {a.text('resource')}", *local("of", *prompt("of")), *figure(a, scope=True)])


def result_lines(a: Answers) -> list[str]:
    return item([f"resource: {a.text('resource')}", *local("of", *prompt("of")), *figure(a)])


def payback_lines(a: Answers) -> list[str]:
    return ["payback:", *(f"  {line}" for line in figure(a, "month"))]


def cost_lines(a: Answers) -> list[str]:
    return ["cost:", *(f"  {line}" for line in figure(a))]


def output_lines(a: Answers) -> list[str]:
    return local("output", a.text("name-vi"), a.text("name-en"))


def what_lines(a: Answers) -> list[str]:
    """A figure outside the sectors, with a prompt for what it is."""
    return item([*local("what", *prompt("figure")), *figure(a, evidence="rule")])


def target_lines(a: Answers, instrument: str) -> list[str]:
    """A target; `instrument` is the text that sets it, where the answers name none."""
    since = [f"since: {a.text('since')}"] if a.text("since") else []
    figures = figure(a, evidence="target", instrument=instrument)
    return item([*local("what", *prompt("target")), *since, f"by: {a.text('by')}", *figures])
