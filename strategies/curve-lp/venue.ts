/**
 * What a Curve pool of ETH and stETH says and does, whichever generation it is of. The twin of the pool's half of
 * `contracts/strategies/curve-lp/CurveLpAdvisor.sol` and `CurveLpStrategy.sol`. ETH in wei, stETH in wei where it is
 * named and in units (Lido shares) where it moves.
 */
import type { Wad } from "../kernels/math/units.ts";

/** Both coins at redemptionRate, ETH wei. */
export interface Reserves {
  readonly ether: bigint;
  readonly steth: bigint;
}

/** Both coins as they leave the pool: ETH wei, and stETH in units. */
export interface Removed {
  readonly ether: bigint;
  readonly units: bigint;
}

export interface CurveVenue {
  /** Invariant per LP token, in ETH. */
  virtualPrice(): Wad;
  reserves(): Reserves;
  /** LP tokens in existence. */
  supply(): bigint;
  /** LP tokens for `ether` and `assets` of stETH, after fees as far as the pool's own quote counts them. */
  quoteMint(ether: bigint, assets: bigint): bigint;
  /** Units that `lp` fetches as stETH alone; 0 where the pool refuses. */
  quoteOneSided(lp: bigint): bigint;
  /** What `lp` fetches in the pool's proportion. */
  quoteBalanced(lp: bigint): Removed;
  /** Puts both in and returns the LP tokens minted; the depositor parts with `sharesByEther(assets)` units. */
  add(ether: bigint, assets: bigint): bigint;
  removeBalanced(lp: bigint): Removed;
  /** Units that arrive. */
  removeOneSided(lp: bigint): bigint;
}
