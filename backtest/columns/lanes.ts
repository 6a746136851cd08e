/**
 * Settings that go through the rows side by side: an entry each in columns of what changes with every row and of where nothing
 * has to be done. A row's market is read once for all of them, and none waits for another's interest.
 */
import type { Quiet } from "./quiet.ts";

export class Lanes {
  readonly count: number;
  /** Ether owed, and what it costs from here on, a year. */
  readonly debt: Float64Array;
  readonly rate: Float64Array;
  /** The same before a span, and what is owed in its first row. */
  readonly debtBefore: Float64Array;
  readonly rateBefore: Float64Array;
  readonly firstDebt: Float64Array;
  /** Collateral over its growth since the first row. */
  readonly scaled: Float64Array;
  /** Bounds of debt for each ether that a unit of the first row is worth: the most so far, and the quiet band's. */
  readonly mostOwed: Float64Array;
  readonly highest: Float64Array;
  readonly lowest: Float64Array;
  /** The other bounds of quiet.ts. */
  readonly pegFrom: Float64Array;
  readonly pegTo: Float64Array;
  readonly unwindCarry: Float64Array;
  readonly idleCarry: Float64Array;

  constructor(count: number) {
    const column = () => new Float64Array(count);
    this.count = count;
    this.debt = column();
    this.rate = column();
    this.debtBefore = column();
    this.rateBefore = column();
    this.firstDebt = column();
    this.scaled = column();
    this.mostOwed = column();
    this.highest = column();
    this.lowest = column();
    this.pegFrom = column();
    this.pegTo = column();
    this.unwindCarry = column();
    this.idleCarry = column();
  }

  /** The highest LTV of a lane with the collateral that it has now. */
  maxLtv(lane: number): number {
    const scaled = this.scaled[lane] as number;
    return scaled === 0 ? 0 : (this.mostOwed[lane] as number) / scaled;
  }

  /** Sets a lane's collateral, and with it what bounds its debt. */
  place(lane: number, scaled: number, maxLtv: number, quiet: Quiet): void {
    this.scaled[lane] = scaled;
    this.mostOwed[lane] = scaled * maxLtv;
    this.highest[lane] = scaled * quiet.highest;
    // Nothing lies below a bound of minus infinity, without collateral either.
    this.lowest[lane] = scaled === 0 ? Number.NEGATIVE_INFINITY : scaled * quiet.lowest;
    this.pegFrom[lane] = quiet.pegFrom;
    this.pegTo[lane] = quiet.pegTo;
    this.unwindCarry[lane] = quiet.unwindCarry;
    this.idleCarry[lane] = quiet.idleCarry;
  }
}
