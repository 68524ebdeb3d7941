// How well entries fit a query. A name that fits (40 points and more) always comes before words in a text (below 40).
import { longest, runs } from "./excerpt.js";

const KIND = { sector: 8, term: 6, law: 4, measure: 4, benchmark: 4, step: 3, case: 3 };

const ASKED = 0.6;
const NOTHING = { held: 0, points: 0, part: 0 };

/** Points of a text that has the words typed as one phrase: less is a guess. */
export const PHRASE = 23;

/**
 * Points of the name of an entry that fits best, `part` the same for names with only some of the words, `inside` the share
 * of the query that is a whole name of the entry, and which words of the query the names hold (a bit each).
 */
export function rankNames(entry, words) {
  let best = 0;
  let part = 0;
  let inside = 0;
  let held = 0;
  entry.names.forEach((name, at) => {
    const fit = fitName(name, words);
    if (!fit.held) return;
    held |= fit.held;
    part = Math.max(part, fit.part);
    if (words.length > 1) inside = Math.max(inside, shareOf(words, placeIn(words, name)));
    if (fit.points) best = Math.max(best, fit.points * (at ? 0.97 : 1) + kindPoints(entry));
  });
  return { points: best, part, inside, held };
}

const kindPoints = ({ kind, id, page }) =>
  (KIND[kind] ?? 0) + (id ? 0 : 2) - (page.name.startsWith("contribute/") ? 10 : 0); // written for editors

/** Points of an entry whose whole name is only part of what was typed: below names that fit, above scattered words. */
export const insidePoints = (entry, inside) => 14 + 22 * inside + kindPoints(entry) / 4;

function fitName(name, words) {
  let held = 0;
  let quality = 0;
  let together = 0;
  let accents = 0;
  let before = -2;
  for (let at = 0; at < words.length; at++) {
    const place = placeOf(name, words[at], before + 1);
    if (place < 0) continue;
    held |= 1 << at;
    quality += words[at].quality.get(name.keys[place]);
    if (place === before + 1) together++;
    if (name.toned[place] === words[at].toned) accents++;
    before = place;
  }
  const count = words.length;
  const adjacent = count > 1 ? together / (count - 1) : 1;
  const share = count / Math.max(count, name.keys.length);
  if (name.asked && share < ASKED) return NOTHING; // one word of what people type is not what they mean by it
  const fit = (40 + 20 * adjacent + 30 * share + (share === 1 ? 10 : 0)) * (quality / count);
  const points = held && fit + accentPoints(words, accents);
  return { held, points: held === (1 << count) - 1 ? points : 0, part: points };
}

/** Where a word stands in a name: at `first` if it can be, else anywhere. */
function placeOf(name, word, first) {
  if (word.quality.has(name.keys[first])) return first;
  let best = -1;
  for (let at = 0; at < name.keys.length; at++) {
    const quality = word.quality.get(name.keys[at]);
    if (quality && (best < 0 || quality > word.quality.get(name.keys[best]))) best = at;
  }
  return best;
}

/** `[start, length]` of a whole name in the words typed, which are more; `[-1, 0]` when it does not stand there. */
export function placeIn(words, { keys, toned }) {
  for (let start = 0; keys.length && start + keys.length <= words.length; start++) {
    const fits = (key, at) => {
      const word = words[start + at];
      return word.quality.get(key) >= 0.6 && (!word.accented || word.toned === toned[at]);
    };
    if (keys.length < words.length && keys.every(fits)) return [start, keys.length];
  }
  return [-1, 0];
}

/** Share of the query by what its words say; a name of several words says much even when each of them is common. */
function shareOf(words, [start, length]) {
  if (start < 0) return 0;
  const weigh = (some) => some.reduce((sum, word) => sum + word.weight, 0);
  return Math.max(weigh(words.slice(start, start + length)) / weigh(words), length > 1 ? length / words.length : 0);
}

/** Up to 10 points for words written as they were typed; none when nothing was typed with accents. */
function accentPoints(words, same) {
  return words.some((word) => word.accented) ? (10 * same) / words.length : 0;
}

/**
 * Points for the words of a text that fit: most for a phrase, some for words of one sentence. `found[i]` tells which word of
 * the query (or -1) the i-th word is, `fitOf` how well it fits.
 */
export function rankText({ found, words: text }, words, fitOf, toned) {
  const stretches = runs(found, text);
  if (!stretches.length) return { points: 0, held: 0, together: 0 };
  const count = words.length;
  const [best, together] = longest(stretches);
  let accents = 0;
  let quality = 0;
  for (let i = best; i < best + together; i++) {
    quality += fitOf(text[i].key)[found[i]];
    if (toned(text[i].text) === words[found[i]].toned) accents++;
  }
  const run = count > 1 ? ((together - 1) / (count - 1)) * (quality / together) : quality;
  const { held, near } = nearest(found, text, fitOf, count);
  const points = 4 + 20 * Math.max(run, near) + 0.6 * Math.min(5, found.filter((at) => at >= 0).length / count);
  return { points: points + accentPoints(words, accents) * 0.8, held, together };
}

/** Which words of the query a text holds, and up to 0.6 for how many of them one of its sentences holds. */
function nearest(found, text, fitOf, count) {
  let held = 0;
  let most = 0;
  let sum = 0;
  let sentence = [];
  found.forEach((at, i) => {
    if (text[i].pause === 2) [sentence, sum] = [[], 0];
    if (at < 0) return;
    const fit = fitOf(text[i].key);
    for (let other = 0; other < count; other++) if (fit[other]) held |= 1 << other;
    const more = fit[at] - (sentence[at] ?? 0);
    if (more <= 0) return;
    sentence[at] = fit[at];
    sum += more;
    if (sum > most) most = sum;
  });
  return { held, near: count > 1 ? Math.max(0, (0.6 * (most - 1)) / (count - 1)) : 0 };
}

export function bitCount(bits) {
  let sum = 0;
  for (; bits; bits &= bits - 1) sum++;
  return sum;
}
