/** What the Curve pool kept of the trade in an action of the keeper. */
import type { Market } from "../../strategies/market/market.ts";
import type { ActionRecord } from "../result.ts";

/** A fee of one. */
const FEE_ONE = 10n ** 10n;

/**
 * ETH wei, floored; stETH taken one for one. The pool pays out all but its fee, so what it paid tells what it kept. A purchase that
 * gained no more than Lido mints for the ether was made at Lido, which keeps nothing.
 */
export function poolFee(action: ActionRecord, { pool, lido }: Market): bigint {
  const bought = (action.gained * lido.totalPooledEther) / lido.totalShares;
  const paidOut = action.repaid + (bought > action.borrowed ? bought : 0n);
  return (paidOut * pool.fee) / (FEE_ONE - pool.fee);
}
