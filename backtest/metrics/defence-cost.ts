/** What it cost to be defended: stETH sold below its redemption value, and the gas of the sales. */
import { Action } from "../../strategies/decision.ts";
import type { ActionRecord } from "../result.ts";
import { gasCost } from "./action-cost.ts";

export interface DefenceCost {
  /** stETH sold at redemption value, one ETH each, less the ETH it fetched, wei. */
  readonly discount: bigint;
  /** Gas of the sales at the tape's gas price, wei. */
  readonly gas: bigint;
  readonly total: bigint;
  readonly sales: number;
}

/** The sales that brought LTV down, in the order of time. */
export const defencesOf = (actions: readonly ActionRecord[]): readonly ActionRecord[] =>
  actions.filter(
    ({ kind, decision, refused }) =>
      kind === "execute" && decision.action === Action.delever && refused === undefined,
  );

export function defenceCost(actions: readonly ActionRecord[]): DefenceCost {
  const sales = defencesOf(actions);
  const discount = sales.reduce((sum, { sold, repaid }) => sum + sold - repaid, 0n);
  const gas = sales.reduce((sum, sale) => sum + gasCost(sale), 0n);
  return { discount, gas, total: discount + gas, sales: sales.length };
}
