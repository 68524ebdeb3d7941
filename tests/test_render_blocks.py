"""The HTML blocks of a sector page: each figure is that of the data, in both languages, with its source."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from decimal import Decimal
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from handbook.corpus import Corpus, load
from handbook.models import Benchmark, Case, Quantity
from handbook.render import case_card, chart, metric, norms, overview, plot, process_map, strip
from handbook.render.axis import Axis, fits_right, width
from handbook.render.context import CITE, Context
from handbook.render.figures import convert, share_a_scale, shown
from handbook.terms import TermIndex
from handbook.units import NBSP, read_number

ROOT = Path(__file__).resolve().parents[1]
DATA = Path("docs/_data")
LANGS = ("vi", "en")

INSTRUMENTS = """
- id: circular-1
  number: 1/2016
  kind: circular
  subject: energy-norms
  name: {vi: Thông tư 1, en: Circular 1}
  title: {vi: định mức làm đá, en: norms for ice}
  issuer: {vi: Bộ, en: Ministry}
  issued: 2016-09-14
  ended: 2025-12-31
  status: period-ended
  replaced_by: [circular-2]
  sources: [law-site]
- id: circular-2
  number: 2/2024
  kind: circular
  subject: energy-norms
  name: {vi: Thông tư 2, en: Circular 2}
  title: {vi: định mức mới, en: new norms}
  issuer: {vi: Bộ, en: Ministry}
  issued: 2024-12-25
  status: unverified
  sources: [law-site]
- id: regulation-3
  number: QCVN 3
  kind: technical-regulation
  subject: wastewater
  reach: any
  name: {vi: QCVN 3, en: QCVN 3}
  title: {vi: nước thải, en: wastewater}
  issuer: {vi: Bộ, en: Ministry}
  issued: 2025-02-28
  in_force: 2025-09-01
  status: in-force
  sources: [law-site]
"""

SECTOR = """
id: ice
name: {vi: Làm đá <cây> & đá viên, en: "Ice <block> & cubes"}
group: food-beverage
vsic: ["3530"]
product: {unit: t, name: {vi: tấn đá, en: tonne of ice}}
steps:
  - id: freezing
    name: {vi: Cấp đông, en: Freezing}
    inputs: [{vi: nước lọc, en: filtered water}]
    uses: [electricity]
    loses: [{vi: lạnh, en: cold}]
    main_loss: electricity
    basis: survey-2012
  - {id: cutting, name: {vi: Cắt, en: Cutting}, basis: judgement}
  - {id: chilling, name: {vi: Máy lạnh, en: Chilling plant}, kind: utility, uses: [water], basis: judgement}
benchmarks:
  - id: power
    resource: electricity
    name: {vi: Điện cho một tấn đá, en: Electricity per tonne of ice}
    unit: kWh/t
    per: {vi: tấn đá, en: tonne of ice}
    points:
      - {value: 61.5, unit: kWh/t, evidence: survey, year: 2012, source: survey-2012, scope: {vi: "Thế giới, 9 nhà máy", en: "World, 9 plants"}, key: {vi: Điện, en: Power}}
      - {value: 70, unit: kWh/t, evidence: survey, year: 2008, source: survey-2012, scope: {vi: "Thế giới, kỳ trước", en: "World, earlier round"}}
      - {min: 50, max: 1250, unit: kWh/t, evidence: claimed, year: null, source: weak-blog, scope: {vi: Bài viết, en: Article}}
      - {value: 0.2, unit: GJ/t, evidence: measured, year: 2020, source: plant, scope: {vi: Nhà máy A, en: Plant A}}
      - {before: 90, after: 60, unit: kWh/t, evidence: measured, year: 2021, source: plant, scope: {vi: Nhà máy B, en: Plant B}}
      - {value: 80, unit: kWh/t, qualifier: about, evidence: modelled, year: null, source: plant, scope: {vi: Mô hình, en: Model}}
      - {value: 75, unit: kWh/t, evidence: norm, instrument: circular-1, valid_to: 2020-12-31, source: law-site, scope: {vi: Dưới 10 tấn, en: Under 10 t}}
      - {value: 66, unit: kWh/t, evidence: norm, instrument: circular-1, valid_from: 2021-01-01, valid_to: 2025-12-31, source: law-site, scope: {vi: Dưới 10 tấn, en: Under 10 t}}
  - id: melt-loss
    resource: product
    name: {vi: Đá tan, en: Ice lost}
    unit: "%"
    better: none
    points:
      - {value: 3.5, unit: "%", evidence: measured, year: null, source: plant}
measures:
  - id: insulate
    name: {vi: "Bảo ôn \\"bể\\" muối", en: "Insulate the \\"brine\\" tank"}
    steps: [freezing, chilling]
    type: good-housekeeping
    cost: low
    cost_basis: plant
    saves:
      - {resource: electricity, value: 20, unit: "%", qualifier: over, evidence: claimed, year: null, source: weak-blog, of: {vi: điện máy nén, en: compressor power}}
      - {resource: electricity, min: 30, max: 50, unit: "%", evidence: measured, year: 2019, source: plant}
      - {resource: water, before: 2.9, after: 1.4, unit: m3/t, evidence: measured, year: 2019, source: plant, of: {vi: đá, en: ice}}
      - {resource: money, value: 1250.5, unit: million VND/year, evidence: claimed, year: 2018, source: plant}
    payback: {value: 18, unit: month, qualifier: under, evidence: claimed, year: 2018, source: plant}
    sources: [plant, manual]
  - id: defrost
    name: {vi: Xả băng, en: Defrost}
    steps: [freezing]
    type: process-control
    cost: none
    resources: [electricity]
    sources: [manual]
cases:
  - id: plant-a
    name: {vi: Nhà máy A, en: Plant A}
    where: {vi: "Huế, 10 tấn/ngày", en: "Hue, 10 t a day"}
    country: VN
    year: 2019
    measures: [insulate]
    what: {vi: Bọc lại bể., en: Insulated the tank.}
    results:
      - {resource: water, before: 2.9, after: 1.4, unit: m3/t, evidence: measured, year: 2019, source: plant, of: {vi: đá, en: ice}}
      - {resource: electricity, value: 12.5, unit: "%", evidence: claimed, year: null, source: weak-blog}
    cost: {value: 300, unit: million VND, evidence: claimed, year: 2019, source: plant}
    sources: [plant]
  - id: plant-b
    name: {vi: Nhà máy B, en: Plant B}
    where: {vi: Đan Mạch, en: Denmark}
    country: DK
    measures: [insulate]
    what: {vi: Kiểm toán., en: Audit.}
    results:
      - {resource: energy, before: 100, after: 75, unit: MJ/t, evidence: potential, year: 2023, source: plant, of: {vi: đá, en: ice}}
    sources: [plant]
wastes:
  - {id: brine, name: {vi: Nước muối, en: Brine}, from: [freezing], note: {vi: Xả khi thay., en: Drained when changed.}}
laws:
  - {instrument: regulation-3, note: {vi: Áp dụng cho nước muối., en: Concerns brine.}}
  - {instrument: circular-1}
start_here: [defrost, insulate]
gaps: [{vi: Chưa thấy số liệu < 2000., en: Nothing from before < 2000.}]
sources:
  survey-2012: {title: Survey, publisher: Institute, year: 2013, lang: en, grade: primary}
  plant: {title: Report, publisher: "A & Co", year: 2020, lang: vi, grade: secondary}
  manual: {title: Manual, publisher: Press, year: null, lang: vi, grade: primary}
  weak-blog: {title: Blog, publisher: Somebody, year: null, lang: en, grade: weak}
  law-site: {title: Law, publisher: Ministry, year: 2016, lang: vi, grade: primary}
"""  # noqa: E501

PAGES = {
    "index": ("start-here", "key-figures", "laws", "gaps"),
    "process": ("process-map", "freezing", "cutting", "chilling", "wastes"),
    "benchmarks": ("power", "melt-loss", "norms"),
    "measures": ("at-freezing", "at-chilling", "insulate", "defrost"),
    "cases": ("plant-a", "plant-b"),
}


@pytest.fixture(scope="module")
def ice(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """A made-up sector with one figure of every shape."""
    root = tmp_path_factory.mktemp("ice")
    (root / DATA / "sectors").mkdir(parents=True)
    for name in ("units.yml", "vocabulary.yml", "labels.yml"):
        shutil.copyfile(ROOT / DATA / name, root / DATA / name)
    (root / DATA / "instruments.yml").write_text(INSTRUMENTS, encoding="utf-8")
    (root / DATA / "sectors" / "ice.yml").write_text(SECTOR, encoding="utf-8")
    for lang in LANGS:
        folder = root / "docs" / lang / "sectors" / "ice"
        folder.mkdir(parents=True)
        for name, ids in PAGES.items():
            body = "".join(f"\n## {i} {{#{i}}}\n\ntext\n" for i in ids)
            (folder / f"{name}.md").write_text(f"# {name}\n{body}", encoding="utf-8")
    corpus = load(root)
    assert not corpus.facts.problems
    return corpus


def context(corpus: Corpus, lang: str, name: str, sector: str = "ice") -> Context:
    page = corpus.page(lang, f"sectors/{sector}/{name}")
    assert page is not None
    return Context(corpus, page, TermIndex(corpus))


# -- reading a block back


class _Reader(HTMLParser):
    """Text, attributes and nesting of a block. Fails on tags that do not close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag != "br":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@dataclass(frozen=True)
class Read:
    text: str
    tags: list[tuple[str, dict[str, str | None]]]
    sources: set[str]

    def all(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        return [a for t, a in self.tags if t == tag and all(a.get(k.rstrip("_")) == v for k, v in attributes.items())]

    @property
    def spoken(self) -> list[str]:
        """What a screen reader says of the pictures."""
        return [a["aria-label"] or "" for t, a in self.tags if a.get("role") == "img"]


def read(html: str) -> Read:
    """Parse a block, and hold it to what every block promises."""
    assert "\n\n" not in html, "a blank line would end the HTML block"
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open
    for tag, attributes in reader.found:
        assert set(re.findall(r"([\w-]+):", attributes.get("style") or "")) <= {"--tick"}
        if tag == "a":
            assert attributes.get("href")
    text = re.sub(r"[ \n]+", " ", "".join(reader.words))
    sources = set(re.findall(f"{CITE[0]}(.*?){CITE[1]}", text))
    return Read(re.sub(f"{CITE[0]}.*?{CITE[1]}", "", text), reader.found, sources)


def amounts(ctx: Context, quantity: Quantity) -> list[str]:
    return [ctx.number(number) for number in quantity.numbers]


def numbers_in(text: str, lang: str) -> set[Decimal]:
    found = (read_number(match, lang) for match in re.findall(r"\d[\d.,]*", text))
    return {number for number in found if number is not None}


# -- the made-up sector


@pytest.mark.parametrize("lang", LANGS)
def test_strip_shows_every_figure_with_unit_and_source(ice: Corpus, lang: str) -> None:
    ctx = context(ice, lang, "measures")
    measure = ctx.topic.measures[0]
    block = read(strip.measure_strip(ctx, measure))
    for saving in [*measure.saves, measure.payback]:
        assert saving is not None
        assert numbers_in(block.text, lang) >= set(saving.numbers)
        assert unescape(ctx.unit(saving.unit)) in block.text
        assert saving.source in block.sources
    assert block.sources >= set(measure.sources)
    million = {"vi": f"1.250,5{NBSP}triệu đồng/năm", "en": f"1,250.5{NBSP}million VND/year"}
    assert million[lang] in block.text
    assert {"vi": f"2,9 →{NBSP}1,4{NBSP}m³/tấn đá", "en": f"2.9 →{NBSP}1.4{NBSP}m³/t ice"}[lang] in block.text
    assert {"vi": "giảm 52%, tính từ hai số này", "en": "52% less, worked out from these two"}[lang] in block.text


def test_strip_bar_stops_at_the_figures_and_money_has_none(ice: Corpus) -> None:
    ctx = context(ice, "vi", "measures")
    html = strip.measure_strip(ctx, ctx.topic.measures[0])
    bars = re.findall(r'<svg class="hb-bar".*?</svg>\n', html)
    assert len(bars) == 2
    assert 'class="v" x2="20%"' in bars[0] and "<path" in bars[0]
    assert 'class="v" x2="30%"' in bars[1] and 'class="o" x1="30%" x2="50%"' in bars[1]


@pytest.mark.parametrize(("qualifier", "solid"), [("up-to", False), ("under", False), ("about", True), (None, True)])
def test_strip_bar_is_solid_only_for_what_is_sure(ice: Corpus, qualifier: str | None, solid: bool) -> None:
    ctx = context(ice, "vi", "measures")
    measure = ctx.topic.measures[0]
    saving = measure.saves[0].model_copy(update={"qualifier": qualifier})
    html = strip.measure_strip(ctx, measure.model_copy(update={"saves": [saving]}))
    assert ('class="v"' in html) is solid and ('class="o"' in html) is not solid


def test_strip_frame_is_broken_for_what_nobody_measured(ice: Corpus) -> None:
    ctx = context(ice, "vi", "measures")
    block = strip.measure_strip(ctx, ctx.topic.measures[0])
    assert '<span class="hb-ev hb-ev--said">nguồn nêu, nguồn yếu</span>' in block
    assert '<span class="hb-ev">kết quả đo</span>' in block
    assert "(theo nguồn)" in block


def test_strip_links_steps_and_cases_and_keeps_plans_apart(ice: Corpus) -> None:
    ctx = context(ice, "en", "measures")
    block = read(strip.measure_strip(ctx, ctx.topic.measures[0]))
    links = [a["href"] for a in block.all("a")]
    assert links == ["../process/#freezing", "../process/#chilling", "../cases/#plant-a", "../cases/#plant-b"]
    assert "Applied atPlant A (2019)" in block.text and "Proposed atPlant B" in block.text
    assert "data-search-exclude" in block.all("section")[0]


def test_strip_without_figure_says_so_and_what_to_do(ice: Corpus) -> None:
    ctx = context(ice, "vi", "measures")
    block = read(strip.measure_strip(ctx, ctx.topic.measures[1]))
    assert "Chưa tìm thấy con số công bố. Đo điện tính trên mỗi tấn đá" in block.text
    assert "Chưa thấy nguồn công bố" in block.text and "Chưa có điển hình" in block.text
    assert block.sources == {"manual"} and not block.all("svg")


@pytest.mark.parametrize(
    ("before", "after", "percent"),
    [("2.9", "1.4", "-52"), ("100", "99.6", "-0.4"), ("5", "5", None), ("0", "4", None), ("2", "3", "50")],
)
def test_change_is_worked_out_from_both_numbers(before: str, after: str, percent: str | None) -> None:
    quantity = Quantity(before=Decimal(before), after=Decimal(after), unit="t", evidence="measured", source="x")
    assert strip.change_percent(quantity) == (None if percent is None else Decimal(percent))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [("44", "47.5", "tăng 3,5 điểm %"), ("8.44", "4.18", "giảm 4,26 điểm %"), ("10.5", "70", "tăng 59,5 điểm %")],
)
def test_between_two_shares_the_change_is_in_points(ice: Corpus, before: str, after: str, words: str) -> None:
    """From 10.5 to 70% is no growth of 567%."""
    quantity = Quantity(before=Decimal(before), after=Decimal(after), unit="%", evidence="measured", source="x")
    assert strip.change(context(ice, "vi", "measures"), quantity).startswith(f"{words}, ")


@pytest.mark.parametrize(
    ("before", "after", "unit", "words"),
    [
        ("20", "7", "US gal/minute", f"khoảng 76 →{NBSP}26{NBSP}lít/phút"),
        ("31000000", None, "US gal/year", f"khoảng 120.000{NBSP}m³/năm"),
        ("0.278", "0.073", "kWh/lb", f"khoảng 0,613 →{NBSP}0,16{NBSP}kWh/kg"),
        ("28", None, "lb/1000 lb", f"khoảng 28{NBSP}kg/1.000{NBSP}kg"),
        ("40", "30", "L/sq ft", f"khoảng 430 →{NBSP}320{NBSP}lít/m²"),
        ("5", None, "kWh/t", ""),
    ],
)
def test_units_of_the_usa_are_told_in_metric_ones_too(
    ice: Corpus, before: str, after: str | None, unit: str, words: str
) -> None:
    """With no more digits than the figure has, and in the larger unit where the number would be long."""
    ctx = context(ice, "vi", "measures")
    shape = {"value": before} if after is None else {"before": before, "after": after}
    quantity = Quantity(**shape, unit=unit, evidence="measured", source="x")
    assert metric.in_metric(ctx, quantity) == words


def test_labels_of_marks_far_apart_stand_at_their_marks() -> None:
    """A mark at zero has no room on its left and one at the end none on its right: the labels go between them."""
    html = plot._two_labels([(2.0, "8.4", False), (98.0, "112.2", True)])
    assert "|" not in html and 'x="2%"' in html and 'x="98%" y="50%" dx="-12" text-anchor="end"' in html
    assert "8.4 | 9.1" in plot._two_labels([(2.0, "8.4", False), (5.0, "9.1", True)])


@pytest.mark.parametrize("lang", LANGS)
def test_chart_says_every_value(ice: Corpus, lang: str) -> None:
    ctx = context(ice, lang, "benchmarks")
    benchmark = ctx.topic.benchmarks[0]
    block = read(chart.benchmark_chart(ctx, benchmark))
    spoken = " ".join(block.spoken)
    for item in shown(ctx, benchmark):
        assert item.drawn is not None
        assert all(number in spoken for number in amounts(ctx, item.drawn))
        assert item.point.source in block.sources
    assert len(block.spoken) == 7  # both periods of the norm share a row
    assert all(unescape(ctx.unit("kWh/t")) in words for words in block.spoken)
    assert "0,2" in block.text if lang == "vi" else "0.2" in block.text  # the figure as the source gives it


def test_chart_groups_stand_in_order_and_old_figures_are_hollow(ice: Corpus) -> None:
    ctx = context(ice, "en", "benchmarks")
    html = chart.benchmark_chart(ctx, ctx.topic.benchmarks[0])
    heads = ["Survey average", "Range", "Measured in plants", "Stated by a source", "Norm, Circular 1"]
    places = [html.index(head) for head in heads]
    assert places == sorted(places)
    rows = re.findall(r'<tr role="row"><th scope="row".*?</tr>', html)
    hollow = [row for row in rows if "hb-mk--open" in row]
    assert [re.search(r'aria-label="([^"]*)"', row)[1] for row in hollow] == [
        "70 kWh/t", "before 90, after 60 kWh/t", "66 kWh/t, 2021–2025; 75 kWh/t, to the end of 2020",
    ]  # fmt: skip
    assert '<span class="hb-state hb-state--ended">Period 2021–2025 has ended</span>' in html
    assert "Replaced by Circular 2." in html and "hb-state--unsure" in html
    assert "Hollow shapes: older figures or periods of the same source." in html


def test_chart_without_direction_or_norm_claims_neither(ice: Corpus) -> None:
    ctx = context(ice, "en", "benchmarks")
    block = read(chart.benchmark_chart(ctx, ctx.topic.benchmarks[1]))
    assert "better" not in block.text and "legal norm" not in block.text
    assert block.spoken == ["3.5%"]


def test_chart_shows_a_figure_of_another_dimension_as_text(ice: Corpus) -> None:
    ctx = context(ice, "en", "benchmarks")
    benchmark = ctx.topic.benchmarks[1]
    foreign = benchmark.points[0].model_copy(update={"unit": "kg"})
    block = read(chart.benchmark_chart(ctx, benchmark.model_copy(update={"points": [foreign]})))
    assert f"3.5{NBSP}kg" in block.text and not block.spoken


@pytest.mark.parametrize(("largest", "pictured"), [("3.5", True), ("175", True), ("176", False)])
def test_figures_too_far_apart_have_no_picture(ice: Corpus, largest: str, pictured: bool) -> None:
    ctx = context(ice, "en", "benchmarks")
    benchmark = ctx.topic.benchmarks[1]
    small, none = benchmark.points[0], benchmark.points[0].model_copy(update={"value": Decimal(0)})
    large = small.model_copy(update={"value": Decimal(largest)})
    block = read(chart.benchmark_chart(ctx, benchmark.model_copy(update={"points": [small, none, large]})))
    assert bool(block.spoken) is pictured
    assert ("too far apart for one scale" in block.text) is not pictured
    assert pictured or all(f"{number}%" in block.text for number in ("3.5", "0", largest))


def test_norms_that_share_a_row_say_which_value_is_whose(ice: Corpus) -> None:
    ctx = context(ice, "en", "benchmarks")
    benchmark = ctx.topic.benchmarks[0].model_copy(update={"unit": "MJ/t"})
    text = read(chart.benchmark_chart(ctx, benchmark)).text
    said = f"2021–2025: the source gives 66{NBSP}kWh/t; to the end of 2020: the source gives 75{NBSP}kWh/t"
    assert said in text


def test_conversion_keeps_three_digits_and_the_rest_of_the_figure(ice: Corpus) -> None:
    ctx = context(ice, "en", "benchmarks")
    point = ctx.topic.benchmarks[0].points[3]
    drawn = convert(ctx, point, "kWh/t")
    assert drawn is not None and drawn.value == Decimal("55.6") and drawn.unit == "kWh/t" and drawn.scope == point.scope
    assert point.value == Decimal("0.2") and convert(ctx, point, "kWh/t") is not point


@pytest.mark.parametrize("largest", ["0.003", "0.6", "1", "4.3", "7", "99", "306", "10000", "123456789"])
def test_axis_starts_at_zero_with_few_round_ticks(largest: str) -> None:
    axis = Axis.over([Decimal(largest)])
    assert axis.ticks[0] == 0 and 3 <= len(axis.ticks) <= 6
    assert axis.at(Decimal(0)) == 0 and 60 < axis.at(Decimal(largest)) < 100


def test_axis_makes_room_for_labels() -> None:
    axis = Axis.over([Decimal(10000)], [(Decimal(10000), "2,000–10,000")])
    assert fits_right(axis.at(Decimal(10000)), "2,000–10,000") and len(axis.ticks) <= 6


@pytest.mark.parametrize("largest", ["9", "9900", "790000", "24000000", "0.0043"])
def test_tick_labels_stand_apart(ice: Corpus, largest: str) -> None:
    """Long numbers: fewer ticks are labelled, from zero to the end of the row, and none runs into the next."""
    axis = Axis.over([Decimal(largest)])
    labels = chart._tick_labels(context(ice, "vi", "benchmarks"), axis)
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}
    boxes = [(x - shift[anchor] * width(words), x + (1 - shift[anchor]) * width(words)) for x, anchor, words in labels]
    assert boxes[0][0] == 0 and len(boxes) >= 2
    assert all(left[1] <= right[0] for left, right in pairwise(boxes))
    assert len(axis.ticks) > len(labels) if len(largest) > 7 else len(axis.ticks) == len(labels)


def test_labels_stay_inside_the_plot(ice: Corpus) -> None:
    """No label starts so far right, or ends so far left, that it would leave the plot on a phone."""
    for lang in LANGS:
        ctx = context(ice, lang, "benchmarks")
        for benchmark in ctx.topic.benchmarks:
            _assert_labels_inside(chart.benchmark_chart(ctx, benchmark))


def _assert_labels_inside(html: str) -> None:
    body = html.split("</thead>")[1]
    for x, rest, words in re.findall(r'<text[^>]* x="([\d.]+)%"([^>]*)>([^<]*)</text>', body):
        wide = len(words) * 2.3 + 4
        if "end" in rest:
            assert float(x) - wide >= -1, words
        elif "middle" not in rest:
            assert float(x) + wide <= 103, words


@pytest.mark.parametrize("lang", LANGS)
def test_map_has_every_step_once_and_counts_its_measures(ice: Corpus, lang: str) -> None:
    ctx = context(ice, lang, "process")
    block = read(process_map.process_map(ctx))
    links = [a["href"] for a in block.all("a")]
    assert links == ["#freezing", "../measures/#at-freezing", "#cutting", "#chilling", "../measures/#at-chilling"]
    words = {"vi": ("1. Cấp đông", "Mất nhiều nhất: điện", "2 giải pháp", "Thành phẩm: đá", "ra 2."),
             "en": ("1. Freezing", "Main loss: electricity", "2 measures", "Product: ice", "to 2.")}  # fmt: skip
    assert all(word in block.text for word in words[lang])
    assert block.sources == {"survey-2012"}
    assert len(block.all("li", class_="hb-main-loss")) == 1 and len(block.all("li", class_="hb-aside")) == 1


def test_step_panel_says_what_is_judgement(ice: Corpus) -> None:
    ctx = context(ice, "en", "process")
    freezing, cutting, chilling = (read(process_map.step_panel(ctx, step)) for step in ctx.topic.steps)
    assert "our judgement" not in freezing.text.split("Measures for")[0] and "survey-2012" in freezing.sources
    assert "over 20% of compressor power, stated by source" in freezing.text and "no published figure" in freezing.text
    assert "No measure for this step yet." in cutting.text
    assert "water (our judgement)" in chilling.text


def test_wastes_say_where_they_come_from(ice: Corpus) -> None:
    block = read(process_map.wastes(context(ice, "en", "process")))
    assert "Brine" in block.text and "Drained when changed." in block.text
    assert [a["href"] for a in block.all("a")] == ["#freezing"]


@pytest.mark.parametrize("lang", LANGS)
def test_norms_show_value_period_and_state(ice: Corpus, lang: str) -> None:
    ctx = context(ice, lang, "benchmarks")
    block = read(norms.norms(ctx))
    ended = {"vi": ("Kỳ 2021–2025 đã hết", "Kỳ đã hết"), "en": ("Period 2021–2025 has ended", "Period has ended")}
    current, past = ended[lang]
    assert block.text.index(current) < block.text.index(past)
    assert numbers_in(block.text, lang) >= {Decimal(66), Decimal(75)} and block.sources == {"law-site"}


def test_laws_carry_dates_of_the_language(ice: Corpus) -> None:
    vi, en = (read(norms.laws(context(ice, lang, "index"))).text for lang in LANGS)
    assert "QCVN 3: nước thải (ban hành 28/02/2025)Hiệu lực từ 01/09/2025Áp dụng cho nước muối." in vi
    assert "QCVN 3: wastewater (issued 28 February 2025)In force from 1 September 2025Concerns brine." in en
    assert "Kỳ 2021–2025 đã hết" in vi and "Period 2021–2025 has ended" in en


def test_a_sector_without_norms_and_laws_says_so(ice: Corpus) -> None:
    ctx = context(ice, "en", "index")
    kept = ctx.topic.laws, ctx.topic.benchmarks
    ctx.topic.laws, ctx.topic.benchmarks = [], []
    try:
        assert "No legal norm" in norms.norms(ctx) and "No law" in norms.laws(ctx)
        assert overview.key_figures(ctx) == ""
    finally:
        ctx.topic.laws, ctx.topic.benchmarks = kept


def test_lanes_follow_cost_and_show_the_first_saving(ice: Corpus) -> None:
    ctx = context(ice, "en", "index")
    block = read(overview.start_here(ctx))
    assert re.search(
        r"No cost.*Defrost no published figure.*Low cost.*Insulate the \"brine\" tank over 20%", block.text
    )
    assert "cost stated by source" in block.text and "Investment" not in block.text
    assert block.sources == {"plant", "weak-blog"}


def test_the_lane_that_needs_money_leads_to_those_who_lend_it() -> None:
    corpus = load(ROOT)
    page = corpus.page("vi", "sectors/rice-milling/index")
    assert page is not None
    html = overview.start_here(Context(corpus, page, TermIndex(corpus)))
    assert html.count('<a href="../../policy/finance/">Vay vốn, xin hỗ trợ ở đâu</a>') == 1
    assert html.index("Cần đầu tư") < html.index("policy/finance")


@pytest.mark.parametrize("lang", LANGS)
def test_key_figures_are_the_marked_points(ice: Corpus, lang: str) -> None:
    block = read(overview.key_figures(context(ice, lang, "index")))
    assert {"vi": "Điện61,5 kWh/tấn đá", "en": "Power61.5 kWh/tonne of ice"}[lang] in block.text
    assert "2012" in block.text and block.sources == {"survey-2012"}


def test_pages_row_marks_the_open_page(ice: Corpus) -> None:
    block = read(overview.sector_pages(context(ice, "en", "measures")))
    links = block.all("a")
    assert [a["href"] for a in links] == ["../", "../process/", "../benchmarks/", "./", "../cases/"]
    assert [a.get("aria-current") for a in links] == [None, None, None, "page", None]
    assert "Process 2 steps" in block.text and "Benchmarks 9 figures" in block.text and "Cases 2" in block.text
    assert block.all("nav")[0]["aria-label"] == "Pages: Ice <block> & cubes"


@pytest.mark.parametrize("lang", LANGS)
def test_case_card_draws_results_and_names_its_sources(ice: Corpus, lang: str) -> None:
    ctx = context(ice, lang, "cases")
    block = read(case_card.case_card(ctx, ctx.topic.cases[0]))
    spoken = {"vi": "trước 2,9; sau 1,4 m³/tấn đá; giảm 52%", "en": "before 2.9; after 1.4 m³/t ice; 52% less"}
    assert len(block.spoken) == 1 and block.spoken[0].startswith(spoken[lang])
    place = {"vi": "Việt Nam: Huế, 10 tấn/ngày; 2019", "en": "Vietnam: Hue, 10 t a day; 2019"}
    assert place[lang] in block.text and "A & Co" in block.text
    assert {"vi": "12,5%", "en": "12.5%"}[lang] in block.text
    assert {"vi": "không công bố", "en": "not published"}[lang] in block.text
    assert block.sources == {"plant", "weak-blog"}


def test_a_potential_is_never_drawn_like_a_result(ice: Corpus) -> None:
    ctx = context(ice, "en", "cases")
    html = case_card.case_card(ctx, ctx.topic.cases[1])
    block = read(html)
    assert not block.spoken and f"100 →{NBSP}75" in block.text
    assert '<span class="hb-ev hb-ev--said">potential, not a result</span>' in html
    assert block.text.count("Denmark") == 1


def test_texts_of_the_data_cannot_break_the_page(ice: Corpus) -> None:
    gaps = overview.gaps(context(ice, "en", "index"))
    assert "before &lt; 2000." in gaps
    pages = overview.sector_pages(context(ice, "vi", "index"))
    assert 'aria-label="Các trang: Làm đá &lt;cây&gt; &amp; đá viên"' in pages


def test_links_to_places_not_written_yet_become_plain_text(ice: Corpus) -> None:
    ctx = context(ice, "vi", "measures")
    assert ctx.topic_link("Cắt", "process", "no-such-step") == "Cắt"


# -- the real sectors


def _sectors() -> list[str]:
    return sorted(file.stem for file in (ROOT / DATA / "sectors").glob("*.yml"))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The real facts with bare pages, so that blocks can be tried before a sector's text is written."""
    root = tmp_path_factory.mktemp("real")
    shutil.copytree(ROOT / DATA, root / DATA)
    for lang in LANGS:
        for sector in _sectors():
            folder = root / "docs" / lang / "sectors" / sector
            folder.mkdir(parents=True)
            for name in PAGES:
                (folder / f"{name}.md").write_text(f"# {name}\n", encoding="utf-8")
    return load(root)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("sector", _sectors())
def test_real_figures_come_through_unchanged(real: Corpus, sector: str, lang: str) -> None:
    """Numbers, units and sources of every benchmark, measure and case stand in its block."""
    ctx = context(real, lang, "measures", sector)
    for measure in ctx.topic.measures:
        block = read(strip.measure_strip(ctx, measure))
        _assert_shown(ctx, block, [*measure.saves, *([measure.payback] if measure.payback else [])])
        assert block.sources >= set(measure.sources)
    for benchmark in ctx.topic.benchmarks:
        _assert_chart(ctx, benchmark)
    for case in ctx.topic.cases:
        _assert_case(ctx, case)


def _assert_shown(ctx: Context, block: Read, quantities: list[Quantity]) -> None:
    for quantity in quantities:
        assert all(number in block.text for number in amounts(ctx, quantity)), quantity.path
        assert unescape(ctx.unit(quantity.unit)) in block.text, quantity.path
        assert quantity.source in block.sources, quantity.path


def _assert_chart(ctx: Context, benchmark: Benchmark) -> None:
    html = chart.benchmark_chart(ctx, benchmark)
    block = read(html)
    spoken = " ".join(block.spoken)
    items = shown(ctx, benchmark)
    for item in items:
        assert item.drawn is not None, f"{benchmark.id}: {item.point.unit} is not {benchmark.unit}"
        assert item.point.source in block.sources
        if share_a_scale(items):
            assert all(number in spoken for number in amounts(ctx, item.drawn)), benchmark.id
        else:
            assert ctx.figure(item.point) in html and not block.spoken, benchmark.id
    if share_a_scale(items):
        _assert_labels_inside(html)


def _assert_case(ctx: Context, case: Case) -> None:
    block = read(case_card.case_card(ctx, case))
    quantities: list[Quantity] = [*case.results, *(q for q in (case.cost, case.payback) if q)]
    _assert_shown(ctx, block, quantities)
    assert block.sources >= set(case.sources)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("sector", _sectors())
def test_real_overviews_are_well_formed(real: Corpus, sector: str, lang: str) -> None:
    ctx = context(real, lang, "index", sector)
    for block in (overview.sector_pages, overview.start_here, overview.key_figures, overview.gaps):
        read(block(ctx))
    for block in (norms.laws, norms.norms, process_map.process_map, process_map.wastes):
        read(block(ctx))
    for step in ctx.topic.steps:
        read(process_map.step_panel(ctx, step))
