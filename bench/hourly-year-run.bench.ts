/**
 * A year of hours as a whole process, `keel backtest run` with its tear sheet: reading the tape, the exact engine with the keeper and
 * without it, the metrics, the attribution and the page. The second run is timed, as Node keeps what it compiled in the first. Processor time is that
 * of the program's own thread: what Node compiles and collects meanwhile runs beside it.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { madeUpYear } from "../backtest/columns/year.fixture.ts";
import type { Bench, Timed } from "./bench.ts";

const HOUR = 3_600;
const KEEL = join(import.meta.dirname, "..", "cli", "keel.ts");
const AT_EXIT = pathToFileURL(join(import.meta.dirname, "usage-at-exit.ts")).href;

export const bench: Bench = {
  name: "hourly-year-run",
  unit: "s",
  target: 1.5,
  better: "lower",
  async run() {
    const folder = mkdtempSync(join(tmpdir(), "keel-bench-"));
    try {
      writeFileSync(join(folder, "year.csv"), csvOf(madeUpYear(HOUR)));
      runIn(folder);
      return runIn(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

/** Plays `year.csv` of the folder. */
function runIn(folder: string): Timed {
  const [tape, sheet, usage] = ["year.csv", "sheet.html", "usage.json"].map((name) => join(folder, name));
  const flags = ["--disable-warning=ExperimentalWarning", "--import", AT_EXIT];
  const study = [
    "backtest",
    "run",
    "--market",
    "stated",
    "--tape",
    tape as string,
    "--report",
    sheet as string,
  ];
  const env = { NODE_COMPILE_CACHE: join(folder, "compiled"), ...process.env, KEEL_BENCH_USAGE: usage };
  const begun = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [...flags, KEEL, ...study], {
    encoding: "utf8",
    env,
  });
  const value = (performance.now() - begun) / 1_000;
  if (status !== 0) throw new Error(`the run ended with code ${status}: ${stderr}`);
  if (statSync(sheet as string).size < 100_000) throw new Error("the page is not whole");
  return { value, byProcessor: JSON.parse(readFileSync(usage as string, "utf8")) };
}

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
