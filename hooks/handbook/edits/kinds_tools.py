"""Kinds of records of the calculators and of the worked examples."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from ..facts import DATA
from ..models import Example
from ..models_tools import Calculator
from . import records_method
from .draft import Refusal
from .fields import Answers, Field
from .kinds_base import COMMAND, NAME_EN, NAME_VI, SOURCE, Kind, Spot, new_id, within
from .may_move import existing
from .values import Accept, number, unit

_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")


def _is_name(text: str) -> str:
    """A name that formulas can use."""
    if not _NAME.match(text):
        raise Refusal(
            f"“{text}” chưa phải tên dùng trong công thức: chữ thường không dấu, số, gạch dưới, như power_price.",
            f"“{text}” is no name for formulas: plain lower-case letters, digits, underscores, like power_price.",
        )
    return text


def _part(last: Accept, vi: str, en: str) -> Accept:
    """`NAME=UNIT=…` for an input or a result of a new calculator."""

    def accept(a: Answers, text: str) -> str:
        given = [part.strip() for part in text.split("=")]
        if len(given) != 3 or not all(given):
            raise Refusal(f"“{text}”: viết {vi}.", f"“{text}”: write {en}.")
        return "=".join((_is_name(given[0]), unit(a, given[1]), last(a, given[2])))

    return accept


def _calculators(a: Answers) -> Mapping[str, str]:
    return {key: f"{c.name.vi} / {c.name.en}" for key, c in a.facts.calculators.items()}


def _calculator(a: Answers) -> Calculator:
    return a.facts.calculators[a.text("calculator")]


def _values(a: Answers) -> dict[str, Decimal]:
    """What a formula of the calculator may use: its inputs and results so far."""
    calculator = _calculator(a)
    inputs = {name: item.example for name, item in calculator.inputs.items()}
    return {**inputs, **{name: item.example for name, item in calculator.results.items()}}


def _new_name(a: Answers, text: str) -> str:
    if _is_name(text) in _values(a):
        raise Refusal(f"Tên “{text}” đã có ở máy tính này.", f"The calculator has the name “{text}” already.")
    return text


def _formula(a: Answers, text: str) -> str:
    records_method.worked_out(text, _values(a))
    return text


def _result(a: Answers) -> list[tuple[str, str]]:
    name = a.text("calculator") or a.text("id")
    return [
        (
            f"Máy tính “{name}” hiện dưới mục có mã {{#calculator-{name}}} ở trang nào cũng được, cả hai bản. Kết quả "
            "của ví dụ do máy tính ra từ công thức; số liệu ví dụ là nhà máy giả định. Thêm kết quả: "
            f"{COMMAND} calculator-result {name}",
            f"The calculator “{name}” shows below a heading {{#calculator-{name}}} on any page, in both halves. The "
            "results of the example were worked out from the formula; the plant of the example is invented. To add a "
            f"result: {COMMAND} calculator-result {name}",
        )
    ]


# -- examples


def _pages(a: Answers) -> Mapping[str, str]:
    pages = {key: a.corpus.page("vi", key) or a.corpus.page("vi", f"{key}/index") for key in a.facts.examples}
    return {key: page.title if page else "" for key, page in pages.items()}


def _page(a: Answers, text: str) -> str:
    """The page or chapter whose examples are meant: by key, path or address. A chapter that has its own is kept."""
    if text in a.facts.examples:
        return text
    key = existing(a.corpus, text)
    chapter = key.split("/")[0]
    return chapter if key not in a.facts.examples and chapter in a.facts.examples else key


def _example(a: Answers) -> Example | None:
    return a.facts.examples.get(a.text("page"))


def _example_values(a: Answers) -> dict[str, Decimal]:
    example = _example(a)
    return {name: item.value for name, item in example.values.items()} if example else {}


def _new_value(a: Answers, text: str) -> str:
    if _is_name(text) in _example_values(a):
        raise Refusal(f"Tên “{text}” đã có ở trang này.", f"The page has the name “{text}” already.")
    return text


def _example_formula(a: Answers, text: str) -> str:
    records_method.worked_out(text, _example_values(a))
    return text


def _example_lines(a: Answers) -> list[str]:
    lines = records_method.example_value(a, _example_values(a))
    return lines if _example(a) else [f"{a.text('page')}:", "  values:", *(f"    {line}" for line in lines)]


def _example_spot(a: Answers) -> Spot:
    example = _example(a)
    return within(example, "values") if example else Spot(f"{DATA}/examples.yml")


def _result_part(a: Answers, text: str) -> str:
    """The result of a new calculator: a name that no input has, and a formula of the inputs."""
    text = _RESULT(a, text)
    inputs = [given.split("=") for given in a.many("input")]
    values = {name: Decimal(example) for name, _, example in inputs}
    name, _, formula = text.split("=")
    if name in values:
        raise Refusal(f"Tên “{name}” đã là của một số nhập.", f"“{name}” is the name of an input.")
    records_method.worked_out(formula, values)
    return text


_INPUT = _part(number, "TÊN=ĐƠN VỊ=SỐ VÍ DỤ, như power=kW=45", "NAME=UNIT=EXAMPLE, like power=kW=45")
_RESULT = _part(
    lambda _, text: text,
    "TÊN=ĐƠN VỊ=CÔNG THỨC, như energy=kWh/year=power * hours",
    "NAME=UNIT=FORMULA, like energy=kWh/year=power * hours",
)
_IN = Field("calculator", "Máy tính", "Calculator", choices=_calculators, positional=True, opens=True)
_UNIT = Field("unit", "Đơn vị", "Unit", accept=unit)

TOOL_KINDS: dict[str, Kind] = {
    "calculator": Kind(
        "một máy tính nhỏ",
        "a small calculator",
        (
            new_id(lambda a: set(a.facts.calculators), "air-leaks"),
            NAME_VI,
            NAME_EN,
            Field(
                "input",
                "Số người dùng nhập: TÊN=ĐƠN VỊ=SỐ VÍ DỤ, như power=kW=45",
                "Inputs: NAME=UNIT=EXAMPLE, like power=kW=45",
                accept=_INPUT,
                many=True,
                separator=";",
            ),
            Field(
                "result",
                "Kết quả đầu tiên: TÊN=ĐƠN VỊ=CÔNG THỨC, như energy=kWh/year=power * hours",
                "The first result: NAME=UNIT=FORMULA, like energy=kWh/year=power * hours",
                accept=_result_part,
            ),
            Field(
                "source",
                "Nguồn có công thức; bỏ qua: chỉ nhân và chia",
                "Sources with the formula; left out: it only multiplies and divides",
                accept=SOURCE.accept,
                many=True,
                required=False,
            ),
        ),
        records_method.calculator_lines,
        lambda _: Spot(f"{DATA}/calculators.yml"),
        _result,
        ("calculators.yml",),
    ),
    "calculator-input": Kind(
        "một số nhập nữa của máy tính đã có",
        "one more input of a calculator",
        (
            _IN,
            Field("name", "Tên dùng trong công thức, như price", "Name for formulas, like price", _new_name),
            NAME_VI,
            NAME_EN,
            _UNIT,
            Field("example", "Số trong ví dụ", "Number in the example", accept=number),
        ),
        records_method.input_lines,
        lambda a: within(_calculator(a), "inputs"),
        fills=("Calculator.inputs",),
    ),
    "calculator-result": Kind(
        "một kết quả nữa của máy tính đã có",
        "one more result of a calculator",
        (
            _IN,
            Field("name", "Tên dùng trong công thức, như cost", "Name for formulas, like cost", _new_name),
            NAME_VI,
            NAME_EN,
            _UNIT,
            Field("formula", "Công thức, như energy * price", "Formula, like energy * price", accept=_formula),
        ),
        lambda a: records_method.result_lines(a, _values(a)),
        lambda a: within(_calculator(a), "results"),
        fills=("Calculator.results",),
    ),
    "example": Kind(
        "một số của ví dụ tính trên một trang",
        "a number of the worked example of a page",
        (
            Field("page", "Trang", "The page", accept=_page, offers=_pages, positional=True, opens=True),
            Field("name", "Tên dùng trong công thức, như water", "Name for formulas, like water", _new_value),
            Field(
                "formula",
                "Tính từ số nào, như water * 10 / beer; bỏ qua: số cho sẵn",
                "How it is worked out, like water * 10 / beer; left out: a given number",
                accept=_example_formula,
                required=False,
            ),
            Field("value", "Số", "The number", accept=number, only=lambda a: not a.text("formula")),
            Field("unit", "Đơn vị; bỏ qua: không có", "Unit; left out: none", accept=unit, required=False),
        ),
        _example_lines,
        _example_spot,
        fills=("examples.yml", "Example.values"),
    ),
}
