/**
 * A loop's position and its two values. The twin of the reading half of
 * `contracts/strategies/LoopPosition.sol`: a unit is a Lido share and one wstETH, so collateral needs no
 * conversion. Amounts are wei.
 */
import type { ReserveAccount } from "../kernels/aave/reserve.ts";
import { sharesByEther } from "../kernels/lido/lido.ts";
import { excess, least, most } from "../kernels/math/extremes.ts";
import { mulDivCeil, mulDivFloor } from "../kernels/math/mul-div.ts";
import { type Seconds, WAD } from "../kernels/math/units.ts";
import { collateralOf, debtOf, type LenderAccount } from "../market/lender-account.ts";
import type { Market } from "../market/market.ts";
import { quoteSellFor } from "../market/steth-route.ts";
import { type Prices, readPrices } from "../prices/steth-prices.ts";
import { Refusal } from "../refusal.ts";
import { copyExits, type LoopExits, noExits, queuedEther } from "./exits.ts";
import type { LoopParams } from "./policy.ts";

/** Lido rounds each of an unwind's conversions and transfers by at most one unit. */
export const UNWIND_DUST = 4n;

/** What the strategy's account holds and remembers. Changed in place. */
export interface LoopPosition extends LenderAccount {
  readonly wsteth: ReserveAccount;
  readonly weth: ReserveAccount;
  /** stETH, wstETH and WETH that lie loose between two actions; stETH in shares. */
  looseShares: bigint;
  looseWsteth: bigint;
  looseWeth: bigint;
  /** Its place in Lido's withdrawal queue. */
  readonly exits: LoopExits;
  /** The depeg level remembered from the last action. */
  level: number;
  /** When the position last levered or delevered; 0 before that. */
  lastAction: Seconds;
  /** When it last sold to delever, which leavers' sales do not count as; 0 before that. */
  lastSale: Seconds;
  /** True while the strategist's rules hold the loop down: it does not lever. */
  held: boolean;
}

export interface LoopSettings {
  readonly params: LoopParams;
  /** Largest sale of one delever in stETH wei, unless past the ripcord line. */
  readonly maxChunk: bigint;
  /** Largest purchase of one lever, wei. */
  readonly maxLever: bigint;
  /** Seconds that a request in the withdrawal queue is expected to wait, unless the queue is seen to be slower. */
  readonly queueWait: Seconds;
  /** How far below the market price a sale may fall, basis points. */
  readonly toleranceBps: bigint;
}

/** A loop amid its market. */
export interface Loop {
  readonly settings: LoopSettings;
  readonly market: Market;
  readonly prices: Prices;
  readonly position: LoopPosition;
}

export const emptyPosition = (): LoopPosition => ({
  wsteth: { scaledSupply: 0n, scaledDebt: 0n },
  weth: { scaledSupply: 0n, scaledDebt: 0n },
  looseShares: 0n,
  looseWsteth: 0n,
  looseWeth: 0n,
  exits: noExits(),
  level: 0,
  lastAction: 0,
  lastSale: 0,
  held: false,
});

export const copyPosition = (position: LoopPosition): LoopPosition => ({
  ...position,
  wsteth: { ...position.wsteth },
  weth: { ...position.weth },
  exits: copyExits(position.exits),
});

/** Units with the debt converted at redemptionRate; what waits in the queue is set against it. */
export function entryUnits({ market, position }: Loop): bigint {
  const { units, owed } = unitsAndOwed(market, position);
  const queued = queuedEther(market, position.exits);
  if (queued >= owed) return units + sharesByEther(market.lido, queued - owed);
  return excess(units, sharesByEther(market.lido, owed - queued) + 1n);
}

/**
 * Units that a full unwind would return now, and what waits in the queue at the market price: what someone would give for it now.
 * Zero where no sale covers the debt.
 */
export function exitUnits(loop: Loop): bigint {
  const { market, prices, position } = loop;
  const { units, cost } = unwinding(loop);
  if (cost === undefined) return 0n;
  const queued = queuedEther(market, position.exits);
  if (queued === 0n) return excess(units, cost);
  const discounted = mulDivFloor(queued, least(readPrices(prices, market).peg, WAD), WAD);
  return excess(units + sharesByEther(market.lido, discounted), cost);
}

/** Units that a full unwind would return in this block: all but what waits in the queue. */
export function exitNow(loop: Loop): bigint {
  const { units, cost } = unwinding(loop);
  return cost === undefined ? 0n : excess(units, cost);
}

/**
 * Units at hand, and those that repaying the debt takes: it is converted at the worst of redemptionRate, marketRate and a sale at
 * the position's size. No cost where no sale covers it.
 */
function unwinding({ market, prices, position }: Loop): { units: bigint; cost: bigint | undefined } {
  const { units, owed } = unitsAndOwed(market, position);
  if (owed === 0n) return { units, cost: UNWIND_DUST };
  let cost = most(owed, mulDivCeil(owed, WAD, readPrices(prices, market).peg));
  try {
    cost = most(cost, quoteSellFor(market, owed));
  } catch (error) {
    if (error instanceof Refusal && error.code === "RouteTooShallow") return { units, cost: undefined };
    throw error;
  }
  return { units, cost: sharesByEther(market.lido, cost) + UNWIND_DUST };
}

/** Units, collateral and loose alike, and ETH owed, less loose WETH. */
function unitsAndOwed(market: Market, position: LoopPosition): { units: bigint; owed: bigint } {
  return {
    units: collateralOf(market, position) + position.looseWsteth + position.looseShares,
    owed: excess(debtOf(market, position), position.looseWeth),
  };
}
