/** What the keeper offers for a place in the next blocks: the more being late would cost, the more it offers (KPR-03). */
import { type Urgency, urgencyName } from "../strategies/decision.ts";
import type { FeeParams, KeeperParams } from "./params.ts";

/** EIP-1559, wei a gas. */
export interface Fees {
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

/** @returns undefined where the base fee is above what an action of this urgency is worth */
export function feesFor(urgency: Urgency, baseFee: bigint, params: KeeperParams): Fees | undefined {
  const { headroom, tip, maxBaseFee }: FeeParams =
    params.fees[urgencyName(urgency) as keyof KeeperParams["fees"]];
  if (maxBaseFee !== undefined && baseFee > maxBaseFee) return undefined;
  return { maxFeePerGas: baseFee * BigInt(headroom) + tip, maxPriorityFeePerGas: tip };
}

/** Nodes take a replacement only for at least a tenth more of both; a quarter leaves no doubt. */
export function raised(fees: Fees, baseFee: bigint): Fees {
  const more = (fee: bigint) => fee + fee / 4n + 1n;
  const maxPriorityFeePerGas = more(fees.maxPriorityFeePerGas);
  const needed = baseFee * 2n + maxPriorityFeePerGas;
  const maxFeePerGas = more(fees.maxFeePerGas);
  return { maxFeePerGas: maxFeePerGas > needed ? maxFeePerGas : needed, maxPriorityFeePerGas };
}

/** `wanted`, but enough to take the place of a transaction that offers `earlier`. */
export function outbidding(wanted: Fees, earlier: Fees, baseFee: bigint): Fees {
  const least = raised(earlier, baseFee);
  const higher = (a: bigint, b: bigint) => (a > b ? a : b);
  return {
    maxFeePerGas: higher(wanted.maxFeePerGas, least.maxFeePerGas),
    maxPriorityFeePerGas: higher(wanted.maxPriorityFeePerGas, least.maxPriorityFeePerGas),
  };
}
