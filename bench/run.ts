/**
 * `npm run bench`: the measurements of `bench/*.bench.ts`, one after the other. `--only` chooses by name, `--json` prints
 * `{name, value, unit, target, pass}`, and `byProcessor` where a value is by the clock.
 */
import { availableParallelism, loadavg } from "node:os";
import { report } from "../test/figures/command.ts";
import { choose, discover } from "../test/figures/discover.ts";
import type { Figure } from "../test/figures/figure.ts";
import { readFlags } from "../test/figures/flags.ts";
import { Progress } from "../test/figures/progress.ts";
import type { Bench } from "./bench.ts";

await report(async (argv) => {
  const flags = readFlags(argv, { only: { type: "string" }, json: { type: "boolean" } });
  const benches = choose(await discover<Bench>("bench/*.bench.ts", "bench"), flags.only);
  const figures: Figure[] = [];
  for (const bench of benches) {
    const { name, unit, target, better = "higher" } = bench;
    const bar = new Progress(name, benches.length);
    bar.update(figures.length);
    const measured = await bench.run();
    bar.end();
    const { value, ...rest } = typeof measured === "number" ? { value: measured } : measured;
    const pass = better === "higher" ? value >= target : value <= target;
    figures.push({ name, value, ...rest, unit, target, pass });
  }
  return { figures, notes: [busy()], json: flags.json ?? false };
});

/** What the figures by the clock are to be read with. */
function busy(): string {
  const load = loadavg().map((average) => average.toFixed(1));
  const cores = availableParallelism();
  return `${cores} cores; load over the last 1, 5 and 15 minutes ${load.join(", ")}, this run included`;
}
