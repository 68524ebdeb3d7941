// A search: which entries fit a query, in which order, as items of the theme's result list.
import { mark, match, escape } from "./excerpt.js";
import { fitting, readQuery, withoutQuestions } from "./query.js";
import { bitCount, insidePoints, PHRASE, placeIn, rankNames, rankText } from "./rank.js";
import { forgive, joined, mayBeSlip, recut } from "./slips.js";
import { cut, toned } from "./words.js";

const GROUPS = 20; // pages shown
const PER_PAGE = 5; // entries of one page
const BATCH = 8; // pages whose text is fetched at a time
const BATCHES = 4;
const MANY = 600; // entries looked at, of which the texts of the first are read
const KEPT = 60; // pages whose texts stay cut into words
const ENOUGH = 3; // texts with the whole phrase, then no more are fetched
const SURE = 70; // points of a name that is what was looked for
const SCOPES = 3; // sectors looked into when a query names them
const INSIDE = 0.45; // share of a query that a whole name must be to count
const SECTOR = 28; // points of a sector or system that a query names beside other words
const TELLING = 0.4; // share of a query that an entry must hold when none holds all
const MAX_WORDS = 12;

/** Searches an `Index`; `fetchText(name)` promises the texts of a page, one for each of its entries. */
export class Search {
  constructor(index, fetchText) {
    this.index = index;
    this.fetchText = fetchText;
    this.texts = new Map();
    this.cuts = new Map();
    this.places = new WeakMap();
  }

  /** Promises the result for what was typed: a list of pages, each a list of items with the best first. */
  async run(typed) {
    const said = readQuery(this.index, typed).slice(0, MAX_WORDS);
    if (!said.length) return [];
    const hits = new Hits();
    const words = withoutQuestions(this.index, said);
    if (words !== said) hits.add(await this.#find(said));
    await this.#look(hits, words);
    for (const whole of joined(this.index, words)) await this.#look(hits, whole);
    if (!hits.good || mayBeSlip(this.index, words.at(-1))) await this.#guess(hits, words);
    hits.add(await this.#synonyms(hits.best, words));
    return this.#group(hits.best);
  }

  /** Add to `hits` what holds all words, what one sector holds of them, and whole names among them. */
  async #look(hits, words) {
    const all = (1 << words.length) - 1;
    const candidates = this.#candidates(words, (bits, { inside }) => bits === all || inside >= INSIDE);
    hits.add(await this.#read(candidates.filter(({ held }) => held === all), words, all));
    hits.add(await this.#inside(candidates, words));
    hits.add(await this.#inScopes(words));
  }

  /** Add to `hits` what may have been meant, as long as nothing fits well. */
  async #guess(hits, words) {
    const slips = forgive(this.index, words);
    for (const meant of [slips, ...recut(this.index, words)]) await this.#look(hits, meant);
    if (!hits.good) hits.add(await this.#some(slips));
  }

  /** Entries that hold all words: `{entry, points, words, held}`, best first. */
  async #find(words, pages) {
    const all = (1 << words.length) - 1;
    return this.#read(this.#candidates(words, (bits) => bits === all, pages), words, all);
  }

  /** Entries that hold the more telling part of the words; the rest is shown as missing. */
  async #some(words, pages) {
    if (!words.some((word) => word.quality.size)) return [];
    const total = words.reduce((sum, word) => sum + word.weight, 0);
    const share = (bits) => words.reduce((sum, word, at) => sum + (bits & (1 << at) ? word.weight : 0), 0) / total;
    const hits = this.#candidates(words, (bits) => share(bits) >= TELLING, pages).map((hit) => {
      const part = share(hit.held);
      return { ...hit, points: (hit.points || hit.part) * part, share: part };
    });
    return this.#read(hits.sort((a, b) => b.points - a.points), words, 0);
  }

  /** What the pages of a sector hold of the other words, when a query names the sector: "tiết kiệm nước bia". */
  async #inScopes(words) {
    const found = [];
    for (const { entry, start, length, pages } of this.#scopes(words)) {
      const rest = words.filter((_, at) => at < start || at >= start + length);
      let hits = await this.#find(rest, pages);
      if (!hits.length) hits = (await this.#some(rest, pages)).map(partly);
      const clear = length > 1 || words[start].accented || start + length === words.length;
      found.push(...hits.map((hit) => ({ ...hit, points: scoped(hit.points, clear), whole: clear && hit.points >= PHRASE })));
      const bits = ((1 << length) - 1) << start;
      found.push({ entry, words, held: bits, points: clear ? SECTOR : SECTOR / 2, whole: false });
    }
    return found;
  }

  #scopes(words) {
    const found = new Map();
    for (const { name, ...scope } of this.index.scopes) {
      const [start, length] = placeIn(words, name);
      if (length > (found.get(scope.entry)?.length ?? 0)) found.set(scope.entry, { ...scope, start, length });
    }
    return [...found.values()].sort((a, b) => b.length - a.length).slice(0, SCOPES);
  }

  /** Of `candidates` those with a name that is a telling part of the query. */
  async #inside(candidates, words) {
    const hits = candidates.filter(({ inside }) => inside >= INSIDE);
    const found = hits.map((hit) => ({ ...hit, points: Math.max(hit.points, insidePoints(hit.entry, hit.inside)) }));
    return this.#read(found.sort(byPoints).slice(0, GROUPS), words, 0, 1);
  }

  /** Entries, of `pages` if given, that `keeps` by the words they hold (a bit each) and by their names; best name first. */
  #candidates(words, keeps, pages = null) {
    const { entries } = this.index;
    const held = new Uint16Array(entries.length);
    const named = new Uint8Array(entries.length);
    let everywhere = 0;
    words.forEach((word, at) => {
      const places = this.#places(word);
      for (const number of places.texts) held[number] |= 1 << at;
      for (const number of places.names) named[number] = 1;
      if (places.anywhere && words.length > 1) everywhere |= 1 << at;
    });
    const hits = [];
    let unnamed = 0;
    for (let number = 0; number < entries.length; number++) {
      const entry = entries[number];
      if (pages && !pages.has(entry.page)) continue;
      const name = named[number] ? rankNames(entry, words) : UNNAMED;
      const bits = held[number] | name.held | everywhere;
      if (!bits || !keeps(bits, name) || (!name.held && ++unnamed > MANY)) continue;
      hits.push({ entry, words, held: bits, named: name.held, points: name.points, part: name.part, inside: name.inside });
    }
    hits.sort((a, b) => b.points - a.points || bitCount(b.named) - bitCount(a.named) || a.entry.number - b.entry.number);
    return hits.slice(0, MANY);
  }

  /** Numbers of the entries with a word in their text or names; `anywhere`: so common that any text may have it. */
  #places(word) {
    if (!this.places.has(word)) {
      const texts = [];
      const names = [];
      let anywhere = word.key.length < 2 || word.key.includes(".");
      for (const number of word.quality.keys()) {
        anywhere = !this.index.visit(number, (entry) => texts.push(entry)) || anywhere;
        names.push(...(this.index.named[number] ?? []));
      }
      this.places.set(word, { texts, names, anywhere });
    }
    return this.places.get(word);
  }

  /**
   * Read the texts of the first hits, page by page, until a name or enough phrases are found; `all` are the words each
   * must hold.
   */
  async #read(hits, words, all, batches = BATCHES) {
    let kept = hits.filter((hit) => hit.points >= 40);
    let open = hits;
    const fitOf = fitting(this.index, words);
    for (let batch = 0; batch < batches && open.length; batch++) {
      const pages = new Set();
      for (const { entry } of open) if (pages.size < BATCH) pages.add(entry.page);
      await Promise.all([...pages].map((page) => this.#text(page)));
      const read = open.filter(({ entry }) => pages.has(entry.page)).map((hit) => this.#rank(hit, words, fitOf));
      open = open.filter(({ entry }) => !pages.has(entry.page));
      const good = read.filter((hit) => hit.points > 0 && (hit.held & all) === all);
      kept = [...kept.filter((hit) => !pages.has(hit.entry.page)), ...good];
      if (kept.some((hit) => hit.points >= SURE)) break;
      if (kept.filter((hit) => hit.together === words.length).length >= ENOUGH) break;
    }
    return kept.sort(byPoints);
  }

  /** The same hit with what its text adds; words that may stand anywhere must really stand there. */
  #rank(hit, words, fitOf) {
    const { entry } = hit;
    const body = matched(this.#cut(entry.page)[entry.page.entries.indexOf(entry)] ?? NO_TEXT, fitOf);
    const fit = rankText(body, words, fitOf, toned);
    const held = hit.named | fit.held;
    const points = Math.max(hit.points, fit.points + 4 * bitCount(hit.named)) + (hit.points >= 40 ? fit.points / 20 : 0);
    return { ...hit, held, together: fit.together, body, fitOf, points: hit.share ? points * hit.share : points };
  }

  async #text(page) {
    if (this.texts.has(page)) return;
    try {
      this.texts.set(page, await this.fetchText(page.name));
    } catch {
      this.texts.set(page, []); // the page is found all the same, without an excerpt
    }
  }

  /** The texts of a page cut into words, which takes longer than all the rest: those read last are kept. */
  #cut(page) {
    const found = this.cuts.get(page) ?? this.texts.get(page).map(cutText);
    this.cuts.delete(page);
    this.cuts.set(page, found);
    if (this.cuts.size > KEPT) this.cuts.delete(this.cuts.keys().next().value);
    return found;
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
    for (const hit of hits) {
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

  #item({ entry, points, words, body, held, fitOf = fitting(this.index, words) }) {
    const title = matched(cutText(entry.title), fitOf);
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

/** What was found in several ways, each entry once with its most points. */
class Hits {
  #all = new Map();

  add(hits) {
    for (const hit of hits) if (!(this.#all.get(hit.entry)?.points >= hit.points)) this.#all.set(hit.entry, hit);
  }

  get best() {
    return [...this.#all.values()].sort(byPoints);
  }

  /** Whether something holds all words, as a name or a phrase. */
  get good() {
    return [...this.#all.values()].some(
      ({ points, held, words, whole = held === (1 << words.length) - 1 }) => whole && points >= PHRASE,
    );
  }
}

const byPoints = (a, b) => b.points - a.points || a.entry.number - b.entry.number;
const partly = (hit) => ({ ...hit, points: Math.min(SECTOR - 6, 0.75 * hit.points) });

/** Points in the sector named by the rest of a query: a phrase there is worth more; less when the name may be none. */
const scoped = (points, clear) => (points >= 40 ? 40 + (points - 40) * (clear ? 0.8 : 0.4) : Math.min(39, points + (clear ? 5 : -5)));

const cutText = (text) => ({ text, words: cut(text) });
const NO_TEXT = cutText("");
const UNNAMED = { points: 0, part: 0, inside: 0, held: 0 };
const matched = (body, fitOf) => ({ ...body, found: match(body.words, fitOf) });

const pageItem = (page) => ({ location: page.url, title: escape(page.entries[0].title), text: "", score: 0, terms: {} });

/** Where an entry stands, with the words for `mark.js` to mark there. */
function address({ page, id }, words) {
  const typed = new URLSearchParams({ h: words.map((word) => word.text).join(" ") });
  return `${page.url}?${typed}${id ? `#${id}` : ""}`;
}
