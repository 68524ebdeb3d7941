// Measure finder and case library: the form hides what does not match and keeps its state in the address.
//
// A control called `cost` is compared with the words of `data-cost` on each entry: several values of one name widen the
// choice, names narrow it; the word `*` fits every choice. `resource` words may carry the rank of their evidence
// (`water:0`). A list with `data-flat` becomes one table, best evidence first; others keep their groups. On phones the
// controls below the words are folded.
import { findWords, readTexts } from "./finder/words.js";

const LAST = 99; // rank of entries without a figure
const TYPING_PAUSE = 300; // ms before typed words go into the address: browsers limit how often it may change

for (const root of document.querySelectorAll(".hb-find")) setUp(root);

function setUp(root) {
  const form = root.querySelector("form");
  const { words: typing, step, sector } = form.elements; // not `q`: the theme opens its search for that
  const status = form.querySelector("[role=status]");
  const fold = form.querySelector("[aria-expanded]");
  const reset = form.querySelector("[type=reset]");
  const widen = form.querySelector(".hb-find__apart");
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
    return { element, words, figures: figures.length > 1 ? figures : [], rank: Number(dataset.rank ?? LAST), texts: null };
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

  /** What an entry is found by: its own words, and the names of its sector and of its resources; read when first needed. */
  function texts(entry) {
    if (entry.texts) return entry.texts;
    const { element } = entry;
    const name = element.querySelector("th a, h4 a, h4");
    const others = [];
    const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) if (!name.contains(nodes.currentNode)) others.push(nodes.currentNode.data);
    const topic = sector.querySelector(`option[value="${element.dataset.sector}"]`);
    if (topic) others.push(topic.text, topic.parentElement.label, topic.dataset.k ?? "");
    for (const name of element.dataset.k?.split("; ") ?? []) others.push(`${root.dataset.saves} ${name}`); // "saves water"
    return (entry.texts = readTexts(name.textContent, others));
  }

  function chosen() {
    const wanted = new Map();
    for (const [name, value] of new FormData(form)) if (value) wanted.set(name, [...(wanted.get(name) ?? []), value]);
    return wanted;
  }

  /** `wide`: also entries that have the words of a phrase apart. */
  function apply(wide = false) {
    offerSteps();
    const wanted = chosen();
    wanted.delete("words");
    const paid = wanted.get("payback");
    const fitting = entries.filter(({ words: has }) => {
      for (const [name, values] of wanted) {
        if (name === "payback") continue;
        if (!has[name] || !(has[name].has("*") || values.some((value) => has[name].has(value)))) return false;
      }
      return true;
    });
    const typed = findWords(typing.value ? fitting.map((entry) => [entry, texts(entry)]) : [], typing.value);
    const held = typed ? [...typed.hits, ...(wide ? typed.apart : [])] : fitting.map((entry) => ({ entry }));
    const soon = (hits) => (paid ? hits.filter(({ entry }) => entry.words.payback?.has(paid[0])) : hits);
    const found = soon(held);
    const unknown = paid ? held.filter(({ entry }) => !entry.words.payback).length : 0;
    show(found, wanted.get("resource"), typed);
    tell(found.length, wanted.size, unknown, typed);
    const apart = typed && !wide ? soon(typed.apart).length : 0;
    widen.hidden = !apart;
    widen.textContent = widen.dataset.all.replace("{n}", number.format(apart));
  }

  function show(found, resources, typed) {
    for (const { figures } of entries) {
      const fitting = resources && figures.find(([, of]) => of.some((word) => resources.includes(word)));
      const only = fitting ?? figures[0];
      for (const figure of figures) if (figure[0].hidden !== (figure !== only)) figure[0].hidden = figure !== only;
    }
    if (body) {
      body.replaceChildren(...inOrder(found, resources, typed).map(({ entry }) => entry.element));
      return;
    }
    const shown = new Set(found.map(({ entry }) => entry));
    for (const entry of entries) entry.element.hidden = !shown.has(entry);
    for (const section of sections) section.hidden = !section.querySelector("[data-sector]:not([hidden])");
  }

  /** Those that name what was typed, then those that say it in its order; among equals the best evidence. */
  function inOrder(found, resources, typed) {
    if (resources) {
      const rank = ({ entry }) => Math.min(...resources.map((name) => Number(entry.words.resource.get(name) ?? LAST)));
      found = found.map((hit) => [rank(hit), hit]).sort((a, b) => a[0] - b[0]).map(([, hit]) => hit);
    }
    return typed ? found.sort((a, b) => b.named - a.named || b.together - a.together) : found;
  }

  function tell(count, conditions, unknown, typed) {
    const { all, some, none, near } = status.dataset;
    const filtered = conditions > 0 || typed;
    const say = !filtered ? all.replace("{n}", "{all}") : !count ? none : typed?.missing.length ? near : some;
    const words = [say];
    const more = form.elements.payback?.dataset.unknown;
    if (unknown && more) words.push(more.replace("{n}", number.format(unknown)));
    status.textContent = words
      .join(". ")
      .replace("{n}", number.format(count))
      .replace("{all}", number.format(entries.length))
      .replace("{missing}", () => listed(typed));
    reset.hidden = !filtered;
    fold.textContent = conditions ? fold.dataset.some.replace("{n}", number.format(conditions)) : fold.dataset.all;
  }

  /** The typed words that were left out: all of them everywhere, or one here, another there. */
  function listed({ missing, everywhere }) {
    const list = new Intl.ListFormat(document.documentElement.lang, { type: everywhere ? "conjunction" : "disjunction" });
    return list.format(missing.map((word) => `“${word}”`));
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

  widen.addEventListener("click", () => {
    apply(true);
    typing.focus(); // the button is gone
  });
  fold.addEventListener("click", () => fold.setAttribute("aria-expanded", fold.getAttribute("aria-expanded") !== "true"));
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("popstate", restore);
  window.addEventListener("hashchange", reveal);

  restore();
  root.dataset.ready = "";
  globalThis.requestIdleCallback?.(() => entries.forEach(texts));
}
