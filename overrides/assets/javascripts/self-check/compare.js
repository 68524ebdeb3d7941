// The arithmetic: amounts in base units, divided and compared. All factors come from the page's data.

/** Names of the inputs a benchmark still needs. An energy needs each of its parts, even if it is 0. */
export function missing(check, amounts) {
  return [...check.above, check.below].filter((id) => amounts[id] === undefined);
}

/** Whether the reader has begun to fill in this benchmark: an amount that counts for it. */
export function begun(check, amounts) {
  return check.above.some((id) => amounts[id] !== undefined);
}

/** Whether the period of a norm is over for somebody who reads the page today. */
export function ended({ over, until }) {
  return over || (until !== "" && until < new Date().toISOString().slice(0, 10));
}

/** The figure to compare with unless the reader chooses another; -1: the reader is asked. */
export function firstOf({ first, points }) {
  return first >= 0 && !ended(points[first]) ? first : -1;
}

/** What the plant uses, in the unit of the benchmark, with the amount and the divisor in base units (m³, kg, MJ). */
export function yours(check, amounts) {
  const amount = check.above.reduce((sum, id) => sum + amounts[id], 0);
  const divisor = amounts[check.below];
  return { check, amount, divisor, you: amount / divisor / check.factor };
}

/**
 * How the plant compares with point number `index` of a benchmark.
 *
 * `you` and `each` (the gap) are in the unit of the benchmark, `total` is the gap over the period in base units, `ratio` the
 * plant over the figure compared with, `worse` the same with larger always worse. `place` says where the plant lies at a
 * range: "below", "within" or "above".
 */
export function compare(check, amounts, index) {
  const { amount, divisor, you } = yours(check, amounts);
  const { at } = check.points[index];
  const [low, high] = [at[0], at.at(-1)];
  const place = you < low ? "below" : you > high ? "above" : "within";
  const range = at.length > 1;
  // at a range the near end counts; inside it, the end that is still better
  const edge = !range ? low : place === "above" ? high : place === "below" ? low : check.better === "lower" ? low : high;
  const ratio = you / edge;
  const behind = check.better === "lower" ? you - edge : edge - you;
  const within = range && place === "within";
  return {
    check, index, you, edge, ratio, place, range, amount,
    worse: within ? 1 : check.better === "lower" ? ratio : 1 / ratio,
    each: Math.max(0, behind),
    total: Math.max(0, behind) * check.factor * divisor,
  };
}

/** Of a range what all of it reaches: the upper end where lower is better. */
export const reached = (check, { at }) => (check.better === "lower" ? at.at(-1) : at[0]);

/** Position of the best figure that somebody has reached, or -1. Plans, norms and old rounds do not count. */
export function best(check) {
  let found = -1;
  check.points.forEach((point, index) => {
    if (point.old || point.weak || !["survey", "measured", "claimed"].includes(point.kind)) return;
    const [value, than] = [reached(check, point), found < 0 ? 0 : reached(check, check.points[found])];
    if (found < 0 || (check.better === "lower" ? value < than : value > than)) found = index;
  });
  return found;
}

/** A figure of something else than what is asked for: better than none, so after all that are of it. */
const aside = (figure) => figure && [figure[0] + 50, figure[1]];

/** Measures that act on `resource`, cheapest first; of one cost, those with the best evidence for it first. */
export function measuresFor(data, resource) {
  const also = [resource, ...data.resources[resource].also];
  const order = Object.keys(data.costs);
  const strongest = (figures) => figures.filter(Boolean).sort((a, b) => a[0] - b[0])[0];
  const figure = ({ figures }) => strongest(also.map((name) => figures[name])) ?? aside(strongest(Object.values(figures)));
  return data.measures
    .filter((measure) => measure.resources.some((name) => also.includes(name)))
    .map((measure) => ({ ...measure, figure: figure(measure) }))
    .sort((a, b) => order.indexOf(a.cost) - order.indexOf(b.cost) || (a.figure?.[0] ?? 99) - (b.figure?.[0] ?? 99));
}
