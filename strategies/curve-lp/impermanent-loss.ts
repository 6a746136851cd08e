/**
 * What liquidity came to against holding. Two yardsticks: against holding the stETH that went in, in units, where Lido's
 * staking of ETH one for one makes a depeg a gain; and against holding the two coins as the pool held them then, in ETH at the
 * market price, which is what impermanent loss means: a pool sells the coin that rises for the one that falls, and is made good
 * as the price returns.
 */
import { WAD, type Wad } from "../kernels/math/units.ts";
import { type CurveLp, entryUnits, exitUnits } from "./position.ts";

/** Two coins: ETH wei, and stETH wei. */
export interface Coins {
  readonly ether: bigint;
  readonly steth: bigint;
}

/** Units that the position is worth beyond the `held` units of stETH that went into it; negative where it is worth fewer. */
export const againstHolding = (
  lp: CurveLp,
  held: bigint,
): { readonly entry: bigint; readonly exit: bigint } => ({
  entry: entryUnits(lp) - held,
  exit: exitUnits(lp) - held,
});

/** The coins that the position's LP tokens stand for in the pool now, floored. */
export function coinsOf({ venue, position }: CurveLp): Coins {
  const { ether, steth } = venue.reserves();
  const supply = venue.supply();
  if (supply === 0n) return { ether: 0n, steth: 0n };
  return { ether: (ether * position.lp) / supply, steth: (steth * position.lp) / supply };
}

/**
 * The part of the value of holding `before` that the coins `now` are short of, both in ETH at `marketRate` ETH per stETH, WAD,
 * rounded toward zero; negative where fees made more than the rebalancing lost.
 */
export function impermanentLoss(before: Coins, now: Coins, marketRate: Wad): Wad {
  const holding = inEther(before, marketRate);
  return holding === 0n ? 0n : ((holding - inEther(now, marketRate)) * WAD) / holding;
}

const inEther = ({ ether, steth }: Coins, marketRate: Wad): bigint => ether + (steth * marketRate) / WAD;
