import { expect, test } from "vitest";
import { fastColumns } from "./fast-columns.ts";
import { LtvPath } from "./untouched.ts";
import { madeUpYear } from "./year.fixture.ts";

const market = fastColumns(madeUpYear(21_600));
const path = new LtvPath(market);

test.each([
  [0.6, 0.55, 0.62],
  [0.6, 0.599, 0.7],
  [0.5, 0.2, 0.51],
  [0.6, 0.1, 0.95],
])(
  "from %d a position leaves its band in the row in which interest and price take it out",
  (ltv, low, high) => {
    const { othersUsage, years, collateralGrowth, lenderRate, terms, columns } = market;
    let [debt, units, row] = [ltv * (lenderRate[0] as number), 1, 0];
    for (; row < columns.rows; row++) {
      const past = (othersUsage[Math.max(0, row - 1)] as number) - terms.optimalUsage;
      const rate = terms.rateAtOptimum + past * (past > 0 ? terms.slopeAbove : terms.slopeBelow);
      if (row > 0) debt *= Math.exp(rate * (years[row] as number));
      units *= collateralGrowth[row] as number;
      const now = debt / (units * (lenderRate[row] as number));
      if (now > high || now < low) break;
    }
    expect(path.leavesAt({ ltv, low, high })).toBe(row);
  },
);
