/**
 * WETH to the borrowed asset and back through a Uniswap v2 pair, whose fee is 3 in 1,000 of what goes in. The twin of
 * `contracts/swaps/UniswapV2Route.sol`. Amounts in wei and in the borrowed asset's own units, rounded against the trader.
 */
import { Refusal } from "../refusal.ts";

/** What the pair holds. Trades change it in place. */
export interface Pair {
  weth: bigint;
  stable: bigint;
}

const amountOut = (amountIn: bigint, reserveIn: bigint, reserveOut: bigint): bigint =>
  (amountIn * 997n * reserveOut) / (reserveIn * 1_000n + amountIn * 997n);

/** Borrowed asset that `wethIn` buys. */
export const quoteBuy = ({ weth, stable }: Pair, wethIn: bigint): bigint => amountOut(wethIn, weth, stable);

/** WETH that a sale of `stableIn` fetches. */
export const quoteSell = ({ weth, stable }: Pair, stableIn: bigint): bigint =>
  amountOut(stableIn, stable, weth);

/** The least WETH that buys `stableOut`. Refuses with RouteTooShallow where the pair has not so much. */
export function quoteBuyFor({ weth, stable }: Pair, stableOut: bigint): bigint {
  if (stableOut === 0n) return 0n;
  if (stableOut >= stable) throw new Refusal("RouteTooShallow", { stableOut, wethIn: 0n, fetches: stable });
  return (weth * 1_000n * stableOut) / ((stable - stableOut) * 997n) + 1n;
}

export function buy(pair: Pair, wethIn: bigint): bigint {
  const stableOut = quoteBuy(pair, wethIn);
  pair.weth += wethIn;
  pair.stable -= stableOut;
  return stableOut;
}

export function sell(pair: Pair, stableIn: bigint): bigint {
  const wethOut = quoteSell(pair, stableIn);
  pair.stable += stableIn;
  pair.weth -= wethOut;
  return wethOut;
}
