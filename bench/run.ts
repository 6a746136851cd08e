/**
 * `npm run bench`: the measurements of `bench/*.bench.ts`, one after the other. `--only` chooses by name, `--json` prints
 * `{name, value, unit, target, pass}`.
 */
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
    const value = await bench.run();
    bar.end();
    figures.push({
      name,
      value,
      unit,
      target,
      pass: better === "higher" ? value >= target : value <= target,
    });
  }
  return { figures, notes: [], json: flags.json ?? false };
});
