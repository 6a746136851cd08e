/**
 * What the keeper offers for a place in the next blocks: the more being late would cost, the more it offers, and never more than
 * that (KPR-03).
 */
import { Urgency, urgencyName } from "../strategies/decision.ts";
import { least, most } from "../strategies/kernels/math/extremes.ts";
import type { KeeperAction } from "./action.ts";
import { kindThatSaw } from "./kinds/kinds.ts";
import type { FeeParams, KeeperParams } from "./params.ts";
import type { Snapshot } from "./snapshot.ts";

/** EIP-1559, wei a gas. */
export interface Fees {
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

/** What actions use of their limit at most, by measurement: a third. */
const LIMIT_TO_USE = 3n;

/** Offers and replacements stay below the bound for what can wait by this many tips. */
const TIPS = 100n;

/** The most that an action's transactions may offer, wei a gas. */
export function dearestFor(action: KeeperAction, snapshot: Snapshot, params: KeeperParams): bigint {
  const { headroom, tip, maxBaseFee, atLeast } = feeParams(action.urgency, params);
  const usual = (maxBaseFee ?? 0n) * BigInt(headroom) + tip * TIPS;
  const wei = kindThatSaw(snapshot).worth(snapshot, action.urgency);
  if (wei === undefined) return usual;
  const worth = (wei * LIMIT_TO_USE) / action.gasLimit;
  return action.urgency < Urgency.protect ? least(worth, usual) : most(worth, atLeast);
}

/** @returns undefined where the base fee is above what an action of this urgency is worth */
export function feesFor(
  urgency: Urgency,
  baseFee: bigint,
  dearest: bigint,
  params: KeeperParams,
): Fees | undefined {
  const { headroom, tip, maxBaseFee } = feeParams(urgency, params);
  if (maxBaseFee !== undefined && baseFee > maxBaseFee) return undefined;
  if (baseFee + tip > dearest) return undefined;
  const wanted = baseFee * BigInt(headroom) + tip;
  return { maxFeePerGas: least(wanted, dearest), maxPriorityFeePerGas: tip };
}

/**
 * Nodes take a replacement only for at least a tenth more of both; an eighth leaves no doubt, and climbs to a bound in few steps.
 * @returns undefined where that would be more than `dearest`
 */
export function raised(fees: Fees, baseFee: bigint, dearest: bigint): Fees | undefined {
  const more = (fee: bigint) => fee + fee / 8n + 1n;
  const maxPriorityFeePerGas = more(fees.maxPriorityFeePerGas);
  const enough = more(fees.maxFeePerGas);
  if (enough > dearest) return undefined;
  const wanted = most(enough, baseFee * 2n + maxPriorityFeePerGas);
  return { maxFeePerGas: least(wanted, dearest), maxPriorityFeePerGas };
}

/** `wanted`, but enough to take the place of a transaction that offers `earlier`; undefined above `dearest`. */
export function outbidding(wanted: Fees, earlier: Fees, baseFee: bigint, dearest: bigint): Fees | undefined {
  const more = raised(earlier, baseFee, dearest);
  if (more === undefined) return undefined;
  return {
    maxFeePerGas: most(wanted.maxFeePerGas, more.maxFeePerGas),
    maxPriorityFeePerGas: most(wanted.maxPriorityFeePerGas, more.maxPriorityFeePerGas),
  };
}

function feeParams(urgency: Urgency, params: KeeperParams): FeeParams {
  return params.fees[urgencyName(urgency) as keyof KeeperParams["fees"]];
}
