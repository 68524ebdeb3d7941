// Marks the words somebody searched for on the page a result has led to (`?h=`).
import { longest, match, runs } from "./excerpt.js";
import { cut } from "./words.js";

const SKIPPED = "svg, script, style, input, mark, .headerlink";

/** Mark the words of `typed` in `root`: where all stand together, only there; else where two or more do; else each. */
export function markWords(root, typed) {
  const wanted = cut(typed).map((word) => word.key);
  const last = wanted.length - 1;
  const fitOf = (key) => {
    const fit = wanted.map((word, at) => (key === word ? 1 : at === last && key.startsWith(word) ? 0.5 : 0));
    return fit.some(Boolean) ? fit : null;
  };
  const places = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest(SKIPPED)) continue;
    const words = cut(node.data);
    places.push({ node, words, stretches: runs(match(words, fitOf), words) });
  }
  const most = Math.max(0, ...places.map(({ stretches }) => longest(stretches)[1]));
  const least = most === wanted.length ? most : Math.min(2, most);
  for (const place of places) wrap(place, least);
}

function wrap({ node, words, stretches }, least) {
  for (const [start, length] of stretches.reverse()) {
    if (length < least) continue;
    const range = document.createRange();
    range.setStart(node, words[start].start);
    range.setEnd(node, words[start + length - 1].end);
    range.surroundContents(document.createElement("mark"));
  }
}
