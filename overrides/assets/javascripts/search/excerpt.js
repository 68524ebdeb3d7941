// Text with the words found marked, as HTML.
import { bestRun } from "./rank.js";

const LENGTH = 180;
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escape = (text) => text.replace(/[&<>"]/g, (character) => ESCAPES[character]);

/** For each word which word of the query it is (-1: none); where it could be several, the one that continues a run. */
export function match(words, isWord) {
  const found = [];
  for (const [at, word] of words.entries()) {
    const next = at && found[at - 1] >= 0 ? found[at - 1] + 1 : -1;
    found.push(next >= 0 && isWord(word, next) ? next : isWord(word, null));
  }
  return found;
}

/**
 * Which words to mark. Syllables of a longer query mean little alone: where two or more of them stand together, only
 * such groups are marked.
 */
export function marked(found) {
  const groups = found.map((at, i) => at >= 0 && (found[i - 1] >= 0 || found[i + 1] >= 0));
  return groups.some(Boolean) ? groups : found.map((at) => at >= 0);
}

/** `text` with marks; with `short`, only the stretch round the best place. */
export function mark(text, words, found, short = false) {
  let [from, to] = [0, text.length];
  if (short && to > LENGTH) [from, to] = stretch(text, words, found);
  const marks = marked(found);
  let html = from ? "… " : "";
  let position = from;
  words.forEach((word, at) => {
    if (!marks[at] || word.start < from || word.end > to) return;
    const joined = marks[at - 1] && words[at - 1].start >= from && text.slice(position, word.start).trim() === "";
    if (joined) html = html.slice(0, -"</mark>".length) + text.slice(position, word.start);
    else html += escape(text.slice(position, word.start)) + "<mark>";
    html += `${escape(text.slice(word.start, word.end))}</mark>`;
    position = word.end;
  });
  return html + escape(text.slice(position, to)) + (to < text.length ? " …" : "");
}

function stretch(text, words, found) {
  const { best } = bestRun(found);
  const middle = best < 0 ? 0 : words[best].start;
  let from = Math.max(0, middle - LENGTH / 3);
  const sentence = text.slice(from, middle).lastIndexOf(". ");
  if (sentence >= 0) from += sentence + 2;
  else if (from) from = text.indexOf(" ", from) + 1;
  let to = Math.min(text.length, from + LENGTH);
  if (to < text.length) to = text.lastIndexOf(" ", to);
  return [from, to];
}
