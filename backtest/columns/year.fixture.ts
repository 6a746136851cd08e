/**
 * A made-up market for tests and benches: a year in even steps, with a staking rate near 3.5%, a borrow rate that is mostly
 * lower, noise in both prices, a depeg of a few weeks to 0.93, and a week of costly loans.
 */
import { mainnetOfMay2022 } from "../worlds/mainnet-2022-05-01.ts";
import { type Columns, emptyColumns, type LenderPrice, type MarketTerms } from "./columns.ts";
import { balancesAt } from "./float-pool.ts";

const YEAR = 31_536_000;
const BEGIN = 1_640_995_200;
const GWEI = 1e9;
const DEPTH = 1_000_000;

/** Columns whose rows are `step` seconds apart. The same step gives the same market. */
export function madeUpYear(step: number, lenderPrice: LenderPrice = "market"): Columns {
  const rows = Math.floor(YEAR / step);
  const { lender, pool, flashLiquidity } = mainnetOfMay2022();
  const terms: MarketTerms = {
    ...lender.collateral,
    atMarket: lenderPrice === "market",
    curve: lender.weth.curve,
    lendable: 1_000_000n * 10n ** 9n,
    collateralRate: 10n ** 23n,
    flashLiquidity,
    amplification: pool.amplification,
    poolFee: pool.fee,
  };
  const columns = emptyColumns(rows, terms);
  const noise = noiseOf(2022);
  for (let row = 0; row < rows; row++) {
    const part = row / rows;
    const time = BEGIN + row * step;
    const depeg = bump(part, 0.45, 0.06) * 0.069;
    const price = 0.9995 - depeg + (noise() - 0.5) * 0.0006;
    const utilisation = 0.45 + 0.15 * Math.sin(part * 40) + bump(part, 0.75, 0.01) * 0.45;
    const redemption = BigInt(Math.round(1.08 * (1 + 0.035 * part) * 1e15)) * 1_000n;
    const peg = BigInt(Math.round(price * GWEI));
    const feed = lenderPrice === "market" ? peg : BigInt(GWEI);
    const held = balancesAt(DEPTH, price, Number(pool.amplification) / 100, Number(pool.fee) / 1e10);
    columns.time[row] = time;
    columns.redemption[row] = redemption;
    columns.lenderRate[row] = (redemption * feed) / BigInt(GWEI);
    columns.feed[row] = Number(feed);
    columns.othersDebt[row] =
      (terms.lendable * BigInt(Math.round(Math.min(utilisation, 0.99) * 1e6))) / 1_000_000n;
    columns.poolEther[row] = BigInt(Math.round(held.ether * GWEI));
    columns.poolSteth[row] = BigInt(Math.round(held.steth * GWEI));
    columns.peg[row] = Number(peg);
    columns.lenderPeg[row] = Number(((columns.lenderRate[row] as bigint) * BigInt(GWEI)) / redemption);
    columns.stakingApr[row] = 35_000_000;
    columns.gasPrice[row] = 20 + 100 * bump(part, 0.45, 0.02) + 10 * noise();
    columns.newDay[row] = row > 0 && Math.floor(time / 86_400) !== Math.floor((time - step) / 86_400) ? 1 : 0;
  }
  return columns;
}

/** One at `centre`, falling off to zero over a few widths. */
const bump = (at: number, centre: number, width: number): number => Math.exp(-(((at - centre) / width) ** 2));

/** Park and Miller's generator, from 0 to 1. */
function noiseOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
