// What may have been meant when what was typed finds little: slips of the finger, words run together or torn apart.
import { fold } from "../fold.js";
import { readQuery } from "./query.js";
import { key } from "./words.js";

const TYPED_OTHERWISE = 0.9;
const SWAP = 0.7; // the commonest slip
const SLIP = 0.6;
const PARTS = 4; // words run together

/** The words, each also allowed to be one slip away, or typed with the keys of a Vietnamese keyboard that was off. */
export function forgive(index, words) {
  return words.map((word) => {
    const known = index.numbers.has(word.key);
    const meant = new Map();
    const allow = (numbers, fit) => numbers.forEach((number) => meant.has(number) || meant.set(number, fit));
    if (!known) allow([telex(word.key)].flatMap((other) => index.numbers.get(other) ?? []), TYPED_OTHERWISE);
    allow([...index.swapped(word.key), ...index.swapped(fold(word.text))], SWAP);
    allow(nearby(index, word.key), SLIP);
    const quality = new Map(word.quality);
    for (const [number, fit] of meant) if (!(quality.get(number) >= fit)) quality.set(number, fit);
    return { ...word, quality, weight: known ? word.weight : index.weight(quality.keys()) };
  });
}

/** Words one slip away; in short words only two letters swapped are forgiven: other slips lead to too many words. */
function nearby(index, letters) {
  return letters.length > 4 && !/\d/.test(letters) ? index.near(letters) : [];
}

/** `nuowcs`, typed by the rules of Telex, as `nuoc`. */
function telex(letters) {
  return letters
    .replace(/dd|d(?=.*d$)/, "d")
    .replace(/([aeo])(.*?)\1/, "$1$2")
    .replace(/(?<=[aou].?)w/g, "")
    .replace(/(?<=[aeiouy].*)[sfrxj]/g, "");
}

/** Whether the last word is no word, so that it may be a slip as well as the beginning of a longer word. */
export const mayBeSlip = (index, word) => !index.numbers.has(word.key) && index.swapped(word.key).length > 0;

/** The words with two torn apart as the one word they make: `waste water`, `bio gas`. */
export function joined(index, words) {
  return pairs(words, (whole) => index.numbers.has(whole)).map((typed) => readQuery(index, typed));
}

/** Other ways to cut words: one run together as several (`nuocthai`), two torn apart as one mistyped (`tuy nen`). */
export function recut(index, words) {
  const ways = pairs(words, (whole) => !index.numbers.has(whole) && nearby(index, whole).length);
  words.forEach((word, at) => {
    const parts = !index.numbers.has(word.key) && word.key.length > 4 ? apart(index, word.key) : null;
    if (parts) ways.push(replaced(words, at, 1, parts.join(" ")));
  });
  return ways.map((typed) => forgive(index, readQuery(index, typed)));
}

function pairs(words, isWord) {
  const places = words.slice(1).map((word, at) => [at, words[at].key + word.key]);
  return places.filter(([, whole]) => whole.length > 4 && isWord(whole)).map(([at, whole]) => replaced(words, at, 2, whole));
}

function replaced(words, at, count, text) {
  const texts = words.map((word) => word.text);
  texts.splice(at, count, text);
  return texts.join(" ");
}

/** The fewest known words that make up `letters`, of several ways the one of the commonest words; null when none does. */
function apart(index, letters) {
  const best = [{ parts: [], weight: 0 }]; // by how many letters are used up
  for (let end = 2; end <= letters.length; end++) {
    for (let start = 0; start <= end - 2; start++) {
      const part = letters.slice(start, end);
      const number = index.numbers.get(key(part));
      if (number === undefined || !best[start] || best[start].parts.length === PARTS) continue;
      const parts = [...best[start].parts, part];
      const weight = best[start].weight + index.weight([number]);
      const now = best[end];
      if (!now || parts.length < now.parts.length || (parts.length === now.parts.length && weight < now.weight)) {
        best[end] = { parts, weight };
      }
    }
  }
  return best[letters.length]?.parts ?? null;
}
