/**
 * How much goes into the pool or comes out of it. The twin of the plans in
 * `contracts/strategies/curve-lp/CurveLpAdvisor.sol`.
 */
import { etherByShares } from "../kernels/lido/lido.ts";
import { excess, least } from "../kernels/math/extremes.ts";
import { mulDivCeil, mulDivFloor } from "../kernels/math/mul-div.ts";
import { WAD } from "../kernels/math/units.ts";
import { quoteSell } from "../market/steth-route.ts";
import { Form } from "./policy.ts";
import { type CurveLp, LEAST_ENTRY, quoteOut, worth } from "./position.ts";

const RATIO = 1_000_000_000n;

/** stETH wei to put in so that `target` (1e9) of the position is in the pool, and what of them is sold for ETH first. */
export function planEntry(lp: CurveLp, target: number, form: Form): { assets: bigint; sold: bigint } {
  const { market, position } = lp;
  const inPool = worth(lp, position.lp);
  const goal = mulDivFloor(position.looseShares + inPool, BigInt(target), RATIO);
  const assets = etherByShares(market.lido, least(position.looseShares, excess(goal, inPool)));
  if (assets < LEAST_ENTRY) return { assets: 0n, sold: 0n };
  return { assets, sold: form === Form.balanced ? partToSell(lp, assets) : 0n };
}

/** LP tokens to take out so that `target` (1e9) of the position stays in the pool. */
export function planRemoval(lp: CurveLp, target: number): bigint {
  const { position } = lp;
  const inPool = worth(lp, position.lp);
  const kept = target === 0 ? 0n : mulDivFloor(position.looseShares + inPool, BigInt(target), RATIO);
  return kept >= inPool ? 0n : position.lp - mulDivFloor(position.lp, kept, inPool);
}

/** LP tokens whose removal returns `units` beside what is loose, and the form that returns more. */
export function planSlice(lp: CurveLp, units: bigint, whole: bigint): { amount: bigint; form: Form } {
  const { lp: held, looseShares } = lp.position;
  const amount = units < whole ? mulDivCeil(held, units - looseShares, whole - looseShares) : held;
  const { oneSided, balanced } = quoteOut(lp, amount);
  return { amount, form: oneSided > balanced ? Form.oneSided : Form.balanced };
}

/** What of `assets` a sale must turn into ETH so that both go in as the pool holds them, at the price of that sale. */
export function partToSell({ market, venue }: CurveLp, assets: bigint): bigint {
  const { ether, steth } = venue.reserves();
  const first = mulDivFloor(assets, ether, ether + steth);
  if (first < LEAST_ENTRY) return 0n;
  const price = (quoteSell(market, first) * WAD) / first;
  return mulDivFloor(assets, ether, ether + mulDivFloor(steth, price, WAD));
}
