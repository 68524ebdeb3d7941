// The search box: gets the index ready while somebody begins to type, offers a way on when nothing is found, and keeps
// what was typed for whoever comes back from a result.

export function prepareSearch() {
  const box = document.querySelector("[data-hb-search]");
  if (!box) return;
  const input = box.querySelector(".md-search__input");
  input.addEventListener("focus", () => prefetch(box.dataset.hbSearch), { once: true });
  // the theme listens to keys only; words also come by pasting, by voice and from the suggestions of a phone
  input.addEventListener("input", () => input.dispatchEvent(new Event("keyup")));
  const meta = box.querySelector(".md-search-result__meta");
  const nothing = box.querySelector(".hb-nothing");
  const none = JSON.parse(document.getElementById("__config").textContent).translations["search.result.none"];
  new MutationObserver(() => (nothing.hidden = meta.textContent.trim() !== none)).observe(meta, { childList: true, subtree: true });
  stopAtResults(box);
  keepQuery(box, input, meta);
  const typed = new URLSearchParams(location.search).get("h");
  if (typed) import("./mark.js").then(({ markWords }) => markWords(document.querySelector(".md-content"), typed));
}

/** The list scrolls with the arrow keys, so Tab stops at it; there is nothing to stop at while it is empty. */
function stopAtResults(box) {
  const list = box.querySelector(".md-search-result__list");
  const stop = () => (list.closest(".md-search__scrollwrap").tabIndex = list.childElementCount ? 0 : -1);
  new MutationObserver(stop).observe(list, { childList: true });
}

/** Into the browser's cache, where the worker finds it with the first letter. */
function prefetch(href) {
  document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", as: "fetch", href }));
}

/**
 * Whoever opens a result leaves the query in the address of the page that is left (`?q=`), so that going back shows the
 * list again, as far down as it was. The theme opens the search for `?q=` when a page loads.
 */
function keepQuery(box, input, meta) {
  const toggle = document.getElementById("__search");
  const list = box.querySelector(".md-search__scrollwrap");
  let top = 0;
  box.addEventListener("click", () => (top = list.scrollTop), true); // before the theme closes the search
  document.addEventListener("click", (event) => {
    const here = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.defaultPrevented;
    if (here && event.target.closest("[data-hb-search] .md-search-result a")) write(input.value, { ...history.state, top });
  });
  toggle.addEventListener("change", () => toggle.checked || write(""));
  const scroll = () => {
    if (query() && history.state?.top) list.scrollTop = history.state.top;
  };
  const again = () => {
    if (!query() || toggle.checked) return;
    toggle.click();
    input.value = query();
    input.focus();
    input.dispatchEvent(new Event("keyup"));
    scroll();
  };
  // the page may have been kept as it was left, or not have been left at all
  addEventListener("pageshow", (event) => event.persisted && again());
  addEventListener("popstate", again);
  const arrived = new MutationObserver(() => {
    if (box.querySelector(".md-search-result__item")) arrived.disconnect(), requestAnimationFrame(scroll);
  });
  if (query()) arrived.observe(meta, { childList: true, subtree: true });
}

const query = () => new URLSearchParams(location.search).get("q");

function write(typed, state = history.state) {
  if (!typed && query() === null) return;
  const url = new URL(location.href);
  if (typed) url.searchParams.set("q", typed);
  else url.searchParams.delete("q");
  history.replaceState(state, "", url);
}
