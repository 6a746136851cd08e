/** A year of hours as a whole process: reading the tape, the exact engine over its columns, the outcome printed. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { madeUpYear } from "../backtest/columns/year.fixture.ts";
import type { Bench } from "./bench.ts";

const HOUR = 3_600;
const PROCESS = join(import.meta.dirname, "year-process.ts");

export const bench: Bench = {
  name: "hourly-year-run",
  unit: "s",
  target: 1.5,
  better: "lower",
  async run() {
    const folder = mkdtempSync(join(tmpdir(), "keel-bench-"));
    try {
      const tape = join(folder, "year.csv");
      writeFileSync(tape, csvOf(madeUpYear(HOUR)));
      const begun = performance.now();
      const { status, stderr } = spawnSync(process.execPath, [PROCESS, "hours", tape], { encoding: "utf8" });
      if (status !== 0) throw new Error(`the run ended with code ${status}: ${stderr}`);
      return (performance.now() - begun) / 1_000;
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

function csvOf({ rows, time, peg, othersDebt, redemption, gasPrice, terms }: ReturnType<typeof madeUpYear>) {
  const lines = ["date,steth_eth,weth_utilisation,share_rate,gas_gwei"];
  for (let row = 0; row < rows; row++) {
    const date = new Date((time[row] as number) * 1_000).toISOString().replace(".000", "");
    const price = ((peg[row] as number) / 1e9).toFixed(9);
    const utilisation = (Number(othersDebt[row]) / Number(terms.lendable)).toFixed(6);
    const rate = (Number(redemption[row]) / 1e18).toFixed(12);
    lines.push([date, price, utilisation, rate, (gasPrice[row] as number).toFixed(3)].join(","));
  }
  return lines.join("\n");
}
