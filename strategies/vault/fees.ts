/**
 * A vault's fees: what they come to, in units and in the shares that dilute everybody by as much. The twin of
 * `contracts/vault/FeeMath.sol` and of `_takeFees` in `contracts/vault/Fees.sol`.
 */
import { excess, least } from "../kernels/math/extremes.ts";
import { mulDivCeil, mulDivFloor } from "../kernels/math/mul-div.ts";
import { RAY, SECONDS_PER_YEAR } from "../kernels/math/units.ts";

const BPS = 10_000n;

/** Those whose shares are the fees. */
export const PERFORMANCE_RECIPIENT = "performance fee";
export const MANAGEMENT_RECIPIENT = "management fee";

export interface FeeTerms {
  /** Part of units above the high-water mark, basis points. */
  readonly performanceBps: bigint;
  /** Part of all units a year, basis points. */
  readonly managementBps: bigint;
}

/** Units at entry value, and the shares that they are for. */
export interface Standing {
  readonly total: bigint;
  readonly supply: bigint;
}

export interface FeesDue {
  readonly managementShares: bigint;
  readonly performanceShares: bigint;
}

export const NO_FEES: FeeTerms = { performanceBps: 0n, managementBps: 0n };

/**
 * @param highWaterMark units a share above which the performance fee is due, RAY
 * @param elapsed seconds since fees were last taken
 */
export function feesDue(
  { performanceBps, managementBps }: FeeTerms,
  highWaterMark: bigint,
  elapsed: bigint,
  { total, supply }: Standing,
): FeesDue {
  const year = least(elapsed, SECONDS_PER_YEAR);
  const management = mulDivFloor(total, managementBps * year, BPS * SECONDS_PER_YEAR);
  let performance = 0n;
  if (performanceBps > 0n) {
    const mark = mulDivCeil(highWaterMark, supply + 1n, RAY);
    performance = (excess(total - management + 1n, mark) * performanceBps) / BPS;
  }
  const units = management + performance;
  if (units === 0n) return { managementShares: 0n, performanceShares: 0n };
  const shares = mulDivFloor(units, supply + 1n, total + 1n - units);
  const managementShares = mulDivFloor(shares, management, units);
  return { managementShares, performanceShares: shares - managementShares };
}

/** Units a share, RAY, rounded up. */
export const priceOf = ({ total, supply }: Standing): bigint => mulDivCeil(total + 1n, RAY, supply + 1n);
