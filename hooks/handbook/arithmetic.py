"""Formulas of worked examples: names, numbers, + - * / ( ) and sqrt(), worked out exactly in decimals."""

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
}


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
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "sqrt"
        and len(node.args) == 1
    ):
        return _value(node.args[0], values).sqrt()
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
