// Measure finder and case library: the form hides what does not match and keeps its state in the address.
//
// A control called `cost` is compared with the words of `data-cost` on each entry: several values of one name widen the
// choice, names narrow it; the word `*` fits every choice. `resource` words may carry the rank of their evidence
// (`water:0`). A list with `data-flat` becomes one table, best evidence first; others keep their groups.
import { fold } from "./fold.js";

const LAST = 99; // rank of entries without a figure
const TYPING_PAUSE = 300; // ms before typed words go into the address: browsers limit how often it may change

for (const root of document.querySelectorAll(".hb-find")) setUp(root);

function setUp(root) {
  const form = root.querySelector("form");
  const { words: typing, step, sector } = form.elements; // not `q`: the theme opens its search for that
  const status = form.querySelector("[role=status]");
  const reset = form.querySelector("[type=reset]");
  const steps = step && new Map([...step.querySelectorAll("optgroup")].map((group) => [group.dataset.sector, group]));
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const sections = [...root.querySelectorAll(".hb-set")];
  const entries = [...root.querySelectorAll("[data-sector]:not(optgroup)")].map(read);
  const body = "flat" in root.dataset ? flatten() : null;
  if (body) entries.sort((a, b) => a.rank - b.rank);

  function read(element) {
    const { dataset } = element;
    const words = {};
    for (const name in dataset) words[name] = new Map(dataset[name].split(" ").map((word) => word.split(":")));
    const figures = [...element.querySelectorAll("[data-of]")].map((figure) => [figure, figure.dataset.of.split(" ")]);
    return { element, words, figures: figures.length > 1 ? figures : [], rank: Number(dataset.rank ?? LAST), text: null };
  }

  /** One table out of one for each sector. */
  function flatten() {
    const [first, ...others] = sections;
    const table = first.querySelector("table");
    table.caption.textContent = root.dataset.flat;
    first.replaceWith(table);
    for (const section of others) section.remove();
    return table.tBodies[0];
  }

  /** Words of an entry without accents, those of the other names of its sector included; made when first needed. */
  function text(entry) {
    const { dataset, textContent } = entry.element;
    return (entry.text ??= ` ${fold(textContent)} ${sector.querySelector(`option[value="${dataset.sector}"]`)?.dataset.k ?? ""}`);
  }

  function chosen() {
    const wanted = new Map();
    for (const [name, value] of new FormData(form)) if (value) wanted.set(name, [...(wanted.get(name) ?? []), value]);
    return wanted;
  }

  function apply() {
    offerSteps();
    const wanted = chosen();
    const typed = fold(typing.value).split(/[\s,;()]+/).filter(Boolean).map((word) => ` ${word}`);
    wanted.delete("words");
    const paid = wanted.get("payback");
    let unknown = 0;
    const found = entries.filter((entry) => {
      for (const [name, values] of wanted) {
        if (name === "payback") continue;
        const words = entry.words[name];
        if (!words || !(words.has("*") || values.some((value) => words.has(value)))) return false;
      }
      if (typed.length && !typed.every((word) => text(entry).includes(word))) return false;
      if (!paid) return true;
      if (!entry.words.payback) unknown++;
      return Boolean(entry.words.payback?.has(paid[0]));
    });
    const filtered = wanted.size > 0 || typed.length > 0;
    show(found, wanted.get("resource"));
    tell(found.length, filtered, unknown);
  }

  function show(found, resources) {
    for (const { figures } of entries) {
      const fitting = resources && figures.find(([, of]) => of.some((word) => resources.includes(word)));
      const only = fitting ?? figures[0];
      for (const figure of figures) if (figure[0].hidden !== (figure !== only)) figure[0].hidden = figure !== only;
    }
    if (body) {
      const rank = ({ words }) => Math.min(...resources.map((name) => Number(words.resource.get(name) ?? LAST)));
      const ranked = resources ? found.map((entry) => [rank(entry), entry]).sort((a, b) => a[0] - b[0]) : null;
      body.replaceChildren(...(ranked?.map(([, entry]) => entry) ?? found).map((entry) => entry.element));
      return;
    }
    const shown = new Set(found);
    for (const entry of entries) entry.element.hidden = !shown.has(entry);
    for (const section of sections) section.hidden = !section.querySelector("[data-sector]:not([hidden])");
  }

  function tell(count, filtered, unknown) {
    const { all, some, none } = status.dataset;
    const words = [filtered ? (count ? some : none) : all.replace("{n}", "{all}")];
    const more = form.elements.payback?.dataset.unknown;
    if (unknown && more) words.push(more.replace("{n}", number.format(unknown)));
    status.textContent = words.join(". ").replace("{n}", number.format(count)).replace("{all}", number.format(entries.length));
    reset.hidden = !filtered;
  }

  /** Steps belong to a sector: only those of the chosen one can be chosen. */
  function offerSteps() {
    if (!step || step.dataset.of === sector.value) return;
    step.dataset.of = sector.value;
    const group = steps.get(sector.value);
    step.disabled = !group;
    step.replaceChildren(step.options[0], ...(group?.cloneNode(true).children ?? []));
    step.value = "";
  }

  // -- state in the address

  function address() {
    const state = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const query = state.toString();
    return location.pathname + (query && `?${query}`);
  }

  function restore() {
    const state = new URLSearchParams(location.search);
    for (const control of form.elements) {
      if (control === step || !control.name) continue;
      set(control, state);
    }
    offerSteps();
    if (step) set(step, state);
    apply();
  }

  function set(control, state) {
    if (control.type === "checkbox") control.checked = state.getAll(control.name).includes(control.value);
    else control.value = state.get(control.name) ?? "";
    if (control.selectedIndex === -1) control.value = ""; // the address names something that is not there
  }

  function push() {
    if (address() !== location.pathname + location.search) history.pushState(null, "", address());
  }

  let waiting;
  typing.addEventListener("input", () => {
    apply();
    clearTimeout(waiting);
    waiting = setTimeout(() => history.replaceState(null, "", address()), TYPING_PAUSE);
  });
  form.addEventListener("change", (event) => {
    if (event.target === typing) return;
    apply();
    push();
  });
  form.addEventListener("reset", () => {
    setTimeout(() => {
      apply();
      push();
      typing.focus();
    });
  });
  /** A link to an entry that is filtered out shows the whole list again. */
  function reveal() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !root.contains(target) || !target.closest("[hidden]")) return;
    form.reset();
    setTimeout(() => target.scrollIntoView());
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("popstate", restore);
  window.addEventListener("hashchange", reveal);

  restore();
  root.dataset.ready = "";
  globalThis.requestIdleCallback?.(() => entries.forEach(text));
}
