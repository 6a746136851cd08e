/**
 * Random rules, histories and readings for tests, with what each rule means computed the slow way: over fractions of bigints,
 * and windows second by second.
 */
import fc from "fast-check";
import { least, most } from "../kernels/math/extremes.ts";
import type { Reading, Vocabulary } from "./vocabulary.ts";

const SATURATED = 1_000_000_000_000;
const ratio = { kind: "ratio", low: 0, high: SATURATED } as const;

export const VOCABULARY: Vocabulary = {
  quantities: {
    ltv: { ...ratio, remembered: true, age: "lenderAge" },
    peg: { ...ratio, remembered: true, age: "marketAge" },
    carry: { ...ratio, low: -SATURATED, remembered: true },
    target: ratio,
    marketAge: { kind: "seconds", low: 0, high: SATURATED },
    lenderAge: { kind: "seconds", low: 0, high: SATURATED },
    level: { kind: "level", low: 0, high: 3 },
  },
  levels: { calm: 0, watch: 1, defend: 2, evacuate: 3 },
};
const NAMES = Object.keys(VOCABULARY.quantities);
const LONGEST_HOLD = 26 * 3_600;

export interface Observation {
  readonly time: number;
  readonly reading: Reading;
}

/** What a look at the end of a history sees: the last observation is of now. */
export type Observations = readonly Observation[];

/** numerator / denominator, never reduced; undefined where a window is not full. */
type Exact = readonly [numerator: bigint, denominator: bigint] | undefined;
type Truth = boolean | undefined;

interface Written<T> {
  readonly text: string;
  readonly meaning: (seen: Observations) => T;
}

const lift =
  (join: (a: readonly [bigint, bigint], b: readonly [bigint, bigint]) => Exact) =>
  (a: Exact, b: Exact): Exact =>
    a === undefined || b === undefined ? undefined : join(a, b);

const sum = lift(([a, b], [c, d]) => [a * d + c * b, b * d]);
const product = lift(([a, b], [c, d]) => [a * c, b * d]);
const quotient = lift(([a, b], [c, d]) => (c < 0n ? [-a * d, -b * c] : [a * d, b * c]));
const isBelow = ([a, b]: readonly [bigint, bigint], [c, d]: readonly [bigint, bigint]) => a * d < c * b;
const lesser = lift((a, b) => (isBelow(b, a) ? b : a));
const greater = lift((a, b) => (isBelow(a, b) ? b : a));
const MINUS_ONE: Exact = [-1n, 1n];

const latest = (seen: Observations): Observation => {
  const now = seen.at(-1);
  if (now === undefined) throw new Error("nothing was seen");
  return now;
};

/** The values of a quantity in the seconds before now, one a second; undefined where they are not all known. */
function secondsBefore(seen: Observations, slot: number, seconds: number): bigint[] | undefined {
  const now = latest(seen).time;
  const values: bigint[] = [];
  for (let second = now - seconds; second < now; second++) {
    const at = seen.findLastIndex(({ time }) => time <= second);
    if (at < 0) return undefined;
    const later = seen.slice(at);
    const broken = later.some(({ time }, i) => time - (later[i - 1]?.time ?? time) > LONGEST_HOLD);
    if (broken) return undefined;
    values.push(BigInt(later[0]?.reading[slot] ?? 0));
  }
  return values;
}

const STATISTICS: Readonly<Record<string, (values: bigint[], now: bigint) => bigint>> = {
  mean(values) {
    const total = values.reduce((a, b) => a + b);
    const count = BigInt(values.length);
    let floor = total / count;
    while (floor * count > total) floor--;
    return floor;
  },
  /** The largest integer not above the population's standard deviation, found by halving. */
  std(values) {
    const count = BigInt(values.length);
    const total = values.reduce((a, b) => a + b);
    const spread = values.reduce((squares, value) => squares + (count * value - total) ** 2n, 0n);
    let [low, high] = [0n, 10n ** 14n];
    while (high - low > 1n) {
      const middle = (low + high) / 2n;
      if (middle * middle * count ** 3n <= spread) low = middle;
      else high = middle;
    }
    return low;
  },
  min: (values) => values.reduce(least),
  max: (values) => values.reduce(most),
  change: ([oldest = 0n], now) => now - oldest,
};

const literal: fc.Arbitrary<Written<readonly [bigint, bigint]>> = fc
  .tuple(
    fc.oneof(fc.nat(3), fc.nat(2_000_000)),
    fc.nat(12),
    fc.constantFrom("", "0", "5", "985", "000000001"),
  )
  .map(([whole, power, decimals]) => ({
    text: decimals === "" ? `${whole}` : `${whole % (power + 1)}.${decimals}`,
    meaning: () =>
      decimals === ""
        ? [BigInt(whole), 1n]
        : [BigInt(`${whole % (power + 1)}${decimals}`), 10n ** BigInt(decimals.length)],
  }));

const nonzero = literal.filter(({ meaning }) => meaning([])[0] !== 0n);

/** A plain number beside ratios counts as one. */
const asRatio = ({ text, meaning }: Written<readonly [bigint, bigint]>): Written<Exact> => ({
  text,
  meaning: (seen: Observations) => [meaning(seen)[0] * 1_000_000_000n, meaning(seen)[1]],
});

const read = (name: string): Written<Exact> => ({
  text: name,
  meaning: (seen: Observations) => [BigInt(latest(seen).reading[NAMES.indexOf(name)] ?? 0), 1n],
});

const window: fc.Arbitrary<Written<Exact>> = fc
  .record({
    name: fc.constantFrom("ltv", "peg", "carry"),
    statistic: fc.constantFrom(...Object.keys(STATISTICS)),
    seconds: fc.integer({ min: 1, max: 90 }),
    quote: fc.constantFrom('"', "'"),
  })
  .map(({ name, statistic, seconds, quote }) => ({
    text: `${statistic}(${name}, ${quote}${seconds}s${quote})`,
    meaning: (seen: Observations) => {
      const values = secondsBefore(seen, NAMES.indexOf(name), seconds);
      const now = BigInt(latest(seen).reading[NAMES.indexOf(name)] ?? 0);
      return values === undefined ? undefined : [STATISTICS[statistic]?.(values, now) ?? 0n, 1n];
    },
  }));

const { total } = fc.letrec<{ factor: Written<Exact>; term: Written<Exact>; total: Written<Exact> }>(
  (tie) => ({
    factor: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom("ltv", "peg", "carry", "target").map(read),
      window,
      tie("total").map(({ text, meaning }) => ({ text: `(${text})`, meaning })),
      tie("factor").map(({ text, meaning }) => ({
        text: `-${text}`,
        meaning: (seen: Observations) => product(MINUS_ONE, meaning(seen)),
      })),
      tie("total").map(({ text, meaning }) => ({
        text: `abs(${text})`,
        meaning: (seen: Observations) => greater(meaning(seen), product(MINUS_ONE, meaning(seen))),
      })),
      fc
        .record({
          name: fc.constantFrom("min", "max"),
          a: tie("total"),
          b: literal.map(asRatio),
          c: tie("total"),
        })
        .map(({ name, a, b, c }) => ({
          text: `${name}(${a.text}, ${b.text}, ${c.text})`,
          meaning: (seen: Observations) => {
            const pick = name === "min" ? lesser : greater;
            return pick(a.meaning(seen), pick(b.meaning(seen), c.meaning(seen)));
          },
        })),
    ),
    term: fc.oneof(
      tie("factor"),
      fc.tuple(tie("factor"), literal).map(([a, k]) => ({
        text: `${a.text} * ${k.text}`,
        meaning: (seen: Observations) => product(a.meaning(seen), k.meaning(seen)),
      })),
      fc.tuple(literal, tie("factor"), nonzero).map(([k, a, d]) => ({
        text: `${k.text} * ${a.text} / ${d.text}`,
        meaning: (seen: Observations) => quotient(product(k.meaning(seen), a.meaning(seen)), d.meaning(seen)),
      })),
    ),
    total: fc.oneof(
      tie("term"),
      fc
        .record({
          first: tie("term"),
          sign: fc.constantFrom("+", "-"),
          second: fc.oneof(tie("term"), literal.map(asRatio)),
          third: tie("term"),
        })
        .map(({ first, sign, second, third }) => ({
          text: `${first.text} ${sign} ${second.text} - ${third.text}`,
          meaning: (seen: Observations) => {
            const one = sign === "+" ? second.meaning(seen) : product(MINUS_ONE, second.meaning(seen));
            return sum(sum(first.meaning(seen), one), product(MINUS_ONE, third.meaning(seen)));
          },
        })),
    ),
  }),
);

const COMPARE: Readonly<
  Record<string, (a: readonly [bigint, bigint], b: readonly [bigint, bigint]) => boolean>
> = {
  "<": isBelow,
  "<=": (a, b) => !isBelow(b, a),
  ">": (a, b) => isBelow(b, a),
  ">=": (a, b) => !isBelow(a, b),
  "==": (a, b) => !isBelow(a, b) && !isBelow(b, a),
  "!=": (a, b) => isBelow(a, b) || isBelow(b, a),
};

const compared = (operator: string, a: Exact, b: Exact): Truth =>
  a === undefined || b === undefined ? undefined : COMPARE[operator]?.(a, b);
const both = (a: Truth, b: Truth): Truth =>
  a === false || b === false ? false : a === undefined || b === undefined ? undefined : true;
const negated = (a: Truth): Truth => (a === undefined ? undefined : !a);
const either = (a: Truth, b: Truth): Truth => negated(both(negated(a), negated(b)));

const operator = fc.constantFrom(...Object.keys(COMPARE));
const operand = fc.oneof(total, literal.map(asRatio));
const aged = fc.constantFrom("age(ltv)", "age(peg)", "marketAge", "lenderAge");
const AGED: Readonly<Record<string, string>> = { "age(ltv)": "lenderAge", "age(peg)": "marketAge" };

const comparison: fc.Arbitrary<Written<Truth>> = fc.oneof(
  fc.record({ a: total, op: operator, b: operand }).map(({ a, op, b }) => ({
    text: `${a.text} ${op} ${b.text}`,
    meaning: (seen: Observations) => compared(op, a.meaning(seen), b.meaning(seen)),
  })),
  fc.record({ a: operand, p: operator, b: total, q: operator, c: operand }).map(({ a, p, b, q, c }) => ({
    text: `${a.text} ${p} ${b.text} ${q} ${c.text}`,
    meaning: (seen: Observations) => {
      const middle = b.meaning(seen);
      return both(compared(p, a.meaning(seen), middle), compared(q, middle, c.meaning(seen)));
    },
  })),
  fc.record({ name: aged, op: operator, seconds: fc.nat(120) }).map(({ name, op, seconds }) => ({
    text: `${name} ${op} ${seconds % 2 === 0 ? seconds : `"${seconds}s"`}`,
    meaning: (seen: Observations) =>
      compared(op, read(AGED[name] ?? name).meaning(seen), [BigInt(seconds), 1n]),
  })),
  fc.record({ op: operator, at: fc.nat(3) }).map(({ op, at }) => ({
    text: `level ${op} ${Object.keys(VOCABULARY.levels)[at]}`,
    meaning: (seen: Observations) => compared(op, read("level").meaning(seen), [BigInt(at), 1n]),
  })),
);

/** A condition as it is written, and what it means of a history. */
export const condition = fc.letrec<{ any: Written<Truth>; all: Written<Truth>; one: Written<Truth> }>(
  (tie) => ({
    any: fc.oneof(
      tie("all"),
      fc.tuple(tie("all"), tie("all")).map(([a, b]) => ({
        text: `${a.text} or ${b.text}`,
        meaning: (seen: Observations) => either(a.meaning(seen), b.meaning(seen)),
      })),
    ),
    all: fc.oneof(
      tie("one"),
      fc.tuple(tie("one"), tie("one")).map(([a, b]) => ({
        text: `${a.text} and ${b.text}`,
        meaning: (seen: Observations) => both(a.meaning(seen), b.meaning(seen)),
      })),
    ),
    one: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      comparison,
      tie("any").map(({ text, meaning }) => ({
        text: `not (${text})`,
        meaning: (seen: Observations) => negated(meaning(seen)),
      })),
      tie("any").map(({ text, meaning }) => ({ text: `(${text})`, meaning })),
    ),
  }),
).any;

const fraction = fc.oneof(
  fc.integer({ min: 0, max: 6 }),
  fc.integer({ min: 400_000_000, max: 1_100_000_000 }),
  fc.constantFrom(0, 985_000_000, 1_000_000_000, SATURATED),
);
const reading: fc.Arbitrary<Reading> = fc.tuple(
  fraction,
  fraction,
  fc.tuple(fraction, fc.boolean()).map(([value, negative]) => (negative ? 0 - value : value)),
  fraction,
  fc.nat(120),
  fc.nat(120),
  fc.nat(3),
);

/** Looks a few seconds apart, now and then twice in a second, once in a while after a silence at or past the longest hold. */
export const observations: fc.Arbitrary<Observations> = fc
  .array(
    fc.record({
      later: fc.oneof(
        { weight: 30, arbitrary: fc.nat(20) },
        { weight: 1, arbitrary: fc.constantFrom(LONGEST_HOLD, LONGEST_HOLD + 1) },
      ),
      reading,
    }),
    { minLength: 1, maxLength: 24 },
  )
  .map((looks) => {
    let time = 1_651_363_200;
    return looks.map(({ later, reading }) => {
      time += later;
      return { time, reading };
    });
  });
