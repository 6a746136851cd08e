/**
 * The fast engine over columns: the same model in doubles, many settings side by side. Every setting's interest is worked out in
 * every row, at the rate that its own loan makes. The policy is asked only where it might do something but hold: not in spans whose
 * extremes are quiet (spans.ts), and in the others not in rows that are (quiet.ts).
 */
import type { Watcher } from "./exact.ts";
import { type FastColumns, interest, rateFor } from "./fast-columns.ts";
import { FastLoop } from "./fast-loop.ts";
import { Lanes } from "./lanes.ts";
import type { LoopCase, LoopOutcome } from "./loop-case.ts";

/** So many lanes that one's interest is worked out while others' is under way, so few that they stay in the nearest cache. */
const LANES = 32;
const RATIO = 1e9;
/** More than sums of doubles are ever off, in carries scaled 1e9. */
const MARGIN = 1e-3;

/** Runs settings over the columns, each from a deposit in the first row. */
export function runFast(market: FastColumns, settings: readonly LoopCase[]): LoopOutcome[] {
  const outcomes: LoopOutcome[] = [];
  for (let start = 0; start < settings.length; start += LANES)
    outcomes.push(...new SideBySide(market, settings.slice(start, start + LANES)).run());
  return outcomes;
}

/** Runs one setting; `watch` is told of every row, and makes it slower. */
export const runFastColumns = (market: FastColumns, setting: LoopCase, watch?: Watcher): LoopOutcome =>
  new SideBySide(market, [setting], watch).run()[0] as LoopOutcome;

class SideBySide {
  readonly #market: FastColumns;
  readonly #watched: boolean;
  readonly #lanes: Lanes;
  readonly #loops: readonly FastLoop[];

  constructor(market: FastColumns, settings: readonly LoopCase[], watch?: Watcher) {
    const lanes = new Lanes(settings.length);
    this.#market = market;
    this.#watched = watch !== undefined;
    this.#lanes = lanes;
    this.#loops = settings.map((setting, lane) => new FastLoop(market, lanes, lane, setting, watch));
  }

  run(): LoopOutcome[] {
    const { count } = this.#market.spans;
    for (let span = 0; span < count; span++) {
      this.#accrue(span);
      this.#look(span);
    }
    return this.#loops.map((loop) => loop.outcome());
  }

  /** Interest of all lanes through a span, as if nobody acted in it. */
  #accrue(span: number): void {
    const { spans, years, rateBelow, rateAbove, kink, terms } = this.#market;
    const { slopeBelow, slopeAbove } = terms;
    const { count, debt, rate, debtBefore, rateBefore, firstDebt } = this.#lanes;
    const from = spans.from[span] as number;
    const to = spans.to[span] as number;
    debtBefore.set(debt);
    rateBefore.set(rate);
    for (let row = from; row < to; row++) {
      const elapsed = years[row] as number;
      const room = kink[row] as number;
      const below = rateBelow[row] as number;
      const above = rateAbove[row] as number;
      for (let lane = 0; lane < count; lane++) {
        const before = debt[lane] as number;
        const owed = before + interest(before, (rate[lane] as number) * elapsed);
        debt[lane] = owed;
        rate[lane] = owed > room ? above + owed * slopeAbove : below + owed * slopeBelow;
      }
      if (row === from) firstDebt.set(debt);
    }
  }

  /** Goes back to the span's beginning with every lane that was not quiet all the way, and through it row by row. */
  #look(span: number): void {
    const { spans, columns, terms } = this.#market;
    const { count, debt, firstDebt, mostOwed, highest, lowest } = this.#lanes;
    const { pegFrom, pegTo, unwindCarry, idleCarry } = this.#lanes;
    const from = spans.from[span] as number;
    const leastPeg = spans.leastPeg[span] as number;
    const mostPeg = spans.mostPeg[span] as number;
    const leastWorth = spans.leastWorth[span] as number;
    const mostWorth = spans.mostWorth[span] as number;
    const leastStaking = (spans.leastStaking[span] as number) - MARGIN;
    const mostStaking = (spans.mostStaking[span] as number) + MARGIN;
    const leastKink = spans.leastKink[span] as number;
    const mostKink = spans.mostKink[span] as number;
    const seen = spans.fresh[span] === 1 && !this.#watched;
    const day = columns.newDay[from] === 1;
    for (let lane = 0; lane < count; lane++) {
      // Debt only grows, and with it what it costs.
      const first = firstDebt[lane] as number;
      const last = debt[lane] as number;
      const leastCarry = leastStaking - rateFor(terms, last - leastKink) * RATIO;
      const mostCarry = mostStaking - rateFor(terms, first - mostKink) * RATIO;
      const quiet =
        seen &&
        last <= (highest[lane] as number) * leastWorth &&
        last <= (mostOwed[lane] as number) * leastWorth &&
        leastPeg >= (pegFrom[lane] as number) &&
        mostPeg < (pegTo[lane] as number) &&
        (leastCarry >= (unwindCarry[lane] as number) || last === 0) &&
        (first >= (lowest[lane] as number) * mostWorth || mostCarry <= (idleCarry[lane] as number));
      if (!quiet) this.#rowByRow(span, lane);
      else if (day) (this.#loops[lane] as FastLoop).value(from, first);
    }
  }

  #rowByRow(span: number, lane: number): void {
    const { columns, spans, years, worth, rateBelow, rateAbove, kink, fresh, terms } = this.#market;
    const { peg, stakingApr, newDay } = columns;
    const { slopeBelow, slopeAbove } = terms;
    const lanes = this.#lanes;
    const loop = this.#loops[lane] as FastLoop;
    const from = spans.from[span] as number;
    const to = spans.to[span] as number;
    let debt = lanes.debtBefore[lane] as number;
    let rate = lanes.rateBefore[lane] as number;
    for (let row = from; row < to; row++) {
      debt += interest(debt, rate * (years[row] as number));
      rate =
        debt > (kink[row] as number)
          ? (rateAbove[row] as number) + debt * slopeAbove
          : (rateBelow[row] as number) + debt * slopeBelow;
      const unitWorth = worth[row] as number;
      const priced = peg[row] as number;
      const carry = (stakingApr[row] as number) - rate * RATIO;
      if (debt > (lanes.mostOwed[lane] as number) * unitWorth) lanes.mostOwed[lane] = debt / unitWorth;
      const quiet =
        debt <= (lanes.highest[lane] as number) * unitWorth &&
        priced >= (lanes.pegFrom[lane] as number) &&
        priced < (lanes.pegTo[lane] as number) &&
        (carry >= (lanes.unwindCarry[lane] as number) || debt === 0) &&
        (debt >= (lanes.lowest[lane] as number) * unitWorth || carry <= (lanes.idleCarry[lane] as number)) &&
        fresh[row] === 1 &&
        !this.#watched;
      if (quiet) {
        if (newDay[row] === 1) loop.value(row, debt);
        continue;
      }
      lanes.debt[lane] = debt;
      lanes.rate[lane] = rate;
      loop.attend(row);
      debt = lanes.debt[lane] as number;
      rate = lanes.rate[lane] as number;
    }
    lanes.debt[lane] = debt;
    lanes.rate[lane] = rate;
  }
}
