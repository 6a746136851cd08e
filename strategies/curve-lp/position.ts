/**
 * Liquidity in a Curve pool and its two values. The twin of the valuing half of
 * `contracts/strategies/curve-lp/CurveLpAdvisor.sol`. ETH in wei, everything else in units (Lido shares).
 *
 * Left out, since no tape moves it: pools that are killed, gauges that fail, Lido's pauses and its limit on staking.
 */
import { etherByShares, sharesByEther } from "../kernels/lido/lido.ts";
import { excess, least, most } from "../kernels/math/extremes.ts";
import { mulDivFloor } from "../kernels/math/mul-div.ts";
import { type Seconds, WAD, type Wad } from "../kernels/math/units.ts";
import type { Market } from "../market/market.ts";
import type { Prices } from "../prices/steth-prices.ts";
import type { CurveLpParams } from "./policy.ts";
import type { CurveVenue } from "./venue.ts";

/** Lido rounds each of a removal's conversions and transfers by at most one unit. */
const REMOVAL_DUST = 6n;
/** stETH wei below which nothing is put in: the pool's own rounding would outweigh it. */
export const LEAST_ENTRY = 1_000_000_000n;

/** What the strategy's account holds and remembers. Changed in place. */
export interface CurveLpPosition {
  /** LP tokens, staked and not. */
  lp: bigint;
  /** stETH beside the pool. */
  looseShares: bigint;
  /** The depeg level remembered from the last action. */
  level: number;
  /** When liquidity was last moved, rewards last claimed and the virtual price last looked at; 0 before that. */
  lastAction: Seconds;
  lastHarvest: Seconds;
  lastObservation: Seconds;
  /** The highest virtual price observed. */
  highest: Wad;
}

/** Liquidity amid its market. */
export interface CurveLp {
  readonly params: CurveLpParams;
  readonly market: Market;
  readonly prices: Prices;
  readonly venue: CurveVenue;
  readonly position: CurveLpPosition;
}

/** An empty position, as deployed at the market's time. */
export const openPosition = ({ time }: Market, venue: CurveVenue): CurveLpPosition => ({
  lp: 0n,
  looseShares: 0n,
  level: 0,
  lastAction: 0,
  lastHarvest: 0,
  lastObservation: time,
  highest: venue.virtualPrice(),
});

/** Units at entry value. */
export const entryUnits = (lp: CurveLp): bigint => lp.position.looseShares + worth(lp, lp.position.lp);

/** Units that taking everything out would return now. */
export function exitUnits(lp: CurveLp): bigint {
  const { position } = lp;
  if (position.lp === 0n) return position.looseShares;
  const { oneSided, balanced } = quoteOut(lp, position.lp);
  const returned = excess(position.looseShares + most(oneSided, balanced), REMOVAL_DUST);
  return least(entryUnits(lp), returned);
}

/** Units that may be put beside the pool by others' liquidity alone. */
export const roomFor = (lp: CurveLp): bigint => {
  const others = worth(lp, lp.venue.supply() - lp.position.lp);
  return excess((others * 100n) / BigInt(lp.params.enterDepth), entryUnits(lp));
};

/** Units that `amount` of the LP token is worth at the virtual price, floored. */
export const worth = ({ market, venue }: CurveLp, amount: bigint): bigint =>
  sharesByEther(market.lido, mulDivFloor(amount, venue.virtualPrice(), WAD));

/** Units that `amount` of the LP token fetches as stETH alone, and with its ETH staked. */
export function quoteOut(
  { market, venue }: CurveLp,
  amount: bigint,
): { readonly oneSided: bigint; readonly balanced: bigint } {
  if (amount === 0n) return { oneSided: 0n, balanced: 0n };
  const { ether, units } = venue.quoteBalanced(amount);
  return {
    oneSided: venue.quoteOneSided(amount),
    balanced: units + sharesByEther(market.lido, ether),
  };
}

/** stETH wei beside the pool. */
export const looseAssets = ({ market, position }: CurveLp): bigint =>
  etherByShares(market.lido, position.looseShares);
