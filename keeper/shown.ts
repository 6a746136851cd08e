/** The figures of a snapshot that people are shown at a glance, in logs and in metrics, by the names that the policies give them. */
import type { Snapshot } from "./snapshot.ts";

/** Each with what it is, for whoever reads it on a dashboard. */
export const SHOWN = {
  ltv: "Debt by collateral.",
  liquidationLtv: "LTV at which the lender liquidates.",
  peg: "Market rate by redemption rate.",
  carry: "What a borrowed unit earns less what it costs, a year.",
  cover: "What a loan's venue holds, by its debt.",
  placed: "Part of the position that is in the pool.",
  staked: "Part of the cap at stake.",
  pending: "Part of the cap on its way out.",
  funded: "Part of what waits in the queue that idle funds pay now.",
} as const;

export type Shown = keyof typeof SHOWN;

export const SHOWN_NAMES = Object.keys(SHOWN) as Shown[];

/** Ratios scaled 1e9; those that the snapshot's kind has. */
export function shownOf({ state }: Snapshot): Readonly<Partial<Record<Shown, number>>> {
  const figures = Object.entries(state).filter(([name]) => name in SHOWN);
  return Object.fromEntries(figures);
}
