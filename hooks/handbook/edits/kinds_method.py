"""Kinds of records of the assessment method."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from . import records_method
from .draft import Refusal
from .fields import Answers, Field
from .kinds_base import (
    NAME_EN,
    NAME_VI,
    ONE_SOURCE,
    SOURCE,
    Kind,
    listed,
    method,
    new_id,
    vocabulary,
    within,
)
from .values import identifier, pattern

_CONCEPTS = {
    "definition": "định nghĩa / definition",
    "contrast": "phân biệt với điều khác / contrast",
    "example": "ví dụ / example",
}
_SEEN = {"vi": "tiếng Việt / Vietnamese", "en": "tiếng Anh / English"}
WORDING_SOURCE = Field(
    "source",
    "Nguồn có đúng tên gọi này; bỏ qua: cách gọi quen dùng, chưa thấy trong nguồn",
    "Source with this very wording; left out: the usual wording, seen in none",
    accept=ONE_SOURCE.accept,
    required=False,
)
SEEN = Field(
    "seen",
    "Nguồn ghi tên ấy bằng thứ tiếng nào",
    "Languages in which the source has the name",
    choices=lambda _: _SEEN,
    many=True,
)


def _steps(a: Answers) -> Mapping[str, str]:
    return {step.id: f"{step.number}. {step.name.vi} / {step.name.en}" for step in method(a).steps}


def _tasks(a: Answers) -> Mapping[str, str]:
    return {task.id: f"{task.name.vi} / {task.name.en}" for step in method(a).steps for task in step.tasks}


def _on_pages(a: Answers) -> set[str]:
    """Ids of headings of the chapter: a step or task may not be called like another section."""
    pages = (page for page in a.corpus.pages.values() if page.kind in ("method", "method-index"))
    return {*_steps(a), *_tasks(a), *(heading.id or "" for page in pages for heading in page.headings)}


def _next_task(a: Answers) -> int:
    return max((task.number for step in method(a).steps for task in step.tasks), default=0) + 1


def _next_step(a: Answers) -> int:
    return max((step.number for step in method(a).steps), default=0) + 1


def _next_sheet(a: Answers) -> int:
    return max((sheet.number for sheet in method(a).worksheets.proposed), default=0) + 1


def _task(a: Answers, text: str) -> str:
    task_id, *names = (part.strip() for part in text.split("="))
    if len(names) not in (0, 2) or not all(names):
        raise Refusal(f"“{text}”: viết MÃ hoặc MÃ=TÊN=NAME.", f"“{text}”: write ID or ID=TÊN=NAME.")
    return "=".join((identifier(_on_pages)(a, task_id), *names))


def _new_class(a: Answers) -> Mapping[str, str]:
    there = {option.type for option in method(a).option_classes}
    return {word: label for word, label in vocabulary("measure-type")(a).items() if word not in there}


def _step(a: Answers) -> int:
    return next(i for i, step in enumerate(method(a).steps) if step.id == a.text("step"))


def _ids(records: Callable[[Answers], list]) -> Callable[[Answers], set[str]]:
    return lambda a: {record.id for record in records(a)}


_CODE = pattern("[A-Z]{1,4}", "một đến bốn chữ hoa, như GH", "one to four capitals, like GH")

METHOD_KINDS: dict[str, Kind] = {
    "concept": Kind(
        "một định nghĩa, một phân biệt hay ví dụ về sản xuất sạch hơn",
        "a definition, contrast or example of what cleaner production is",
        (
            new_id(_ids(lambda a: method(a).concepts), "unep-definition"),
            Field("kind", "Loại", "Kind", choices=lambda _: _CONCEPTS),
            SOURCE,
        ),
        records_method.concept_lines,
        lambda a: within(method(a), "concepts"),
        listed,
        ("Method.concepts",),
    ),
    "question": Kind(
        "một câu hỏi của phương pháp",
        "a question of the method",
        (new_id(_ids(lambda a: method(a).questions), "where"), SOURCE),
        records_method.question_lines,
        lambda a: within(method(a), "questions"),
        listed,
        ("Method.questions",),
    ),
    "method-step": Kind(
        "một bước của phương pháp và trang của nó ở hai thứ tiếng",
        "a step of the method and its page in both languages",
        (
            new_id(_on_pages, "maintaining"),
            NAME_VI,
            NAME_EN,
            Field("task", "Các nhiệm vụ: MÃ hoặc MÃ=TÊN=NAME", "Its tasks: ID or ID=TÊN=NAME", accept=_task, many=True),
            WORDING_SOURCE,
        ),
        lambda a: records_method.step_lines(a, _next_step(a), _next_task(a)),
        lambda a: within(method(a), "steps"),
        fills=("Method.steps",),
    ),
    "method-task": Kind(
        "một nhiệm vụ của một bước",
        "a task of a step of the method",
        (
            Field("step", "Bước", "Step", choices=_steps, positional=True, opens=True),
            new_id(_on_pages, "analyse-causes"),
            NAME_VI,
            NAME_EN,
            WORDING_SOURCE,
        ),
        lambda a: records_method.task_lines(a, _next_task(a)),
        lambda a: within(method(a).steps[_step(a)], "tasks"),
        lambda a: [
            (
                f"Nhiệm vụ mới mang số {_next_task(a)}. Đứng trước nhiệm vụ khác thì đánh số lại trong method.yml.",
                f"The task has the number {_next_task(a)}. If it belongs before others, number all anew in method.yml.",
            )
        ],
        ("AssessmentStep.tasks",),
    ),
    "option-group": Kind(
        "một nhóm loại giải pháp",
        "a group of classes of options",
        (
            new_id(_ids(lambda a: method(a).option_groups), "recycling"),
            NAME_VI,
            NAME_EN,
            Field("type", "Gồm những loại nào", "Classes in it", choices=vocabulary("measure-type"), many=True),
            SEEN,
            ONE_SOURCE,
        ),
        records_method.named_lines,
        lambda a: within(method(a), "option_groups"),
        listed,
        ("Method.option_groups",),
    ),
    "option-class": Kind(
        "một loại giải pháp: loại mới thì thêm từ vào measure-type trước (new word)",
        "a class of options: for a new one add a word to measure-type first (new word)",
        (
            Field("type", "Loại", "Class", choices=_new_class, positional=True, opens=True),
            Field("code", "Ký hiệu, như GH", "Code, like GH", accept=_CODE),
            ONE_SOURCE,
        ),
        records_method.class_lines,
        lambda a: within(method(a), "option_classes"),
        lambda a: [
            (
                f"Người đọc thấy loại này dưới mục có mã {{#{a.text('type')}}}, ở method/option-classes.md hai bản.",
                f"Readers find the class below a heading {{#{a.text('type')}}}, in method/option-classes.md of both "
                "languages.",
            )
        ],
        ("Method.option_classes",),
    ),
    "worksheet": Kind(
        "một phiếu công tác",
        "a worksheet",
        (
            new_id(_ids(lambda a: method(a).worksheets.proposed), "sheet-balance"),
            NAME_VI,
            NAME_EN,
            Field("task", "Cho nhiệm vụ nào", "For which tasks", choices=_tasks, many=True),
        ),
        lambda a: records_method.named_lines(a, _next_sheet(a)),
        lambda a: within(method(a).worksheets, "proposed"),
        lambda a: [
            (
                f"Viết phiếu vào method/worksheets.md hai bản, dưới mục có mã {{#{a.text('id')}}}.",
                f"Write the sheet in method/worksheets.md of both languages, below a heading {{#{a.text('id')}}}.",
            )
        ],
        ("Worksheets.proposed",),
    ),
    "screening": Kind(
        "một nhóm khi sàng lọc cơ hội",
        "a class in screening opportunities",
        (new_id(_ids(lambda a: method(a).screening), "do-now"), NAME_VI, NAME_EN, SEEN, ONE_SOURCE),
        records_method.named_lines,
        lambda a: within(method(a), "screening"),
        listed,
        ("Method.screening",),
    ),
    "criterion": Kind(
        "một chỉ tiêu kinh tế của giải pháp",
        "a measure of economic feasibility",
        (new_id(_ids(lambda a: method(a).feasibility.economic), "payback"), NAME_VI, NAME_EN, ONE_SOURCE),
        records_method.criterion_lines,
        lambda a: within(method(a).feasibility, "economic"),
        listed,
        ("Feasibility.economic",),
    ),
    "technical-item": Kind(
        "một điều phải xét về kỹ thuật",
        "something technical feasibility looks at",
        (new_id(_ids(lambda a: method(a).feasibility.technical), "space"), NAME_VI, NAME_EN, ONE_SOURCE),
        records_method.named_lines,
        lambda a: within(method(a).feasibility, "technical"),
        listed,
        ("Feasibility.technical",),
    ),
}
