/**
 * A whole process for the benches: `node bench/year-process.ts hours <tape.csv>` reads a tape, runs it exactly and prints the
 * outcome; `node bench/year-process.ts minutes` runs a made-up year of minutes through both engines. Both print the most memory
 * that the process had, MB.
 */
import { runExactColumns } from "../backtest/columns/exact.ts";
import { runFastColumns } from "../backtest/columns/fast.ts";
import { fastColumns } from "../backtest/columns/fast-columns.ts";
import { columnsOf } from "../backtest/columns/from-tape.ts";
import { madeUpYear } from "../backtest/columns/year.fixture.ts";
import { readTape } from "../backtest/tape/read-tape.ts";
import { mainnetOfMay2022 } from "../backtest/worlds/mainnet-2022-05-01.ts";
import { worldBefore } from "../backtest/worlds/world-before.ts";
import { WAD } from "../strategies/kernels/math/units.ts";
import { benchCase } from "./inlined/bench-case.ts";

const [length, path = ""] = process.argv.slice(2);
const outcomes: unknown[] = [];
if (length === "minutes") {
  const columns = madeUpYear(60);
  const setting = benchCase(columns);
  outcomes.push(runExactColumns(columns, setting), runFastColumns(fastColumns(columns), setting));
} else {
  const tape = await readTape(path, { rateCurve: mainnetOfMay2022().lender.weth.curve });
  const { market: world } = worldBefore(tape);
  const columns = columnsOf(tape, { world, lenderPrice: "market", assumedStakingApr: WAD / 25n });
  outcomes.push(runExactColumns(columns, benchCase(columns)));
}
console.log(JSON.stringify({ outcomes, megabytes: process.resourceUsage().maxRSS / 1024 }));
