/** Figures that the documentation gives for searches and walks, held to what the commands print. */
import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { fixed, percent } from "../../backtest/report/figures.ts";
import { BUILT_IN_TAPE } from "../../backtest/tape/built-in.ts";
import { type Config, DEFAULT_CONFIG, loadConfig } from "../config.ts";
import { breakStudy } from "./break.ts";
import { walkForwardStudy } from "./walk-forward.ts";

const market = { tape: BUILT_IN_TAPE, fill: "refuse", between: "hold", deposit: 100n * 10n ** 18n } as const;
const silent = { stopped: false, update: () => {} };
const page = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");

let config: Config;
beforeAll(async () => {
  config = await loadConfig(DEFAULT_CONFIG, {});
});

test("what the summer of 2022 taught a walk-forward, and what it was worth", async () => {
  const study = {
    ...market,
    axis: { target: "0.5:0.01:0.67", room: "0.02:0.005:0.06" },
    set: { "ltv.target": "target", "ltv.min": "target-0.03", "ltv.max": "target+room" },
    method: "grid",
    seed: 1,
    lender: "market",
    by: "apr",
    train: 30,
    test: 15,
    anchored: false,
    choose: "best",
  } as const;
  const { windows, time, summary } = await walkForwardStudy(config, study, silent);
  const day = (row: number) => new Date((time[row] ?? 0) * 1_000).toISOString().slice(0, 10);
  const part = (value = Number.NaN) => `${Number((value * 100).toFixed(1))}%`;
  const rows = windows.map(({ window: { tried }, chosen, inSample, outOfSample, unchosen, rank }) => {
    const rates = [inSample, outOfSample, unchosen].map(({ outcome }) => percent(outcome.apr));
    const setting = [part(chosen.target), part(chosen.room)];
    const cells = [day(tried.from), day(tried.to - 1), ...setting, ...rates, `${fixed(rank * 100, 0)}%`];
    return `| ${cells.join(" | ")} |`;
  });
  const documented = page("sweeps.md");
  expect(rows).toHaveLength(6);
  for (const row of rows) expect(documented).toContain(row);
  const { inSampleApr, outOfSampleApr, efficiency, unchosenApr } = summary;
  expect(documented).toContain(
    `What looked like ${percent(inSampleApr)} a year came to ${percent(outOfSampleApr)}, ${percent(efficiency ?? 0, 1)} of it; ` +
      `the parameter file's own setting, which nobody chose, to ${percent(unchosenApr)}.`,
  );
});

test("how late the keeper may be where the depeg is six times as deep", async () => {
  const study = { ...market, setting: "careful", axis: ["keeper-delay"], at: ["depth=6"] };
  const [delay] = (await breakStudy(config, study, silent)).breaks;
  const documented = page("backtesting.md");
  expect(documented).toContain(`| keeper's delay | – | | ${delay?.managed.value} h | |`);
  expect(documented).toContain(`a keeper that is ${delay?.managed.survivedUpTo} hours late`);
});
