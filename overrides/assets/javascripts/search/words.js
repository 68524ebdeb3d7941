// How text is cut into words to search by; `hooks/handbook/search/words.py` does the same for the index.
import { fold } from "../fold.js";

const WORD = /(?:[\p{L}\p{N}\p{M}]|(?<=[0-9])[.,](?=[0-9]))+/gu;
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;

/** A syllable of consonants and y is also written with i: kỹ thuật, kĩ thuật. */
const Y = /(?<=^[bcdghklmnprstvx])y$|(?<=^[cghknpt]h)y$/;
const PLURAL = [
  [/(?<=[a-z]{2})ies$/, "y"],
  [/(?<=ss|sh|ch)es$/, ""],
  [/(?<=[a-z]{2}[^siu])s$/, ""],
];
/** British to American spelling. It only has to map both ways of writing a word to one key, not to be right English. */
const SPELLING = [
  [/(?<=[a-z]{3})is(?=(?:e|ed|er|ing|ation)$)/, "iz"],
  [/lys(?=(?:e|ed|er|ing)$)/, "lyz"],
  [/(?<=[a-z]{2})our(?=(?:ed|ing|less|ful|ant)?$)/, "or"],
  [/(?<=el)l(?=(?:ed|ing|er)$)/, ""],
  [/(?<=fib|lit|met|ent)re$/, "er"],
  [/^sulph/, "sulf"],
  [/^alumini/, "alumin"],
  [/^mould/, "mold"],
  [/^grey/, "gray"],
  [/^licence/, "license"],
  [/(?<=^program)me$|(?<=^catalog)ue$/, ""],
];

const keys = new Map();

/** The key of a word: no marks, capitals or plural, kỹ as ki; CO₂ as co2, 2,5 as 2.5, 08 as 8. */
export function key(word) {
  let found = keys.get(word);
  if (found === undefined) keys.set(word, (found = makeKey(word)));
  return found;
}

function makeKey(word) {
  let plain = fold(word.normalize("NFKC")).replaceAll(",", ".");
  if (/^[0-9]+$/.test(plain)) return plain.replace(/^0+(?=.)/, "");
  plain = plain.replace(Y, "i");
  const plural = PLURAL.find(([pattern]) => pattern.test(plain));
  if (plural) plain = plain.replace(...plural);
  if (plain.length > 4 || plain === "grey") for (const [pattern, other] of SPELLING) plain = plain.replace(pattern, other);
  return plain;
}

/** The word with its accents, tone last: hoà is hòa, but not hoa. */
export function toned(word) {
  let tones = "";
  const letters = word
    .toLowerCase()
    .normalize("NFD")
    .replace(TONE, (tone) => ((tones += tone), ""));
  return letters.normalize("NFC") + tones;
}

/** What parts two words so that they are no phrase: the end of a sentence, a comma, a bracket. */
const PAUSE = /[.!?:;,…·()[\]|–—]/;
const END = /[.!?:;…]/;

/** Words of a text in order: `{key, text, start, end, pause}`; `pause` before the word: 0 none, 1 a comma, 2 a full stop. */
export function cut(text) {
  let before = 0;
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => {
    const gap = index > before + 1 ? text.slice(before, index) : "";
    before = index + word.length;
    return { key: key(word), text: word, start: index, end: before, pause: END.test(gap) ? 2 : PAUSE.test(gap) ? 1 : 0 };
  });
}
