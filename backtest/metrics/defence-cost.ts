/** What it cost to be defended: stETH sold below its redemption value, and the gas of the sales. */
import { Action } from "../../strategies/decision.ts";
import type { ActionRecord } from "../result.ts";

export interface DefenceCost {
  /** stETH sold at redemption value, one ETH each, less the ETH it fetched, wei. */
  readonly discount: bigint;
  /** Gas of the sales at the tape's gas price, wei. */
  readonly gas: bigint;
  readonly total: bigint;
  readonly sales: number;
}

export function defenceCost(actions: readonly ActionRecord[]): DefenceCost {
  const sales = actions.filter(
    ({ kind, decision, refused }) =>
      kind === "execute" && decision.action === Action.delever && refused === undefined,
  );
  const discount = sales.reduce((sum, { sold, repaid }) => sum + sold - repaid, 0n);
  const gas = sales.reduce((sum, { gasUsed, gasGwei }) => sum + gasUsed * weiOf(gasGwei), 0n);
  return { discount, gas, total: discount + gas, sales: sales.length };
}

const weiOf = (gwei: number): bigint => BigInt(Math.round(gwei * 1e9));
