// Formulas of the calculators, the same as in `hooks/handbook/arithmetic.py`: names, numbers, + - * / ** ( ), functions.

const TOKEN = /\s*(?:([0-9]+(?:\.[0-9]+)?)|([a-z][a-z0-9_]*)|(\*\*|[-+*/(),]))/y;

const functions = {
  sqrt: (x) => Math.sqrt(x),
  npv,
  irr,
};

/** Net present value: `yearly` at the end of each of `years` years at `rate` per cent, minus the investment now. */
function npv(rate, investment, yearly, years) {
  let sum = -investment;
  for (let year = 1; year <= years; year += 1) sum += yearly / (1 + rate / 100) ** year;
  return sum;
}

/** The rate in per cent at which the net present value is nil; NaN when there is none. */
function irr(investment, yearly, years) {
  let [low, high] = [-99, 100000];
  if (!(npv(low, investment, yearly, years) > 0 && npv(high, investment, yearly, years) < 0)) return NaN;
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if (npv(middle, investment, yearly, years) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The value of `formula`; throws for what is no formula. */
export function evaluate(formula, values) {
  const tokens = read(formula);
  let at = 0;
  const next = (text) => (tokens[at] === text ? ((at += 1), true) : false);

  function sum() {
    let value = product();
    for (;;) {
      if (next("+")) value += product();
      else if (next("-")) value -= product();
      else return value;
    }
  }
  function product() {
    let value = signed();
    for (;;) {
      if (next("*")) value *= signed();
      else if (next("/")) value /= signed();
      else return value;
    }
  }
  function signed() {
    return next("-") ? -signed() : power();
  }
  function power() {
    const base = atom();
    return next("**") ? base ** signed() : base;
  }
  function atom() {
    if (next("(")) {
      const value = sum();
      if (!next(")")) throw new SyntaxError(formula);
      return value;
    }
    const token = tokens[at];
    at += 1;
    if (/^[0-9]/.test(token)) return Number(token);
    if (next("(")) return call(token);
    if (!(token in values)) throw new SyntaxError(formula);
    return values[token];
  }
  function call(name) {
    const given = [sum()];
    while (next(",")) given.push(sum());
    if (!next(")") || !(name in functions)) throw new SyntaxError(formula);
    return functions[name](...given);
  }

  const value = sum();
  if (at < tokens.length) throw new SyntaxError(formula);
  return value;
}

function read(formula) {
  const tokens = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < formula.trimEnd().length) {
    const match = TOKEN.exec(formula);
    if (!match) throw new SyntaxError(formula);
    tokens.push(match[1] ?? match[2] ?? match[3]);
  }
  return tokens;
}
