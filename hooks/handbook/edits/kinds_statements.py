"""What sources say in words, the figures in it, what legal texts ask, and other wordings."""

from __future__ import annotations

from collections.abc import Mapping

from ..models import Instrument, Model
from ..models_shared import Fund, Institution, Statement
from . import records_figures
from .draft import Refusal
from .fields import Answers, Field
from .kinds_base import ONE_SOURCE, SOURCE, Kind, Spot, instruments, known_instrument, method, within
from .kinds_figures import EVIDENCE, FIGURE, LANG, QUALIFIER, UNIT, VALID_FROM
from .scaffold import prompt
from .values import pattern, year
from .yaml_edit import item, local, scalar, words

STATEMENTS = {
    "Programme.results": ("kết quả đã báo cáo", "results"),
    "Programme.related": ("dự án đi kèm, cách thực hiện", "related projects"),
    "Guidelines.materials": ("tài liệu khác", "other materials"),
    "Fund.basis": ("dựa vào đâu, ai điều hành", "what it rests on"),
    "Fund.terms": ("điều kiện", "terms"),
    "Fund.apply": ("cách nộp hồ sơ", "how to apply"),
    "Institution.facts": ("thông tin khác", "facts"),
    "Method.practice": ("cam kết, thời gian", "commitment, duration"),
    "Method.other_schemes": ("cách chia khác", "other schemes"),
    "Method.management_links": ("gắn với hệ thống quản lý", "links to management systems"),
    "OptionClass.examples": ("ví dụ", "examples"),
    "Worksheets.seen": ("phiếu đã thấy trong nguồn", "forms seen in sources"),
    "Tool.about": ("công cụ ấy là gì", "about it"),
}
"""Lists of statements, by model and field, with what they are called (vi, en)."""


def _owners(a: Answers) -> dict[str, tuple[Model, str]]:
    """Everything that has statements or figures of its own, by the name an editor types."""
    facts, found = a.facts, dict[str, tuple[Model, str]]()

    def add(name: str, kind: str, record: Model, label: str) -> None:
        found[f"{kind}-{name}" if name in found else name] = (record, label)

    for fund_id, fund in facts.finance.items():
        add(fund_id, "fund", fund, f"{fund.name.vi} / {fund.name.en}")
    for institution_id, institution in facts.institutions.items():
        add(institution_id, "institution", institution, f"{institution.name.vi} / {institution.name.en}")
    if facts.policy is not None:
        for programme_id, programme in facts.policy.programmes.items():
            add(programme_id, "programme", programme, f"{programme.name.vi} / {programme.name.en}")
        add("guidelines", "policy", facts.policy.guidelines, "tài liệu hướng dẫn ngành / sector guidelines")
        add("energy-norms", "policy", facts.policy.energy_norms, "thông tư định mức / energy-norm circulars")
    if (way := facts.method) is not None:
        add("method", "method", way, "phương pháp đánh giá / the method")
        for option in way.option_classes:
            add(option.type, "class", option, facts.word("measure-type", option.type, "vi"))
        add("worksheets", "method", way.worksheets, "phiếu công tác / worksheets")
        add("feasibility", "method", way.feasibility, "tính khả thi / feasibility")
        add("material-flow-costs", "tool", way.flow_cost_accounting, way.flow_cost_accounting.name.vi)
        add("energy-audit", "tool", way.energy_audit, way.energy_audit.name.vi)
    return found


def _record(a: Answers) -> Model:
    return _owners(a)[a.text("of")][0]


def _lists(a: Answers) -> Mapping[str, str]:
    """The lists of statements of the record named under `of`."""
    model = type(_record(a)).__name__
    keys = {key.split(".")[1]: names for key, names in STATEMENTS.items() if key.split(".")[0] == model}
    return {key: " / ".join(names) for key, names in keys.items()}


def _with_lists(a: Answers) -> Mapping[str, str]:
    models = {key.split(".")[0] for key in STATEMENTS}
    return {name: label for name, (record, label) in _owners(a).items() if type(record).__name__ in models}


def _statements(record: Model) -> list[Statement]:
    """The statements right in a record, in the order of the file."""
    values = [getattr(record, name) for name in type(record).model_fields]
    flat = [entry for value in values for entry in (value if isinstance(value, list) else [value])]
    return sorted((s for s in flat if isinstance(s, Statement)), key=lambda s: s.span().start)


def _numbered(a: Answers) -> Mapping[str, str]:
    found = enumerate(_statements(_record(a)), 1)
    return {str(number): f"{s.what.vi[:70]}… / {s.what.en[:70]}…" for number, s in found}


def _with_statements(a: Answers) -> Mapping[str, str]:
    return {name: label for name, (record, label) in _owners(a).items() if _statements(record)}


def statement_lines(a: Answers, key: str = "statement") -> list[str]:
    """Something the sources say, with a prompt for what it is."""
    law = [f"instrument: {a.text('instrument')}"] if a.text("instrument") else []
    law += [f"article: {scalar(a.text('article'))}"] if a.text("article") else []
    return item([*local("what", *prompt(key)), *law, f"sources: {words(a.many('source'))}"])


LAW = Field(
    "instrument",
    "Văn bản nói điều đó: mã, số hoặc tên",
    "The legal text that says it: id, number or name",
    accept=known_instrument,
    offers=instruments,
    required=False,
)
ARTICLE = Field(
    "article",
    "Điều, khoản, như 5.2",
    "Article, like 5.2",
    accept=pattern(r"\S.{0,30}", "ngắn như 5.2 hoặc 7-8", "short, like 5.2 or 7-8"),
    required=False,
    only=lambda a: bool(a.text("instrument")),
)


def _reachable(a: Answers) -> Mapping[str, str]:
    """Funds and institutions."""
    owners = _owners(a).items()
    return {name: label for name, (record, label) in owners if isinstance(record, Fund | Institution)}


def _contact_lines(a: Answers) -> list[str]:
    phone = [f"phone: {scalar(a.text('phone'))}"] if a.text("phone") else []
    return item([*local("what", *prompt("contact")), *phone, f"sources: {words(a.many('source'))}"])


_PHONE = pattern(
    r"\+\d{1,3}(?: \d{2,4})+",
    "số có mã nước, viết từng nhóm, như +84 24 3942 9734",
    "a number with the code of the country, in groups, like +84 24 3942 9734",
)


def _instrument(a: Answers) -> Instrument:
    return a.facts.instruments[a.text("instrument")]


def _ask_lines(a: Answers) -> list[str]:
    article = [f"article: {scalar(a.text('article'))}"] if a.text("article") else []
    return item([*article, *local("what", *prompt("ask")), f"source: {a.text('source')}"])


# -- other wordings


def _terms(a: Answers) -> Mapping[str, str]:
    return {term_id: f"{term.vi.preferred} / {term.en.preferred}" for term_id, term in a.facts.terms.items()}


_USES = {
    "admitted": "cũng đúng / also correct",
    "discouraged": "nên tránh, kèm lý do / to be avoided, with the reason",
}


def _new_form(a: Answers, text: str) -> str:
    half = a.facts.terms[a.text("term")].half(a.text("lang"))
    if text in (half.preferred, *half.admitted, *(d.form for d in half.discouraged)):
        raise Refusal(f"“{text}” đã có ở thuật ngữ này.", f"The term has “{text}” already.")
    return text


def _wording_lines(a: Answers) -> list[str]:
    form = scalar(a.text("form"))
    if a.text("use") == "admitted":
        return [f"- {form}"]
    reason = prompt("reason")[("vi", "en").index(a.text("lang"))]
    return item([f"form: {form}", f"reason: {scalar(reason)}"])


def _wording(a: Answers) -> Spot:
    return within(a.facts.terms[a.text("term")].half(a.text("lang")), a.text("use"))


def _worded(a: Answers) -> dict[str, tuple[Model, str]]:
    """Steps of the method and classes of options, which have other Vietnamese names in use."""
    way = method(a)
    steps = {step.id: (step, f"{step.name.vi} / {step.name.en}") for step in way.steps}
    classes = {option.type: (option, a.facts.word("measure-type", option.type, "vi")) for option in way.option_classes}
    return {**steps, **classes}


_VARIANT_SOURCE = Field("source", ONE_SOURCE.vi, ONE_SOURCE.en, ONE_SOURCE.accept, required=False)


def _variant_lines(a: Answers) -> list[str]:
    source = [f"source: {a.text('source')}"] if a.text("source") else []
    return item([f"form: {scalar(a.text('form'))}", *source])


STATEMENT_KINDS: dict[str, Kind] = {
    "statement": Kind(
        "một điều nguồn nêu: điều kiện của quỹ, liên hệ của cơ quan, kết quả của chương trình…",
        "something sources say: terms of a fund, contact of an institution, results of a programme…",
        (
            Field("of", "Của mục nào", "Of which record", choices=_with_lists, positional=True, opens=True),
            Field("list", "Loại điều", "What it is", choices=_lists, positional=True),
            LAW,
            ARTICLE,
            SOURCE,
        ),
        statement_lines,
        lambda a: within(_record(a), a.text("list")),
        fills=tuple(STATEMENTS),
    ),
    "figure": Kind(
        "một số trong điều nguồn nêu",
        "a figure of something sources say",
        (
            Field("of", "Của mục nào", "Of which record", choices=_with_statements, positional=True, opens=True),
            Field("statement", "Điều nào", "Which statement", choices=_numbered, positional=True),
            *FIGURE,
            UNIT,
            QUALIFIER,
            EVIDENCE,
            LAW,
            VALID_FROM,
            Field("year", "Năm của số liệu", "Year of the data", accept=year, required=False),
            ONE_SOURCE,
        ),
        records_figures.what_lines,
        lambda a: within(_statements(_record(a))[int(a.text("statement")) - 1], "figures"),
        fills=("Statement.figures",),
    ),
    "contact": Kind(
        "chỗ liên hệ công khai của một cơ quan hay quỹ",
        "how an institution or fund can be reached in public",
        (
            Field("of", "Cơ quan hay quỹ", "Institution or fund", choices=_reachable, positional=True, opens=True),
            Field(
                "phone",
                "Điện thoại cơ quan, như +84 24 3942 9734",
                "Office telephone, like +84 24 3942 9734",
                accept=_PHONE,
                required=False,
            ),
            SOURCE,
        ),
        _contact_lines,
        lambda a: within(_record(a), "contact"),
        fills=("Institution.contact", "Fund.contact"),
    ),
    "ask": Kind(
        "điều một văn bản đòi nhà máy làm",
        "what a legal text asks of plants",
        (
            Field(
                "instrument",
                "Văn bản: mã, số hoặc tên",
                "The text: id, number or name",
                accept=known_instrument,
                offers=instruments,
                positional=True,
                opens=True,
            ),
            Field("article", ARTICLE.vi, ARTICLE.en, ARTICLE.accept, required=False),
            ONE_SOURCE,
        ),
        _ask_lines,
        lambda a: within(_instrument(a), "asks"),
        fills=("Instrument.asks",),
    ),
    "wording": Kind(
        "một cách gọi khác của thuật ngữ: cũng đúng, hoặc nên tránh",
        "another wording of a term: also correct, or to be avoided",
        (
            Field("term", "Thuật ngữ", "The term", choices=_terms, positional=True, opens=True),
            LANG,
            Field("use", "Cách gọi ấy", "That wording is", choices=lambda _: _USES),
            Field("form", "Cách gọi", "The wording", accept=_new_form),
        ),
        _wording_lines,
        _wording,
        fills=("TermHalf.discouraged",),
    ),
    "variant": Kind(
        "một cách gọi khác của bước hay loại giải pháp trong phương pháp",
        "another Vietnamese name of a step or class of options of the method",
        (
            Field(
                "of",
                "Bước hoặc loại giải pháp",
                "Step or class of options",
                choices=lambda a: {name: label for name, (_, label) in _worded(a).items()},
                positional=True,
                opens=True,
            ),
            Field("form", "Cách gọi", "The wording"),
            _VARIANT_SOURCE,
        ),
        _variant_lines,
        lambda a: within(_worded(a)[a.text("of")][0], "variants"),
        fills=("AssessmentStep.variants", "OptionClass.variants"),
    ),
}
