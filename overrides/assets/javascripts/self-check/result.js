// One comparison in words and as a picture: the sentence first.
import { best } from "./compare.js";
import { element, fill } from "./dom.js";
import { write } from "./numbers.js";
import { picture } from "./picture.js";

const NEAR = 0.05;
/** How far from 1 a ratio still counts as the same. */

/** `mark(id)` marks a source; `choose(check, index)` compares with another figure; `form` knows units, period and prices. */
export function resultOf(result, { data, lang, form, mark, choose }) {
  const { check, you } = result;
  const point = check.points[result.index];
  const top = best(check);
  const value = `${write(you, lang, 3)} ${check.unit}`;
  const box = element(
    "section", { className: "hb-check__one", "aria-label": check.name },
    element("p", { className: "hb-k" }, `${check.name}: ${value} (${data.say[check.better]})`),
    element("h3", { className: "hb-answer" }, sentence(result, data, lang)),
    scope(point, mark),
    picture(result, top, data, lang),
    ...gap(result, data, lang, form, mark),
    comparedWith(check, result.index, data, choose),
  );
  if (top >= 0 && top !== result.index) {
    const { shown, about, source } = check.points[top];
    const text = fill(data.say["best-is"], { value: `${shown} ${check.unit}`, about });
    box.append(element("p", { className: "hb-sub" }, text, mark(source)));
  }
  const why = element("a", { href: `${mark.home}#${check.id}` }, data.say.why);
  box.append(element("p", { className: "hb-sub" }, why));
  return box;
}

/** "1.6 times the survey average": never "higher by", which can be read two ways. */
export function sentence({ check, index, ratio, place, range }, data, lang) {
  const { say } = data;
  const point = check.points[index];
  const text = `${point.shown} ${check.unit}`;
  if (range && place === "within") return fill(say.within, { range: text });
  const average = point.kind === "survey" && !range;
  const end = { above: say["high-end"], below: say["low-end"] }[place];
  const what = range ? fill(end, { range: text }) : say[average ? "average" : point.kind];
  if (Math.abs(ratio - 1) < NEAR) return fill(say.same, { what });
  const x = write(ratio, lang, ratio >= 10 ? 3 : 2);
  return fill(ratio > 1 ? say.more : say.less, { x, what });
}

/** The gap in quantity for the period and the year, in money and, for electricity, in CO2. */
function gap(result, data, lang, form, mark) {
  const { say } = data;
  const { check, total, amount, each } = result;
  if (!(total > 0) || Math.abs(result.ratio - 1) < 1e-9) return [element("p", {}, say["no-gap"])];
  const unit = unitFor(check, total, data, form);
  const written = (base) => `${write(base / unit.factor, lang, 3)} ${unit.text}`;
  const { times } = form;
  const text = fill(say.gap, {
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

/** The unit the reader chose for the amount; a sum of energies in GJ. */
function unitFor(check, total, data, form) {
  if (check.above.length === 1 && form.fields[check.above[0]]) {
    const { unit } = form.fields[check.above[0]];
    return { text: data.units[unit][0], factor: data.units[unit][1] };
  }
  const [text, factor] = data.units[total >= 1000 ? "GJ" : "MJ"];
  return { text, factor };
}

/** Kind of evidence, scope, year and source of the figure compared with: a figure never stands alone. */
function scope({ evidence, about, said, source }, mark) {
  const frame = element("span", { className: `hb-ev${said ? " hb-ev--said" : ""}` }, evidence);
  return element("p", { className: "hb-sub" }, frame, ` ${about}`, mark(source));
}

function comparedWith(check, index, data, choose) {
  const select = element(
    "select", {},
    ...check.points.map((point, value) => element("option", { value }, `${point.shown}: ${point.name || point.about}, ${point.evidence}`)),
  );
  select.value = index;
  select.addEventListener("change", () => choose(check, Number(select.value)));
  return element("label", { className: "hb-check__with" }, data.say.compared, select);
}
