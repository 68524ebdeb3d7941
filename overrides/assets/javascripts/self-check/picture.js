// The picture of one comparison: a scale from zero with the plant, what it is compared with, and the best figure.
import { fill, shape } from "./dom.js";
import { write } from "./numbers.js";

const STEPS = [1, 2, 2.5, 5, 10];

/** End of a scale that holds `largest`: a round number with some air. */
export function scaleEnd(largest) {
  const rough = (largest * 1.08) / 4;
  const size = 10 ** Math.floor(Math.log10(rough));
  return STEPS.find((step) => step * size >= rough) * size * 4;
}

/** The `svg`; `top` is the number of the best point, or -1. */
export function picture(result, top, data, lang) {
  const { check, you, index, place, range } = result;
  const point = check.points[index];
  const values = [you, ...point.at, ...(top < 0 ? [] : check.points[top].at)];
  const end = scaleEnd(Math.max(...values));
  const x = (value) => `${Math.round((value / end) * 10000) / 100}%`;
  const youText = fill(data.say.you, { value: write(you, lang, 3) });
  const average = point.kind === "survey" && point.at.length === 1;
  const refText = fill(data.say[average ? "ref-average" : "ref"], { value: point.shown });
  const marks = [
    label(x(you), 20, youText, you / end),
    pointer(x(you)),
    label(x(middle(point.at)), 84, refText, middle(point.at) / end),
  ];
  const gap = range && place === "within" ? null : [result.edge, you].sort((a, b) => a - b);
  const lines = [shape("line", { class: "hb-axis", x1: 0, x2: "100%", y1: 56, y2: 56 })];
  if (gap && result.each > 0) lines.push(shape("line", { class: "hb-gap", x1: x(gap[0]), x2: x(gap[1]), y1: 56, y2: 56 }));
  marks.push(...(point.at.length > 1 ? spanOf(point.at.map(x), point.kind) : [mark(x(point.at[0]), point)]));
  const spoken = [youText, refText];
  if (top >= 0 && top !== index) {
    const text = fill(data.say.best, { value: check.points[top].shown });
    const { at, kind } = check.points[top];
    marks.push(...(at.length > 1 ? spanOf(at.map(x), kind) : [mark(x(at[0]), check.points[top])]));
    marks.push(label(x(middle(at)), 106, text, middle(at) / end));
    spoken.push(text);
  }
  const name = fill(data.say.picture, { end: write(end, lang, 3), unit: check.unit, marks: spoken.join("; ") });
  return shape("svg", { class: "hb-plot hb-scale", role: "img", "aria-label": name }, ...lines, ...marks);
}

const middle = (at) => (at[0] + at.at(-1)) / 2;

function label(x, y, text, share) {
  const anchor = share < 0.2 ? "start" : share > 0.8 ? "end" : "middle";
  const node = shape("text", { x, y, "text-anchor": anchor });
  node.textContent = text;
  return node;
}

function pointer(x) {
  const path = shape("path", { class: "hb-mk hb-mk--you", d: "M-7-14h14L0 0z" });
  return shape("svg", { x, y: 48, overflow: "visible" }, path);
}

/** A dot is an average of a survey, a diamond one plant or statement, a bar a norm; hollow is older. */
function mark(x, point) {
  const classes = `hb-mk${point.kind === "norm" ? " hb-mk--law" : ""}${point.old ? " hb-mk--open" : ""}`;
  if (point.kind === "survey") return shape("circle", { class: classes, cx: x, cy: 56, r: 6 });
  const d = point.kind === "norm" ? "M-2.5-10h5v20h-5z" : "M0-7.5 7.5 0 0 7.5-7.5 0z";
  return shape("svg", { x, y: 56, overflow: "visible" }, shape("path", { class: classes, d }));
}

function spanOf([left, right], kind) {
  const classes = kind === "norm" ? "hb-ln hb-ln--law" : "hb-ln";
  const line = (x1, x2, y1, y2) => shape("line", { class: classes, x1, x2, y1, y2 });
  return [line(left, right, 56, 56), line(left, left, 48, 64), line(right, right, 48, 64)];
}
