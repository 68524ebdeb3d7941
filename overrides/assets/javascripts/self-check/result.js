// One comparison in words and as a picture: the sentence first.
import { best, ended, reached, yours } from "./compare.js";
import { element, fill } from "./dom.js";
import { write } from "./numbers.js";
import { picture } from "./picture.js";

/** How far from 1 a ratio still counts as the same. */
const NEAR = 0.05;

/** `mark(id)` marks a source; `choose(check, index)` compares with another figure; `form` knows units, period and prices. */
export function resultOf(result, { data, lang, form, amounts, mark, choose }) {
  const { check, you } = result;
  const point = check.points[result.index];
  const top = best(check);
  const value = `${write(you, lang, 3)} ${check.unit}`;
  const lead = notBest(result, top, data, lang);
  const box = element(
    "section", { className: "hb-check__one", "aria-label": check.name },
    element("p", { className: "hb-k" }, `${check.name}: ${value} (${data.say[check.better]})`),
    element("h3", { className: "hb-answer" }, sentence(result, data, lang)),
    ...whole(check, point, data.say, mark),
    picture(result, top, data, lang),
    ...gap(result, data, lang, form, amounts, mark, lead),
    comparedWith(check, result.index, data, choose),
  );
  if (top >= 0 && top !== result.index && !lead) {
    const { shown, about, source } = check.points[top];
    const text = fill(data.say["best-is"], { value: `${shown} ${check.unit}`, about });
    box.append(element("p", { className: "hb-sub" }, text, mark(source), noteOf(check.points[top])));
  }
  const why = element("a", { href: `${mark.home}#${check.id}` }, data.say.why);
  box.append(element("p", { className: "hb-sub" }, why));
  return box;
}

/** The plant's own value, and the question which published figure to hold it against. */
export function ask(check, { data, lang, amounts, mark, choose }) {
  const { say } = data;
  const value = `${write(yours(check, amounts).you, lang, 3)} ${check.unit}`;
  const [only, ...others] = check.points;
  const one = !others.length;
  const why = element("a", { href: `${mark.home}#${check.id}` }, data.say.why);
  return element(
    "section", { className: "hb-check__one", "aria-label": check.name },
    element("p", { className: "hb-k" }, `${check.name} (${say[check.better]})`),
    element("h3", { className: "hb-answer" }, fill(say[one ? "ask-one" : "ask"], { value })),
    element("p", { className: "hb-sub" }, say[one ? "ask-one-why" : "ask-why"]),
    ...(one ? whole(check, only, say, mark) : check.note ? [element("p", { className: "hb-sub" }, check.note)] : []),
    one ? agree(say["choose-one"], () => choose(check, 0)) : comparedWith(check, -1, data, choose),
    element("p", { className: "hb-sub" }, why),
  );
}

/** What is still better than a plant that is not behind the figure compared with; empty when there is nothing. */
function notBest({ check, you, index, total }, top, data, lang) {
  if (top < 0 || top === index || total > 0) return "";
  const { shown, name, about, note } = check.points[top];
  const ratio = you / reached(check, check.points[top]);
  if (check.better === "lower" ? ratio <= 1 + NEAR : ratio >= 1 - NEAR) return "";
  const values = { x: write(ratio, lang, 2), value: `${shown} ${check.unit}`, name: name || about };
  return [fill(data.say["not-best"], values), note].filter(Boolean).join(" ");
}

/** "1.6 times the survey average": never "higher by", which can be read two ways. */
export function sentence({ check, index, ratio, place, range }, data, lang) {
  const { say } = data;
  const point = check.points[index];
  const text = `${point.shown} ${check.unit}`;
  if (range && place === "within") return fill(say.within, { range: ended(point) ? fill(say.over, { what: text }) : text });
  const average = point.kind === "survey" && !range;
  const end = { above: say["high-end"], below: say["low-end"] }[place];
  const figure = range ? fill(end, { range: text }) : say[average ? "average" : point.kind];
  const what = ended(point) ? fill(say.over, { what: figure }) : figure;
  if (Math.abs(ratio - 1) < NEAR) return fill(say.same, { what });
  const x = write(ratio, lang, ratio >= 10 ? 3 : 2);
  return fill(ratio > 1 ? say.more : say.less, { x, what });
}

/** The gap in quantity for the period and the year, in money and, for electricity, in CO2. */
function gap(result, data, lang, form, amounts, mark, lead) {
  const { say } = data;
  const { check, total, amount, each } = result;
  if (!(total > 0) || Math.abs(result.ratio - 1) < 1e-9) return [element("p", {}, [say["no-gap"], lead].join(" "))];
  const unit = unitFor(check, total, data, form, amounts);
  const written = (base) => `${write(base / unit.factor, lang, 3)} ${unit.text}`;
  const { times } = form;
  const within = result.range && result.place === "within";
  const text = fill(!within ? say.gap : check.better === "lower" ? say["gap-to-low"] : say["gap-to-high"], {
    end: `${write(result.edge, lang)} ${check.unit}`,
    each: `${write(each, lang, 3)} ${check.unit}`,
    period: written(total),
    times: say[`in-${form.period.value}`],
    year: times > 1 ? fill(say["gap-year"], { year: written(total * times) }) : "",
  });
  const found = [element("p", { className: "hb-check__gap" }, text)];
  const cost = form.cost(check);
  if (cost && check.better === "lower") {
    const year = write((cost / amount) * total * times, lang, 3);
    found.push(element("p", {}, element("b", {}, fill(say.money, { year }))));
  }
  if (data.grid && check.resource === "electricity" && check.better === "lower") {
    const { tonnes, value, year: base, source } = data.grid;
    const words = fill(say.carbon, { tonnes: write(total * times * tonnes, lang, 3), factor: write(value, lang), base });
    found.push(element("p", { className: "hb-sub" }, words, mark(source), "."));
  }
  return found;
}

/** The unit the reader chose for the amount; several energies in kWh or GJ, as the benchmark has it. */
function unitFor(check, total, data, form, amounts) {
  const known = form.energyUnit(check, amounts);
  if (known) return known;
  const [text, factor] = data.units[["kWh", "MWh"].includes(check.amountUnit) ? "kWh" : total >= 1000 ? "GJ" : "MJ"];
  return { text, factor };
}

function agree(text, chosen) {
  const button = element("button", { type: "button", className: "hb-plain" }, text);
  button.addEventListener("click", chosen);
  return button;
}

/** A figure with everything that belongs to it. */
function whole(check, point, say, mark) {
  const values = { value: `${point.shown} ${check.unit}`, name: point.name || point.about };
  const over = ended(point) ? ` (${say.ended})` : "";
  const notes = check.note ? [element("p", { className: "hb-sub" }, check.note)] : [];
  return [element("p", { className: "hb-check__against" }, fill(say.against, values) + over), scope(point, mark), ...notes];
}

/** Kind of evidence, scope, year, source and note of the figure compared with: a figure never stands alone. */
function scope(point, mark) {
  const { evidence, about, said, source } = point;
  const frame = element("span", { className: `hb-ev${said ? " hb-ev--said" : ""}` }, evidence);
  return element("p", { className: "hb-sub" }, frame, ` ${about}`, mark(source), noteOf(point));
}

/** What the data says beside a figure, after its source. */
const noteOf = ({ note }) => (note ? `. ${note}` : "");

/** The figures to choose from; `index` -1: none yet. */
function comparedWith(check, index, { say }, choose) {
  const words = ({ shown, name, about, evidence, ...point }) =>
    [`${shown}: ${name || about}`, evidence, ...(ended(point) ? [say.ended] : [])].join(", ");
  const options = check.points.map((point, value) => element("option", { value }, words(point)));
  if (index < 0) options.unshift(element("option", { value: -1 }, say.choose));
  const select = element("select", {}, ...options);
  select.value = index;
  select.addEventListener("change", () => choose(check, Number(select.value)));
  return element("label", { className: "hb-check__with" }, index < 0 ? say.choose : say.compared, select);
}
