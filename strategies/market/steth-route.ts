/**
 * ETH to stETH through the Curve pool or Lido, stETH to ETH through the pool. The twin of
 * `contracts/swaps/StethEthRoute.sol`; amounts in wei.
 */
import { exchange } from "../kernels/curve/exchange.ts";
import { getDy } from "../kernels/curve/get-dy.ts";
import { invariant } from "../kernels/curve/invariant.ts";
import { ETH, etherBalance, STETH, type StethPool, stethBalance } from "../kernels/curve/steth-pool.ts";
import { type Lido, sharesByEther, submit } from "../kernels/lido/lido.ts";
import { most } from "../kernels/math/extremes.ts";
import { mulDivCeil } from "../kernels/math/mul-div.ts";
import { Refusal } from "../refusal.ts";
import type { Market } from "./market.ts";

const MAX_ROUNDS = 16;
const HEADROOM = 1_000_000_000n;
/** The least that is quoted, stETH wei: below it the pool's own rounding outweighs the trade. */
const DUST = 1_000_000_000n;

/** ETH that a sale of `stethIn` fetches now. */
export const quoteSell = ({ pool, lido }: Market, stethIn: bigint): bigint =>
  getDy(pool, lido, STETH, stethIn, invariantNow(pool, lido));

/**
 * stETH enough to fetch at least `ethOut` now, at most a billionth and a gwei above the least. The pool's
 * price falls with size, so scaling a sale that fetches too little by what it lacks approaches the answer
 * from below. Refuses with RouteTooShallow where no amount is enough.
 */
export function quoteSellFor({ pool, lido }: Market, ethOut: bigint): bigint {
  if (ethOut === 0n) return 0n;
  const d = invariantNow(pool, lido);
  let stethIn = most(ethOut, DUST);
  let fetches = getDy(pool, lido, STETH, stethIn, d);
  for (let round = 0; fetches < ethOut; round++) {
    if (round === MAX_ROUNDS || fetches === 0n) {
      throw new Refusal("RouteTooShallow", { ethOut, stethIn, fetches });
    }
    stethIn = mulDivCeil(stethIn, ethOut, fetches);
    stethIn += stethIn / HEADROOM + 1n;
    fetches = getDy(pool, lido, STETH, stethIn, d);
  }
  return stethIn;
}

/** Sells `stethIn` and returns the ETH it fetched; the seller parts with `sharesByEther(stethIn)` shares. */
export const sell = ({ pool, lido }: Market, stethIn: bigint): bigint => exchange(pool, lido, STETH, stethIn);

/** Turns `ether` into stETH through whichever of pool and Lido gives more, and returns the shares bought. */
export function buy({ pool, lido }: Pick<Market, "pool" | "lido">, ether: bigint): bigint {
  const d = invariantNow(pool, lido);
  if (getDy(pool, lido, ETH, ether, d) > ether) {
    return sharesByEther(lido, exchange(pool, lido, ETH, ether, d));
  }
  return submit(lido, ether);
}

/** What a pool held when it was last asked, and its invariant then: a step asks it half a dozen times as it stands. */
const known = new WeakMap<
  StethPool,
  { readonly ether: bigint; readonly steth: bigint; readonly d: bigint }
>();

function invariantNow(pool: StethPool, lido: Lido): bigint {
  const [ether, steth] = [etherBalance(pool), stethBalance(pool, lido)];
  const before = known.get(pool);
  if (before !== undefined && before.ether === ether && before.steth === steth) return before.d;
  const d = invariant(ether, steth, pool.amplification);
  known.set(pool, { ether, steth, d });
  return d;
}
