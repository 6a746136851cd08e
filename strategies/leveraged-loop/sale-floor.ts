/**
 * The least that a loop sells stETH for. The twin of `floorAt` in `contracts/strategies/LoopSale.sol`.
 */
import { PriceFlag, Urgency } from "../decision.ts";
import { excess } from "../kernels/math/extremes.ts";
import { WAD, type Wad } from "../kernels/math/units.ts";
import { Refusal } from "../refusal.ts";
import type { LoopState } from "./policy.ts";
import type { Loop } from "./position.ts";

const RATIO = 1_000_000_000n;
const BPS = 10_000n;

/**
 * The least ETH per stETH that a delever may sell at: the market price less the tolerance; where that price
 * is refused, or past the ripcord line, the lender's price less its liquidation bonus.
 */
export function saleFloor({ settings, market }: Loop, state: LoopState, urgency: Urgency): Wad {
  const refused =
    (state.priceFlags & PriceFlag.market) !== 0 || state.marketAge > settings.params.maxMarketAge;
  if (!refused && urgency < Urgency.rescue) {
    return (BigInt(state.peg) * RATIO * (BPS - settings.toleranceBps)) / BPS;
  }
  const kept = excess(2n * BPS, market.lender.collateral.liquidationBonus);
  return (BigInt(state.lenderPeg) * RATIO * kept) / BPS;
}

/** Refuses with BelowFloor a sale of `sold` stETH for `ethOut` that pays less than `floor`. */
export function requireFloor(ethOut: bigint, sold: bigint, floor: Wad): void {
  if (ethOut * WAD < sold * floor) throw new Refusal("BelowFloor", { price: (ethOut * WAD) / sold, floor });
}
