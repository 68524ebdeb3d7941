// What was typed, as words to look for.
import { fold } from "../fold.js";
import { cut, toned } from "./words.js";

/**
 * Words of a query: `{key, text, toned, accented, quality}`. `quality` maps numbers of words of the index to how well they
 * fit (1: the word, less: a longer word or a slip). The last word may be the beginning of a longer one.
 */
export function readQuery(index, typed) {
  const words = cut(typed).flatMap((word) => split(index, word));
  words.forEach((word, at) => {
    word.toned = toned(word.text);
    word.accented = fold(word.text) !== word.text.normalize("NFC").toLowerCase();
    word.quality = new Map();
    if (at === words.length - 1) for (const number of index.beginning(word.key)) word.quality.set(number, 0.8);
    if (index.numbers.has(word.key)) word.quality.set(index.numbers.get(word.key), 1);
  });
  return words;
}

/** `QĐ889` as `qđ 889`; of a VSIC code with five digits, which add nothing here, the class of four. */
function split(index, word) {
  if (index.beginning(word.key).length) return [word];
  const parts = /^(\p{L}+)(\d+)$/u.exec(word.text.normalize("NFC"));
  if (parts) return cut(`${parts[1]} ${parts[2]}`);
  if (/^\d{5}$/.test(word.key)) return cut(word.key.slice(0, 4));
  return [word];
}

/** Allow one slip in words of five letters or more. */
export function forgive(index, words) {
  for (const word of words) {
    if (word.key.length < 5 || /\d/.test(word.key)) continue;
    for (const number of index.near(word.key)) if (!word.quality.has(number)) word.quality.set(number, 0.5);
  }
}

/** Whether a word of a text is the one looked for, or begins with it when it is the last. */
export function fits(index, word, found, last) {
  if (found.key === word.key) return true;
  if (last && found.key.startsWith(word.key)) return true;
  const number = index.numbers.get(found.key);
  return number !== undefined && word.quality.has(number);
}
