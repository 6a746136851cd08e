// The trade that brings the pool's price of stETH to a given one: what a market's other traders do between
// two observations. The price is what one stETH fetches, fee included: `get_dy(1, 0, 1e18)`.

import type { Lido } from "../lido/lido.ts";
import { falsePosition } from "../math/false-position.ts";
import { WAD, type Wad } from "../math/units.ts";
import { exchange } from "./exchange.ts";
import { getDy } from "./get-dy.ts";
import {
  type Coin,
  ETH,
  etherBalance,
  poolInvariant,
  STETH,
  type StethPool,
  stethBalance,
} from "./steth-pool.ts";

/** Of the price: a billionth of an ether. */
const TOLERANCE = 1_000_000_000n;
/**
 * The first trade tried is this part of what the pool holds of the coin sold; it is doubled until it is
 * enough.
 */
const FIRST_PART = 64n;
const MAX_DOUBLINGS = 32;

export type Trade = { coin: Coin; dx: bigint };

/** Ether that a sale of one stETH fetches, wei. */
export const stethPrice = (pool: StethPool, lido: Lido): Wad => getDy(pool, lido, STETH, WAD);

/**
 * The trade after which one stETH fetches `price` to within 1e-9 ETH, or undefined where it does already.
 * Throws RangeError for a price that no trade in this pool reaches.
 */
export const tradeToPrice = (pool: StethPool, lido: Lido, price: Wad): Trade | undefined => {
  const d = poolInvariant(pool, lido);
  const gap = getDy(pool, lido, STETH, WAD, d) - price;
  if (gap <= TOLERANCE && -gap <= TOLERANCE) return undefined;
  const coin = gap > 0n ? STETH : ETH;
  const progress = (dx: bigint): bigint => {
    if (dx === 0n) return gap > 0n ? -gap : gap;
    const after = { ...pool };
    exchange(after, lido, coin, dx, d);
    const reached = stethPrice(after, lido);
    return coin === STETH ? price - reached : reached - price;
  };
  let least = 0n;
  let most = (coin === STETH ? stethBalance(pool, lido) : etherBalance(pool)) / FIRST_PART;
  for (let doubling = 0; progress(most) < 0n; doubling++) {
    if (doubling === MAX_DOUBLINGS) throw new RangeError(`no trade brings stETH to ${price} wei`);
    least = most;
    most *= 2n;
  }
  return { coin, dx: falsePosition(progress, least, most, TOLERANCE) };
};
