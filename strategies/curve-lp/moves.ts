/**
 * Liquidity that moves between a position and its pool. The twin of the moving half of
 * `contracts/strategies/curve-lp/CurveLpStrategy.sol`; mind that every stETH transfer moves whole shares, rounded
 * down.
 */
import { sharesByEther } from "../kernels/lido/lido.ts";
import { buy, sell } from "../market/steth-route.ts";
import { Form } from "./policy.ts";
import type { CurveLp } from "./position.ts";

/** Puts `assets` of the position's stETH in, `sold` of it as ETH, and returns the LP tokens minted. */
export function addToPool({ market, venue, position }: CurveLp, assets: bigint, sold: bigint): bigint {
  const { lido } = market;
  const ether = sold === 0n ? 0n : sell(market, sold);
  const minted = venue.add(ether, assets - sold);
  position.looseShares -= sharesByEther(lido, sold) + sharesByEther(lido, assets - sold);
  position.lp += minted;
  return minted;
}

/** Takes `amount` LP tokens out, stakes what comes as ETH, and returns the units that arrive. */
export function removeFromPool({ market, venue, position }: CurveLp, amount: bigint, form: Form): bigint {
  position.lp -= amount;
  let units: bigint;
  if (form === Form.oneSided) {
    units = venue.removeOneSided(amount);
  } else {
    const removed = venue.removeBalanced(amount);
    units = removed.units + (removed.ether === 0n ? 0n : buy(market, removed.ether));
  }
  position.looseShares += units;
  return units;
}
