// Instant filter over a complete list: it hides the rows that do not match. A row is found by the words in its `data-k`,
// or, in a list marked `data-hb-rows`, by the words it shows; what is typed is the beginning of words, without accents.
import { fold } from "./fold.js";

export function filterLists() {
  for (const list of document.querySelectorAll("[data-hb-filter]")) setUp(list);
}

function setUp(list) {
  const form = list.querySelector(".hb-filter");
  const input = form.querySelector("input");
  const output = form.querySelector("output");
  const elements = [...list.querySelectorAll("[data-k], [data-hb-rows] > li")];
  let keys; // made when somebody types: a long list takes a moment
  const sets = [...list.querySelectorAll(".hb-set")];
  const number = new Intl.NumberFormat(document.documentElement.lang);

  function apply() {
    const wanted = words(input.value).split(" ").filter(Boolean).map((word) => " " + word);
    if (wanted.length) keys ??= elements.map((element) => words(element.dataset.k ?? element.textContent));
    let shown = 0;
    elements.forEach((element, row) => {
      element.hidden = !wanted.every((word) => keys[row].includes(word));
      if (!element.hidden) shown++;
    });
    for (const set of sets) set.hidden = !elements.some((element) => !element.hidden && set.contains(element));
    const { all, some, none } = output.dataset;
    const text = shown === elements.length ? all.replace("{n}", "{all}") : shown ? some : none;
    output.value = text.replace("{n}", number.format(shown)).replace("{all}", number.format(elements.length));
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

/** The words of a text without accents and marks, a space before each: ` dak lak 2016`. */
function words(text) {
  return " " + fold(text).replace(/[^\p{L}\p{N}]+/gu, " ");
}
