// Text with the words found marked, as HTML.
const LENGTH = 180;
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escape = (text) => text.replace(/[&<>"]/g, (character) => ESCAPES[character]);

/**
 * For each word of a text which word of the query it is (-1: none): the one that continues a run, else the one it fits
 * best. `fitOf(key)` tells how well a word fits each word of the query, null when it fits none.
 */
export function match(words, fitOf) {
  const found = [];
  for (const [at, word] of words.entries()) {
    const fit = fitOf(word.key);
    const next = at && !word.pause && found[at - 1] >= 0 ? found[at - 1] + 1 : -1;
    if (fit === null) found.push(-1);
    else found.push(fit[next] > 0 ? next : fit.indexOf(Math.max(...fit)));
  }
  return found;
}

/** Stretches of neighbouring words that follow each other as in the query, no pause between them: `[start, length]`. */
export function runs(found, words) {
  const stretches = [];
  found.forEach((at, i) => {
    if (at < 0) return;
    if (i && found[i - 1] >= 0 && at === found[i - 1] + 1 && !words[i].pause) stretches.at(-1)[1]++;
    else stretches.push([i, 1]);
  });
  return stretches;
}

/** The first of the longest stretches; `[-1, 0]` when there is none. */
export const longest = (stretches) => stretches.reduce((best, run) => (run[1] > best[1] ? run : best), [-1, 0]);

/** The stretches to mark: those of `least` words; single words, which mean little in a longer query, if there are none. */
export function telling(stretches, least = 2) {
  const long = stretches.filter(([, length]) => length >= least);
  return long.length ? long : stretches;
}

/** `text` with marks; with `short`, only the stretch round the best place. */
export function mark(text, words, found, short = false) {
  let [from, to] = [0, text.length];
  if (short && to > LENGTH) [from, to] = stretch(text, words, found);
  let html = from ? "… " : "";
  let position = from;
  for (const [first, length] of telling(runs(found, words))) {
    const [start, end] = [words[first].start, words[first + length - 1].end];
    if (start < from || end > to) continue;
    html += `${escape(text.slice(position, start))}<mark>${escape(text.slice(start, end))}</mark>`;
    position = end;
  }
  return html + escape(text.slice(position, to)) + (to < text.length ? " …" : "");
}

function stretch(text, words, found) {
  const [best] = longest(runs(found, words));
  const middle = words[best]?.start ?? 0;
  let from = Math.max(0, middle - LENGTH / 3);
  const sentence = text.slice(from, middle).lastIndexOf(". ");
  if (sentence >= 0) from += sentence + 2;
  else if (from) from = text.indexOf(" ", from) + 1;
  let to = Math.min(text.length, from + LENGTH);
  if (to < text.length) to = text.lastIndexOf(" ", to);
  return [from, to];
}
