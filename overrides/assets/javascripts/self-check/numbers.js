// Numbers as people type them, in either style, and as the language of the page writes them.

/**
 * `{value}`, with `other` where the text can be read a second way (`1.250`), or `{error}`: "form" or "negative".
 * Empty text is `{}`.
 */
export function readNumber(text, lang) {
  const typed = text.replace(/[\s\u00a0\u202f'’]/g, "");
  if (!typed) return {};
  if (/^[-−–]\d/.test(typed)) return { error: "negative" };
  if (!/^\d[\d.,]*$/.test(typed)) return { error: "form" };
  const separators = typed.match(/[.,]/g) ?? [];
  if (!separators.length) return { value: Number(typed) };
  const last = separators.at(-1);
  if (separators.length === 1) return single(typed, last, lang);
  // 1.250.000 has only groups; in 1.250,5 the last separator is the decimal one
  const mixed = separators.some((separator) => separator !== last);
  const cut = typed.lastIndexOf(last);
  const whole = mixed ? typed.slice(0, cut) : typed;
  if (!/^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.test(whole)) return { error: "form" };
  return { value: Number(whole.replace(/[.,]/g, "") + (mixed ? `.${typed.slice(cut + 1)}` : "")) };
}

/** One separator: a decimal one, unless three digits follow; then the language decides, and the other reading stays open. */
function single(typed, separator, lang) {
  const [whole, rest] = typed.split(separator);
  const decimal = Number(`${whole}.${rest || 0}`);
  if (!/^[1-9]\d{0,2}$/.test(whole) || rest.length !== 3) return { value: decimal };
  const grouped = Number(whole + rest);
  return separator === (lang === "vi" ? "." : ",") ? { value: grouped, other: decimal } : { value: decimal, other: grouped };
}

/** The number in full, or to `digits` significant digits. */
export function write(value, lang, digits = 15) {
  return new Intl.NumberFormat(lang, { maximumSignificantDigits: digits }).format(value);
}
