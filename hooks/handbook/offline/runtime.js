// End of the plain script that `bundle.py` writes; `modules` holds a function for each module, by its name.

/** Run a module, and what it imports, in a world of its own: the globals that differ between a page and a worker. */
function run(entry, world) {
  const ready = new Map();
  const need = (name) => {
    if (!ready.has(name)) ready.set(name, modules[name]({ need, load, ...world }));
    return ready.get(name);
  };
  const load = async (name) => need(name);
  need(entry);
}

window.handbookFile = (text) => document.currentScript.handOver(text);

/** `fetch` for the files that have a script beside them, which calls `handbookFile` with their text. */
function fetchFile(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${new URL(address, document.baseURI)}.js`;
    script.handOver = (text) => resolve({ ok: true, text: async () => text, json: async () => JSON.parse(text) });
    script.onload = () => script.remove();
    script.onerror = () => reject(new Error(script.src));
    document.head.append(script);
  });
}

/** In place of the browser's, for the theme to start: the search worker runs on the page. */
window.Worker = class extends EventTarget {
  #inside = new EventTarget();

  constructor(address) {
    super();
    run("search/worker.js", {
      fetch: fetchFile,
      location: new URL(address, document.baseURI),
      addEventListener: (type, listener) => this.#inside.addEventListener(type, listener),
      postMessage: (data) => this.dispatchEvent(new MessageEvent("message", { data })),
    });
  }

  postMessage(data) {
    setTimeout(() => this.#inside.dispatchEvent(new MessageEvent("message", { data })));
  }
};

// Modules run once the page is read and the theme's own script has run.
document.addEventListener("DOMContentLoaded", () => {
  run("handbook.js", { fetch: fetchFile, location, addEventListener, postMessage });
});
