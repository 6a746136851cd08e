/**
 * `npm run gas`: the gas that the operations of `test/gas/*.gas.ts` use, against `gas-snapshot.json`. `--update` writes
 * that file anew, `--json` prints `{name, value, unit, target, pass}`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "./figures/build.ts";
import { report } from "./figures/command.ts";
import { discover } from "./figures/discover.ts";
import { readFlags } from "./figures/flags.ts";
import { Progress } from "./figures/progress.ts";
import { compareGas, type GasSnapshot } from "./gas/compare.ts";
import type { GasReading } from "./gas/gas-reading.ts";

const SNAPSHOT = join(import.meta.dirname, "..", "gas-snapshot.json");

await report(async (argv) => {
  const flags = readFlags(argv, { update: { type: "boolean" }, json: { type: "boolean" } });
  build();
  const readings = await discover<GasReading>("test/gas/*.gas.ts", "gas");
  const measured: Record<string, number> = {};
  for (const [done, reading] of readings.entries()) {
    const bar = new Progress(reading.name, readings.length);
    bar.update(done);
    Object.assign(measured, await reading.run());
    bar.end();
  }
  if (flags.update) {
    const sorted = Object.fromEntries(Object.entries(measured).sort(([a], [b]) => a.localeCompare(b, "en")));
    writeFileSync(SNAPSHOT, `${JSON.stringify(sorted, null, 2)}\n`);
  }
  const snapshot: GasSnapshot = JSON.parse(readFileSync(SNAPSHOT, "utf8"));
  const figures = compareGas(measured, snapshot);
  const changed = figures.some(({ pass }) => !pass);
  const notes = changed
    ? ["gas changed: if that is meant, run `npm run gas -- --update` and commit gas-snapshot.json"]
    : [];
  return { figures, notes, json: flags.json ?? false };
});
