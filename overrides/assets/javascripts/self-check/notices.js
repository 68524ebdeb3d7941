// What is said beside the fields: figures that cannot be used yet, and figures that look wrong.
import { begun, missing, yours } from "./compare.js";
import { element, fill } from "./dom.js";
import { FAR, isNear, keyOf } from "./doubt.js";
import { write } from "./numbers.js";

export class Notices {
  /** `again()` is called after the reader has mended or confirmed something; `sure` holds what was confirmed. */
  constructor(form, data, lang, sure, again) {
    Object.assign(this, { form, data, lang, sure, again });
  }

  /** Say it anew. `far` are values of `doubts`; `checks` are all that are ticked. */
  show(checks, amounts, far) {
    for (const old of this.form.form.querySelectorAll(".hb-check__far, .hb-check__lack")) old.remove();
    for (const value of far) this.form.placeOf(value.check.above[0]).after(this.farOff(value, amounts));
    for (const [id, lacking] of this.unused(checks, amounts)) {
      this.form.placeOf(id).append(element("p", { className: "hb-check__lack" }, ...this.lacks(lacking)));
    }
  }

  /** Inputs that are filled in but serve no benchmark yet, each with what is lacking. */
  unused(checks, amounts) {
    const found = new Map();
    for (const check of checks.filter((one) => begun(one, amounts))) {
      const lacking = missing(check, amounts);
      for (const id of check.above.filter((one) => amounts[one] !== undefined)) {
        const before = found.get(id);
        if (!before || lacking.length < before.length) found.set(id, lacking);
      }
    }
    return [...found].filter(([, lacking]) => lacking.length);
  }

  /** "Still missing: Beer (output)", every name leading to its field. */
  lacks(ids) {
    const { say } = this.data;
    const [before, after] = say.missing.split("{what}");
    const parts = ids.flatMap((id, index) => [index ? "; " : "", this.leadTo(id)]);
    return [before, ...parts, after];
  }

  leadTo(id) {
    const { say, checks } = this.data;
    const name = this.form.nameOf(id);
    const divides = checks.some(({ below }) => below === id);
    const text = divides ? fill(say["missing-output"], { name }) : `${name} (${say["type-zero"]})`;
    const button = element("button", { type: "button", className: "hb-check__to" }, text);
    button.addEventListener("click", () => this.form.focus(id));
    return button;
  }

  /** A value far off: ask, offer the units that would bring it near, and take the reader's word for it. */
  farOff(value, amounts) {
    const { check, you, above, edge } = value;
    const { say } = this.data;
    const written = (number) => `${write(number, this.lang, 3)} ${check.unit}`;
    const values = { name: check.name, value: written(you), edge: written(edge), x: FAR };
    const box = element(
      "div", { className: "hb-check__far", role: "group", "aria-label": check.name, tabIndex: -1 },
      element("p", {}, element("strong", {}, fill(say[above ? "far-above" : "far-below"], values)), ` ${say.far}`),
    );
    for (const id of [...check.above, check.below]) box.append(...this.swaps(check, id, amounts));
    const sure = element("button", { type: "button", className: "hb-plain" }, say.sure);
    sure.addEventListener("click", () => {
      this.sure.add(keyOf(value));
      this.again();
    });
    box.append(sure);
    return box;
  }

  swaps(check, id, amounts) {
    const { data, form } = this;
    const field = form.fields[id];
    const units = field ? [...field.select.options].map(({ value }) => value) : [];
    return units
      .filter((unit) => unit !== field.unit)
      .filter((unit) => isNear(check, yours(check, { ...amounts, [id]: field.value * data.units[unit][1] }).you))
      .map((unit) => {
        const text = fill(data.say.swap, { name: form.nameOf(id), unit: data.units[unit][0] });
        const button = element("button", { type: "button", className: "hb-plain" }, text);
        button.addEventListener("click", () => {
          field.unit = unit;
          field.echo();
          this.again();
        });
        return button;
      });
  }
}
