// One number with its unit, and the line below it that says how it was read.
import { element, fill } from "./dom.js";
import { readNumber, write } from "./numbers.js";

let count = 0;

/** A field over existing elements; `changed` is called after the reader has changed it. */
export class Field {
  constructor({ input, select, output }, data, lang, changed) {
    Object.assign(this, { input, select, output, data, lang, flipped: false });
    output.id ||= `hb-check-${++count}`;
    input.setAttribute("aria-describedby", output.id);
    input.addEventListener("input", () => {
      this.flipped = false;
      this.echo();
      changed?.();
    });
    select?.addEventListener("change", () => {
      this.echo();
      changed?.();
    });
  }

  get unit() {
    return this.select?.value ?? "";
  }

  set unit(id) {
    if (this.select && [...this.select.options].some((option) => option.value === id)) this.select.value = id;
  }

  get unitText() {
    return this.select?.selectedOptions[0]?.text ?? "";
  }

  /** The number as typed, in the unit chosen; undefined when empty or not a number. */
  get value() {
    const { value, other } = readNumber(this.input.value, this.lang);
    return this.flipped ? other : value;
  }

  set value(number) {
    this.flipped = false;
    this.input.value = number === undefined ? "" : write(number, this.lang);
    this.echo();
  }

  /** Text as it was typed, readable or not. */
  set text(typed) {
    this.flipped = false;
    this.input.value = typed;
    this.echo();
  }

  get wrong() {
    return Boolean(readNumber(this.input.value, this.lang).error);
  }

  /** Show how the text was read, or what is wrong with it. */
  echo() {
    const { error, value, other } = readNumber(this.input.value, this.lang);
    if (error) return this.complain(this.data.say[error]);
    this.input.removeAttribute("aria-invalid");
    this.output.replaceChildren();
    if (value === undefined) return;
    const written = (number) => `${write(number, this.lang)} ${this.unitText}`.trim();
    this.output.append(fill(this.data.say.read, { value: written(this.value) }));
    if (other === undefined) return;
    const text = fill(this.data.say.other, { value: written(this.flipped ? value : other) });
    const button = element("button", { type: "button", className: "hb-plain" }, text);
    button.addEventListener("click", () => {
      this.flipped = !this.flipped;
      this.echo();
      this.input.focus();
      this.input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    this.output.append(" ", button);
  }

  complain(text) {
    this.input.setAttribute("aria-invalid", "true");
    this.output.replaceChildren(element("strong", {}, text));
  }
}
