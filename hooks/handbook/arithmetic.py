"""Formulas of worked examples and calculators, worked out exactly in decimals.

Names, numbers, + - * / ** ( ), and the functions sqrt(x), npv(rate, investment, yearly, years) and
irr(investment, yearly, years). Rates are in per cent a year; `yearly` is the same amount at the end of each year.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from decimal import Decimal, DecimalException

_OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
MOST_YEARS = 100


def npv(rate: Decimal, investment: Decimal, yearly: Decimal, years: Decimal) -> Decimal:
    """Net present value: the yearly amounts, each worth less the later it comes, minus the investment now."""
    if years != years.to_integral_value() or not 0 <= years <= MOST_YEARS or rate <= -100:
        raise ValueError(f"npv({rate}, …, {years})")
    factor = 1 + rate / 100
    return sum((yearly / factor**year for year in range(1, int(years) + 1)), Decimal(0)) - investment


def irr(investment: Decimal, yearly: Decimal, years: Decimal) -> Decimal:
    """Internal rate of return in per cent, to a millionth: the rate at which the net present value is nil."""
    low, high = Decimal(-99), Decimal(100_000)
    if not npv(low, investment, yearly, years) > 0 > npv(high, investment, yearly, years):
        raise ValueError(f"irr({investment}, {yearly}, {years})")
    while high - low > Decimal("0.000001"):
        middle = (low + high) / 2
        low, high = (middle, high) if npv(middle, investment, yearly, years) > 0 else (low, middle)
    return (low + high) / 2


_FUNCTIONS: dict[str, tuple[int, Callable[..., Decimal]]] = {
    "sqrt": (1, Decimal.sqrt),
    "npv": (4, npv),
    "irr": (3, irr),
}
"""Name -> (how many arguments, function)."""


def evaluate(formula: str, values: Mapping[str, Decimal]) -> Decimal:
    """The value of `formula`. Raises ValueError with the offending part when it is no formula of the allowed kind."""
    try:
        tree = ast.parse(formula, mode="eval")
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise ValueError(formula) from error
    try:
        return _value(tree.body, values)
    except (DecimalException, RecursionError) as error:
        raise ValueError(formula) from error


def _value(node: ast.expr, values: Mapping[str, Decimal]) -> Decimal:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return Decimal(str(node.value))
    if isinstance(node, ast.Name) and node.id in values:
        return values[node.id]
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_value(node.left, values), _value(node.right, values))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, values)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        count, function = _FUNCTIONS.get(node.func.id, (-1, Decimal.sqrt))
        if count == len(node.args):
            return function(*(_value(argument, values) for argument in node.args))
    raise ValueError(ast.unparse(node))


def agrees(stated: Decimal, exact: Decimal) -> bool:
    """Whether `stated` is `exact` rounded to as many places as are stated; whole numbers may be rounded further.

    `6.5` agrees with 6.47; `211` with 211.2; `12,000` with 11,988 (two digits and more are kept), but not with 12,600.
    """
    exponent = stated.as_tuple().exponent
    if isinstance(exponent, int) and exponent < 0:
        return abs(stated - exact) <= Decimal(1).scaleb(exponent) / 2
    digits = stated.normalize().as_tuple()
    zeros = max(0, int(digits.exponent)) if len(digits.digits) > 1 else 0
    return abs(stated - exact) <= Decimal(1).scaleb(zeros) / 2
