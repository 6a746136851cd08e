// The liquidity and the trade that bring the pool to given balances: what its providers and traders did
// between two observations. Liquidity moves first and in the pool's own proportion, which costs no fee to
// speak of; one trade then sets the ratio.

import type { Lido } from "../lido/lido.ts";
import { exchange } from "./exchange.ts";
import { invariant } from "./invariant.ts";
import { applyLiquidity, LIQUIDITY_SCALE, type Liquidity, scaledLiquidity } from "./liquidity.ts";
import { ETH, etherBalance, poolInvariant, STETH, type StethPool, stethBalance } from "./steth-pool.ts";
import type { Trade } from "./trade-to-price.ts";

export type Move = {
  readonly liquidity: Liquidity | undefined;
  readonly trade: Trade | undefined;
  /** The balances that the pool then has, wei. */
  readonly ether: bigint;
  readonly steth: bigint;
};

/** How far the second point of the secant is from the first. */
const PROBE = LIQUIDITY_SCALE / 100_000n;
/** The balance that the trade does not set is met to within this part. */
const TOLERANCE_PART = 1_000_000_000n;
const MAX_ROUNDS = 8;

/**
 * Scales the pool by `factor`, then buys the coin it holds too much of until it holds the target of the
 * other.
 */
const moveBy = (pool: StethPool, lido: Lido, ether: bigint, steth: bigint, factor: bigint): Move => {
  const after = { ...pool };
  const liquidity = scaledLiquidity(after, lido, factor);
  if (liquidity !== undefined) applyLiquidity(after, lido, liquidity);
  const missingEther = ether - etherBalance(after);
  const missingSteth = steth - stethBalance(after, lido);
  let trade: Trade | undefined;
  if (missingEther > 0n || missingSteth > 0n) {
    trade = missingEther > missingSteth ? { coin: ETH, dx: missingEther } : { coin: STETH, dx: missingSteth };
    exchange(after, lido, trade.coin, trade.dx);
  }
  return { liquidity, trade, ether: etherBalance(after), steth: stethBalance(after, lido) };
};

/**
 * The move that brings the pool to `ether` and `steth` wei: one of the two to a few wei, the other to within
 * 1e-9 of itself. Where that is out of reach, because the move is smaller than rounding, `ether` and `steth`
 * of the result tell how near it comes.
 */
export const moveToBalances = (pool: StethPool, lido: Lido, ether: bigint, steth: bigint): Move => {
  const excess = (move: Move): bigint => {
    const overEther = move.ether - ether;
    const overSteth = move.steth - steth;
    // The coin sold to the pool is exact; the other's distance is what the liquidity has to settle.
    return move.trade === undefined ? overEther + overSteth : move.trade.coin === ETH ? overSteth : overEther;
  };
  const tolerance = (ether < steth ? ether : steth) / TOLERANCE_PART;
  let factor = (invariant(ether, steth, pool.amplification) * LIQUIDITY_SCALE) / poolInvariant(pool, lido);
  let best = moveBy(pool, lido, ether, steth, factor);
  let atFactor = excess(best);
  let previous = factor - PROBE;
  let atPrevious = excess(moveBy(pool, lido, ether, steth, previous));
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const distance = atFactor < 0n ? -atFactor : atFactor;
    if (distance <= tolerance || atFactor === atPrevious) break;
    const next = factor - (atFactor * (factor - previous)) / (atFactor - atPrevious);
    previous = factor;
    atPrevious = atFactor;
    factor = next;
    best = moveBy(pool, lido, ether, steth, factor);
    atFactor = excess(best);
  }
  return best;
};
