/**
 * What somebody would write for one setting and nothing else: the exact engine's year with every formula written out in one
 * loop over bigints, comparisons for a policy, and the strategy's model only where an action is due. The measure of what
 * the engine's structure costs.
 */
import { type Columns, weiOf } from "../../backtest/columns/columns.ts";
import type { LoopCase } from "../../backtest/columns/loop-case.ts";
import { bandStateOf } from "../../backtest/columns/quiet.ts";
import { loopAt, openReserves } from "../../backtest/columns/row-market.ts";
import { Action } from "../../strategies/decision.ts";
import { execute } from "../../strategies/leveraged-loop/execute.ts";
import { bands, decide } from "../../strategies/leveraged-loop/policy.ts";
import { emptyPosition } from "../../strategies/leveraged-loop/position.ts";
import { risk } from "../../strategies/leveraged-loop/risk.ts";
import { saleFloor } from "../../strategies/leveraged-loop/sale-floor.ts";
import { depositUnits } from "../../strategies/leveraged-loop/slice.ts";

const RAY = 10n ** 27n;
const HALF_RAY = RAY / 2n;
const FIVE_TO_27 = 5n ** 27n;
const WAD = 10n ** 18n;
const RATIO = 10n ** 9n;
const YEAR = 31_536_000n;
const YEAR_SQUARED = YEAR * YEAR;
const BPS = 10_000n;

/** Units that a share is worth at the end, WAD: exactly the engine's. */
export function inlinedExact(columns: Columns, { loop: settings, units, vault }: LoopCase): bigint {
  const { rows, time, redemption, lenderRate, othersDebt, peg, stakingApr, newDay, terms } = columns;
  const { optimalUsageRatio, baseRate, slope1, slope2 } = terms.curve;
  const { params } = settings;
  const { fees } = vault;
  const limits = bandStateOf(terms);
  const lendable = weiOf(terms.lendable);
  let { low, high } = bands(limits, 0, params);
  const reserves = openReserves(terms, time[0] ?? 0);
  const position = emptyPosition();
  let borrowIndex = RAY;
  let liquidityIndex = RAY;
  let rate = 0n;
  let last = time[0] ?? 0;
  let perShare = WAD;
  let [peak, drawdown] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const now = time[row] as number;
    const elapsed = BigInt(now - last);
    if (elapsed > 0n) {
      const linear = RAY + (terms.collateralRate * elapsed) / YEAR;
      liquidityIndex = ((linear * liquidityIndex + HALF_RAY) >> 27n) / FIVE_TO_27;
      const squared = ((rate * rate + HALF_RAY) >> 27n) / FIVE_TO_27 / YEAR_SQUARED;
      const cubed = ((squared * rate + HALF_RAY) >> 27n) / FIVE_TO_27 / YEAR;
      const pairs = (elapsed * (elapsed - 1n)) >> 1n;
      const third = cubed === 0n ? 0n : ((pairs * (elapsed - 2n)) / 3n) * cubed;
      const growth = RAY + (rate * elapsed) / YEAR + pairs * squared + third;
      borrowIndex = ((growth * borrowIndex + HALF_RAY) >> 27n) / FIVE_TO_27;
      last = now;
    }
    const debt = ((position.weth.scaledDebt * borrowIndex + HALF_RAY) >> 27n) / FIVE_TO_27;
    const collateral = ((position.wsteth.scaledSupply * liquidityIndex + HALF_RAY) >> 27n) / FIVE_TO_27;
    const totalDebt = (othersDebt[row] as bigint) * RATIO + debt;
    const usage = (totalDebt * RAY + (lendable >> 1n)) / lendable;
    if (usage > optimalUsageRatio) {
      const room = RAY - optimalUsageRatio;
      const past = ((usage - optimalUsageRatio) * RAY + (room >> 1n)) / room;
      rate = baseRate + slope1 + ((slope2 * past + HALF_RAY) >> 27n) / FIVE_TO_27;
    } else {
      const part = ((slope1 * usage + HALF_RAY) >> 27n) / FIVE_TO_27;
      rate = baseRate + (part * RAY + (optimalUsageRatio >> 1n)) / optimalUsageRatio;
    }
    if (row === 0) {
      reserves.weth.variableBorrowRate = rate;
      depositUnits(loopAt(columns, row, reserves, position, settings, totalDebt), units);
      continue;
    }
    const value = (collateral * (lenderRate[row] as bigint)) / WAD;
    const ltv = Number((debt * RATIO) / value);
    const carry = (stakingApr[row] as number) - Number(rate / WAD);
    const price = peg[row] as number;
    if (newDay[row] === 1 || row === rows - 1) {
      const due = debt > position.looseWeth ? debt - position.looseWeth : 0n;
      const owed = due === 0n ? 0n : (due * WAD) / (redemption[row] as bigint) + 1n;
      const entry = collateral + position.looseShares + position.looseWsteth - owed;
      const since = BigInt(now - (time[0] as number));
      const recognised = units + (units * vault.maxRate * since) / (WAD * YEAR);
      const total = entry < recognised ? entry : recognised;
      const yearly = (total * fees.managementBps * (since < YEAR ? since : YEAR)) / (BPS * YEAR);
      const gained = total - yearly - units;
      const taken = yearly + (gained > 0n ? (gained * fees.performanceBps) / BPS : 0n);
      const supply = units + (taken * (units + 1n)) / (total + 1n - taken);
      perShare = (WAD * (total + 1n)) / (supply + 1n);
      const redeemed = Number(redemption[row]) / 1e18;
      const worth = Number(collateral) * redeemed * Math.min(price / 1e9, 1) - Number(debt);
      const each = worth / Number(supply);
      peak = Math.max(peak, each);
      drawdown = Math.max(drawdown, 1 - each / peak);
    }
    const inBand = ltv <= high && ltv >= low;
    if (inBand && position.level === 0 && price >= params.watchPeg && carry >= params.unwindCarry) continue;

    reserves.weth.variableBorrowIndex = borrowIndex;
    reserves.weth.variableBorrowRate = rate;
    reserves.weth.lastUpdate = now;
    reserves.wsteth.liquidityIndex = liquidityIndex;
    reserves.wsteth.lastUpdate = now;
    const loop = loopAt(columns, row, reserves, position, settings, totalDebt);
    const state = risk(loop);
    const { action, target, urgency, level } = decide(state, params);
    if (action === Action.hold) continue;
    const floor = action === Action.delever ? saleFloor(loop, state, urgency) : 0n;
    execute(loop, { action, target, floor });
    rate = loop.market.lender.weth.variableBorrowRate;
    ({ low, high } = bands(limits, level, params));
  }
  return drawdown > 0 ? perShare : 0n;
}
