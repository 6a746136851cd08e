/**
 * What somebody would write for one setting and nothing else: the fast engine's year in one loop over doubles, bands and
 * depeg levels as comparisons, and a few lines for each action. The measure of what the engine's structure costs.
 */
import type { FastColumns } from "../../backtest/columns/fast-columns.ts";
import { delevered, FastMarket, levered } from "../../backtest/columns/fast-trade.ts";
import type { LoopCase } from "../../backtest/columns/loop-case.ts";
import { bandStateOf } from "../../backtest/columns/quiet.ts";
import { Level } from "../../strategies/decision.ts";
import { nextLevel } from "../../strategies/depeg-levels.ts";
import { bands } from "../../strategies/leveraged-loop/policy.ts";

const YEAR = 31_536_000;

/** Units that a share is worth at the end. */
export function inlinedFast(market: FastColumns, { loop, units: opened, vault }: LoopCase): number {
  const { years, growth, lenderRate, othersDebt, redemption, terms, columns } = market;
  const { rows, time, peg, lenderPeg, stakingApr, newDay } = columns;
  const { optimalUsage, slopeBelow, slopeAbove, rateAtOptimum, lendable } = terms;
  const { params } = loop;
  const limits = bandStateOf(columns.terms);
  const maxRate = Number(vault.maxRate) / 1e18;
  const management = Number(vault.fees.managementBps) / 1e4;
  const performance = Number(vault.fees.performanceBps) / 1e4;
  const chunk = Number(loop.maxChunk) / 1e18;
  const tolerance = Number(loop.toleranceBps) / 1e4;
  const kink = optimalUsage * lendable;
  let { low, high, target } = bands(limits, 0, params);
  let level: number = Level.calm;
  const brought = Number(opened) / 1e18;
  let units = brought;
  let [debt, lastAction, lastSale, worst, peak, drawdown] = [0, 0, 0, 0, 0, 0];
  let past = (othersDebt[0] as number) - kink;
  let rate = rateAtOptimum + past * (past > 0 ? slopeAbove : slopeBelow);
  const afterFees = (entry: number, row: number) => {
    const elapsed = ((time[row] as number) - (time[0] as number)) / YEAR;
    const total = Math.min(entry, brought * (1 + maxRate * elapsed));
    const yearly = total * management * Math.min(elapsed, 1);
    return { total, kept: total - yearly - Math.max(0, total - yearly - brought) * performance };
  };
  for (let row = 1; row < rows; row++) {
    const x = rate * (years[row] as number);
    debt *= 1 + x + x * x * (0.5 + x / 6);
    units *= (growth[row] as number) / (growth[row - 1] as number);
    const others = othersDebt[row] as number;
    past = others + debt - kink;
    rate = rateAtOptimum + past * (past > 0 ? slopeAbove : slopeBelow);
    const price = peg[row] as number;
    if (newDay[row] === 1) {
      const entry = units - debt / (redemption[row] as number);
      const { total, kept } = afterFees(entry, row);
      const worth = units * (redemption[row] as number) * Math.min(price / 1e9, 1) - debt;
      const each = (worth * kept) / (brought * total);
      peak = Math.max(peak, each);
      drawdown = Math.max(drawdown, 1 - each / peak);
    }
    const exactLtv = debt / (units * (lenderRate[row] as number));
    worst = Math.max(worst, exactLtv);
    const ltv = Math.floor(exactLtv * 1e9);
    const carry = (stakingApr[row] as number) - Math.floor(rate * 1e9);
    const since = (time[row] as number) - lastAction;
    const next = nextLevel(level, price, params);
    const unwinds =
      carry < params.unwindCarry && ltv > 0 && next < Level.defend && since >= params.cooldown && ltv <= high;
    if (next === level && ltv <= high && !unwinds) {
      if (ltv >= low || level >= Level.watch || carry < params.leverCarry || since < params.cooldown)
        continue;
    }
    if (next !== level) {
      level = next;
      ({ low, high, target } = bands(limits, level, params));
    }
    const goal = (unwinds ? 0 : target) / 1e9;
    const lender = (lenderPeg[row] as number) / 1e9;
    const here = new FastMarket(market, row);
    if (ltv > high && (time[row] as number) - lastSale < params.pace) continue;
    if (ltv > high || unwinds) {
      const floor = (price / 1e9) * (1 - tolerance);
      const after = delevered(here, { units, debt }, goal, lender, floor, chunk);
      if (after !== undefined) ({ units, debt } = after);
      lastSale = time[row] as number;
    } else if (ltv < low && level < Level.watch && carry >= params.leverCarry && since >= params.cooldown) {
      const after = levered(here, { units, debt }, goal, lender, terms.flashLiquidity, terms.ltv);
      if (after !== undefined) ({ units, debt } = after);
    } else continue;
    lastAction = time[row] as number;
    past = others + debt - kink;
    rate = rateAtOptimum + past * (past > 0 ? slopeAbove : slopeBelow);
  }
  const { kept } = afterFees(units - debt / (redemption[rows - 1] as number), rows - 1);
  return worst > 0 && drawdown > 0 ? kept / brought : Number.NaN;
}
