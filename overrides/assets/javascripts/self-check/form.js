// The form: which inputs are shown, what they amount to in base units, prices, and keeping all of it as parameters.
import { element, fill } from "./dom.js";
import { Field } from "./field.js";
import { Fuels } from "./fuels.js";

const FUELS = "fuels";

export class Form {
  constructor(section, data, lang) {
    Object.assign(this, { data, lang, form: section.querySelector("form"), fields: {}, fuels: {}, prices: new Map() });
    this.period = this.form.querySelector("[data-period]");
    this.output = this.form.querySelector("[data-output]");
    this.boxes = [...this.form.querySelectorAll("[type=checkbox]")];
    this.priceList = this.form.querySelector(".hb-check__prices > div");
    const changed = () => this.listPrices();
    for (const box of this.form.querySelectorAll("[data-in]")) {
      const id = box.dataset.in;
      if (box.matches("fieldset")) {
        this.fuels[id] = new Fuels(box, data, lang, data.powered.includes(id), changed);
        continue;
      }
      const [input, select, output] = ["input", "select", "output"].map((name) => box.querySelector(name));
      this.fields[id] = new Field({ input, select, output }, data, lang, changed);
    }
    for (const box of this.boxes) box.addEventListener("change", () => this.showNeeded());
    this.output?.addEventListener("change", () => this.chooseOutput(this.output.value));
    this.showNeeded();
  }

  get checks() {
    const ticked = new Set(this.boxes.filter((box) => box.checked).map((box) => box.value));
    return this.data.checks.filter(({ id }) => ticked.has(id));
  }

  get times() {
    return Number(this.period.selectedOptions[0].dataset.times);
  }

  /** Say at each field how it was read or what is wrong. */
  check() {
    for (const field of Object.values(this.fields)) field.echo();
    for (const fuels of Object.values(this.fuels)) fuels.check();
  }

  /** The first visible field with something wrong. */
  get wrong() {
    return [...this.form.querySelectorAll("[aria-invalid]")].find((input) => input.offsetParent);
  }

  /** Whether anything has been typed. */
  get filled() {
    return [...this.form.querySelectorAll("input[type=text]")].some((input) => input.value.trim() !== "");
  }

  /** Ask for what is divided by this output, and for nothing else. */
  chooseOutput(below) {
    const wanted = new Set(this.data.checks.filter((check) => check.below === below && check.start).map(({ id }) => id));
    for (const box of this.boxes) box.checked = wanted.has(box.value);
    this.showNeeded();
  }

  /** Show the inputs of the ticked benchmarks only. */
  showNeeded() {
    const { checks } = this;
    const needed = new Set(checks.flatMap(({ above, below }) => [...above, below]));
    for (const box of this.form.querySelectorAll("[data-in]")) box.hidden = !needed.has(box.dataset.in);
    if (this.output && !needed.has(this.output.value) && checks.length) this.output.value = checks[0].below;
    this.listPrices();
  }

  /** Amounts by input in base units: m³, kg, MJ. Empty inputs are left out. */
  get amounts() {
    const amounts = {};
    for (const [id, field] of Object.entries(this.fields)) {
      if (!field.wrong && field.value !== undefined) amounts[id] = field.value * this.data.units[field.unit][1];
    }
    for (const [id, { total }] of Object.entries(this.fuels)) if (total !== undefined) amounts[id] = total;
    return amounts;
  }

  placeOf(id) {
    return this.form.querySelector(`[data-in="${CSS.escape(id)}"]`);
  }

  /** Name of an input as the reader sees it. */
  nameOf(id) {
    const box = this.placeOf(id);
    return (box.querySelector("label b") ?? box.querySelector("legend")).firstChild.textContent.trim();
  }

  focus(id) {
    this.placeOf(id).querySelector("input").focus();
  }

  /** The unit the reader thinks of a summed energy in, as `{text, factor}` in MJ: that of the only part that counts. */
  energyUnit(check, amounts) {
    const used = check.above.filter((id) => amounts[id]);
    const row = used.length === 1 ? this.fuels[used[0]]?.single : undefined;
    if (row && row.fuel.value) return { text: row.field.unitText, factor: this.fuels[used[0]].each(row) };
    const field = used.length === 1 ? this.fields[used[0]] : undefined;
    return field && { text: field.unitText, factor: this.data.units[field.unit][1] };
  }

  // -- prices

  /** What can have a price: the amounts shown and every fuel, as [key, name, unit, amount in that unit]. */
  get priced() {
    const above = new Set(this.checks.filter(({ better }) => better === "lower").flatMap((check) => check.above));
    const items = [];
    for (const id of above) {
      if (this.fields[id]) items.push([id, this.nameOf(id), this.fields[id]]);
      for (const { fuel, field } of this.fuels[id]?.rows ?? []) {
        if (fuel.value) items.push([`${id}.${fuel.value}.${field.unit}`, fuel.selectedOptions[0].text, field]);
      }
    }
    return items.map(([key, name, field]) => [key, name, field.unitText, field.value]);
  }

  listPrices() {
    if (!this.priceList) return;
    const wanted = [...new Map(this.priced.map((item) => [item[0], item])).values()];
    const key = JSON.stringify(wanted.map(([id, , unit]) => [id, unit]));
    if (key === this.listed) return;
    this.listed = key;
    const before = this.prices;
    this.prices = new Map();
    const boxes = wanted.map(([id, name, unit]) => {
      const input = element("input", { type: "text", inputMode: "decimal", spellcheck: false });
      const output = element("output");
      const field = new Field({ input, output }, this.data, this.lang);
      field.priceOf = unit;
      const old = before.get(id);
      if (old?.priceOf === unit) field.value = old.value;
      this.prices.set(id, field);
      return element("div", { className: "hb-check__in" }, element("label", {}, fill(this.data.say.price, { name, unit }), input), output);
    });
    this.priceList.replaceChildren(...boxes);
  }

  /** What an amount cost in the period; undefined unless every part of it that was used has a price. */
  cost(check) {
    const parts = this.priced.filter(([key]) => check.above.includes(key.split(".")[0]));
    let sum = 0;
    for (const [key, , , amount] of parts) {
      const price = this.prices.get(key)?.value;
      if (!amount) continue;
      if (!price) return undefined;
      sum += amount * price;
    }
    return sum || undefined;
  }

  // -- keeping

  /** Everything entered as parameters, numbers with a point. `chosen` is what each benchmark is compared with. */
  save(chosen) {
    const found = new URLSearchParams({ period: this.period.value, compare: this.checks.map(({ id }) => id).join(".") });
    for (const [id, field] of Object.entries(this.fields)) {
      if (field.wrong) found.set(`text.${id}`, field.input.value);
      else if (field.value !== undefined) found.set(`in.${id}`, `${field.value}~${field.unit}`);
    }
    for (const [id, fuels] of Object.entries(this.fuels)) {
      for (const row of fuels.save()) found.append(id === FUELS ? "fuel" : `fuel.${id}`, row);
    }
    for (const [id, field] of this.prices) if (field.value) found.set(`price.${id}`, field.value);
    for (const [id, index] of Object.entries(chosen)) found.set(`with.${id}`, index);
    return found;
  }

  /** Fill the form from parameters of `save`; returns what each benchmark is compared with. Nonsense is left out. */
  load(found) {
    if ([...this.period.options].some(({ value }) => value === found.get("period"))) this.period.value = found.get("period");
    const ticked = (found.get("compare") ?? "").split(".");
    for (const box of this.boxes) box.checked = ticked.includes(box.value);
    const chosen = {};
    for (const [id, fuels] of Object.entries(this.fuels)) fuels.load(found.getAll(id === FUELS ? "fuel" : `fuel.${id}`));
    for (const [key, text] of found) {
      const [kind, id] = [key.split(".")[0], key.slice(key.indexOf(".") + 1)];
      const [value, unit] = text.split("~");
      if (kind === "in" && this.fields[id] && value && Number.isFinite(Number(value))) {
        Object.assign(this.fields[id], { unit, value: Number(value) });
      }
      if (kind === "text" && this.fields[id]) this.fields[id].text = text;
      const check = this.data.checks.find((one) => one.id === id);
      if (kind === "with" && check?.points[Number(text)]) chosen[id] = Number(text);
    }
    this.showNeeded();
    for (const [id, field] of this.prices) if (Number(found.get(`price.${id}`))) field.value = Number(found.get(`price.${id}`));
    return chosen;
  }

  /** Empty every field. */
  clear() {
    for (const field of [...Object.values(this.fields), ...this.prices.values()]) field.value = undefined;
    for (const fuels of Object.values(this.fuels)) fuels.load([]);
    this.listPrices();
  }
}
