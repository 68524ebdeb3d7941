// The self-check: reads the form, compares with the facts in the page, shows the result. Nothing is sent or stored.
import { begun, compare, missing } from "./self-check/compare.js";
import { element, fill } from "./self-check/dom.js";
import { Form } from "./self-check/form.js";
import { write } from "./self-check/numbers.js";
import { resultOf } from "./self-check/result.js";
import { todo } from "./self-check/todo.js";

const KEPT = "#self-check?";
const FINE = 1.05;
/** Up to this ratio nothing is called behind. */

const lang = document.documentElement.lang;

/** Bring a form to life. `page` is the document it came from, `home` the address of that document without a fragment. */
function start(section, page = document, home = location.href.split("#")[0]) {
  const data = JSON.parse(section.querySelector("script").textContent);
  const form = new Form(section, data, lang);
  const out = section.querySelector(".hb-check__out");
  const mark = sourceMarks(page, home, data.say);
  let chosen = {};

  function show({ focus } = {}) {
    const { checks, amounts } = form;
    const zeros = checks.filter((check) => isZero(check, amounts, form, data));
    const ready = checks.filter((check) => !missing(check, amounts).length && !zeros.includes(check));
    const results = ready.map((check) => compare(check, amounts, chosen[check.id]));
    const far = results.filter((result) => result.far);
    const sound = results.filter((result) => !result.far).sort((a, b) => b.worse - a.worse);
    const choose = (check, index) => {
      chosen = { ...chosen, [check.id]: index };
      show();
      out.querySelector(`[aria-label="${CSS.escape(check.name)}"] select`)?.focus();
    };
    const parts = [
      ...sound.map((result) => resultOf(result, { data, lang, form, mark, choose })),
      ...far.map((result) => askAboutUnits(result, amounts)),
      ...incomplete(checks, amounts),
    ];
    if (sound.length) parts.splice(sound.length, 0, element("p", { className: "hb-sub" }, data.say.caution));
    if (sound.length) parts.splice(1, 0, todo(data, sound[0].check.resource, sound[0].worse <= FINE, home, lang));
    if (sound.length) parts.push(keep());
    const status = element("p", { className: "hb-vh", role: "status" });
    out.replaceChildren(status, ...(parts.length ? parts : [element("p", {}, data.say.nothing)]));
    if (focus) {
      status.textContent = out.querySelector("h3, .hb-check__far, p:not(.hb-vh)")?.textContent ?? "";
      out.tabIndex = -1;
      out.focus({ preventScroll: true });
      out.scrollIntoView({ block: "nearest" });
    }
  }

  /** A value a hundred times off: ask, and offer the units that would bring it near. */
  function askAboutUnits(result, amounts) {
    const { check, you } = result;
    const box = element("div", { className: "hb-check__far" }, element("h3", { className: "hb-answer" }, check.name));
    box.append(element("p", {}, fill(data.say.far, { value: `${write(you, lang, 3)} ${check.unit}` })));
    for (const id of [...check.above, check.below]) {
      const field = form.fields[id];
      for (const unit of field ? [...field.select.options].map(({ value }) => value) : []) {
        const changed = compare(check, { ...amounts, [id]: field.value * data.units[unit][1] }, result.index);
        if (unit === field.unit || changed.ratio > 5 || changed.ratio < 0.2) continue;
        const text = fill(data.say.swap, { name: form.nameOf(id), unit: data.units[unit][0] });
        const button = element("button", { type: "button", className: "hb-plain" }, text);
        button.addEventListener("click", () => {
          field.unit = unit;
          field.echo();
          show({ focus: true });
        });
        box.append(button);
      }
    }
    return box;
  }

  function incomplete(checks, amounts) {
    return checks
      .filter((check) => begun(check, amounts) && missing(check, amounts).length)
      .map((check) => {
        const what = missing(check, amounts).map((id) => form.nameOf(id)).join(", ");
        return element("p", { className: "hb-sub" }, `${check.name}. ${fill(data.say.missing, { what })}`);
      });
  }

  /** The figures go into the fragment of the address on this button only. */
  function keep() {
    const button = element("button", { type: "button", className: "hb-plain" }, data.say.keep);
    const note = element("span", { className: "hb-sub", role: "status" });
    button.addEventListener("click", () => {
      const found = form.save(chosen);
      found.set("sector", section.dataset.sector);
      history.replaceState(history.state, "", KEPT + found);
      note.textContent = ` ${data.say.kept}`;
    });
    return element("p", { className: "hb-check__tools" }, button, note);
  }

  form.form.addEventListener("submit", (event) => {
    event.preventDefault();
    form.check();
    show({ focus: true });
    form.wrong?.focus();
  });
  form.form.querySelector("[type=submit]").disabled = false;

  const kept = keptFigures();
  if (kept?.get("sector") === section.dataset.sector) {
    chosen = form.load(kept);
    show();
    section.scrollIntoView();
  }
}

/** Zero output cannot divide, and nothing used cannot be compared; the field says so. */
function isZero(check, amounts, form, { say }) {
  const nothing = check.above.every((id) => amounts[id] === 0);
  if (amounts[check.below] === 0) form.fields[check.below].complain(say.zero);
  if (nothing && check.above.length === 1) form.fields[check.above[0]]?.complain(say.zero);
  return amounts[check.below] === 0 || nothing;
}

/** The parameters behind `#self-check?`, or null. */
function keptFigures() {
  return location.hash.startsWith(KEPT) ? new URLSearchParams(location.hash.slice(KEPT.length)) : null;
}

/** A function that makes the numbered mark of a source; the numbers are those of the list at the end of `page`. */
function sourceMarks(page, home, say) {
  const mark = (id) => {
    const number = page.getElementById(`ref-${id}`)?.textContent.match(/^\s*(\d+)\./)?.[1];
    if (!number) return "";
    const link = element("a", { href: `${home}#ref-${id}`, "aria-label": fill(say.source, { number }) }, number);
    return element("sup", { className: "hb-src" }, link);
  };
  return Object.assign(mark, { home });
}

/** The page of all sectors: the form of the chosen one is taken from its own page. */
function startChoice(box) {
  const select = box.querySelector("select");
  const status = box.querySelector("[role=status]");
  const place = element("div");
  box.querySelector("nav").before(place);
  const open = async () => {
    const link = box.querySelector(`a[data-sector="${CSS.escape(select.value)}"]`);
    place.replaceChildren();
    status.textContent = "";
    if (!link) return;
    const wanted = select.value;
    const home = link.href.split("#")[0];
    try {
      const page = new DOMParser().parseFromString(await (await fetch(home)).text(), "text/html");
      if (select.value !== wanted) return;
      const section = document.importNode(page.querySelector(".hb-check"), true);
      place.replaceChildren(section);
      start(section, page, home);
    } catch {
      status.textContent = box.dataset.failed;
    }
  };
  select.addEventListener("change", open);
  select.disabled = false;
  const kept = keptFigures();
  if (kept && [...select.options].some(({ value }) => value === kept.get("sector"))) {
    select.value = kept.get("sector");
    open();
  }
}

for (const section of document.querySelectorAll(".hb-check")) start(section);
for (const box of document.querySelectorAll(".hb-checks")) startChoice(box);
