import { expect, test } from "vitest";
import { fastColumns, rateAt } from "./fast-columns.ts";
import { Indices } from "./untouched.ts";
import { madeUpYear } from "./year.fixture.ts";

const market = fastColumns(madeUpYear(21_600));
const indices = new Indices(market);

test.each([
  [0.6, 0.55, 0.62],
  [0.6, 0.599, 0.7],
  [0.5, 0.2, 0.51],
  [0.6, 0.1, 0.95],
])(
  "from %d a position leaves its band in the row in which interest and price take it out",
  (ltv, low, high) => {
    const { years, growth, lenderRate, columns } = market;
    const opened = ltv * (lenderRate[0] as number);
    let [debt, row] = [opened, 0];
    for (; row < columns.rows; row++) {
      if (row > 0) debt *= Math.exp(rateAt(market, row - 1, 0) * (years[row] as number));
      const now = debt / ((growth[row] as number) * (lenderRate[row] as number));
      if (now > high || now < low) break;
    }
    expect(indices.leavesAt({ units: 1, debt: opened, low, high })).toBe(row);
  },
);
