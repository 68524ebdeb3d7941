// The index of one language in memory: entries with their names, and where each word stands.
import { cut, toned } from "./words.js";

const STEP = 90;
const HAS_ID_AS_NAME = new Set(["measure", "benchmark", "case", "step", "term", "law"]);

/**
 * `data` is what `hooks/handbook/search` wrote. `questions`: what is typed to ask and names nothing. `entries`: all things to find, in the order of their numbers:
 * `{number, page, id, title, kind, names}`, a name being `{keys, toned, asked}` with the numbers of its words; `asked`: no
 * name, but what people type for it. `scopes`: the pages of a sector or topic by its names, `{name, entry, pages}`.
 */
export class Index {
  constructor(data) {
    this.numbers = new Map();
    this.places = data.places.split(" ");
    data.words.split(" ").forEach((word, at) => this.numbers.set(word, at));
    this.pages = data.pages.map(([name, url]) => ({ name, url, entries: [] }));
    this.entries = [];
    this.named = []; // by number of a word: the entries with it in a name
    data.pages.forEach(([, , entries], at) => entries.forEach((entry) => this.#add(this.pages[at], entry)));
    this.sorted = [...this.numbers.keys()].sort();
    this.questions = data.questions.map((text) => {
      const words = cut(text);
      return { keys: words.map((word) => word.key), toned: words.map((word) => toned(word.text)) };
    });
    this.scopes = this.entries.filter(({ kind }) => kind === "sector").flatMap((entry) => this.#scopes(entry));
    this.weights = new Map();
  }

  #scopes({ page, names }) {
    const folder = page.name.replace(/index$/, "");
    const pages = new Set(this.pages.filter(({ name }) => name.startsWith(folder)));
    const clear = names.filter(({ asked, keys }) => !asked || keys.length > 1);
    return clear.map((name) => ({ name, entry: page.entries[0], pages }));
  }

  #add(page, [id, title, kind = "", ...others]) {
    const names = [title, ...others].map((name) => this.#name(name));
    if (HAS_ID_AS_NAME.has(kind)) names.push(this.#name(id.replaceAll("-", " ")));
    const entry = { number: this.entries.length, page, id, title, kind, names };
    for (const number of new Set(entry.names.flatMap((name) => name.keys))) (this.named[number] ??= []).push(entry.number);
    this.entries.push(entry);
    page.entries.push(entry);
  }

  #name(text) {
    const words = cut(text);
    const asked = text.startsWith("?");
    return { asked, keys: words.map((word) => this.#number(word.key)), toned: words.map((word) => toned(word.text)) };
  }

  #number(word) {
    let number = this.numbers.get(word);
    if (number === undefined) this.numbers.set(word, (number = this.numbers.size));
    return number;
  }

  /** The words that begin with `start`. */
  beginning(start) {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sorted[middle] < start) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (; low < this.sorted.length && this.sorted[low].startsWith(start); low++) found.push(this.sorted[low]);
    return found;
  }

  /** Numbers of the words one slip of the finger away: a letter more, less or other, or two letters swapped. */
  near(word) {
    return this.sorted.filter((other) => isOneSlip(word, other)).map((other) => this.numbers.get(other));
  }

  /** Numbers of the words with the same letters, two neighbours swapped. */
  swapped(word) {
    const found = [];
    for (let at = 1; at < word.length; at++) {
      const number = this.numbers.get(word.slice(0, at - 1) + word[at] + word[at - 1] + word.slice(at + 1));
      if (number !== undefined && word[at] !== word[at - 1]) found.push(number);
    }
    return found;
  }

  /** How much words of these numbers say together: much when they are rare, 2 when there are none. */
  weight(numbers) {
    let count = 0;
    let known = false;
    for (const number of numbers) {
      known = true;
      let places = this.weights.get(number);
      if (places === undefined) {
        places = this.named[number]?.length ?? 0;
        if (!this.visit(number, () => places++)) places = Infinity;
        this.weights.set(number, places);
      }
      count += places;
    }
    if (!known) return 2;
    return count === Infinity ? 0.3 : Math.log(2 + this.entries.length / (1 + count));
  }

  /** Calls `visit` with each entry number whose text has the word; false when it is so common that it may stand anywhere. */
  visit(number, visit) {
    if (number >= this.places.length) return true; // a word of names only
    const places = this.places[number];
    if (places === "") return false;
    let entry = -1;
    for (let at = 0; at < places.length; at++) {
      const code = places.charCodeAt(at);
      if (code === 126) entry += STEP;
      else visit((entry += code - (code > 92 ? 1 : 0) - 34));
    }
    return true;
  }
}

export function isOneSlip(a, b) {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) endA--, endB--;
  const [restA, restB] = [a.slice(start, endA), b.slice(start, endB)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}
