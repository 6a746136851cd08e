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

/** Units that a share is worth at the end. */
export function inlinedFast(market: FastColumns, { loop, units: opened, fees }: LoopCase): number {
  const { years, collateralGrowth, lenderRate, othersUsage, redemption, terms, columns } = market;
  const { rows, time, peg, lenderPeg, stakingApr, newDay } = columns;
  const { optimalUsage, baseRate, slopeBelow, slopeAbove, rateAtOptimum, lendable } = terms;
  const { params } = loop;
  const limits = bandStateOf(columns.terms);
  const management = Number(fees.management) / 1e18;
  const performance = Number(fees.performance) / 1e18;
  const chunk = Number(loop.maxChunk) / 1e18;
  const tolerance = Number(loop.toleranceBps) / 1e4;
  let { low, high, target } = bands(limits, 0, params);
  let level: number = Level.calm;
  let units = Number(opened) / 1e18;
  let shares = units;
  let [debt, rate, highest, lastAction] = [0, 0, 1, 0];
  for (let row = 0; row < rows; row++) {
    const elapsed = years[row] as number;
    const x = rate * elapsed;
    debt *= 1 + x + x * x * (0.5 + x / 6);
    units *= collateralGrowth[row] as number;
    shares *= 1 + management * elapsed;
    const others = othersUsage[row] as number;
    let usage = others + debt / lendable;
    rate =
      usage > optimalUsage
        ? rateAtOptimum + (usage - optimalUsage) * slopeAbove
        : baseRate + usage * slopeBelow;
    if (newDay[row] === 1) {
      const entry = units - debt / (redemption[row] as number);
      const gained = entry - highest * shares;
      if (gained > 0) {
        const fee = gained * performance;
        shares += (fee * shares) / (entry - fee);
        highest = entry / shares;
      }
    }
    const ltv = Math.floor((debt / (units * (lenderRate[row] as number))) * 1e9);
    const carry = (stakingApr[row] as number) - Math.floor(rate * 1e9);
    const price = peg[row] as number;
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
    if (ltv > high || unwinds) {
      const floor = (price / 1e9) * (1 - tolerance);
      const after = delevered(here, { units, debt }, goal, lender, floor, chunk);
      if (after !== undefined) ({ units, debt } = after);
    } else if (ltv < low && level < Level.watch && carry >= params.leverCarry && since >= params.cooldown) {
      const after = levered(here, { units, debt }, goal, lender, terms.flashLiquidity, terms.ltv);
      if (after !== undefined) ({ units, debt } = after);
    } else continue;
    lastAction = time[row] as number;
    usage = others + debt / lendable;
    rate =
      usage > optimalUsage
        ? rateAtOptimum + (usage - optimalUsage) * slopeAbove
        : baseRate + usage * slopeBelow;
  }
  return (units - debt / (redemption[rows - 1] as number)) / shares;
}
