// The rows of fuels. Each gives megajoules: by an official factor, by a calorific value, or metered as heat.
import { element } from "./dom.js";
import { Field } from "./field.js";

const HEAT_UNITS = ["GJ", "MWh", "kWh"];
const OWN_UNITS = ["t", "kg"];
const NCV_UNITS = { "kcal/kg": "kcal", "MJ/kg": "MJ" };

export class Fuels {
  constructor(fieldset, data, lang, changed) {
    Object.assign(this, { data, lang, changed, rows: [], list: fieldset.querySelector("div") });
    fieldset.querySelector(":scope > button").addEventListener("click", () => this.add().fuel.focus());
    this.add();
  }

  /** A new row; its first select has the focusable name of the fuel. */
  add(fuelId) {
    const { say, fuels } = this.data;
    const kinds = [["", say["pick-fuel"]], ...fuels.map(({ id, name }) => [id, name]), ["heat", say.heat], ["own", say.own]];
    const fuel = select(kinds, say.fuel);
    const row = { fuel, field: this.field(say.amount, say.unit), ncv: this.field(say.ncv, say.unit) };
    const remove = element("button", { type: "button", className: "hb-plain" }, say.remove);
    row.box = element("div", { className: "hb-check__fuel" }, fuel, row.field.box, row.ncv.box, remove);
    setOptions(row.ncv.select, Object.keys(NCV_UNITS).map((unit) => [unit, unit]));
    const choose = () => {
      setOptions(row.field.select, this.units(fuel.value).map(([id, text]) => [id, text]));
      row.ncv.box.hidden = fuel.value !== "own";
      row.field.echo();
      this.changed();
    };
    fuel.addEventListener("change", choose);
    remove.addEventListener("click", () => {
      row.box.remove();
      this.rows = this.rows.filter((other) => other !== row);
      if (!this.rows.length) this.add();
      this.changed();
    });
    this.rows.push(row);
    this.list.append(row.box);
    if (fuelId) fuel.value = fuelId;
    choose();
    return row;
  }

  field(name, unitName) {
    const input = element("input", { type: "text", inputMode: "decimal", spellcheck: false });
    const choice = element("select", { "aria-label": `${unitName}: ${name}` });
    const output = element("output");
    const field = new Field({ input, select: choice, output }, this.data, this.lang, () => this.changed());
    field.box = element("div", { className: "hb-check__in" }, element("label", {}, name, input), choice, output);
    return field;
  }

  /** [unit, spelling, megajoules in one] of a fuel; for a fuel with its own calorific value kilograms in one. */
  units(fuelId) {
    const { units, fuels } = this.data;
    const known = { "": OWN_UNITS, heat: HEAT_UNITS, own: OWN_UNITS }[fuelId];
    if (known) return known.map((id) => [id, units[id][0], units[id][1]]);
    return fuels.find(({ id }) => id === fuelId).units;
  }

  energy({ fuel, field, ncv }) {
    const each = this.units(fuel.value).find(([id]) => id === field.unit)[2];
    const heat = fuel.value === "own" ? ncv.value * this.data.units[NCV_UNITS[ncv.unit]][1] : 1;
    return field.value * each * heat;
  }

  /** Megajoules of all rows; undefined while none is filled in, or one only by half. */
  get total() {
    const filled = this.rows.filter(({ field }) => field.value !== undefined);
    if (!filled.length || filled.some((row) => this.lacks(row))) return undefined;
    return filled.reduce((sum, row) => sum + (row.field.value ? this.energy(row) : 0), 0);
  }

  /** What a row with an amount still needs: "fuel" or "ncv". Nothing used needs nothing more. */
  lacks({ fuel, field, ncv }) {
    if (!field.value) return null;
    return !fuel.value ? "fuel" : fuel.value === "own" && !ncv.value ? "ncv" : null;
  }

  /** Say at each row what is wrong with it. */
  check() {
    for (const row of this.rows) {
      row.field.echo();
      row.ncv.echo();
      if (this.lacks(row) === "fuel") row.field.complain(this.data.say["pick-fuel"]);
      if (this.lacks(row) === "ncv" && !row.ncv.wrong) row.ncv.complain(this.data.say.needed);
    }
  }

  save() {
    return this.rows
      .filter(({ field }) => field.value !== undefined)
      .map(({ fuel, field, ncv }) => [fuel.value, field.value, field.unit, ncv.value ?? "", ncv.unit].join("~"));
  }

  load(rows) {
    for (const { box } of this.rows) box.remove();
    this.rows = [];
    for (const text of rows) {
      const [fuelId, value, unit, ncv, ncvUnit] = text.split("~");
      if (!["", "heat", "own", ...this.data.fuels.map(({ id }) => id)].includes(fuelId)) continue;
      const row = this.add(fuelId);
      Object.assign(row.field, { unit, value: number(value) });
      Object.assign(row.ncv, { unit: ncvUnit, value: number(ncv) });
    }
    if (!this.rows.length) this.add();
  }
}

const number = (text) => (text && Number.isFinite(Number(text)) ? Number(text) : undefined);

function select(options, name) {
  const node = element("select", { "aria-label": name });
  setOptions(node, options);
  return node;
}

function setOptions(node, options) {
  const before = node.value;
  node.replaceChildren(...options.map(([value, text]) => element("option", { value }, text)));
  if (options.some(([value]) => value === before)) node.value = before;
}
