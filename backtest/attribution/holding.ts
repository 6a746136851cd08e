/** Where the profit of stETH that was simply held came from: what Lido paid, and what it took. */
import { WAD } from "../../strategies/kernels/math/units.ts";
import type { StepRecord } from "../result.ts";
import type { Attribution } from "./attribution.ts";
import { Ledger } from "./ledger.ts";
import { unitsHeld } from "./wealth.ts";

/** @param assets stETH wei at the first step, floored to units */
export function attributionOfHolding(steps: readonly StepRecord[], assets: bigint): Attribution {
  const [first, ...rest] = steps;
  const units = first === undefined ? 0n : (assets * WAD) / first.redemptionRate;
  const ledger = new Ledger([unitsHeld(units, first?.redemptionRate ?? 0n)]);
  for (const { redemptionRate } of rest) ledger.report([unitsHeld(units, redemptionRate)]);
  return ledger.close();
}
