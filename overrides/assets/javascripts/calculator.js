// The small calculators: reads the form, works the formulas out, shows the results. Nothing is sent or stored.
import { evaluate } from "./calculator/formula.js";
import { readNumber } from "./self-check/numbers.js";

const lang = document.documentElement.lang;

function start(section) {
  const data = JSON.parse(section.querySelector("script").textContent);
  const form = section.querySelector("form");
  const show = () => {
    const values = readAll(form, data);
    for (const [name, [formula, digits]] of Object.entries(data.results)) {
      values[name] = values.broken ? NaN : evaluate(formula, values);
      form.elements[name].value = Number.isFinite(values[name]) ? shown(values[name], digits) : "–";
      form.elements[name].title = Number.isFinite(values[name]) || values.broken ? "" : data.say.none;
    }
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  show();
}

/** The numbers of the form by name; `broken` when one of them cannot be used, which the field itself says. */
function readAll(form, data) {
  const values = { broken: false };
  for (const [name, [min, max]] of Object.entries(data.inputs)) {
    const field = form.elements[name];
    const { value, error } = readNumber(field.value, lang);
    const outside = value < min || (max !== null && value > max);
    const problem = error || value === undefined ? data.say.number : outside ? range(data.say.range, min, max) : "";
    field.setCustomValidity(problem);
    field.title = problem;
    field.setAttribute("aria-invalid", String(problem !== ""));
    if (problem) values.broken = true;
    values[name] = value;
  }
  return values;
}

const range = (text, min, max) => text.replace("{min}", shown(min, 3)).replace("{max}", max === null ? "…" : shown(max, 3));

const shown = (value, digits) => new Intl.NumberFormat(lang, { maximumFractionDigits: digits }).format(value);

for (const section of document.querySelectorAll(".hb-calc")) start(section);
