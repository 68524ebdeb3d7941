"""Every figure of every sector, from its line of YAML to the page and back, in both languages.

The files are read here without the models, so that a slip in those cannot hide itself; what the blocks show is read
back as numbers and units. Number, unit and source have to stand together, in one row or entry of the block.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT
from handbook.corpus import Corpus, load
from handbook.render import case_card, chart, norms, strip
from handbook.render.context import CITE, Context
from handbook.terms import TermIndex
from handbook.units import NBSP, Units, read_number

DATA = Path("docs/_data")
TOPICS = sorted(p.relative_to(ROOT / DATA) for f in ("sectors", "utilities") for p in (ROOT / DATA / f).glob("*.yml"))
LANGS = ("vi", "en")
KEYS = ("value", "min", "max", "before", "after")

Raw = dict[str, Any]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """All real facts, with bare pages also for what is not written yet."""
    root = tmp_path_factory.mktemp("round-trip")
    shutil.copytree(ROOT / DATA, root / DATA)
    for lang in LANGS:
        for topic in TOPICS:
            name = topic.with_suffix(".md") if topic.parts[0] == "utilities" else topic.with_suffix("") / "measures.md"
            page = root / "docs" / lang / name
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text("# Title {#title}\n", encoding="utf-8")
    return load(root)


@pytest.fixture(scope="module")
def terms(real: Corpus) -> TermIndex:
    return TermIndex(real)


ENTRY = re.compile(r"<tr\b|<tbody\b|<div\b|<dd>|<li\b")
"""What stands together begins here: a row of a table, an entry of a list, a saving."""
GROUP = re.compile(r"<tbody\b")
"""The norms of one legal text share its source, in the head of their group of the chart."""


def words(piece: str) -> str:
    """What is seen or heard of a piece, without source marks."""
    heard = " ".join(re.findall(r'aria-label="([^"]*)"', piece))
    seen = re.sub(r"<[^>]*>", " ", re.sub(r"</?(?:small|b)>", "", re.sub(f"{CITE[0]}.*?{CITE[1]}", " ", piece)))
    return re.sub(r"[ \n]+", " ", unescape(f"{seen} {heard}"))


def numbers(text: str, lang: str) -> set[Decimal]:
    found = (read_number(match, lang) for match in re.findall(r"(?<![\d.,])\d[\d.,]*", text))
    return {number.normalize() for number in found if number is not None}


def figures(raw: Raw) -> list[Decimal]:
    return [abs(Decimal(raw[key])).normalize() for key in KEYS if raw.get(key) not in (None, "", "null")]


def shows(units: Units, piece: str, raw: Raw, lang: str, target: str | None = None) -> bool:
    """Whether a piece has the numbers, the unit and the source of a quantity; in unit `target` if it was converted."""
    if f"{CITE[0]}{raw['source']}{CITE[1]}" not in piece:
        return False
    text = words(piece)
    there = numbers(text, lang)
    for name in {raw["unit"], target or raw["unit"]}:
        unit = units.get(name)
        assert unit is not None
        wanted = [_converted(units, number, raw["unit"], name) for number in figures(raw)]
        spelled = unit.spelling(lang).replace(NBSP, " ")
        beside = spelled in text.replace(NBSP, " ") or "/".join(spelled.split("/")[:-1]) in text
        if beside and all(any(_close(number, other) for other in there) for number in wanted):
            return True
    return False


def _converted(units: Units, number: Decimal, source: str, target: str) -> Decimal:
    return number if source == target else units.convert(number, source, target)


def _close(number: Decimal, other: Decimal) -> bool:
    """Equal; a converted number is rounded to three digits or more."""
    return number == other or abs(number - other) <= abs(number) * Decimal("0.005")


def missing(
    units: Units,
    html: str,
    raws: Iterable[Raw],
    lang: str,
    target: str | None = None,
    border: re.Pattern[str] = ENTRY,
) -> list[str]:
    """The quantities that no piece of a block shows."""
    parts = border.split(html)
    return [str(raw) for raw in raws if not any(shows(units, part, raw, lang, target) for part in parts)]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("topic", TOPICS, ids=lambda path: path.stem)
def test_every_figure_reaches_the_page(real: Corpus, terms: TermIndex, topic: Path, lang: str) -> None:
    raw: Raw = yaml.load((ROOT / DATA / topic).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    page = real.page(lang, real.topic_key(topic.stem, "measures"))
    record = real.facts.topics.get(topic.stem)
    assert page is not None and record is not None, "its facts cannot be read: see `check`"
    ctx = Context(real, page, terms)
    units = real.facts.units
    lost: list[str] = []
    for facts, measure in _pairs(raw, record, "measures"):
        html = strip.measure_strip(ctx, measure)
        lost += missing(units, html, [*facts.get("saves", []), *_one(facts, "payback")], lang)
        assert all(f"{CITE[0]}{source}{CITE[1]}" in html for source in facts["sources"])
    for facts, benchmark in _pairs(raw, record, "benchmarks"):
        html = chart.benchmark_chart(ctx, benchmark)
        limits = [point for point in facts["points"] if point["evidence"] == "norm"]
        others = [point for point in facts["points"] if point["evidence"] != "norm"]
        lost += missing(units, html, others, lang, facts["unit"])
        lost += missing(units, html, limits, lang, facts["unit"], GROUP)
        lost += missing(units, norms.norms(ctx), limits, lang)
    for facts, case in _pairs(raw, record, "cases"):
        html = case_card.case_card(ctx, case)
        lost += missing(units, html, [*facts.get("results", []), *_one(facts, "cost"), *_one(facts, "payback")], lang)
        assert all(f"{CITE[0]}{source}{CITE[1]}" in html for source in facts["sources"])
    assert lost == []


def _pairs(raw: Raw, record: Any, key: str) -> list[tuple[Raw, Any]]:
    facts, models = raw.get(key) or [], getattr(record, key)
    assert [fact["id"] for fact in facts] == [model.id for model in models], "no record got lost in reading"
    return list(zip(facts, models, strict=True))


def _one(raw: Raw, key: str) -> list[Raw]:
    return [raw[key]] if isinstance(raw.get(key), dict) else []


@pytest.mark.parametrize("change", ["value", "unit", "source"])
def test_a_wrong_figure_would_be_noticed(real: Corpus, terms: TermIndex, change: str) -> None:
    """The test above is worth nothing unless it fails for another number, another unit, another source."""
    topic = real.facts.sectors["brewing"]
    measure = next(m for m in topic.measures if m.saves and m.saves[0].value is not None)
    page = real.page("vi", "sectors/brewing/measures")
    assert page is not None
    html = strip.measure_strip(Context(real, page, terms), measure)
    saving = measure.saves[0]
    raw = {"value": str(saving.value), "unit": saving.unit, "source": saving.source}
    assert missing(real.facts.units, html, [raw], "vi") == []
    other = {"value": "987654", "unit": "GJ/t", "source": "another"}[change]
    assert missing(real.facts.units, html, [{**raw, change: other}], "vi") != []
