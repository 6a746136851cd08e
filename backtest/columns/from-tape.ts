/** The columns of a tape: what a row leaves open stays as it was. */
import { etherByShares } from "../../strategies/kernels/lido/lido.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import type { Market } from "../../strategies/market/market.ts";
import type { Tape, TapeRow } from "../tape/tape.ts";
import { type Columns, emptyColumns, type LenderPrice, type MarketTerms } from "./columns.ts";
import { balancesAt, invariantOf } from "./float-pool.ts";

const GWEI = 1_000_000_000n;
const DAY = 86_400;
const YEAR = 31_536_000;
/** The staking rate is measured over at least this long, as the contracts do. */
const ANCHOR_SPACING = 3 * DAY;

export interface TapeTerms {
  /** The market before the first row: what the tape does not tell is as it is there. */
  readonly world: Market;
  readonly lenderPrice: LenderPrice;
  /** The staking rate until it is measured, a year (WAD). */
  readonly assumedStakingApr: bigint;
}

/** @throws RangeError for a tape without rows */
export function columnsOf({ rows }: Tape, { world, lenderPrice, assumedStakingApr }: TapeTerms): Columns {
  if (rows.length === 0) throw new RangeError("a tape without rows has no columns");
  const { lido, pool, lender, flashLiquidity } = world;
  const terms: MarketTerms = {
    ...lender.collateral,
    atMarket: lenderPrice === "market",
    curve: lender.weth.curve,
    lendable: (lender.weth.availableLiquidity + lender.weth.scaledDebt) / GWEI,
    collateralRate: lender.wsteth.liquidityRate,
    flashLiquidity,
    amplification: pool.amplification,
    poolFee: pool.fee,
  };
  const columns = emptyColumns(rows.length, terms);
  let redemption = etherByShares(lido, WAD);
  let utilisation =
    (lender.weth.scaledDebt * WAD) / (lender.weth.availableLiquidity + lender.weth.scaledDebt);
  let held: readonly [ether: bigint, steth: bigint] = [pool.ether, etherByShares(lido, pool.stethShares)];
  let gasPrice = 0;
  let seen = rows[0]?.time ?? 0;
  let [older, newer] = [anchor(0, 0), anchor(0, 0)];
  for (const [row, { time, ...figures }] of rows.entries()) {
    redemption = figures.shareRate?.value ?? redemption;
    utilisation = figures.wethUtilisation?.value ?? utilisation;
    held = balancesOf(figures, held, terms);
    gasPrice = figures.gasPrice === undefined ? gasPrice : Number(figures.gasPrice.value) / 1e9;
    if (figures.stethEth.label !== "carried") seen = time;
    const rate = Number(redemption) / 1e18;
    if (row === 0) [older, newer] = [anchor(time, rate), anchor(time, rate)];
    if (time - newer.time >= ANCHOR_SPACING) [older, newer] = [newer, anchor(time, rate)];

    const peg = figures.stethEth.value / GWEI;
    const feed = lenderPrice === "market" ? peg : (figures.lenderPeg?.value ?? WAD) / GWEI;
    const lenderRate = (redemption * feed) / GWEI;
    columns.time[row] = time;
    columns.redemption[row] = redemption;
    columns.lenderRate[row] = lenderRate;
    columns.feed[row] = Number(feed);
    columns.othersDebt[row] = (terms.lendable * utilisation) / WAD;
    columns.poolEther[row] = held[0] / GWEI;
    columns.poolSteth[row] = held[1] / GWEI;
    columns.peg[row] = Number(peg);
    columns.lenderPeg[row] = Number((lenderRate * GWEI) / redemption);
    columns.stakingApr[row] = stakingApr(older, anchor(time, rate), Number(assumedStakingApr) / 1e18);
    columns.gasPrice[row] = gasPrice;
    columns.age[row] = time - seen;
    columns.newDay[row] = row > 0 && dayOf(time) !== dayOf(rows[row - 1]?.time ?? 0) ? 1 : 0;
  }
  return columns;
}

interface Anchor {
  readonly time: number;
  readonly rate: number;
}

const anchor = (time: number, rate: number): Anchor => ({ time, rate });
const dayOf = (time: number): number => Math.floor(time / DAY);

/** Scaled 1e9, floored. */
function stakingApr(from: Anchor, to: Anchor, assumed: number): number {
  const elapsed = to.time - from.time;
  const measured = elapsed < ANCHOR_SPACING ? assumed : ((to.rate / from.rate - 1) * YEAR) / elapsed;
  return Math.floor(Math.max(0, measured) * 1e9);
}

/** The pool's coins, wei: as recorded, else at the last depth with the row's price. */
function balancesOf(
  { curveEther, curveSteth, curveDepth, stethEth }: Omit<TapeRow, "time">,
  [ether, steth]: readonly [bigint, bigint],
  { amplification, poolFee }: MarketTerms,
): readonly [bigint, bigint] {
  if (curveEther !== undefined && curveSteth !== undefined) return [curveEther.value, curveSteth.value];
  const a = Number(amplification) / 100;
  const depth = curveDepth ? inEther(curveDepth.value) : invariantOf(inEther(ether), inEther(steth), a);
  const found = balancesAt(depth, inEther(stethEth.value), a, Number(poolFee) / 1e10);
  return [inWei(found.ether), inWei(found.steth)];
}

const inEther = (wei: bigint): number => Number(wei) / 1e18;
const inWei = (ether: number): bigint => BigInt(Math.round(ether * 1e9)) * GWEI;
