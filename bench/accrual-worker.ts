/** A worker of fast-accrual: follows positions through the year, row by row. */
import Tinypool from "tinypool";
import type { FastColumns } from "../backtest/columns/fast-columns.ts";
import { Indices } from "../backtest/columns/untouched.ts";

const market: FastColumns = Tinypool.workerData;
const indices = new Indices(market);

/** Rows gone through by so many positions, at LTVs from 30% to 60% and with bands too wide to be left. */
export default function run(positions: number): number {
  const price = market.lenderRate[0] as number;
  let rows = 0;
  for (let position = 0; position < positions; position++) {
    const ltv = 0.3 + (0.3 * position) / positions;
    rows += indices.leavesAt({ units: 1, debt: ltv * price, low: ltv - 0.2, high: ltv + 0.2 });
  }
  return rows;
}
