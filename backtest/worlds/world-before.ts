/**
 * The market in which a tape of one's own begins: a world that comes with Keel, moved to the tape's first row. Everything that the tape
 * does not tell is as it was there, and listed.
 */
import type { Market } from "../../strategies/market/market.ts";
import type { Tape } from "../tape/tape.ts";
import { marketAt } from "./market-at.ts";
import { type StartingWorld, WORLDS } from "./worlds.ts";

export interface World {
  readonly market: Market;
  /** What the tape left to be assumed, a sentence each. */
  readonly assumed: readonly string[];
}

/** The market at the time of the tape's first row. */
export function worldBefore({ rows }: Tape, world: StartingWorld = WORLDS["2022"]): World {
  const [first] = rows;
  if (first === undefined) throw new RangeError("a tape without rows begins in no world");
  const market = marketAt(first, world.market());
  const { withdrawalQueue, ...closed } = market;
  return {
    market: withdrawalQueue !== undefined && first.queueWait === undefined ? closed : market,
    assumed: [...assumptions(first, world, withdrawalQueue !== undefined), ...carriedOn(rows)],
  };
}

function assumptions(
  first: Tape["rows"][number],
  { depth, utilisation }: StartingWorld,
  withQueue: boolean,
): string[] {
  const missing: readonly (readonly [keyof typeof first, string])[] = [
    ["shareRate", "no share_rate or staking_apr: Lido pays no rewards"],
    ["curveEther", `no curve_eth and curve_steth: the pool is ${depth}`],
    [
      "wethUtilisation",
      `no weth_utilisation or weth_borrow_apr: ${utilisation} of the lender's WETH is lent out`,
    ],
    ["gasPrice", "no gas_gwei: the keeper's gas costs nothing"],
    ...(withQueue ? ([["queueWait", "no queue_wait_days: Lido's withdrawal queue is closed"]] as const) : []),
    ["ethUsd", "no eth_usd: nothing is told in US dollars"],
  ];
  return missing.filter(([name]) => first[name] === undefined).map(([, sentence]) => sentence);
}

/** A price in dollars that ends before the tape does. */
function carriedOn(rows: Tape["rows"]): string[] {
  const known = rows.findLast(({ ethUsd }) => ethUsd !== undefined && ethUsd.label !== "carried");
  if (known === undefined || rows.at(-1)?.ethUsd?.label !== "carried") return [];
  const day = new Date(known.time * 1_000).toISOString().slice(0, 10);
  return [`eth_usd is not known after ${day}: its last value is carried on`];
}
