"""Small calculators: the formula, a worked example, and a form that `calculator.js` brings to life."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from ..models_tools import Calculator, CalculatorInput, CalculatorResult
from .context import Context, attribute, inline

PREFIX = "calculator-"
_TOKEN = re.compile(r"[a-z][a-z0-9_]*|\*\*|[*/+-]")
_SIGNS = {"*": "×", "/": "÷", "+": "+", "-": "−", "**": "^"}


def block_for(ctx: Context, heading_id: str) -> Callable[[], str] | None:
    """The calculator under a heading `{#calculator-<key>}`; None for other headings and unknown keys."""
    key = heading_id.removeprefix(PREFIX)
    calculator = ctx.facts.calculators.get(key) if key != heading_id else None
    return partial(calculator_block, ctx, key, calculator) if calculator else None


def calculator_block(ctx: Context, key: str, calculator: Calculator) -> str:
    """The form is hidden until the script has run: without it the formula and the example remain."""
    fields = "\n".join(_field(ctx, key, name, item) for name, item in calculator.inputs.items())
    outputs = "".join(
        f'<div><dt>{ctx.text(item.name)}</dt><dd><output name="{name}"></output> {ctx.unit(item.unit)}</dd></div>'
        for name, item in calculator.results.items()
    )
    return "\n".join(
        [
            f'<section class="hb hb-calc" id="calc-{key}" data-search-exclude>',
            f'<form hidden>{fields}<dl aria-live="polite">{outputs}</dl></form>',
            f"<details><summary>{ctx.label('calculator-how')}</summary>",
            _formulas(ctx, calculator),
            f"<p>{ctx.text(calculator.note)}{ctx.cite(*calculator.sources)}</p>",
            _example(ctx, calculator),
            "</details>",
            f'<script type="application/json">{_data(ctx, calculator)}</script>',
            "</section>",
        ]
    )


def _field(ctx: Context, key: str, name: str, item: CalculatorInput) -> str:
    example = attribute(ctx.number(item.example))
    return (
        f'<label for="calc-{key}-{name}">{ctx.text(item.name)}</label>'
        f'<span><input type="text" inputmode="decimal" id="calc-{key}-{name}" name="{name}" autocomplete="off" '
        f'value="{example}"> {ctx.unit(item.unit)}</span>'
    )


def _formulas(ctx: Context, calculator: Calculator) -> str:
    rows = "".join(
        f"<li>{ctx.text(item.name)} = {_words(ctx, calculator, item)}</li>" for item in calculator.results.values()
    )
    return f"<ul>{rows}</ul>"


def _words(ctx: Context, calculator: Calculator, result: CalculatorResult) -> str:
    """The formula with the names readers know."""
    names = {**calculator.inputs, **calculator.results}

    def token(match: re.Match[str]) -> str:
        text = match.group()
        if text in names:
            return f"<i>{inline(ctx.text(names[text].name))}</i>"
        return _SIGNS.get(text, text.upper())

    return _TOKEN.sub(token, result.formula)


def _example(ctx: Context, calculator: Calculator) -> str:
    items: list[Any] = [*calculator.inputs.values(), *calculator.results.values()]
    parts = [f"{ctx.text(i.name)}: {ctx.number(i.example)}{ctx.gap(i.unit)}{ctx.unit(i.unit)}" for i in items]
    given = len(calculator.inputs)
    shown = f"{'; '.join(parts[:given])} → {'; '.join(parts[given:])}"
    return f"<p><b>{ctx.label('calculator-example')}</b> {shown}.</p>"


def _data(ctx: Context, calculator: Calculator) -> str:
    """What the script needs: limits of the inputs, formulas and places of the results, its words."""
    inputs = {
        name: [float(item.min), float(item.max) if item.max is not None else None]
        for name, item in calculator.inputs.items()
    }
    results = {name: [item.formula, item.digits] for name, item in calculator.results.items()}
    words = {key: ctx.facts.label(f"calculator-{key}", ctx.lang) for key in ("range", "number", "none")}
    text = json.dumps({"inputs": inputs, "results": results, "say": words}, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")
