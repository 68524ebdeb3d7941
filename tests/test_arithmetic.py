"""Formulas of worked examples."""

from __future__ import annotations

from decimal import Decimal

import pytest

from handbook.arithmetic import agrees, evaluate

VALUES = {"water": Decimal(195000), "beer": Decimal(300000)}


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("water * 10 / beer", "6.5"),
        ("-(2 - 5) * 1.5", "4.5"),
        ("sqrt(water * 0 + 16)", "4"),
        ("0.1 + 0.2", "0.3"),
        ("2 ** 3 ** 2", "512"),
        ("npv(10, 100, 110, 1)", "0"),
        ("npv(0, 100, 30, 4)", "20"),
        ("npv(10, 1000, 500, 3) * 1.331", "324"),
    ],
)
def test_formulas_are_exact(formula: str, result: str) -> None:
    assert abs(evaluate(formula, VALUES) - Decimal(result)) < Decimal("1e-20")


def test_rate_of_return_makes_the_present_value_nil() -> None:
    assert abs(evaluate("irr(100, 110, 1)", {}) - 10) < Decimal("0.00001")
    rate = evaluate("irr(900, 466.5, 8)", {})
    assert abs(evaluate("npv(rate, 900, 466.5, 8)", {"rate": rate})) < Decimal("0.001")


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "water **",
        "power",
        "npv(10, 1, 1)",
        "npv(10, 1, 1, 2.5)",
        "npv(10, 1, 1, 101)",
        "irr(100, 0, 5)",
        "f(x=2)",
        "__import__('os')",
        "water / 0",
        "'a' * 3",
        "(" * 300,
        "sqrt(1, 2)",
    ],
)
def test_other_things_are_refused(formula: str) -> None:
    with pytest.raises(ValueError):
        evaluate(formula, VALUES)


@pytest.mark.parametrize(
    ("stated", "exact", "same"),
    [
        ("6.5", "6.47", True),
        ("6.5", "6.56", False),
        ("211", "211.2", True),
        ("12000", "11988", True),
        ("12000", "12600", False),
        ("73", "72.3", False),
    ],
)
def test_precision_is_that_of_the_stated_number(stated: str, exact: str, same: bool) -> None:
    assert agrees(Decimal(stated), Decimal(exact)) is same
