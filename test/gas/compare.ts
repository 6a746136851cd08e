/** Holds measured gas against the committed snapshot, so that a change in cost is seen in review. */
import type { Figure } from "../figures/figure.ts";

/** Gas used, by operation. */
export type GasSnapshot = Readonly<Record<string, number>>;

/**
 * One figure for every operation that was measured or is in the snapshot. Only the same gas passes: a saving that is not
 * recorded would hide the next rise.
 */
export function compareGas(measured: GasSnapshot, snapshot: GasSnapshot): Figure[] {
  const names = [...new Set([...Object.keys(snapshot), ...Object.keys(measured)])].sort();
  return names.map((name) => {
    const value = measured[name] ?? null;
    const target = snapshot[name] ?? null;
    return { name, value, unit: "gas", target, pass: value !== null && value === target };
  });
}
