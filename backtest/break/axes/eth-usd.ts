/** Ether's fall in dollars made deeper, on the same days, for a position that owes dollars. */
import { KeelError } from "../../../errors/keel-error.ts";
import type { Wad } from "../../../strategies/kernels/math/units.ts";
import type { TapeRow } from "../../tape/tape.ts";
import { type Axis, type Base, HUNDREDTH, hundredths } from "../axis.ts";

/** The lowest price that is tried: a fiftieth of that at which the position borrowed. */
const FLOOR_PART = 50n;

export const ethUsd: Axis = {
  name: "eth-usd",
  unit: "× the fall",
  means:
    "every fall of ETH in dollars below its price when the position borrowed, on the same days, down to a fiftieth of that price",
  of: "lending",
  asItIs: 1,
  mildest: 0,
  step: () => HUNDREDTH,
  largest: (base) => {
    const begun = priceWhenBorrowed(base);
    const lowest = later(base).reduce(
      (low, { ethUsd }) => (ethUsd && ethUsd.value < low ? ethUsd.value : low),
      begun,
    );
    if (lowest < begun) return Number(((begun - begun / FLOOR_PART) * 100n) / (begun - lowest)) / 100;
    throw new KeelError(
      "KEEL_BREAK",
      `on the tape ${base.run.tape.name} ETH never costs less than when the position borrowed`,
      "Choose another axis, or a tape on which ETH falls",
    );
  },
  apply: (base, value) => {
    const { run, levered } = base;
    const begun = priceWhenBorrowed(base);
    const rows = run.tape.rows.map((row): TapeRow => {
      if (row.time <= levered || row.ethUsd === undefined || row.ethUsd.value >= begun) return row;
      const fall = ((begun - row.ethUsd.value) * hundredths(value)) / 100n;
      return { ...row, ethUsd: { value: begun - fall, label: "synthetic" } };
    });
    return { ...run, tape: { ...run.tape, rows } };
  },
};

/** Dollars an ETH in the last row before the loan that has a price. @throws KEEL_BREAK where the run owes no dollars */
function priceWhenBorrowed({ run, levered }: Base): Wad {
  const { strategy } = run.deployment;
  if (strategy.kind !== "lending")
    throw new KeelError("KEEL_BREAK", `a ${strategy.kind} owes no dollars`, "Choose another axis");
  const before = run.tape.rows.findLast(({ time, ethUsd }) => time <= levered && ethUsd !== undefined);
  return before?.ethUsd?.value ?? strategy.ethUsd;
}

const later = ({ run, levered }: Base): readonly TapeRow[] =>
  run.tape.rows.filter(({ time }) => time > levered);
