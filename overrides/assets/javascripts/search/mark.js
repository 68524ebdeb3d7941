// Marks the words somebody searched for on the page a result has led to (`?h=`).
import { match, marked } from "./excerpt.js";
import { cut } from "./words.js";

const SKIPPED = "svg, script, style, input, mark, .headerlink";

/** Mark the words of `typed` in `root`; where words stand together as typed, single ones are left alone. */
export function markWords(root, typed) {
  const wanted = cut(typed).map((word) => word.key);
  if (!wanted.length) return;
  const last = wanted.length - 1;
  const is = (word, at) => word.key === wanted[at] || (at === last && word.key.startsWith(wanted[at]));
  const isWord = (word, at) => (at !== null ? at <= last && is(word, at) : wanted.findIndex((_, i) => is(word, i)));
  const places = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest(SKIPPED)) continue;
    const words = cut(node.data);
    const found = match(words, isWord);
    const marks = marked(found);
    const together = marks.some((on, at) => on && marks[at + 1]);
    if (marks.some(Boolean)) places.push({ node, words, marks, together });
  }
  const phrases = places.some(({ together }) => together);
  for (const place of places) if (!phrases || place.together) wrap(place);
}

function wrap({ node, words, marks }) {
  for (let end = words.length - 1; end >= 0; end--) {
    if (!marks[end]) continue;
    let start = end;
    while (marks[start - 1]) start--;
    const range = document.createRange();
    range.setStart(node, words[start].start);
    range.setEnd(node, words[end].end);
    range.surroundContents(document.createElement("mark"));
    end = start;
  }
}
