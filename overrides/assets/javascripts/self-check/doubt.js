// Values too far from everything published to be compared before the reader has looked at them again.
import { yours } from "./compare.js";

/** A slip of a hundredfold ends beyond this, even from the far end of what is published. */
export const FAR = 20;
/** Up to this multiple of what is published a value speaks for the figures it is made of. */
const NEAR = 5;

/**
 * What is far off among complete benchmarks, and which others share a figure with it.
 *
 * `sure` holds the keys (`keyOf`) of values the reader has confirmed. `far` are `{check, you, above, edge}`: beyond `edge`,
 * the highest (`above`) or lowest published figure. `held` are the benchmarks that cannot be trusted either.
 */
export function doubts(checks, amounts, sure) {
  const found = checks.map((check) => ({ ...yours(check, amounts), ...span(check) }));
  const isFar = (one) => beyond(one, FAR) && !sure.has(keyOf(one));
  const trusted = new Set(found.filter((one) => !isFar(one) && (!beyond(one, NEAR) || sure.has(keyOf(one)))).flatMap(inputs));
  const far = found.filter(isFar);
  const doubtful = new Set(far.flatMap(inputs).filter((id) => !trusted.has(id)));
  const held = found.filter((one) => !far.includes(one) && inputs(one).some((id) => doubtful.has(id)));
  return {
    far: far.map(({ check, you, high, low }) => ({ check, you, above: you > high, edge: you > high ? high : low })),
    held: held.map(({ check }) => check),
  };
}

/** Names a value of the reader: another figure typed is another value. */
export const keyOf = ({ check, you }) => `${check.id} ${you}`;

/** Whether `value` would be taken without a question. */
export const isNear = (check, value) => !beyond({ you: value, ...span(check) }, NEAR);

const inputs = ({ check }) => [...check.above, check.below];
const beyond = ({ you, low, high }, times) => you > high * times || you < low / times;

function span({ points }) {
  const all = points.flatMap(({ at }) => at).filter((value) => value > 0);
  return all.length ? { low: Math.min(...all), high: Math.max(...all) } : { low: 0, high: Infinity };
}
