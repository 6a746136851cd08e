/**
 * How much stETH a delever sells now. The twin of `plan` in `contracts/strategies/LoopSale.sol`: amounts in wei,
 * prices in ETH per stETH, ratios scaled 1e9.
 */
import { least } from "../kernels/math/extremes.ts";
import { WAD, type Wad } from "../kernels/math/units.ts";
import type { Market } from "../market/market.ts";
import { quoteSell, quoteSellFor } from "../market/steth-route.ts";
import { Refusal } from "../refusal.ts";
import { requireFloor } from "./sale-floor.ts";
import { toSell } from "./sizing.ts";

const RATIO = 1_000_000_000n;
/** A sale that its floor does not bear is halved at most so often: to a thousandth. */
const MAX_HALVINGS = 10;

export interface SaleOrder {
  readonly collateralValue: bigint;
  readonly debt: bigint;
  /** LTV to reach. */
  readonly target: bigint;
  readonly lenderPeg: bigint;
  /** The least price. */
  readonly floor: Wad;
  /** The most stETH that is sold; no bound without it. */
  readonly chunk?: bigint;
}

/**
 * The sale that brings LTV to the order's target, as far as chunk and floor allow, and the debt that it pays
 * for. Nothing is sold where LTV is there already. Refuses with SaleRaisesLtv, BelowFloor, RouteTooShallow.
 */
export function planSale(market: Market, order: SaleOrder): { sold: bigint; repaid: bigint } {
  const { debt, floor, chunk } = order;
  let sold = saleToTarget(market, order);
  if (sold === 0n) return { sold, repaid: 0n };
  if (chunk !== undefined) sold = least(sold, chunk);
  let repaid = quoteSell(market, sold);
  if (repaid > debt) {
    repaid = debt;
    sold = quoteSellFor(market, debt);
  }
  // What the floor does not bear whole is sold in part: in a rescue some now beats all of it never.
  for (let round = 0; round < MAX_HALVINGS && repaid * WAD < sold * floor; round++) {
    sold /= 2n;
    repaid = quoteSell(market, sold);
  }
  requireFloor(repaid, sold, floor);
  return { sold, repaid };
}

/**
 * A first price is quoted at the debt to shed, a second at the sale it implies: what is left is its impact.
 */
function saleToTarget(market: Market, { collateralValue, debt, target, lenderPeg }: SaleOrder): bigint {
  if (target === 0n) return quoteSellFor(market, debt);
  const kept = (collateralValue * target) / RATIO;
  if (debt <= kept) return 0n;
  let sold = debt - kept;
  for (let round = 0; round < 2; round++) {
    const price = (quoteSell(market, sold) * WAD) / sold;
    const needed = toSell(collateralValue, debt, target, lenderPeg, price);
    if (needed === undefined) throw new Refusal("SaleRaisesLtv", { price, target });
    sold = needed;
  }
  return sold;
}
