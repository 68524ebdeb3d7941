// The rows of fuels. Each gives megajoules: by an official factor, by a calorific value, or metered as heat.
import { element } from "./dom.js";
import { Field } from "./field.js";

const HEAT_UNITS = ["GJ", "MWh", "kWh"];
const POWER_UNITS = ["kWh", "MWh"];
const OWN_UNITS = ["t", "kg", "m3"];
const NCV_UNITS = { "kcal/kg": "kcal", "MJ/kg": "MJ" };
const NCV_BY_VOLUME = { "kcal/m³": "kcal", "MJ/m³": "MJ" };

export class Fuels {
  /** `powered`: electricity is one of the fuels. */
  constructor(fieldset, data, lang, powered, changed) {
    Object.assign(this, { data, lang, powered, changed, rows: [], list: fieldset.querySelector("div") });
    fieldset.querySelector(":scope > button").addEventListener("click", () => this.add().fuel.focus());
    this.add();
  }

  /** A new row; its first select has the focusable name of the fuel. */
  add(fuelId) {
    const { say, fuels } = this.data;
    const kinds = [["", say["pick-fuel"]], ...fuels.map(({ id, name }) => [id, name]), ["own", say.own], ["heat", say.heat]];
    if (this.powered) kinds.splice(1, 0, ["power", say.power]);
    const fuel = select(kinds, say.fuel);
    const row = { fuel, field: this.field(say.amount, say.unit), ncv: this.field(say.ncv, say.unit) };
    const remove = element("button", { type: "button", className: "hb-plain" }, say.remove);
    row.box = element("div", { className: "hb-check__fuel" }, fuel, row.field.box, row.ncv.box, remove);
    const chooseUnit = () => setOptions(row.ncv.select, Object.keys(this.ncvUnits(row)).map((unit) => [unit, unit]));
    row.field.select.addEventListener("change", chooseUnit);
    const choose = () => {
      setOptions(row.field.select, this.units(fuel.value).map(([id, text]) => [id, text]));
      row.ncv.box.hidden = fuel.value !== "own";
      chooseUnit();
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

  /** [unit, spelling, megajoules in one] of a fuel; for a fuel with its own calorific value kilograms or m³ in one. */
  units(fuelId) {
    const { units, fuels } = this.data;
    const known = { "": OWN_UNITS, heat: HEAT_UNITS, own: OWN_UNITS, power: POWER_UNITS }[fuelId];
    if (known) return known.map((id) => [id, units[id][0], units[id][1]]);
    return fuels.find(({ id }) => id === fuelId).units;
  }

  ncvUnits({ field }) {
    return field.unit === "m3" ? NCV_BY_VOLUME : NCV_UNITS;
  }

  /** Megajoules in one unit of a row. */
  each(row) {
    const { fuel, field, ncv } = row;
    const each = this.units(fuel.value).find(([id]) => id === field.unit)[2];
    return each * (fuel.value === "own" ? ncv.value * this.data.units[this.ncvUnits(row)[ncv.unit]][1] : 1);
  }

  /** The only row that counts, or undefined. */
  get single() {
    const used = this.rows.filter(({ field }) => field.value);
    return used.length === 1 ? used[0] : undefined;
  }

  /** Megajoules of all rows; undefined while none is filled in, or one only by half. */
  get total() {
    const filled = this.rows.filter(({ field }) => field.value !== undefined);
    if (!filled.length || filled.some((row) => this.lacks(row))) return undefined;
    return filled.reduce((sum, row) => sum + (row.field.value ? row.field.value * this.each(row) : 0), 0);
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
      if (!["", "heat", "own", ...(this.powered ? ["power"] : []), ...this.data.fuels.map(({ id }) => id)].includes(fuelId)) continue;
      const row = this.add(fuelId);
      Object.assign(row.field, { unit, value: number(value) });
      row.field.select.dispatchEvent(new Event("change"));
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
