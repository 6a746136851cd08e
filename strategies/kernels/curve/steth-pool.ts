// Curve's classic ETH/stETH pool: its state, and what it holds less the fees that belong to Curve.
// Ports StableSwapSTETH (0xDC24316b9AE028F1497c275EB9192a3Ea0f67022, Vyper 0.2.8). Amounts are wei.
// Quirk: the pool keeps no balances of its own. It asks for its ether and its stETH anew each time, so a
// staking rebase changes what it holds, and a stETH transfer moves whole Lido shares, 1–2 wei less than was
// named.

import { etherByShares, type Lido } from "../lido/lido.ts";
import { ProtocolRevert } from "../revert.ts";
import { invariant } from "./invariant.ts";

/** Coin 0 is ether, coin 1 stETH. */
export type Coin = 0 | 1;
export const ETH: Coin = 0;
export const STETH: Coin = 1;

/** Transitions change it in place. */
export type StethPool = {
  /** Ether held, Curve's part included. */
  ether: bigint;
  /** Lido shares held, Curve's part included. */
  stethShares: bigint;
  /** Fees that belong to Curve, not to the liquidity providers. */
  adminEther: bigint;
  adminSteth: bigint;
  lpSupply: bigint;
  /** The amplification coefficient times 100: `A_precise()`. */
  amplification: bigint;
  /** Of a trade's proceeds, scale 1e10. */
  fee: bigint;
  /** Curve's part of the fee, scale 1e10. */
  adminFee: bigint;
};

export const FEE_DENOMINATOR = 10_000_000_000n;

/** `balances(0)`: the providers' ether. */
export const etherBalance = (pool: StethPool): bigint => pool.ether - pool.adminEther;

/** `balances(1)`: the providers' stETH. Reverts where a slash has left less than Curve's part. */
export const stethBalance = (pool: StethPool, lido: Lido): bigint => {
  const balance = etherByShares(lido, pool.stethShares) - pool.adminSteth;
  if (balance < 0n) throw new ProtocolRevert("the pool's stETH does not cover Curve's fees");
  return balance;
};

/** The pool's invariant as it stands; callers that ask several things of one state pass it on. */
export const poolInvariant = (pool: StethPool, lido: Lido): bigint =>
  invariant(etherBalance(pool), stethBalance(pool, lido), pool.amplification);
