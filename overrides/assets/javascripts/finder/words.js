// Which entries of a list hold the words that were typed, and how well.
//
// Words count as whole words, with or without accents. Typed without accents, a word takes those it has where it stands
// beside its neighbour: "bien tan" means "biến tần" and finds no "biến" and "tấn" far apart. Two words that mostly stand
// together are one phrase ("nước thải"), and an entry that has them apart ("nước", "nhiệt thải") is only offered.
import { fold } from "../fold.js";
import { cut, toned } from "../search/words.js";

const JOINT = /^[\s-]*$/; // between two words of one phrase
const MAX_WORDS = 12;
const PHRASE = 1 / 4; // two words are a phrase when a quarter of the entries with the rarer one have them together

/** A list of words, `{key, toned, joined, named}` each: those of the name first. No phrase goes beyond one text. */
export function readTexts(name, others) {
  return [name, ...others].flatMap((text, at) => {
    let end = -1;
    return cut(text).map((word) => {
      const joined = end >= 0 && JOINT.test(text.slice(end, word.start));
      end = word.end;
      return { key: word.key, toned: toned(word.text), joined, named: at === 0 };
    });
  });
}

/**
 * Entries with all words of `typed`, else those with the most of them: `{hits, apart, missing, everywhere}`. `entries` is a
 * list of `[entry, words]`; a hit is `{entry, named, together}`, how many of the words follow each other in its name and
 * anywhere. `apart` are hits that tear a phrase. `missing` are the typed words that hits lack, `everywhere` when all hits
 * lack the same. Null when nothing was typed.
 */
export function findWords(entries, typed) {
  const wanted = cut(typed).slice(0, MAX_WORDS).map(({ key, text }) => ({ key, text, toned: toned(text) }));
  if (!wanted.length) return null;
  const all = (1 << wanted.length) - 1;
  const measure = () => entries.map(([entry, words]) => ({ entry, ...compare(words, wanted) }));
  giveAccents(entries, wanted);
  let found = measure();
  const complete = () => found.some(({ held }) => held === all);
  if (!complete()) {
    wanted.at(-1).open = wanted.at(-1).key.length > 1; // it is still being typed
    giveAccents(entries, wanted);
    found = measure();
  }
  if (!complete()) {
    for (const word of wanted) word.forms = null;
    found = measure();
  }
  const most = Math.max(1, ...found.map(({ held }) => count(held)));
  const hits = found.filter(({ held }) => count(held) === most);
  const lacking = wanted.filter((_, at) => hits.some(({ held }) => !(held & (1 << at))));
  const missing = lacking.map(({ text }) => text);
  const everywhere = lacking.length === wanted.length - most;
  return { ...part(hits, missing.length ? 0 : phrases(found, wanted.length)), missing, everywhere };
}

/** Those that keep every phrase together, and the others; when none does, nobody is the worse for it. */
function part(hits, wholes) {
  const whole = hits.filter(({ pairs }) => (pairs & wholes) === wholes);
  return whole.length ? { hits: whole, apart: hits.filter(({ pairs }) => (pairs & wholes) !== wholes) } : { hits, apart: [] };
}

/** Which neighbours in the query are a phrase: bit `i` for the words `i - 1` and `i`. */
function phrases(found, length) {
  const having = (bit, bits) => found.reduce((sum, one) => sum + (one[bits] & bit ? 1 : 0), 0);
  let wholes = 0;
  for (let at = 1; at < length; at++) {
    const rarer = Math.min(having(1 << (at - 1), "held"), having(1 << at, "held"));
    if (having(1 << at, "pairs") >= rarer * PHRASE) wholes |= 1 << at;
  }
  return wholes;
}

/** `forms`: the spellings a word may have; none: any. */
function giveAccents(entries, wanted) {
  for (const word of wanted) {
    const accented = fold(word.text) !== word.text.normalize("NFC").toLowerCase();
    word.forms = accented && !word.open ? new Set([word.toned]) : null;
  }
  const beside = wanted.map(() => new Set());
  for (const [, words] of entries) {
    for (let i = 1; i < words.length; i++) {
      if (!words[i].joined) continue;
      for (let at = 1; at < wanted.length; at++) {
        if (!fits(words[i - 1], wanted[at - 1]) || !fits(words[i], wanted[at])) continue;
        beside[at - 1].add(words[i - 1].toned);
        beside[at].add(words[i].toned);
      }
    }
  }
  wanted.forEach((word, at) => {
    if (beside[at].size) word.forms ??= beside[at];
  });
}

function fits(word, { key, forms, open }) {
  return (open ? word.key.startsWith(key) : word.key === key) && (!forms || forms.has(word.toned));
}

/** Which of the wanted words an entry holds, and which together with the one before (a bit each); its longest runs of them. */
function compare(words, wanted) {
  let held = 0;
  let pairs = 0;
  let named = 0;
  let together = 0;
  let before = [];
  for (const word of words) {
    const runs = [];
    for (let at = 0; at < wanted.length; at++) {
      if (!fits(word, wanted[at])) continue;
      held |= 1 << at;
      runs[at] = 1 + ((word.joined && before[at - 1]) || 0);
      if (runs[at] > 1) pairs |= 1 << at;
      together = Math.max(together, runs[at]);
      if (word.named) named = Math.max(named, runs[at]);
    }
    before = runs;
  }
  return { held, pairs, named, together };
}

function count(bits) {
  let sum = 0;
  for (; bits; bits &= bits - 1) sum++;
  return sum;
}
