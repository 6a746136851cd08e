/**
 * Turns a condition into a function of a frame that decides it exactly. A comparison is multiplied out until every factor in it
 * is a whole number; where no intermediate can then leave the safe integers it is computed in them, otherwise in
 * bigints. No fraction is ever rounded, so engines and keeper cannot differ over one.
 */
import { least, most } from "../kernels/math/extremes.ts";
import { type Comparison, type Condition, type Frame, type Quantity, slotsOf } from "./condition.ts";
import { type Fraction, leastCommonMultiple, times, whole } from "./fraction.ts";

/**
 * Undefined where it depends on a window that is not full yet. What is unknown stays so through `not`, and through `and` and
 * `or` unless the other side decides alone.
 */
export type Truth = boolean | undefined;
export type Test = (frame: Frame) => Truth;

export function compile(condition: Condition): Test {
  switch (condition.kind) {
    case "comparison":
      return compileComparison(condition);
    case "not": {
      const test = compile(condition.of);
      return (frame) => {
        const truth = test(frame);
        return truth === undefined ? undefined : !truth;
      };
    }
    default:
      return joined(condition.of.map(compile), condition.kind === "any");
  }
}

/** @param deciding the truth of one that settles the whole: true of `or`, false of `and` */
function joined(tests: readonly Test[], deciding: boolean): Test {
  return (frame) => {
    let truth: Truth = !deciding;
    for (const test of tests) {
      const one = test(frame);
      if (one === deciding) return deciding;
      if (one === undefined) truth = undefined;
    }
    return truth;
  };
}

/** Integers of one type, so that the same code computes in both. */
interface Arithmetic<T extends number | bigint> {
  readonly of: (value: number | bigint) => T;
  readonly plus: (a: T, b: T) => T;
  readonly times: (a: T, b: T) => T;
  readonly least: (a: T, b: T) => T;
  readonly most: (a: T, b: T) => T;
}

const SAFE: Arithmetic<number> = {
  of: Number,
  plus: (a, b) => a + b,
  times: (a, b) => a * b,
  least: Math.min,
  most: Math.max,
};
const UNBOUNDED: Arithmetic<bigint> = {
  of: BigInt,
  plus: (a, b) => a + b,
  times: (a, b) => a * b,
  least,
  most,
};

function compileComparison({ operator, left, right }: Extract<Condition, { kind: "comparison" }>): Test {
  const one = whole(1n);
  const multiple = whole(leastCommonMultiple(denominator(left, one), denominator(right, one)));
  const greatest = [left, right].map((side) => bound(side, multiple));
  const isSafe = greatest.every((value) => value <= BigInt(Number.MAX_SAFE_INTEGER));
  const compare = isSafe
    ? comparing(operator, left, right, multiple, SAFE)
    : comparing(operator, left, right, multiple, UNBOUNDED);
  const slots = [...slotsOf(left), ...slotsOf(right)];
  return (frame) => (slots.some((slot) => frame[slot] === undefined) ? undefined : compare(frame));
}

function comparing<T extends number | bigint>(
  operator: Comparison,
  left: Quantity,
  right: Quantity,
  multiple: Fraction,
  arithmetic: Arithmetic<T>,
): (frame: Frame) => boolean {
  const [a, b] = [emit(left, multiple, arithmetic), emit(right, multiple, arithmetic)];
  switch (operator) {
    case "<":
      return (frame) => a(frame) < b(frame);
    case "<=":
      return (frame) => a(frame) <= b(frame);
    case ">":
      return (frame) => a(frame) > b(frame);
    case ">=":
      return (frame) => a(frame) >= b(frame);
    case "==":
      return (frame) => a(frame) === b(frame);
    case "!=":
      return (frame) => a(frame) !== b(frame);
  }
}

/** What `factor` times the quantity must be multiplied by, so that every factor and constant in it is whole. */
function denominator(quantity: Quantity, factor: Fraction): bigint {
  switch (quantity.kind) {
    case "constant":
      return times(quantity.value, factor).denominator;
    case "slot":
      return factor.denominator;
    case "scaled":
      return denominator(quantity.of, times(quantity.by, factor));
    case "magnitude":
      return denominator(quantity.of, factor);
    default:
      return quantity.of.map((part) => denominator(part, factor)).reduce(leastCommonMultiple, 1n);
  }
}

/** Larger than anything that is met on the way to `factor` times the quantity. */
function bound(quantity: Quantity, factor: Fraction): bigint {
  switch (quantity.kind) {
    case "constant":
      return magnitude(times(quantity.value, factor).numerator);
    case "slot":
      return (
        magnitude(factor.numerator) * BigInt(Math.max(Math.abs(quantity.low), Math.abs(quantity.high), 1))
      );
    case "scaled":
      return bound(quantity.of, times(quantity.by, factor));
    case "magnitude":
      return bound(quantity.of, factor);
    default:
      return quantity.of.map((part) => bound(part, factor)).reduce((sum, part) => sum + part, 0n);
  }
}

/** `factor` times the quantity; whole at every step where `factor` holds the denominators. */
function emit<T extends number | bigint>(
  quantity: Quantity,
  factor: Fraction,
  arithmetic: Arithmetic<T>,
): (frame: Frame) => T {
  switch (quantity.kind) {
    case "constant": {
      const value = arithmetic.of(times(quantity.value, factor).numerator);
      return () => value;
    }
    case "slot": {
      const { slot } = quantity;
      const by = arithmetic.of(factor.numerator);
      return (frame) => arithmetic.times(arithmetic.of(frame[slot] as number), by);
    }
    case "scaled":
      return emit(quantity.of, times(quantity.by, factor), arithmetic);
    case "magnitude": {
      const of = emit(quantity.of, factor, arithmetic);
      const [minusOne, zero] = [arithmetic.of(-1), arithmetic.of(0)];
      const isNegative = factor.numerator < 0n;
      return (frame) => {
        const value = of(frame);
        return value < zero === isNegative ? value : arithmetic.times(value, minusOne);
      };
    }
    case "sum":
      return folded(
        quantity.of.map((part) => emit(part, factor, arithmetic)),
        arithmetic.plus,
      );
    default: {
      // A negative factor turns the least into the greatest.
      const takesLeast = (quantity.kind === "least") !== factor.numerator < 0n;
      const parts = quantity.of.map((part) => emit(part, factor, arithmetic));
      return folded(parts, takesLeast ? arithmetic.least : arithmetic.most);
    }
  }
}

function folded<T>(parts: readonly ((frame: Frame) => T)[], join: (a: T, b: T) => T): (frame: Frame) => T {
  const [first, ...rest] = parts;
  if (first === undefined) throw new Error("nothing to join");
  return rest.reduce((before, part) => (frame) => join(before(frame), part(frame)), first);
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);
