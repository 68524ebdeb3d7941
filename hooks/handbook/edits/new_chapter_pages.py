"""What the pages of the method and of the programmes need for a new record: a page, a section, a heading."""

from __future__ import annotations

from collections.abc import Callable

from .. import LANGUAGES
from ..corpus import DOCS, Corpus
from ..pages import Page
from . import scaffold
from .draft import Draft
from .fields import Answers
from .page_edit import add_in_group, add_section

Remarks = list[tuple[str, str]]
SUFFIXES = ("targets", "parts", "results", "related", "gaps")
"""Endings of the headings below that of a programme, in their order: `scp-2021-2030-targets`."""


def method_step(draft: Draft, corpus: Corpus, answers: Answers, remarks: Remarks) -> None:
    """The page of a step, with a section for each of its tasks."""
    way = corpus.facts.method
    assert way is not None
    step = next(s for s in way.steps if s.id == answers.text("id"))
    for lang in LANGUAGES:
        draft.put(f"{DOCS}/{lang}/method/{step.id}.md", scaffold.method_page(step, lang))
    remarks.append(
        (
            "Trang mới tự vào thanh điều hướng. Các câu “sáu bước, 18 nhiệm vụ” trong bài và dữ liệu phải sửa theo.",
            "The new page is in the navigation by itself. Texts and data that say “six steps, 18 tasks” must follow.",
        )
    )


def method_task(draft: Draft, corpus: Corpus, answers: Answers, remarks: Remarks) -> None:
    """The section of a task, below those of the tasks before it."""
    way = corpus.facts.method
    assert way is not None
    step = next(s for s in way.steps if s.id == answers.text("step"))
    task = next(t for t in step.tasks if t.id == answers.text("id"))
    for lang in LANGUAGES:
        page = corpus.page(lang, f"method/{step.id}")
        if page is None or page.damaged:
            _no_page(f"{DOCS}/{lang}/method/{step.id}.md", remarks)
            continue
        section = scaffold.task_section(task, lang)
        draft.put(page.path, add_section(page, section, task.id, [t.id for t in step.tasks]))


def programme(draft: Draft, corpus: Corpus, answers: Answers, remarks: Remarks) -> None:
    """The section of a programme, on the page of programmes."""
    policy = corpus.facts.policy
    assert policy is not None
    name = policy.programmes[answers.text("id")].name
    for lang in LANGUAGES:
        page = corpus.page(lang, "policy/programmes")
        if page is None or page.damaged:
            _no_page(f"{DOCS}/{lang}/policy/programmes.md", remarks)
            continue
        order = [*policy.programmes, "guidelines"]
        section = scaffold.programme_section(answers.text("id"), name[lang], lang)
        draft.put(page.path, add_section(page, section, answers.text("id"), order))


def below_programme(draft: Draft, corpus: Corpus, answers: Answers, remarks: Remarks) -> None:
    """The heading under which the build shows targets, parts, statements or gaps of a programme, if missing."""
    policy = corpus.facts.policy
    programme_id = next(filter(None, (answers.text(name) for name in ("programme", "of", "sector"))), "")
    if policy is None or programme_id not in policy.programmes:
        return
    suffix = answers.text("list") or ("gaps" if answers.text("sector") else _BY_KIND["by" in answers.values])
    order = [f"{programme_id}-{name}" for name in SUFFIXES]
    anchor = f"{programme_id}-{suffix}"
    for lang in LANGUAGES:
        page = _with_heading(corpus, lang, programme_id)
        if page is None:
            remarks.append(
                (
                    f"Chưa trang nào ở {DOCS}/{lang}/policy có mục {{#{programme_id}}}: mới chỉ có dữ liệu.",
                    f"No page in {DOCS}/{lang}/policy has a section {{#{programme_id}}}: only facts were written.",
                )
            )
            continue
        if any(heading.id == anchor for heading in page.headings):
            continue
        group = next(heading for heading in page.headings if heading.id == programme_id)
        name = policy.programmes[programme_id].name[lang]
        section = scaffold.below_programme(anchor, suffix, name, lang)
        draft.put(page.path, add_in_group(page, group, section, anchor, order))


_BY_KIND = {True: "targets", False: "parts"}
"""Targets are what is to be reached by a year."""


def _with_heading(corpus: Corpus, lang: str, anchor: str) -> Page | None:
    pages = (page for page in corpus.of(lang) if page.kind == "programmes" and not page.damaged)
    return next((page for page in pages if any(heading.id == anchor for heading in page.headings)), None)


def _no_page(path: str, remarks: Remarks) -> None:
    remarks.append(
        (
            f"Chưa có trang {path}: mục này mới chỉ có dữ liệu.",
            f"There is no page {path}: only facts were written.",
        )
    )


WRITERS: dict[str, Callable[[Draft, Corpus, Answers, Remarks], None]] = {
    "method-step": method_step,
    "method-task": method_task,
    "programme": programme,
    "target": below_programme,
    "programme-part": below_programme,
    "statement": below_programme,
    "gap": below_programme,
}
"""Kind -> what it puts on pages."""
