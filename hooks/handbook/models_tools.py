"""Records of the small calculators: inputs, results and their formulas."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from .model_base import Local, Model, Text
from .models import Id

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class CalculatorInput(Model):
    refs: ClassVar[dict[str, str]] = {"unit": "unit"}
    name: Local
    unit: Text
    example: Decimal = Field(description="What the worked example enters; an invented plant")
    min: Decimal = Field(Decimal(0), description="Smallest number that makes sense")
    max: Decimal | None = Field(None, description="Largest number that makes sense")


class CalculatorResult(Model):
    refs: ClassVar[dict[str, str]] = {"unit": "unit"}
    name: Local
    unit: Text
    formula: Text = Field(description="Names of inputs and earlier results, + - * / ** ( ), sqrt, npv, irr")
    example: Decimal = Field(description="Result of the worked example, worked out again by the checks")
    digits: int = Field(0, ge=0, le=3, description="Decimal places shown")


class Calculator(Model):
    """A calculator stands under any heading `{#calculator-<key>}`."""

    refs: ClassVar[dict[str, str]] = {"sources": "source"}
    name: Local
    inputs: dict[Name, CalculatorInput] = Field(min_length=1)
    results: dict[Name, CalculatorResult] = Field(min_length=1)
    note: Local = Field(description="When the formula holds and when it does not")
    sources: list[Id] = Field([], description="Where the formula was seen; empty: it only multiplies and divides")
