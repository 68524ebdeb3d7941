// What was typed, as words to look for.
import { fold } from "../fold.js";
import { cut, toned } from "./words.js";

/** A syllable with a vowel and one to three digits for its tone and marks. */
const VNI = /^(?=.*[aeiouy])(?!(?:.*\d){4})[a-z]+[1-9][a-z1-9]*$/;

/**
 * Words of a query: `{key, text, toned, accented, quality, weight}`. `quality` maps numbers of words of the index to how
 * well they fit (1: the word, less: a longer word or a slip), `weight` tells how much the word says. The last word may be
 * the beginning of a longer one.
 */
export function readQuery(index, typed) {
  const words = cut(typed).flatMap((word) => split(index, word));
  return words.map((word, at) => asWord(index, word, at === words.length - 1));
}

function asWord(index, { text, key }, last) {
  const quality = new Map();
  const itself = index.numbers.get(key);
  if (last) {
    for (const longer of index.beginning(key)) {
      // who has typed a word wants it, and only maybe a longer one
      const fit = itself === undefined ? 0.5 + (0.35 * key.length) / longer.length : 0.55;
      quality.set(index.numbers.get(longer), fit);
    }
  }
  if (itself !== undefined) quality.set(itself, 1);
  const accented = fold(text) !== text.normalize("NFC").toLowerCase();
  return { key, text, toned: toned(text), accented, quality, weight: index.weight(quality.keys()) };
}

/**
 * `QĐ889` as `qđ 889`; `nuoc71`, typed by the rules of VNI, as `nuoc`; of a VSIC code with five digits, which add nothing
 * here, the class of four.
 */
function split(index, word) {
  if (index.beginning(word.key).length) return [word];
  const letters = VNI.test(word.key) ? word.key.replace(/\d/g, "") : "";
  if (letters && index.numbers.has(letters)) return cut(letters);
  const parts = /^(\p{L}+)(\d+)$/u.exec(word.text.normalize("NFC"));
  if (parts) return cut(`${parts[1]} ${parts[2]}`);
  if (/^\d{5}$/.test(word.key)) return cut(word.key.slice(0, 4));
  return [word];
}

/** The words without those that ask ("là gì", "how to"), which name nothing; all of them when nothing else is left. */
export function withoutQuestions(index, words) {
  const asking = new Set();
  for (const phrase of index.questions) {
    for (let start = 0; start + phrase.keys.length <= words.length; start++) {
      const said = words.slice(start, start + phrase.keys.length);
      const same = ({ key, accented, toned }, at) => key === phrase.keys[at] && (!accented || toned === phrase.toned[at]);
      if (said.every(same)) said.forEach((word) => asking.add(word));
    }
  }
  const left = words.filter((word) => !asking.has(word));
  return left.length ? left : words;
}

/** For the key of a word in a text how well it fits each word of the query: a list, or null when it fits none. */
export function fitting(index, words) {
  const known = new Map();
  const last = words.length - 1;
  const quality = (word, key, at) =>
    key === word.key ? 1 : (word.quality.get(index.numbers.get(key)) ?? (at === last && key.startsWith(word.key) ? 0.5 : 0));
  return (key) => {
    let fit = known.get(key);
    if (fit === undefined) {
      fit = words.map((word, at) => quality(word, key, at));
      known.set(key, (fit = fit.some(Boolean) ? fit : null));
    }
    return fit;
  };
}
