// Instant filter over a complete list: rows carry their words without accents in `data-k`, the filter hides what does not match.
import { fold } from "./fold.js";

export function filterLists() {
  for (const list of document.querySelectorAll("[data-hb-filter]")) setUp(list);
}

function setUp(list) {
  const form = list.querySelector(".hb-filter");
  const input = form.querySelector("input");
  const output = form.querySelector("output");
  const rows = [...list.querySelectorAll("[data-k]")].map((element) => ({ element, words: " " + element.dataset.k }));
  const sets = [...list.querySelectorAll(".hb-set")];
  const number = new Intl.NumberFormat(document.documentElement.lang);

  function apply() {
    const wanted = fold(input.value).split(/\s+/).filter(Boolean).map((word) => " " + word);
    let shown = 0;
    for (const { element, words } of rows) {
      element.hidden = !wanted.every((word) => words.includes(word));
      if (!element.hidden) shown++;
    }
    for (const set of sets) set.hidden = !set.querySelector("[data-k]:not([hidden])");
    const { all, some, none } = output.dataset;
    const text = shown === rows.length ? all.replace("{n}", "{all}") : shown ? some : none;
    output.value = text.replace("{n}", number.format(shown)).replace("{all}", number.format(rows.length));
  }

  /** A link to a row that is filtered out shows the whole list again. */
  function reveal() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !list.contains(target) || !target.closest("[hidden]")) return;
    input.value = "";
    apply();
    target.scrollIntoView();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", apply);
  window.addEventListener("hashchange", reveal);
  apply();
}
