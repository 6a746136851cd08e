/**
 * The market in which a tape of one's own begins: that of May 2022, moved to the tape's first row. Everything that the tape does not
 * tell is as it was there, and listed.
 */
import { etherByShares } from "../../strategies/kernels/lido/lido.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import type { Market } from "../../strategies/market/market.ts";
import type { Tape } from "../tape/tape.ts";
import { mainnetOfMay2022 } from "./mainnet-2022-05-01.ts";

export interface World {
  readonly market: Market;
  /** What the tape left to be assumed, a sentence each. */
  readonly assumed: readonly string[];
}

/** The market at the time of the tape's first row. Pool and utilisation go to the tape's with its second, the first step. */
export function worldBefore({ rows }: Tape): World {
  const [first] = rows;
  if (first === undefined) throw new RangeError("a tape without rows begins in no world");
  const market = mainnetOfMay2022();
  const { lido, pool, lender } = market;
  market.time = first.time;
  market.feed.updatedAt = first.time;
  for (const reserve of [lender.weth, lender.wsteth]) reserve.lastUpdate = first.time;
  if (first.shareRate !== undefined) {
    const steth = etherByShares(lido, pool.stethShares);
    lido.totalPooledEther = (lido.totalShares * first.shareRate.value) / WAD;
    pool.stethShares = (steth * lido.totalShares) / lido.totalPooledEther;
  }
  return { market, assumed: assumptions(first) };
}

function assumptions(first: Tape["rows"][number]): string[] {
  const missing: readonly (readonly [keyof typeof first, string])[] = [
    ["shareRate", "no share_rate or staking_apr: Lido pays no rewards"],
    ["curveEther", "no curve_eth and curve_steth: the pool is as deep as on 1 May 2022, 1.65 million coins"],
    ["wethUtilisation", "no weth_utilisation or weth_borrow_apr: 41.39% of the lender's WETH is lent out"],
    ["gasPrice", "no gas_gwei: the keeper's gas costs nothing"],
  ];
  return missing.filter(([name]) => first[name] === undefined).map(([, sentence]) => sentence);
}
