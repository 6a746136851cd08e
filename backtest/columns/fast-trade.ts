/**
 * A loop's actions in floating point, as `strategies/leveraged-loop` carries them out to the wei. Amounts are ether and
 * units, ratios fractions of one; undefined where the contracts would refuse.
 */
import type { FastColumns } from "./fast-columns.ts";
import { fetches, invariantOf } from "./float-pool.ts";

const MAX_HALVINGS = 10;
const MAX_ROUNDS = 16;
const RATIO = 1e9;

/** Units of collateral and ether of debt. */
export interface FastPosition {
  readonly units: number;
  readonly debt: number;
}

/** One row's market, for as long as an action takes. */
export class FastMarket {
  readonly #market: FastColumns;
  readonly #row: number;
  readonly #d: number;

  constructor(market: FastColumns, row: number) {
    this.#market = market;
    this.#row = row;
    this.#d = invariantOf(this.#ether, this.#steth, market.terms.amplification);
  }

  get #ether(): number {
    return this.#market.poolEther[this.#row] as number;
  }

  get #steth(): number {
    return this.#market.poolSteth[this.#row] as number;
  }

  get redemption(): number {
    return this.#market.redemption[this.#row] as number;
  }

  get lenderRate(): number {
    return this.#market.lenderRate[this.#row] as number;
  }

  /** ETH for stETH. */
  sell(steth: number): number {
    const { amplification, poolFee } = this.#market.terms;
    return fetches(steth, this.#steth, this.#ether, this.#d, amplification, poolFee);
  }

  /** stETH for ETH, from whichever of pool and Lido gives more. */
  buy(ether: number): number {
    const { amplification, poolFee } = this.#market.terms;
    return Math.max(ether, fetches(ether, this.#ether, this.#steth, this.#d, amplification, poolFee));
  }

  /** stETH that fetches `ether`. */
  sellFor(ether: number): number | undefined {
    let steth = ether;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const fetched = this.sell(steth);
      if (fetched >= ether * (1 - 1e-12)) return steth;
      if (fetched === 0) return undefined;
      steth *= (ether / fetched) * (1 + 1e-9);
    }
    return undefined;
  }
}

/** ETH that a lever to `target` borrows, as far as there is any; 0 where there is nothing to do. */
export function toBorrow(
  { units, debt }: FastPosition,
  lenderRate: number,
  target: number,
  lenderPeg: number,
  available: number,
): number {
  const wanted = units * lenderRate * target;
  // Floored, as the contract does, which is felt in the ninth digit of what is borrowed.
  const returned = Math.floor(target * lenderPeg * RATIO) / RATIO;
  if (wanted <= debt || returned >= 1) return 0;
  return Math.max(0, Math.min((wanted - debt) / (1 - returned), available));
}

/** Borrows until LTV is at `target`, as far as WETH can be had, and buys collateral with it. */
export function levered(
  market: FastMarket,
  { units, debt }: FastPosition,
  target: number,
  lenderPeg: number,
  available: number,
  borrowLtv: number,
): FastPosition | undefined {
  const borrowed = toBorrow({ units, debt }, market.lenderRate, target, lenderPeg, available);
  if (borrowed <= 0) return undefined;
  const after = { units: units + market.buy(borrowed) / market.redemption, debt: debt + borrowed };
  return after.debt > after.units * market.lenderRate * borrowLtv ? undefined : after;
}

export interface FastSale extends FastPosition {
  readonly sold: number;
  /** Ether that it fetched above the debt. */
  readonly left: number;
}

/** Sells until LTV is at `target`, at most `chunk`, for no less than `floor` a stETH, and repays with it. */
export function delevered(
  market: FastMarket,
  { units, debt }: FastPosition,
  target: number,
  lenderPeg: number,
  floor: number,
  chunk: number,
): FastSale | undefined {
  let sold = saleToTarget(market, units * market.lenderRate, debt, target, lenderPeg);
  if (sold === undefined || sold <= 0) return undefined;
  sold = Math.min(sold, chunk);
  let fetched = market.sell(sold);
  if (fetched > debt) {
    sold = market.sellFor(debt);
    if (sold === undefined) return undefined;
    fetched = market.sell(sold);
  }
  for (let round = 0; round < MAX_HALVINGS && Math.min(fetched, debt) < sold * floor; round++) {
    sold /= 2;
    fetched = market.sell(sold);
  }
  const repaid = Math.min(fetched, debt);
  if (repaid < sold * floor) return undefined;
  const freed = Math.min(sold / market.redemption, units);
  return { units: units - freed, debt: debt - repaid, sold, left: fetched - repaid };
}

function saleToTarget(
  market: FastMarket,
  value: number,
  debt: number,
  target: number,
  lenderPeg: number,
): number | undefined {
  if (target === 0) return market.sellFor(debt);
  const kept = value * target;
  if (debt <= kept) return 0;
  let sold = debt - kept;
  for (let round = 0; round < 2; round++) {
    const gained = market.sell(sold) / sold - target * lenderPeg;
    if (gained <= 0) return undefined;
    sold = (debt - kept) / gained;
  }
  return sold;
}

/** What liquidators leave, and how many there were. */
export function fastLiquidated(
  { units, debt }: FastPosition,
  lenderRate: number,
  threshold: number,
  bonus: number,
): FastPosition & { readonly times: number } {
  let [held, owed, times] = [units, debt, 0];
  for (; times < MAX_ROUNDS && held > 0 && owed > 0; times++) {
    const health = (held * lenderRate * threshold) / owed;
    if (health >= 1) break;
    const repaid = health > 0.95 ? owed / 2 : owed;
    const taken = (repaid * bonus) / lenderRate;
    owed -= taken > held ? (held * lenderRate) / bonus : repaid;
    held -= Math.min(taken, held);
  }
  return { units: held, debt: owed, times };
}
