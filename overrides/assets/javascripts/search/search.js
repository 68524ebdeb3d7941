// A search: which entries fit a query, in which order, as items of the theme's result list.
import { escape, mark, match } from "./excerpt.js";
import { fits, forgive, readQuery } from "./query.js";
import { rankNames, rankText } from "./rank.js";
import { cut, toned } from "./words.js";

const GROUPS = 20; // pages shown
const PER_PAGE = 5; // entries of one page
const BATCH = 8; // pages whose text is fetched at a time
const BATCHES = 4;
const ENOUGH = 3; // texts with the whole phrase, then no more are fetched
const SURE = 70; // points of a name that is what was looked for
const MAX_WORDS = 12;

/** Searches an `Index`; `fetchText(name)` promises the texts of a page, one for each of its entries. */
export class Search {
  constructor(index, fetchText) {
    this.index = index;
    this.fetchText = fetchText;
    this.texts = new Map();
  }

  /** Promises the result for what was typed: a list of pages, each a list of items with the best first. */
  async run(typed) {
    const words = readQuery(this.index, typed).slice(0, MAX_WORDS);
    if (!words.length) return [];
    let hits = await this.#find(words);
    if (!hits.length) {
      forgive(this.index, words);
      hits = await this.#find(words);
    }
    if (!hits.length) hits = await this.#findSome(words);
    hits.push(...(await this.#synonyms(hits, words)));
    return this.#group(hits);
  }

  /** Entries that hold all words: `{entry, points, words, fit}`, best first. */
  async #find(words) {
    const all = (1 << words.length) - 1;
    const hits = this.#candidates(words).filter((hit) => hit.held === all);
    return this.#read(hits, words, all);
  }

  /** Entries that hold the more telling part of the words; the rest is shown as missing. */
  async #findSome(words) {
    const weights = words.map((word) => this.#weight(word));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const known = weights.filter(Boolean).length;
    if (!known) return [];
    const hits = this.#candidates(words).map((hit) => {
      const share = weights.reduce((sum, weight, at) => sum + (hit.held & (1 << at) ? weight : 0), 0) / total;
      return { ...hit, points: (hit.points || hit.part) * share, share };
    });
    const telling = hits.filter((hit) => hit.share >= 0.4).sort((a, b) => b.points - a.points);
    return this.#read(telling, words, 0);
  }

  #weight(word) {
    let count = 0;
    for (const number of word.quality.keys()) {
      if (!this.index.visit(number, () => count++)) return 0.3;
    }
    return word.quality.size ? Math.log(2 + this.index.entries.length / (1 + count)) : 2;
  }

  #candidates(words) {
    const held = new Uint16Array(this.index.entries.length);
    words.forEach((word, at) => {
      const bit = 1 << at;
      let anywhere = word.key.length < 2 || word.key.includes(".");
      for (const number of word.quality.keys()) {
        anywhere = !this.index.visit(number, (entry) => (held[entry] |= bit)) || anywhere;
      }
      word.anywhere = anywhere;
      if (anywhere && words.length > 1) for (let i = 0; i < held.length; i++) held[i] |= bit;
    });
    const hits = [];
    for (const entry of this.index.entries) {
      const name = rankNames(entry, words);
      const bits = held[entry.number] | name.held;
      if (bits) hits.push({ entry, points: name.points, part: name.part, held: bits, named: name.held, words });
    }
    return hits.sort((a, b) => b.points - a.points || count(b.named) - count(a.named) || a.entry.number - b.entry.number);
  }

  /** Read the texts of the first hits, page by page, until a name or enough phrases are found; `all` are the words each must hold. */
  async #read(hits, words, all) {
    let kept = hits.filter((hit) => hit.points >= 40);
    let open = hits;
    for (let batch = 0; batch < BATCHES && open.length; batch++) {
      const pages = new Set();
      for (const { entry } of open) if (pages.size < BATCH) pages.add(entry.page);
      await Promise.all([...pages].map((page) => this.#text(page)));
      const read = open.filter(({ entry }) => pages.has(entry.page)).map((hit) => this.#rank(hit, words));
      open = open.filter(({ entry }) => !pages.has(entry.page));
      const good = read.filter((hit) => hit.points > 0 && (hit.held & all) === all);
      kept = [...kept.filter((hit) => !pages.has(hit.entry.page)), ...good];
      if (kept.some((hit) => hit.points >= SURE)) break;
      if (kept.filter((hit) => hit.together === words.length).length >= ENOUGH) break;
    }
    return kept.sort((a, b) => b.points - a.points || a.entry.number - b.entry.number);
  }

  /** The same hit with what its text adds; words that may stand anywhere must really stand there. */
  #rank(hit, words) {
    const { entry } = hit;
    const body = this.#matchText(this.texts.get(entry.page)[entry.page.entries.indexOf(entry)] ?? "", words);
    const fit = rankText(body.found, body.words, words, toned);
    const held = hit.named | fit.held;
    const points = Math.max(hit.points, fit.points + 4 * count(hit.named)) + (hit.points >= 40 ? fit.points / 20 : 0);
    return { ...hit, held, together: fit.together, body, points: hit.share ? points * hit.share : points };
  }

  #matchText(text, words) {
    const cutText = cut(text);
    const last = words.length - 1;
    const isWord = (found, at) => {
      if (at !== null) return at <= last && fits(this.index, words[at], found, at === last);
      return words.findIndex((word, i) => fits(this.index, word, found, i === last));
    };
    return { text, words: cutText, found: match(cutText, isWord) };
  }

  async #text(page) {
    if (this.texts.has(page)) return;
    try {
      this.texts.set(page, await this.fetchText(page.name));
    } catch {
      this.texts.set(page, []); // the page is found all the same, without an excerpt
    }
  }

  /** When the query is another name of a concept, what holds the usual name too: SXSH also finds sản xuất sạch hơn. */
  async #synonyms(hits, words) {
    const term = hits.find(({ entry, points }) => entry.kind === "term" && points >= 95)?.entry;
    if (!term) return [];
    const usual = readQuery(this.index, term.title);
    if (usual.map((word) => word.key).join() === words.map((word) => word.key).join()) return [];
    const known = new Set(hits.map(({ entry }) => entry));
    const more = (await this.#find(usual)).filter(({ entry }) => !known.has(entry));
    return more.map((hit) => ({ ...hit, points: hit.points * 0.6 }));
  }

  #group(hits) {
    const groups = new Map();
    for (const hit of hits.sort((a, b) => b.points - a.points)) {
      const { page } = hit.entry;
      if (!groups.has(page) && groups.size === GROUPS) continue;
      groups.set(page, [...(groups.get(page) ?? []), hit]);
    }
    return [...groups].map(([page, found]) => {
      const shown = found.slice(0, PER_PAGE);
      const items = shown.map((hit) => this.#item(hit));
      if (shown.every(({ entry }) => entry.id)) items.push(pageItem(page));
      return items;
    });
  }

  #item({ entry, points, words, body, held }) {
    const title = this.#matchText(entry.title, words);
    const terms = Object.fromEntries(words.map((word, at) => [escape(word.text), Boolean(held & (1 << at))]));
    return {
      location: address(entry, words),
      title: mark(title.text, title.words, title.found),
      text: body?.text ? `<p>${mark(body.text, body.words, body.found, true)}</p>` : "",
      score: points,
      terms,
    };
  }
}

const pageItem = (page) => ({ location: page.url, title: escape(page.entries[0].title), text: "", score: 0, terms: {} });

/** Where an entry stands, with the words for `mark.js` to mark there. */
function address({ page, id }, words) {
  const typed = new URLSearchParams({ h: words.map((word) => word.text).join(" ") });
  return `${page.url}?${typed}${id ? `#${id}` : ""}`;
}

function count(bits) {
  let sum = 0;
  for (; bits; bits &= bits - 1) sum++;
  return sum;
}
