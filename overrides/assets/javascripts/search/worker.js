// The search worker in place of the theme's: it speaks the theme's messages, and fetches nothing before the first query.
const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const lang = new URL(location.href).searchParams.get("lang");
const folder = new URL("../../../search/", location.href);

let search;
let latest = 0;

async function open() {
  const modules = Promise.all([import("./index.js"), import("./search.js")]);
  const [data, [{ Index }, { Search }]] = await Promise.all([get(`${lang}.json`), modules]);
  return new Search(new Index(data), (page) => get(`${lang}/${page}.json`));
}

async function get(path) {
  const response = await fetch(new URL(path, folder));
  if (!response.ok) throw new Error(`${response.status} ${path}`);
  return response.json();
}

async function answer(typed) {
  const turn = ++latest;
  let items = [];
  if (typed.trim()) {
    search ??= open();
    try {
      items = await (await search).run(typed);
    } catch (error) {
      search = undefined; // the next letter typed tries again
      console.warn(error);
    }
  }
  if (turn === latest) postMessage({ type: RESULT, data: { items } });
}

addEventListener("message", ({ data: { type, data } }) => {
  if (type === SETUP) postMessage({ type: READY });
  else if (type === QUERY) answer(data);
});
