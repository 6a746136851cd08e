// The whole built-in tape through the contracts of each kind of strategy, with its keeper and people who come and go, and through the
// exact engine. A case is a step of one kind, after which market, vault and position must be the same to the wei.

import { builtInTape } from "../../backtest/tape/built-in.ts";
import type { Proof } from "../proof.ts";
import { PLAYED_KINDS } from "../worlds/tape/kinds.ts";
import { playBoth, type Side } from "../worlds/tape/play.ts";
import { laterTape, peopleIn } from "../worlds/tape/stretch.ts";
import { Comparison } from "./comparison.ts";

/** The tape's first row is the world that it begins in. */
const STEPS = builtInTape().rows.length - 1;

export const proof: Proof = {
  name: "ONE-02 the built-in tape through every kind's contracts and through the exact engine",
  cases: PLAYED_KINDS.length * STEPS,
  async run({ cases, onProgress }) {
    const comparison = new Comparison();
    for (const [index, kind] of PLAYED_KINDS.entries()) {
      const before = comparison.cases;
      const left = Math.ceil((cases - before) / (PLAYED_KINDS.length - index));
      const tape = laterTape(Math.min(left, STEPS));
      const { onchain, offline } = await playBoth({
        kind,
        tape,
        flows: peopleIn(tape),
        onStep: (done) => onProgress?.(before + done),
      });
      for (const step of tape.rows.keys())
        comparison.expect(`${kind.name}, step ${step}`, text(offline, step), text(onchain, step));
    }
    return comparison.result();
  },
};

/** A step with everything that was done until its end; keys in order, since the sides name things in orders of their own. */
function text({ steps, deeds, flows }: Side, step: number): string {
  const told = steps[step];
  const time = told?.time ?? 0;
  const until = <T extends { readonly time: number }>(all: readonly T[]) =>
    all.filter((one) => one.time <= time).at(-1);
  return JSON.stringify([told, until(deeds), until(flows)], (_, value) =>
    typeof value === "bigint" ? `${value}` : sorted(value),
  );
}

const sorted = (value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
