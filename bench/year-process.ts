/** A whole process for minute-year-rss: a made-up year of minutes through both engines. Prints the most memory that it had, MB. */
import { runExactColumns } from "../backtest/columns/exact.ts";
import { runFastColumns } from "../backtest/columns/fast.ts";
import { fastColumns } from "../backtest/columns/fast-columns.ts";
import { madeUpYear } from "../backtest/columns/year.fixture.ts";
import { benchCase } from "./inlined/bench-case.ts";
import { peakMegabytes } from "./peak-memory.ts";

const MINUTE = 60;

const columns = madeUpYear(MINUTE);
const setting = benchCase(columns);
const outcomes = [runExactColumns(columns, setting), runFastColumns(fastColumns(columns), setting)];
console.log(JSON.stringify({ outcomes, megabytes: peakMegabytes() }));
