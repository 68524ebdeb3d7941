// The form: which inputs are shown, what they amount to in base units, prices, and keeping all of it in an address.
import { element, fill } from "./dom.js";
import { Field } from "./field.js";
import { Fuels } from "./fuels.js";

const FUELS = "fuels";

export class Form {
  constructor(section, data, lang) {
    Object.assign(this, { data, lang, form: section.querySelector("form"), fields: {}, prices: new Map() });
    this.period = this.form.querySelector("[data-period]");
    this.boxes = [...this.form.querySelectorAll("[type=checkbox]")];
    this.priceList = this.form.querySelector(".hb-check__prices > div");
    for (const box of this.form.querySelectorAll("[data-in]")) {
      const id = box.dataset.in;
      if (id === FUELS) continue;
      const [input, select, output] = ["input", "select", "output"].map((name) => box.querySelector(name));
      this.fields[id] = new Field({ input, select, output }, data, lang, () => this.listPrices());
    }
    const fieldset = this.form.querySelector(".hb-check__fuels");
    this.fuels = fieldset && new Fuels(fieldset, data, lang, () => this.listPrices());
    for (const box of this.boxes) box.addEventListener("change", () => this.showNeeded());
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
    this.fuels?.check();
  }

  /** The first visible field with something wrong. */
  get wrong() {
    return [...this.form.querySelectorAll("[aria-invalid]")].find((input) => input.offsetParent);
  }

  /** Show the inputs of the ticked benchmarks only. */
  showNeeded() {
    const needed = new Set(this.checks.flatMap(({ above, below }) => [...above, below]));
    for (const box of this.form.querySelectorAll("[data-in]")) box.hidden = !needed.has(box.dataset.in);
    this.listPrices();
  }

  /** Amounts by input in base units: m³, kg, MJ. Empty inputs are left out. */
  get amounts() {
    const amounts = {};
    for (const [id, field] of Object.entries(this.fields)) {
      if (!field.wrong && field.value !== undefined) amounts[id] = field.value * this.data.units[field.unit][1];
    }
    const energy = this.fuels?.total;
    if (energy !== undefined) amounts[FUELS] = energy;
    return amounts;
  }

  /** Name of an input as the reader sees it. */
  nameOf(id) {
    const box = this.form.querySelector(`[data-in="${id}"]`);
    return (box.querySelector("label b") ?? box.querySelector("legend")).firstChild.textContent.trim();
  }

  // -- prices

  /** What can have a price: the amounts shown and every fuel, as [key, name, unit, amount in that unit]. */
  get priced() {
    const above = new Set(this.checks.filter(({ better }) => better === "lower").flatMap((check) => check.above));
    const items = [...above].filter((id) => id !== FUELS).map((id) => [id, this.nameOf(id), this.fields[id]]);
    if (above.has(FUELS) && this.fuels) {
      for (const { fuel, field } of this.fuels.rows) {
        if (fuel.value) items.push([`${FUELS}.${fuel.value}.${field.unit}`, fuel.selectedOptions[0].text, field]);
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

  // -- the address

  /** Everything entered as parameters, numbers with a point. `chosen` is what each benchmark is compared with. */
  save(chosen) {
    const found = new URLSearchParams({ period: this.period.value, compare: this.checks.map(({ id }) => id).join(".") });
    for (const [id, field] of Object.entries(this.fields)) {
      if (field.value !== undefined) found.set(`in.${id}`, `${field.value}~${field.unit}`);
    }
    for (const row of this.fuels?.save() ?? []) found.append("fuel", row);
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
    if (this.fuels) this.fuels.load(found.getAll("fuel"));
    for (const [key, text] of found) {
      const [kind, id] = [key.split(".")[0], key.slice(key.indexOf(".") + 1)];
      const [value, unit] = text.split("~");
      if (kind === "in" && this.fields[id] && value && Number.isFinite(Number(value))) {
        Object.assign(this.fields[id], { unit, value: Number(value) });
      }
      const check = this.data.checks.find((one) => one.id === id);
      if (kind === "with" && check?.points[Number(text)]) chosen[id] = Number(text);
    }
    this.showNeeded();
    for (const [id, field] of this.prices) if (Number(found.get(`price.${id}`))) field.value = Number(found.get(`price.${id}`));
    return chosen;
  }
}
