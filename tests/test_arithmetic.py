"""Formulas of worked examples."""

from __future__ import annotations

from decimal import Decimal

import pytest

from handbook.arithmetic import agrees, evaluate

VALUES = {"water": Decimal(195000), "beer": Decimal(300000)}


@pytest.mark.parametrize(
    ("formula", "result"),
    [("water * 10 / beer", "6.5"), ("-(2 - 5) * 1.5", "4.5"), ("sqrt(water * 0 + 16)", "4"), ("0.1 + 0.2", "0.3")],
)
def test_formulas_are_exact(formula: str, result: str) -> None:
    assert evaluate(formula, VALUES) == Decimal(result)


@pytest.mark.parametrize(
    "formula", ["", "water **", "power", "2 ** 9", "__import__('os')", "water / 0", "'a' * 3", "(" * 300, "sqrt(1, 2)"]
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
