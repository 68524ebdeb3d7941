"""The lines of data of new records of policy and of conversion factors; prompts stand where an editor has to write."""

from __future__ import annotations

from .fields import Answers
from .records_figures import figure, shape
from .scaffold import prompt
from .yaml_edit import item, local, scalar, words


def optional(a: Answers, key: str, name: str = "") -> list[str]:
    """`key: …` as it was answered under `name`; nothing where the answer says nothing."""
    value = a.text(name or key)
    return [f"{key}: {scalar(value) if key == 'number' else value}"] if value and value != "null" else []


def names(a: Answers, key: str, name: str = "") -> list[str]:
    """A text in both languages, answered under `name-vi` and `name-en`; nothing where one is missing."""
    pair = [a.text(f"{name or key}-{lang}") for lang in ("vi", "en")]
    return local(key, *pair) if all(pair) else []


def entry(a: Answers, lines: list[str]) -> list[str]:
    """An entry of a mapping, under its id."""
    return [f"{a.text('id')}:", *(f"  {line}" for line in lines)]


def sources(a: Answers, key: str = "sources") -> str:
    return f"{key}: {words(a.many('source'))}"


def factor_lines(a: Answers) -> list[str]:
    lines = [
        f"use: {a.text('use')}",
        *optional(a, "fuel"),
        *names(a, "name"),
        *shape(a),
        f"unit: {scalar(a.text('unit'))}",
        *optional(a, "year"),
        *optional(a, "instrument"),
        f"status: {a.text('status') or 'unknown'}",
        *optional(a, "valid_from", "valid-from"),
        sources(a),
    ]
    return entry(a, lines)


def programme_lines(a: Answers) -> list[str]:
    lines = [
        f"instrument: {a.text('instrument')}",
        *names(a, "name"),
        *optional(a, "since"),
        f"until: {a.text('until')}",
        *local("goal", *prompt("goal")),
        sources(a, "goal_sources"),
        "targets: []",
        f"part_kind: {a.text('parts') or 'task'}",
        "parts: []",
        sources(a, "part_sources"),
    ]
    return entry(a, lines)


def part_lines(a: Answers, number: int) -> list[str]:
    return item([f"number: {number}", *names(a, "name")])


def province_lines(a: Answers) -> list[str]:
    return item(
        [
            *names(a, "province"),
            *names(a, "name"),
            *optional(a, "number"),
            *optional(a, "issued"),
            *optional(a, "since"),
            f"until: {a.text('until')}",
            sources(a),
        ]
    )


def guideline_lines(a: Answers) -> list[str]:
    return item(
        [
            f"sector: {a.text('sector')}",
            *names(a, "name"),
            *names(a, "issuer"),
            *names(a, "edition"),
            *optional(a, "pages"),
            f"updated_2020: {'true' if a.text('updated') == 'yes' else 'false'}",
            sources(a),
        ]
    )


def rate_lines(a: Answers, instrument: str) -> list[str]:
    """A rate of a fee; `instrument` is the text that sets it."""
    return item([*local("what", *prompt("rate")), *figure(a, evidence="rule", instrument=instrument)])


def fee_lines(a: Answers) -> list[str]:
    rate = rate_lines(a, a.text("instrument"))
    lines = [f"instrument: {a.text('instrument')}", *names(a, "name"), "rates:", *(f"  {line}" for line in rate)]
    return entry(a, lines)


def energy_norm_lines(a: Answers) -> list[str]:
    return item(
        [
            f"instrument: {a.text('instrument')}",
            *names(a, "industry"),
            f"sectors: {words(a.many('sector'))}",
            *local("scope", *prompt("scope-of-norm")),
            sources(a),
        ]
    )


def period_lines(a: Answers) -> list[str]:
    return item([*optional(a, "since"), f"until: {a.text('until')}"])
