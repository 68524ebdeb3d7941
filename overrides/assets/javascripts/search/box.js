// The search box: gets the index ready while somebody begins to type, and offers a way on when nothing is found.

export function prepareSearch() {
  const box = document.querySelector("[data-hb-search]");
  if (!box) return;
  box.querySelector(".md-search__input").addEventListener("focus", () => prefetch(box.dataset.hbSearch), { once: true });
  const meta = box.querySelector(".md-search-result__meta");
  const nothing = box.querySelector(".hb-nothing");
  const none = JSON.parse(document.getElementById("__config").textContent).translations["search.result.none"];
  new MutationObserver(() => (nothing.hidden = meta.textContent.trim() !== none)).observe(meta, { childList: true, subtree: true });
  const typed = new URLSearchParams(location.search).get("h");
  if (typed) import("./mark.js").then(({ markWords }) => markWords(document.querySelector(".md-content"), typed));
}

/** Into the browser's cache, where the worker finds it with the first letter. */
function prefetch(href) {
  document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", as: "fetch", href }));
}
