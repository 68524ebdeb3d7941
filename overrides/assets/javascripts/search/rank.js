// How well entries fit a query. A name that fits (40 points and more) always comes before words in a text (below 40).
import { longest, runs } from "./excerpt.js";

const KIND = { sector: 8, term: 6, law: 4, measure: 4, benchmark: 4, step: 3, case: 3 };

/**
 * Points of the name of an entry that fits best, `part` the same for names with only some of the words, and which words of
 * the query the names hold (a bit each).
 */
export function rankNames(entry, words) {
  let best = 0;
  let part = 0;
  let held = 0;
  entry.names.forEach((name, at) => {
    const fit = fitName(name, words);
    held |= fit.held;
    part = Math.max(part, fit.part);
    if (fit.points) best = Math.max(best, fit.points * (at ? 0.97 : 1) + (KIND[entry.kind] ?? 0) + (entry.id ? 0 : 2));
  });
  return { points: best, part, held };
}

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

/** Up to 10 points for words written as they were typed; none when nothing was typed with accents. */
function accentPoints(words, same) {
  return words.some((word) => word.accented) ? (10 * same) / words.length : 0;
}

/** Points for the words of a text that fit: `found[i]` tells which word of the query (or -1) the i-th word is. */
export function rankText(found, text, words, toned) {
  const held = new Set(found);
  held.delete(-1);
  if (!held.size) return { points: 0, held: 0, together: 0, best: -1 };
  const [best, together] = longest(runs(found));
  let accents = 0;
  for (let i = best; i < best + together; i++) if (toned(text[i].text) === words[found[i]].toned) accents++;
  const count = words.length;
  const run = count > 1 ? (together - 1) / (count - 1) : 1;
  const points = 4 + 20 * run + 0.8 * Math.min(5, found.filter((at) => at >= 0).length / count);
  let bits = 0;
  for (const at of held) bits |= 1 << at;
  return { points: points + accentPoints(words, accents) * 0.8, held: bits, together, best };
}
